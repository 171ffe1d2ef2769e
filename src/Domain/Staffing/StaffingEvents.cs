using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Staffing;

/// <summary>How a person stands on the staff of a unit (STF-04).</summary>
[JsonConverter(typeof(CodeConverter<StaffKind>))]
public enum StaffKind { Permanent, SecondedIn, RotatedIn }

/// <summary>Why a person is no longer on the staff, or is away from it.</summary>
[JsonConverter(typeof(CodeConverter<StaffLeaving>))]
public enum StaffLeaving { Retired, Transferred, Resigned, Dismissed, Deceased, Other }

/// <summary>Why a person of the staff works elsewhere or not at all for a time, the place kept (STF-04).</summary>
[JsonConverter(typeof(CodeConverter<StaffAbsence>))]
public enum StaffAbsence { SecondedOut, RotatedOut, LongLeave }

/// <summary>Facts of one unit's staff: the quota assigned to it (biên chế giao) and who is present. A quota is a decision's, never a sum.</summary>
public abstract record StaffingEvent(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId) : IDomainEvent;

/// <summary>The competent level assigned a quota by a numbered decision (STF-01).</summary>
/// <param name="Assigned">Posts assigned; zero says that the unit has none.</param>
/// <param name="From">First day it holds; until the next assignment's.</param>
/// <param name="To">Last day, where the decision itself names one.</param>
public sealed record QuotaAssigned(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, int Assigned, DateOnly From, DateOnly? To) : StaffingEvent(OccurredOn, Document, UnitId);

/// <summary>An assignment was entered wrongly, or its decision was recalled: it no longer counts for any day.</summary>
/// <param name="Assignment">Event id of the assignment.</param>
public sealed record QuotaStruck(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid Assignment) : StaffingEvent(OccurredOn, Document, UnitId);

/// <summary>A person is on the staff from this day.</summary>
public sealed record StaffJoined(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid PersonId, StaffKind Kind) : StaffingEvent(OccurredOn, Document, UnitId);

/// <summary>A person left the staff: this is the first day without.</summary>
public sealed record StaffLeft(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid PersonId, StaffLeaving Why) : StaffingEvent(OccurredOn, Document, UnitId);

/// <summary>A person of the staff is away from this day, the place kept.</summary>
public sealed record StaffAway(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid PersonId, StaffAbsence Why) : StaffingEvent(OccurredOn, Document, UnitId);

/// <summary>A person who was away is back from this day.</summary>
public sealed record StaffBack(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid PersonId) : StaffingEvent(OccurredOn, Document, UnitId);
