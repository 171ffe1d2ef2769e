namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>Checks of the years of one calendar: statutory days, substitutes (CAL-06), swaps in pairs (CAL-05, CAL-07).</summary>
internal static class CalendarCheck
{
    private static readonly (string Holiday, int Month, int Day, int FromYear)[] FixedDays =
    [
        (Holidays.NewYear, 1, 1, 0), (Holidays.Reunification, 4, 30, 0), (Holidays.Labour, 5, 1, 0),
        (Holidays.National, 9, 2, 0), (Holidays.Culture, 11, 24, Holidays.CultureFromYear),
    ];

    public static void Check(IReadOnlyList<CalendarVersion> versions, IEnumerable<CalendarVersion> enterprise, List<RegulationProblem> problems)
    {
        var byId = versions.ToDictionary(v => v.Id, StringComparer.Ordinal);
        var circle = versions.Where(v => IsOnCircle(v, byId)).ToList();
        if (circle.Count > 0)
        {
            // Each of them is superseded, so the year would have no version at all.
            problems.AddRange(circle.Select(v => new RegulationProblem(RegulationProblems.CalendarSupersedesCycle, v.Id, v.Supersedes!)));
            return;
        }

        foreach (var version in versions.Where(v => v.Supersedes is { } id && (!byId.TryGetValue(id, out var old) || old.Year != v.Year)))
        {
            problems.Add(new(RegulationProblems.SupersedesYearDiffers, version.Id, version.Supersedes!));
        }

        var current = Current(versions).ToList();
        foreach (var twice in current.GroupBy(v => v.Year).Where(g => g.Count() > 1))
        {
            problems.Add(new(RegulationProblems.YearTwice, twice.First().Id, string.Join(", ", twice.Select(v => v.Id))));
        }

        for (var i = 1; i < current.Count; i++)
        {
            if (current[i].Year > current[i - 1].Year + 1)
            {
                problems.Add(new(RegulationProblems.YearGap, current[i].Id, current[i - 1].Id));
            }

            if (current[i - 1].Horizon && !current[i].Horizon)
            {
                problems.Add(new(RegulationProblems.HorizonNotLast, current[i - 1].Id, current[i].Id));
            }
        }

        var usable = Usable(versions[0].Calendar, versions, enterprise).Select(v => v.Year).ToHashSet();
        if (current.Find(v => !usable.Contains(v.Year)) is { } apart && !problems.Exists(p => p.Code == RegulationProblems.YearGap))
        {
            problems.Add(new(RegulationProblems.YearGap, apart.Id, CalendarCodes.Private5));
        }

        var rows = current.SelectMany(v => v.Days).GroupBy(d => d.Date).ToDictionary(g => g.Key, g => g.First());
        foreach (var version in current)
        {
            CheckDays(version, version.Days, problems);
            CheckSwaps(version, rows, current, problems);
            foreach (var choice in version.Alternatives)
            {
                CheckDays(version, [.. version.Days.Where(d => d.HolidayCode != choice.Replaces), .. choice.Days], problems);
            }
        }
    }

    /// <summary>Versions no later one supersedes, by year.</summary>
    public static IEnumerable<CalendarVersion> Current(IEnumerable<CalendarVersion> versions)
    {
        var all = versions.ToList();
        var superseded = all.Select(v => v.Supersedes).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return all.Where(v => !superseded.Contains(v.Id)).OrderBy(v => v.Year);
    }

    /// <summary>
    /// The consecutive years a calendar counts in. An organisation's own stands on the enterprise calendar for the years it has not published, marked
    /// unconfirmed, so that its clocks always have an end. A year beyond a gap, recorded before the checks refused one, is left out.
    /// </summary>
    public static IReadOnlyList<CalendarVersion> Usable(string code, IEnumerable<CalendarVersion> versions, IEnumerable<CalendarVersion> enterprise)
    {
        var own = Current(versions).ToLookup(v => v.Year);
        var under = CalendarCodes.IsShared(code) ? [] : Current(enterprise).ToList();
        var result = new List<CalendarVersion>();
        foreach (var year in own.Select(g => g.Key).Concat(under.Select(v => v.Year)).Distinct().Order())
        {
            if (result.Count > 0 && result[^1].Year + 1 != year)
            {
                break;
            }

            result.Add(own[year].LastOrDefault() ?? under.Last(v => v.Year == year) with { Confirmed = false });
        }

        return result;
    }

    private static bool IsOnCircle(CalendarVersion version, Dictionary<string, CalendarVersion> byId)
    {
        var at = version.Supersedes;
        for (var steps = 0; at is not null && byId.TryGetValue(at, out var earlier) && steps <= byId.Count; steps++)
        {
            if (at == version.Id)
            {
                return true;
            }

            at = earlier.Supersedes;
        }

        return false;
    }

    private static void CheckDays(CalendarVersion version, IEnumerable<CalendarDay> days, List<RegulationProblem> problems)
    {
        var rows = new SortedDictionary<DateOnly, CalendarDay>();
        foreach (var day in days)
        {
            if (!rows.TryAdd(day.Date, day))
            {
                problems.Add(new(RegulationProblems.DuplicateDay, version.Id, day.Date.ToString("O")));
            }
        }

        foreach (var (holiday, month, day, fromYear) in FixedDays.Where(f => version.Year >= f.FromYear))
        {
            var date = new DateOnly(version.Year, month, day);
            if (!rows.TryGetValue(date, out var row) || row.Kind != DayKind.Holiday || row.HolidayCode != holiday)
            {
                problems.Add(new(row?.Kind == DayKind.SwapWorked ? RegulationProblems.WorkedHoliday : RegulationProblems.StatutoryMissing, version.Id, date.ToString("O")));
            }
        }

        foreach (var (holiday, count) in Holidays.StatutoryDays(version.Year))
        {
            if (rows.Values.Count(d => d.Kind == DayKind.Holiday && d.HolidayCode == holiday) != count)
            {
                problems.Add(new(RegulationProblems.StatutoryCount, version.Id, $"{holiday} {count}"));
            }
        }

        CheckSubstitutes(version, rows, problems);
    }

    // CAL-06: each holiday on a weekly rest day gives the next working day off, one after another.
    private static void CheckSubstitutes(CalendarVersion version, SortedDictionary<DateOnly, CalendarDay> rows, List<RegulationProblem> problems)
    {
        var due = new Dictionary<DateOnly, CalendarDay>();
        foreach (var holiday in rows.Values.Where(d => d.Kind == DayKind.Holiday && version.WeeklyRest.Contains(d.Date.DayOfWeek)))
        {
            var at = holiday.Date.AddDays(1);
            while (version.WeeklyRest.Contains(at.DayOfWeek) || due.ContainsKey(at) || (rows.TryGetValue(at, out var row) && row.Kind == DayKind.Holiday))
            {
                at = at.AddDays(1);
            }

            due[at] = holiday;
            if (!rows.TryGetValue(at, out var given) || given.Kind != DayKind.Substitute || given.Pair != holiday.Date || given.HolidayCode != holiday.HolidayCode)
            {
                problems.Add(new(RegulationProblems.SubstituteMissing, version.Id, $"{at:O} ({holiday.Date:O})"));
            }
        }

        foreach (var extra in rows.Values.Where(d => d.Kind == DayKind.Substitute && !due.ContainsKey(d.Date)))
        {
            problems.Add(new(RegulationProblems.SubstituteNotDue, version.Id, extra.Date.ToString("O")));
        }
    }

    private static void CheckSwaps(
        CalendarVersion version, Dictionary<DateOnly, CalendarDay> rows, IReadOnlyList<CalendarVersion> current, List<RegulationProblem> problems)
    {
        foreach (var day in version.Days.Where(d => d.Kind is DayKind.SwapOff or DayKind.SwapWorked))
        {
            var date = day.Date.ToString("O");
            if (version.Calendar == CalendarCodes.Private5)
            {
                problems.Add(new(RegulationProblems.SwapInPrivate, version.Id, date));
            }

            var isRest = version.WeeklyRest.Contains(day.Date.DayOfWeek);
            if (day.Kind == DayKind.SwapOff && isRest)
            {
                problems.Add(new(RegulationProblems.SwapOffNotWorking, version.Id, date));
            }

            if (day.Kind == DayKind.SwapWorked && !isRest)
            {
                problems.Add(new(RegulationProblems.SwapWorkedNotRest, version.Id, date));
            }

            var opposite = day.Kind == DayKind.SwapOff ? DayKind.SwapWorked : DayKind.SwapOff;
            var isPaired = day.Pair is { } pair &&
                (rows.TryGetValue(pair, out var other) ? other.Kind == opposite && other.Pair == day.Date : !current.Any(v => v.Year == pair.Year));
            if (!isPaired)
            {
                problems.Add(new(RegulationProblems.SwapPairDiffers, version.Id, date));
            }
        }
    }
}
