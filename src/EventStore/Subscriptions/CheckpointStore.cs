using Npgsql;

namespace CadreWorkflow.EventStore.Subscriptions;

/// <summary>The rows of <c>checkpoints</c>: position, epoch and lease of each subscription.</summary>
internal sealed class CheckpointStore(NpgsqlDataSource source, string schemaName)
{
    private readonly string _table = $"{EventStoreSchema.Quote(schemaName)}.checkpoints";

    public async Task EnsureAsync(string[] names, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"insert into {_table} (subscription) select * from unnest($1) n order by n on conflict do nothing");
        command.With((object)names);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes the lease of those whose owner has gone silent. Taking it raises the epoch, so the former owner can write no more.</summary>
    public async Task<List<Ownership>> AcquireAsync(string[] names, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        // Skipping a locked row: its owner is alive enough to be committing, or paused in mid-transaction and soon ended by the server.
        await using var command = source.CreateCommand(
            $"""
            update {_table} c set owner = $2, epoch = c.epoch + 1, lease_until = clock_timestamp() + $3, updated_at = clock_timestamp()
            where c.subscription in (
                select f.subscription from {_table} f
                where f.subscription = any ($1) and f.poisoned_at is null and f.retired_at is null
                  and (f.lease_until is null or f.lease_until < clock_timestamp())
                order by f.subscription for update skip locked)
            returning c.subscription, c.position, c.epoch
            """);
        command.With(names, owner, lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new List<Ownership>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(new Ownership(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return taken;
    }

    /// <summary>False when the subscription is no longer ours.</summary>
    public async Task<bool> RenewAsync(string name, long epoch, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            $"update {_table} set lease_until = clock_timestamp() + $3 where subscription = $1 and epoch = $2 and poisoned_at is null and retired_at is null");
        command.With(name, epoch, lease);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Gives the subscription back at once instead of letting the lease run out.</summary>
    public async Task ReleaseAsync(string name, long epoch, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"update {_table} set owner = null, lease_until = null where subscription = $1 and epoch = $2");
        command.With(name, epoch);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Moves the checkpoint inside the subscriber's transaction; false when another process owns it or it stands elsewhere.</summary>
    public async Task<bool> AdvanceAsync(
        NpgsqlConnection connection, Ownership mine, long from, long to, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            update {_table} set position = $4, lease_until = clock_timestamp() + $5, updated_at = clock_timestamp(), attempts = 0, last_error = null
            where subscription = $1 and epoch = $2 and position = $3 and poisoned_at is null and retired_at is null
            """,
            connection);
        command.With(mine.Name, mine.Epoch, from, to, lease);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Notes a failed try; poisons the subscription when <paramref name="poisoned"/> names the event that cannot be applied. False when it is no longer ours.</summary>
    public async Task<bool> RecordFailureAsync(Ownership mine, int attempts, string error, long? poisoned, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            $"""
            update {_table} set attempts = $3, last_error = $4, last_error_at = clock_timestamp(), poisoned_position = $5::bigint,
                   poisoned_at = case when $5::bigint is null then null else clock_timestamp() end
            where subscription = $1 and epoch = $2
            """);
        command.With(mine.Name, mine.Epoch, attempts, error, poisoned);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}

/// <summary>A subscription this process owns: where it stood when taken, and the epoch every later write must repeat.</summary>
internal sealed record Ownership(string Name, long Position, long Epoch);
