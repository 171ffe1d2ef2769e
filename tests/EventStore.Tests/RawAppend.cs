using Npgsql;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>The append function called by hand on a session of the test's own, so that two sessions can be interleaved statement by statement.</summary>
internal static class RawAppend
{
    /// <summary>What the function answered: a position, or null and the stream that had moved on.</summary>
    internal sealed record Answer(long? Position, string? RefusedStream, long? Actual, bool Known);

    public static async Task<Answer> AppendAsync(
        this NpgsqlConnection session, string stream, long expected, Guid? commandId = null, (string Stream, long Expected)? guard = null, string hash = "hash")
    {
        await using var command = new NpgsqlCommand(
            """
            select (a.positions)[1], (a.refused_stream)[1], (a.refused_actual)[1], cardinality(a.known) > 0
            from cadre.append(array[$1::uuid], array[$2], array[null::text], array[null::text], array[null::text], array[null::text], array[1],
                array[1], array[$3], array['case'], array[$4::bigint], array[1],
                $5::int[], $6::text[], $7::bigint[],
                array[1], array[$3], array[$4::bigint + 1], array[gen_random_uuid()], array['noted'], array['{}'::jsonb], array[null::jsonb]) a
            """,
            session);
        object[] values =
        [
            commandId ?? Guid.NewGuid(), hash, stream, expected,
            guard is null ? Array.Empty<int>() : new[] { 1 }, guard is { } g ? new[] { g.Stream } : [], guard is { } h ? new[] { h.Expected } : [],
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Answer(
            await reader.IsDBNullAsync(0) ? null : reader.GetInt64(0),
            await reader.IsDBNullAsync(1) ? null : reader.GetString(1),
            await reader.IsDBNullAsync(2) ? null : reader.GetInt64(2),
            reader.GetBoolean(3));
    }

    /// <summary>Waits until a session waits for a lock, which shows that it was stopped where the test wants it.</summary>
    public static async Task WaitsForLockAsync(string superuser, int processId)
    {
        await using var watcher = await Sample.OpenAsync(superuser);
        while (!await watcher.ScalarAsync<bool>("select exists (select from pg_locks where pid = $1 and not granted)", processId))
        {
            await Task.Delay(5);
        }
    }
}
