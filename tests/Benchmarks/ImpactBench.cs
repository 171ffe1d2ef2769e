using System.Diagnostics;
using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// The impact preview of the two shipped drafts over open cases, and the recomputation of their deadlines after a calendar change, each beside a plain
/// loop over <see cref="Deadlines.Due"/> in the same run.
/// </summary>
internal static class ImpactBench
{
    /// <param name="args">Open cases; default 50000.</param>
    public static async Task PreviewAsync(string[] args)
    {
        var cases = Count(args);
        await using var open = await OpenCases.CreateAsync(cases);
        var preview = open.Services.GetRequiredService<ImpactPreview>();
        Console.WriteLine($"{"open cases",10}{"",3}{"draft",-28}{"affected",10}{"seconds",10}{"cases/s",10}{"peak MB",10}");
        await PrintFloorAsync(open, cases);
        foreach (var draft in SampleDrafts.Names)
        {
            var affected = 0;
            var (seconds, peak) = await MeasureAsync(async () => affected = (await preview.RunAsync(SampleDrafts.Find(draft)!, Actor.System, new DateOnly(2026, 11, 22), CancellationToken.None)).Summary!.Hits.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases,10}{"",3}{draft,-28}{affected,10}{seconds,10:F1}{cases / seconds,10:F0}{peak,10:F0}"));
        }
    }

    /// <param name="args">Open cases; default 50000.</param>
    public static async Task RecomputeAsync(string[] args)
    {
        var cases = Count(args);
        await using var open = await OpenCases.CreateAsync(cases);
        await using var source = NpgsqlDataSource.Create(open.Database.AppConnectionString);
        var before = await ScalarAsync(source, "select count(*) from read.deadline");
        var rows = await ScalarAsync(source, "select count(*) from read.deadline where recorded_to = 9223372036854775807");
        Console.WriteLine($"{"deadlines",10}{"",3}{"pass",-28}{"moved",10}{"seconds",10}{"rows/s",10}{"peak MB",10}");
        await PrintFloorAsync(open, cases);
        await PublishAsync(open);
        var (seconds, peak) = await MeasureAsync(open.FeedAsync);
        var moved = await ScalarAsync(source, "select count(*) from read.deadline") - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows,10}{"",3}{"recompute after a swap",-28}{moved,10}{seconds,10:F1}{rows / seconds,10:F0}{peak,10:F0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",13}deadlines moved per second: {moved / seconds:F0}"));
    }

    /// <summary>What counting alone costs: every running clock under both calendars, nothing loaded but its start.</summary>
    private static async Task PrintFloorAsync(OpenCases open, int cases)
    {
        await using var source = NpgsqlDataSource.Create(open.Database.AppConnectionString);
        var clocks = new List<(string Rule, DateOnly Start)>();
        await using (var command = source.CreateCommand("select rule, clock_start from read.deadline where recorded_to = 9223372036854775807 and open"))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                clocks.Add((reader.GetString(0), reader.GetFieldValue<DateOnly>(1)));
            }
        }

        var now = (await open.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None)).Regulations;
        var draft = now.With(now.Propose(SampleDrafts.Find(SampleDrafts.Names[0])!).Document!);
        var moved = 0;
        var (seconds, peak) = await MeasureAsync(() =>
        {
            foreach (var (rule, start) in clocks)
            {
                moved += Deadlines.Due(now, rule, start, CalendarKind.Public)?.Due == Deadlines.Due(draft, rule, start, CalendarKind.Public)?.Due ? 0 : 1;
            }

            return Task.CompletedTask;
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clocks.Count,10}{"",3}{"floor: Due twice a clock",-28}{moved,10}{seconds,10:F3}{clocks.Count / seconds,10:F0}{peak,10:F0}"));
    }

    private static async Task PublishAsync(OpenCases open)
    {
        var log = open.Services.GetRequiredService<IEventLog>();
        var regulations = (await open.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None)).Regulations;
        var document = regulations.Propose(SampleDrafts.Find(SampleDrafts.Names[0])!).Document!;
        var stream = await log.ReadStreamAsync(Streams.Regulations, 0);
        var command = Guid.CreateVersion7();
        var @event = EventCodec.Encode(Uuid.EventOf(command, 0), document.Publication(new DateOnly(2026, 11, 22)), new EventHeaders("publish_regulations", "cli"));
        var outcome = await log.AppendAsync(
            new AppendRequest(command, "publish_regulations", [new(Streams.Regulations, Streams.Regulations, stream.Version, [@event])], [], command.ToString("D"), null, null, null), CancellationToken.None);
        if (outcome is not AppendOutcome.Appended)
        {
            throw new InvalidOperationException($"The calendar was not published: {outcome}.");
        }
    }

    private static int Count(string[] args) => args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 50_000;

    private static async Task<long> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<(double Seconds, double PeakMegabytes)> MeasureAsync(Func<Task> run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            var peak = 0L;
            while (!stop.IsCancellationRequested)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(50, CancellationToken.None);
            }

            return peak / 1048576.0;
        });
        var started = Stopwatch.GetTimestamp();
        await run();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await stop.CancelAsync();
        return (seconds, await watching);
    }
}
