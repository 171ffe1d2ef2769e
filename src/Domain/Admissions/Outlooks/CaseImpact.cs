namespace CadreWorkflow.Domain.Admissions.Outlooks;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;

/// <summary>What a draft does to a case, as flags: one case may be touched in several ways.</summary>
[Flags]
public enum ImpactEffects
{
    None = 0,

    /// <summary>A deadline ends later.</summary>
    Later = 1,

    /// <summary>A deadline ends earlier.</summary>
    Earlier = 2,

    /// <summary>A deadline begins to run that did not.</summary>
    Begun = 4,

    /// <summary>A deadline runs no more.</summary>
    Gone = 8,

    /// <summary>Something is late that was not.</summary>
    BecomesLate = 16,

    /// <summary>Something is no longer late.</summary>
    NoLongerLate = 32,

    /// <summary>An act gains a finding.</summary>
    Gained = 64,

    /// <summary>An act loses a finding.</summary>
    Lost = 128,
}

/// <summary>A draft over one case: the deadlines that run and the findings on the acts it is at, now and under the draft. Pure; nothing is stored.</summary>
public static class CaseImpact
{
    /// <summary>What changes, forecasts left out: a preview speaks of what already runs.</summary>
    /// <param name="context">The case's context under the regulations in force.</param>
    /// <param name="draft">The same regulations with the draft in them.</param>
    /// <param name="reach">What the draft can touch: where that is clocks alone, a case none of whose ends moves is not looked at further.</param>
    public static OutlookComparison Of(CaseHistory history, CaseContext context, Regulations draft, DateOnly day, ImpactReach reach)
    {
        if (reach.IsByClock && !MovesAnEnd(history, context, draft, day))
        {
            var law = new Law(context.Regulations);
            var stage = Stages.On(history, law.View(history, day), law, context.Units);
            return new(stage, stage, [], [], [], [], []);
        }

        var comparison = CaseOutlook.Compare(
            CaseOutlook.OfNextActs(history, context, day), CaseOutlook.OfNextActs(history, context with { Regulations = draft }, day));
        return comparison.Moves.Any(m => m.Expected) ? comparison with { Moves = [.. comparison.Moves.Where(m => !m.Expected)] } : comparison;
    }

    private static bool MovesAnEnd(CaseHistory history, CaseContext context, Regulations draft, DateOnly day)
    {
        var (now, then) = (CaseDeadlines.Of(history, context.Regulations, context.Units, day), CaseDeadlines.Of(history, draft, context.Units, day));
        return !now.Select(d => (d.Rule, d.StartFact, d.Due)).SequenceEqual(then.Select(d => (d.Rule, d.StartFact, d.Due)));
    }

    /// <summary>The kinds of effect of a comparison.</summary>
    public static ImpactEffects EffectsOf(OutlookComparison comparison)
    {
        var effects = ImpactEffects.None;
        foreach (var move in comparison.Moves)
        {
            effects |= (move.From, move.To) switch
            {
                (null, _) => ImpactEffects.Begun,
                (_, null) => ImpactEffects.Gone,
                var (from, to) => to > from ? ImpactEffects.Later : to < from ? ImpactEffects.Earlier : ImpactEffects.None,
            };
            effects |= (move.Before?.Late ?? false, move.After?.Late ?? false) switch
            {
                (false, true) => ImpactEffects.BecomesLate,
                (true, false) => ImpactEffects.NoLongerLate,
                _ => ImpactEffects.None,
            };
        }

        effects |= comparison.Gained.Count > 0 ? ImpactEffects.Gained : ImpactEffects.None;
        return effects | (comparison.Lost.Count > 0 ? ImpactEffects.Lost : ImpactEffects.None);
    }
}

/// <summary>Which open cases a draft can touch at all, so that the others need not be looked at.</summary>
/// <param name="Any">False when it touches none.</param>
/// <param name="Calendars">For a calendar: codes of those whose days differ, in counting or in being announced; empty for every case.</param>
/// <param name="First">For a calendar: the first such day.</param>
/// <param name="Last">The last such day.</param>
public sealed record ImpactReach(bool Any, IReadOnlyList<string> Calendars, DateOnly First, DateOnly Last)
{
    /// <summary>Only a clock that counts over a changed day can move, and only such a clock's lateness is a finding of a calendar.</summary>
    public bool IsByClock => Calendars.Count > 0;

    /// <summary>The reach of a draft over the regulations in force.</summary>
    public static ImpactReach Of(Regulations now, Regulations draft, RegulationDocument document)
    {
        if (document.Policy is { } policy)
        {
            return new(policy.Family is PolicyFamilies.Admission or PolicyFamilies.Guidance, [], default, default);
        }

        var (first, last, codes) = (DateOnly.MaxValue, DateOnly.MinValue, new List<string>());
        foreach (var code in draft.CalendarNames)
        {
            var after = draft.Calendar(code)!;
            if (now.Calendar(code) is not { } before || before.FirstDay != after.FirstDay || before.LastDay != after.LastDay || before.LastStart != after.LastStart)
            {
                // Ends that could not be computed may be computed now: every case is looked at.
                return new(true, [], default, default);
            }

            var known = codes.Count;
            for (var day = after.FirstDay; day <= after.LastDay; day = day.AddDays(1))
            {
                if (before.IsWorking(day) != after.IsWorking(day) || IsUnconfirmed(before, day) != IsUnconfirmed(after, day))
                {
                    first = day < first ? day : first;
                    last = day > last ? day : last;
                    if (codes.Count == known)
                    {
                        codes.Add(code);
                    }
                }
            }
        }

        return new(codes.Count > 0, codes, first, last);
    }

    private static bool IsUnconfirmed(WorkingCalendar calendar, DateOnly day) => day > calendar.FirstDay && calendar.IsProvisional(day.AddDays(-1), day);
}
