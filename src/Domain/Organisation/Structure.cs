using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>
/// What must hold of both trees on every day: a living unit stands under a living superior of its own tree, nobody under itself, an ended unit does
/// nothing more, and whoever takes over is there to take over. Checked of the tree as it would be, so that the order in which facts are recorded
/// never matters.
/// </summary>
internal static class Structure
{
    private static readonly Guid[] None = [];

    /// <summary>Who takes over by an ending.</summary>
    internal static IReadOnlyList<Guid> SuccessorsOf(UnitEvent ending) => ending switch
    {
        UnitMerged merged => [merged.Into],
        UnitSplit split => split.Successors,
        _ => None,
    };

    /// <summary>What is wrong around some units; null when all holds.</summary>
    internal static Refusal? Check(OrgTree tree, IEnumerable<Guid> touched)
    {
        var units = touched.Distinct().Select(tree.History).OfType<UnitHistory>().ToList();
        var ids = units.Select(u => u.Id).ToHashSet();
        return units.Select(u => OwnLife(u) ?? Place(tree, u)).FirstOrDefault(r => r is not null)
            ?? units.SelectMany(u => tree.EverChildren(u.Id)).DistinctBy(c => c.Id).Select(c => Place(tree, c)).FirstOrDefault(r => r is not null)
            ?? tree.All.Where(u => ids.Contains(u.Id) || Names(u, ids)).Select(u => Takeover(tree, u)).FirstOrDefault(r => r is not null);
    }

    /// <summary>Facts of one kind that say two things of one day.</summary>
    internal static UnitEvent? Contradiction(UnitHistory unit, UnitEvent act, Guid? except) =>
        unit.Records.FirstOrDefault(r => r.Original != except && r.Event.GetType() == act.GetType() && r.Event.OccurredOn == act.OccurredOn).Event;

    private static Refusal? OwnLife(UnitHistory unit)
    {
        var ending = unit.Ending();
        foreach (var fact in unit.Facts)
        {
            if (fact.OccurredOn < unit.Opened.OccurredOn)
            {
                return Later(unit, fact.OccurredOn, "before_unit_opened", Iso(unit.Opened.OccurredOn));
            }

            if (ending is not null && !ReferenceEquals(fact, ending) && fact.OccurredOn >= ending.OccurredOn)
            {
                return Later(unit, fact.OccurredOn, "later_fact", Iso(ending.OccurredOn));
            }
        }

        return null;
    }

    /// <summary>Every stretch under one superior lies within that superior's life.</summary>
    private static Refusal? Place(OrgTree tree, UnitHistory unit)
    {
        var stretches = unit.Facts.OfType<UnitMoved>().Select(m => (From: m.OccurredOn, Parent: (Guid?)m.Parent))
            .Prepend((From: unit.Opened.OccurredOn, unit.Opened.Parent)).ToList();
        var end = unit.Ending()?.OccurredOn ?? DateOnly.MaxValue;
        for (var i = 0; i < stretches.Count; i++)
        {
            var (from, parent) = stretches[i];
            var until = i + 1 < stretches.Count ? stretches[i + 1].From : end;
            if (parent is not { } above || until <= from)
            {
                continue;
            }

            if (tree.History(above) is not { } superior)
            {
                return UnitRefusals.Refusal("parent_unknown", "parent", above.ToString());
            }

            if (superior.Opened.OccurredOn > from)
            {
                return UnitRefusals.Refusal("parent_not_active", "parent", superior.Opened.Code);
            }

            if (superior.Ending() is { } ending && ending.OccurredOn < until)
            {
                return ending.OccurredOn <= from
                    ? UnitRefusals.Refusal("parent_not_active", "parent", superior.Opened.Code)
                    : UnitRefusals.Refusal(
                        "parent_ends_later", "parent", superior.Opened.Code, ("unit", unit.Opened.Code), ("day", Iso(ending.OccurredOn)));
            }

            if (tree.Ancestors(unit.Id, from).Contains(unit.Id))
            {
                return UnitRefusals.Refusal("cycle", "parent", superior.Opened.Code);
            }
        }

        return null;
    }

    private static Refusal? Takeover(OrgTree tree, UnitHistory unit)
    {
        if (unit.Ending() is not { } ending)
        {
            return null;
        }

        foreach (var successor in SuccessorsOf(ending))
        {
            if (tree.Unit(successor, ending.OccurredOn) is not { Active: true } facts)
            {
                return UnitRefusals.Refusal(
                    "successor_not_active", "into", tree.History(successor)?.Opened.Code ?? successor.ToString(), ("unit", unit.Opened.Code), ("day", Iso(ending.OccurredOn)));
            }

            if (facts.Id == unit.Id)
            {
                return UnitRefusals.Refusal("successor_is_self", "into", facts.Code);
            }
        }

        return null;
    }

    private static bool Names(UnitHistory unit, HashSet<Guid> ids) => unit.Ending() is { } ending && SuccessorsOf(ending).Any(ids.Contains);

    private static Refusal Later(UnitHistory unit, DateOnly day, string code, string value) =>
        UnitRefusals.Refusal(code, "occurredOn", value, ("unit", unit.Opened.Code), ("day", Iso(day)));
}
