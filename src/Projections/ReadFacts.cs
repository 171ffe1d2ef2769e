using System.Collections.Concurrent;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Units;
using Npgsql;

namespace CadreWorkflow.Projections;

using CadreWorkflow.Domain.Regulations;

/// <summary>The unit trees, the posts and the regulations as known at a position, for queries. Safe for concurrent use; keeps the few last asked for.</summary>
public sealed class ReadFacts
{
    private const int Kept = 8;

    private readonly FactStore _store = new(ReadSchema.Live);
    private readonly ConcurrentDictionary<long, OrgTree> _trees = new();
    private readonly ConcurrentDictionary<long, Regulations> _regulations = new();
    private readonly ConcurrentDictionary<long, PostBook> _posts = new();

    /// <summary>Both trees as known at a position; null for all that is known.</summary>
    public Task<OrgTree> UnitsAsync(NpgsqlConnection connection, long? position = null, CancellationToken cancellationToken = default) =>
        GetAsync("unit_fact", _trees, _store.TreeAsync, connection, position, cancellationToken);

    /// <summary>The regulations as known at a position; null for all that is known.</summary>
    public Task<Regulations> RegulationsAsync(NpgsqlConnection connection, long? position = null, CancellationToken cancellationToken = default) =>
        GetAsync("regulation_fact", _regulations, _store.RegulationsAsync, connection, position, cancellationToken);

    /// <summary>Every post as known at a position; null for all that is known.</summary>
    public Task<PostBook> PostsAsync(NpgsqlConnection connection, long? position = null, CancellationToken cancellationToken = default) =>
        GetAsync("post_fact", _posts, _store.PostsAsync, connection, position, cancellationToken);

    private static async Task<TValue> GetAsync<TValue>(
        string table,
        ConcurrentDictionary<long, TValue> kept,
        Func<NpgsqlConnection, long, CancellationToken, Task<TValue>> load,
        NpgsqlConnection connection,
        long? position,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select coalesce(max(position), 0) from {ReadSchema.Live}.{table} where position <= $1", connection)
        {
            Parameters = { new() { Value = position ?? long.MaxValue } },
        };

        // What was known at a position never changes, so the last fact's position names the value for ever.
        var last = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (kept.TryGetValue(last, out var value))
        {
            return value;
        }

        value = await load(connection, last, cancellationToken);
        if (kept.Count >= Kept)
        {
            kept.Clear();
        }

        kept[last] = value;
        return value;
    }
}
