using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Duties;

/// <summary>What a unit must do again and again.</summary>
[JsonConverter(typeof(CodeConverter<DutyKind>))]
public enum DutyKind
{
    /// <summary>Party committee and mass organisations sit together (S1: every six months, every year).</summary>
    JointSession,

    /// <summary>Yearly conference of officials or workers (hội nghị cán bộ, công chức; người lao động).</summary>
    WorkersConference,

    /// <summary>Training classes a mass organisation holds.</summary>
    TrainingClass,

    /// <summary>Inspection and supervision.</summary>
    Inspection,

    /// <summary>Interim or final review (sơ kết, tổng kết).</summary>
    WorkReview,

    /// <summary>Yearly review of a cadre plan: comes from the plans, is never scheduled (PLN-15).</summary>
    PlanReview,

    /// <summary>Yearly declarations of the unit's people: come from the declarations, are never scheduled (AST-02).</summary>
    YearlyDeclaration,
}

/// <summary>How often a duty comes round.</summary>
[JsonConverter(typeof(CodeConverter<DutyPeriod>))]
public enum DutyPeriod { Month, Quarter, HalfYear, Year }

/// <summary>What a unit works by: its own programme, or a coordination rule with others.</summary>
[JsonConverter(typeof(CodeConverter<WorkingPaper>))]
public enum WorkingPaper { CoordinationRule, Programme }

/// <summary>Facts of what one unit owes again and again. That something was missed is never a fact: it is seen on a day (DUT-02).</summary>
public abstract record DutyEvent(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId) : IDomainEvent;

/// <summary>A duty was laid down.</summary>
/// <param name="OccurredOn">The day of the decision.</param>
/// <param name="From">First day it holds: the first period due is the one this day lies in.</param>
/// <param name="Times">How often at least within one period.</param>
public sealed record DutyScheduled(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid DutyId, DutyKind Kind, DutyPeriod Period, int Times, DateOnly From)
    : DutyEvent(OccurredOn, Document, UnitId);

/// <summary>It was done once.</summary>
/// <param name="OccurredOn">The day it was held.</param>
/// <param name="For">A day of the period it was done for, where that is not the period of <paramref name="OccurredOn"/>: held late.</param>
public sealed record DutyHeld(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid DutyId, DateOnly? For = null) : DutyEvent(OccurredOn, Document, UnitId);

/// <summary>The duty no longer holds from this day on: periods not over by then are not due.</summary>
public sealed record DutyEnded(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid DutyId) : DutyEvent(OccurredOn, Document, UnitId);

/// <summary>A recorded fact was wrong and no longer counts.</summary>
/// <param name="Fact">Event id of the schedule, of what was held, of an end, a paper or a tally.</param>
public sealed record DutyFactStruck(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid Fact) : DutyEvent(OccurredOn, Document, UnitId);

/// <summary>The unit has a programme or a coordination rule.</summary>
/// <param name="From">First day it holds.</param>
/// <param name="To">Last day, where it names one.</param>
public sealed record WorkingPaperAdopted(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, WorkingPaper Paper, DateOnly From, DateOnly? To = null)
    : DutyEvent(OccurredOn, Document, UnitId);

/// <summary>A unit reported for itself and everything below it how many were held of how many due: its own count, for times nothing else is recorded of.</summary>
/// <param name="OccurredOn">The day of the report.</param>
/// <param name="Year">The year counted.</param>
public sealed record DutyTallied(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, DutyKind Kind, int Year, int Held, int Due) : DutyEvent(OccurredOn, Document, UnitId);
