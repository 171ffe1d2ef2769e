using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.EventStore.Worker;
using Npgsql;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

public sealed class SubscriptionTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly SubscriptionOptions Quick = new()
    {
        Lease = TimeSpan.FromSeconds(2),
        PollInterval = TimeSpan.FromMilliseconds(100),
        RetryPause = TimeSpan.FromMilliseconds(5),
    };

    private TestDatabase _database = null!;
    private EventLog _log = null!;
    private SubscriptionMonitor _monitor = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        _log = new EventLog(_database.AppConnectionString);
        _monitor = new SubscriptionMonitor(_database.AppConnectionString);
        await RunAsync(_database.OwnerConnectionString, RowSubscriber.TableSql("rows_v1", CadreDatabase.AppRole));
        await RunAsync(_database.OwnerConnectionString, RowSubscriber.TableSql("rows_v2", CadreDatabase.AppRole));
    }

    public async ValueTask DisposeAsync()
    {
        await _monitor.DisposeAsync();
        await _log.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task A_subscriber_sees_every_event_once_in_position_order_whatever_the_batch(int batchSize)
    {
        await using var runner = Runner(new RowSubscriber("rows_v1"), Quick with { BatchSize = batchSize });
        await _log.AppendAsync(Append(NewStream(), 0, 20));
        await runner.StartAsync();

        var last = Stored(await _log.AppendAsync(Append(NewStream(), 0, 5)));

        Assert.True(await _monitor.WaitForPositionAsync("rows_v1", last.Position, Long));
        await RowsEqualLogAsync("rows_v1");
        var status = Assert.Single(await _monitor.StatusAsync());
        Assert.Equal(
            ("rows_v1", last.Position, last.Position, 0L, TimeSpan.Zero, true, false),
            (status.Subscription, status.Position, status.Head, status.LagEvents, status.Lag, status.Owned, status.IsPoisoned));
    }

    [Fact]
    public async Task A_poisoned_event_stops_its_own_subscription_loudly_and_no_other()
    {
        var before = Stored(await _log.AppendAsync(Append(NewStream(), 0, 30)));
        var poison = Stored(await _log.AppendAsync(Request(new StreamAppend(NewStream(), "case", 0, [Event("poison")]))));
        var after = Stored(await _log.AppendAsync(Append(NewStream(), 0, 30)));
        var logger = new LoudLogger();
        var sick = new RowSubscriber("rows_v1")
        {
            Before = batch => batch.Any(e => e.Type == "poison") ? throw new InvalidDataException("cannot digest this") : Task.CompletedTask,
        };
        await using (var runner = new SubscriptionRunner(
            _database.AppConnectionString, [sick, new RowSubscriber("rows_v2")], Quick with { MaxAttempts = 3 }, _log.Signal, logger))
        {
            await runner.StartAsync();

            Assert.True(await _monitor.WaitForPositionAsync("rows_v2", after.Position, Long), "the other one goes on");
            await UntilAsync(async () => (await StatusAsync("rows_v1")).IsPoisoned);
        }

        var status = await StatusAsync("rows_v1");
        Assert.Equal(
            (before.Position, poison.Position, 31L, 3, false),
            (status.Position, status.PoisonedPosition, status.LagEvents, status.Attempts, status.Owned));
        Assert.Equal("InvalidDataException: cannot digest this", status.LastError);
        Assert.True(status.Lag > TimeSpan.Zero);
        Assert.Contains(logger.Critical, message => message.Contains($"event {poison.Position} failed 3 times", StringComparison.Ordinal));
        Assert.False((await StatusAsync("rows_v2")).IsPoisoned);

        // It stays stopped for any new process until somebody resumes it.
        await using var second = Runner(new RowSubscriber("rows_v1"), Quick);
        await second.StartAsync();
        Assert.False(await _monitor.WaitForPositionAsync("rows_v1", poison.Position, Quick.Lease));
        Assert.True(await _monitor.ResumeAsync("rows_v1"));
        Assert.True(await _monitor.WaitForPositionAsync("rows_v1", after.Position, Long));
        await RowsEqualLogAsync("rows_v1");
        Assert.False(await _monitor.ResumeAsync("rows_v1"));
    }

    [Fact]
    public async Task A_failure_that_passes_is_tried_again_and_forgotten()
    {
        var failures = 0;
        var moody = new RowSubscriber("rows_v1") { Before = _ => Interlocked.Increment(ref failures) < 3 ? throw new InvalidOperationException("not now") : Task.CompletedTask };
        await using var runner = Runner(moody, Quick);
        await runner.StartAsync();

        var last = Stored(await _log.AppendAsync(Append(NewStream(), 0)));

        Assert.True(await _monitor.WaitForPositionAsync("rows_v1", last.Position, Long));
        var status = await StatusAsync("rows_v1");
        Assert.Equal((0, null, false), (status.Attempts, status.LastError, status.IsPoisoned));
        await RowsEqualLogAsync("rows_v1");
    }

    [Fact]
    public async Task A_former_owner_can_neither_move_the_checkpoint_nor_renew_nor_poison_nor_release()
    {
        await using var source = NpgsqlDataSource.Create(_database.AppConnectionString);
        var store = new CheckpointStore(source, "cadre");
        await store.EnsureAsync(["s"], CancellationToken.None);
        var former = Assert.Single(await store.AcquireAsync(["s"], "former", TimeSpan.FromMilliseconds(1), CancellationToken.None));
        Ownership? present = null;
        await UntilAsync(async () => (present = (await store.AcquireAsync(["s"], "present", Long, CancellationToken.None)).SingleOrDefault()) is not null);
        await using var connection = await source.OpenConnectionAsync();

        Assert.False(await store.AdvanceAsync(connection, former, 0, 10, Long, CancellationToken.None), "although the position is right");
        Assert.False(await store.RenewAsync("s", former.Epoch, Long, CancellationToken.None));
        Assert.False(await store.RecordFailureAsync(former, 1, "late", 1, CancellationToken.None));
        await store.ReleaseAsync("s", former.Epoch, CancellationToken.None);

        Assert.Empty(await store.AcquireAsync(["s"], "third", Long, CancellationToken.None));
        Assert.True(await store.AdvanceAsync(connection, present!, 0, 10, Long, CancellationToken.None));
        Assert.False(await store.AdvanceAsync(connection, present!, 0, 20, Long, CancellationToken.None), "the checkpoint no longer stands at 0");
        Assert.Equal(10, await _monitor.PositionAsync("s"));
    }

    [Fact]
    public async Task Of_many_who_reach_for_a_lease_one_gets_it()
    {
        await using var source = NpgsqlDataSource.Create(_database.AppConnectionString);
        var store = new CheckpointStore(source, "cadre");
        await store.EnsureAsync(["s", "t"], CancellationToken.None);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => store.AcquireAsync(["s", "t"], $"process {n}", Long, CancellationToken.None)));

        Assert.Equal(["s", "t"], taken.SelectMany(t => t).Select(t => t.Name).Order());
    }

    [Fact]
    public async Task A_process_that_stops_in_order_hands_over_at_once()
    {
        var patient = Quick with { Lease = TimeSpan.FromMinutes(10) };
        await using (var first = Runner(new RowSubscriber("rows_v1"), patient))
        {
            await first.StartAsync();
            Assert.True(await _monitor.WaitForPositionAsync("rows_v1", Stored(await _log.AppendAsync(Append(NewStream(), 0))).Position, Long));
        }

        await using var second = Runner(new RowSubscriber("rows_v1"), patient);
        await second.StartAsync();

        Assert.True(await _monitor.WaitForPositionAsync("rows_v1", Stored(await _log.AppendAsync(Append(NewStream(), 0))).Position, Long));
        await RowsEqualLogAsync("rows_v1");
    }

    [Fact]
    public async Task A_batch_that_takes_longer_than_the_lease_keeps_it()
    {
        var slow = new RowSubscriber("rows_v1") { Before = _ => Task.Delay(TimeSpan.FromSeconds(3)) };
        await using var first = Runner(slow, Quick with { Lease = TimeSpan.FromSeconds(1) });
        await first.StartAsync();
        await UntilAsync(async () => (await StatusAsync("rows_v1")).Owned);
        await using var second = Runner(new RowSubscriber("rows_v1"), Quick with { Lease = TimeSpan.FromSeconds(1) });
        await second.StartAsync();

        var last = Stored(await _log.AppendAsync(Append(NewStream(), 0)));

        Assert.True(await _monitor.WaitForPositionAsync("rows_v1", last.Position, Long));
        Assert.Equal(1, await ScalarAsync<long>(_database.OwnerConnectionString, "select epoch from cadre.checkpoints where subscription = 'rows_v1'"));
    }

    [Fact]
    public async Task Waiting_for_a_position_ends_with_false_when_nobody_gets_there()
    {
        var last = Stored(await _log.AppendAsync(Append(NewStream(), 0)));

        Assert.False(await _monitor.WaitForPositionAsync("nobody", last.Position, TimeSpan.FromMilliseconds(50)));
        Assert.True(await _monitor.WaitForPositionAsync("nobody", 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Other_processes_hear_of_appends_without_asking()
    {
        await using var listener = await OpenAsync(_database.AppConnectionString);
        await listener.RunAsync("listen cadre_appended");
        var heard = new TaskCompletionSource<string>();
        listener.Notification += (_, hint) => heard.TrySetResult(hint.Payload);

        var stored = Stored(await _log.AppendAsync(Append(NewStream(), 0)));
        Assert.True(await listener.WaitAsync(Long));

        Assert.Equal(stored.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), await heard.Task);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(20);
        }
    }

    private SubscriptionRunner Runner(ISubscriber subscriber, SubscriptionOptions options) =>
        new(_database.AppConnectionString, [subscriber], options with { Owner = Guid.NewGuid().ToString() }, _log.Signal);

    private async Task<SubscriptionStatus> StatusAsync(string name) => (await _monitor.StatusAsync()).Single(status => status.Subscription == name);

    private Task RowsEqualLogAsync(string table) => Rows.EqualLogAsync(_database.OwnerConnectionString, table);
}
