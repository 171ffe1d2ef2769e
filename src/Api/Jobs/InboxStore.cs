using System.Text.Json;
using System.Text.Json.Serialization;
using CadreWorkflow.Api.Engine;

namespace CadreWorkflow.Api.Jobs;

/// <summary>One thing a digest reminds of: ids and codes; names are joined when shown.</summary>
/// <param name="Urgency"><c>overdue_serious</c>, <c>overdue</c>, <c>soon</c>, or <c>moved</c> for a deadline that a publication moved.</param>
/// <param name="CaseId">The case; for a recurring duty the unit that owes it.</param>
/// <param name="Was">For a moved deadline: its end before.</param>
/// <param name="Duty">For a recurring duty: the code of its kind.</param>
public sealed record DigestItem(Guid CaseId, string Rule, DateOnly Due, string Urgency, DateOnly? Was = null, string? Duty = null);

/// <summary>The digest of one day.</summary>
public sealed record Digest(DateOnly Day, IReadOnlyList<DigestItem> Items, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt);

/// <summary>The in-app inbox: at most one digest per account and day.</summary>
public sealed class InboxStore(CadreDatabases databases)
{
    /// <summary>Puts a digest in; false when that day's was there already.</summary>
    public async Task<bool> AddAsync(string accountId, DateOnly day, IReadOnlyList<DigestItem> items, CancellationToken cancellationToken)
    {
        await using var command = databases.Jobs.CreateCommand("insert into inbox.digest (account_id, day, items) values ($1, $2, $3) on conflict do nothing");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(items, InboxJson.Default.IReadOnlyListDigestItem), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>The newest first.</summary>
    public async Task<(int Total, IReadOnlyList<Digest> Items)> ListAsync(string accountId, int skip, int take, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand(
            "select day, items, created_at, read_at, count(*) over ()::int from inbox.digest where account_id = $1 order by day desc offset $2 limit $3");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = skip });
        command.Parameters.Add(new() { Value = take });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<Digest>();
        var total = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            total = reader.GetInt32(4);
            items.Add(new Digest(
                reader.GetFieldValue<DateOnly>(0),
                JsonSerializer.Deserialize(reader.GetString(1), InboxJson.Default.IReadOnlyListDigestItem) ?? [],
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return (total, items);
    }

    /// <summary>How many digests are unread.</summary>
    public async Task<int> UnreadAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand("select count(*)::int from inbox.digest where account_id = $1 and read_at is null");
        command.Parameters.Add(new() { Value = accountId });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Marks a day's digest read; false when there is none.</summary>
    public async Task<bool> MarkReadAsync(string accountId, DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand("update inbox.digest set read_at = coalesce(read_at, clock_timestamp()) where account_id = $1 and day = $2");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = day });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<DigestItem>))]
internal sealed partial class InboxJson : JsonSerializerContext;
