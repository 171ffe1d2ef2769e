namespace CadreWorkflow.Build;

/// <summary><c>bench</c>: builds and runs the benchmarks; each starts a durable PostgreSQL of its own.</summary>
internal static class BenchVerb
{
    public static async Task<int> RunAsync(Repository repository, string[] words, CancellationToken cancellationToken)
    {
        await Machine.EnsurePostgresAsync(repository, cancellationToken);
        var project = Path.Combine(repository.Root, "tests", "Benchmarks");
        using (await BuildLock.TakeAsync(repository, cancellationToken))
        {
            await Machine.EnsureNpmAsync(repository, cancellationToken);
            Console.Error.WriteLine("Building");
            await Children.QuietlyAsync(
                "The build",
                [Children.DotNet, "build", Path.Combine(project, "Benchmarks.csproj"), "-c", Repository.Configuration, "-v", "quiet", "-nologo", "-clp:NoSummary"],
                cancellationToken,
                repository.Root);
        }

        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Cadre__SamplesDirectory"] = repository.Samples,
            [Site.AppVariable] = null,
            [Site.OwnerVariable] = null,
        };
        var program = Path.Combine(project, "bin", Repository.Configuration, "net10.0", "CadreWorkflow.Benchmarks.dll");
        return await Children.RunAsync([Children.DotNet, program, .. words], cancellationToken, environment: environment);
    }
}
