using CadreWorkflow.Cluster;
using Npgsql;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Keeps one row per event in a table of its own: whatever is lost, doubled or out of order shows.</summary>
internal class RowSubscriber(string name, string? table = null) : ISubscriber
{
    public string Name => name;

    public string Table { get; } = table ?? name;

    /// <summary>Called before the rows are written.</summary>
    public Func<IReadOnlyList<RecordedEvent>, Task>? Before { get; set; }

    public static Task CreateTableAsync(TestDatabase database, string table) => Sample.RunAsync(
        database.OwnerConnectionString,
        $"create table cadre.{table} (arrival bigint generated always as identity, position bigint primary key, stream text not null, version bigint not null); "
        + $"grant select, insert, delete on cadre.{table} to {CadreDatabase.AppRole}");

    public async Task HandleAsync(IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        if (Before is not null)
        {
            await Before(batch);
        }

        await using var command = new NpgsqlCommand(
            $"insert into cadre.{Table} (position, stream, version) select * from unnest($1, $2, $3)", connection, transaction)
        {
            Parameters =
            {
                new() { Value = batch.Select(e => e.Position).ToArray() },
                new() { Value = batch.Select(e => e.StreamId).ToArray() },
                new() { Value = batch.Select(e => e.Version).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
