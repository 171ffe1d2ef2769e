using System.Net;
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
        var ready = await (await client.GetAsync("/health/ready")).JsonAsync();
        Assert.Equal("ready", ready.GetProperty("status").GetString());
        Assert.Contains(ReadModel.Name, ready.GetProperty("subscriptions").EnumerateArray().Select(s => s.GetProperty("name").GetString()));

        // An event of a program newer than this one.
        await host.Services.GetRequiredService<IEventLog>().AppendAsync(new AppendRequest(
            Guid.NewGuid(), "test", [new("case-" + Guid.NewGuid().ToString("D"), "case", 0, [new NewEvent(Guid.NewGuid(), "case_teleported", "{}", null)])], [], null, null, null, null));
        using var unready = await UntilUnreadyAsync(client);
        var body = await unready.JsonAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unready.StatusCode);
        Assert.Contains(body.GetProperty("reasons").EnumerateArray(), r => r.GetString()!.Contains(ReadModel.Name, StringComparison.Ordinal));
        using var live = await client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
    }

    private static async Task<HttpResponseMessage> UntilUnreadyAsync(HttpClient client)
    {
        for (var tries = 0; ; tries++)
        {
            var response = await client.GetAsync("/health/ready");
            if (!response.IsSuccessStatusCode || tries > 600)
            {
                return response;
            }

            response.Dispose();
            await Task.Delay(100);
        }
    }
}
