using System.Text.Json;
using Npgsql;

namespace CadreWorkflow.EventStore.Integrity;

/// <summary>Writes the log as JSON lines, with the very texts that were hashed, for keeping and for verifying offline.</summary>
public static class LogExport
{
    private const int Page = 2000;

    /// <summary>Writes what the database holds, sound or not, as of one moment; returns the number of positions written. Memory stays flat.</summary>
    public static async Task<long> WriteAsync(
        NpgsqlDataSource source,
        Stream output,
        string schema = EventStoreSchema.DefaultSchema,
        TimeProvider? clock = null,
        CancellationToken cancellationToken = default)
    {
        EventStoreSchema.CheckName(schema, nameof(schema));
        var quoted = EventStoreSchema.Quote(schema);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);

        // One snapshot for all pages; it stalls nobody, neither writers nor readers.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using (var identity = new NpgsqlCommand($"select log_id from {quoted}.log_info", connection, transaction))
        {
            var logId = (Guid)(await identity.ExecuteScalarAsync(cancellationToken))!;
            await WriteLineAsync(output, new ExportLine { FormatName = ExportLine.Format, LogId = logId, ExportedAt = (clock ?? TimeProvider.System).GetUtcNow() }, cancellationToken);
        }

        // A full join, so that an event without a link and a link without an event both show.
        await using (var declare = new NpgsqlCommand(
            $"""
            declare whole no scroll cursor for
            select c.chain_no, coalesce(e.seq_id, c.seq_id), e.stream_id, e.version, e.id::text, e.type, (extract(epoch from e.timestamp) * 1000000)::bigint,
                   e.data::text, e.headers::text, e.correlation_id, e.causation_id, e.user_name, c.hash
            from {quoted}.mt_events e full join {quoted}.chain c on c.seq_id = e.seq_id
            order by coalesce(e.seq_id, c.seq_id), c.chain_no
            """,
            connection,
            transaction))
        {
            await declare.ExecuteNonQueryAsync(cancellationToken);
        }

        var lines = 0L;
        while (true)
        {
            await using var fetch = new NpgsqlCommand($"fetch {Page} from whole", connection, transaction);
            await using var row = await fetch.ExecuteReaderAsync(cancellationToken);
            var before = lines;
            while (await row.ReadAsync(cancellationToken))
            {
                lines++;
                await WriteLineAsync(output, Line(row), cancellationToken);
            }

            if (lines == before)
            {
                break;
            }
        }

        await WriteLineAsync(output, new ExportLine { Lines = lines }, cancellationToken);
        await output.FlushAsync(cancellationToken);
        return lines;
    }

    private static ExportLine Line(NpgsqlDataReader row) => new()
    {
        Number = row.IsDBNull(0) ? null : row.GetInt64(0),
        Position = row.GetInt64(1),
        Stream = Text(row, 2),
        Version = row.IsDBNull(3) ? null : row.GetInt64(3),
        Id = Text(row, 4),
        Type = Text(row, 5),
        Micros = row.IsDBNull(6) ? null : row.GetInt64(6),
        Data = Text(row, 7),
        Headers = Text(row, 8),
        Correlation = Text(row, 9),
        Causation = Text(row, 10),
        User = Text(row, 11),
        Hash = row.IsDBNull(12) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(12)),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static async Task WriteLineAsync(Stream output, ExportLine line, CancellationToken cancellationToken)
    {
        await output.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, ExportLineJson.Readable.ExportLine), cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }
}
