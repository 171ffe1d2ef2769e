using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Duties;

/// <summary>How one period of a duty stands on a day.</summary>
[JsonConverter(typeof(CodeConverter<DutyStanding>))]
public enum DutyStanding
{
    /// <summary>Its period runs and it is not done yet.</summary>
    Open,

    /// <summary>Done as often as due, within its period.</summary>
    Done,

    /// <summary>Done as often as due, the last of it after the period was over.</summary>
    DoneLate,

    /// <summary>The period is over and it was not done as often as due.</summary>
    Missed,
}

/// <summary>One period of a duty, seen on a day.</summary>
/// <param name="From">First day of the period.</param>
/// <param name="To">Last day that is on time.</param>
/// <param name="Due">How often at least.</param>
/// <param name="HeldOn">The days it was held, by the day asked about.</param>
public sealed record DutyOccasion(DateOnly From, DateOnly To, int Due, IReadOnlyList<DateOnly> HeldOn, DutyStanding Standing)
{
    /// <summary>How many of those due were held: never more than due, so that one diligent period does not hide another's gap.</summary>
    public int HeldOfDue => Math.Min(HeldOn.Count, Due);
}

/// <summary>One duty and what was done about it.</summary>
/// <param name="Fact">Event id of the schedule.</param>
/// <param name="Held">Each time it was held, with its event id.</param>
/// <param name="EndedOn">First day it no longer holds.</param>
public sealed record Duty(Guid Fact, DutyScheduled Said, ImmutableList<(Guid Fact, DutyHeld Said)> Held, DateOnly? EndedOn)
{
    /// <summary>Every period up to and with the one a day lies in, the oldest first.</summary>
    /// <param name="unitEndedOn">First day the unit itself is no more: nothing falls due from then on.</param>
    public IReadOnlyList<DutyOccasion> On(DateOnly day, DateOnly? unitEndedOn = null)
    {
        var occasions = new List<DutyOccasion>();
        var end = EndedOn is { } ended && unitEndedOn is { } gone ? (ended < gone ? ended : gone) : EndedOn ?? unitEndedOn;
        for (var from = Periods.First(Said.Period, Said.From); from <= day; from = Periods.Next(Said.Period, from))
        {
            var to = Periods.Next(Said.Period, from).AddDays(-1);
            if (end <= to)
            {
                break;
            }

            var held = Held.Where(h => h.Said.OccurredOn <= day && Periods.First(Said.Period, h.Said.For ?? h.Said.OccurredOn) == from).Select(h => h.Said.OccurredOn).Order().ToList();
            var standing = held.Count >= Said.Times ? (held[Said.Times - 1] <= to ? DutyStanding.Done : DutyStanding.DoneLate) : to < day ? DutyStanding.Missed : DutyStanding.Open;
            occasions.Add(new(from, to, Said.Times, held, standing));
        }

        return occasions;
    }
}

/// <summary>A programme or coordination rule in force between two days.</summary>
public sealed record AdoptedPaper(Guid Fact, WorkingPaperAdopted Said)
{
    public bool On(DateOnly day) => Said.From <= day && (Said.To is null || day <= Said.To);
}

/// <summary>A reported count of held and due.</summary>
public sealed record TalliedYear(Guid Fact, DutyTallied Said);

/// <summary>What one unit owes again and again. Every question names a day.</summary>
public sealed record DutyState
{
    private ImmutableList<Recorded<DutyEvent>> _recorded = [];

    /// <summary>Nothing laid down.</summary>
    public static DutyState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>Everything ever recorded, in order of recording.</summary>
    public IReadOnlyList<Recorded<DutyEvent>> AllRecorded => _recorded;

    /// <summary>Event ids that no longer count.</summary>
    public ImmutableHashSet<Guid> Struck { get; private init; } = [];

    /// <summary>Duties laid down, in order of recording.</summary>
    public ImmutableList<Duty> Duties { get; private init; } = [];

    /// <summary>Programmes and coordination rules.</summary>
    public ImmutableList<AdoptedPaper> Papers { get; private init; } = [];

    /// <summary>Reported counts.</summary>
    public ImmutableList<TalliedYear> Tallies { get; private init; } = [];

    /// <summary>Folds a stream.</summary>
    public static DutyState Of(IEnumerable<Recorded<DutyEvent>> events)
    {
        var all = events.ToImmutableList();
        var struck = all.Select(e => e.Event).OfType<DutyFactStruck>().Select(s => s.Fact).ToImmutableHashSet();
        var facts = all.Where(e => !struck.Contains(e.Id)).ToList();
        var held = facts.Where(e => e.Event is DutyHeld).ToLookup(e => ((DutyHeld)e.Event).DutyId, e => (e.Id, (DutyHeld)e.Event));
        var ends = facts.Select(e => e.Event).OfType<DutyEnded>().ToLookup(e => e.DutyId);
        return new()
        {
            _recorded = all,
            Version = all.Count == 0 ? 0 : all[^1].Version,
            Struck = struck,
            Duties = [.. facts.Where(e => e.Event is DutyScheduled).Select(e => (e.Id, Said: (DutyScheduled)e.Event))
                .Select(d => new Duty(d.Id, d.Said, [.. held[d.Said.DutyId]], ends[d.Said.DutyId].FirstOrDefault()?.OccurredOn))],
            Papers = [.. facts.Where(e => e.Event is WorkingPaperAdopted).Select(e => new AdoptedPaper(e.Id, (WorkingPaperAdopted)e.Event))],
            Tallies = [.. facts.Where(e => e.Event is DutyTallied).Select(e => new TalliedYear(e.Id, (DutyTallied)e.Event))],
        };
    }

    /// <summary>A duty by its id; null when there is none that counts.</summary>
    public Duty? Find(Guid dutyId) => Duties.Find(d => d.Said.DutyId == dutyId);
}

/// <summary>Periods of the calendar.</summary>
public static class Periods
{
    /// <summary>First day of the period a day lies in.</summary>
    public static DateOnly First(DutyPeriod period, DateOnly day) => new(day.Year, (((day.Month - 1) / Months(period)) * Months(period)) + 1, 1);

    /// <summary>First day of the period after the one that starts on a day.</summary>
    public static DateOnly Next(DutyPeriod period, DateOnly first) => first.AddMonths(Months(period));

    private static int Months(DutyPeriod period) => period switch { DutyPeriod.Month => 1, DutyPeriod.Quarter => 3, DutyPeriod.HalfYear => 6, _ => 12 };
}
