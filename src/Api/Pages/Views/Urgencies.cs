using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Views;

/// <summary>How urgent a deadline is, in words.</summary>
public enum Urgency { Critical, Overdue, Soon, Later, Met }

/// <summary>Sorts deadlines by how soon somebody must act. Working days of the acting body's calendar.</summary>
public static class Urgencies
{
    /// <summary>From so many working days before its end a deadline is "due soon".</summary>
    public const int SoonDays = 5;

    /// <summary>Past so many working days a lapse is called serious.</summary>
    public const int CriticalDays = 10;

    /// <summary>Working days from today to the end: positive ahead, negative past, 0 for today or outside the calendars.</summary>
    public static int WorkingDaysLeft(DateOnly due, DateOnly today, WorkingCalendar? calendar)
    {
        if (calendar is null || !calendar.Covers(due) || !calendar.Covers(today))
        {
            return due.DayNumber - today.DayNumber;
        }

        return due >= today ? calendar.CountWorkingDays(today, due) : -calendar.CountWorkingDays(due, today);
    }

    /// <summary>The urgency of a deadline still open.</summary>
    public static Urgency Of(DateOnly due, DateOnly today, int left) => (due < today, left) switch
    {
        (true, <= -CriticalDays) => Urgency.Critical,
        (true, _) => Urgency.Overdue,
        (false, <= SoonDays) => Urgency.Soon,
        _ => Urgency.Later,
    };

    /// <summary><c>còn 4 ngày làm việc</c>, <c>quá 2 ngày làm việc</c>, <c>hết hạn hôm nay</c>.</summary>
    public static string Words(Texts t, DateOnly due, DateOnly today, int left) =>
        due == today ? t["urgency.today"] : left == 0 ? t[due > today ? "urgency.next_working_day" : "urgency.just_past"] : left > 0 ? t["urgency.left", ("n", left)] : t["urgency.past", ("n", -left)];

    /// <summary>Colour of an urgency's tag; its word says the same.</summary>
    public static string TagOf(Urgency urgency) => urgency switch
    {
        Urgency.Critical => "c-tag--solid",
        Urgency.Overdue => "c-tag--red",
        Urgency.Soon => "c-tag--amber",
        Urgency.Later => "c-tag--grey",
        _ => "c-tag--green",
    };
}

/// <summary>A deadline of a case as its panel shows it.</summary>
/// <param name="Words">How much is left or past.</param>
/// <param name="ActingUnit">Name of the body that must act.</param>
public sealed record DeadlineView(CaseDeadline Deadline, Urgency Urgency, string Words, string ActingUnit)
{
    /// <summary>Address of the day-by-day count.</summary>
    public string ExplainHref =>
        $"/deadlines?rule={Deadline.Rule}&start={DisplayFormat.Iso(Deadline.ClockStart)}&calendar={Domain.Events.Codes.Of(Deadline.Calendar)}";

    /// <summary>Papers and certificates expire; nobody is late with them.</summary>
    public bool IsExpiry => Deadline.Rule is "ADM-34" or "ADM-35";

    /// <summary>The view of a deadline on a day.</summary>
    public static DeadlineView Of(Texts t, CaseDeadline deadline, DateOnly today, Regulations regulations, Func<Guid, string> nameOf)
    {
        var left = Urgencies.WorkingDaysLeft(deadline.Due, today, regulations.Calendar(Domain.Events.Codes.Of(deadline.Calendar)));
        var (urgency, words) = deadline switch
        {
            { MetOn: { } met } => (Urgency.Met, t[met > deadline.Due ? "deadline.met_late" : "deadline.met", ("day", met)]),
            { Open: false } => (Urgency.Met, t["deadline.closed"]),
            _ => (Urgencies.Of(deadline.Due, today, left), Urgencies.Words(t, deadline.Due, today, left)),
        };
        return new(deadline, urgency, words, nameOf(deadline.ActingUnit));
    }
}
