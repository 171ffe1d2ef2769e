using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Appointments;

/// <summary>Whether the person comes from the unit itself or from another.</summary>
[JsonConverter(typeof(CodeConverter<CadreSource>))]
public enum CadreSource { InPlace, Outside }

/// <summary>Papers of a personnel dossier (4.4): has or has not, number, date, issuer; never contents.</summary>
[JsonConverter(typeof(CodeConverter<DossierItem>))]
public enum DossierItem
{
    Submission, Minutes, PersonalHistory, SelfReview, CollectiveComment, ResidenceComment, PoliticalStandard, AssetDeclaration, Diplomas, HealthCertificate,
}

/// <summary>Why a procedure ended without an appointment.</summary>
[JsonConverter(typeof(CodeConverter<ProcedureEnding>))]
public enum ProcedureEnding { NobodyCarried, Withdrawn, PostAbolished, PolicyRefused, Other }

/// <summary>A dated fact of one personnel procedure for one post (4.1–4.5).</summary>
/// <param name="OccurredOn">Calendar date in Viet Nam on which the act was done.</param>
/// <param name="Reported">True for an act already done outside, recorded as a report.</param>
/// <param name="Document">The paper that proves it.</param>
public abstract record AppointmentEvent(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : IDomainEvent;

/// <summary>The policy was asked for: a procedure for a post begins.</summary>
public sealed record ProcedureOpened(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid AppointmentId, Guid PostId, PostTaking Kind, CadreSource Source)
    : AppointmentEvent(OccurredOn, Reported, Document);

/// <summary>The competent body approved the policy: the clock of the procedure starts (APT-10).</summary>
public sealed record PolicyApproved(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid ApprovedBy) : AppointmentEvent(OccurredOn, Reported, Document);

/// <summary>A person is put forward.</summary>
public sealed record CandidateProposed(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid PersonId) : AppointmentEvent(OccurredOn, Reported, Document);

/// <summary>A step of the procedure was held (4.2).</summary>
public sealed record StepHeld(DateOnly OccurredOn, bool Reported, DocumentRef? Document, int Step, Conference Conference, IReadOnlyList<CandidateVotes> Candidates)
    : AppointmentEvent(OccurredOn, Reported, Document)
{
    public bool Equals(StepHeld? other) =>
        other is not null && base.Equals(other) && Step == other.Step && Conference == other.Conference && Candidates.SequenceEqual(other.Candidates);

    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Step, Conference, Candidates.Count);
}

/// <summary>On a tie of the last step the head of the unit decided (4.2).</summary>
public sealed record HeadChose(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid PersonId) : AppointmentEvent(OccurredOn, Reported, Document);

/// <summary>A paper of the dossier is there (APT-03, 4.4).</summary>
public sealed record DossierItemRecorded(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid PersonId, DossierItem Item)
    : AppointmentEvent(OccurredOn, Reported, Document);

/// <summary>The competent body decided. The decision may be in force later than its date.</summary>
/// <param name="From">First day in the post.</param>
/// <param name="TermEndsOn">Last day of the term; null for a post without term.</param>
public sealed record Appointed(
    DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid PersonId, Guid DecidedBy, DateOnly From, DateOnly? TermEndsOn) : AppointmentEvent(OccurredOn, Reported, Document);

/// <summary>The procedure ended without an appointment.</summary>
public sealed record ProcedureEnded(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ProcedureEnding Why) : AppointmentEvent(OccurredOn, Reported, Document);

/// <summary>A recorded fact was wrong and no longer counts; what it did in people's own records is struck with it.</summary>
/// <param name="Fact">Event id of the original.</param>
public sealed record AppointmentFactStruck(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid Fact) : AppointmentEvent(OccurredOn, Reported, Document);
