using CadreWorkflow.Build;
using CadreWorkflow.Cluster;

using var interrupt = new Interrupt();
try
{
    var repository = Repository.Find();
    var (verb, rest) = args is [var first, .. var others] ? (first, others) : ("help", []);
    return verb switch
    {
        "run" => await RunVerb.RunAsync(repository, rest, demo: false, interrupt.Token),
        "demo" => await RunVerb.RunAsync(repository, rest, demo: true, interrupt.Token),
        "test" => await TestVerb.RunAsync(repository, rest, interrupt.Token),
        "bench" => await BenchVerb.RunAsync(repository, rest, interrupt.Token),
        "db" => await DbVerb.RunAsync(repository, rest, interrupt.Token),
        "lint" => await LintVerb.RunAsync(repository, rest, interrupt.Token),
        "cli" => await CliVerb.RunAsync(repository, rest, interrupt.Token),
        "help" or "-h" or "--help" => HelpVerb.Run(),
        _ => throw new UsageException($"There is no verb '{verb}'."),
    };
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    Console.Error.WriteLine("./build.sh help lists what there is.");
    return 2;
}
catch (Exception exception) when (exception is BuildException or ClusterException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
