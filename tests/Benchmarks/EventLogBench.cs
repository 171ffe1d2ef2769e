using System.Diagnostics;
using System.Globalization;
using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore;
using EventLog = CadreWorkflow.EventStore.EventLog;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// Appends and whole commands against a plain Npgsql floor on one durable cluster, in interleaved rounds: what the machine does
/// meanwhile meets all alike, and only ratios of medians are claimed.
/// </summary>
internal static class EventLogBench
{
    private static readonly int[] Workers = [1, 32];

    /// <param name="args">Rounds (default 5) and seconds per measurement (default 2).</param>
    public static async Task RunAsync(string[] args)
    {
        var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
        var length = TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2);
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench");
        await EventStoreSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole);
        await using var batched = await EventLogFloor.CreateAsync(database, oneRoundTrip: true);
        await using var plain = await EventLogFloor.CreateAsync(database, oneRoundTrip: false);
        await using var log = new EventLog(database.AppConnectionString);

        (string Name, Func<int, Func<Task>> Worker)[] contenders =
        [
            ("floor", batched.Worker),
            ("floor, begin…commit", plain.Worker),
            ("append", _ => Appender(log)),
            ("command", _ => Commander(log)),
        ];

        var measured = new Dictionary<(string, int), List<Measure>>();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var workers in Workers)
            {
                foreach (var (name, worker) in contenders)
                {
                    var measure = await MeasureAsync(workers, worker, round == 0 ? TimeSpan.FromSeconds(1) : length);
                    if (round > 0)
                    {
                        (measured.TryGetValue((name, workers), out var list) ? list : measured[(name, workers)] = []).Add(measure);
                    }
                }
            }
        }

        Console.WriteLine($"{rounds} rounds of {length.TotalSeconds} s, medians; ratio to 'floor' (two prepared inserts in one round trip and transaction)");
        Console.WriteLine($"{"",-22}{"workers",8}{"per second",12}{"ratio",8}{"p50 ms",9}{"p99 ms",9}");
        foreach (var workers in Workers)
        {
            var floor = Median(measured[("floor", workers)], m => m.PerSecond);
            foreach (var (name, _) in contenders)
            {
                var all = measured[(name, workers)];
                var rate = Median(all, m => m.PerSecond);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name,-22}{workers,8}{rate,12:F0}{rate / floor,8:F2}{Median(all, m => m.P50Milliseconds),9:F2}{Median(all, m => m.P99Milliseconds),9:F2}"));
            }
        }
    }

    private static Func<Task> Appender(EventLog log) => async () =>
    {
        var id = Guid.CreateVersion7();
        await Store(log, id, 0);
    };

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

    internal static async Task<Measure> MeasureAsync(int workers, Func<int, Func<Task>> worker, TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, workers).Select(async n =>
        {
            await Task.Yield();
            var act = worker(n);
            var mine = new List<double>(4096);
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                var at = Stopwatch.GetTimestamp();
                await act();
                mine.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }

            return mine;
        }));
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var all = latencies.SelectMany(l => l).Order().ToArray();
        return new Measure(all.Length / seconds, all[all.Length / 2], all[(int)(all.Length * 0.99)]);
    }

    internal static double Median(List<Measure> measures, Func<Measure, double> of) => measures.Select(of).Order().ElementAt(measures.Count / 2);

    internal sealed record Measure(double PerSecond, double P50Milliseconds, double P99Milliseconds);
}
