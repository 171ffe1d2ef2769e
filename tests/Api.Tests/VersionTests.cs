using System.Net;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;
using CadreWorkflow.Api.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CadreWorkflow.Api.Tests;

public sealed class VersionTests(SharedHost shared)
{
    [Theory]
    [InlineData("\"1\"", HttpStatusCode.OK, null)]
    [InlineData("*", HttpStatusCode.OK, null)]
    [InlineData(null, HttpStatusCode.OK, null)]
    [InlineData("\"7\"", HttpStatusCode.PreconditionFailed, "stale_version")]
    [InlineData("1", HttpStatusCode.BadRequest, "invalid_if_match")]
    [InlineData("\"one\"", HttpStatusCode.BadRequest, "invalid_if_match")]
    public async Task An_act_says_which_version_it_looked_at(string? ifMatch, HttpStatusCode status, string? code)
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        using var response = await union.PostAsync($"/api/cases/{id:D}/acts/submit", new { occurredOn = "2026-03-03" }, ifMatch: ifMatch);
        Assert.Equal(status, response.StatusCode);
        if (code is null)
        {
            Assert.Equal("\"2\"", response.Headers.ETag?.Tag);
        }
        else
        {
            Assert.Equal(code, (await response.JsonAsync()).Code());
        }
    }

    [Fact]
    public async Task Two_officers_on_one_version_the_second_is_told_and_nothing_is_lost()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        using var first = await union.PostAsync($"/api/cases/{id:D}/acts/submit", new { occurredOn = "2026-03-03" }, ifMatch: "\"1\"");
        using var second = await union.PostAsync($"/api/cases/{id:D}/acts/withdraw", new { occurredOn = "2026-03-03", document = Http.Paper("đơn", "2026-03-03") }, ifMatch: "\"1\"");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, second.StatusCode);
        using var read = await union.GetAsync($"/api/cases/{id:D}");
        Assert.Equal("unit_review", (await read.JsonAsync()).GetProperty("stage").GetString());
    }

    [Theory]
    [InlineData(2, HttpStatusCode.OK)]
    [InlineData(100, HttpStatusCode.Conflict)]
    public async Task Without_a_version_others_at_work_are_met_by_deciding_again_three_times(int times, HttpStatusCode expected)
    {
        Meddler? meddler = null;
        await using var host = await ApiHost.StartAsync(services => services.Replace(
            ServiceDescriptor.Singleton<IEventLog>(p => meddler = new Meddler(p.GetRequiredService<EventLog>()))));
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        meddler!.Times = times;
        using var response = await union.PostAsync($"/api/cases/{id:D}/acts/submit", new { occurredOn = "2026-03-03" });
        var body = await response.JsonAsync();
        Assert.True(response.StatusCode == expected, body.ToString());
        if (expected == HttpStatusCode.Conflict)
        {
            Assert.Equal("version_conflict", body.Code());
            Assert.Equal(4, meddler.Meddled);
        }
    }

    /// <summary>Somebody else who records a paper on the case just before every append to it.</summary>
    private sealed class Meddler(EventLog log) : IEventLog
    {
        public int Times { get; set; }

        public int Meddled { get; private set; }

        public async Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default)
        {
            if (Meddled < Times && request.Streams.FirstOrDefault(s => s.StreamType == "case") is { ExpectedVersion: > 0 } stream)
            {
                Meddled++;
                var paper = new PaperRecorded(new DateOnly(2026, 3, 2), true, new DocumentRef($"{Meddled}", new DateOnly(2026, 3, 1), "CĐCS"), Paper.PersonalHistory);
                var meddling = new AppendRequest(
                    Guid.NewGuid(), "meddler",
                    [new(stream.StreamId, "case", stream.ExpectedVersion, [EventCodec.Encode(Guid.NewGuid(), paper, EventHeaders.None)])], [], null, null, null, null);
                Assert.IsType<AppendOutcome.Appended>(await log.AppendAsync(meddling, cancellationToken));
            }

            return await log.AppendAsync(request, cancellationToken);
        }

        public Task<AppendOutcome> StoreResultAsync(Guid commandId, string requestHash, string result, CancellationToken cancellationToken = default) =>
            log.StoreResultAsync(commandId, requestHash, result, cancellationToken);

        public Task<StoredResult?> FindCommandAsync(Guid commandId, CancellationToken cancellationToken = default) => log.FindCommandAsync(commandId, cancellationToken);

        public Task<StreamSlice> ReadStreamAsync(string streamId, long afterVersion = 0, CancellationToken cancellationToken = default) =>
            log.ReadStreamAsync(streamId, afterVersion, cancellationToken);

        public Task<IReadOnlyList<StreamSlice>> ReadStreamsAsync(IReadOnlyList<string> streamIds, CancellationToken cancellationToken = default) =>
            log.ReadStreamsAsync(streamIds, cancellationToken);

        public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken = default) =>
            log.ReadAllAsync(afterPosition, maxCount, cancellationToken);

        public Task<long> PositionAtAsync(DateTimeOffset? instant, CancellationToken cancellationToken = default) => log.PositionAtAsync(instant, cancellationToken);
    }
}
