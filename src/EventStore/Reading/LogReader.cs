using Npgsql;

namespace CadreWorkflow.EventStore.Reading;

/// <summary>Reads the log in position order. Nothing beyond <c>seq_id &gt; after</c> is needed: positions are handed out in commit order.</summary>
internal static class LogReader
{
    /// <param name="schema">Quoted.</param>
    public static async Task<List<RecordedEvent>> ReadAsync(
        NpgsqlConnection connection, string schema, long after, int maxCount, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {EventRow.Columns} from {schema}.mt_events e where e.seq_id > $1 order by e.seq_id limit $2", connection)
        { Parameters = { new() { Value = after }, new() { Value = maxCount } } };
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            events.Add(EventRow.Read(reader));
        }

        return events;
    }
}
