namespace CadreWorkflow.Domain.Regulations;

/// <summary>One day of a count: counted or not, and why.</summary>
/// <param name="ReasonCode"><c>working</c>, <c>weekend</c>, <c>holiday</c>, <c>substitute</c>, <c>swap_off</c>, <c>swap_worked</c>, <c>paused</c>.</param>
/// <param name="HolidayCode">For a holiday or its substitute, which holiday.</param>
public sealed record CountedDay(DateOnly Date, bool Counted, string ReasonCode, string? HolidayCode);

/// <summary>A stretch of days, both ends included, in which a clock stands still (return for supplement, suspension).</summary>
public readonly record struct Pause(DateOnly From, DateOnly To)
{
    public bool Contains(DateOnly day) => From <= day && day <= To;

    /// <summary>The parts of pauses that lie before a day: what a clock asked about on that day knows of them.</summary>
    internal static IReadOnlyList<Pause> Before(IReadOnlyList<Pause> pauses, DateOnly day)
    {
        if (pauses.Count == 0)
        {
            return pauses;
        }

        return [.. pauses.Where(p => p.From < day).Select(p => p.To < day ? p : p with { To = day.AddDays(-1) })];
    }

    internal static bool AnyContains(IReadOnlyList<Pause> pauses, DateOnly day)
    {
        for (var i = 0; i < pauses.Count; i++)
        {
            if (pauses[i].Contains(day))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A deadline with everything that explains it.</summary>
/// <param name="Rule">Rule id, e.g. <c>ADM-28</c>.</param>
/// <param name="ClockStart">The day of the event; not itself counted (CAL-01).</param>
/// <param name="Due">The last day that is on time.</param>
/// <param name="Provisional">The count rests on an unannounced year or an unconfirmed calendar row.</param>
/// <param name="AlternativeDue">The other end still possible while a year is unannounced; null if the same.</param>
/// <param name="PolicyVersion">Id of the policy version that laid down the length.</param>
/// <param name="Article">Where the length is written.</param>
/// <param name="Confirmed">Whether every parameter used was confirmed for this version.</param>
/// <param name="CalendarVersion">Ids of the calendar years counted in; empty for month clocks.</param>
/// <param name="Days">Every day from the day after the start to the end; empty for month clocks and cheap answers.</param>
public sealed record Deadline(
    string Rule,
    DateOnly ClockStart,
    DateOnly Due,
    bool Provisional,
    DateOnly? AlternativeDue,
    string PolicyVersion,
    string Article,
    bool Confirmed,
    string CalendarVersion,
    IReadOnlyList<CountedDay> Days)
{
    /// <summary>The length counted, extension included, in <see cref="Unit"/>.</summary>
    public int Length { get; init; }

    /// <summary><c>WD</c> or <c>month</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The fact the clock starts from, by the policy version: <c>CellResolution</c>, <c>DecisionReceived</c>, <c>DecisionIssued</c> …</summary>
    public string ClockStartKind { get; init; } = "";

    /// <summary>
    /// What a reader must be warned of, as codes: <c>length_unconfirmed</c>, <c>clock_start_unconfirmed</c>, <c>version_unconfirmed</c>, <c>calendar_unconfirmed</c>,
    /// <c>pause_unconfirmed</c> (a stop of the clock is a reading of the law, <see cref="ClockStops"/>).
    /// </summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>On the last day is on time, the day after is late.</summary>
    public bool IsLate(DateOnly actDate) => actDate > Due;
}

/// <summary>A deadline, or the code of why there is none (<see cref="DeadlineRefusals"/>).</summary>
public readonly record struct DeadlineAnswer(Deadline? Deadline, string? Refusal);

/// <summary>What a board needs of a deadline.</summary>
public readonly record struct DueDate(DateOnly Due, bool Provisional, DateOnly? AlternativeDue);

public static class DeadlineRefusals
{
    public const string UnknownRule = "deadline_unknown_rule";
    public const string UnknownCalendar = "deadline_unknown_calendar";
    public const string StartOutsidePolicy = "deadline_start_outside_policy";
    public const string StartOutsideCalendar = "deadline_start_outside_calendar";
    public const string DueOutsideCalendar = "deadline_due_outside_calendar";
    public const string ExtensionNotAllowed = "deadline_extension_not_allowed";
    public const string ExtensionTooLong = "deadline_extension_too_long";
    public const string ClockStartMissing = "deadline_clock_start_missing";
}
