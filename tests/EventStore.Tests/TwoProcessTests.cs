using System.Diagnostics;
using System.Globalization;
using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.EventStore.Worker;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Two real processes share subscriptions; one is stopped past its lease, in the middle of a transaction, and woken.</summary>
public sealed class TwoProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
    private static readonly string[] Names = ["rows_a", "rows_b", "rows_c"];
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        foreach (var name in Names)
        {
            await RunAsync(_database.OwnerConnectionString, RowSubscriber.TableSql(name, CadreDatabase.AppRole));
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_process_stopped_past_its_lease_and_woken_writes_nothing_more()
    {
        await using var log = new EventLog(_database.AppConnectionString);
        await using var monitor = new SubscriptionMonitor(_database.AppConnectionString);
        using var one = Worker();
        using var two = Worker();
        try
        {
            await one.StartedAsync();
            await two.StartedAsync();
            using var stop = new CancellationTokenSource();
            var writing = WriteAsync(log, stop.Token);

            // Stopped right after it wrote rows in an open transaction: it holds row locks and an unsent commit.
            var owner = await OwnerAsync(monitor, "rows_a");
            var (stopped, other) = owner == one.Id ? (one, two) : (two, one);
            await stopped.WrittenAsync();
            stopped.Signal("STOP");

            while ((await monitor.StatusAsync()).Any(status => !status.Owned || ProcessOf(status) != other.Id))
            {
                await Task.Delay(20);
            }

            var reached = Stored(await log.AppendAsync(Append(NewStream(), 0))).Position;
            foreach (var name in Names)
            {
                Assert.True(await monitor.WaitForPositionAsync(name, reached, Long), "the other process has taken over and goes on");
            }

            stopped.Signal("CONT");
            await Task.Delay(500);
            await stop.CancelAsync();
            await writing;
            var last = await log.PositionAtAsync(null);
            foreach (var name in Names)
            {
                Assert.True(await monitor.WaitForPositionAsync(name, last, Long));
                await Rows.EqualLogAsync(_database.OwnerConnectionString, name);
            }

            Assert.False(stopped.HasExited, "it lives on, and waits its turn");
            Assert.All(await monitor.StatusAsync(), status => Assert.False(status.IsPoisoned));
        }
        finally
        {
            one.Kill();
            two.Kill();
        }
    }

    [Fact]
    public async Task A_process_killed_without_a_word_is_succeeded_when_its_lease_ends()
    {
        await using var log = new EventLog(_database.AppConnectionString);
        await using var monitor = new SubscriptionMonitor(_database.AppConnectionString);
        using var one = Worker();
        WorkerProcess? two = null;
        try
        {
            await one.StartedAsync();
            using var stop = new CancellationTokenSource();
            var writing = WriteAsync(log, stop.Token);
            await one.WrittenAsync();
            two = Worker();
            await two.StartedAsync();
            one.Kill();

            await Task.Delay(200);
            await stop.CancelAsync();
            await writing;
            var last = await log.PositionAtAsync(null);

            foreach (var name in Names)
            {
                Assert.True(await monitor.WaitForPositionAsync(name, last, Long));
                await Rows.EqualLogAsync(_database.OwnerConnectionString, name);
            }
        }
        finally
        {
            one.Kill();
            two?.Kill();
            two?.Dispose();
        }
    }

    private static async Task WriteAsync(EventLog log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Stored(await log.AppendAsync(Append(NewStream(), 0, 3), CancellationToken.None));
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private static async Task<int> OwnerAsync(SubscriptionMonitor monitor, string name)
    {
        while (true)
        {
            if ((await monitor.StatusAsync()).SingleOrDefault(status => status.Subscription == name && status.Owned) is { } status)
            {
                return ProcessOf(status);
            }

            await Task.Delay(20);
        }
    }

    private static int ProcessOf(SubscriptionStatus status) => int.Parse(status.Owner!.Split('/')[1], CultureInfo.InvariantCulture);

    private WorkerProcess Worker() => new(_database.AppConnectionString, leaseMilliseconds: 1000, restMilliseconds: 15, Names);

    /// <summary>A worker process; its input ends with this process, so it cannot outlive the tests.</summary>
    private sealed class WorkerProcess : IDisposable
    {
        private readonly Process _process;
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public WorkerProcess(string connectionString, int leaseMilliseconds, int restMilliseconds, string[] names)
        {
            var start = new ProcessStartInfo("dotnet")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
                ArgumentList =
                {
                    "exec", typeof(RowSubscriber).Assembly.Location, connectionString,
                    leaseMilliseconds.ToString(CultureInfo.InvariantCulture), restMilliseconds.ToString(CultureInfo.InvariantCulture),
                },
            };
            foreach (var name in names)
            {
                start.ArgumentList.Add(name);
            }

            _process = Process.Start(start)!;
            _process.OutputDataReceived += (_, line) =>
            {
                if (line.Data == "started")
                {
                    _started.TrySetResult();
                }
                else if (line.Data is not null)
                {
                    _written.TrySetResult();
                }
            };
            _process.BeginOutputReadLine();
        }

        public int Id => _process.Id;

        public bool HasExited => _process.HasExited;

        public Task StartedAsync() => _started.Task.WaitAsync(Long);

        /// <summary>Completes when it next says that it has written rows and not yet committed them.</summary>
        public Task WrittenAsync()
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref _written, next);
            return next.Task.WaitAsync(Long);
        }

        public void Signal(string name)
        {
            using var kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        public void Kill()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
                _process.WaitForExit();
            }
        }

        public void Dispose() => _process.Dispose();
    }
}
