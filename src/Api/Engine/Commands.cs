using System.Text.Json.Serialization;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Api.Engine;

/// <summary>Something an account wants done. Its content is what the command id stands for: the same id with other content is refused.</summary>
public abstract record Command
{
    /// <summary>Name stored in the headers of what it causes.</summary>
    public abstract string Name { get; }
}

/// <summary>Files a referral. Answers with the new case's id and the person's.</summary>
/// <param name="PersonId">A person already registered; else <paramref name="NewPerson"/> is given.</param>
/// <param name="NewPerson">Attributes of a person to register with the referral.</param>
/// <param name="UnionUnit">Grassroots union that refers.</param>
/// <param name="PartyBody">Null for the one that serves the union unit on that day.</param>
/// <param name="PreviousCase">Set for a re-referral.</param>
/// <param name="Reported">True when it was done outside before, and is reported.</param>
/// <param name="Reference">The filer's own file number.</param>
/// <param name="PersonKey">Names a new person across commands: the same key is the same person, registered once. Null when the command alone names it.</param>
/// <param name="Then">Acts that follow in the same append: all are recorded with the referral, or nothing is.</param>
public sealed record FileReferral(
    Guid? PersonId,
    PersonAttributes? NewPerson,
    Guid UnionUnit,
    Guid? PartyBody,
    Guid? PreviousCase,
    DateOnly OccurredOn,
    bool Reported,
    DocumentRef? Document = null,
    string? Reference = null,
    bool? YouthUnionMember = null,
    bool FormerPartyMember = false,
    Guid? PersonKey = null,
    [property: JsonIgnore] IReadOnlyList<CaseEvent>? Then = null) : Command
{
    /// <inheritdoc />
    public override string Name => PreviousCase is null ? "refer" : "re-refer";
}

/// <summary>States an act on a case. The event is the statement; it becomes the stored fact as it is.</summary>
/// <param name="Corrects">The recorded fact this one replaces, or strikes.</param>
/// <param name="ExpectedVersion">The version the caller looked at (<c>If-Match</c>); null when any will do.</param>
/// <param name="Note">Free words of a return, a suspension, a strike: kept outside the log.</param>
/// <param name="Correction">For a correction: why, and by which paper; everyone but the program itself must say so.</param>
/// <param name="Override">A version of the rules to judge it by in place of the one its date chooses; null for that one.</param>
public sealed record CaseActCommand(
    Guid CaseId, CaseEvent Act, Guid? Corrects = null, long? ExpectedVersion = null, string? Note = null, StatedCorrection? Correction = null, StatedOverride? Override = null)
    : Command
{
    /// <inheritdoc />
    public override string Name => DomainEvents.Catalog.NameOf(Act);
}

/// <summary>Why a record is corrected, in words kept outside the log, and the paper that shows how it really was.</summary>
public sealed record StatedCorrection(string? Reason, DocumentRef? Basis);

/// <summary>A version of the rules applied by decision, with the reason in words kept outside the log.</summary>
public sealed record StatedOverride(string? Version, string? Reason);

/// <summary>States an act on a unit. For <see cref="UnitOpened"/> the id is that of the event.</summary>
/// <param name="Children">For a split or a dissolution: where each unit under it goes that day.</param>
/// <param name="Corrects">The recorded fact this one replaces, or strikes.</param>
/// <param name="Note">Free words of a strike: kept outside the log.</param>
public sealed record UnitCommand(
    Guid UnitId, UnitEvent Act, long? ExpectedVersion = null, IReadOnlyList<UnitPlacement>? Children = null, Guid? Corrects = null, string? Note = null) : Command
{
    /// <inheritdoc />
    public override string Name => DomainEvents.Catalog.NameOf(Act);
}

/// <summary>Registers a person. Answers with the person's id.</summary>
public sealed record RegisterPerson(PersonAttributes Attributes, DateOnly OccurredOn) : Command
{
    /// <inheritdoc />
    public override string Name => "register_person";
}

/// <summary>Corrects or completes a person's attributes: a new numbered revision.</summary>
public sealed record RevisePerson(Guid PersonId, PersonAttributes Attributes, DateOnly OccurredOn, int? ExpectedRevision = null) : Command
{
    /// <inheritdoc />
    public override string Name => "revise_person";
}

/// <summary>Records that a person left the Party earlier (ADM-44…47).</summary>
public sealed record RecordPartyExit(Guid PersonId, DateOnly OccurredOn, PartyExit Kind, DateOnly? ExpungedOn = null) : Command
{
    /// <inheritdoc />
    public override string Name => "record_party_exit";
}

/// <summary>Strikes an exit from the Party that was stated wrongly.</summary>
/// <param name="Fact">The event that stated it.</param>
/// <param name="Reason">Why, in words kept outside the log.</param>
public sealed record StrikePartyExit(Guid PersonId, Guid Fact, string? Reason) : Command
{
    /// <inheritdoc />
    public override string Name => "strike_party_exit";
}

/// <summary>Publishes the admission figures of a question: computed from the read side at the moment of publishing and kept as they are.</summary>
/// <param name="Unit">Unit of either tree.</param>
/// <param name="ObservedOn">Null for the day of knowledge, or today.</param>
/// <param name="AsKnownOn">Null for all that is known.</param>
/// <param name="Document">The paper they go out with; null when none.</param>
public sealed record PublishReport(
    DateOnly From, DateOnly To, Guid Unit, StatisticsBy? By, StatisticsStructure Structure, DateOnly? ObservedOn = null, DateOnly? AsKnownOn = null, DocumentRef? Document = null) : Command
{
    /// <inheritdoc />
    public override string Name => "publish_report";
}

/// <summary>What is said about a command beside its content.</summary>
/// <param name="Source">Reference of the file or paper it was taken from.</param>
/// <param name="CorrelationId">What belongs together, such as one upload.</param>
/// <param name="CausationId">Id of the causing event; null when a person caused it.</param>
/// <param name="OnBehalfOf">Account acted for, if another's.</param>
public sealed record CommandOrigin(string? Source = null, string? CorrelationId = null, string? CausationId = null, string? OnBehalfOf = null)
{
    /// <summary>Nothing said.</summary>
    public static CommandOrigin None { get; } = new();
}
