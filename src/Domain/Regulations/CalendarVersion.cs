using System.Collections.Immutable;

namespace CadreWorkflow.Domain.Regulations;

public static class CalendarCodes
{
    public const string Public = "public";
    public const string Private5 = "private5";

    private const int MaxLength = 40;

    public static string Code(this CalendarKind kind) => kind.Value;

    /// <summary>Small letters, digits and dashes, at most 40.</summary>
    public static bool IsCode(string? code) =>
        code is { Length: > 0 and <= MaxLength } && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>True for the calendars every organisation may follow; an organisation's own takes the years it has not published from <see cref="Private5"/>.</summary>
    public static bool IsShared(string code) => code is Public or Private5;
}

/// <summary>Why a day counts or not.</summary>
public enum DayKind : byte
{
    Working,
    WeeklyRest,
    Holiday,
    Substitute,
    SwapOff,
    SwapWorked,
    Paused,
}

public static class DayReasons
{
    /// <summary>The stable code shown in <see cref="CountedDay.ReasonCode"/>.</summary>
    public static string Code(this DayKind kind) => kind switch
    {
        DayKind.Working => "working",
        DayKind.WeeklyRest => "weekend",
        DayKind.Holiday => "holiday",
        DayKind.Substitute => "substitute",
        DayKind.SwapOff => "swap_off",
        DayKind.SwapWorked => "swap_worked",
        _ => "paused",
    };
}

/// <summary>One row of a calendar year: a day that differs from the plain week, and where that was announced.</summary>
/// <param name="HolidayCode">For a holiday or its substitute, which holiday.</param>
/// <param name="Pair">For a substitute the holiday it stands for; for a swap the other day of the swap.</param>
public sealed record CalendarDay(DateOnly Date, DayKind Kind, string? HolidayCode, DateOnly? Pair, bool Confirmed, string Source);

/// <summary>Another arrangement still possible for an unconfirmed year: these rows instead of the rows of <see cref="Replaces"/>.</summary>
public sealed record CalendarAlternative(string Code, string Note, string Replaces, ImmutableArray<CalendarDay> Days);

/// <summary>One year of one calendar as published once; never edited, a later version supersedes.</summary>
/// <param name="Calendar">Calendar code: <c>public</c>, <c>private5</c>, or an organisation's own.</param>
/// <param name="Confirmed">Whether the year's arrangement was announced by a notice that was seen.</param>
/// <param name="Horizon">
/// Serves only the ends of clocks begun in earlier years; a clock cannot start in it, because nothing is announced for it yet.
/// </param>
public sealed record CalendarVersion(
    string Calendar, string Id, int Year, bool Confirmed, bool Horizon, string Source, ImmutableArray<DayOfWeek> WeeklyRest,
    ImmutableArray<CalendarDay> Days, ImmutableArray<CalendarAlternative> Alternatives)
{
    public string? Supersedes { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the canonical text.</summary>
    public string ContentHash { get; init; } = "";
}
