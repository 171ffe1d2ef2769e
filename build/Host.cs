using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace CadreWorkflow.Build;

/// <summary>The running application.</summary>
internal sealed class Host : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan CaughtUpWithin = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Process? _watch;
    private readonly List<string> _last;
    private readonly TextWriter _log;

    private Host(Process process, Process? watch, List<string> last, TextWriter log, string address) =>
        (_process, _watch, _last, _log, Address) = (process, watch, last, log, address);

    public string Address { get; }

    public static async Task<Host> StartAsync(AppSnapshot app, Site site, int port, CancellationToken cancellationToken)
    {
        CheckPort(port);
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var last = new List<string>();
        var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(site.Logs, "host.log"), append: false) { AutoFlush = true });
        var process = Children.Start([.. app.Command, "--urls", address], Keep, app.Folder, site.EnvironmentFor(app, owner: false));
        var host = new Host(process, Watch(process.Id), last, log, address);
        try
        {
            await host.WaitUntilReadyAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        void Keep(string line)
        {
            log.WriteLine(line);
            lock (last)
            {
                last.Add(line);
                if (last.Count > 40)
                {
                    last.RemoveAt(0);
                }
            }
        }
    }

    /// <summary>
    /// Waits until the lists and figures show everything on record: ready alone says that they are on their way, and somebody who has just
    /// loaded a province would look at half of it.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        var time = Stopwatch.StartNew();
        var said = false;
        while (time.Elapsed < CaughtUpWithin && await LagAsync(client, cancellationToken) > 0)
        {
            if (!said && time.Elapsed > TimeSpan.FromSeconds(2))
            {
                Console.Out.WriteLine("Bringing lists and figures up to date");
                said = true;
            }

            await Task.Delay(200, cancellationToken);
        }
    }

    /// <summary>Events the slowest subscription has yet to see.</summary>
    private async Task<long> LagAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var response = await client.GetAsync(new Uri(Address + "/health/ready"), cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        using var document = JsonDocument.Parse(body);
        var all = document.RootElement.GetProperty("subscriptions").EnumerateArray().ToList();
        if (all.Exists(IsPoisoned))
        {
            // A stopped subscription never catches up; the pages say so themselves.
            Console.Error.WriteLine($"Not all is well: {body}");
        }

        return all.Where(one => !IsPoisoned(one)).Select(one => one.GetProperty("lagEvents").GetInt64()).DefaultIfEmpty().Max();
    }

    private static bool IsPoisoned(JsonElement subscription) => subscription.GetProperty("poisoned").GetBoolean();

    /// <summary>True when the log can be reached: a process that is behind or has a stopped subscription is not ready for its users, but it is up.</summary>
    private static bool IsUp(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.TryGetProperty("head", out var head) && head.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Returns when we are asked to stop.</summary>
    /// <exception cref="BuildException">When the application ends by itself.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        throw new BuildException($"The application ended with exit code {_process.ExitCode}.\n{Last()}");
    }

    public async ValueTask DisposeAsync()
    {
        await Children.StopAsync(_process);
        _watch?.Kill();
        _watch?.Dispose();
        _process.Dispose();
        await _log.DisposeAsync();
    }

    private static void CheckPort(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new BuildException($"Port {port} is in use by another program; give another one with --port.", exception);
        }
    }

    /// <summary>A killed build program cannot stop its child: a small shell waits for our end and does it.</summary>
    private static Process? Watch(int process)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        const string Script = "trap '' INT TERM HUP; cat >/dev/null; kill -TERM $1 2>/dev/null && sleep 2 && kill -KILL $1 2>/dev/null";
        return Process.Start(new ProcessStartInfo("sh", ["-c", Script, "cadre-watch", process.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        });
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var time = Stopwatch.StartNew();
        var answer = "no answer";
        while (time.Elapsed < ReadyWithin)
        {
            if (_process.HasExited)
            {
                throw new BuildException($"The application ended with exit code {_process.ExitCode} before it was ready.\n{Last()}");
            }

            try
            {
                using var response = await client.GetAsync(new Uri(Address + "/health/ready"), cancellationToken);
                var body = await response.Content.ReadAsStringAsync(cancellationToken);
                if (response.StatusCode == HttpStatusCode.OK || IsUp(body))
                {
                    return;
                }

                answer = $"{(int)response.StatusCode} {body}";
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // Not listening yet.
            }

            await Task.Delay(100, cancellationToken);
        }

        throw new BuildException($"The application was not ready after {ReadyWithin.TotalMinutes:0} minutes; /health/ready last said: {answer}\n{Last()}");
    }

    private string Last()
    {
        lock (_last)
        {
            return string.Join('\n', _last);
        }
    }
}
