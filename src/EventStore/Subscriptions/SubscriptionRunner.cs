using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CadreWorkflow.EventStore.Subscriptions;

/// <summary>
/// Runs a process's subscribers. Every process runs all of them; a lease decides which one is at work on each, and a process that was
/// paused past its lease is refused by the epoch when it wakes.
/// </summary>
public sealed class SubscriptionRunner : IAsyncDisposable
{
    private readonly Dictionary<string, ISubscriber> _subscribers;
    private readonly SubscriptionOptions _options;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _housekeeping;
    private readonly CheckpointStore _checkpoints;
    private readonly LogSignal _signal;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Running> _running = new(StringComparer.Ordinal);
    private Task _loops = Task.CompletedTask;
    private bool _ensured;

    /// <param name="connectionString">The application's login; subscribers' rows are written with it.</param>
    /// <param name="signal">The log's signal in this process (<see cref="EventLog.Signal"/>), or null when this process does not append.</param>
    public SubscriptionRunner(
        string connectionString,
        IEnumerable<ISubscriber> subscribers,
        SubscriptionOptions? options = null,
        LogSignal? signal = null,
        ILogger? logger = null,
        TimeProvider? clock = null)
    {
        _options = options ?? new SubscriptionOptions();
        EventStoreSchema.CheckName(_options.Schema, nameof(options));
        _subscribers = subscribers.ToDictionary(subscriber => subscriber.Name, StringComparer.Ordinal);
        _signal = signal ?? new LogSignal();
        _logger = logger ?? NullLogger.Instance;
        _clock = clock ?? TimeProvider.System;

        // Rows and checkpoint are lost together or not at all, so their commit need not wait for the disk. A process paused in the
        // middle of a transaction holds row locks; the server ends it when its lease would have ended.
        _source = Pools.Create(
            connectionString,
            "subscriptions",
            _subscribers.Count + 2,
            ("synchronous_commit", "off"),
            ("idle_in_transaction_session_timeout", ((long)_options.Lease.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
        _housekeeping = Pools.Create(connectionString, "leases", 4, ("synchronous_commit", "off"));
        _checkpoints = new CheckpointStore(_housekeeping, _options.Schema);
    }

    /// <summary>Creates missing checkpoints and starts the work in the background; a server that is away is waited for there.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await EnsureAsync(cancellationToken);
        }
        catch (Exception e) when (Failures.IsConnectionLost(e))
        {
            _logger.LogWarning(e, "Subscriptions wait for the database");
        }

        _loops = Task.WhenAll(OwnershipAsync(), HintsAsync(), PollAsync());
    }

    /// <summary>Finishes the batches under way and gives the leases back.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loops;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _source.DisposeAsync();
        await _housekeeping.DisposeAsync();
        _stop.Dispose();
    }

    private async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (!_ensured)
        {
            await _checkpoints.EnsureAsync([.. _subscribers.Keys], cancellationToken);
            _ensured = true;
        }
    }

    private async Task OwnershipAsync()
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await EnsureAsync(_stop.Token);
                await RenewAsync();
                var free = _subscribers.Keys.Where(name => !_running.ContainsKey(name)).Order(StringComparer.Ordinal).ToArray();
                if (free.Length > 0)
                {
                    foreach (var taken in await _checkpoints.AcquireAsync(free, _options.Owner, _options.Lease, _stop.Token))
                    {
                        Start(taken);
                    }
                }
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                _logger.LogWarning(e, "Leases could not be looked after");
            }
            catch (OperationCanceledException)
            {
                break;
            }

            await PauseAsync(_options.Lease / 3);
        }

        foreach (var running in _running.Values)
        {
            await EndAsync(running, release: true);
        }

        _running.Clear();
    }

    private async Task RenewAsync()
    {
        foreach (var (name, running) in _running.ToArray())
        {
            if (running.Work.IsCompleted || !await _checkpoints.RenewAsync(name, running.Mine.Epoch, _options.Lease, _stop.Token))
            {
                _running.Remove(name);
                await EndAsync(running, release: false);
            }
        }
    }

    private void Start(Ownership taken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var worker = new SubscriptionWorker(_subscribers[taken.Name], taken, _source, _checkpoints, _signal, _options, _logger, _clock);
        _running.Add(taken.Name, new Running(taken, stop, RunAsync(worker, stop.Token)));

        static async Task RunAsync(SubscriptionWorker worker, CancellationToken cancellationToken)
        {
            await Task.Yield();
            await worker.RunAsync(cancellationToken);
        }
    }

    private async Task EndAsync(Running running, bool release)
    {
        await running.Stop.CancelAsync();
        try
        {
            await running.Work;
            if (release)
            {
                await _checkpoints.ReleaseAsync(running.Mine.Name, running.Mine.Epoch, CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            // The lease runs out by itself.
            _logger.LogWarning(e, "Subscription {Subscription} did not end cleanly", running.Mine.Name);
        }

        running.Stop.Dispose();
    }

    /// <summary>Other processes' hints. A lost connection costs latency only: <see cref="PollAsync"/> goes on.</summary>
    private async Task HintsAsync()
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _housekeeping.OpenConnectionAsync(_stop.Token);
                connection.Notification += (_, hint) =>
                {
                    if (long.TryParse(hint.Payload, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                    {
                        _signal.Pulse(position);
                    }
                };
                await using (var listen = new NpgsqlCommand($"listen {EventStoreSchema.Quote(HintSender.Channel(_options.Schema))}", connection))
                {
                    await listen.ExecuteNonQueryAsync(_stop.Token);
                }

                while (true)
                {
                    await connection.WaitAsync(_stop.Token);
                }
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                _logger.LogInformation(e, "Hints of other processes are not heard for now");
                await PauseAsync(_options.PollInterval);
            }
        }
    }

    private async Task PollAsync()
    {
        await Task.Yield();
        var sql = $"select coalesce(max(seq_id), 0) from {EventStoreSchema.Quote(_options.Schema)}.mt_events";
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var command = _housekeeping.CreateCommand(sql);
                var head = (long)(await command.ExecuteScalarAsync(_stop.Token))!;
                if (head > _signal.Position)
                {
                    _signal.Pulse(head);
                }
            }
            catch (Exception e) when (!_stop.IsCancellationRequested)
            {
                _logger.LogInformation(e, "The head of the log could not be looked at");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await PauseAsync(_options.PollInterval);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _clock, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The loops see it.
        }
    }

    private sealed record Running(Ownership Mine, CancellationTokenSource Stop, Task Work);
}
