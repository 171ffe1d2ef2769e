using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections.Training;

namespace CadreWorkflow.Api.Engine;

/// <summary>Reads classes, programmes and shown certificates straight from their streams, and knows whose bodies an actor may look into.</summary>
public sealed class TrainingDesk(IEventLog log, ReferenceFacts reference, CadreClock clock)
{
    /// <summary>A class as it stands; empty when there is none.</summary>
    public async Task<TrainingClassState> ClassAsync(Guid id, CancellationToken cancellationToken) =>
        TrainingClassState.Of(EventCodec.Decode<TrainingEvent>(await log.ReadStreamAsync(Streams.TrainingClass(id), 0, cancellationToken)));

    /// <summary>A programme as it stands; empty when there is none.</summary>
    public async Task<ProgrammeState> ProgrammeAsync(Guid id, CancellationToken cancellationToken) =>
        ProgrammeState.Of(EventCodec.Decode<ProgrammeEvent>(await log.ReadStreamAsync(Streams.Programme(id), 0, cancellationToken)));

    /// <summary>Certificates a person has shown; empty when there are none.</summary>
    public async Task<EvidenceState> EvidenceAsync(Guid person, CancellationToken cancellationToken) =>
        EvidenceState.Of(EventCodec.Decode<EvidenceEvent>(await log.ReadStreamAsync(Streams.Evidence(person), 0, cancellationToken)));

    /// <summary>Organising bodies the actor may look into under a verb; null for all, and for classes of nobody's.</summary>
    public async Task<IReadOnlyCollection<Guid>?> WithinAsync(Actor actor, Verb verb, CancellationToken cancellationToken)
    {
        var tops = Access.Tops(actor, verb);
        if (tops.Count == 0)
        {
            return null;
        }

        var units = (await reference.CurrentAsync(cancellationToken)).Units;
        return [.. tops.SelectMany(t => units.Subtree(t, clock.Today)).Distinct()];
    }

    /// <summary>Whether the actor may see a class or a programme of a body.</summary>
    public async Task<bool> MaySeeAsync(Actor actor, Verb verb, Guid? unit, CancellationToken cancellationToken) =>
        actor.Has(verb)
        && (unit is not { } owner || Access.OnUnit(actor, verb, owner, (await reference.CurrentAsync(cancellationToken)).Units, clock.Today));

    /// <summary>What opens to whom: whoever reports sees the figures, whoever manages sees the lists.</summary>
    public async Task<TrainingQuestion> QuestionAsync(
        Actor actor, DateOnly from, DateOnly to, TrainingBy? by, Guid? unit, long? asKnownPosition, CancellationToken cancellationToken) =>
        new(from, to) { By = by, Unit = unit, Allowed = await WithinAsync(actor, Verb.ViewReports, cancellationToken), AsKnownPosition = asKnownPosition };
}
