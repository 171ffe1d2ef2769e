using System.Security.Cryptography;
using CadreWorkflow.Api.Engine;
using Npgsql;

namespace CadreWorkflow.Api.Identity;

/// <summary>Grants and bearer tokens. Both are read for every request, so that a change applies at the next one.</summary>
public sealed class AccountStore(CadreDatabases databases, TimeProvider clock)
{
    private const string TokenPrefix = "cw_";
    private const int TokenBytes = 32;

    private const string ActorColumns = """
        a.id, coalesce(a.user_name, ''), a.language, a.security_stamp,
        coalesce(array_agg(g.role) filter (where g.role is not null), '{}'), coalesce(array_agg(g.unit_id) filter (where g.role is not null), '{}')
        """;

    /// <summary>The account of a valid token; null when it is unknown, expired, revoked, or its account disabled.</summary>
    public async Task<Actor?> FindByTokenAsync(string token, CancellationToken cancellationToken)
    {
        if (Hash(token) is not { } hash)
        {
            return null;
        }

        await using var command = databases.Requests.CreateCommand(
            $"""
            select {ActorColumns}
            from identity.bearer_token t join identity.account a on a.id = t.account_id left join identity.role_grant g on g.account_id = a.id
            where t.token_hash = $1 and t.revoked_at is null and t.expires_at > $2 and not a.disabled
            group by a.id
            """);
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        return (await ReadAsync(command, cancellationToken))?.Actor;
    }

    /// <summary>An account with the security stamp its sign-in cookie must carry; null when unknown or disabled.</summary>
    public async Task<(Actor Actor, string? SecurityStamp)?> FindAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand(
            $"select {ActorColumns} from identity.account a left join identity.role_grant g on g.account_id = a.id where a.id = $1 and not a.disabled group by a.id");
        command.Parameters.Add(new() { Value = accountId });
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>An account by its sign-in name.</summary>
    public async Task<Actor?> FindByNameAsync(string userName, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand(
            $"select {ActorColumns} from identity.account a left join identity.role_grant g on g.account_id = a.id where a.normalized_user_name = $1 and not a.disabled group by a.id");
        command.Parameters.Add(new() { Value = userName.ToUpperInvariant() });
        return (await ReadAsync(command, cancellationToken))?.Actor;
    }

    /// <summary>Every account that can be reminded, with its grants.</summary>
    public async Task<IReadOnlyList<Actor>> AllAsync(CancellationToken cancellationToken)
    {
        await using var command = databases.Jobs.CreateCommand(
            $"select {ActorColumns} from identity.account a left join identity.role_grant g on g.account_id = a.id where not a.disabled group by a.id order by a.id");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<Actor>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(ToActor(reader));
        }

        return all;
    }

    /// <summary>Gives a role over a subtree; repeating changes nothing.</summary>
    /// <param name="unit">Null for everything.</param>
    public async Task GrantAsync(string accountId, string role, Guid? unit, string by, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand("insert into identity.role_grant (account_id, role, unit_id, granted_by) values ($1, $2, $3, $4) on conflict do nothing");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = role });
        command.Parameters.Add(new() { Value = (object?)unit ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = by });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes a role over a subtree away.</summary>
    public async Task WithdrawAsync(string accountId, string role, Guid? unit, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand("delete from identity.role_grant where account_id = $1 and role = $2 and unit_id is not distinct from $3");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = role });
        command.Parameters.Add(new() { Value = (object?)unit ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Makes a token. It is returned once and stored as a hash.</summary>
    public async Task<string> IssueTokenAsync(string accountId, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var token = TokenPrefix + System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var now = clock.GetUtcNow();
        await using var command = databases.Requests.CreateCommand("insert into identity.bearer_token (token_hash, account_id, issued_at, expires_at) values ($1, $2, $3, $4)");
        command.Parameters.Add(new() { Value = Hash(token)! });
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now + lifetime });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return token;
    }

    /// <summary>Ends every token of an account; the number that were still good.</summary>
    public async Task<int> RevokeTokensAsync(string accountId, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand("update identity.bearer_token set revoked_at = $2 where account_id = $1 and revoked_at is null and expires_at > $2");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static byte[]? Hash(string token) =>
        token.StartsWith(TokenPrefix, StringComparison.Ordinal) && token.Length <= 100 ? SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)) : null;

    private static async Task<(Actor Actor, string? SecurityStamp)?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (ToActor(reader), reader.IsDBNull(3) ? null : reader.GetString(3)) : null;
    }

    private static Actor ToActor(NpgsqlDataReader reader)
    {
        var roles = reader.GetFieldValue<string[]>(4);
        var units = reader.GetFieldValue<Guid?[]>(5);
        return new Actor(reader.GetString(0), reader.GetString(1), [.. roles.Zip(units, (role, unit) => new Grant(role, unit))], reader.GetString(2));
    }
}
