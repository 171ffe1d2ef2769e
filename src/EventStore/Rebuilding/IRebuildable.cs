using Npgsql;

namespace CadreWorkflow.EventStore.Rebuilding;

/// <summary>A subscriber whose tables carry a version, so that a new version can be filled beside the live one and take its place at once.</summary>
public interface IRebuildable : ISubscriber
{
    /// <summary>Makes this version's tables, empty, with the rights the application needs. Called once, by a login that may create.</summary>
    Task CreateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// Writes what <see cref="ISubscriber.HandleAsync"/> put off; the transaction commits next. Several batches may have been handled in it, so that
    /// rows they change again and again are written once.
    /// </summary>
    Task SettleAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Makes readers see this version: repoints a view, or renames. Must be one transaction's work.</summary>
    Task SwapAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken);
}
