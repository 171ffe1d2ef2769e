namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>The pauses of a case's clocks, from its events; <see cref="ClockStops"/> says which stops which.</summary>
internal static class CasePauses
{
    /// <summary>What a decider counts on the view's day: a pause that still lasts runs up to the day before it.</summary>
    internal static IReadOnlyList<Pause> On(CaseView view, string rule) => Pause.Before(All(view, rule), view.Day);

    /// <summary>Every stretch that stops the clock; one that still lasts has no end.</summary>
    internal static IReadOnlyList<Pause> All(CaseView view, string rule) =>
        view.Stops.Count == 0 ? [] : [.. Stopping(view, rule).Select(s => new Pause(s.From, s.To ?? DateOnly.MaxValue))];

    /// <summary>
    /// The pauses of one clock: only those that reach into it, cut off where the clock ended. One that still lasts ends on the day before
    /// <paramref name="asked"/>; without such a day it stays open.
    /// </summary>
    /// <param name="start">Clock start, not itself counted.</param>
    /// <param name="endedOn">Day the clock was met or the case ended; null while it runs.</param>
    internal static ClockPauses Of(CaseView view, string rule, DateOnly start, DateOnly? endedOn, DateOnly? asked)
    {
        if (view.Stops.Count == 0)
        {
            return ClockPauses.None;
        }

        var pauses = new List<ClockPause>();
        foreach (var stop in Stopping(view, rule))
        {
            var to = stop.To;
            if (endedOn is { } end && (to is null || to >= end))
            {
                to = end.AddDays(-1);
            }
            else if (to is null && asked is { } day && stop.From < day)
            {
                to = day.AddDays(-1);
            }

            if ((to is null || (to > start && to >= stop.From)) && (endedOn is null || stop.From < endedOn))
            {
                pauses.Add(stop with { To = to });
            }
        }

        return ClockPauses.Of(pauses);
    }

    private static IEnumerable<ClockPause> Stopping(CaseView view, string rule)
    {
        var stops = ClockStops.All[rule];
        return view.Stops.Where(s => stops.IsStoppedBy(s.Cause));
    }
}
