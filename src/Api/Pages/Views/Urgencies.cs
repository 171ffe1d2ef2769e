using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Lists;

namespace CadreWorkflow.Api.Pages.Views;

/// <summary>How urgent a deadline is, in words.</summary>
public enum DeadlineUrgency { Critical, Overdue, Soon, Later, Met }

/// <summary>Sorts deadlines by how soon somebody must act. Working days of the acting body's calendar.</summary>
public static class Urgencies
{
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
    public static DeadlineUrgency Of(DateOnly due, DateOnly today, int left) => (due < today, left) switch
    {
        (true, < -DeadlineBoard.SeriousAfter) => DeadlineUrgency.Critical,
        (true, _) => DeadlineUrgency.Overdue,
        (false, <= DeadlineBoard.SoonWithin) => DeadlineUrgency.Soon,
        _ => DeadlineUrgency.Later,
    };

    /// <summary><c>còn 4 ngày làm việc</c>, <c>quá 2 ngày làm việc</c>, <c>hết hạn hôm nay</c>.</summary>
    public static string Words(Texts t, DateOnly due, DateOnly today, int left) =>
        due == today ? t["urgency.today"] : left == 0 ? t[due > today ? "urgency.next_working_day" : "urgency.just_past"] : left > 0 ? t["urgency.left", ("n", left)] : t["urgency.past", ("n", -left)];

    /// <summary>The urgency of a row of the deadline board.</summary>
    public static DeadlineUrgency Of(Urgency urgency) => urgency switch
    {
        Urgency.OverdueSerious => DeadlineUrgency.Critical,
        Urgency.Overdue => DeadlineUrgency.Overdue,
        Urgency.Soon => DeadlineUrgency.Soon,
        _ => DeadlineUrgency.Later,
    };

    /// <summary>Colour of an urgency's tag; its word says the same.</summary>
    public static string TagOf(DeadlineUrgency urgency) => urgency switch
    {
        DeadlineUrgency.Critical => "c-tag--solid",
        DeadlineUrgency.Overdue => "c-tag--red",
        DeadlineUrgency.Soon => "c-tag--amber",
        DeadlineUrgency.Later => "c-tag--grey",
        _ => "c-tag--green",
    };
}

/// <summary>A deadline of a case as its panel shows it.</summary>
/// <param name="Words">How much is left or past.</param>
/// <param name="ActingUnit">Name of the body that must act.</param>
/// <param name="Title">What must be done, or which paper expires.</param>
public sealed record DeadlineView(Guid CaseId, CaseDeadline Deadline, DeadlineUrgency Urgency, string Words, string ActingUnit, string Title)
{
    /// <summary>Address of the day-by-day count.</summary>
    public string ExplainHref =>
        $"/cases/{CaseId:D}/deadlines/{Deadline.Rule}?fact={Deadline.StartFact:D}";

    /// <summary>Papers and certificates expire; nobody is late with them.</summary>
    public bool IsExpiry => IsExpiryRule(Deadline.Rule);

    private static bool IsExpiryRule(string rule) => rule is "ADM-34" or "ADM-35";

    /// <summary>The view of a deadline on a day.</summary>
    public static DeadlineView Of(Texts t, Guid caseId, CaseDeadline deadline, DateOnly today, Regulations regulations, Func<Guid, string> nameOf, string? paper = null)
    {
        var left = Urgencies.WorkingDaysLeft(deadline.Due, today, regulations.Calendar(deadline.Calendar.Value));
        var (urgency, words) = deadline switch
        {
            { MetOn: { } met } when IsExpiryRule(deadline.Rule) => (DeadlineUrgency.Met, t["deadline.considered", ("day", met)]),
            { MetOn: { } met } => (DeadlineUrgency.Met, t[met > deadline.Due ? "deadline.met_late" : "deadline.met", ("day", met)]),
            { Open: false } => (DeadlineUrgency.Met, t["deadline.closed"]),
            { StandsSince: { } since } when since <= today => (DeadlineUrgency.Later, t["deadline.standing", ("day", since)]),
            _ => (Urgencies.Of(deadline.Due, today, left), Urgencies.Words(t, deadline.Due, today, left)),
        };
        var title = t["clock." + deadline.Rule.ToLowerInvariant()];
        return new(caseId, deadline, urgency, words, nameOf(deadline.ActingUnit), paper is null ? title : title + ": " + paper);
    }
}
