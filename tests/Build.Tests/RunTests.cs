using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using CadreWorkflow.Cluster;

namespace CadreWorkflow.Build.Tests;

/// <summary>The build program itself, run as a person would, with the real application on a private cluster.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RunTests : IAsyncLifetime
{
    // A first start builds the application; only a hang is meant to run into this.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _data = Path.Combine(Path.GetTempPath(), "cadre-run-test-" + Guid.NewGuid().ToString("N"));
    private readonly ConcurrentDictionary<Process, Task<string>> _errors = [];

    [Fact]
    public async Task Given_a_running_site_then_the_command_line_works_beside_it_and_on_sigterm_all_of_it_is_gone()
    {
        var port = FreePort();
        var (site, address) = await RunUntilReadyAsync(port);
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address + "/health/ready"), TestContext.Current.CancellationToken)).StatusCode);

        var second = await EndAsync(Start("run", "--port", "1", "--data", _data));
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("in use by another run", second.Text, StringComparison.Ordinal);

        Assert.Equal(0, (await EndAsync(Start("cli", "accounts", "add", "--user", "keeper", "--role", "admin", "--data", _data), "A-long-enough-1-password\n")).ExitCode);
        var token = await EndAsync(Start("cli", "tokens", "issue", "--user", "keeper", "--days", "1", "--data", _data));
        Assert.Equal(0, token.ExitCode);
        Assert.Matches("^[A-Za-z0-9_-]{20,}$", token.Lines[^1]);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address + "/health/ready"), TestContext.Current.CancellationToken)).StatusCode);

        var host = Assert.Single(ChildrenOf(site.Id), child => CommandOf(child).Contains("CadreWorkflow.Api.dll", StringComparison.Ordinal));
        Signal(site, "TERM");
        Assert.Equal(0, (await EndAsync(site)).ExitCode);
        Assert.False(Directory.Exists($"/proc/{host}"), "the application went with the build program");
        Assert.False(await PrivateCluster.StopAsync(ClusterOptions(), TestContext.Current.CancellationToken), "the cluster went with the build program");
    }

    [Fact]
    public async Task Given_a_killed_build_program_then_the_application_ends_too_and_the_next_start_takes_the_cluster_over()
    {
        var (site, _) = await RunUntilReadyAsync(FreePort());
        var host = Assert.Single(ChildrenOf(site.Id), child => CommandOf(child).Contains("CadreWorkflow.Api.dll", StringComparison.Ordinal));

        site.Kill();
        await WaitAsync(() => !Directory.Exists($"/proc/{host}"), "the application to end");
        await using var cluster = await PrivateCluster.StartAsync(ClusterOptions(), TestContext.Current.CancellationToken);
        Assert.True(cluster.Adopted);
        await cluster.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Null(cluster.ServerProcessId());

        // And the records are there: the start finds the database migrated.
        var (again, _) = await RunUntilReadyAsync(FreePort());
        Signal(again, "TERM");
        Assert.Equal(0, (await EndAsync(again)).ExitCode);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _errors.Keys)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }

        if (Directory.Exists(Path.Combine(_data, "cluster")))
        {
            await PrivateCluster.StopAsync(ClusterOptions());
            Directory.Delete(_data, recursive: true);
        }
    }

    private PrivateClusterOptions ClusterOptions() => new() { DataDirectory = Path.Combine(_data, "cluster") };

    private async Task<(Process Site, string Address)> RunUntilReadyAsync(int port)
    {
        var site = Start("run", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", _data);
        using var patience = new CancellationTokenSource(Patience);
        while (await site.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("Ready: ", StringComparison.Ordinal))
            {
                return (site, line["Ready: ".Length..]);
            }
        }

        throw new InvalidOperationException("The site did not become ready: " + await _errors[site]);
    }

    private Process Start(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Arguments).Assembly.Location, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Remove("ConnectionStrings__Cadre");
        start.Environment.Remove("ConnectionStrings__CadreOwner");
        var process = Process.Start(start)!;
        _errors[process] = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        return process;
    }

    private async Task<(int ExitCode, string[] Lines, string Text)> EndAsync(Process process, string input = "")
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries), output + await _errors[process]);
    }

    private static async Task WaitAsync(Func<bool> come, string what)
    {
        var time = Stopwatch.StartNew();
        while (!come())
        {
            Assert.True(time.Elapsed < Patience, "waited in vain for " + what);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static void Signal(Process process, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static IEnumerable<int> ChildrenOf(int process) =>
        Directory.GetDirectories($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/task")
            .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    private static string CommandOf(int process) => File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cmdline");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
