using Npgsql;

namespace CadreWorkflow.EventStore;

/// <summary>A consumer of the log that keeps rows of its own, moved with its checkpoint in one transaction.</summary>
public interface ISubscriber
{
    /// <summary>Stable name of the checkpoint, with the version of its tables: <c>cases_v1</c>.</summary>
    string Name { get; }

    /// <summary>Applies a batch in position order. Rows are written on <paramref name="connection"/> inside <paramref name="transaction"/>; the runner moves the checkpoint in the same transaction.</summary>
    Task HandleAsync(IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken);
}
