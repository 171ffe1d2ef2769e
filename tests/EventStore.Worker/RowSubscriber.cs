using Npgsql;

namespace CadreWorkflow.EventStore.Worker;

/// <summary>Keeps one row per event in a table of its own: whatever is lost, doubled or out of order shows.</summary>
public class RowSubscriber(string name) : ISubscriber
{
    public string Name => name;

    /// <summary>Called before the rows are written.</summary>
    public Func<IReadOnlyList<RecordedEvent>, Task>? Before { get; set; }

    /// <summary>Called after the rows were written, inside the transaction.</summary>
    public Func<Task>? After { get; set; }

    /// <summary>The statement that makes a subscriber's table.</summary>
    public static string TableSql(string name, string appRole) =>
        $"create table cadre.{name} (arrival bigint generated always as identity, position bigint primary key, stream text not null, version bigint not null); "
        + $"grant select, insert on cadre.{name} to {appRole}";

    public async Task HandleAsync(IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (Before is not null)
        {
            await Before(batch);
        }

        await using var command = new NpgsqlCommand(
            $"insert into cadre.{name} (position, stream, version) select * from unnest($1, $2, $3)", connection, transaction)
        {
            Parameters =
            {
                new() { Value = batch.Select(e => e.Position).ToArray() },
                new() { Value = batch.Select(e => e.StreamId).ToArray() },
                new() { Value = batch.Select(e => e.Version).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        if (After is not null)
        {
            await After();
        }
    }
}
