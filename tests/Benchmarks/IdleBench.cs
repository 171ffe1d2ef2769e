using System.Diagnostics;
using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Cluster;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// What a host costs that nobody uses: a real process with its subscriptions and ticks, left alone, and the processor time it and its database
/// spend meanwhile.
/// </summary>
internal static class IdleBench
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);

    /// <param name="args">Seconds to watch (default 60).</param>
    public static async Task RunAsync(string[] args)
    {
        var watch = TimeSpan.FromSeconds(args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 60);
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench");
        await Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: false, TimeProvider.System, CancellationToken.None);

        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "CadreWorkflow.Api.dll"), "--urls", "http://127.0.0.1:0" },
            Environment = { ["ConnectionStrings__Cadre"] = database.AppConnectionString, ["Cadre__DataDirectory"] = Path.Combine(folder, "app") },
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var host = Process.Start(start) ?? throw new InvalidOperationException("The host did not start.");
        try
        {
            await ListeningAsync(host).WaitAsync(LongestStart);
            await Task.Delay(Settle);
            var (hostBefore, serverBefore) = (host.TotalProcessorTime, ServerTime(database));
            await Task.Delay(watch);
            host.Refresh();
            var perMinute = 60 / watch.TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"idle host: {(host.TotalProcessorTime - hostBefore).TotalSeconds * perMinute:F2} CPU seconds per minute, its database's sessions {(ServerTime(database) - serverBefore).TotalSeconds * perMinute:F2}; {host.WorkingSet64 / 1048576} MB held; watched for {watch.TotalSeconds:F0} s"));
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync();
        }
    }

    private static async Task ListeningAsync(Process host)
    {
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Now listening on", StringComparison.Ordinal))
            {
                // What it says later must not fill the pipe.
                _ = host.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("The host ended before it listened.");
    }

    /// <summary>Processor time of the server's processes that say in their title that they serve this database; a session that ended is not counted.</summary>
    private static TimeSpan ServerTime(CadreDatabase database)
    {
        var name = new Npgsql.NpgsqlConnectionStringBuilder(database.AppConnectionString).Database!;
        var sum = TimeSpan.Zero;
        foreach (var process in Process.GetProcessesByName("postgres"))
        {
            using (process)
            {
                var title = $"/proc/{process.Id}/cmdline";
                if (File.Exists(title) && File.ReadAllText(title).Contains($" {name} ", StringComparison.Ordinal))
                {
                    sum += process.TotalProcessorTime;
                }
            }
        }

        return sum;
    }
}
