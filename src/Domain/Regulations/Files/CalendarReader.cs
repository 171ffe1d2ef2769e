using System.Collections.Immutable;
using System.Text.Json;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>Turns one calendar year into a version, collecting every problem; a row that cannot be read is left out.</summary>
internal sealed class CalendarReader(string source, List<RegulationProblem> problems)
{
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public CalendarVersion? Read(JsonElement json, string hash)
    {
        CalendarFile file;
        try
        {
            file = json.Deserialize(FileJson.Default.CalendarFile) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            Problem(RegulationProblems.Malformed, e.Message);
            return null;
        }

        if (!CalendarCodes.IsCode(file.Calendar))
        {
            Problem(RegulationProblems.BadCalendarCode, file.Calendar);
        }

        if (!RegulationFiles.IsId(file.Id))
        {
            Problem(RegulationProblems.BadId, file.Id);
        }

        if (!RegulationFiles.IsYear(file.Year))
        {
            Problem(RegulationProblems.BadYear, file.Year.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }

        // A week has a day of rest (Labour Code, Article 111) and a day of work; without one, no count would ever end.
        if (file.WeeklyRest.Length is < 1 or > 6 || file.WeeklyRest.Distinct(StringComparer.Ordinal).Count() != file.WeeklyRest.Length)
        {
            Problem(RegulationProblems.BadWeeklyRest, string.Join(',', file.WeeklyRest));
        }

        if (string.IsNullOrWhiteSpace(file.Source))
        {
            Problem(RegulationProblems.SourceMissing, file.Id);
        }

        if (file.WeeklyRest.Any(d => Array.IndexOf(Weekdays, d) < 0))
        {
            Problem(RegulationProblems.BadWeekday, string.Join(',', file.WeeklyRest));
        }

        var days = ReadDays(file, file.Days);
        var alternatives = file.Alternatives
            .Select(a => new CalendarAlternative(a.Code, a.Note, a.Replaces, ReadDays(file, a.Days)))
            .ToImmutableArray();
        return new CalendarVersion(
            file.Calendar, file.Id, file.Year, file.Confirmed, file.Horizon, file.Source,
            [.. file.WeeklyRest.Select(d => (DayOfWeek)Array.IndexOf(Weekdays, d))], days, alternatives)
        {
            Supersedes = file.Supersedes,
            ContentHash = hash,
        };
    }

    private ImmutableArray<CalendarDay> ReadDays(CalendarFile file, DayRow[] rows)
    {
        foreach (var twice in rows.GroupBy(d => d.Date).Where(g => g.Count() > 1))
        {
            Problem(RegulationProblems.DuplicateDay, twice.Key.ToString("O"));
        }

        return [.. rows.DistinctBy(d => d.Date).Select(row => ReadDay(file, row)).OfType<CalendarDay>().OrderBy(d => d.Date)];
    }

    private CalendarDay? ReadDay(CalendarFile file, DayRow row)
    {
        var date = row.Date.ToString("O");
        if (row.Date.Year != file.Year)
        {
            Problem(RegulationProblems.DayOutsideYear, date);
        }

        if (row.Weekday != Weekdays[(int)row.Date.DayOfWeek])
        {
            Problem(RegulationProblems.BadWeekday, $"{date} {row.Weekday}");
        }

        if (string.IsNullOrWhiteSpace(row.Source))
        {
            Problem(RegulationProblems.SourceMissing, date);
        }

        DayKind? kind = row.Kind switch
        {
            "holiday" => DayKind.Holiday,
            "substitute" => DayKind.Substitute,
            "swap_off" => DayKind.SwapOff,
            "swap_worked" => DayKind.SwapWorked,
            _ => null,
        };
        if (kind is not { } known)
        {
            Problem(RegulationProblems.BadDayKind, $"{date} {row.Kind}");
            return null;
        }

        if (known is DayKind.Holiday or DayKind.Substitute && !RuleCatalogue.IsHoliday(row.Holiday))
        {
            Problem(RegulationProblems.UnknownHoliday, $"{date} {row.Holiday}");
        }

        // A statutory day may be named on a swap row only to be refused: nobody may be told to work it (Labour Code, Article 112).
        if (known == DayKind.SwapWorked && row.Holiday is not null)
        {
            Problem(RegulationProblems.WorkedHoliday, date);
        }

        if (known == DayKind.SwapWorked && row.Pair is null)
        {
            Problem(RegulationProblems.WorkedWithoutSwap, date);
        }

        return new CalendarDay(row.Date, known, row.Holiday, row.Pair, row.Confirmed, row.Source);
    }

    private void Problem(string code, string detail) => problems.Add(new RegulationProblem(code, source, detail));
}
