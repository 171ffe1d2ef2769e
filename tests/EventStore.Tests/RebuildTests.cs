using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore.Rebuilding;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.EventStore.Worker;
using Npgsql;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

public sealed class RebuildTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly SubscriptionOptions Quick = new() { Lease = TimeSpan.FromSeconds(2), PollInterval = TimeSpan.FromMilliseconds(100) };
    private TestDatabase _database = null!;
    private EventLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        _log = new EventLog(_database.AppConnectionString);
        await RunAsync(_database.OwnerConnectionString, RowSubscriber.TableSql("rows_v1", CadreDatabase.AppRole));
        await RunAsync(_database.OwnerConnectionString, $"create view cadre.rows as select * from cadre.rows_v1; grant select on cadre.rows to {CadreDatabase.AppRole}");
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_new_version_is_filled_beside_the_live_one_and_swapped_in_while_writers_and_readers_go_on()
    {
        await using var live = new SubscriptionRunner(_database.AppConnectionString, [new RowSubscriber("rows_v1")], Quick, _log.Signal);
        await live.StartAsync();
        using var stop = new CancellationTokenSource();
        var writing = WriteAsync(stop.Token);
        var reading = ReadAsync(stop.Token);
        await Task.Delay(300);

        TableDifference? difference = null;
        await using (var rebuild = new Rebuild(_database.OwnerConnectionString, new NextRows(), new() { BatchSize = 50, SwapBelowLag = 20 }))
        {
            await rebuild.WarmAsync();
            Assert.True(await rebuild.SwapAsync("rows_v1", async (connection, transaction, _) =>
            {
                difference = await TableComparison.CompareAsync(connection, "cadre.rows_v1", "cadre.rows_v2", "position, stream, version", transaction);
                return difference.AreEqual;
            }));
        }

        Assert.True(difference!.AreEqual);
        await using var next = new SubscriptionRunner(_database.AppConnectionString, [new RowSubscriber("rows_v2")], Quick, _log.Signal);
        await next.StartAsync();
        await Task.Delay(200);
        await stop.CancelAsync();
        await writing;
        await reading;
        var last = await _log.PositionAtAsync(null);
        await using var monitor = new SubscriptionMonitor(_database.AppConnectionString);
        Assert.True(await monitor.WaitForPositionAsync("rows_v2", last, Long));
        await Rows.EqualLogAsync(_database.OwnerConnectionString, "rows_v2");
        Assert.Equal(last, await ScalarAsync<long>(_database.AppConnectionString, "select max(position) from cadre.rows"));
        Assert.Equal(["rows_v2"], (await monitor.StatusAsync()).Select(status => status.Subscription));
    }

    [Fact]
    public async Task A_new_version_that_differs_is_not_swapped_in_and_the_live_one_goes_on()
    {
        await using var live = new SubscriptionRunner(_database.AppConnectionString, [new RowSubscriber("rows_v1")], Quick, _log.Signal);
        await live.StartAsync();
        await _log.AppendAsync(Append(NewStream(), 0, 10));
        await using var rebuild = new Rebuild(_database.OwnerConnectionString, new NextRows());
        await rebuild.WarmAsync();
        await RunAsync(_database.OwnerConnectionString, "update cadre.rows_v2 set stream = 'case-wrong' where version = 4");

        TableDifference? difference = null;
        var swapped = await rebuild.SwapAsync("rows_v1", async (connection, transaction, _) =>
        {
            difference = await TableComparison.CompareAsync(connection, "cadre.rows_v1", "cadre.rows_v2", "position, stream, version", transaction);
            return difference.AreEqual;
        });

        Assert.False(swapped);
        Assert.Equal((1L, 1L), (difference!.OnlyLeft, difference.OnlyRight));
        Assert.Contains("case-wrong", Assert.Single(difference.RightSamples), StringComparison.Ordinal);
        await using var monitor = new SubscriptionMonitor(_database.AppConnectionString);
        Assert.True(await monitor.WaitForPositionAsync("rows_v1", Stored(await _log.AppendAsync(Append(NewStream(), 0))).Position, Long));
        Assert.Equal(11, await ScalarAsync<long>(_database.AppConnectionString, "select count(*) from cadre.rows"));
    }

    [Fact]
    public async Task An_interrupted_rebuild_goes_on_where_it_stood()
    {
        for (var n = 0; n < 10; n++)
        {
            await _log.AppendAsync(Append(NewStream(), 0, 10));
        }

        var options = new RebuildOptions { BatchSize = 10, EventsPerTransaction = 30, SwapBelowLag = 1 };
        await using (var first = new Rebuild(_database.OwnerConnectionString, new NextRows { FailAfterBatches = 5 }, options))
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => first.WarmAsync());
            Assert.Equal(30, first.Position);
        }

        Assert.Equal(30, await ScalarAsync<long>(_database.OwnerConnectionString, "select count(*) from cadre.rows_v2"));

        await using var second = new Rebuild(_database.OwnerConnectionString, new NextRows(), options);
        await second.WarmAsync();
        Assert.True(await second.SwapAsync(live: null));

        await Rows.EqualLogAsync(_database.OwnerConnectionString, "rows_v2");
        Assert.Equal(100, await ScalarAsync<long>(_database.AppConnectionString, "select count(*) from cadre.rows"));
    }

    [Fact]
    public async Task Two_rebuilds_of_one_version_do_not_meet()
    {
        await _log.AppendAsync(Append(NewStream(), 0));
        await using var first = new Rebuild(_database.OwnerConnectionString, new NextRows());
        await first.WarmAsync();
        await using var second = new Rebuild(_database.OwnerConnectionString, new NextRows());

        await Assert.ThrowsAsync<RebuildException>(() => second.WarmAsync());
    }

    private async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(n => _log.AppendAsync(Append(NewStream(), 0, n % 3 + 1), CancellationToken.None)));
        }
    }

    /// <summary>A reader of the view never sees it empty again, nor going back.</summary>
    private async Task ReadAsync(CancellationToken stop)
    {
        await using var reader = await OpenAsync(_database.AppConnectionString);
        var seen = 0L;
        while (!stop.IsCancellationRequested)
        {
            var now = await reader.ScalarAsync<long>("select coalesce(max(position), 0) from cadre.rows");
            Assert.True(now >= seen, $"the rows went back from {seen} to {now}");
            seen = now;
        }
    }

    /// <summary>Puts its rows off until they are settled, as a subscriber does that would write some of them again and again.</summary>
    private sealed class NextRows() : RowSubscriber("rows_v2"), IRebuildable
    {
        private readonly List<RecordedEvent> _putOff = [];
        private int _batches;

        public int FailAfterBatches { get; init; } = int.MaxValue;

        Task ISubscriber.HandleAsync(IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
        {
            _putOff.AddRange(++_batches > FailAfterBatches ? throw new InvalidOperationException("interrupted") : batch);
            return Task.CompletedTask;
        }

        public Task CreateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
            connection.RunAsync(TableSql("rows_v2", CadreDatabase.AppRole));

        public async Task SettleAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
        {
            await HandleAsync(_putOff, connection, transaction, cancellationToken);
            _putOff.Clear();
        }

        public Task SwapAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
            connection.RunAsync("create or replace view cadre.rows as select * from cadre.rows_v2");
    }
}
