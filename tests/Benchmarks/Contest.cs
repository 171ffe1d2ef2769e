using System.Diagnostics;
using System.Globalization;

namespace CadreWorkflow.Benchmarks;

/// <summary>One way of writing, measured beside the others.</summary>
/// <param name="Worker">Makes the act of a worker, by its number.</param>
/// <param name="TargetAtOne">Ratio to the floor wanted at one worker; null when none is.</param>
/// <param name="TargetAtMany">Ratio to the floor wanted at 32 workers.</param>
internal sealed record Contender(string Name, Func<int, Func<Task>> Worker, double? TargetAtOne = null, double? TargetAtMany = null);

/// <summary>
/// Contenders in interleaved rounds on one durable cluster: what the machine does meanwhile meets all alike, and only ratios of medians are
/// claimed. The floor is one stream row and one event row per transaction: begin, two prepared inserts, commit.
/// </summary>
internal static class Contest
{
    public const int Many = 32;

    public const string Floor = "floor";

    public const string OneTrip = "floor in one trip";

    private static readonly int[] Workers = [1, Many];

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Rounds and seconds per measurement, as given on the command line.</summary>
    public static (int Rounds, TimeSpan Length) Read(string[] args) => (
        args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5,
        TimeSpan.FromSeconds(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 2));

    /// <summary>Measures, prints the table, and returns the median rate of each contender at 32 workers.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> RunAsync(IReadOnlyList<Contender> contenders, int rounds, TimeSpan length)
    {
        var measured = contenders.SelectMany(_ => Workers, (c, w) => (c.Name, w)).ToDictionary(k => k, _ => new List<Measure>());
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var workers in Workers)
            {
                foreach (var contender in contenders)
                {
                    var measure = await MeasureAsync(workers, contender.Worker, round == 0 ? WarmUp : length);
                    if (round > 0)
                    {
                        measured[(contender.Name, workers)].Add(measure);
                    }
                }
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds} rounds of {length.TotalSeconds} s, medians. 'of floor' is the ratio to begin, two prepared inserts, commit; 'of one trip' to the same in one round trip."));
        Console.WriteLine($"{"",-24}{"workers",8}{"per second",12}{"of floor",10}{"target",8}{"of one trip",13}{"p50 ms",9}{"p99 ms",9}{"own CPU µs",12}");
        foreach (var workers in Workers)
        {
            var (floor, oneTrip) = (Rate(Floor), Rate(OneTrip));
            foreach (var contender in contenders)
            {
                var all = measured[(contender.Name, workers)];
                var target = (workers == 1 ? contender.TargetAtOne : contender.TargetAtMany)?.ToString("F2", CultureInfo.InvariantCulture);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{contender.Name,-24}{workers,8}{Rate(contender.Name),12:F0}{Rate(contender.Name) / floor,10:F2}{target,8}{Rate(contender.Name) / oneTrip,13:F2}{Median(all, m => m.P50Milliseconds),9:F2}{Median(all, m => m.P99Milliseconds),9:F2}{Median(all, m => m.OwnMicroseconds),12:F0}"));
            }

            double Rate(string name) => Median(measured[(name, workers)], m => m.PerSecond);
        }

        return contenders.ToDictionary(c => c.Name, c => Median(measured[(c.Name, Many)], m => m.PerSecond), StringComparer.Ordinal);
    }

    private static async Task<Measure> MeasureAsync(int workers, Func<int, Func<Task>> worker, TimeSpan length)
    {
        var cpu = Environment.CpuUsage.TotalTime;
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
        var spent = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds;
        var all = latencies.SelectMany(l => l).Order().ToArray();
        return new Measure(all.Length / seconds, all[all.Length / 2], all[(int)(all.Length * 0.99)], spent / all.Length);
    }

    private static double Median(List<Measure> measures, Func<Measure, double> of) => measures.Select(of).Order().ElementAt(measures.Count / 2);

    /// <param name="OwnMicroseconds">Processor time of this process alone per act, which the machine's other work blurs least.</param>
    private sealed record Measure(double PerSecond, double P50Milliseconds, double P99Milliseconds, double OwnMicroseconds);
}
