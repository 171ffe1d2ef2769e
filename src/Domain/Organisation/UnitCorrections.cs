using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>
/// Corrections of facts of units: a new fact points at the first record and takes its place, or strikes it. An ending is struck whole, with the
/// moves it made of the units under it, and stated anew; only its paper is corrected in place. The trees must hold afterwards on every day.
/// </summary>
internal static class UnitCorrections
{
    internal static Decision Decide(OrgTree tree, Guid unitId, UnitEvent act, Guid? corrects)
    {
        if (tree.History(unitId) is not { } unit)
        {
            return UnitRefusals.Refuse("unit_unknown", "unitId", unitId.ToString());
        }

        if (corrects is not { } original)
        {
            return UnitRefusals.Refuse("unknown_fact", "corrects", null);
        }

        if (unit.OriginalOf(original) is { } first)
        {
            return UnitRefusals.Refuse("correction_of_correction", "corrects", original.ToString(), ("original", first.ToString()));
        }

        if (unit.Records.FirstOrDefault(r => r.Original == original).Event is not { } standing)
        {
            return UnitRefusals.Refuse("unknown_fact", "corrects", original.ToString());
        }

        if (act is UnitFactStruck struck)
        {
            return standing is UnitOpened ? UnitRefusals.Refuse("opening_cannot_be_struck", "corrects", unit.Opened.Code) : UnitDecisions.Checked(tree, Strike(tree, unit, standing, struck, original));
        }

        if (standing.GetType() != act.GetType())
        {
            return UnitRefusals.Refuse("correction_of_other_act", "corrects", original.ToString());
        }

        if (standing == act)
        {
            return Decision.Nothing;
        }

        return Wrong(tree, unit, standing, act, original) ?? UnitDecisions.Checked(tree, Structural(unit.Id, act, original));
    }

    private static Decision? Wrong(OrgTree tree, UnitHistory unit, UnitEvent standing, UnitEvent act, Guid original) => act switch
    {
        UnitOpened opened when opened.UnitId != unit.Id || opened.Tree != unit.Opened.Tree || opened.Code != unit.Opened.Code =>
            UnitRefusals.Refuse("correction_changes_identity", "code", opened.Code),
        UnitOpened opened when !UnitDecisions.IsName(opened.Name) => UnitRefusals.Refuse("name_invalid", "name", opened.Name),
        UnitOpened opened when !UnitDecisions.KindFits(opened.Kind, opened.Tree) => UnitRefusals.Refuse("kind_not_of_tree", "kind", Codes.Of(opened.Kind)),
        UnitOpened { Parent: null } when unit.Opened.Parent is not null => UnitRefusals.Refuse("parent_required", "parent", null),
        UnitOpened { Parent: { } parent } => UnitDecisions.Superior(tree, parent, unit.Opened.Tree, act.OccurredOn),
        UnitMerged or UnitSplit or UnitDissolved => UnitEndings.Same(standing, act)
            ? null
            : UnitRefusals.Refuse("ending_strike_first", "corrects", unit.Opened.Code),
        _ when Structure.Contradiction(unit, act, original) is not null =>
            UnitRefusals.Refuse("contradicts_same_day", "occurredOn", Iso(act.OccurredOn), ("unit", unit.Opened.Code)),
        UnitRenamed renamed when !UnitDecisions.IsName(renamed.Name) => UnitRefusals.Refuse("name_invalid", "name", renamed.Name),
        UnitMoved moved => UnitDecisions.Superior(tree, moved.Parent, unit.Opened.Tree, moved.OccurredOn),
        PartyBodyAssigned assigned => UnitDecisions.PartyBody(tree, assigned),
        UnitMembersCounted counted => UnitDecisions.Miscounted(counted),
        _ => null,
    };

    private static Decision Strike(OrgTree tree, UnitHistory unit, UnitEvent standing, UnitFactStruck struck, Guid original)
    {
        var events = new List<PlannedEvent>();
        if (standing is UnitMerged or UnitSplit or UnitDissolved)
        {
            var day = standing.OccurredOn;

            // What the ending moved stood under the unit until that day and left it on it.
            foreach (var child in tree.EverChildren(unit.Id).Where(c => c.ParentOn(day.AddDays(-1)) == unit.Id && c.On(day.AddDays(-1)).Active))
            {
                if (child.Records.FirstOrDefault(r => r.Event is UnitMoved && r.Event.OccurredOn == day) is { Event: not null } move)
                {
                    UnitDecisions.Add(events, child.Id, struck, move.Original);
                }
            }
        }

        UnitDecisions.Add(events, unit.Id, struck, original);
        return Decision.Accept(events);
    }

    private static Decision Structural(Guid unitId, UnitEvent act, Guid original)
    {
        var events = new List<PlannedEvent>();
        UnitDecisions.Add(events, unitId, act, original);
        return Decision.Accept(events);
    }
}
