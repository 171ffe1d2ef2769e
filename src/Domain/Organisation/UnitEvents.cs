using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>The two organisation trees; a unit belongs to one.</summary>
[JsonConverter(typeof(CodeConverter<Tree>))]
public enum Tree { Union, Party }

/// <summary>What a unit is (glossary of the domain reference).</summary>
[JsonConverter(typeof(CodeConverter<UnitKind>))]
public enum UnitKind
{
    GeneralConfederation, ProvincialFederation, DistrictFederation, SectoralUnion, ZoneUnion, CommuneUnion, GrassrootsUnion, UnionSection, UnionGroup, Department, AttachedUnit,
    ProvincialCommittee, UpperCommittee, GrassrootsCommittee, SectionalCommittee, PartyCell,
}

/// <summary>Sector of the workplace a unit belongs to (6.3).</summary>
[JsonConverter(typeof(CodeConverter<Sector>))]
public enum Sector { Unknown, StateAdministration, StateService, StateEnterprise, NonState, Fdi }

/// <summary>Facts of one organisation unit. Unit names are public and dated, so they are in the events; people's names never are.</summary>
public abstract record UnitEvent(DateOnly OccurredOn, DocumentRef? Document) : IDomainEvent;

/// <summary>The unit exists from this day.</summary>
/// <param name="Code">Short stable code typed in files, unique over both trees.</param>
/// <param name="Calendar">Whose working days its deadlines count in (CAL-07).</param>
/// <param name="HasYouthUnion">Whether a Youth Union organisation exists at the workplace (ADM-06).</param>
public sealed record UnitOpened(
    DateOnly OccurredOn,
    DocumentRef? Document,
    Guid UnitId,
    Tree Tree,
    UnitKind Kind,
    string Code,
    string Name,
    Guid? Parent,
    Sector Sector,
    CalendarKind Calendar,
    bool HasYouthUnion) : UnitEvent(OccurredOn, Document);

/// <summary>The unit has another name from this day.</summary>
public sealed record UnitRenamed(DateOnly OccurredOn, DocumentRef? Document, string Name) : UnitEvent(OccurredOn, Document);

/// <summary>The unit has another parent from this day.</summary>
public sealed record UnitMoved(DateOnly OccurredOn, DocumentRef? Document, Guid Parent) : UnitEvent(OccurredOn, Document);

/// <summary>The unit ended by merging into another; its open cases move there.</summary>
public sealed record UnitMerged(DateOnly OccurredOn, DocumentRef? Document, Guid Into) : UnitEvent(OccurredOn, Document);

/// <summary>The unit ended by splitting; each open case goes to a named successor or is listed as unassigned.</summary>
public sealed record UnitSplit(DateOnly OccurredOn, DocumentRef? Document, IReadOnlyList<Guid> Successors) : UnitEvent(OccurredOn, Document);

/// <summary>The unit ended without successor.</summary>
public sealed record UnitDissolved(DateOnly OccurredOn, DocumentRef? Document) : UnitEvent(OccurredOn, Document);

/// <summary>A Youth Union organisation came to exist, or ceased, at the workplace (ADM-06).</summary>
public sealed record YouthUnionChanged(DateOnly OccurredOn, DocumentRef? Document, bool Exists) : UnitEvent(OccurredOn, Document);

/// <summary>The sector of the unit changed.</summary>
public sealed record UnitReclassified(DateOnly OccurredOn, DocumentRef? Document, Sector Sector, CalendarKind Calendar) : UnitEvent(OccurredOn, Document);

/// <summary>From this day the Party body serves this grassroots union (the dated map between the trees).</summary>
public sealed record PartyBodyAssigned(DateOnly OccurredOn, DocumentRef? Document, Guid PartyBody) : UnitEvent(OccurredOn, Document);

/// <summary>How many members the union had on this day, as it reported.</summary>
/// <param name="Women">Null when not said.</param>
/// <param name="Approximate">The report said "about" or "almost".</param>
public sealed record UnitMembersCounted(DateOnly OccurredOn, DocumentRef? Document, int Members, int? Women, bool Approximate) : UnitEvent(OccurredOn, Document);

/// <summary>The record this one corrects never happened. Its paper is the basis of the correction.</summary>
/// <param name="NoteId">The reason in words, kept outside the log.</param>
public sealed record UnitFactStruck(DateOnly OccurredOn, DocumentRef? Document, Guid? NoteId) : UnitEvent(OccurredOn, Document);

/// <summary>On the guard stream: the structure of a tree changed.</summary>
public sealed record StructureChanged(DateOnly OccurredOn, Guid UnitId) : IDomainEvent;
