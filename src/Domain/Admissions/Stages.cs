using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>A stretch of days in one stage.</summary>
/// <param name="From">First day.</param>
/// <param name="To">First day no longer in it; null while it lasts.</param>
public sealed record StagePeriod(Stage Stage, DateOnly From, DateOnly? To, CaseOutcome Outcome);

/// <summary>The stage of a case on a day, computed from its facts and from dates; never stored.</summary>
public static class Stages
{
    /// <summary>The stage on a day; <see cref="Stage.Draft"/> before the first fact. The calendars of the Party bodies tell when a ceremony is overdue (ADM-30).</summary>
    public static Stage On(CaseHistory history, DateOnly day, Regulations regulations, OrgTree units)
    {
        var law = new Law(regulations);
        return On(history, CaseView.On(history, day, law), law, units);
    }

    /// <summary>The same where every Party body counts by one calendar.</summary>
    public static Stage On(CaseHistory history, DateOnly day, Regulations regulations, CalendarKind partyCalendar)
    {
        var law = new Law(regulations);
        return On(CaseView.On(history, day, law), law, _ => partyCalendar);
    }

    internal static Stage On(CaseHistory history, CaseView view, Law law, OrgTree units) =>
        On(view, law, start => CaseDeadlines.Holding(history, units, start, view.Day).Counted);

    internal static Stage On(CaseView view, Law law, Func<DateOnly, ClockCalendar> calendarFrom)
    {
        var stage = view.Stage;
        return stage == Stage.Decided && CeremonyClock.IsOverdue(view, law, calendarFrom) ? Stage.CeremonyOverdue : stage;
    }

    /// <summary>
    /// Every stage from the first fact on, without gap or overlap, the last one open. Computed from dates alone: an overdue ceremony depends on a
    /// calendar and shows as <see cref="Stage.Decided"/>.
    /// </summary>
    public static IReadOnlyList<StagePeriod> Periods(CaseHistory history, Regulations regulations)
    {
        var law = new Law(regulations);
        var periods = new List<StagePeriod>();
        var view = CaseView.Before(history, law);
        foreach (var day in Breakpoints(history, law))
        {
            view.AdvanceTo(day);
            var stage = view.Stage;
            var outcome = CaseOutcomes.Of(view, stage);
            if (periods.Count > 0 && periods[^1].Stage == stage && periods[^1].Outcome == outcome)
            {
                continue;
            }

            if (periods.Count > 0)
            {
                periods[^1] = periods[^1] with { To = day };
            }

            periods.Add(new(stage, day, null, outcome));
        }

        return periods;
    }

    /// <summary>The outcome of a case on a day, for the breakdown that sums to the whole (ST-07).</summary>
    public static CaseOutcome OutcomeOn(CaseHistory history, DateOnly day, Regulations regulations)
    {
        var view = CaseView.On(history, day, new Law(regulations));
        return CaseOutcomes.Of(view, view.Stage);
    }

    /// <summary>The only days on which a stage can begin: days of facts, and days that papers expire or probation ends on.</summary>
    private static SortedSet<DateOnly> Breakpoints(CaseHistory history, Law law)
    {
        var days = new SortedSet<DateOnly>();
        foreach (var fact in history.Facts)
        {
            days.Add(fact.Event.OccurredOn);
            if (Dossier.PaperOf(fact.Event) is { } paper)
            {
                days.UnionWith(law.DaysPaperMayLapse(paper));
            }

            if (fact.Event is CeremonyHeld && law.TwelveMonthDate(fact.Event.OccurredOn) is { } end)
            {
                days.Add(end);
            }
        }

        return history.Facts.Count == 0 ? days : days.GetViewBetween(history.Facts[0].Event.OccurredOn, DateOnly.MaxValue);
    }
}
