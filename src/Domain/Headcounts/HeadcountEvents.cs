using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Headcounts;

using CadreWorkflow.Domain.Regulations;

/// <summary>Whose members a unit counts: the union's own, or those of another mass organisation it reports beside them.</summary>
[JsonConverter(typeof(CodeConverter<CountedBody>))]
public enum CountedBody
{
    /// <summary>Union members of the unit; for a unit of the Party tree its Party members.</summary>
    Union,

    /// <summary>Hội Cựu chiến binh.</summary>
    Veterans,

    /// <summary>Đoàn Thanh niên.</summary>
    YouthUnion,

    /// <summary>Hội Phụ nữ.</summary>
    WomensUnion,

    /// <summary>Several bodies in one figure: a person may be a member of more than one, so parts need not add up (HDC-04).</summary>
    Together,
}

/// <summary>What a unit counted. Every figure may be missing; a missing one is unknown, never zero.</summary>
/// <param name="Workers">Everybody employed there: what union density is a share of (ST-16).</param>
/// <param name="Members">Members of the body that is counted.</param>
/// <param name="GenderUnknown">Members whose gender was not counted.</param>
/// <param name="PartyMembers">Party members among them (ST-15).</param>
/// <param name="TheoryAdvanced">With advanced or bachelor level of political theory, in one figure as units report it.</param>
public sealed record HeadcountFigures(
    int? Workers = null,
    int? Members = null,
    int? Men = null,
    int? Women = null,
    int? GenderUnknown = null,
    int? PartyMembers = null,
    int? Doctors = null,
    int? Masters = null,
    int? Bachelors = null,
    int? TheoryAdvanced = null);

/// <summary>Facts of the counts a unit reports of itself (HDC-01): its own statement as at a day, never a sum of the persons on record.</summary>
public abstract record HeadcountEvent(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId) : IDomainEvent;

/// <summary>A unit reported its counts as at a day.</summary>
/// <param name="OccurredOn">The day the counts are of.</param>
/// <param name="Precision">How exact they are: reports write "almost" and "over".</param>
/// <param name="Replaces">Event id of the report this one corrects.</param>
public sealed record HeadcountReported(
    DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, CountedBody Body, Precision Precision, HeadcountFigures Figures, Guid? Replaces = null)
    : HeadcountEvent(OccurredOn, Document, UnitId);

/// <summary>A report was recorded by mistake: it counts for no day.</summary>
/// <param name="Report">Event id of the report.</param>
public sealed record HeadcountStruck(DateOnly OccurredOn, DocumentRef? Document, Guid UnitId, Guid Report) : HeadcountEvent(OccurredOn, Document, UnitId);
