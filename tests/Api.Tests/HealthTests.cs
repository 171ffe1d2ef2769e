using System.Net;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_poisoned_subscription_makes_the_host_unready_by_name_and_leaves_it_alive()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Anonymous();
        var ready = await (await UntilAsync(client, HttpStatusCode.OK)).JsonAsync();
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Contains(ReadModel.Name, ready.GetProperty("subscriptions").EnumerateArray().Select(s => s.GetProperty("name").GetString()));

        // An event of a program newer than this one.
        await host.Services.GetRequiredService<IEventLog>().AppendAsync(new AppendRequest(
            Guid.NewGuid(), "test", [new("case-" + Guid.NewGuid().ToString("D"), "case", 0, [new NewEvent(Guid.NewGuid(), "case_teleported", "{}", null)])], [], null, null, null, null));
        using var unready = await UntilAsync(client, HttpStatusCode.ServiceUnavailable);
        var body = await unready.JsonAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
        Assert.Contains(body.GetProperty("reasons").EnumerateArray(), r => r.GetString()!.Contains(ReadModel.Name, StringComparison.Ordinal));
        using var live = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    [Fact]
    public async Task A_subscription_behind_by_more_than_the_bound_makes_the_host_unready_until_it_has_caught_up()
    {
        await using var host = await ApiHost.StartAsync();
        using var client = host.Anonymous();
        await UntilAsync(client, HttpStatusCode.OK);
        await host.Services.GetRequiredService<SubscriptionHost>().StopAsync(CancellationToken.None);
        var log = host.Services.GetRequiredService<EventLog>();
        await log.AppendAsync(new AppendRequest(
            Guid.NewGuid(), "test", [new("note-" + Guid.NewGuid().ToString("D"), "note", 0, [new NewEvent(Guid.NewGuid(), "case_teleported", "{}", null)])], [], null, null, null, null));
        using (var still = await client.GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        }

        await log.SetDemoClockAsync(TimeProvider.System.GetUtcNow().AddSeconds(90));
        using var late = await client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        var reasons = (await late.JsonAsync()).GetProperty("reasons").EnumerateArray().Select(r => r.GetString()!).ToList();
        Assert.Contains(reasons, r => r.Contains(ReadModel.Name, StringComparison.Ordinal) && r.Contains("more than 60 s", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> UntilAsync(HttpClient client, HttpStatusCode status)
    {
        for (var tries = 0; ; tries++)
        {
            var response = await client.GetAsync("/health/ready");
            if (response.StatusCode == status || tries > 600)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(100);
        }
    }
}
