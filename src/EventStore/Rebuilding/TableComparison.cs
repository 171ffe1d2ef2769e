using Npgsql;

namespace CadreWorkflow.EventStore.Rebuilding;

/// <summary>Compares two tables row by row, both ways.</summary>
public static class TableComparison
{
    private const int Samples = 5;

    /// <summary>Rows that only one of the two has; a row present twice here and once there counts. Both must stand at the same position.</summary>
    /// <param name="left">A table or a select in parentheses, quoted by the caller.</param>
    /// <param name="columns">What to compare; leave out columns a database fills by itself, such as identities.</param>
    public static async Task<TableDifference> CompareAsync(
        NpgsqlConnection connection,
        string left,
        string right,
        string columns = "*",
        NpgsqlTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        async Task<(long Count, List<string> Samples)> OnlyInAsync(string one, string other)
        {
            var sql =
                $"""
                with d as (select {columns} from {one} a except all select {columns} from {other} b)
                select count(*) over (), row_to_json(d)::text from d limit {Samples}
                """;
            await using var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var (count, samples) = (0L, new List<string>());
            while (await reader.ReadAsync(cancellationToken))
            {
                count = reader.GetInt64(0);
                samples.Add(reader.GetString(1));
            }

            return (count, samples);
        }

        var onlyLeft = await OnlyInAsync(left, right);
        var onlyRight = await OnlyInAsync(right, left);
        return new TableDifference(onlyLeft.Count, onlyRight.Count, [.. onlyLeft.Samples], [.. onlyRight.Samples]);
    }
}

/// <summary>How two tables differ, with a few rows of each side as JSON.</summary>
public sealed record TableDifference(long OnlyLeft, long OnlyRight, IReadOnlyList<string> LeftSamples, IReadOnlyList<string> RightSamples)
{
    public bool AreEqual => OnlyLeft == 0 && OnlyRight == 0;
}
