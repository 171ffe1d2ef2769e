namespace CadreWorkflow.Domain.Regulations;

/// <summary>One day two versions of a year treat differently; null where a version leaves it to the plain week.</summary>
public sealed record DayChange(DateOnly Date, CalendarDay? Before, CalendarDay? After);

/// <summary>What changes from one version of a calendar year to another.</summary>
public sealed record CalendarDiff(CalendarVersion Before, CalendarVersion After, bool WeeklyRestChanges, IReadOnlyList<DayChange> Days)
{
    /// <summary>Days whose kind, holiday or partner differ, and the weekly rest. Sources and marks of confirmation are left out.</summary>
    public static CalendarDiff Between(CalendarVersion before, CalendarVersion after)
    {
        var (old, now) = (before.Days.ToDictionary(d => d.Date), after.Days.ToDictionary(d => d.Date));
        var days = old.Keys.Union(now.Keys).Order()
            .Select(date => new DayChange(date, old.GetValueOrDefault(date), now.GetValueOrDefault(date)))
            .Where(c => (c.Before?.Kind, c.Before?.HolidayCode, c.Before?.Pair) != (c.After?.Kind, c.After?.HolidayCode, c.After?.Pair));
        return new(before, after, !before.WeeklyRest.ToHashSet().SetEquals(after.WeeklyRest), [.. days]);
    }
}
