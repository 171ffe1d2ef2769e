namespace CadreWorkflow.Domain.Regulations;

/// <summary>
/// Deadlines of ADM-28…36, computed from regulations, a start and the acting body's calendar. The start is the clock start itself (for ADM-29 the
/// end of the sixty days, for ADM-32 the twelve-month date) and, unless a version date is given, also chooses the policy version.
/// </summary>
public static class Deadlines
{
    private static readonly string PausedCode = DayKind.Paused.Code();

    /// <summary>The deadline with every day of its count; null where <see cref="Explain(Regulations, string, DateOnly, string, int, DateOnly?, IReadOnlyList{Pause}?, IReadOnlyList{CalendarChange}?)"/> gives a refusal.</summary>
    /// <param name="r">Regulations folded to the position to judge by.</param>
    /// <param name="rule">Rule id, ADM-28…36.</param>
    /// <param name="start">Clock start; not itself counted (CAL-01).</param>
    /// <param name="calendar">Calendar of the body that must act (CAL-07); ignored by month clocks.</param>
    /// <param name="extensionWorkingDays">Working days granted on top (ADM-29).</param>
    /// <param name="versionDate">The date that chooses the policy version where it is not the start.</param>
    public static Deadline? Compute(
        Regulations r, string rule, DateOnly start, CalendarKind calendar, int extensionWorkingDays = 0, DateOnly? versionDate = null) =>
        Explain(r, rule, start, calendar.Code(), extensionWorkingDays, versionDate).Deadline;

    /// <summary>The end alone, for boards and recomputation: no day list, no allocation. Null where there is a refusal.</summary>
    public static DueDate? Due(
        Regulations r, string rule, DateOnly start, ClockCalendar calendar, int extensionWorkingDays = 0, DateOnly? versionDate = null,
        IReadOnlyList<Pause>? pauses = null)
    {
        var terms = Resolve(r, rule, start, extensionWorkingDays, versionDate, out _);
        if (terms is not { } t)
        {
            return null;
        }

        if (t.Unit == Units.Month)
        {
            return AddMonths(start, t.Length) is { } end ? new DueDate(end, false, null) : null;
        }

        return ClockCount.Due(r, calendar, start, t.Length, pauses ?? []);
    }

    /// <summary>The deadline with every day of its count, or why there is none.</summary>
    /// <param name="r">Regulations folded to the position to judge by.</param>
    /// <param name="rule">Rule id, ADM-28…36.</param>
    /// <param name="start">Clock start; not itself counted (CAL-01).</param>
    /// <param name="calendarCode"><c>public</c>, <c>private5</c> or an organisation's own.</param>
    /// <param name="extensionWorkingDays">Working days granted on top (ADM-29).</param>
    /// <param name="versionDate">The date that chooses the policy version where it is not the start.</param>
    /// <param name="pauses">Stretches in which the clock stands still; their days are listed as <c>paused</c>.</param>
    /// <param name="changes">Days from which another calendar counts, because another body has to act.</param>
    public static DeadlineAnswer Explain(
        Regulations r, string rule, DateOnly start, string calendarCode, int extensionWorkingDays = 0, DateOnly? versionDate = null,
        IReadOnlyList<Pause>? pauses = null, IReadOnlyList<CalendarChange>? changes = null)
    {
        if (Resolve(r, rule, start, extensionWorkingDays, versionDate, out var refusal) is not { } t)
        {
            return new(null, refusal);
        }

        if (t.Unit == Units.Month)
        {
            return AddMonths(start, t.Length) is { } end
                ? new(Describe(t, start, new(end, false, null), "", []), null)
                : new(null, DeadlineRefusals.StartOutsidePolicy);
        }

        if (CalendarKind.Parse(calendarCode) is not { } kind || r.Calendar(calendarCode) is not { } first)
        {
            return new(null, DeadlineRefusals.UnknownCalendar);
        }

        if (!first.Covers(start) || start > first.LastStart)
        {
            return new(null, DeadlineRefusals.StartOutsideCalendar);
        }

        pauses ??= [];
        var calendar = new ClockCalendar(kind, changes);
        return ClockCount.Due(r, calendar, start, t.Length, pauses) is { } due
            ? new(Describe(t, start, due, string.Join('+', ClockCount.Versions(r, calendar, start, due.Due).Distinct(StringComparer.Ordinal)), Count(r, calendar, start, due.Due, pauses)), null)
            : new(null, DeadlineRefusals.DueOutsideCalendar);
    }

    /// <summary>
    /// The ceremony clock (ADM-30): the decision's issue date chooses the version, and the version says whether the clock starts on that day or on
    /// the day the cell received it.
    /// </summary>
    public static DeadlineAnswer Ceremony(Regulations r, DateOnly issuedOn, DateOnly? receivedOn, string calendarCode)
    {
        if (r.Parameter(ParameterCatalogue.CeremonyClockStart, issuedOn) is not { } choice)
        {
            return new(null, DeadlineRefusals.StartOutsidePolicy);
        }

        var start = choice.Parameter.Choice == ClockStarts.DecisionIssued ? issuedOn : receivedOn;
        return start is { } day
            ? Explain(r, "ADM-30", day, calendarCode, versionDate: issuedOn)
            : new(null, DeadlineRefusals.ClockStartMissing);
    }

    /// <summary>
    /// Whether a paper or certificate is still good on a day (ADM-13, ADM-14, ADM-34, ADM-35): its term runs in months from its date, and the
    /// parameter says whether its last day still counts. The term never moves to a working day (CAL-04).
    /// </summary>
    public static bool IsValidOn(PolicyParameter term, DateOnly documentDate, DateOnly on)
    {
        if (AddMonths(documentDate, term.Int) is not { } end)
        {
            return true;
        }

        return on >= documentDate && (term.Inclusive ? on <= end : on < end);
    }

    /// <summary>
    /// Months counted once from the start; the last day of the month where the day is missing (CAL-02). Null past the end of dates.
    /// </summary>
    public static DateOnly? AddMonths(DateOnly start, int months)
    {
        var month = ((start.Year - 1) * 12L) + start.Month - 1 + months;
        return month < 9999 * 12L ? start.AddMonths(months) : null;
    }

    /// <summary>Extensions granted after the clock had lapsed are facts but do not undo lateness: the sum of those granted in time (ADM-29).</summary>
    /// <param name="r">Regulations folded to the position to judge by.</param>
    /// <param name="rule">The clock extended.</param>
    /// <param name="start">Clock start.</param>
    /// <param name="calendar">Calendar of the body that must act.</param>
    /// <param name="granted">Each grant: the day it was granted and its working days.</param>
    /// <param name="pauses">Stretches in which the clock stands still; one that still lasts ends on <see cref="DateOnly.MaxValue"/>.</param>
    public static int ExtensionInTime(
        Regulations r, string rule, DateOnly start, ClockCalendar calendar, IEnumerable<(DateOnly GrantedOn, int WorkingDays)> granted,
        IReadOnlyList<Pause>? pauses = null)
    {
        var total = 0;
        foreach (var (grantedOn, workingDays) in granted.OrderBy(g => g.GrantedOn))
        {
            if (Due(r, rule, start, calendar, total, pauses: Pause.Before(pauses ?? [], grantedOn)) is { } due && grantedOn <= due.Due)
            {
                total += workingDays;
            }
        }

        return total;
    }

    /// <summary>Ids of the calendar years a count touched; empty for a clock in months.</summary>
    internal static IReadOnlyList<string> CalendarVersions(Regulations r, string rule, ClockCalendar calendar, DateOnly start, DateOnly due) =>
        DeadlineRules.CountsDays(rule) ? [.. ClockCount.Versions(r, calendar, start, due).Distinct(StringComparer.Ordinal)] : [];

    private static Terms? Resolve(Regulations r, string rule, DateOnly start, int extension, DateOnly? versionDate, out string? refusal)
    {
        if (!DeadlineRules.All.TryGetValue(rule, out var spec))
        {
            refusal = DeadlineRefusals.UnknownRule;
            return null;
        }

        if (r.PolicyOn(spec.Family, versionDate ?? start) is not { } version || !version.Parameters.TryGetValue(spec.Length, out var length))
        {
            refusal = DeadlineRefusals.StartOutsidePolicy;
            return null;
        }

        if (extension != 0 && (extension < 0 || spec.Extension is null))
        {
            refusal = DeadlineRefusals.ExtensionNotAllowed;
            return null;
        }

        if (extension > 0 && extension > version.Parameters[spec.Extension!].Int)
        {
            refusal = DeadlineRefusals.ExtensionTooLong;
            return null;
        }

        refusal = null;
        return new Terms(spec, version, length, spec.ClockStart is { } code ? version.Parameters[code] : null, length.Int + extension, extension > 0);
    }

    private static List<CountedDay> Count(Regulations r, ClockCalendar calendar, DateOnly start, DateOnly due, IReadOnlyList<Pause> pauses)
    {
        var days = new List<CountedDay>(due.DayNumber - start.DayNumber);
        for (var day = start.AddDays(1); day <= due; day = day.AddDays(1))
        {
            var counted = r.Calendar(calendar.On(day)).Describe(day);
            days.Add(counted.Counted && Pause.AnyContains(pauses, day) ? new CountedDay(day, false, PausedCode, null) : counted);
        }

        return days;
    }

    private static Deadline Describe(in Terms t, DateOnly start, in DueDate due, string calendarVersions, IReadOnlyList<CountedDay> days)
    {
        var marks = new List<string>();
        if (!t.LengthConfirmed)
        {
            marks.Add("length_unconfirmed");
        }

        if (t.ClockStart is { Confirmed: false })
        {
            marks.Add("clock_start_unconfirmed");
        }

        if (!t.Version.Confirmed)
        {
            marks.Add("version_unconfirmed");
        }

        if (due.Provisional)
        {
            marks.Add("calendar_unconfirmed");
        }

        if (days.Any(d => d.ReasonCode == PausedCode))
        {
            marks.Add("pause_unconfirmed");
        }

        return new Deadline(
            t.Spec.Rule, start, due.Due, due.Provisional, due.AlternativeDue, t.Version.Id, t.LengthParameter.Article,
            t.LengthConfirmed && t.ClockStart is not { Confirmed: false }, calendarVersions, days)
        {
            Length = t.Length,
            Unit = t.Unit,
            ClockStartKind = t.ClockStart?.Choice ?? t.LengthParameter.ClockStart ?? "",
            Marks = marks,
        };
    }

    /// <summary>What one computation reads from the policy version.</summary>
    private readonly record struct Terms(
        DeadlineRule Spec, PolicyVersion Version, PolicyParameter LengthParameter, PolicyParameter? ClockStart, int Length, bool IsExtended)
    {
        public string Unit => LengthParameter.Unit;

        public bool LengthConfirmed => LengthParameter.Confirmed && (!IsExtended || Version.Parameters[Spec.Extension!].Confirmed);
    }
}
