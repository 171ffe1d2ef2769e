using System.Text.Json;
using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

using CadreWorkflow.Domain.Regulations;

/// <summary>Working days counted one at a time over the calendar files as they are written, with no index and no cleverness.</summary>
internal static class NaiveCalendar
{
    private static readonly Dictionary<CalendarKind, Dictionary<DateOnly, bool>> Listed = new()
    {
        [CalendarKind.Public] = Read("public-"),
        [CalendarKind.Private5] = Read("private5-"),
    };

    /// <summary>The last year that is more than the end of clocks begun before it.</summary>
    internal static DateOnly LastStart { get; } = new(2027, 12, 31);

    /// <summary>The day that ends a count of working days; the day it starts on is not counted (CAL-01), nor is a day that is lost.</summary>
    internal static DateOnly Count(DateOnly start, int workingDays, CalendarKind calendar, Predicate<DateOnly>? lost = null)
    {
        var day = start;
        for (var counted = 0; counted < workingDays;)
        {
            day = day.AddDays(1);
            counted += IsWorking(day, calendar) && lost?.Invoke(day) != true ? 1 : 0;
        }

        return day;
    }

    private static bool IsWorking(DateOnly day, CalendarKind calendar) =>
        Listed[calendar].TryGetValue(day, out var working) ? working : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Days on which the plain week does not hold: worked swaps, and everything else that is listed is off.</summary>
    private static Dictionary<DateOnly, bool> Read(string prefix)
    {
        var listed = new Dictionary<DateOnly, bool>();
        var domain = typeof(CaseEvent).Assembly;
        foreach (var name in domain.GetManifestResourceNames().Where(n => n.Contains("/calendars/" + prefix, StringComparison.Ordinal)))
        {
            using var file = domain.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(file);
            foreach (var day in json.RootElement.GetProperty("days").EnumerateArray())
            {
                listed[DateOnly.Parse(day.GetProperty("date").GetString()!, System.Globalization.CultureInfo.InvariantCulture)] = day.GetProperty("kind").GetString() == "swap_worked";
            }
        }

        return listed;
    }
}
