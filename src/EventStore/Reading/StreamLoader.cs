using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.EventStore.Reading;

/// <summary>
/// Loads streams. A load that finds a connection idle is sent by its own caller; those that arrive while every connection is busy go together
/// in the next round trip.
/// </summary>
internal sealed class StreamLoader : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly EventLogOptions _options;
    private readonly string _sql;
    private readonly Channel<PendingLoad> _queue;
    private readonly SemaphoreSlim _turns;

    public StreamLoader(NpgsqlDataSource source, EventLogOptions options)
    {
        _source = source;
        _options = options;
        var schema = EventStoreSchema.Quote(options.Schema);

        // A row per event, or one row without an event; offset 0 keeps the streams in the order asked without a sort of all columns.
        _sql = $"""
            select a.n, coalesce(s.version, 0), {EventRow.Columns}
            from unnest($1, $2) with ordinality a (id, after, n)
            left join lateral (select v.version from {schema}.mt_streams v where v.id = a.id offset 0) s on true
            left join lateral (select * from {schema}.mt_events x where x.stream_id = a.id and x.version > a.after order by x.version offset 0) e on true
            """;
        _queue = Channel.CreateBounded<PendingLoad>(options.MaxQueuedAppends);
        _turns = new SemaphoreSlim(options.LoadConnections, options.LoadConnections);
    }

    public async Task<StreamSlice> LoadAsync(string streamId, long afterVersion, CancellationToken cancellationToken)
    {
        if (_queue.Reader.Count == 0 && !_queue.Reader.Completion.IsCompleted && _turns.Wait(0, CancellationToken.None))
        {
            return await LoadAloneAsync(streamId, afterVersion, cancellationToken);
        }

        var load = new PendingLoad(streamId, afterVersion);
        if (!_queue.Writer.TryWrite(load))
        {
            try
            {
                await _queue.Writer.WriteAsync(load, cancellationToken);
            }
            catch (ChannelClosedException e)
            {
                throw new ObjectDisposedException("The event log is closed.", e);
            }
        }

        // Whoever had a turn may have looked at the queue for the last time before this was in it.
        DrainIfIdle();
        return await load.Slice.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Loads whole streams in one round trip of its own.</summary>
    public Task<IReadOnlyList<StreamSlice>> LoadManyAsync(IReadOnlyList<string> streamIds, CancellationToken cancellationToken) =>
        _source.ReadAsync<IReadOnlyList<StreamSlice>>(
            async connection => await QueryAsync(connection, [.. streamIds], new long[streamIds.Count], cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        for (var n = 0; n < _options.LoadConnections; n++)
        {
            await _turns.WaitAsync();
        }

        await DrainAsync();
    }

    private async Task<StreamSlice> LoadAloneAsync(string streamId, long afterVersion, CancellationToken cancellationToken)
    {
        try
        {
            return (await _source.ReadAsync(connection => QueryAsync(connection, [streamId], [afterVersion], cancellationToken), cancellationToken))[0];
        }
        finally
        {
            _turns.Release();
            DrainIfIdle();
        }
    }

    private void DrainIfIdle()
    {
        if (_queue.Reader.Count > 0 && _turns.Wait(0, CancellationToken.None))
        {
            using var unrelated = ExecutionContext.SuppressFlow();
            _ = Task.Run(async () =>
            {
                await DrainAsync();
                _turns.Release();
                DrainIfIdle();
            });
        }
    }

    private async Task DrainAsync()
    {
        var batch = new List<PendingLoad>();
        while (true)
        {
            while (batch.Count < _options.MaxBatchLoads && _queue.Reader.TryRead(out var load))
            {
                batch.Add(load);
            }

            if (batch.Count == 0)
            {
                return;
            }

            await ServeAsync(batch);
            if (batch.Count > 1)
            {
                // Those just answered often come back at once; letting them in first makes one round trip of two.
                await Task.Yield();
            }

            batch.Clear();
        }
    }

    private async Task ServeAsync(List<PendingLoad> batch)
    {
        // Many callers want the same few streams: each is asked for once and shared.
        var places = new Dictionary<(string, long), int>(batch.Count);
        var ids = new List<string>(batch.Count);
        var after = new List<long>(batch.Count);
        foreach (var load in batch)
        {
            if (places.TryAdd((load.StreamId, load.AfterVersion), ids.Count))
            {
                ids.Add(load.StreamId);
                after.Add(load.AfterVersion);
            }
        }

        try
        {
            var slices = await _source.ReadAsync(connection => QueryAsync(connection, [.. ids], [.. after], CancellationToken.None), CancellationToken.None);
            foreach (var load in batch)
            {
                load.Slice.TrySetResult(slices[places[(load.StreamId, load.AfterVersion)]]);
            }
        }
        catch (Exception e)
        {
            batch.ForEach(load => load.Slice.TrySetException(e));
        }
    }

    private async Task<StreamSlice[]> QueryAsync(NpgsqlConnection connection, string[] ids, long[] after, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = after, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        await command.PrepareAsync(cancellationToken);
        var slices = new StreamSlice[ids.Length];
        var events = new List<RecordedEvent>[ids.Length];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var n = (int)reader.GetInt64(0) - 1;
            slices[n] ??= new StreamSlice(ids[n], reader.GetInt64(1), events[n] = []);
            if (!reader.IsDBNull(2))
            {
                events[n].Add(EventRow.Read(reader, 2));
            }
        }

        return slices;
    }

    private sealed record PendingLoad(string StreamId, long AfterVersion)
    {
        public TaskCompletionSource<StreamSlice> Slice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
