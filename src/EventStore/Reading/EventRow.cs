using Npgsql;

namespace CadreWorkflow.EventStore.Reading;

/// <summary>The one list of columns an event is read by, and the reader of such a row.</summary>
internal static class EventRow
{
    /// <summary>Columns of <c>mt_events e</c>, in the order <see cref="Read"/> expects.</summary>
    public const string Columns =
        "e.seq_id, e.id, e.stream_id, e.version, e.type, e.data, e.headers, e.timestamp, e.correlation_id, e.causation_id, e.user_name";

    /// <summary>Reads an event whose columns start at <paramref name="at"/>.</summary>
    public static RecordedEvent Read(NpgsqlDataReader row, int at = 0) => new(
        row.GetInt64(at),
        row.GetGuid(at + 1),
        row.GetString(at + 2),
        row.GetInt64(at + 3),
        row.GetString(at + 4),
        row.GetString(at + 5),
        Text(row, at + 6),
        new DateTimeOffset(row.GetDateTime(at + 7)),
        Text(row, at + 8),
        Text(row, at + 9),
        Text(row, at + 10));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
