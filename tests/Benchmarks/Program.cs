using CadreWorkflow.Benchmarks;

// Each bench is a name and a function of the remaining arguments; "all" runs every one.
var benches = new SortedDictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["cadres"] = CadreBench.RunAsync,
    ["command"] = CommandBench.RunAsync,
    ["deadlines"] = ImpactBench.RecomputeAsync,
    ["eventlog"] = EventLogBench.RunAsync,
    ["explain"] = ExplainBench.RunAsync,
    ["idle"] = IdleBench.RunAsync,
    ["impact"] = ImpactBench.PreviewAsync,
    ["projections"] = ProjectionBench.RunAsync,
};

var name = args.FirstOrDefault() ?? "all";
if (name == "all")
{
    foreach (var (each, run) in benches)
    {
        Console.WriteLine($"== {each}");
        await run([]);
    }

    return 0;
}

if (benches.TryGetValue(name, out var bench))
{
    await bench(args[1..]);
    return 0;
}

await Console.Error.WriteLineAsync($"No bench '{name}'. There are: all, {string.Join(", ", benches.Keys)}");
return 2;
