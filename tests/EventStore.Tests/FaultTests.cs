using System.Net;
using System.Net.Sockets;
using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.EventStore.Worker;
using Npgsql;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>The server is taken away in every way it can be; the ledger of the writers is held against the log afterwards.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly SubscriptionOptions Quick = new() { Lease = TimeSpan.FromSeconds(1), PollInterval = TimeSpan.FromMilliseconds(100), BatchSize = 50 };

    [Fact]
    public async Task Sessions_ended_by_the_hundred_lose_nothing_and_double_nothing()
    {
        await using var database = await Databases.WithLogAsync();
        await RunAsync(database.OwnerConnectionString, RowSubscriber.TableSql("rows_v1", CadreDatabase.AppRole));
        await using var log = new EventLog(database.AppConnectionString, new() { GiveUpAfter = Long });
        await using var hasty = new EventLog(database.AppConnectionString, new() { GiveUpAfter = TimeSpan.Zero });
        await using var runner = new SubscriptionRunner(database.AppConnectionString, [new RowSubscriber("rows_v1")], Quick, log.Signal);
        await runner.StartAsync();
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        var writing = Enumerable.Range(0, 8).Select(n => ledger.WriteAsync(n % 2 == 0 ? log : hasty, n, stop.Token)).ToArray();

        await using (var killer = await OpenAsync(database.SuperuserConnectionString))
        {
            // On a busy machine the sessions get longer lives, until there were writes to lose.
            for (var round = 0; round < 60 || ledger.Acknowledged < 100; round++)
            {
                await killer.RunAsync(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'cadre %' and random() < 0.7");
                await Task.Delay(Random.Shared.Next(5, 40) * (1 + round / 60));
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        await ledger.HoldAgainstAsync(log);
        await Invariants.CheckAsync(database.SuperuserConnectionString);
        await using var monitor = new SubscriptionMonitor(database.AppConnectionString);
        Assert.True(await monitor.WaitForPositionAsync("rows_v1", await log.PositionAtAsync(null), Long));
        await Rows.EqualLogAsync(database.OwnerConnectionString, "rows_v1");
        Assert.False(Assert.Single(await monitor.StatusAsync()).IsPoisoned, "a lost connection is nobody's poison");
    }

    [Fact]
    public async Task A_server_killed_under_load_loses_no_acknowledged_write()
    {
        await using var server = await DurableServer.StartAsync();
        await RunAsync(server.Database.OwnerConnectionString, RowSubscriber.TableSql("rows_v1", CadreDatabase.AppRole));
        await using var log = new EventLog(server.Database.AppConnectionString, new() { GiveUpAfter = Long });
        await using var hasty = new EventLog(server.Database.AppConnectionString, new() { GiveUpAfter = TimeSpan.FromMilliseconds(50) });
        await using var runner = new SubscriptionRunner(server.Database.AppConnectionString, [new RowSubscriber("rows_v1")], Quick, log.Signal);
        await runner.StartAsync();
        var ledger = new Ledger();
        using var stop = new CancellationTokenSource();
        var writing = Enumerable.Range(0, 12).Select(n => ledger.WriteAsync(n % 2 == 0 ? log : hasty, n, stop.Token)).ToArray();

        for (var kill = 0; kill < 3; kill++)
        {
            var before = ledger.Acknowledged;
            while (ledger.Acknowledged < before + 200)
            {
                await Task.Delay(5);
            }

            server.Cluster.Kill9();
            await server.Cluster.RestartAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        Assert.True(ledger.Unknown > 0, "some were left unknown");
        await ledger.HoldAgainstAsync(log);
        await Invariants.CheckAsync(server.Cluster.SuperuserConnectionStringFor(server.Database.Name));
        await using var monitor = new SubscriptionMonitor(server.Database.AppConnectionString);
        Assert.True(await monitor.WaitForPositionAsync("rows_v1", await log.PositionAtAsync(null), Long));
        await Rows.EqualLogAsync(server.Database.OwnerConnectionString, "rows_v1");
    }

    [Fact]
    public async Task A_forgotten_prepared_transaction_holds_up_neither_writers_nor_readers()
    {
        await using var server = await DurableServer.StartAsync();
        await using (var owner = await OpenAsync(server.Database.OwnerConnectionString))
        {
            await owner.RunAsync("create table note (n int)");
            await owner.RunAsync("begin");
            await owner.RunAsync("insert into note values (1)");
            await owner.RunAsync("prepare transaction 'forgotten'");
        }

        await using var log = new EventLog(server.Database.AppConnectionString);
        Stored(await log.AppendAsync(Append(NewStream(), 0)));
        server.Cluster.Kill9();
        await server.Cluster.RestartAsync();
        Stored(await log.AppendAsync(Append(NewStream(), 0)));

        Assert.Equal(2, (await log.ReadAllAsync(0, 10)).Count);
        await RunAsync(server.Database.OwnerConnectionString, "rollback prepared 'forgotten'");
    }

    [Fact]
    public async Task A_server_that_is_away_is_named_and_nothing_is_called_stored()
    {
        await using var log = new EventLog("Host=127.0.0.1;Port=1;Username=x;Database=x", new() { GiveUpAfter = TimeSpan.FromMilliseconds(50) });

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => log.AppendAsync(Append(NewStream(), 0)));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => log.ReadStreamAsync("case-1"));
    }

    /// <summary>A cluster that may be killed: durable, on a port that stays, and nobody else's.</summary>
    private sealed class DurableServer(PrivateCluster cluster, CadreDatabase database, string folder) : IAsyncDisposable
    {
        public PrivateCluster Cluster => cluster;

        public CadreDatabase Database => database;

        public static async Task<DurableServer> StartAsync()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            var folder = ClusterWatch.TemporaryFolder("cadre-fault-");
            var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions
            {
                DataDirectory = folder,
                Port = port,
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["max_prepared_transactions"] = "10" },
            });
            ClusterWatch.StopWithThisProcess(cluster, folder);
            var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString);
            await EventStoreSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole);
            return new DurableServer(cluster, database, folder);
        }

        public async ValueTask DisposeAsync()
        {
            await cluster.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
