using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Training;

/// <summary>Facts of one training programme: what a body means to hold in a period or a term.</summary>
public abstract record ProgrammeEvent(DateOnly OccurredOn) : IDomainEvent;

/// <summary>The programme was adopted.</summary>
/// <param name="Title">What it is called in its paper; no person's name.</param>
/// <param name="Owner">Body whose programme it is, of either tree.</param>
/// <param name="From">First day of the period or term.</param>
/// <param name="PlannedClasses">Null when not stated.</param>
/// <param name="PlannedSeats">Null when not stated.</param>
public sealed record ProgrammeOpened(
    DateOnly OccurredOn, Guid ProgrammeId, string Code, string Title, TrainingKind Kind, Guid Owner, DateOnly From, DateOnly To, int? PlannedClasses, int? PlannedSeats, DocumentRef? Document)
    : ProgrammeEvent(OccurredOn);

/// <summary>What is planned was changed.</summary>
public sealed record ProgrammeRevised(DateOnly OccurredOn, DateOnly From, DateOnly To, int? PlannedClasses, int? PlannedSeats, DocumentRef? Document) : ProgrammeEvent(OccurredOn);

/// <summary>The programme is over, or was given up; its classes stay.</summary>
public sealed record ProgrammeClosed(DateOnly OccurredOn) : ProgrammeEvent(OccurredOn);

/// <summary>A paper states how many were trained under the programme, without names. Never added to the participants on record.</summary>
/// <param name="Kind">What they were trained in.</param>
public sealed record ProgrammeVolumeReported(DateOnly OccurredOn, TrainingKind Kind, ReportedCount Reported, DocumentRef? Document) : ProgrammeEvent(OccurredOn);
