using CadreWorkflow.EventStore.Reading;
using CadreWorkflow.EventStore.Subscriptions;
using Npgsql;

namespace CadreWorkflow.EventStore.Rebuilding;

/// <summary>
/// Fills a new version of a subscriber's tables beside the live one and swaps the two in one transaction. Writers and the live version go on;
/// a rebuild that was interrupted goes on where it stood.
/// </summary>
public sealed class Rebuild : IAsyncDisposable
{
    private readonly IRebuildable _next;
    private readonly RebuildOptions _options;
    private readonly string _schema;
    private readonly NpgsqlDataSource _source;
    private readonly CheckpointStore _checkpoints;
    private readonly TimeProvider _clock;
    private Ownership? _mine;
    private long _position;

    /// <param name="connectionString">A login that may create the new tables: the owner's.</param>
    /// <param name="next">The new version; its name must differ from the live one's.</param>
    public Rebuild(string connectionString, IRebuildable next, RebuildOptions? options = null, TimeProvider? clock = null)
    {
        _next = next;
        _options = options ?? new RebuildOptions();
        EventStoreSchema.CheckName(_options.Schema, nameof(options));
        _schema = EventStoreSchema.Quote(_options.Schema);
        _clock = clock ?? TimeProvider.System;

        // A pool of its own: a rebuild must not take the connections of requests.
        _source = Pools.Create(connectionString, "rebuild", 4, ("synchronous_commit", "off"));
        _checkpoints = new CheckpointStore(_source, _options.Schema);
    }

    /// <summary>Position reached so far.</summary>
    public long Position => _position;

    /// <summary>Makes the tables on the first call, then applies everything up to less than <see cref="RebuildOptions.SwapBelowLag"/> events from the head.</summary>
    /// <exception cref="RebuildException">Another process is at work on this version.</exception>
    public async Task WarmAsync(CancellationToken cancellationToken = default)
    {
        await CreateAsync(cancellationToken);
        _mine ??= (await _checkpoints.AcquireAsync([_next.Name], _options.Owner, _options.Lease, cancellationToken)).SingleOrDefault()
            ?? throw new RebuildException($"'{_next.Name}' is poisoned, retired, or owned by another process.");
        _position = Math.Max(_position, _mine.Position);

        var batch = await ReadAsync(_position, cancellationToken);
        for (var nearHead = false; batch.Count > 0 && !nearHead;)
        {
            await using var connection = await _source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var position = _position;
            for (var handled = 0; batch.Count > 0 && !nearHead && handled < _options.EventsPerTransaction;)
            {
                // The next batch is read while this one is handled.
                var handling = _next.HandleAsync(batch, connection, transaction, cancellationToken);
                var reading = ReadAsync(batch[^1].Position, cancellationToken);
                await Task.WhenAll(handling, reading);
                (position, handled) = (batch[^1].Position, handled + batch.Count);
                nearHead = batch.Count < _options.BatchSize && batch.Count < _options.SwapBelowLag;
                batch = await reading;
            }

            await SettleAsync(_position, position, connection, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            _position = position;
        }
    }

    /// <summary>
    /// Brings the warmed version level with the live one under the live one's lock, lets <paramref name="compare"/> look at both at the same
    /// position, and swaps; all in one transaction. The live subscription is retired by it, the new one is free to be run.
    /// </summary>
    /// <param name="live">Name of the live version's checkpoint, or null when there is none.</param>
    /// <param name="compare">Given both versions at one position; answer false to leave everything as it was. Null swaps without looking.</param>
    /// <returns>Whether the swap was made.</returns>
    public async Task<bool> SwapAsync(
        string? live,
        Func<NpgsqlConnection, NpgsqlTransaction, long, Task<bool>>? compare = null,
        CancellationToken cancellationToken = default)
    {
        if (_mine is null)
        {
            throw new InvalidOperationException("Warm the new version first.");
        }

        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        var started = _clock.GetTimestamp();
        while (true)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

            // Holding its checkpoint's row keeps the live version where it is until we commit.
            var target = live is null ? await HeadAsync(connection, cancellationToken) : await LockLiveAsync(connection, live, cancellationToken);
            if (target < _position)
            {
                // The live one is behind: it must come to us, since rows cannot be taken back.
                await transaction.RollbackAsync(cancellationToken);
                if (_clock.GetElapsedTime(started) > _options.WaitForLive)
                {
                    throw new RebuildException($"'{live}' stands at {target} and does not reach {_position}; it must run while it is replaced.");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), _clock, cancellationToken);
                continue;
            }

            var position = await CatchUpAsync(connection, transaction, target, cancellationToken);
            if (compare is not null && !await compare(connection, transaction, position))
            {
                await transaction.RollbackAsync(cancellationToken);
                return false;
            }

            await _next.SwapAsync(connection, transaction, cancellationToken);
            await HandOverAsync(connection, live, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            (_position, _mine) = (position, null);
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_mine is not null)
        {
            await _checkpoints.ReleaseAsync(_mine.Name, _mine.Epoch, CancellationToken.None);
        }

        await _source.DisposeAsync();
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand($"insert into {_schema}.checkpoints (subscription) values ($1) on conflict do nothing", connection);
        if (await insert.With(_next.Name).ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            await _next.CreateAsync(connection, transaction, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    private async Task<List<RecordedEvent>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        return await LogReader.ReadAsync(connection, _schema, after, _options.BatchSize, cancellationToken);
    }

    private async Task SettleAsync(long from, long to, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await _next.SettleAsync(connection, transaction, cancellationToken);
        if (!await _checkpoints.AdvanceAsync(connection, _mine!, from, to, _options.Lease, cancellationToken))
        {
            throw new RebuildException($"'{_next.Name}' was taken over by another process.");
        }
    }

    /// <summary>Applies what lies between the warmed position and the target, which nothing can move meanwhile.</summary>
    private async Task<long> CatchUpAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long target, CancellationToken cancellationToken)
    {
        var position = _position;
        while (true)
        {
            var batch = await LogReader.ReadAsync(connection, _schema, position, _options.BatchSize, cancellationToken);
            batch.RemoveAll(e => e.Position > target);
            if (batch.Count == 0)
            {
                break;
            }

            await _next.HandleAsync(batch, connection, transaction, cancellationToken);
            position = batch[^1].Position;
        }

        if (position > _position)
        {
            await SettleAsync(_position, position, connection, transaction, cancellationToken);
        }

        return position;
    }

    private async Task<long> HeadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {_schema}.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<long> LockLiveAsync(NpgsqlConnection connection, string live, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select position from {_schema}.checkpoints where subscription = $1 and retired_at is null for update", connection);
        return (long?)await command.With(live).ExecuteScalarAsync(cancellationToken)
            ?? throw new RebuildException($"There is no live subscription '{live}'.");
    }

    private async Task HandOverAsync(NpgsqlConnection connection, string? live, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            update {_schema}.checkpoints
            set owner = null, lease_until = null, epoch = epoch + 1, retired_at = case when subscription = $1 then null else clock_timestamp() end
            where subscription in ($1, $2::text)
            """,
            connection);
        await command.With(_next.Name, live).ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>How a rebuild goes about its work.</summary>
public sealed record RebuildOptions
{
    public string Schema { get; init; } = EventStoreSchema.DefaultSchema;

    public string Owner { get; init; } = $"rebuild/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Events read and handled at once; a few such batches are in memory.</summary>
    public int BatchSize { get; init; } = 5000;

    /// <summary>Events after which what was handled is settled and committed: as much is done again after an interruption.</summary>
    public int EventsPerTransaction { get; init; } = 100_000;

    /// <summary>Warming ends when fewer events than this are left; they are applied while the live version is held.</summary>
    public int SwapBelowLag { get; init; } = 500;

    /// <summary>Longest that one transaction may take before another process may take over.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait for a live version that is behind the new one.</summary>
    public TimeSpan WaitForLive { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>A rebuild cannot go on; the message says why. Nothing was swapped.</summary>
public sealed class RebuildException(string message) : Exception(message);
