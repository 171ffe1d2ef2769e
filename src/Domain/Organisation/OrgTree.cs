using System.Collections.Immutable;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>
/// Both organisation trees with their whole history: an immutable fold over all unit events, in any order of the days they happened.
/// Every question names a day, because structures change under running cases.
/// </summary>
public sealed class OrgTree
{
    private const int MaxDepth = 64;

    private readonly ImmutableDictionary<Guid, UnitHistory> _units;

    // Everyone who ever had this parent; who has it on a day is asked of each.
    private readonly ImmutableDictionary<Guid, ImmutableList<Guid>> _everChildren;
    private readonly ImmutableDictionary<string, ImmutableList<Guid>> _byCode;
    private readonly ImmutableSortedSet<DateOnly> _moveDays;
    private readonly Lazy<ImmutableDictionary<Tree, Guid>> _roots;

    private OrgTree(
        ImmutableDictionary<Guid, UnitHistory> units,
        ImmutableDictionary<Guid, ImmutableList<Guid>> everChildren,
        ImmutableDictionary<string, ImmutableList<Guid>> byCode,
        ImmutableSortedSet<DateOnly> moveDays,
        long structureVersion)
    {
        _units = units;
        _everChildren = everChildren;
        _byCode = byCode;
        _moveDays = moveDays;
        StructureVersion = structureVersion;
        _roots = new(() => _units.Values.Where(u => u.Opened.Parent is null)
            .OrderBy(u => u.Opened.OccurredOn).DistinctBy(u => u.Opened.Tree)
            .ToImmutableDictionary(u => u.Opened.Tree, u => u.Id));
    }

    /// <summary>No unit at all.</summary>
    public static OrgTree Empty { get; } = new(
        ImmutableDictionary<Guid, UnitHistory>.Empty,
        ImmutableDictionary<Guid, ImmutableList<Guid>>.Empty,
        ImmutableDictionary.Create<string, ImmutableList<Guid>>(StringComparer.OrdinalIgnoreCase),
        [],
        0);

    /// <summary>Count of structural facts, which is the version of the guard stream <see cref="Streams.OrgStructure"/>.</summary>
    public long StructureVersion { get; }

    /// <summary>Every unit ever opened, of both trees.</summary>
    public IEnumerable<Guid> Units => _units.Keys;

    /// <summary>How many units were ever opened.</summary>
    public int Count => _units.Count;

    /// <summary>The days on which some unit got another parent, ascending: between two of them nobody's superiors change.</summary>
    public ImmutableSortedSet<DateOnly> MoveDays => _moveDays;

    /// <summary>Folds all events.</summary>
    public static OrgTree Of(IEnumerable<Recorded<UnitEvent>> events)
    {
        var builder = new Builder(Empty);
        foreach (var recorded in events)
        {
            builder.Add(recorded);
        }

        return builder.Build();
    }

    /// <summary>True for the facts that also advance the guard stream: they decide who stands where.</summary>
    public static bool IsStructural(UnitEvent @event) => @event is UnitOpened or UnitMoved or UnitMerged or UnitSplit or UnitDissolved or UnitFactStruck;

    /// <summary>The tree with one more fact. A fact of a unit that was never opened changes nothing.</summary>
    public OrgTree Evolve(Recorded<UnitEvent> recorded)
    {
        var builder = new Builder(this);
        builder.Add(recorded);
        return builder.Build();
    }

    /// <summary>The first later day on which something happened to a unit; null when nothing did.</summary>
    internal DateOnly? NextFactAfter(Guid unit, DateOnly day)
    {
        DateOnly? next = null;
        foreach (var fact in _units.GetValueOrDefault(unit)?.Facts ?? [])
        {
            next = fact.OccurredOn > day && (next is null || fact.OccurredOn < next) ? fact.OccurredOn : next;
        }

        return next;
    }

    /// <summary>The unit as on a day; null when it was never opened.</summary>
    public UnitFacts? Unit(Guid id, DateOnly day) => _units.TryGetValue(id, out var unit) ? unit.On(day) : null;

    /// <summary>The unit with this code (either case of letters); when a code was given twice by mistake, the one active on the day.</summary>
    public UnitFacts? ByCode(string code, DateOnly day)
    {
        if (!_byCode.TryGetValue(code, out var ids))
        {
            return null;
        }

        UnitFacts? found = null;
        foreach (var id in ids)
        {
            var facts = _units[id].On(day);
            if (found is null || (facts.Active && !found.Active))
            {
                found = facts;
            }
        }

        return found;
    }

    /// <summary>
    /// The Party body that serves a union unit on a day: its own, else that of its nearest superior. A body that merged is followed to its
    /// successor; a body that split or was dissolved serves nobody until another is assigned.
    /// </summary>
    public Guid? PartyBodyFor(Guid unionUnit, DateOnly day)
    {
        if (!_units.TryGetValue(unionUnit, out var unit))
        {
            return null;
        }

        var body = unit.PartyBodyOn(day);
        foreach (var ancestor in body is null ? Ancestors(unionUnit, day) : [])
        {
            body = _units[ancestor].PartyBodyOn(day);
            if (body is not null)
            {
                break;
            }
        }

        return body is { } assigned ? Living(assigned, day) : null;
    }

    /// <summary>Units whose parent this is on the day and which are active then, by code.</summary>
    public IReadOnlyList<Guid> Children(Guid unit, DateOnly day) =>
        [.. ChildFacts(unit, day).Where(c => c.Active).OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => c.Id)];

    /// <summary>Like <see cref="Children"/>, with those that have ended or are not yet opened: what a roll-up over time must not lose.</summary>
    public IReadOnlyList<Guid> ChildrenEver(Guid unit, DateOnly day) =>
        [.. ChildFacts(unit, day).OrderBy(c => c.Code, StringComparer.Ordinal).Select(c => c.Id)];

    /// <summary>Parent, its parent, up to the root, on that day.</summary>
    public IEnumerable<Guid> Ancestors(Guid unit, DateOnly day)
    {
        // The bound keeps a cycle, which only a damaged log could hold, from hanging every reader.
        var parent = ParentOn(unit, day);
        for (var steps = 0; parent is { } id && steps < MaxDepth; steps++)
        {
            yield return id;
            parent = ParentOn(id, day);
        }
    }

    /// <summary>The unit and everything that stands under it on that day, ended units and those not yet opened too.</summary>
    public IReadOnlyList<Guid> Subtree(Guid unit, DateOnly day)
    {
        var found = new List<Guid> { unit };
        var seen = new HashSet<Guid> { unit };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(EverChildren(found[i]).Where(c => c.ParentOn(day) == found[i] && seen.Add(c.Id)).Select(c => c.Id));
        }

        return found;
    }

    /// <summary>True when the unit is the ancestor itself or stands under it on that day.</summary>
    public bool IsWithin(Guid unit, Guid ancestor, DateOnly day) => unit == ancestor || Ancestors(unit, day).Contains(ancestor);

    /// <summary>Units that took over from an ended one: one after a merger, several after a split, none else.</summary>
    public IReadOnlyList<Guid> Successors(Guid unit) =>
        _units.GetValueOrDefault(unit)?.Ending() switch
        {
            { } ending => Structure.SuccessorsOf(ending),
            null => [],
        };

    /// <summary>Units that ended into this one, by merger or split.</summary>
    public IReadOnlyList<Guid> Predecessors(Guid unit) =>
        [.. _units.Values.Where(u => u.Ending() is { } ending && Structure.SuccessorsOf(ending).Contains(unit)).OrderBy(u => u.Opened.Code, StringComparer.Ordinal).Select(u => u.Id)];

    /// <summary>The merger, split or dissolution a unit ended by, whatever the day; null while it has none.</summary>
    public UnitEvent? EndingOf(Guid unit) => _units.GetValueOrDefault(unit)?.Ending();

    /// <summary>The days on which something of a unit changed, ascending.</summary>
    public IReadOnlyList<DateOnly> DaysOf(Guid unit) => [.. _units.GetValueOrDefault(unit)?.Facts.Select(f => f.OccurredOn).Distinct() ?? []];

    /// <summary>Units that stand in an ended unit's place on a day, through as many mergers and splits as it takes; empty for a living unit and after a dissolution.</summary>
    public IReadOnlyList<Guid> LivingSuccessors(Guid unit, DateOnly day)
    {
        var found = new List<Guid>();
        var seen = new HashSet<Guid> { unit };
        var next = new Queue<Guid>(Successors(unit));
        while (next.TryDequeue(out var id))
        {
            if (!seen.Add(id))
            {
                continue;
            }

            if (_units.GetValueOrDefault(id)?.On(day).Active == true)
            {
                found.Add(id);
            }

            foreach (var further in Successors(id))
            {
                next.Enqueue(further);
            }
        }

        return found;
    }

    /// <summary>The root of a tree; <see cref="Guid.Empty"/> while the tree has no unit.</summary>
    public Guid Root(Tree tree) => _roots.Value.GetValueOrDefault(tree);

    internal IEnumerable<UnitHistory> All => _units.Values;

    internal UnitHistory? History(Guid unit) => _units.GetValueOrDefault(unit);

    internal IEnumerable<UnitHistory> EverChildren(Guid unit) =>
        _everChildren.TryGetValue(unit, out var ids) ? ids.Select(id => _units[id]) : [];

    internal bool CodeIsTaken(string code) => _byCode.ContainsKey(code);

    private Guid? ParentOn(Guid unit, DateOnly day) => _units.TryGetValue(unit, out var history) ? history.ParentOn(day) : null;

    private IEnumerable<UnitFacts> ChildFacts(Guid unit, DateOnly day) =>
        EverChildren(unit).Where(c => c.ParentOn(day) == unit).Select(c => c.On(day));

    private Guid? Living(Guid body, DateOnly day)
    {
        for (var steps = 0; steps < MaxDepth; steps++)
        {
            var ending = _units.GetValueOrDefault(body)?.Ending();
            if (ending is null || ending.OccurredOn > day)
            {
                return body;
            }

            if (ending is not UnitMerged merged)
            {
                return null;
            }

            body = merged.Into;
        }

        return null;
    }

    private sealed class Builder(OrgTree from)
    {
        private readonly ImmutableDictionary<Guid, UnitHistory>.Builder _units = from._units.ToBuilder();
        private readonly ImmutableDictionary<Guid, ImmutableList<Guid>>.Builder _everChildren = from._everChildren.ToBuilder();
        private readonly ImmutableDictionary<string, ImmutableList<Guid>>.Builder _byCode = from._byCode.ToBuilder();
        private readonly ImmutableSortedSet<DateOnly>.Builder _moveDays = from._moveDays.ToBuilder();
        private long _structureVersion = from.StructureVersion;

        internal void Add(Recorded<UnitEvent> recorded)
        {
            if (IsStructural(recorded.Event))
            {
                _structureVersion++;
            }

            var id = recorded.Event is UnitOpened o ? o.UnitId : UnitOf(recorded.StreamId);
            var unit = _units.TryGetValue(id, out var known) ? known.With(recorded) : UnitHistory.Start(recorded);
            if (unit is null)
            {
                return;
            }

            _units[id] = unit;
            switch (recorded.Event)
            {
                case UnitOpened opened:
                    Append(_byCode, opened.Code, id);
                    if (opened.Parent is { } parent)
                    {
                        Append(_everChildren, parent, id);
                    }

                    break;
                case UnitMoved moved:
                    Append(_everChildren, moved.Parent, id);
                    _moveDays.Add(moved.OccurredOn);
                    break;
            }
        }

        internal OrgTree Build() =>
            new(_units.ToImmutable(), _everChildren.ToImmutable(), _byCode.ToImmutable(), _moveDays.ToImmutable(), _structureVersion);

        private static Guid UnitOf(string streamId) =>
            streamId.StartsWith("unit-", StringComparison.Ordinal) && Guid.TryParse(streamId.AsSpan(5), out var id)
                ? id
                : throw new ArgumentException($"Stream '{streamId}' holds no unit.", nameof(streamId));

        private static void Append<TKey>(ImmutableDictionary<TKey, ImmutableList<Guid>>.Builder index, TKey key, Guid id)
            where TKey : notnull
        {
            var ids = index.TryGetValue(key, out var known) ? known : [];
            if (!ids.Contains(id))
            {
                index[key] = ids.Add(id);
            }
        }
    }
}
