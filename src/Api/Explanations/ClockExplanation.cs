using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Explanations;

/// <summary>A stretch in which a clock stood still.</summary>
/// <param name="Cause"><c>suspension</c> or <c>return</c>.</param>
/// <param name="To">Last day not counted; null while it lasts.</param>
/// <param name="Fact">The event that stopped it.</param>
public sealed record PauseBody(string Cause, string Text, DateOnly From, DateOnly? To, Guid Fact);

/// <summary>Another body had to act from a day on, and its calendar counted.</summary>
public sealed record ClockMoveBody(DateOnly From, Guid ActingUnit, string? ActingUnitName, string Calendar, string CalendarText, string Text);

/// <summary>A code with its words.</summary>
public sealed record MarkBody(string Code, string Text);

/// <summary>One day of a count, in words: <c>Thứ hai 16/02/2026: Nghỉ lễ: Tết – không tính</c>.</summary>
/// <param name="Number">Which working day of the term it is; null when not counted.</param>
public sealed record ClockDayBody(DateOnly Date, bool Counted, int? Number, string Reason, string? Holiday, string Text);

/// <summary>A clock of a case with everything that explains its end.</summary>
/// <param name="StartFact">The recorded fact the clock starts from; names the clock among others of its rule.</param>
/// <param name="Start">Clock start, not itself counted.</param>
/// <param name="AlternativeDue">The other end still possible while a year is unannounced; null when the same.</param>
/// <param name="StandsSince">The day since which the clock stands still; null while it runs.</param>
/// <param name="Length">Length counted, extension included, in <paramref name="Unit"/> (<c>WD</c> or <c>month</c>).</param>
/// <param name="ActingUnit">Who must act now, or had to when it was met.</param>
/// <param name="Calendar">The calendar at the start, which counts up to the first of <paramref name="Moves"/>.</param>
/// <param name="Marks">What a reader must be warned of.</param>
/// <param name="RegulationsPosition">Log position of the regulations it was counted by.</param>
/// <param name="Refusal">Why there is no count under those regulations; null when there is one.</param>
/// <param name="Days">From the day after the start to the end; empty for month clocks and in lists.</param>
public sealed record CaseClockBody(
    Guid CaseId,
    string Rule,
    string Title,
    FactBody? StartFact,
    DateOnly Start,
    DateOnly Due,
    DateOnly? AlternativeDue,
    DateOnly? MetOn,
    bool Open,
    bool Late,
    DateOnly? StandsSince,
    Guid ActingUnit,
    string? ActingUnitName,
    string Calendar,
    string CalendarText,
    int Length,
    string Unit,
    int ExtensionWorkingDays,
    IReadOnlyList<PauseBody> Pauses,
    IReadOnlyList<ClockMoveBody> Moves,
    string PolicyVersion,
    InstrumentBody? Instrument,
    string Article,
    string CalendarVersion,
    bool Provisional,
    bool Confirmed,
    IReadOnlyList<MarkBody> Marks,
    long RegulationsPosition,
    string? Refusal,
    IReadOnlyList<ClockDayBody> Days);

/// <summary>The clocks of a case, counted out day by day, by the regulations of now or of an earlier position.</summary>
internal static class ClockExplanation
{
    /// <summary>Every clock of the case as it stands, without the days.</summary>
    internal static IReadOnlyList<CaseClockBody> All(LoadedCase loaded, Moment moment, Texts t) =>
        [.. Clocks(moment).Select(d => Body(loaded, moment, d, t, withDays: false))];

    /// <summary>One clock with its days: the one started by the fact, else the first of the rule; null when the case has none.</summary>
    internal static CaseClockBody? One(LoadedCase loaded, Moment moment, string rule, Guid? startFact, Texts t) =>
        Clocks(moment).FirstOrDefault(d => d.Rule == rule && (startFact is null || d.StartFact == startFact)) is { } found
            ? Body(loaded, moment, found, t, withDays: true)
            : null;

    internal static ClockDayBody Day(CountedDay day, int? number, Texts t)
    {
        var reason = day.HolidayCode is { } holiday && Holidays.IsKnown(holiday)
            ? t["day." + day.ReasonCode] + ": " + (t.Language == "vi" ? Holidays.Name(holiday).Vi : Holidays.Name(holiday).En)
            : t["day." + day.ReasonCode];
        var text = t[day.Counted ? "clockday.counted" : "clockday.not_counted", ("weekday", t[string.Create(CultureInfo.InvariantCulture, $"weekday.{(int)day.Date.DayOfWeek}")]), ("day", day.Date), ("reason", reason), ("n", number ?? 0)];
        return new(day.Date, day.Counted, number, day.ReasonCode, day.HolidayCode, text);
    }

    internal static IReadOnlyList<ClockDayBody> Days(IReadOnlyList<CountedDay> days, Texts t, IReadOnlyList<ClockMoveBody>? moves = null)
    {
        var n = 0;
        return
        [
            .. days.Select(d =>
            {
                var day = Day(d, d.Counted ? ++n : null, t);
                return moves?.FirstOrDefault(m => m.From == d.Date) is { } move ? day with { Text = $"{day.Text} – {move.Text}" } : day;
            }),
        ];
    }

    private static IReadOnlyList<CaseDeadline> Clocks(Moment moment) =>
        CaseDeadlines.Of(moment.History, moment.Regulations, moment.Units, moment.Day);

    private static CaseClockBody Body(LoadedCase loaded, Moment moment, CaseDeadline d, Texts t, bool withDays)
    {
        var answer = CaseDeadlines.Explain(d, moment.Regulations);
        var count = answer.Deadline;
        List<ClockMoveBody> moves =
        [
            .. d.Moves.Select(m => (Move: m, Name: moment.Units.Unit(m.Body, m.From)?.Name, Calendar: t.Calendar(m.Calendar.Value))).Select(m => new ClockMoveBody(
                m.Move.From, m.Move.Body, m.Name, m.Move.Calendar.Value, m.Calendar, t["clockday.moved", ("unit", m.Name ?? "–"), ("calendar", m.Calendar)])),
        ];
        return new(
            loaded.Id,
            d.Rule,
            t["clock." + d.Rule.ToLowerInvariant()],
            ActionExplanation.Fact(d.StartFact, moment.History, t),
            d.ClockStart,
            d.Due,
            count?.AlternativeDue,
            d.MetOn,
            d.Open,
            d.IsLateOn(moment.Day),
            d.StandsSince,
            d.ActingUnit,
            moment.Units.Unit(d.ActingUnit, moment.Day)?.Name,
            d.Calendar.Value,
            t.Calendar(d.Calendar.Value),
            count?.Length ?? 0,
            count?.Unit ?? "",
            d.ExtensionWorkingDays,
            [.. d.Pauses.Select(p => new PauseBody(Codes.Of(p.Cause), t.Code("pause_cause", p.Cause), p.From, p.To, p.Fact))],
            moves,
            d.PolicyVersion,
            ActionExplanation.Instrument(moment.Regulations, d.PolicyVersion),
            count?.Article ?? "",
            count?.CalendarVersion ?? "",
            d.Provisional,
            d.Confirmed,
            [.. (count?.Marks ?? []).Select(m => new MarkBody(m, t["mark." + m]))],
            moment.Regulations.Position,
            answer.Refusal,
            withDays && count is not null ? Days(count.Days, t, moves) : []);
    }
}

/// <summary>What a question about a case is answered by: the case as known, the regulations as known, the day spoken of.</summary>
internal sealed record Moment(CaseHistory History, Regulations Regulations, OrgTree Units, DateOnly Day)
{
    /// <summary>Everything known now, on a day.</summary>
    internal static Moment Now(LoadedCase loaded, DateOnly day) => new(loaded.History, loaded.Context.Regulations, loaded.Facts.Units, day);

    /// <summary>As known at an instant: facts of the case and of units recorded by then, under the regulations published by then.</summary>
    internal static async Task<Moment> KnownAtAsync(LoadedCase loaded, DateOnly day, DateTimeOffset instant, ReadSide reads, CancellationToken cancellationToken)
    {
        var position = await reads.PositionAsync(instant, cancellationToken) ?? long.MaxValue;
        return new(loaded.History.KnownAt(instant), loaded.Context.Regulations.At(position), await reads.UnitsAsync(position, cancellationToken), day);
    }

    /// <summary>The facts known now under the regulations of a log position: how a deadline printed then was counted.</summary>
    internal static Moment Under(LoadedCase loaded, DateOnly day, long regulationsPosition) =>
        new(loaded.History, loaded.Context.Regulations.At(regulationsPosition), loaded.Facts.Units, day);
}
