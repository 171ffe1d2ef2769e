using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Benchmarks;

/// <summary>Appends, and appends after a load, against the floor.</summary>
internal static class EventLogBench
{
    /// <param name="args">Rounds (default 5) and seconds per measurement (default 2).</param>
    public static async Task RunAsync(string[] args)
    {
        var (rounds, length) = Contest.Read(args);
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench");
        await EventStoreSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole);
        await using var plain = await EventLogFloor.CreateAsync(database, oneRoundTrip: false);
        await using var oneTrip = await EventLogFloor.CreateAsync(database, oneRoundTrip: true);
        await using var log = new EventLog(database.AppConnectionString);
        await Contest.RunAsync(
            [
                new(Contest.Floor, plain.Worker),
                new(Contest.OneTrip, oneTrip.Worker),
                Appends(log),
                new("load, append", _ => Commander(log)),
            ],
            rounds,
            length);
    }

    /// <summary>Appends of one event to a stream of its own.</summary>
    internal static Contender Appends(EventLog log) => new("append", _ => Appender(log), 0.8, 2);

    private static Func<Task> Appender(EventLog log) => () => Store(log, Guid.CreateVersion7(), 0);

    /// <summary>Load, decide, append: a case gets four events, then the next case begins.</summary>
    private static Func<Task> Commander(EventLog log)
    {
        var id = Guid.CreateVersion7();
        var step = 0;
        return async () =>
        {
            if (step++ % 4 == 0)
            {
                id = Guid.CreateVersion7();
            }

            var stream = await log.ReadStreamAsync($"case-{id}");
            var state = stream.Events.Aggregate(0, (count, e) => e.Type == EventLogFloor.EventType ? count + 1 : count);
            if (state != stream.Version)
            {
                throw new InvalidOperationException("The fold lost an event.");
            }

            await Store(log, id, stream.Version);
        };
    }

    private static async Task Store(EventLog log, Guid id, long version)
    {
        var outcome = await log.AppendAsync(new AppendRequest(
            Guid.CreateVersion7(),
            EventLogFloor.Hash,
            [new StreamAppend($"case-{id}", "case", version, [new NewEvent(Guid.CreateVersion7(), EventLogFloor.EventType, EventLogFloor.Data, EventLogFloor.Headers)])],
            [],
            "correlation",
            null,
            "account",
            """{"caseId":"1"}"""));
        if (outcome is not AppendOutcome.Appended)
        {
            throw new InvalidOperationException($"Not stored: {outcome}");
        }
    }
}
