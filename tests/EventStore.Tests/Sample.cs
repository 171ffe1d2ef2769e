using System.Globalization;
using Npgsql;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Requests and SQL in as few words as a test wants to read.</summary>
internal static class Sample
{
    public static NewEvent Event(string type = "noted", string data = """{"occurredOn":"2026-01-05"}""", string? headers = null) =>
        new(Guid.NewGuid(), type, data, headers);

    public static StreamAppend Stream(string id, long expected, int count = 1) =>
        new(id, id.Split('-')[0], expected, [.. Enumerable.Range(1, count).Select(n => Event(data: string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{n}}}""")))]);

    public static AppendRequest Request(params StreamAppend[] streams) =>
        new(Guid.NewGuid(), "hash", streams, [], "correlation", null, "account-1", null);

    public static AppendRequest Append(string stream, long expected, int count = 1) => Request(Stream(stream, expected, count));

    public static AppendRequest Guarded(this AppendRequest request, string stream, long expected) =>
        request with { Guards = [.. request.Guards, new ReadGuard(stream, expected)] };

    public static string NewStream(string kind = "case") => $"{kind}-{Guid.NewGuid():N}";

    public static AppendOutcome.Appended Stored(AppendOutcome outcome) => Assert.IsType<AppendOutcome.Appended>(outcome);

    public static async Task<T> ScalarAsync<T>(string connectionString, string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return await connection.ScalarAsync<T>(sql, values);
    }

    public static async Task<T> ScalarAsync<T>(this NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static async Task RunAsync(this NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static async Task RunAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await connection.RunAsync(sql);
    }

    public static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }
}
