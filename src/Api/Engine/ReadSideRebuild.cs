using CadreWorkflow.EventStore.Rebuilding;
using CadreWorkflow.Projections;
using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>Fills the read side in a schema of its own and puts it in the place of the live one, which goes on meanwhile.</summary>
internal static class ReadSideRebuild
{
    private const string CheckpointName = ReadModel.Name + "_rebuild";

    /// <param name="owner">A login that may create.</param>
    /// <param name="role">The application's, which gets the right to the new tables.</param>
    /// <returns>The position the new tables stand at.</returns>
    internal static async Task<long> RunAsync(string owner, string role, IStreamReader streams, CancellationToken cancellationToken)
    {
        await using var rebuild = new Rebuild(owner, new NextReadModel(owner, role, streams));
        await rebuild.WarmAsync(cancellationToken);
        await ReadSchema.CreateIndexesAsync(owner, cancellationToken: cancellationToken);
        await rebuild.SwapAsync(ReadModel.Name, cancellationToken: cancellationToken);

        // Hosts run the projection under its one name: the swapped tables go on from their position under it.
        await using var source = NpgsqlDataSource.Create(owner);
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update cadre.checkpoints set retired_at = null, position = $2, epoch = epoch + 1, owner = null, lease_until = null where subscription = $1")
        {
            Parameters = { new() { Value = ReadModel.Name }, new() { Value = rebuild.Position } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("delete from cadre.checkpoints where subscription = $1") { Parameters = { new() { Value = CheckpointName } } });
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return rebuild.Position;
    }

    private sealed class NextReadModel(string owner, string role, IStreamReader streams) : IRebuildable
    {
        private readonly ReadModel _model = new(streams, ReadSchema.Next);

        public string Name => CheckpointName;

        public async Task CreateAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
        {
            await ReadSchema.DropNextAsync(owner, cancellationToken);
            await ReadSchema.MigrateAsync(owner, role, ReadSchema.Next, indexes: false, cancellationToken);
        }

        public Task HandleAsync(IReadOnlyList<EventStore.RecordedEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
            _model.TakeAsync([.. batch.Select(EventCodec.Decode)], connection, cancellationToken);

        public Task SettleAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
            _model.SettleAsync(connection, cancellationToken);

        public Task SwapAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) => ReadSchema.SwapAsync(connection, cancellationToken);
    }
}
