namespace CadreWorkflow.Domain.Regulations;

/// <summary>From a day on, that day included, a clock counts in another calendar: another body has to act.</summary>
public readonly record struct CalendarChange(DateOnly From, CalendarKind Calendar);

/// <summary>The calendars a clock counts in, one after another (CAL-07). A single calendar converts by itself.</summary>
/// <param name="First">The calendar at the start.</param>
/// <param name="Changes">By day; null or empty for a clock that stays with one body.</param>
public readonly record struct ClockCalendar(CalendarKind First, IReadOnlyList<CalendarChange>? Changes = null)
{
    public static implicit operator ClockCalendar(CalendarKind only) => new(only);

    internal int ChangeCount => Changes?.Count ?? 0;

    /// <summary>The calendar that counts a day.</summary>
    internal CalendarKind On(DateOnly day)
    {
        var calendar = First;
        for (var i = 0; i < ChangeCount && Changes![i].From <= day; i++)
        {
            calendar = Changes[i].Calendar;
        }

        return calendar;
    }
}

/// <summary>A count of working days that goes on in another calendar from the day the acting body changed: what was counted before stays counted.</summary>
internal static class ClockCount
{
    /// <summary>The end of the count; null where a calendar ends before it.</summary>
    internal static DueDate? Due(Regulations r, in ClockCalendar calendar, DateOnly start, int length, IReadOnlyList<Pause> pauses)
    {
        var (at, left, provisional) = (start, length, false);
        for (var i = 0; ; i++)
        {
            if (r.Calendar(CodeOf(calendar, i)) is not { } days || !days.Covers(at) || (i == 0 && start > days.LastStart))
            {
                return null;
            }

            var due = days.AddWorkingDays(at, left, pauses);
            DateOnly? next = i < calendar.ChangeCount ? calendar.Changes![i].From : null;
            if (due is { } end && (next is null || end < next))
            {
                return new(end, provisional || days.IsProvisional(at, end), days.AlternativeEnd(at, left, end, pauses));
            }

            if (next is not { } change || !days.Covers(change.AddDays(-1)))
            {
                return null;
            }

            var eve = change.AddDays(-1);
            left -= days.CountWorkingDays(at, eve, pauses);
            provisional |= days.IsProvisional(at, eve);
            at = eve;
        }
    }

    /// <summary>Ids of the calendar years a count touched, in the order it came to them.</summary>
    internal static IEnumerable<string> Versions(Regulations r, ClockCalendar calendar, DateOnly start, DateOnly due)
    {
        var at = start;
        for (var i = 0; i <= calendar.ChangeCount; i++)
        {
            var to = i < calendar.ChangeCount && calendar.Changes![i].From <= due ? calendar.Changes[i].From.AddDays(-1) : due;
            if (r.Calendar(CodeOf(calendar, i)) is not { } days || !days.Covers(at) || !days.Covers(to))
            {
                yield break;
            }

            foreach (var id in days.VersionsBetween(at, to).Split('+'))
            {
                yield return id;
            }

            if (to == due)
            {
                yield break;
            }

            at = to;
        }
    }

    private static string CodeOf(in ClockCalendar calendar, int span) => (span == 0 ? calendar.First : calendar.Changes![span - 1].Calendar).Code();
}
