using System.Diagnostics;
using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Statistics;
using Npgsql;
using NpgsqlTypes;
using EventLog = CadreWorkflow.EventStore.EventLog;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// Rebuild of the read side against a raw "read + fold + COPY" pass over the same events, memory while the log grows tenfold, and the admission
/// statistics on the cases of the largest log.
/// </summary>
internal static class ProjectionBench
{
    private const int ReadAtOnce = 5_000;

    /// <param name="args">Sizes in events; default 200000 and 2000000. Ten events make a case.</param>
    public static async Task RunAsync(string[] args)
    {
        int[] sizes = args.Length > 0 ? [.. args.Select(a => int.Parse(a, CultureInfo.InvariantCulture))] : [200_000, 2_000_000];
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        Console.WriteLine($"{"events",10}{"",3}{"pass",-28}{"events/s",10}{"ratio",8}{"peak MB",10}");
        foreach (var size in sizes)
        {
            var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, $"bench_{size}");
            await EventStoreSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole);
            await ProjectionLog.WriteAsync(database, size);
            await ReadSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole);
            await StandLevelAsync(database);

            // The rebuild goes first, so that nothing the floor keeps in memory is counted for it.
            var rebuild = await MeasureAsync(() => RebuildAsync(database));
            var floor = await MeasureAsync(() => FloorAsync(database));
            Print(size, "raw read + fold + COPY", floor, floor);
            Print(size, "rebuild, indexed, swapped in", rebuild, floor);
            if (size == sizes.Max())
            {
                await StatisticsAsync(database);
            }
        }
    }

    private static void Print(int size, string pass, Measured measured, Measured floor) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{size,10}{"",3}{pass,-28}{size / measured.Seconds,10:F0}{floor.Seconds / measured.Seconds,8:F2}{measured.PeakMegabytes,10:F0}"));

    private static async Task RebuildAsync(CadreDatabase database)
    {
        await using var source = Source(database);
        await ReadSideRebuild.RunAsync(database.OwnerConnectionString, CadreDatabase.AppRole, new Streams(source), CancellationToken.None);
    }

    /// <summary>What a rebuild meets in life: a live version that stands at the head.</summary>
    private static async Task StandLevelAsync(CadreDatabase database)
    {
        await using var owner = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var command = owner.CreateCommand("insert into cadre.checkpoints (subscription, position) select $1, max(seq_id) from cadre.mt_events");
        command.Parameters.Add(new() { Value = ReadModel.Name });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The same reading and the same pure fold to stages and deadlines, every case kept in memory, one narrow row per event, no index.</summary>
    private static async Task FloorAsync(CadreDatabase database)
    {
        await using var owner = new NpgsqlConnection(database.OwnerConnectionString);
        await owner.OpenAsync();
        await using (var create = new NpgsqlCommand("create table floor (position bigint, case_id uuid, person_id uuid, stage_days date[], stages text[], due date[])", owner))
        {
            await create.ExecuteNonQueryAsync();
        }

        await using var log = new EventLog(database.AppConnectionString);
        await using var importer = await owner.BeginBinaryImportAsync("copy floor from stdin (format binary)");
        var histories = new Dictionary<string, CaseHistory>(StringComparer.Ordinal);
        var (units, regulations) = (OrgTree.Empty, Regulations.Empty);
        var position = 0L;
        var reading = log.ReadAllAsync(position, ReadAtOnce);
        while (await reading is { Count: > 0 } batch)
        {
            position = batch[^1].Position;
            reading = log.ReadAllAsync(position, ReadAtOnce);
            foreach (var recorded in batch.Select(EventCodec.Decode))
            {
                switch (recorded.Event)
                {
                    case UnitEvent unit:
                        units = units.Evolve(As(recorded, unit));
                        break;
                    case RegulationEvent regulation:
                        regulations = regulations.Apply(regulation, recorded.Position);
                        break;
                    case CaseEvent @case:
                        var history = histories.GetValueOrDefault(recorded.StreamId, CaseHistory.Empty).Evolve(As(recorded, @case) with { Headers = EventHeaders.None });
                        histories[recorded.StreamId] = history;
                        var periods = Stages.Periods(history, regulations);
                        var due = CaseDeadlines.Of(history, regulations, units);
                        await importer.StartRowAsync();
                        await importer.WriteAsync(recorded.Position, NpgsqlDbType.Bigint);
                        await importer.WriteAsync(history.CaseId, NpgsqlDbType.Uuid);
                        await importer.WriteAsync(history.Filed!.PersonId, NpgsqlDbType.Uuid);
                        await importer.WriteAsync(periods.Select(p => p.From).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Date);
                        await importer.WriteAsync(periods.Select(p => Codes.Of(p.Stage)).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
                        await importer.WriteAsync(due.Select(d => d.Due).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Date);
                        break;
                }
            }
        }

        await importer.CompleteAsync();
    }

    private static async Task StatisticsAsync(CadreDatabase database)
    {
        await using var source = Source(database);
        await using var connection = await source.OpenConnectionAsync();
        var statistics = new AdmissionStatistics(new ReadFacts());
        var head = await ReadModel.PositionAsync(connection);
        var totals = new StatisticsRequest(new(2021, 1, 1), new(2022, 9, 30), new(2026, 11, 22));
        (string Name, StatisticsRequest Request)[] questions =
        [
            ("totals", totals),
            ("by unit", totals with { By = StatisticsBy.Unit }),
            ("by gender", totals with { By = StatisticsBy.Gender }),
            ("by month, ten years", totals with { From = new(2016, 8, 1), To = new(2026, 8, 1), By = StatisticsBy.Month }),
            ("as known half way", totals with { AsKnownPosition = head / 2, AsKnownOn = new(2021, 12, 31) }),
            ("as known, by unit", totals with { AsKnownPosition = head * 3 / 4, AsKnownOn = new(2023, 12, 31), By = StatisticsBy.Unit }),
        ];
        Console.WriteLine($"{"statistics",-28}{"referred",10}{"p50 ms",10}{"p95 ms",10}");
        foreach (var (name, request) in questions)
        {
            var times = new List<double>();
            var referred = 0;
            for (var i = 0; i < 23; i++)
            {
                var started = Stopwatch.GetTimestamp();
                referred = (await statistics.QueryAsync(connection, request)).ReferredPersonTimes;
                if (i >= 3)
                {
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                }
            }

            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-28}{referred,10}{times[times.Count / 2],10:F0}{times[(int)(times.Count * 0.95)],10:F0}"));
        }
    }

    private static NpgsqlDataSource Source(CadreDatabase database) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Options = "-c synchronous_commit=off" }.ConnectionString);

    private static async Task<Measured> MeasureAsync(Func<Task> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var stop = new CancellationTokenSource();
        var peak = PeakAsync(stop.Token);
        var started = Stopwatch.GetTimestamp();
        await run();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await stop.CancelAsync();
        return new(seconds, await peak);
    }

    /// <summary>Managed memory in use, looked at ten times a second.</summary>
    private static async Task<double> PeakAsync(CancellationToken stop)
    {
        var peak = 0L;
        while (!stop.IsCancellationRequested)
        {
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(100, CancellationToken.None);
        }

        return peak / 1048576.0;
    }

    private static Recorded<TEvent> As<TEvent>(Recorded<IDomainEvent> recorded, TEvent @event)
        where TEvent : class, IDomainEvent =>
        new(@event, recorded.Id, recorded.StreamId, recorded.Version, recorded.Position, recorded.RecordedAt, recorded.Headers, recorded.UserName);

    private readonly record struct Measured(double Seconds, double PeakMegabytes);

    private sealed class Streams(NpgsqlDataSource source) : IStreamReader
    {
        public async Task<IReadOnlyList<Recorded<IDomainEvent>>> ReadAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken)
        {
            await using var command = source.CreateCommand(
                "select seq_id, id, stream_id, version, type, data::text, headers::text, timestamp from cadre.mt_events where stream_id = any($1) order by stream_id, version");
            command.Parameters.Add(new() { Value = streamIds.ToArray() });
            var events = new List<Recorded<IDomainEvent>>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                events.Add(EventCodec.Decode(new RecordedEvent(
                    reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetInt64(3), reader.GetString(4), reader.GetString(5), reader.GetString(6),
                    reader.GetFieldValue<DateTimeOffset>(7), null, null, null)));
            }

            return events;
        }
    }
}
