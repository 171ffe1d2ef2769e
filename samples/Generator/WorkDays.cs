using System.Collections.Frozen;
using System.Globalization;

namespace CadreWorkflow.Generator;

/// <summary>Days on which the province of the samples works and records.</summary>
/// <remarks>
/// A list of its own, not the product's calendars: the committed files must stay the same when a calendar version is added.
/// Swap Saturdays are left out, since no sample act falls on a Saturday.
/// </remarks>
internal static class WorkDays
{
    private static readonly FrozenSet<DateOnly> Holidays = Parse(
        "2020: 01-01 01-23..01-29 04-02 04-30 05-01 09-02",
        "2021: 01-01 02-10..02-16 04-21 04-30 05-03 09-02 09-03",
        "2022: 01-03 01-31..02-04 04-11 05-02 05-03 09-01 09-02",
        "2023: 01-02 01-20..01-26 05-01..05-03 09-01 09-04",
        "2024: 01-01 02-08..02-14 04-18 04-29..05-01 09-02 09-03",
        "2025: 01-01 01-27..01-31 04-07 04-30..05-02 09-01 09-02",
        "2026: 01-01 01-02 02-16..02-20 04-27 04-30 05-01 08-31..09-02 11-24").ToFrozenSet();

    public static bool IsWorking(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);

    /// <summary>The day itself when it is a working day, else the next one.</summary>
    public static DateOnly OnOrAfter(DateOnly day)
    {
        while (!IsWorking(day))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    public static DateOnly OnOrBefore(DateOnly day)
    {
        while (!IsWorking(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>The n-th working day after <paramref name="day"/>, the day itself not counted.</summary>
    public static DateOnly Add(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
        {
            day = day.AddDays(1);
            if (IsWorking(day))
            {
                workingDays--;
            }
        }

        return day;
    }

    /// <summary>The latest working day from which <paramref name="workingDays"/> working days end on <paramref name="due"/> or before.</summary>
    public static DateOnly StartFor(DateOnly due, int workingDays)
    {
        var day = due;
        while (!IsWorking(day) || Add(day, workingDays) > due)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>Offices of the province enter their papers on Tuesdays and Fridays.</summary>
    public static DateOnly RecordingDay(DateOnly day)
    {
        while (!IsWorking(day) || day.DayOfWeek is not (DayOfWeek.Tuesday or DayOfWeek.Friday))
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static List<DateOnly> Parse(params string[] years)
    {
        var days = new List<DateOnly>();
        foreach (var line in years)
        {
            var year = line[..4];
            foreach (var part in line[5..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var ends = part.Split("..");
                var last = Day(year, ends[^1]);
                for (var day = Day(year, ends[0]); day <= last; day = day.AddDays(1))
                {
                    days.Add(day);
                }
            }
        }

        return days;
    }

    private static DateOnly Day(string year, string monthAndDay) =>
        DateOnly.ParseExact($"{year}-{monthAndDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
