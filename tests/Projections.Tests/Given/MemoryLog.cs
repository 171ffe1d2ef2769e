using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Projections.Tests.Given;

/// <summary>A log in memory: what the projection is fed with, and the streams it reads back.</summary>
internal sealed class MemoryLog : IStreamReader
{
    private readonly List<Recorded<IDomainEvent>> _events = [];
    private readonly Dictionary<string, List<Recorded<IDomainEvent>>> _streams = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> _units = new(StringComparer.Ordinal);

    internal static readonly DateOnly Opened = new(2010, 1, 1);

    internal IReadOnlyList<Recorded<IDomainEvent>> Events => _events;

    internal long Head => _events.Count == 0 ? 0 : _events[^1].Position;

    internal OrgTree Units => UnitsAt(long.MaxValue);

    internal OrgTree UnitsAt(long position) =>
        OrgTree.Of(_events.Where(e => e.Position <= position && e.Event is UnitEvent).Select(e => Cast<UnitEvent>(e)));

    internal Guid Unit(string code) => _units[code];

    internal static Guid Id(int kind, int number) => new(number + 1, (short)kind, 0, [1, 2, 3, 4, 5, 6, 7, 8]);

    internal static DateOnly Day(int year, int month, int day) => new(year, month, day);

    internal static Recorded<TEvent> Cast<TEvent>(Recorded<IDomainEvent> e)
        where TEvent : class, IDomainEvent =>
        new((TEvent)e.Event, e.Id, e.StreamId, e.Version, e.Position, e.RecordedAt, e.Headers, e.UserName);

    /// <summary>Records an event; positions are not dense.</summary>
    internal Recorded<IDomainEvent> Record(string stream, IDomainEvent @event, Guid? corrects = null, DateOnly? on = null)
    {
        if (!_streams.TryGetValue(stream, out var known))
        {
            _streams.Add(stream, known = []);
        }

        var position = Head + 1 + (_events.Count % 5 == 0 ? 2 : 0);
        var recorded = new Recorded<IDomainEvent>(
            @event, Id(9, _events.Count), stream, known.Count + 1, position, VietnamTime.StartOf(on ?? @event.OccurredOn).ToUniversalTime(),
            EventHeaders.None with { Corrects = corrects }, "officer");
        known.Add(recorded);
        _events.Add(recorded);
        return recorded;
    }

    internal Guid Open(string code, string? parent, Tree tree = Tree.Union, DateOnly? on = null)
    {
        var id = Id(tree == Tree.Union ? 1 : 2, _units.Count);
        _units.Add(code, id);
        var kind = tree == Tree.Union ? UnitKind.GrassrootsUnion : UnitKind.GrassrootsCommittee;
        Record(Streams.Unit(id), new UnitOpened(
            on ?? Opened, null, id, tree, kind, code, "Đơn vị " + code, parent is null ? null : _units[parent], Sector.StateService, CalendarKind.Public, false));
        return id;
    }

    internal void Unit(string code, UnitEvent @event) => Record(Streams.Unit(_units[code]), @event);

    /// <summary>Both trees: T over A and B, each with grassroots unions; the Party root P over P1 and P2.</summary>
    internal MemoryLog Province(int unionsEach = 3)
    {
        Open("T", null);
        foreach (var district in new[] { "A", "B", "C" })
        {
            Open(district, "T");
            for (var i = 1; i <= unionsEach; i++)
            {
                Open($"{district}{i}", district);
            }
        }

        Open("P", null, Tree.Party);
        Open("P1", "P", Tree.Party);
        Open("P2", "P", Tree.Party);
        return this;
    }

    internal CaseTold Refer(int person, string unit, DateOnly filed, string body = "P1", CaseTold? previous = null, Gender gender = Gender.Female, int number = 1)
    {
        var told = new CaseTold(this, Id(4, _events.Count), Id(3, person));
        told.Say(new ReferralFiled(
            filed, true, null, told.CaseId, told.PersonId, _units[unit], _units[body], previous?.CaseId, number, $"HS-{person}/{number}", gender,
            AgeBand.From18To30, Education.Bachelor, TheoryLevel.Elementary, Sector.StateService, null, false));
        return told;
    }

    public Task<IReadOnlyList<Recorded<IDomainEvent>>> ReadAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Recorded<IDomainEvent>>>([.. streamIds.Distinct(StringComparer.Ordinal).SelectMany(s => _streams.GetValueOrDefault(s) ?? [])]);
}

/// <summary>Tells the facts of one case.</summary>
internal sealed class CaseTold(MemoryLog log, Guid caseId, Guid personId)
{
    internal Guid CaseId { get; } = caseId;

    internal Guid PersonId { get; } = personId;

    internal Recorded<IDomainEvent> Say(CaseEvent @event, Guid? corrects = null, DateOnly? recorded = null) =>
        log.Record(Streams.Case(CaseId), @event, corrects, recorded);

    internal CaseTold Sent(DateOnly on)
    {
        Say(new ReferralSent(on, true, Paper("CV", on)));
        return this;
    }

    internal CaseTold Certified(DateOnly on)
    {
        Say(new AwarenessCertified(on, true, Paper("GCN", on), null));
        return this;
    }

    internal CaseTold Voted(DateOnly on, int agree = 9)
    {
        Say(new CellVoted(on, true, Paper("NQ", on), Purpose.Admission, new Tally(9, 9, 0, 0, 9, 9, 0, agree, 9 - agree, 0)));
        return this;
    }

    internal Recorded<IDomainEvent> Decided(DateOnly on) =>
        Say(new DecisionIssued(on, true, Paper("QĐ", on), Purpose.Admission, Outcome.Approved, VotingBody.UpperStandingCommittee, null, null));

    internal CaseTold Ceremony(DateOnly on)
    {
        Say(new CeremonyHeld(on, true, null));
        return this;
    }

    internal static DocumentRef Paper(string kind, DateOnly on) => new($"{on.DayOfYear}-{kind}/TU", on, "TU");
}
