using System.Collections.Concurrent;
using Npgsql;

namespace CadreWorkflow.EventStore.Subscriptions;

/// <summary>What any process may ask about subscriptions, whoever runs them.</summary>
public sealed class SubscriptionMonitor : IAsyncDisposable
{
    private const int LagCountedUpTo = 100_000;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly string _schema;
    private readonly ConcurrentDictionary<string, long> _reached = new(StringComparer.Ordinal);

    public SubscriptionMonitor(string connectionString, string schema = EventStoreSchema.DefaultSchema, TimeProvider? clock = null)
    {
        EventStoreSchema.CheckName(schema, nameof(schema));
        _source = Pools.Create(connectionString, "monitor", 8, ("synchronous_commit", "off"));
        _schema = EventStoreSchema.Quote(schema);
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Every subscription that was ever started and is not retired, by name.</summary>
    public Task<IReadOnlyList<SubscriptionStatus>> StatusAsync(CancellationToken cancellationToken = default) =>
        _source.ReadAsync(connection => StatusAsync(connection, cancellationToken), cancellationToken);

    /// <summary>Waits until a subscription, in whichever process it runs, has applied a position. False on time-out, never an error: the caller says so and shows what it has.</summary>
    public async Task<bool> WaitForPositionAsync(string subscription, long position, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var started = _clock.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(2); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (position <= 0 || (_reached.TryGetValue(subscription, out var reached) && reached >= position))
            {
                return true;
            }

            if (await PositionAsync(subscription, cancellationToken) is { } now)
            {
                _reached[subscription] = now;
                if (now >= position)
                {
                    return true;
                }
            }

            if (_clock.GetElapsedTime(started) + pause > timeout)
            {
                return false;
            }

            await Task.Delay(pause, _clock, cancellationToken);
        }
    }

    /// <summary>Where a subscription stands; null when it was never started.</summary>
    public Task<long?> PositionAsync(string subscription, CancellationToken cancellationToken = default) => _source.ReadAsync(
        async connection =>
        {
            await using var command = new NpgsqlCommand($"select position from {_schema}.checkpoints where subscription = $1", connection);
            return (long?)await command.With(subscription).ExecuteScalarAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Lets a poisoned subscription try again, after its cause was removed. False when it was not poisoned.</summary>
    public async Task<bool> ResumeAsync(string subscription, CancellationToken cancellationToken = default)
    {
        await using var command = _source.CreateCommand(
            $"""
            update {_schema}.checkpoints set poisoned_at = null, poisoned_position = null, attempts = 0, owner = null, lease_until = null
            where subscription = $1 and poisoned_at is not null
            """);
        command.With(subscription);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<IReadOnlyList<SubscriptionStatus>> StatusAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select c.subscription, c.position, h.head, l.behind, coalesce(extract(epoch from {_schema}.recording_clock() - f.timestamp), 0)::float8,
                   c.owner, c.lease_until >= clock_timestamp(), c.attempts, c.last_error, c.poisoned_position, c.poisoned_at
            from {_schema}.checkpoints c
            cross join (select coalesce(max(seq_id), 0) as head from {_schema}.mt_events) h
            cross join lateral (select count(*) as behind from (select from {_schema}.mt_events e where e.seq_id > c.position limit {LagCountedUpTo}) b) l
            left join lateral (select e.timestamp from {_schema}.mt_events e where e.seq_id > c.position order by e.seq_id limit 1) f on true
            where c.retired_at is null
            order by c.subscription
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<SubscriptionStatus>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(new SubscriptionStatus(
                reader.GetString(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(4))),
                Text(reader, 5),
                !reader.IsDBNull(6) && reader.GetBoolean(6),
                reader.GetInt32(7),
                Text(reader, 8),
                reader.IsDBNull(9) ? null : reader.GetInt64(9),
                reader.IsDBNull(10) ? null : new DateTimeOffset(reader.GetDateTime(10))));
        }

        return all;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>How a subscription fares.</summary>
/// <param name="LagEvents">Events not applied yet, counted up to 100,000.</param>
/// <param name="Lag">Age of the oldest event not applied yet, by the clock of recording.</param>
/// <param name="Owned">Whether a process holds the lease now.</param>
/// <param name="PoisonedPosition">The event that could not be applied and stopped the subscription, or null.</param>
public sealed record SubscriptionStatus(
    string Subscription,
    long Position,
    long Head,
    long LagEvents,
    TimeSpan Lag,
    string? Owner,
    bool Owned,
    int Attempts,
    string? LastError,
    long? PoisonedPosition,
    DateTimeOffset? PoisonedAt)
{
    /// <summary>Stopped until somebody looks: it applies nothing more.</summary>
    public bool IsPoisoned => PoisonedAt is not null;
}
