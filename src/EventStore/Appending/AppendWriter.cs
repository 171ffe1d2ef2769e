using System.Threading.Channels;
using Npgsql;

namespace CadreWorkflow.EventStore.Appending;

/// <summary>
/// Funnels a process's appends through one connection: what arrives while a transaction is under way goes together in the next one.
/// A lone append finds the connection idle and is sent by its own caller, without a queue or a change of threads.
/// </summary>
internal sealed class AppendWriter : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>What may be spent on letting callers in, as a divisor of the transaction's time.</summary>
    private const int IdleShare = 8;

    private readonly EventLogOptions _options;
    private readonly TimeProvider _clock;
    private readonly AppendSession _session;
    private readonly Action<long> _appended;
    private readonly Channel<PendingAppend> _queue;
    private readonly List<PendingAppend> _waiting = [];

    // Whoever holds the turn uses the session and the list of those waiting.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private bool _comeBackAtOnce = true;

    /// <param name="appended">Told the last position after each transaction that stored events.</param>
    public AppendWriter(NpgsqlDataSource source, EventLogOptions options, TimeProvider clock, Action<long> appended)
    {
        _options = options;
        _clock = clock;
        _session = new AppendSession(source, options);
        _appended = appended;

        _queue = Channel.CreateBounded<PendingAppend>(options.MaxQueuedAppends);
    }

    /// <summary>Stores an append and returns its outcome. Cancelling stops the waiting; once accepted, the append itself goes on.</summary>
    public async Task<AppendOutcome> AppendAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        append.Deadline = _clock.GetTimestamp() + (long)(_options.GiveUpAfter.TotalSeconds * _clock.TimestampFrequency);
        if (_queue.Reader.Count == 0 && !_queue.Reader.Completion.IsCompleted && _turn.Wait(0, CancellationToken.None))
        {
            return await StoreAloneAsync(append).WaitAsync(cancellationToken);
        }

        if (!_queue.Writer.TryWrite(append))
        {
            try
            {
                await _queue.Writer.WriteAsync(append, cancellationToken);
            }
            catch (ChannelClosedException e)
            {
                throw new ObjectDisposedException("The event log is closed.", e);
            }
        }

        // Whoever had the turn may have looked at the queue for the last time before this was in it.
        DrainIfIdle();
        return await append.Outcome.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _turn.WaitAsync();
        await DrainAsync();
        await _session.DisposeAsync();
    }

    private async Task<AppendOutcome> StoreAloneAsync(PendingAppend append)
    {
        try
        {
            await StoreAsync([append]);
        }
        finally
        {
            _turn.Release();
            DrainIfIdle();
        }

        return await append.Outcome;
    }

    private void DrainIfIdle()
    {
        if (_queue.Reader.Count > 0 && _turn.Wait(0, CancellationToken.None))
        {
            // Under steady load one draining outlives many callers: it keeps nothing of theirs.
            using var unrelated = ExecutionContext.SuppressFlow();
            _ = Task.Run(async () =>
            {
                await DrainAsync();
                _turn.Release();
                DrainIfIdle();
            });
        }
    }

    /// <summary>Stores what is queued until nothing is; the caller has the turn.</summary>
    private async Task DrainAsync()
    {
        while (true)
        {
            while (_waiting.Count < _options.MaxQueuedAppends && _queue.Reader.TryRead(out var append))
            {
                _waiting.Add(append);
            }

            if (_waiting.Count == 0)
            {
                return;
            }

            var batch = BatchPlan.Take(_waiting, _options);
            var began = _clock.GetTimestamp();
            await StoreAsync(batch);
            var stored = _clock.GetElapsedTime(began);
            if (batch.Count > 1 && (_comeBackAtOnce || (_waiting.Count + _queue.Reader.Count) * 2 < batch.Count))
            {
                // Under load those just answered come back with their next append; letting them in first makes one full transaction of what would
                // be two halves. The database idles meanwhile: where they have more to do, half of them do it while the others' are stored.
                began = _clock.GetTimestamp();
                await Task.Yield();
                _comeBackAtOnce = _clock.GetElapsedTime(began) * IdleShare < stored;
            }
        }
    }

    private async Task StoreAsync(List<PendingAppend> batch)
    {
        for (var pause = FirstPause; batch.Count > 0;)
        {
            Exception failure;
            try
            {
                if (!_session.IsOpen)
                {
                    await _session.OpenAsync();
                }

                Complete(batch, await _session.SendAsync(batch));
                return;
            }
            catch (Exception e)
            {
                failure = e;
            }

            if (Failures.IsConnectionLost(failure))
            {
                // The server may have committed and the answer been lost. Sending again under the same command ids resolves each:
                // what was stored answers with its position, what was not is stored now, and a late twin of ours finds it done.
                if (_session.IsOpen)
                {
                    batch.ForEach(append => append.OutcomeUnknown = true);
                    await CloseQuietlyAsync();
                }
            }
            else if (!Failures.IsTransient(failure))
            {
                await StoreOneByOneAsync(batch, failure);
                return;
            }

            batch = GiveUpOnExpired(batch, failure);
            await Task.Delay(pause, _clock);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task StoreOneByOneAsync(List<PendingAppend> batch, Exception failure)
    {
        if (batch.Count == 1)
        {
            batch[0].Fail(Failures.ForCaller(failure));
            return;
        }

        foreach (var append in batch)
        {
            await StoreAsync([append]);
        }
    }

    private List<PendingAppend> GiveUpOnExpired(List<PendingAppend> batch, Exception failure)
    {
        var now = _clock.GetTimestamp();
        var left = new List<PendingAppend>(batch.Count);
        foreach (var append in batch)
        {
            if (append.Deadline > now)
            {
                left.Add(append);
            }
            else
            {
                append.Fail(append.OutcomeUnknown ? new AppendOutcomeUnknownException(append.Request.CommandId, failure) : failure);
            }
        }

        return left;
    }

    private void Complete(List<PendingAppend> batch, AppendOutcome[] outcomes)
    {
        var last = 0L;
        for (var i = 0; i < outcomes.Length; i++)
        {
            batch[i].Complete(outcomes[i]);
            if (batch[i].EventCount > 0 && outcomes[i] is AppendOutcome.Appended stored)
            {
                last = Math.Max(last, stored.Position);
            }
        }

        if (last > 0)
        {
            _appended(last);
        }
    }

    private async Task CloseQuietlyAsync()
    {
        try
        {
            await _session.CloseAsync();
        }
        catch (Exception e) when (e is NpgsqlException or System.IO.IOException)
        {
            // It was lost already; there is nothing left to close.
        }
    }
}
