using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions.Outlooks;

using CadreWorkflow.Domain.Regulations;

/// <summary>Why a date moved; a date may have moved for several reasons at once.</summary>
public enum MoveCause
{
    /// <summary>The count starts on another day.</summary>
    Start,

    /// <summary>Another policy version lays down the term.</summary>
    Policy,

    /// <summary>Days counted by another calendar or another version of it.</summary>
    Calendar,

    /// <summary>Working days granted on top.</summary>
    Extension,

    /// <summary>The clock stood still for other days.</summary>
    Pause,
}

/// <summary>A date that moved, came up or fell away.</summary>
/// <param name="Before">Null for a date that came up.</param>
/// <param name="After">Null for a date that fell away.</param>
/// <param name="Causes">Empty when it came up or fell away.</param>
public sealed record DateMove(OutlookDate? Before, OutlookDate? After, IReadOnlyList<MoveCause> Causes)
{
    public DateOnly? From => Before?.Date;

    public DateOnly? To => After?.Date;

    public OutlookKind Kind => Either.Kind;

    public string Rule => Either.Rule;

    public Paper? Paper => Either.Paper;

    /// <summary>Begun neither before nor after: a forecast only.</summary>
    public bool Expected => (Before?.Expected ?? true) && (After?.Expected ?? true);

    private OutlookDate Either => (Before ?? After)!;
}

/// <summary>A finding on an act that came up or fell away.</summary>
/// <param name="Act">Code of the act.</param>
public sealed record FindingChange(string Act, Finding Finding);

/// <summary>What changed from one outlook of a case to another; from the second to the first it is the reverse.</summary>
/// <param name="Moves">By date.</param>
/// <param name="Opened">Codes of acts now allowed that were not.</param>
/// <param name="Closed">Codes of acts no longer allowed.</param>
public sealed record OutlookComparison(
    Stage StageBefore, Stage StageAfter, IReadOnlyList<DateMove> Moves, IReadOnlyList<FindingChange> Gained, IReadOnlyList<FindingChange> Lost,
    IReadOnlyList<string> Opened, IReadOnlyList<string> Closed)
{
    /// <summary>Nothing at all changed.</summary>
    public bool IsEmpty => StageBefore == StageAfter && Moves.Count == 0 && Gained.Count == 0 && Lost.Count == 0 && Opened.Count == 0 && Closed.Count == 0;

    internal static OutlookComparison Of(CaseOutlook before, CaseOutlook after)
    {
        var moves = new List<DateMove>();
        foreach (var was in before.Dates)
        {
            var now = after.Dates.FirstOrDefault(was.IsSameAs);
            if (now is null)
            {
                moves.Add(new(was, null, []));
            }
            else if (now.Date != was.Date || now.Late != was.Late)
            {
                moves.Add(new(was, now, CausesOf(was, before.Regulations, now, after.Regulations)));
            }
        }

        moves.AddRange(after.Dates.Where(now => !before.Dates.Any(now.IsSameAs)).Select(now => new DateMove(null, now, [])));
        var (was36, now36) = (before.Acts.ToDictionary(a => a.Code), after.Acts.ToDictionary(a => a.Code));
        return new(
            before.Stage,
            after.Stage,
            [.. moves.OrderBy(m => m.From < m.To ? m.From : m.To ?? m.From).ThenBy(m => m.Kind).ThenBy(m => m.Rule, StringComparer.Ordinal)],
            FindingsOnlyIn(after.Acts, was36),
            FindingsOnlyIn(before.Acts, now36),
            [.. after.Acts.Where(a => a.Allowed && was36.GetValueOrDefault(a.Code) is not { Allowed: true }).Select(a => a.Code)],
            [.. before.Acts.Where(a => a.Allowed && now36.GetValueOrDefault(a.Code) is not { Allowed: true }).Select(a => a.Code)]);
    }

    /// <summary>Findings are the same when act, rule, code and severity are: a date inside one is told by the dates that moved.</summary>
    private static List<FindingChange> FindingsOnlyIn(IReadOnlyList<ActionVerdict> acts, Dictionary<string, ActionVerdict> others)
    {
        var only = new List<FindingChange>();
        foreach (var act in acts)
        {
            var known = others.GetValueOrDefault(act.Code)?.Findings ?? [];
            foreach (var finding in act.Findings)
            {
                if (!known.Any(f => Same(f, finding)) && !only.Exists(c => c.Act == act.Code && Same(c.Finding, finding)))
                {
                    only.Add(new(act.Code, finding));
                }
            }
        }

        return only;
    }

    private static bool Same(Finding a, Finding b) => (a.Rule, a.Code, a.Severity) == (b.Rule, b.Code, b.Severity);

    private static List<MoveCause> CausesOf(OutlookDate was, Regulations under, OutlookDate now, Regulations later)
    {
        var causes = new List<MoveCause>();
        var (a, b) = (was.Clock, now.Clock);
        if (a.ClockStart != b.ClockStart)
        {
            causes.Add(MoveCause.Start);
        }

        if (a.PolicyVersion != b.PolicyVersion)
        {
            causes.Add(MoveCause.Policy);
        }

        if (CalendarsDiffer(a, under, b, later))
        {
            causes.Add(MoveCause.Calendar);
        }

        if (a.ExtensionWorkingDays != b.ExtensionWorkingDays)
        {
            causes.Add(MoveCause.Extension);
        }

        if (!a.Pauses.Equals(b.Pauses))
        {
            causes.Add(MoveCause.Pause);
        }

        return causes;
    }

    /// <summary>Other versions of the same years: a count that merely reaches into one more year was not moved by its calendar.</summary>
    private static bool CalendarsDiffer(CaseDeadline a, Regulations under, CaseDeadline b, Regulations later)
    {
        if (a.Calendar == b.Calendar && a.Moves.Equals(b.Moves) && ReferenceEquals(under, later))
        {
            return false;
        }

        var (was, now) = (Deadlines.CalendarVersions(under, a.Rule, a.Counted, a.ClockStart, a.Due), Deadlines.CalendarVersions(later, b.Rule, b.Counted, b.ClockStart, b.Due));
        return was.Except(now, StringComparer.Ordinal).Any() && now.Except(was, StringComparer.Ordinal).Any();
    }
}
