using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Training;

/// <summary>Kinds of training (section 5).</summary>
[JsonConverter(typeof(CodeConverter<TrainingKind>))]
public enum TrainingKind
{
    PartyAwareness, NewMember, TheoryElementary, TheoryIntermediate, TheoryAdvanced, TheoryBachelor, TheoryConfirmed,
    UnionSkills, Professional, Workshop, KnowledgeUpdate,
}

/// <summary>Facts of one training class.</summary>
public abstract record TrainingEvent(DateOnly OccurredOn) : IDomainEvent;

/// <summary>The class was called.</summary>
/// <param name="Issuer">Code of the school or centre that holds it and issues certificates.</param>
public sealed record ClassOpened(DateOnly OccurredOn, Guid ClassId, TrainingKind Kind, string Code, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats) : TrainingEvent(OccurredOn);

/// <summary>A person was called up to the class.</summary>
public sealed record PersonEnrolled(DateOnly OccurredOn, Guid PersonId, Guid? CaseId) : TrainingEvent(OccurredOn);

/// <summary>The person passed and got a certificate; issued once, re-issued only for the issuer's error.</summary>
public sealed record CertificateIssued(DateOnly OccurredOn, Guid PersonId, Guid? CaseId, DocumentRef Certificate) : TrainingEvent(OccurredOn);

/// <summary>The person did not pass.</summary>
public sealed record PersonFailed(DateOnly OccurredOn, Guid PersonId, Guid? CaseId) : TrainingEvent(OccurredOn);

/// <summary>The class ended; it counts in the period of this day.</summary>
public sealed record ClassEnded(DateOnly OccurredOn) : TrainingEvent(OccurredOn);

/// <summary>The class was called off.</summary>
public sealed record ClassCancelled(DateOnly OccurredOn) : TrainingEvent(OccurredOn);
