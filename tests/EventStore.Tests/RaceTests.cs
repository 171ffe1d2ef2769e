using Npgsql;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Two sessions, interleaved statement by statement at the places where event stores have lost or doubled events.</summary>
public sealed class RaceTests : IAsyncLifetime
{
    private Cluster.TestDatabase _database = null!;
    private NpgsqlConnection _one = null!;
    private NpgsqlConnection _two = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        _one = await OpenAsync(_database.AppConnectionString);
        _two = await OpenAsync(_database.AppConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await Invariants.CheckAsync(_database.SuperuserConnectionString);
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_version_that_went_stale_while_waiting_for_the_lock_is_refused()
    {
        var id = NewStream();
        await using var first = await _one.BeginTransactionAsync();
        await _one.AppendAsync(id, 0);
        var second = _two.AppendAsync(id, 0);
        await RawAppend.WaitsForLockAsync(_database.SuperuserConnectionString, _two.ProcessID);
        await first.CommitAsync();

        Assert.Equal(new RawAppend.Answer(null, id, 1, false), await second);
    }

    [Fact]
    public async Task A_version_held_back_by_a_rolled_back_append_is_still_free()
    {
        var id = NewStream();
        await using var first = await _one.BeginTransactionAsync();
        await _one.AppendAsync(id, 0);
        var second = _two.AppendAsync(id, 0);
        await RawAppend.WaitsForLockAsync(_database.SuperuserConnectionString, _two.ProcessID);
        await first.RollbackAsync();

        Assert.NotNull((await second).Position);
    }

    [Fact]
    public async Task A_guard_that_went_stale_while_waiting_for_the_lock_is_refused()
    {
        string unit = NewStream("unit"), id = NewStream();
        await using var first = await _one.BeginTransactionAsync();
        await _one.AppendAsync(unit, 0);
        var second = _two.AppendAsync(id, 0, guard: (unit, 0));
        await RawAppend.WaitsForLockAsync(_database.SuperuserConnectionString, _two.ProcessID);
        await first.CommitAsync();

        Assert.Equal(new RawAppend.Answer(null, unit, 1, false), await second);
    }

    [Fact]
    public async Task Two_appends_guarding_each_others_streams_cannot_both_pass()
    {
        string left = NewStream(), right = NewStream();
        await using var first = await _one.BeginTransactionAsync();
        await _one.AppendAsync(left, 0, guard: (right, 0));
        var second = _two.AppendAsync(right, 0, guard: (left, 0));
        await RawAppend.WaitsForLockAsync(_database.SuperuserConnectionString, _two.ProcessID);
        await first.CommitAsync();

        Assert.Equal(left, (await second).RefusedStream);
    }

    [Fact]
    public async Task A_command_id_stored_while_waiting_for_the_lock_is_known()
    {
        var command = Guid.NewGuid();
        await using var first = await _one.BeginTransactionAsync();
        await _one.AppendAsync(NewStream(), 0, command);
        var second = _two.AppendAsync(NewStream(), 0, command);
        await RawAppend.WaitsForLockAsync(_database.SuperuserConnectionString, _two.ProcessID);
        await first.CommitAsync();

        Assert.True((await second).Known);
    }

    [Fact]
    public async Task Positions_become_visible_in_their_order_so_a_reader_misses_nothing()
    {
        await using var first = await _one.BeginTransactionAsync();
        var earlier = (await _one.AppendAsync(NewStream(), 0)).Position;
        var second = _two.AppendAsync(NewStream(), 0);
        await RawAppend.WaitsForLockAsync(_database.SuperuserConnectionString, _two.ProcessID);
        await using var log = new EventLog(_database.AppConnectionString);

        Assert.Empty(await log.ReadAllAsync(0, 10));
        Assert.False(second.IsCompleted, "the later position waits for the earlier one's commit");
        await first.CommitAsync();
        var later = (await second).Position;

        Assert.Equal([earlier!.Value, later!.Value], (await log.ReadAllAsync(0, 10)).Select(e => e.Position));
    }

    [Fact]
    public async Task A_reader_racing_with_many_writers_never_sees_a_position_appear_behind_it()
    {
        await using var log = new EventLog(_database.AppConnectionString);
        await using var other = new EventLog(_database.AppConnectionString);
        var writing = Task.WhenAll(Enumerable.Range(0, 16).Select(async n =>
        {
            for (var i = 0; i < 40; i++)
            {
                Stored(await (n % 2 == 0 ? log : other).AppendAsync(Append(NewStream(), 0, i % 3 + 1)));
            }
        }));

        var seen = new List<long>();
        bool done;
        do
        {
            done = writing.IsCompleted;
            seen.AddRange((await log.ReadAllAsync(seen.Count == 0 ? 0 : seen[^1], 50)).Select(e => e.Position));
        }
        while (!done || seen.Count == 0 || seen[^1] < await log.PositionAtAsync(null));

        await writing;
        Assert.Equal(await ScalarAsync<long[]>(_database.OwnerConnectionString, "select array_agg(seq_id order by seq_id) from cadre.mt_events"), seen);
    }

    [Fact]
    public async Task An_open_write_in_another_database_holds_no_reader_up()
    {
        await using var elsewhere = await Databases.WithLogAsync();
        await using var idle = await OpenAsync(elsewhere.OwnerConnectionString);
        await using var open = await idle.BeginTransactionAsync();
        await idle.RunAsync("create table public_note (n int); insert into public_note values (1)");
        await using var log = new EventLog(_database.AppConnectionString);

        Stored(await log.AppendAsync(Append(NewStream(), 0)));

        Assert.Single(await log.ReadAllAsync(0, 10));
    }

    [Fact]
    public async Task An_older_open_write_in_this_database_holds_no_reader_up()
    {
        await RunAsync(_database.OwnerConnectionString, "create table note (n int)");
        await using var idle = await OpenAsync(_database.OwnerConnectionString);
        await using var open = await idle.BeginTransactionAsync();
        await idle.RunAsync("insert into note values (1)");
        await using var log = new EventLog(_database.AppConnectionString);

        Stored(await log.AppendAsync(Append(NewStream(), 0)));

        Assert.Single(await log.ReadAllAsync(0, 10));
    }

    [Fact]
    public async Task A_second_append_in_one_transaction_is_refused()
    {
        await using var transaction = await _one.BeginTransactionAsync();
        await _one.AppendAsync(NewStream(), 0);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _one.AppendAsync(NewStream(), 0));

        Assert.Equal("CW003", refused.SqlState);
        await transaction.RollbackAsync();
        Assert.NotNull((await _one.AppendAsync(NewStream(), 0)).Position);
        Assert.NotNull((await _one.AppendAsync(NewStream(), 0)).Position);
    }

    [Theory]
    [InlineData(System.Data.IsolationLevel.RepeatableRead)]
    [InlineData(System.Data.IsolationLevel.Serializable)]
    public async Task Another_isolation_level_is_refused(System.Data.IsolationLevel level)
    {
        await using var transaction = await _one.BeginTransactionAsync(level);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _one.AppendAsync(NewStream(), 0));

        Assert.Equal("CW002", refused.SqlState);
    }

    [Fact]
    public async Task A_session_whose_texts_are_not_sent_as_utf8_is_refused()
    {
        await using var transaction = await _one.BeginTransactionAsync();
        await _one.RunAsync("set local client_encoding = 'LATIN1'");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _one.AppendAsync(NewStream(), 0));

        Assert.Equal("CW005", refused.SqlState);
    }

    [Fact]
    public async Task The_commit_waits_for_the_disk_whatever_the_session_asked_for()
    {
        await _one.RunAsync("set synchronous_commit = off");
        await using var transaction = await _one.BeginTransactionAsync();
        await _one.AppendAsync(NewStream(), 0);

        Assert.Equal("on", await _one.ScalarAsync<string>("show synchronous_commit"));
        await transaction.CommitAsync();
        Assert.Equal("off", await _one.ScalarAsync<string>("show synchronous_commit"));
    }

    [Fact]
    public async Task A_clock_that_steps_back_does_not_step_the_log_back()
    {
        await using var demo = await Databases.WithDemoLogAsync();
        await using var log = new EventLog(demo.AppConnectionString);
        var noon = new DateTimeOffset(2021, 3, 1, 5, 0, 0, TimeSpan.Zero);
        await log.SetDemoClockAsync(noon);
        var first = Stored(await log.AppendAsync(Append(NewStream(), 0)));
        await log.SetDemoClockAsync(noon.AddHours(-1));
        var second = Stored(await log.AppendAsync(Append(NewStream(), 0)));
        await log.SetDemoClockAsync(noon.AddHours(1));
        var third = Stored(await log.AppendAsync(Append(NewStream(), 0)));

        Assert.Equal((noon, noon, noon.AddHours(1)), (first.RecordedAt, second.RecordedAt, third.RecordedAt));
        Assert.Equal(second.Position, await log.PositionAtAsync(noon));
        Assert.Equal(0, await log.PositionAtAsync(noon.AddTicks(-10)));
        await Invariants.CheckAsync(demo.SuperuserConnectionString);
    }

    [Fact]
    public async Task A_session_that_falls_silent_holding_the_ordering_lock_is_ended_and_the_others_go_on()
    {
        // The function bounds the silence at ten seconds for every session, whatever its settings.
        await using var silent = await _one.BeginTransactionAsync();
        await _one.AppendAsync(NewStream(), 0);
        Assert.Equal("10s", await _one.ScalarAsync<string>("show idle_in_transaction_session_timeout"));
        await using var log = new EventLog(_database.AppConnectionString);

        Stored(await log.AppendAsync(Append(NewStream(), 0)));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => silent.CommitAsync());
    }

    [Fact]
    public async Task A_twin_of_a_lost_append_that_commits_late_finds_its_work_done()
    {
        // The connection is cut while the append waits for the lock; the log sends it again; then both get their turn.
        await using var blocker = await _one.BeginTransactionAsync();
        await _one.AppendAsync(NewStream(), 0);
        await using var log = new EventLog(_database.AppConnectionString);
        var request = Append(NewStream(), 0);
        var twin = _two.AppendAsync(request.Streams[0].StreamId, 0, request.CommandId);
        await RawAppend.WaitsForLockAsync(_database.SuperuserConnectionString, _two.ProcessID);
        var mine = log.AppendAsync(request);
        await blocker.CommitAsync();

        var first = await twin;
        var second = await mine;

        Assert.True(
            first.Position is not null ? second is AppendOutcome.AlreadyDone : first.Known && second is AppendOutcome.Appended,
            $"exactly one of the two stored: {first}, {second}");
        Assert.Equal(1, (await log.ReadStreamAsync(request.Streams[0].StreamId)).Version);
    }
}
