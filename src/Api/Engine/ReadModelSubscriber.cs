using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections;
using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>Streams of the log for the read side.</summary>
internal sealed class LogStreamReader(IEventLog log) : IStreamReader
{
    private const int StreamsPerRead = 500;

    public async Task<IReadOnlyList<Recorded<IDomainEvent>>> ReadAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken)
    {
        var all = new List<Recorded<IDomainEvent>>();
        foreach (var chunk in streamIds.Chunk(StreamsPerRead))
        {
            all.AddRange((await log.ReadStreamsAsync(chunk, cancellationToken)).SelectMany(EventCodec.Decode<IDomainEvent>));
        }

        return all;
    }
}

/// <summary>Keeps the read side up with the log.</summary>
internal sealed class ReadModelSubscriber(IStreamReader streams) : ISubscriber
{
    private readonly ReadModel _model = new(streams);

    public string Name => ReadModel.Name;

    public Task HandleAsync(IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
        _model.ApplyAsync([.. batch.Select(EventCodec.Decode)], connection, transaction, cancellationToken);
}
