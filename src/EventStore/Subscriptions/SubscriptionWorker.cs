using CadreWorkflow.EventStore.Reading;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CadreWorkflow.EventStore.Subscriptions;

/// <summary>Runs one owned subscription until it is stopped, lost to another process, or poisoned.</summary>
internal sealed class SubscriptionWorker(
    ISubscriber subscriber,
    Ownership mine,
    NpgsqlDataSource source,
    CheckpointStore checkpoints,
    LogSignal signal,
    SubscriptionOptions options,
    ILogger logger,
    TimeProvider clock)
{
    private const int LongestPauseFactor = 100;
    private static readonly TimeSpan LookAnyway = TimeSpan.FromSeconds(10);

    private readonly string _schema = EventStoreSchema.Quote(options.Schema);
    private long _position = mine.Position;
    private int _size = options.BatchSize;
    private long _fullSizeAgainAfter;
    private int _attempts;
    private TimeSpan _pause = options.RetryPause;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = signal.Next;
            List<RecordedEvent> batch = [];
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                batch = await LogReader.ReadAsync(connection, _schema, _position, _size, cancellationToken);
                if (batch.Count > 0 && !await ApplyAsync(connection, batch, cancellationToken))
                {
                    logger.LogWarning("Subscription {Subscription} is owned by another process now", mine.Name);
                    return;
                }
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!await FailedAsync(batch, e, cancellationToken))
                {
                    return;
                }

                continue;
            }

            if (batch.Count == 0)
            {
                await WaitAsync(next, cancellationToken);
            }
            else if (batch.Count < _size)
            {
                await RestAsync(options.BatchPause, cancellationToken);
            }
        }
    }

    private async Task<bool> ApplyAsync(NpgsqlConnection connection, List<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await subscriber.HandleAsync(batch, connection, transaction, cancellationToken);
        var to = batch[^1].Position;
        if (!await checkpoints.AdvanceAsync(connection, mine, _position, to, options.Lease, cancellationToken))
        {
            await transaction.RollbackAsync(cancellationToken);
            return false;
        }

        // Not cancelled half way: after this the checkpoint's fate must be known.
        await transaction.CommitAsync(CancellationToken.None);
        _position = to;
        (_attempts, _pause) = (0, options.RetryPause);
        if (_position >= _fullSizeAgainAfter)
        {
            _size = options.BatchSize;
        }

        return true;
    }

    /// <summary>Whether to go on after a failure.</summary>
    private async Task<bool> FailedAsync(List<RecordedEvent> batch, Exception exception, CancellationToken cancellationToken)
    {
        var blameless = Failures.IsConnectionLost(exception) || Failures.IsTransient(exception) || batch.Count == 0;
        if (!blameless && batch.Count > 1)
        {
            // Halve until the poison stands alone; everything before it is applied on the way.
            logger.LogWarning(exception, "Subscription {Subscription} failed between {From} and {To}; trying fewer", mine.Name, batch[0].Position, batch[^1].Position);
            (_size, _fullSizeAgainAfter) = (batch.Count / 2, Math.Max(_fullSizeAgainAfter, batch[^1].Position));
            return true;
        }

        _attempts = blameless ? _attempts : _attempts + 1;
        long? poisoned = !blameless && _attempts >= options.MaxAttempts ? batch[0].Position : null;
        try
        {
            if (!await checkpoints.RecordFailureAsync(mine, _attempts, Describe(exception), poisoned, cancellationToken))
            {
                return false;
            }
        }
        catch (Exception e) when (Failures.IsConnectionLost(e) || Failures.IsTransient(e))
        {
            poisoned = null;
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        if (poisoned is not null)
        {
            logger.LogCritical(exception, "Subscription {Subscription} is STOPPED: event {Position} failed {Attempts} times", mine.Name, poisoned, _attempts);
            return false;
        }

        logger.LogWarning(exception, "Subscription {Subscription} failed at {Position}; trying again in {Pause}", mine.Name, _position, _pause);
        await RestAsync(_pause, cancellationToken);
        _pause = _pause * 2 < options.RetryPause * LongestPauseFactor ? _pause * 2 : options.RetryPause * LongestPauseFactor;
        return true;
    }

    private async Task WaitAsync(Task next, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(LookAnyway, clock, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // Time to look anyway, or to stop.
        }
    }

    private async Task RestAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(pause, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }

    private static string Describe(Exception exception)
    {
        const int Longest = 2000;
        var text = $"{exception.GetType().Name}: {exception.Message}".Replace("\0", string.Empty, StringComparison.Ordinal);
        return text.Length <= Longest ? text : text[..Longest];
    }
}
