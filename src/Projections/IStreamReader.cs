using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Projections;

/// <summary>Reads streams of the log. The read side keeps no copy of events: a case it has not at hand is folded from its own stream.</summary>
public interface IStreamReader
{
    /// <summary>All events of these streams, by stream and version. Streams that do not exist are left out.</summary>
    Task<IReadOnlyList<Recorded<IDomainEvent>>> ReadAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken);
}
