using CadreWorkflow.Cluster;

namespace CadreWorkflow.Build;

/// <summary><c>bench</c>: the benchmarks on a durable PostgreSQL of their own, since what is measured is the cost of keeping a promise.</summary>
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

        var folder = Path.Combine(Path.GetTempPath(), "cadre-bench-" + Guid.NewGuid().ToString("N")[..12]);
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder, Durable = true, MaxConnections = 200 }, cancellationToken);
        ClusterWatch.StopWithThisProcess(cluster, folder);
        try
        {
            var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                [TestCluster.EnvironmentVariable] = cluster.SuperuserConnectionString,
                ["Cadre__SamplesDirectory"] = repository.Samples,
                [Site.AppVariable] = null,
                [Site.OwnerVariable] = null,
            };
            var program = Path.Combine(project, "bin", Repository.Configuration, "net10.0", "CadreWorkflow.Benchmarks.dll");
            return await Children.RunAsync([Children.DotNet, program, .. words], cancellationToken, environment: environment);
        }
        finally
        {
            await cluster.StopAsync(CancellationToken.None);
        }
    }
}
