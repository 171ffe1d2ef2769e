using CadreWorkflow.EventStore.Appending;
using CadreWorkflow.EventStore.Reading;
using CadreWorkflow.EventStore.Subscriptions;
using Npgsql;

namespace CadreWorkflow.EventStore;

/// <summary>The event log on PostgreSQL. One per process: it owns the process's writer and its pools.</summary>
public sealed class EventLog : IEventLog, IAsyncDisposable
{
    private readonly EventLogOptions _options;
    private readonly string _schema;
    private readonly NpgsqlDataSource _appends;
    private readonly NpgsqlDataSource _loads;
    private readonly AppendWriter _writer;
    private readonly StreamLoader _loader;
    private readonly HintSender _hints;
    private int _disposed;

    /// <param name="connectionString">The application's login; it needs no right beyond what the migration grants.</param>
    public EventLog(string connectionString, EventLogOptions? options = null, TimeProvider? clock = null)
    {
        _options = options ?? new EventLogOptions();
        clock ??= TimeProvider.System;
        EventStoreSchema.CheckName(_options.Schema, nameof(options));
        _schema = EventStoreSchema.Quote(_options.Schema);

        // The append function's plans are kept for the life of its connection and may be made while the tables are empty: they must not be
        // scans, nor be made anew for each call. Set here and not on the function, where setting and unsetting costs every append.
        _appends = Pools.Create(
            connectionString, "append", 2, ("lock_timeout", "5s"), ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("jit", "off"),
            ("synchronous_commit", "on"), ("idle_in_transaction_session_timeout", "10s"));

        // Hints go with the loads: a commit that carries nothing but a NOTIFY need not wait for the disk.
        _loads = Pools.Create(connectionString, "read", 16 + _options.LoadConnections, ("synchronous_commit", "off"));
        _writer = new AppendWriter(_appends, _options, clock, Signal.Pulse);
        _loader = new StreamLoader(_loads, _options);
        _hints = new HintSender(_loads, Signal, _options, clock);
    }

    /// <summary>Pulsed after every transaction of this process that stored events.</summary>
    public LogSignal Signal { get; } = new();

    /// <inheritdoc />
    public async Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return await _writer.AppendAsync(AppendCheck.Check(request, _options), cancellationToken);
    }

    /// <inheritdoc />
    public Task<AppendOutcome> StoreResultAsync(Guid commandId, string requestHash, string result, CancellationToken cancellationToken = default) =>
        AppendAsync(new AppendRequest(commandId, requestHash, [], [], null, null, null, result), cancellationToken);

    /// <inheritdoc />
    public Task<StoredResult?> FindCommandAsync(Guid commandId, CancellationToken cancellationToken = default) => _loads.ReadAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand($"select request_hash, result, position from {_schema}.commands where command_id = $1", connection);
            await using var reader = await command.With(commandId).ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken)
                ? new StoredResult(commandId, reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetInt64(2))
                : null;
        },
        cancellationToken);

    /// <inheritdoc />
    public Task<StreamSlice> ReadStreamAsync(string streamId, long afterVersion = 0, CancellationToken cancellationToken = default) =>
        _loader.LoadAsync(streamId, afterVersion, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<StreamSlice>> ReadStreamsAsync(IReadOnlyList<string> streamIds, CancellationToken cancellationToken = default) =>
        _loader.LoadManyAsync(streamIds, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken = default) =>
        _loads.ReadAsync<IReadOnlyList<RecordedEvent>>(
            async connection => await LogReader.ReadAsync(connection, _schema, afterPosition, maxCount, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public Task<long> PositionAtAsync(DateTimeOffset? instant, CancellationToken cancellationToken = default) => _loads.ReadAsync(
        async connection =>
        {
            await using var command = instant is { } at
                ? new NpgsqlCommand($"select {_schema}.position_at($1)", connection).With(at.ToUniversalTime())
                : new NpgsqlCommand($"select coalesce(max(seq_id), 0) from {_schema}.mt_events", connection);
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        },
        cancellationToken);

    /// <summary>Sets the clock of recording in a log marked test or demo; null goes back to the real one.</summary>
    /// <exception cref="PostgresException">SQLSTATE <c>CW004</c>: the log is not marked.</exception>
    public async Task SetDemoClockAsync(DateTimeOffset? now, CancellationToken cancellationToken = default)
    {
        await using var command = _loads.CreateCommand($"select {_schema}.set_demo_clock($1::timestamptz)");
        command.With(now?.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Finishes what is queued, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _writer.DisposeAsync();
        await _loader.DisposeAsync();
        await _hints.DisposeAsync();
        await _appends.DisposeAsync();
        await _loads.DisposeAsync();
    }
}
