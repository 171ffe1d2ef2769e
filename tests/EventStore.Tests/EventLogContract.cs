using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>What every engine behind <see cref="IEventLog"/> promises. A new engine gets a subclass and nothing else.</summary>
public abstract class EventLogContract
{
    protected abstract IEventLog Log { get; }

    [Fact]
    public async Task What_was_appended_is_read_back_as_it_was_given()
    {
        var id = NewStream();
        var first = Event("referral_filed", """{"a":1,"tên":"Đặng"}""", """{"via":"page"}""");
        var second = Event("referral_returned_v2", "{}");
        var request = Request(new StreamAppend(id, "case", 0, [first, second])) with { CausationId = "cause" };

        var stored = Stored(await Log.AppendAsync(request));
        var slice = await Log.ReadStreamAsync(id);

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
        var slice = await Log.ReadStreamAsync(NewStream());

        Assert.Equal(0, slice.Version);
        Assert.Empty(slice.Events);
    }

    [Fact]
    public async Task A_stream_is_read_from_a_version_on_and_still_tells_its_version()
    {
        var id = NewStream();
        await Log.AppendAsync(Append(id, 0, 5));

        var rest = await Log.ReadStreamAsync(id, 3);
        var nothing = await Log.ReadStreamAsync(id, 5);

        Assert.Equal([4L, 5L], rest.Events.Select(e => e.Version));
        Assert.Equal(5, rest.Version);
        Assert.Empty(nothing.Events);
        Assert.Equal(5, nothing.Version);
    }

    [Fact]
    public async Task Several_streams_are_read_in_the_order_asked()
    {
        string one = NewStream(), two = NewStream(), unknown = NewStream();
        await Log.AppendAsync(Request(Stream(one, 0), Stream(two, 0, 2)));

        var slices = await Log.ReadStreamsAsync([two, unknown, one, two]);

        Assert.Equal([two, unknown, one, two], slices.Select(s => s.StreamId));
        Assert.Equal([2L, 0L, 1L, 2L], slices.Select(s => s.Version));
        Assert.Equal([2, 0, 1, 2], slices.Select(s => s.Events.Count));
    }

    [Fact]
    public async Task Many_loads_at_once_each_get_their_own_stream()
    {
        var ids = Enumerable.Range(0, 40).Select(_ => NewStream()).ToArray();
        await Task.WhenAll(ids.Select((id, n) => Log.AppendAsync(Append(id, 0, n % 5 + 1))));

        var slices = await Task.WhenAll(ids.Concat(ids).Select(id => Log.ReadStreamAsync(id)));

        Assert.Equal(ids.Concat(ids), slices.Select(s => s.StreamId));
        Assert.All(slices.Take(40).Select((s, n) => (s, n)), x => Assert.Equal(x.n % 5 + 1, x.s.Events.Count));
    }

    [Fact]
    public async Task A_stale_version_in_one_stream_refuses_the_whole_append()
    {
        string id = NewStream(), other = NewStream();
        await Log.AppendAsync(Append(id, 0));

        var outcome = await Log.AppendAsync(Request(Stream(other, 0), Stream(id, 0)));

        Assert.Equal(new AppendOutcome.VersionConflict(id, 0, 1), outcome);
        Assert.Equal(0, (await Log.ReadStreamAsync(other)).Version);
        Assert.Equal(1, (await Log.ReadStreamAsync(id)).Version);
    }

    [Fact]
    public async Task A_version_from_the_future_is_a_conflict_too()
    {
        var id = NewStream();

        Assert.Equal(new AppendOutcome.VersionConflict(id, 3, 0), await Log.AppendAsync(Append(id, 3)));
    }

    [Fact]
    public async Task A_guard_that_moved_on_refuses_the_append_and_one_that_stands_gets_no_event()
    {
        string guard = NewStream("unit"), id = NewStream();
        await Log.AppendAsync(Append(guard, 0));

        var refused = await Log.AppendAsync(Append(id, 0).Guarded(guard, 0));
        var stored = await Log.AppendAsync(Append(id, 0).Guarded(guard, 1));
        var absent = await Log.AppendAsync(Append(id, 1).Guarded(NewStream("unit"), 0));

        Assert.Equal(new AppendOutcome.VersionConflict(guard, 0, 1), refused);
        Stored(stored);
        Stored(absent);
        Assert.Equal(1, (await Log.ReadStreamAsync(guard)).Version);
    }

    [Fact]
    public async Task A_repeated_command_gets_its_stored_result_even_when_its_versions_are_stale_by_now()
    {
        var request = Append(NewStream(), 0) with { Result = """{"caseId":"c1"}""" };
        var stored = Stored(await Log.AppendAsync(request));

        var again = await Log.AppendAsync(request);

        var expected = new StoredResult(request.CommandId, "hash", """{"caseId":"c1"}""", stored.Position);
        Assert.Equal(new AppendOutcome.AlreadyDone(expected), again);
        Assert.Equal(expected, await Log.FindCommandAsync(request.CommandId));
        Assert.Equal(1, (await Log.ReadStreamAsync(request.Streams[0].StreamId)).Version);
    }

    [Fact]
    public async Task A_command_id_with_other_content_is_refused()
    {
        var request = Append(NewStream(), 0);
        await Log.AppendAsync(request);

        var other = await Log.AppendAsync(Append(NewStream(), 0) with { CommandId = request.CommandId, RequestHash = "other" });

        Assert.Equal(new AppendOutcome.CommandIdReused(request.CommandId), other);
    }

    [Fact]
    public async Task A_refused_append_leaves_its_command_id_free()
    {
        var id = NewStream();
        await Log.AppendAsync(Append(id, 0));
        var request = Append(id, 0);

        Assert.IsType<AppendOutcome.VersionConflict>(await Log.AppendAsync(request));

        Assert.Null(await Log.FindCommandAsync(request.CommandId));
        Stored(await Log.AppendAsync(request with { Streams = [Stream(id, 1)] }));
    }

    [Fact]
    public async Task Nothing_to_do_is_a_result_that_is_kept()
    {
        await Log.AppendAsync(Append(NewStream(), 0));
        var command = Guid.NewGuid();

        var first = Stored(await Log.StoreResultAsync(command, "hash", """{"nothing":true}"""));
        var second = Assert.IsType<AppendOutcome.AlreadyDone>(await Log.StoreResultAsync(command, "hash", """{"nothing":true}"""));

        Assert.Equal("""{"nothing":true}""", second.Stored.Result);
        Assert.Equal(first.Position, second.Stored.Position);
        Assert.True(first.Position > 0, "it carries the log's head, so that a reader can wait for it");
    }

    [Fact]
    public async Task Of_twenty_appends_on_one_version_one_is_stored()
    {
        var id = NewStream();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Log.AppendAsync(Append(id, 0))));

        Assert.Single(outcomes, outcome => outcome is AppendOutcome.Appended);
        Assert.Equal(19, outcomes.Count(outcome => outcome is AppendOutcome.VersionConflict { Actual: 1 }));
        Assert.Equal(1, (await Log.ReadStreamAsync(id)).Version);
    }

    [Fact]
    public async Task Of_twenty_appends_with_one_command_id_one_is_stored_and_all_get_the_same_answer()
    {
        var request = Append(NewStream(), 0);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Log.AppendAsync(request)));

        var stored = Stored(Assert.Single(outcomes, outcome => outcome is AppendOutcome.Appended));
        Assert.Equal(19, outcomes.Count(outcome => outcome is AppendOutcome.AlreadyDone done && done.Stored.Position == stored.Position));
    }

    [Fact]
    public async Task One_conflict_among_many_appends_rejects_that_one_only()
    {
        var stale = NewStream();
        await Log.AppendAsync(Append(stale, 0));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Log.AppendAsync(Append(n == 25 ? stale : NewStream(), 0))));

        Assert.Equal(new AppendOutcome.VersionConflict(stale, 0, 1), outcomes[25]);
        Assert.Equal(49, outcomes.Count(outcome => outcome is AppendOutcome.Appended));
    }

    [Fact]
    public async Task Three_hundred_appends_share_one_guard()
    {
        var unit = NewStream("unit");
        await Log.AppendAsync(Append(unit, 0));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => Log.AppendAsync(Append(NewStream(), 0).Guarded(unit, 1))));

        Assert.All(outcomes, outcome => Stored(outcome));
    }

    [Fact]
    public async Task A_guard_behind_a_write_to_the_same_stream_is_checked_after_it()
    {
        // All are queued together behind a first append, so that they would share a transaction if they could.
        var unit = NewStream("unit");
        var first = Log.AppendAsync(Append(NewStream(), 0));
        var before = Log.AppendAsync(Append(NewStream(), 0).Guarded(unit, 0));
        var write = Log.AppendAsync(Append(unit, 0));
        var after = Log.AppendAsync(Append(NewStream(), 0).Guarded(unit, 0));
        var right = Log.AppendAsync(Append(NewStream(), 0).Guarded(unit, 1));

        await first;
        Stored(await before);
        Stored(await write);
        Assert.Equal(new AppendOutcome.VersionConflict(unit, 0, 1), await after);
        Stored(await right);
    }

    [Fact]
    public async Task Appends_to_one_stream_queued_together_keep_their_order()
    {
        var id = NewStream();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Log.AppendAsync(Append(id, n))));

        var positions = outcomes.Select(outcome => Stored(outcome).Position).ToArray();
        Assert.Equal(positions.Order(), positions);
        Assert.Equal(10, (await Log.ReadStreamAsync(id)).Version);
    }

    [Fact]
    public async Task The_whole_log_is_read_in_position_order_page_by_page()
    {
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Log.AppendAsync(Append(NewStream(), 0, 3))));

        var read = new List<RecordedEvent>();
        while (await Log.ReadAllAsync(read.Count == 0 ? 0 : read[^1].Position, 7) is { Count: > 0 } page)
        {
            read.AddRange(page);
        }

        Assert.True(read.Count >= 90);
        Assert.Equal(read.Select(e => e.Position).Order().Distinct(), read.Select(e => e.Position));
        Assert.Equal(read.Select(e => e.RecordedAt).Order(), read.Select(e => e.RecordedAt));
        Assert.Equal(read[^1].Position, await Log.PositionAtAsync(null));
    }

    [Fact]
    public async Task An_instant_has_the_position_of_the_last_event_recorded_by_then()
    {
        var stored = new List<AppendOutcome.Appended>();
        for (var n = 0; n < 12; n++)
        {
            stored.Add(Stored(await Log.AppendAsync(Append(NewStream(), 0, n % 3 + 1))));
        }

        foreach (var (mine, next) in stored.Zip(stored.Skip(1)).Where(pair => pair.First.RecordedAt < pair.Second.RecordedAt))
        {
            Assert.Equal(mine.Position, await Log.PositionAtAsync(mine.RecordedAt));
            Assert.Equal(mine.Position, await Log.PositionAtAsync(next.RecordedAt.AddMicroseconds(-1)));
        }

        Assert.Equal(stored[^1].Position, await Log.PositionAtAsync(stored[^1].RecordedAt.AddYears(1)));
        Assert.Equal(0, await Log.PositionAtAsync(DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("""{"a":}""", "invalid_json")]
    [InlineData("""{"a":1""", "invalid_json")]
    [InlineData("""[1]""", "invalid_json")]
    [InlineData("", "invalid_json")]
    [InlineData("""{"a":"\ud800"}""", "invalid_json")]
    [InlineData("""{"a":1e200000}""", "invalid_json")]
    [InlineData("""{"a":"x\u0000y"}""", "nul_character")]
    [InlineData("""{"\u0000":1}""", "nul_character")]
    [InlineData("{\"a\":\"x\0y\"}", "nul_character")]
    public async Task Data_that_cannot_be_stored_is_refused_by_name_and_spoils_no_neighbour(string data, string code)
    {
        var bad = NewStream();
        var neighbours = Enumerable.Range(0, 20).Select(_ => Log.AppendAsync(Append(NewStream(), 0))).ToList();
        var poison = Log.AppendAsync(Request(new StreamAppend(bad, "case", 0, [Event(data: data)])));
        neighbours.AddRange(Enumerable.Range(0, 20).Select(_ => Log.AppendAsync(Append(NewStream(), 0))));

        var refused = await Assert.ThrowsAsync<EventRejectedException>(() => poison);

        Assert.Equal(code, refused.Code);
        Assert.All(await Task.WhenAll(neighbours), outcome => Stored(outcome));
        Assert.Equal(0, (await Log.ReadStreamAsync(bad)).Version);
    }

    [Fact]
    public async Task An_event_of_ten_megabytes_is_refused_before_it_is_sent()
    {
        var data = $$"""{"a":"{{new string('x', 10_000_000)}}"}""";

        var refused = await Assert.ThrowsAsync<EventRejectedException>(() => Log.AppendAsync(Request(new StreamAppend(NewStream(), "case", 0, [Event(data: data)]))));

        Assert.Equal("too_large", refused.Code);
    }

    [Fact]
    public async Task Too_many_events_or_a_nul_in_a_name_are_refused()
    {
        var many = await Assert.ThrowsAsync<EventRejectedException>(() => Log.AppendAsync(Append(NewStream(), 0, 2001)));
        var nul = await Assert.ThrowsAsync<EventRejectedException>(() => Log.AppendAsync(Append("case-\0", 0)));

        Assert.Equal("too_many", many.Code);
        Assert.Equal("nul_character", nul.Code);
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_take_the_append_along()
    {
        using var impatient = new CancellationTokenSource();
        var id = NewStream();
        var request = Append(id, 0);
        var neighbours = Enumerable.Range(0, 10).Select(_ => Log.AppendAsync(Append(NewStream(), 0))).ToArray();
        var mine = Log.AppendAsync(request, impatient.Token);
        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            // Fast machines may be done before the cancellation; then there is nothing to leave.
            await mine;
            throw new OperationCanceledException();
        });

        Assert.All(await Task.WhenAll(neighbours), outcome => Stored(outcome));
        Stored(await Log.AppendAsync(Append(NewStream(), 0)));
        Assert.Equal(1, (await Log.ReadStreamAsync(id)).Version);
        Assert.NotNull(await Log.FindCommandAsync(request.CommandId));
    }
}

public sealed class PostgresEventLogTests : EventLogContract, IAsyncLifetime
{
    private Cluster.TestDatabase _database = null!;
    private EventLog _log = null!;

    protected override IEventLog Log => _log;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        _log = new EventLog(_database.AppConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await Invariants.CheckAsync(_database.SuperuserConnectionString);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Closing_the_log_first_stores_what_is_queued()
    {
        var queued = Enumerable.Range(0, 100).Select(_ => _log.AppendAsync(Append(NewStream(), 0))).ToArray();

        await _log.DisposeAsync();

        Assert.All(await Task.WhenAll(queued), outcome => Stored(outcome));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _log.AppendAsync(Append(NewStream(), 0)));
        _log = new EventLog(_database.AppConnectionString);
    }
}
