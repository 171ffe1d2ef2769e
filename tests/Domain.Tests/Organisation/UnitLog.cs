using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Domain.Tests.Organisation;

/// <summary>A little log of unit facts, recorded in the order they are said.</summary>
internal sealed class UnitLog
{
    private readonly List<Recorded<UnitEvent>> _events = [];
    private readonly Dictionary<string, Guid> _ids = new(StringComparer.Ordinal);

    internal static readonly DateOnly Today = new(2026, 11, 22);

    internal OrgTree Units => OrgTree.Of(_events);

    internal IReadOnlyList<Recorded<UnitEvent>> Events => _events;

    internal Guid this[string code] => _ids[code];

    internal static DateOnly Day(int year, int month, int day) => new(year, month, day);

    internal Guid NewId(string code)
    {
        _ids[code] = new Guid(_ids.Count + 1, 7, 7, new byte[8]);
        return _ids[code];
    }

    internal UnitOpened Opening(string code, string? parent, Tree tree = Tree.Union, UnitKind? kind = null, DateOnly? on = null) =>
        new(on ?? Day(2020, 1, 1), null, _ids.TryGetValue(code, out var known) ? known : NewId(code), tree,
            kind ?? (tree == Tree.Union ? UnitKind.GrassrootsUnion : UnitKind.PartyCell), code, "Đơn vị " + code,
            parent is null ? null : _ids[parent], Sector.StateService, CalendarKind.Public, HasYouthUnion: false);

    internal UnitLog Open(string code, string? parent, Tree tree = Tree.Union, DateOnly? on = null) => Do(code, Opening(code, parent, tree, null, on));

    /// <summary>Decides and records; fails when refused.</summary>
    internal UnitLog Do(string code, UnitEvent act, IReadOnlyList<UnitPlacement>? children = null, Guid? corrects = null)
    {
        var decision = Try(code, act, children, corrects);
        Assert.True(decision.IsAccepted, decision.Refusal?.Code);
        foreach (var planned in decision.Events)
        {
            if (planned.Event is UnitEvent unitEvent)
            {
                Record(planned.StreamId, unitEvent, planned.Corrects);
            }
        }

        return this;
    }

    internal Decision Try(string code, UnitEvent act, IReadOnlyList<UnitPlacement>? children = null, Guid? corrects = null) =>
        UnitDecisions.Decide(Units, _ids[code], act, Today, children, corrects);

    internal void Refused(string code, UnitEvent act, string with, IReadOnlyList<UnitPlacement>? children = null, Guid? corrects = null) =>
        Assert.Equal(with, Try(code, act, children, corrects).Refusal?.Code);

    /// <summary>Id of the last record of a kind for a unit.</summary>
    internal Guid Last<TEvent>(string code)
        where TEvent : UnitEvent => _events.Last(e => e.StreamId == Streams.Unit(_ids[code]) && e.Event is TEvent).Id;

    internal UnitPlacement Under(string code, string parent) => new(_ids[code], _ids[parent]);

    internal void Record(string stream, UnitEvent fact, Guid? corrects = null)
    {
        var version = _events.Count(e => e.StreamId == stream) + 1;
        var position = _events.Count + 1;
        _events.Add(new(fact, new Guid(position, 9, 9, new byte[8]), stream, version, position, DateTimeOffset.UnixEpoch, EventHeaders.None with { Corrects = corrects }, null));
    }

    internal UnitLog Province()
    {
        Open("T", null);
        Open("A", "T");
        Open("B", "T");
        Open("A1", "A");
        Open("A2", "A");
        Open("B1", "B");
        Open("P", null, Tree.Party);
        Open("P1", "P", Tree.Party);
        Open("P2", "P", Tree.Party);
        return this;
    }
}
