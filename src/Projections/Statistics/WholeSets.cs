using Npgsql;

namespace CadreWorkflow.Projections.Statistics;

/// <summary>
/// Runs a query that joins whole sets of cases. The planner knows nothing of the sizes of its intermediate sets, takes them for a handful and loops
/// over them row by row, which grows with the square of the cases; compiling the query costs more than it saves; and the sets should stay in memory.
/// The settings hold for this one query: they share one implicit transaction with it, whose end takes them back.
/// </summary>
internal static class WholeSets
{
    internal static NpgsqlBatch Of(NpgsqlConnection connection, string sql, params object[] values)
    {
        var query = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            query.Parameters.Add(new() { Value = value });
        }

        return new(connection)
        {
            BatchCommands = { new("select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true), set_config('work_mem', '64MB', true)"), query },
        };
    }

    internal static async Task<NpgsqlDataReader> ExecuteAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return reader;
    }
}
