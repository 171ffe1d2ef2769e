using System.Diagnostics;
using System.Net;

namespace CadreWorkflow.Api.Tests;

public sealed class ReadBarrierTests(SharedHost shared)
{
    [Fact]
    public async Task What_was_written_through_one_process_is_read_through_another_by_its_position()
    {
        await using var other = await shared.Host.AnotherAsync();
        var province = await TestProvince.OpenAsync(shared.Host);
        using var here = await shared.Host.ClientAsync("union");
        using var there = await other.ClientAsync("union");
        for (var i = 1; i <= 5; i++)
        {
            using var filed = await here.PostAsync("/api/cases", Http.Referral(province.Union1, name: $"Lê Văn {(char)('A' + i)}"));
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/cases?unit={province.Union1:D}");
            request.Headers.Add("X-Log-Position", filed.Headers.GetValues("X-Log-Position"));
            using var read = await there.SendAsync(request);
            Assert.False(read.Headers.Contains("X-Read-Stale"));
            Assert.Equal(i, (await read.JsonAsync()).GetProperty("total").GetInt32());
        }
    }

    [Fact]
    public async Task A_position_not_reached_in_two_seconds_is_said_and_what_there_is_is_shown()
    {
        using var personnel = await shared.Host.ClientAsync("personnel");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/cases");
        request.Headers.Add("X-Log-Position", "999999999");
        var started = Stopwatch.GetTimestamp();
        using var read = await personnel.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("true", read.Headers.GetValues("X-Read-Stale").Single());
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(1.5), "it waited before giving up");
    }
}
