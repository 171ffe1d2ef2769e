using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Training;

/// <summary>Why a certificate is issued again. Only the issuer's own error allows it.</summary>
[JsonConverter(typeof(CodeConverter<ReissueReason>))]
public enum ReissueReason
{
    IssuerError, Lost, Damaged, DetailsChanged,
}

/// <summary>Facts of one training class.</summary>
public abstract record TrainingEvent(DateOnly OccurredOn) : IDomainEvent;

/// <summary>The class is on the plan of the year or of a programme; nobody is called up yet.</summary>
/// <param name="Issuer">School or centre that is to hold it.</param>
/// <param name="ProgrammeId">Programme it belongs to; null for none.</param>
/// <param name="Unit">Body that organises it, of either tree; null when nobody said.</param>
public sealed record ClassPlanned(
    DateOnly OccurredOn, Guid ClassId, TrainingKind Kind, string Code, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats, Guid? ProgrammeId = null, Guid? Unit = null)
    : TrainingEvent(OccurredOn);

/// <summary>The class was called.</summary>
/// <param name="Issuer">Code of the school or centre that holds it and issues certificates.</param>
/// <param name="ProgrammeId">Programme it belongs to; null for none.</param>
/// <param name="Unit">Body that organises it, of either tree; null when nobody said.</param>
public sealed record ClassOpened(
    DateOnly OccurredOn, Guid ClassId, TrainingKind Kind, string Code, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats, Guid? ProgrammeId = null, Guid? Unit = null)
    : TrainingEvent(OccurredOn);

/// <summary>A person was called up to the class.</summary>
public sealed record PersonEnrolled(DateOnly OccurredOn, Guid PersonId, Guid? CaseId) : TrainingEvent(OccurredOn);

/// <summary>The call-up was taken back before there was a result.</summary>
public sealed record EnrolmentWithdrawn(DateOnly OccurredOn, Guid PersonId) : TrainingEvent(OccurredOn);

/// <summary>Whether the person was there; who was not is no person-time of the volume.</summary>
public sealed record AttendanceRecorded(DateOnly OccurredOn, Guid PersonId, bool Attended) : TrainingEvent(OccurredOn);

/// <summary>The person passed and got a certificate; issued once, re-issued only for the issuer's error.</summary>
public sealed record CertificateIssued(DateOnly OccurredOn, Guid PersonId, Guid? CaseId, DocumentRef Certificate) : TrainingEvent(OccurredOn);

/// <summary>The issuer set its own error right: a correction of the first certificate, never a second one. Its term runs from the first.</summary>
/// <param name="Replaces">Number of the certificate that was wrong.</param>
public sealed record CertificateReissued(DateOnly OccurredOn, Guid PersonId, Guid? CaseId, DocumentRef Certificate, string Replaces, ReissueReason Reason) : TrainingEvent(OccurredOn);

/// <summary>The person did not pass.</summary>
public sealed record PersonFailed(DateOnly OccurredOn, Guid PersonId, Guid? CaseId) : TrainingEvent(OccurredOn);

/// <summary>The class ended; it counts in the period of this day.</summary>
public sealed record ClassEnded(DateOnly OccurredOn) : TrainingEvent(OccurredOn);

/// <summary>The class was called off.</summary>
public sealed record ClassCancelled(DateOnly OccurredOn) : TrainingEvent(OccurredOn);

/// <summary>A paper states how many were trained in the class, without names. Never added to the participants on record.</summary>
public sealed record ClassVolumeReported(DateOnly OccurredOn, ReportedCount Reported, DocumentRef? Document) : TrainingEvent(OccurredOn);
