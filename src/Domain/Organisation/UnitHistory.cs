using System.Collections.Immutable;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>The effective dated facts of one unit, in order of the day they happened, then of recording.</summary>
internal sealed class UnitHistory
{
    private readonly ImmutableArray<Fact> _facts;

    private readonly ImmutableDictionary<Guid, Guid> _corrections;

    private UnitHistory(ImmutableArray<Fact> facts, ImmutableDictionary<Guid, Guid> corrections, UnitOpened opened, long version)
    {
        _facts = facts;
        _corrections = corrections;
        Opened = opened;
        Version = version;
    }

    internal UnitOpened Opened { get; }

    internal long Version { get; }

    internal Guid Id => Opened.UnitId;

    internal static UnitHistory? Start(Recorded<UnitEvent> recorded) =>
        recorded.Event is UnitOpened opened ? new([Fact.Of(recorded)], ImmutableDictionary<Guid, Guid>.Empty, opened, recorded.Version) : null;

    internal UnitHistory With(Recorded<UnitEvent> recorded)
    {
        var fact = Fact.Of(recorded);
        var kept = recorded.Headers.Corrects is { } original ? _facts.RemoveAll(f => f.Original == original) : _facts;
        var corrections = recorded.Headers.Corrects is { } of ? _corrections.SetItem(recorded.Id, of) : _corrections;
        if (recorded.Event is UnitFactStruck)
        {
            return new(kept, corrections, Opened, Math.Max(Version, recorded.Version));
        }

        var place = 0;
        while (place < kept.Length && kept[place].ComesBefore(fact))
        {
            place++;
        }

        return new(kept.Insert(place, fact), corrections, recorded.Event as UnitOpened ?? Opened, Math.Max(Version, recorded.Version));
    }

    internal UnitFacts On(DateOnly day)
    {
        var opened = Opened;
        var facts = new UnitFacts(
            opened.UnitId, opened.Code, opened.Name, opened.Tree, opened.Kind, opened.Parent, opened.Sector, opened.Calendar, opened.HasYouthUnion,
            opened.OccurredOn, EndedOn: null, Active: opened.OccurredOn <= day, Version, CurrentPartyBody: null);
        foreach (var fact in _facts)
        {
            if (fact.Event.OccurredOn > day)
            {
                break;
            }

            facts = fact.Event switch
            {
                UnitRenamed renamed => facts with { Name = renamed.Name },
                UnitMoved moved => facts with { Parent = moved.Parent },
                YouthUnionChanged youth => facts with { HasYouthUnion = youth.Exists },
                UnitReclassified changed => facts with { Sector = changed.Sector, Calendar = changed.Calendar },
                PartyBodyAssigned assigned => facts with { CurrentPartyBody = assigned.PartyBody },
                UnitMembersCounted counted => facts with { Members = counted.Members, Women = counted.Women },
                UnitMerged or UnitSplit or UnitDissolved => facts with { EndedOn = fact.Event.OccurredOn, Active = false },
                _ => facts,
            };
        }

        return facts;
    }

    internal Guid? ParentOn(DateOnly day)
    {
        var parent = Opened.Parent;
        foreach (var fact in _facts)
        {
            if (fact.Event.OccurredOn > day)
            {
                break;
            }

            if (fact.Event is UnitMoved moved)
            {
                parent = moved.Parent;
            }
        }

        return parent;
    }

    internal Guid? PartyBodyOn(DateOnly day)
    {
        for (var i = _facts.Length - 1; i >= 0; i--)
        {
            if (_facts[i].Event is PartyBodyAssigned assigned && assigned.OccurredOn <= day)
            {
                return assigned.PartyBody;
            }
        }

        return null;
    }

    /// <summary>The merger, split or dissolution; null while the unit lives.</summary>
    internal UnitEvent? Ending()
    {
        foreach (var fact in _facts)
        {
            if (fact.Event is UnitMerged or UnitSplit or UnitDissolved)
            {
                return fact.Event;
            }
        }

        return null;
    }

    internal IEnumerable<UnitEvent> Facts => _facts.Select(f => f.Event);

    /// <summary>The facts with the ids of their first records, which is what a correction points at.</summary>
    internal IEnumerable<(Guid Original, UnitEvent Event)> Records => _facts.Select(f => (f.Original, f.Event));

    /// <summary>The original a correction points at; null when the id is no correction of this unit.</summary>
    internal Guid? OriginalOf(Guid correction) => _corrections.TryGetValue(correction, out var original) ? original : null;

    private readonly record struct Fact(UnitEvent Event, long Position, Guid Original)
    {
        internal static Fact Of(Recorded<UnitEvent> recorded) => new(recorded.Event, recorded.Position, recorded.Headers.Corrects ?? recorded.Id);

        internal bool ComesBefore(Fact other) =>
            Event.OccurredOn < other.Event.OccurredOn || (Event.OccurredOn == other.Event.OccurredOn && Position <= other.Position);
    }
}
