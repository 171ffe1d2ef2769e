using System.Text;
using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>Where a unit under one that ends goes on the same day.</summary>
public sealed record UnitPlacement(Guid Unit, Guid Parent);

/// <summary>
/// Decides acts on organisation units: the candidate fact is the statement. Refusals are those of <see cref="UnitRefusals.Codes"/>. Each structural
/// fact also plans <see cref="StructureChanged"/> on the guard stream.
/// </summary>
public static class UnitDecisions
{
    private const int MaxCodeLength = 40;
    private const int MaxNameLength = 300;
    private const int MaxMembers = 10_000_000;

    /// <summary>No union or Party unit of this country is older; an earlier year is a slip of the keyboard.</summary>
    private static readonly DateOnly FirstDay = new(1929, 1, 1);

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    /// <param name="tree">Both trees, folded to the version the append expects of the guard stream.</param>
    /// <param name="unitId">The unit the fact is about.</param>
    /// <param name="act">The candidate fact.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="children">For a split or a dissolution: where each unit under it goes that day.</param>
    /// <param name="corrects">The first record of the fact this one replaces, or strikes.</param>
    public static Decision Decide(
        OrgTree tree, Guid unitId, UnitEvent act, DateOnly today, IReadOnlyList<UnitPlacement>? children = null, Guid? corrects = null)
    {
        if (Dates(act, today) is { } impossible)
        {
            return impossible;
        }

        if (corrects is { } original || act is UnitFactStruck)
        {
            return UnitCorrections.Decide(tree, unitId, act, corrects);
        }

        if (act is UnitOpened opened)
        {
            return Checked(tree, Open(tree, opened));
        }

        if (tree.History(unitId) is not { } unit)
        {
            return UnitRefusals.Refuse("unit_unknown", "unitId", unitId.ToString());
        }

        if (unit.Facts.Contains(act))
        {
            return Decision.Nothing;
        }

        if (act.OccurredOn < unit.Opened.OccurredOn)
        {
            return UnitRefusals.Refuse("before_unit_opened", "occurredOn", Iso(act.OccurredOn), ("day", Iso(unit.Opened.OccurredOn)));
        }

        var ending = unit.Ending();
        if (ending is not null && (act.OccurredOn >= ending.OccurredOn || act is UnitMerged or UnitSplit or UnitDissolved))
        {
            return UnitEndings.Same(ending, act)
                ? Decision.Nothing
                : UnitRefusals.Refuse("unit_ended", "occurredOn", Iso(ending.OccurredOn), ("unit", unit.Opened.Code));
        }

        var facts = unit.On(act.OccurredOn);
        return Checked(tree, act switch
        {
            UnitRenamed renamed => Rename(unit, facts, renamed),
            UnitMoved moved => Move(tree, unit, moved),
            UnitMerged merged => UnitEndings.Merge(tree, unit, merged),
            UnitSplit split => UnitEndings.Split(tree, unit, split, children),
            UnitDissolved dissolved => UnitEndings.Dissolve(tree, unit, dissolved, children),
            YouthUnionChanged youth => youth.Exists == facts.HasYouthUnion ? Decision.Nothing : Once(unit, youth),
            UnitReclassified changed => changed.Sector == facts.Sector && changed.Calendar == facts.Calendar ? Decision.Nothing : Once(unit, changed),
            PartyBodyAssigned assigned => AssignPartyBody(tree, unit, facts, assigned),
            UnitMembersCounted counted => Count(unit, facts, counted),
            _ => throw new System.Diagnostics.UnreachableException(act.GetType().Name),
        });
    }

    /// <summary>True when the kind belongs to the tree.</summary>
    public static bool KindFits(UnitKind kind, Tree tree) => (kind >= UnitKind.ProvincialCommittee) == (tree == Tree.Party);

    /// <summary>An accepted decision again, unless the trees would not hold afterwards.</summary>
    internal static Decision Checked(OrgTree tree, Decision decision)
    {
        if (!decision.IsAccepted || decision.Events.Count == 0)
        {
            return decision;
        }

        var planned = decision.Events.Where(e => e.Event is UnitEvent).ToList();
        var then = planned.Aggregate(tree, (t, e) => t.Evolve(Candidate(e)));
        return Structure.Check(then, planned.Select(e => Guid.Parse(e.StreamId.AsSpan("unit-".Length)))) is { } refusal ? Decision.Refuse(refusal) : decision;
    }

    internal static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl) && name.IsNormalized(NormalizationForm.FormC);

    internal static Decision? Superior(OrgTree tree, Guid parent, Tree of, DateOnly day) =>
        tree.Unit(parent, day) switch
        {
            null => UnitRefusals.Refuse("parent_unknown", "parent", parent.ToString()),
            { } other when other.Tree != of => UnitRefusals.Refuse("wrong_tree", "parent", other.Code),
            { Active: false } ended => UnitRefusals.Refuse("parent_not_active", "parent", ended.Code),
            _ => null,
        };

    internal static Decision AcceptStructural(Guid unitId, UnitEvent act)
    {
        var events = new List<PlannedEvent>();
        Add(events, unitId, act);
        return Decision.Accept(events);
    }

    internal static void Add(List<PlannedEvent> events, Guid unitId, UnitEvent act, Guid? corrects = null)
    {
        events.Add(new(Streams.Unit(unitId), act, corrects));
        events.Add(new(Streams.OrgStructure, new StructureChanged(act.OccurredOn, unitId)));
    }

    private static Recorded<UnitEvent> Candidate(PlannedEvent planned) => new(
        (UnitEvent)planned.Event, Guid.Empty, planned.StreamId, 0, long.MaxValue, DateTimeOffset.MaxValue, new EventHeaders(Corrects: planned.Corrects), null);

    private static Decision? Dates(UnitEvent act, DateOnly today)
    {
        if (act.OccurredOn > today)
        {
            return UnitRefusals.Refuse("future_date", "occurredOn", Iso(act.OccurredOn), ("today", Iso(today)));
        }

        if (act.OccurredOn < FirstDay)
        {
            return UnitRefusals.Refuse("date_out_of_range", "occurredOn", Iso(act.OccurredOn));
        }

        return act.Document switch
        {
            null => null,
            { } paper when paper.Date > today => UnitRefusals.Refuse("future_date", "document.date", Iso(paper.Date), ("today", Iso(today))),
            { } paper when paper.Date < FirstDay => UnitRefusals.Refuse("date_out_of_range", "document.date", Iso(paper.Date)),
            { Number: var number } when string.IsNullOrWhiteSpace(number) => UnitRefusals.Refuse("document_incomplete", "document.number", null),
            { Issuer: var issuer } when string.IsNullOrWhiteSpace(issuer) => UnitRefusals.Refuse("document_incomplete", "document.issuer", null),
            _ => null,
        };
    }

    private static Decision Open(OrgTree tree, UnitOpened act)
    {
        if (tree.History(act.UnitId) is { } known)
        {
            return known.Opened with { Document = act.Document } == act ? Decision.Nothing : UnitRefusals.Refuse("unit_exists", "unitId", act.UnitId.ToString());
        }

        if (act.Code.Length is 0 or > MaxCodeLength || act.Code.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) || !act.Code.IsNormalized(NormalizationForm.FormC))
        {
            return UnitRefusals.Refuse("code_invalid", "code", act.Code);
        }

        if (!IsName(act.Name))
        {
            return UnitRefusals.Refuse("name_invalid", "name", act.Name);
        }

        if (tree.CodeIsTaken(act.Code))
        {
            return UnitRefusals.Refuse("code_reused", "code", act.Code);
        }

        if (!KindFits(act.Kind, act.Tree))
        {
            return UnitRefusals.Refuse("kind_not_of_tree", "kind", Codes.Of(act.Kind));
        }

        if (act.Parent is not { } parent)
        {
            return tree.Root(act.Tree) == Guid.Empty ? AcceptStructural(act.UnitId, act) : UnitRefusals.Refuse("parent_required", "parent", null);
        }

        return Superior(tree, parent, act.Tree, act.OccurredOn) ?? AcceptStructural(act.UnitId, act);
    }

    private static Decision Rename(UnitHistory unit, UnitFacts facts, UnitRenamed act)
    {
        if (!IsName(act.Name))
        {
            return UnitRefusals.Refuse("name_invalid", "name", act.Name);
        }

        return string.Equals(act.Name, facts.Name, StringComparison.Ordinal) ? Decision.Nothing : Once(unit, act);
    }

    private static Decision Move(OrgTree tree, UnitHistory unit, UnitMoved act)
    {
        if (unit.ParentOn(act.OccurredOn) == act.Parent)
        {
            return Decision.Nothing;
        }

        if (tree.Root(unit.Opened.Tree) == unit.Id)
        {
            return UnitRefusals.Refuse("cycle", "parent", tree.Unit(act.Parent, act.OccurredOn)?.Code ?? act.Parent.ToString());
        }

        if (Superior(tree, act.Parent, unit.Opened.Tree, act.OccurredOn) is { } refusal)
        {
            return refusal;
        }

        // A back-dated move can meet a move already recorded for a later day, so every later structure is looked at too.
        var decision = AcceptStructural(unit.Id, act);
        var moved = tree.Evolve(Candidate(decision.Events[0]));
        return moved.MoveDays.Where(d => d >= act.OccurredOn).Any(d => moved.Ancestors(unit.Id, d).Contains(unit.Id))
            ? UnitRefusals.Refuse("cycle", "parent", tree.Unit(act.Parent, act.OccurredOn)!.Code)
            : Contradicted(unit, act) ?? decision;
    }

    private static Decision AssignPartyBody(OrgTree tree, UnitHistory unit, UnitFacts facts, PartyBodyAssigned act)
    {
        if (facts.Tree != Tree.Union)
        {
            return UnitRefusals.Refuse("wrong_tree", "unitId", facts.Code);
        }

        if (facts.CurrentPartyBody == act.PartyBody)
        {
            return Decision.Nothing;
        }

        return PartyBody(tree, act) ?? Once(unit, act);
    }

    internal static Decision? PartyBody(OrgTree tree, PartyBodyAssigned act) => tree.Unit(act.PartyBody, act.OccurredOn) switch
    {
        null => UnitRefusals.Refuse("party_body_unknown", "partyBody", act.PartyBody.ToString()),
        { Tree: Tree.Union } body => UnitRefusals.Refuse("wrong_tree", "partyBody", body.Code),
        { Active: false } body => UnitRefusals.Refuse("party_body_not_active", "partyBody", body.Code),
        _ => null,
    };

    private static Decision Count(UnitHistory unit, UnitFacts facts, UnitMembersCounted act) =>
        facts.Tree != Tree.Union ? UnitRefusals.Refuse("wrong_tree", "unitId", facts.Code)
        : Miscounted(act) ?? (unit.Facts.OfType<UnitMembersCounted>().Any(f => f with { Document = act.Document } == act) ? Decision.Nothing : Once(unit, act));

    internal static Decision? Miscounted(UnitMembersCounted act) => act.Members is < 0 or > MaxMembers || act.Women < 0 || act.Women > act.Members
        ? UnitRefusals.Refuse("members_invalid", "members", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{act.Members}/{act.Women}"))
        : null;

    private static Decision Once(UnitHistory unit, UnitEvent act) => Contradicted(unit, act) ?? Decision.Accept(Streams.Unit(unit.Id), act);

    /// <summary>One day has one name, one superior, one sector, one Party body; a second that says otherwise must correct the first.</summary>
    private static Decision? Contradicted(UnitHistory unit, UnitEvent act) =>
        Structure.Contradiction(unit, act, null) is null
            ? null
            : UnitRefusals.Refuse("contradicts_same_day", "occurredOn", Iso(act.OccurredOn), ("unit", unit.Opened.Code));
}
