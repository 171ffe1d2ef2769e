using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>What is known of a unit for one day. For a day before the opening: as it was at the opening, not active.</summary>
/// <param name="Parent">Parent on that day; null for the root of a tree.</param>
/// <param name="OpenedOn">First day of the unit.</param>
/// <param name="EndedOn">First day on which it no longer is; null while it lives on that day.</param>
/// <param name="Active">Opened and not ended on that day.</param>
/// <param name="StreamVersion">Version of the unit's stream, whatever the day: what a command on the unit expects.</param>
/// <param name="CurrentPartyBody">The Party body assigned to the unit itself by that day; see <see cref="OrgTree.PartyBodyFor"/> for the one that serves it.</param>
/// <param name="Members">Members last counted by that day; null while none were.</param>
/// <param name="Women">Women among them; null when not said.</param>
public sealed record UnitFacts(
    Guid Id,
    string Code,
    string Name,
    Tree Tree,
    UnitKind Kind,
    Guid? Parent,
    Sector Sector,
    CalendarKind Calendar,
    bool HasYouthUnion,
    DateOnly OpenedOn,
    DateOnly? EndedOn,
    bool Active,
    long StreamVersion,
    Guid? CurrentPartyBody,
    int? Members = null,
    int? Women = null);
