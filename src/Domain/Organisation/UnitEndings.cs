using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>Mergers, splits and dissolutions: nobody is left without a superior, and whoever takes over is there.</summary>
internal static class UnitEndings
{
    /// <summary>The same ending said again, whatever its paper.</summary>
    internal static bool Same(UnitEvent ending, UnitEvent act) =>
        (ending, act) switch
        {
            (UnitMerged a, UnitMerged b) => a.OccurredOn == b.OccurredOn && a.Into == b.Into,
            (UnitSplit a, UnitSplit b) => a.OccurredOn == b.OccurredOn && a.Successors.ToHashSet().SetEquals(b.Successors),
            (UnitDissolved a, UnitDissolved b) => a.OccurredOn == b.OccurredOn,
            _ => false,
        };

    /// <summary>The units under it go to the successor; a successor that stood under it takes its place.</summary>
    internal static Decision Merge(OrgTree tree, UnitHistory unit, UnitMerged act)
    {
        if (Successor(tree, unit, act.Into, act.OccurredOn, "into") is { } refusal)
        {
            return refusal;
        }

        var parentOfInto = tree.Ancestors(act.Into, act.OccurredOn).FirstOrDefault();
        if (tree.IsWithin(act.Into, unit.Id, act.OccurredOn) && (parentOfInto != unit.Id || unit.ParentOn(act.OccurredOn) is null))
        {
            // Its children go to the successor, which would then stand under its own child, or nowhere.
            return UnitRefusals.Refuse("cycle", "into", tree.Unit(act.Into, act.OccurredOn)!.Code);
        }

        if (LaterChild(tree, unit, act.OccurredOn) is { } later)
        {
            return later;
        }

        var children = tree.Children(unit.Id, act.OccurredOn);
        if (children.Count > 0 && tree.EndingOf(act.Into) is { } ends)
        {
            return UnitRefusals.Refuse("successor_ends_later", "into", tree.Unit(act.Into, act.OccurredOn)!.Code, ("day", Iso(ends.OccurredOn)));
        }

        var events = new List<PlannedEvent>();
        foreach (var child in children)
        {
            var parent = child == act.Into ? unit.ParentOn(act.OccurredOn) : act.Into;
            if (parent is { } above)
            {
                UnitDecisions.Add(events, child, new UnitMoved(act.OccurredOn, act.Document, above));
            }
        }

        UnitDecisions.Add(events, unit.Id, act);
        return Decision.Accept(events);
    }

    internal static Decision Split(OrgTree tree, UnitHistory unit, UnitSplit act, IReadOnlyList<UnitPlacement>? children)
    {
        var successors = act.Successors.Distinct().ToList();
        if (successors.Count == 0)
        {
            return UnitRefusals.Refuse("no_successor", "successors", null);
        }

        foreach (var successor in successors)
        {
            if (Successor(tree, unit, successor, act.OccurredOn, "successors") is { } refusal)
            {
                return refusal;
            }
        }

        return successors.Count == 1
            ? UnitRefusals.Refuse("one_successor", "successors", tree.Unit(successors[0], act.OccurredOn)!.Code)
            : End(tree, unit, act with { Successors = successors }, children);
    }

    internal static Decision Dissolve(OrgTree tree, UnitHistory unit, UnitDissolved act, IReadOnlyList<UnitPlacement>? children) => End(tree, unit, act, children);

    /// <summary>The ending, with a move of each unit under it on the same day.</summary>
    private static Decision End(OrgTree tree, UnitHistory unit, UnitEvent act, IReadOnlyList<UnitPlacement>? placements)
    {
        var day = act.OccurredOn;
        if (unit.Id == tree.Root(unit.Opened.Tree))
        {
            return UnitRefusals.Refuse("cycle", "unitId", unit.Opened.Code);
        }

        var children = tree.Children(unit.Id, day);
        var placed = new Dictionary<Guid, Guid>();
        foreach (var (child, parent) in placements ?? [])
        {
            if (!children.Contains(child))
            {
                return UnitRefusals.Refuse("placement_not_child", "children", tree.Unit(child, day)?.Code ?? child.ToString());
            }

            if (parent == unit.Id || parent == child)
            {
                return UnitRefusals.Refuse("cycle", "children", tree.Unit(parent, day)!.Code);
            }

            if (UnitDecisions.Superior(tree, parent, unit.Opened.Tree, day) is { } refusal)
            {
                return refusal;
            }

            placed[child] = parent;
        }

        var orphans = children.Where(c => !placed.ContainsKey(c)).Select(c => tree.Unit(c, day)!.Code).ToList();
        if (orphans.Count > 0)
        {
            return HasChildren(unit, orphans[0], orphans.Count);
        }

        if (LaterChild(tree, unit, day) is { } later)
        {
            return later;
        }

        var events = new List<PlannedEvent>();
        foreach (var child in children)
        {
            UnitDecisions.Add(events, child, new UnitMoved(day, act.Document, placed[child]));
        }

        UnitDecisions.Add(events, unit.Id, act);
        return Decision.Accept(events);
    }

    private static Decision? Successor(OrgTree tree, UnitHistory unit, Guid successor, DateOnly day, string field) =>
        tree.Unit(successor, day) switch
        {
            null => UnitRefusals.Refuse("successor_unknown", field, successor.ToString()),
            { } self when self.Id == unit.Id => UnitRefusals.Refuse("successor_is_self", field, self.Code),
            { } other when other.Tree != unit.Opened.Tree => UnitRefusals.Refuse("wrong_tree", field, other.Code),
            { Active: false } ended => UnitRefusals.Refuse("successor_not_active", field, ended.Code, ("unit", unit.Opened.Code), ("day", Iso(ended.EndedOn ?? ended.OpenedOn))),
            _ => null,
        };

    /// <summary>A unit that came under this one on or after the day it is said to have ended.</summary>
    private static Decision? LaterChild(OrgTree tree, UnitHistory unit, DateOnly day)
    {
        var later = tree.EverChildren(unit.Id).FirstOrDefault(c => c.Facts.Any(f =>
            f.OccurredOn >= day && (f is UnitMoved moved ? moved.Parent == unit.Id : f is UnitOpened opened && opened.Parent == unit.Id)));
        return later is null ? null : HasChildren(unit, later.Opened.Code, 1);
    }

    private static Decision HasChildren(UnitHistory unit, string child, int count) => UnitRefusals.Refuse(
        "has_children", "children", unit.Opened.Code, ("child", child), ("n", count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
