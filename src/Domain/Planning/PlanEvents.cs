using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Planning;

/// <summary>Whether a plan is for the term that runs or the one after it.</summary>
[JsonConverter(typeof(CodeConverter<PlanTerm>))]
public enum PlanTerm { CurrentTerm, NextTerm }

/// <summary>A dated fact of one plan of one body and term (quy hoạch).</summary>
/// <param name="OccurredOn">Calendar date in Viet Nam on which the act was done.</param>
/// <param name="Reported">True for an act already done outside, recorded as a report.</param>
/// <param name="Document">The paper that proves it.</param>
public abstract record PlanEvent(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : IDomainEvent;

/// <summary>A plan is opened.</summary>
/// <param name="Body">The body that is planned for.</param>
/// <param name="TermFrom">First day of the term.</param>
/// <param name="TermTo">Last day of the term.</param>
public sealed record PlanOpened(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid PlanId, Guid Body, PlanTerm Term, DateOnly TermFrom, DateOnly TermTo)
    : PlanEvent(OccurredOn, Reported, Document);

/// <summary>A step of the consultation was held (3.1). The first step only screens sources and has no votes.</summary>
public sealed record ConsultationHeld(
    DateOnly OccurredOn, bool Reported, DocumentRef? Document, int Step, Conference Conference, IReadOnlyList<CandidateVotes> Candidates)
    : PlanEvent(OccurredOn, Reported, Document)
{
    public bool Equals(ConsultationHeld? other) =>
        other is not null && base.Equals(other) && Step == other.Step && Conference == other.Conference && Candidates.SequenceEqual(other.Candidates);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Step, Conference, Candidates.Count);
}

/// <summary>The level that manages the post approved the name for it (PLN-17).</summary>
/// <param name="ApprovedBy">Body that approved.</param>
/// <param name="Gender">Coarse statistics as at that day, like the four that follow (ST-20). Ethnicity is sensitive and stays with the person's attributes.</param>
/// <param name="AgeYears">Completed years on that day; null when unknown.</param>
public sealed record PlanNamed(
    DateOnly OccurredOn,
    bool Reported,
    DocumentRef? Document,
    Guid PersonId,
    Guid PostId,
    Guid ApprovedBy,
    Gender Gender,
    int? AgeYears,
    Education Education,
    TheoryLevel Theory,
    bool? ScienceTechnology) : PlanEvent(OccurredOn, Reported, Document);

/// <summary>The name was taken out (PLN-14).</summary>
public sealed record PlanNameRemoved(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid PersonId, Guid PostId, PlanRemoval Reason)
    : PlanEvent(OccurredOn, Reported, Document);

/// <summary>The yearly review was done (PLN-15).</summary>
public sealed record PlanReviewed(DateOnly OccurredOn, bool Reported, DocumentRef? Document, int Year) : PlanEvent(OccurredOn, Reported, Document);

/// <summary>The plan ended, with its term or replaced by another.</summary>
public sealed record PlanClosed(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : PlanEvent(OccurredOn, Reported, Document);

/// <summary>A recorded fact was wrong and no longer counts.</summary>
/// <param name="Fact">Event id of the original.</param>
public sealed record PlanFactStruck(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid Fact) : PlanEvent(OccurredOn, Reported, Document);
