using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>What every engine behind <see cref="IEventLog"/> promises about appends and reads.</summary>
public sealed class AppendTests : IAsyncLifetime
{
    private Cluster.TestDatabase _database = null!;
    private EventLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        _log = new EventLog(_database.AppConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task What_was_appended_is_read_back_as_it_was_given()
    {
        var id = NewStream();
        var first = Event("referral_filed", """{"a":1,"tên":"Đặng"}""", """{"via":"page"}""");
        var second = Event("referral_returned_v2", "{}");
        var request = Request(new StreamAppend(id, "case", 0, [first, second])) with { CausationId = "cause" };

        var stored = Stored(await _log.AppendAsync(request));
        var slice = await _log.ReadStreamAsync(id);

        Assert.Equal(2, slice.Version);
        Assert.Equal([1L, 2L], slice.Events.Select(e => e.Version));
        Assert.Equal([first.Id, second.Id], slice.Events.Select(e => e.Id));
        Assert.Equal(["referral_filed", "referral_returned_v2"], slice.Events.Select(e => e.Type));
        Assert.Equal("""{"a": 1, "tên": "Đặng"}""", slice.Events[0].Data);
        Assert.Equal("""{"via": "page"}""", slice.Events[0].Headers);
        Assert.Null(slice.Events[1].Headers);
        Assert.All(slice.Events, e => Assert.Equal(("correlation", "cause", "account-1"), (e.CorrelationId, e.CausationId, e.UserName)));
        Assert.All(slice.Events, e => Assert.Equal(stored.RecordedAt, e.RecordedAt));
        Assert.Equal(stored.Position, slice.Events[1].Position);
    }

    [Fact]
    public async Task An_unknown_stream_is_empty_at_version_0()
    {
        var slice = await _log.ReadStreamAsync("case-nobody");

        Assert.Equal(0, slice.Version);
        Assert.Empty(slice.Events);
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_nothing_is_stored()
    {
        var id = NewStream();
        var other = NewStream();
        await _log.AppendAsync(Append(id, 0));

        var outcome = await _log.AppendAsync(Request(Stream(other, 0), Stream(id, 0)));

        Assert.Equal(new AppendOutcome.VersionConflict(id, 0, 1), outcome);
        Assert.Equal(0, (await _log.ReadStreamAsync(other)).Version);
        Assert.Equal(1, (await _log.ReadStreamAsync(id)).Version);
    }
}
