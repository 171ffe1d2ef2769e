using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>What a batch changes in the tables of cadre work: one version per position, whatever the size of the batch.</summary>
internal sealed class CadreChanges(string quotedSchema)
{
    // Rows that began in this batch and still stand; rows that came and went in it; rows of before that ended in it.
    private readonly Dictionary<(CadreTable Table, Guid Key), (long From, CadreRow Row)> _begun = [];
    private readonly List<(long From, long To, CadreRow Row)> _between = [];
    private readonly Dictionary<(CadreTable Table, Guid Key), long> _ended = [];

    /// <summary>The rows of one aggregate before and after the event at a position.</summary>
    internal void Move(IReadOnlyDictionary<(CadreTable Table, Guid Key), CadreRow> before, IReadOnlyDictionary<(CadreTable Table, Guid Key), CadreRow> after, long position)
    {
        foreach (var (key, row) in before)
        {
            if (after.TryGetValue(key, out var next) && row.Says(next))
            {
                continue;
            }

            if (_begun.Remove(key, out var begun))
            {
                _between.Add((begun.From, position, begun.Row));
            }
            else
            {
                _ended.Add(key, position);
            }
        }

        foreach (var (key, row) in after)
        {
            if (!before.TryGetValue(key, out var former) || !former.Says(row))
            {
                _begun.Add(key, (position, row));
            }
        }
    }

    internal async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var ended in _ended.GroupBy(e => e.Key.Table))
        {
            await using var command = new NpgsqlCommand(
                $"""
                update {quotedSchema}.{ended.Key.Name} r set recorded_to = e.at from unnest($1, $2) as e(key, at)
                where r.key = e.key and r.recorded_to = {ReadModel.Forever}
                """,
                connection)
            {
                Parameters = { new() { Value = ended.Select(e => e.Key.Key).ToArray() }, new() { Value = ended.Select(e => e.Value).ToArray() } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var rows in _between.Concat(_begun.Values.Select(b => (b.From, To: ReadModel.Forever, b.Row))).GroupBy(r => r.Row.Table))
        {
            await CopyAsync(connection, rows.Key, rows, cancellationToken);
        }
    }

    private async Task CopyAsync(NpgsqlConnection connection, CadreTable table, IEnumerable<(long From, long To, CadreRow Row)> rows, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Columns.Select(c => c.Name));
        await using var importer = await connection.BeginBinaryImportAsync(
            $"copy {quotedSchema}.{table.Name} (key, recorded_from, recorded_to, {columns}) from stdin (format binary)", cancellationToken);
        foreach (var (from, to, row) in rows)
        {
            await importer.StartRowAsync(cancellationToken);
            await importer.WriteAsync(row.Key, NpgsqlDbType.Uuid, cancellationToken);
            await importer.WriteAsync(from, NpgsqlDbType.Bigint, cancellationToken);
            await importer.WriteAsync(to, NpgsqlDbType.Bigint, cancellationToken);
            for (var i = 0; i < row.Values.Length; i++)
            {
                await (row.Values[i] is { } value ? importer.WriteAsync(value, table.Columns[i].Type, cancellationToken) : importer.WriteNullAsync(cancellationToken));
            }
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
