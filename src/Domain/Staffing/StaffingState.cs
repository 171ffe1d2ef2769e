using System.Collections.Immutable;
using System.Diagnostics;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Staffing;

/// <summary>One assignment in the ledger.</summary>
public sealed record Quota(Guid Fact, int Assigned, DateOnly From, DateOnly? To, DocumentRef? Document);

/// <summary>One stay of a person on the staff.</summary>
/// <param name="Fact">Event id of the joining.</param>
/// <param name="To">First day without; null while it lasts.</param>
/// <param name="Away">Stretches spent elsewhere, the place kept: first day away, first day back.</param>
public sealed record StaffStay(Guid Fact, Guid PersonId, StaffKind Kind, DateOnly From, DateOnly? To, ImmutableList<(DateOnly From, DateOnly? To, StaffAbsence Why)> Away)
{
    public bool On(DateOnly day) => From <= day && (To is null || day < To);

    /// <summary>Why the person is away on that day; null when present or not on the staff.</summary>
    public StaffAbsence? AwayOn(DateOnly day) =>
        On(day) ? Away.Where(a => a.From <= day && (a.To is null || day < a.To)).Select(a => (StaffAbsence?)a.Why).FirstOrDefault() : null;
}

/// <summary>The staff of one unit: the dated quota ledger and who is on it. Every question names a day.</summary>
public sealed record StaffingState
{
    /// <summary>Nothing known.</summary>
    public static StaffingState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>Assignments that count, by first day.</summary>
    public ImmutableList<Quota> Ledger { get; private init; } = [];

    /// <summary>Assignments that were struck.</summary>
    public ImmutableHashSet<Guid> Struck { get; private init; } = [];

    /// <summary>Every stay, in order of recording.</summary>
    public ImmutableList<StaffStay> Stays { get; private init; } = [];

    /// <summary>Folds a staffing stream.</summary>
    public static StaffingState Of(IEnumerable<Recorded<StaffingEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public StaffingState Evolve(Recorded<StaffingEvent> recorded)
    {
        var next = recorded.Event switch
        {
            QuotaAssigned a => this with
            {
                Ledger = Ledger.Add(new(recorded.Id, a.Assigned, a.From, a.To, a.Document)).Sort((x, y) => x.From.CompareTo(y.From)),
            },
            QuotaStruck s => this with { Ledger = Ledger.RemoveAll(q => q.Fact == s.Assignment), Struck = Struck.Add(s.Assignment) },
            StaffJoined j => this with { Stays = Stays.Add(new(recorded.Id, j.PersonId, j.Kind, j.OccurredOn, null, [])) },
            StaffLeft l => Change(l.PersonId, l.OccurredOn, stay => stay with { To = l.OccurredOn }),
            StaffAway w => Change(w.PersonId, w.OccurredOn, stay => stay with { Away = stay.Away.Add((w.OccurredOn, null, w.Why)) }),
            StaffBack b => Change(b.PersonId, b.OccurredOn, stay => stay with { Away = Ended(stay, b.OccurredOn) }),
            _ => throw new UnreachableException(recorded.Event.GetType().Name),
        };
        return next with { Version = recorded.Version };
    }

    /// <summary>The assignment that holds on a day; null before the first and between closed ones.</summary>
    public Quota? QuotaOn(DateOnly day) => QuotaOn(Ledger, day);

    /// <summary>The same of a ledger in the order of its first days.</summary>
    public static Quota? QuotaOn(IReadOnlyList<Quota> ledger, DateOnly day) => ledger.LastOrDefault(q => q.From <= day) is { } last && (last.To is null || day <= last.To) ? last : null;

    /// <summary>The stay of a person on a day.</summary>
    public StaffStay? StayOn(Guid person, DateOnly day) => Stays.Find(s => s.PersonId == person && s.On(day));

    private StaffingState Change(Guid person, DateOnly day, Func<StaffStay, StaffStay> change) =>
        Stays.FindLastIndex(s => s.PersonId == person && s.On(day)) is >= 0 and var i ? this with { Stays = Stays.SetItem(i, change(Stays[i])) } : this;

    private static ImmutableList<(DateOnly From, DateOnly? To, StaffAbsence Why)> Ended(StaffStay stay, DateOnly back) =>
        stay.Away.FindLastIndex(a => a.To is null) is >= 0 and var i ? stay.Away.SetItem(i, stay.Away[i] with { To = back }) : stay.Away;
}
