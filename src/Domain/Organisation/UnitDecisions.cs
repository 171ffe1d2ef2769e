using System.Text;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>
/// Decides acts on organisation units: the candidate fact is the statement. Refusals (codes): <c>future_date</c>, <c>unit_unknown</c>,
/// <c>unit_exists</c>, <c>before_unit_opened</c>, <c>unit_ended</c>, <c>code_reused</c>, <c>code_invalid</c>, <c>name_invalid</c>,
/// <c>kind_not_of_tree</c>, <c>root_exists</c>, <c>parent_required</c>, <c>parent_unknown</c>, <c>parent_not_active</c>, <c>wrong_tree</c>, <c>cycle</c>,
/// <c>successor_unknown</c>, <c>successor_not_active</c>, <c>successor_is_self</c>, <c>no_successor</c>, <c>has_children</c>, <c>party_body_unknown</c>,
/// <c>party_body_not_active</c>. Each structural fact also plans <see cref="StructureChanged"/> on the guard stream.
/// </summary>
public static class UnitDecisions
{
    private const int MaxCodeLength = 40;
    private const int MaxNameLength = 300;

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    /// <param name="tree">Both trees, folded to the version the append expects of the guard stream.</param>
    /// <param name="unitId">The unit the fact is about.</param>
    /// <param name="act">The candidate fact.</param>
    /// <param name="today">Today in Viet Nam.</param>
    public static Decision Decide(OrgTree tree, Guid unitId, UnitEvent act, DateOnly today)
    {
        if (act.OccurredOn > today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        if (act is UnitOpened opened)
        {
            return Open(tree, opened);
        }

        if (tree.History(unitId) is not { } unit)
        {
            return Refuse("unit_unknown", "unitId", unitId.ToString());
        }

        if (unit.Facts.Contains(act))
        {
            return Decision.Nothing;
        }

        if (act.OccurredOn < unit.Opened.OccurredOn)
        {
            return Refuse("before_unit_opened", "occurredOn", Iso(act.OccurredOn));
        }

        var ending = unit.Ending();
        if (ending is not null && (act.OccurredOn >= ending.OccurredOn || act is UnitMerged or UnitSplit or UnitDissolved))
        {
            return SameEnding(ending, act) ? Decision.Nothing : Refuse("unit_ended", "occurredOn", Iso(ending.OccurredOn));
        }

        var facts = unit.On(act.OccurredOn);
        return act switch
        {
            UnitRenamed renamed => Rename(facts, renamed),
            UnitMoved moved => Move(tree, unit, moved),
            UnitMerged merged => Merge(tree, unit, merged),
            UnitSplit split => Split(tree, unit, split),
            UnitDissolved dissolved => Dissolve(tree, unit, dissolved),
            YouthUnionChanged youth => youth.Exists == facts.HasYouthUnion ? Decision.Nothing : Accept(unitId, youth),
            UnitReclassified changed => changed.Sector == facts.Sector && changed.Calendar == facts.Calendar ? Decision.Nothing : Accept(unitId, changed),
            PartyBodyAssigned assigned => AssignPartyBody(tree, facts, assigned),
            _ => throw new System.Diagnostics.UnreachableException(act.GetType().Name),
        };
    }

    /// <summary>True when the kind belongs to the tree.</summary>
    public static bool KindFits(UnitKind kind, Tree tree) => (kind >= UnitKind.ProvincialCommittee) == (tree == Tree.Party);

    private static Decision Open(OrgTree tree, UnitOpened act)
    {
        if (tree.History(act.UnitId) is { } known)
        {
            return known.Opened with { Document = act.Document } == act ? Decision.Nothing : Refuse("unit_exists", "unitId", act.UnitId.ToString());
        }

        if (act.Code.Length is 0 or > MaxCodeLength || act.Code.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || !act.Code.IsNormalized(NormalizationForm.FormC))
        {
            return Refuse("code_invalid", "code", act.Code);
        }

        if (!IsName(act.Name))
        {
            return Refuse("name_invalid", "name", act.Name);
        }

        if (tree.CodeIsTaken(act.Code))
        {
            return Refuse("code_reused", "code", act.Code);
        }

        if (!KindFits(act.Kind, act.Tree))
        {
            return Refuse("kind_not_of_tree", "kind", Codes.Of(act.Kind));
        }

        if (act.Parent is not { } parent)
        {
            return tree.Root(act.Tree) == Guid.Empty ? AcceptStructural(act.UnitId, act) : Refuse("parent_required", "parent", null);
        }

        return Superior(tree, parent, act.Tree, act.OccurredOn) ?? AcceptStructural(act.UnitId, act);
    }

    private static Decision Rename(UnitFacts unit, UnitRenamed act)
    {
        if (!IsName(act.Name))
        {
            return Refuse("name_invalid", "name", act.Name);
        }

        return string.Equals(act.Name, unit.Name, StringComparison.Ordinal) ? Decision.Nothing : Accept(unit.Id, act);
    }

    private static Decision Move(OrgTree tree, UnitHistory unit, UnitMoved act)
    {
        if (unit.ParentOn(act.OccurredOn) == act.Parent)
        {
            return Decision.Nothing;
        }

        if (tree.Root(unit.Opened.Tree) == unit.Id)
        {
            return Refuse("cycle", "parent", act.Parent.ToString());
        }

        if (Superior(tree, act.Parent, unit.Opened.Tree, act.OccurredOn) is { } refusal)
        {
            return refusal;
        }

        // A back-dated move can meet a move already recorded for a later day, so every later structure is looked at too.
        var moved = tree.Evolve(Candidate(unit.Id, act));
        var days = moved.MoveDays.Where(d => d >= act.OccurredOn);
        return days.Any(d => moved.Ancestors(unit.Id, d).Contains(unit.Id))
            ? Refuse("cycle", "parent", act.Parent.ToString())
            : AcceptStructural(unit.Id, act);
    }

    private static Decision Merge(OrgTree tree, UnitHistory unit, UnitMerged act)
    {
        if (Successor(tree, unit, act.Into, act.OccurredOn, "into") is { } refusal)
        {
            return refusal;
        }

        var parentOfInto = tree.Ancestors(act.Into, act.OccurredOn).FirstOrDefault();
        if (tree.IsWithin(act.Into, unit.Id, act.OccurredOn) && (parentOfInto != unit.Id || unit.ParentOn(act.OccurredOn) is null))
        {
            // Its children go to the successor, which would then stand under its own child, or nowhere.
            return Refuse("cycle", "into", act.Into.ToString());
        }

        if (LaterChild(tree, unit, act.OccurredOn) is { } later)
        {
            return later;
        }

        var events = new List<PlannedEvent>();
        foreach (var child in tree.Children(unit.Id, act.OccurredOn))
        {
            var parent = child == act.Into ? unit.ParentOn(act.OccurredOn) : act.Into;
            if (parent is { } above)
            {
                Add(events, child, new UnitMoved(act.OccurredOn, act.Document, above));
            }
        }

        Add(events, unit.Id, act);
        return Decision.Accept(events);
    }

    private static Decision Split(OrgTree tree, UnitHistory unit, UnitSplit act)
    {
        if (act.Successors.Count == 0)
        {
            return Refuse("no_successor", "successors", null);
        }

        foreach (var successor in act.Successors)
        {
            if (Successor(tree, unit, successor, act.OccurredOn, "successors") is { } refusal)
            {
                return refusal;
            }
        }

        return Childless(tree, unit, act.OccurredOn) ?? AcceptStructural(unit.Id, act with { Successors = [.. act.Successors.Distinct()] });
    }

    private static Decision Dissolve(OrgTree tree, UnitHistory unit, UnitDissolved act) =>
        Childless(tree, unit, act.OccurredOn) ?? AcceptStructural(unit.Id, act);

    private static Decision AssignPartyBody(OrgTree tree, UnitFacts unit, PartyBodyAssigned act)
    {
        if (unit.Tree != Tree.Union)
        {
            return Refuse("wrong_tree", "unitId", unit.Code);
        }

        if (unit.CurrentPartyBody == act.PartyBody)
        {
            return Decision.Nothing;
        }

        return tree.Unit(act.PartyBody, act.OccurredOn) switch
        {
            null => Refuse("party_body_unknown", "partyBody", act.PartyBody.ToString()),
            { Tree: Tree.Union } body => Refuse("wrong_tree", "partyBody", body.Code),
            { Active: false } body => Refuse("party_body_not_active", "partyBody", body.Code),
            _ => Accept(unit.Id, act),
        };
    }

    private static Decision? Superior(OrgTree tree, Guid parent, Tree of, DateOnly day) =>
        tree.Unit(parent, day) switch
        {
            null => Refuse("parent_unknown", "parent", parent.ToString()),
            { } other when other.Tree != of => Refuse("wrong_tree", "parent", other.Code),
            { Active: false } ended => Refuse("parent_not_active", "parent", ended.Code),
            _ => null,
        };

    private static Decision? Successor(OrgTree tree, UnitHistory unit, Guid successor, DateOnly day, string field) =>
        tree.Unit(successor, day) switch
        {
            null => Refuse("successor_unknown", field, successor.ToString()),
            { } self when self.Id == unit.Id => Refuse("successor_is_self", field, self.Code),
            { } other when other.Tree != unit.Opened.Tree => Refuse("wrong_tree", field, other.Code),
            { Active: false } ended => Refuse("successor_not_active", field, ended.Code),
            _ => null,
        };

    private static Decision? Childless(OrgTree tree, UnitHistory unit, DateOnly day)
    {
        var children = tree.Children(unit.Id, day);
        return children.Count > 0 ? Refuse("has_children", "unitId", tree.Unit(children[0], day)!.Code) : LaterChild(tree, unit, day);
    }

    /// <summary>A unit that came under this one after the day it is said to have ended.</summary>
    private static Decision? LaterChild(OrgTree tree, UnitHistory unit, DateOnly day)
    {
        var later = tree.EverChildren(unit.Id).FirstOrDefault(c => c.Facts.Any(f =>
            f.OccurredOn > day && (f is UnitMoved moved ? moved.Parent == unit.Id : f is UnitOpened opened && opened.Parent == unit.Id)));
        return later is null ? null : Refuse("has_children", "unitId", later.Opened.Code);
    }

    private static bool SameEnding(UnitEvent ending, UnitEvent act) =>
        (ending, act) switch
        {
            (UnitMerged a, UnitMerged b) => a.OccurredOn == b.OccurredOn && a.Into == b.Into,
            (UnitSplit a, UnitSplit b) => a.OccurredOn == b.OccurredOn && a.Successors.ToHashSet().SetEquals(b.Successors),
            (UnitDissolved a, UnitDissolved b) => a.OccurredOn == b.OccurredOn,
            _ => false,
        };

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl) && name.IsNormalized(NormalizationForm.FormC);

    private static Recorded<UnitEvent> Candidate(Guid unitId, UnitEvent act) =>
        new(act, Guid.Empty, Streams.Unit(unitId), 0, long.MaxValue, DateTimeOffset.MaxValue, EventHeaders.None, null);

    private static Decision Accept(Guid unitId, UnitEvent act) => Decision.Accept(Streams.Unit(unitId), act);

    private static Decision AcceptStructural(Guid unitId, UnitEvent act)
    {
        var events = new List<PlannedEvent>();
        Add(events, unitId, act);
        return Decision.Accept(events);
    }

    private static void Add(List<PlannedEvent> events, Guid unitId, UnitEvent act)
    {
        events.Add(new(Streams.Unit(unitId), act));
        events.Add(new(Streams.OrgStructure, new StructureChanged(act.OccurredOn, unitId)));
    }

    private static Decision Refuse(string code, string field, string? value) => Decision.Refuse(new Refusal(code, field, value));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
