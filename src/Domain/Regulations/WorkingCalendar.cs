using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>
/// Consecutive published years of one calendar, indexed so that adding working days costs two array reads (CAL-01, CAL-05…07). Immutable.
/// </summary>
public sealed class WorkingCalendar
{
    private readonly ImmutableArray<CalendarVersion> _years;
    private readonly FrozenDictionary<DateOnly, CalendarDay> _rows;
    private readonly DayIndex _index;
    private readonly DayIndex? _alternative;
    private readonly int[] _unconfirmedUpTo;

    internal WorkingCalendar(string code, IEnumerable<CalendarVersion> versions)
    {
        Code = code;
        _years = [.. versions.OrderBy(v => v.Year)];
        FirstDay = new DateOnly(_years[0].Year, 1, 1);
        LastDay = new DateOnly(_years[^1].Year, 12, 31);
        var lastStart = _years.Where(y => !y.Horizon).Select(y => y.Year).DefaultIfEmpty(_years[0].Year - 1).Max();
        LastStart = new DateOnly(lastStart, 12, 31);
        _rows = _years.SelectMany(y => y.Days).ToFrozenDictionary(d => d.Date);
        _index = DayIndex.Build(FirstDay, LastDay, KindOf);
        _alternative = BuildAlternative();
        _unconfirmedUpTo = BuildUnconfirmed();
    }

    /// <summary><c>public</c>, <c>private5</c> or an organisation's own.</summary>
    public string Code { get; }

    public DateOnly FirstDay { get; }

    public DateOnly LastDay { get; }

    /// <summary>The last day a clock may start on: the end of the last year that is not only a horizon.</summary>
    public DateOnly LastStart { get; }

    public ImmutableArray<CalendarVersion> Years => _years;

    public bool Covers(DateOnly day) => day >= FirstDay && day <= LastDay;

    public bool IsWorking(DateOnly day) => KindOf(day) is DayKind.Working or DayKind.SwapWorked;

    /// <summary>Why a day counts or not; the day must be covered.</summary>
    public CountedDay Describe(DateOnly day)
    {
        var kind = KindOf(day);
        return new CountedDay(day, kind is DayKind.Working or DayKind.SwapWorked, kind.Code(), _rows.TryGetValue(day, out var row) ? row.HolidayCode : null);
    }

    /// <summary>The n-th working day after <paramref name="start"/>, which is itself not counted (CAL-01). Null outside the data.</summary>
    public DateOnly? AddWorkingDays(DateOnly start, int workingDays) => AddWorkingDays(start, workingDays, []);

    /// <summary>The same, days inside a pause not counted.</summary>
    public DateOnly? AddWorkingDays(DateOnly start, int workingDays, IReadOnlyList<Pause> pauses) =>
        Covers(start) && workingDays >= 0 ? _index.Add(start, workingDays, pauses) : null;

    /// <summary>The same end under the other arrangement still possible for an unconfirmed year; null if there is none or it ends equal.</summary>
    public DateOnly? AlternativeEnd(DateOnly start, int workingDays, DateOnly end) => AlternativeEnd(start, workingDays, end, []);

    /// <summary>The same, days inside a pause not counted.</summary>
    public DateOnly? AlternativeEnd(DateOnly start, int workingDays, DateOnly end, IReadOnlyList<Pause> pauses) =>
        _alternative?.Add(start, workingDays, pauses) is { } other && other != end ? other : null;

    /// <summary>Working days in (<paramref name="from"/>, <paramref name="to"/>].</summary>
    public int CountWorkingDays(DateOnly from, DateOnly to) => _index.CountUpTo(to) - _index.CountUpTo(from);

    /// <summary>The same, days inside a pause not counted.</summary>
    internal int CountWorkingDays(DateOnly from, DateOnly to, IReadOnlyList<Pause> pauses)
    {
        if (pauses.Count == 0)
        {
            return CountWorkingDays(from, to);
        }

        var count = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            count += IsWorking(day) && !Pause.AnyContains(pauses, day) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The day itself if it is a working day, else the next one (CAL-03); null outside the data.</summary>
    public DateOnly? RollForward(DateOnly day)
    {
        for (var at = day; Covers(at); at = at.AddDays(1))
        {
            if (IsWorking(at))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>Whether any day in (<paramref name="from"/>, <paramref name="to"/>] rests on an unannounced year or an unconfirmed row.</summary>
    public bool IsProvisional(DateOnly from, DateOnly to) =>
        _unconfirmedUpTo[to.DayNumber - FirstDay.DayNumber] > _unconfirmedUpTo[from.DayNumber - FirstDay.DayNumber];

    /// <summary>Ids of the year versions a count touched, joined by "+".</summary>
    public string VersionsBetween(DateOnly from, DateOnly to)
    {
        var first = _years[from.Year - FirstDay.Year].Id;
        return from.Year == to.Year ? first : string.Join('+', _years.Where(y => y.Year >= from.Year && y.Year <= to.Year).Select(y => y.Id));
    }

    private DayKind KindOf(DateOnly day) => KindOf(day, _rows.TryGetValue(day, out var row) ? row : null);

    private DayKind KindOf(DateOnly day, CalendarDay? row)
    {
        if (row is not null)
        {
            return row.Kind;
        }

        return _years[day.Year - FirstDay.Year].WeeklyRest.Contains(day.DayOfWeek) ? DayKind.WeeklyRest : DayKind.Working;
    }

    private DayIndex? BuildAlternative()
    {
        if (_years.All(y => y.Alternatives.IsEmpty))
        {
            return null;
        }

        var other = _rows.ToDictionary();
        foreach (var year in _years)
        {
            foreach (var choice in year.Alternatives)
            {
                foreach (var replaced in year.Days.Where(d => d.HolidayCode == choice.Replaces))
                {
                    other.Remove(replaced.Date);
                }

                foreach (var day in choice.Days)
                {
                    other[day.Date] = day;
                }
            }
        }

        return DayIndex.Build(FirstDay, LastDay, day => KindOf(day, other.GetValueOrDefault(day)));
    }

    private int[] BuildUnconfirmed()
    {
        var counts = new int[LastDay.DayNumber - FirstDay.DayNumber + 1];
        var sum = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            var day = FirstDay.AddDays(i);
            if (!_years[day.Year - FirstDay.Year].Confirmed || (_rows.TryGetValue(day, out var row) && !row.Confirmed))
            {
                sum++;
            }

            counts[i] = sum;
        }

        return counts;
    }

    /// <summary>For each day how many working days there were up to it, and for each working day its date.</summary>
    private sealed class DayIndex(DateOnly first, int[] upTo, DateOnly[] workingDays)
    {
        public static DayIndex Build(DateOnly first, DateOnly last, Func<DateOnly, DayKind> kindOf)
        {
            var upTo = new int[last.DayNumber - first.DayNumber + 1];
            var working = new List<DateOnly>(upTo.Length);
            for (var i = 0; i < upTo.Length; i++)
            {
                var day = first.AddDays(i);
                if (kindOf(day) is DayKind.Working or DayKind.SwapWorked)
                {
                    working.Add(day);
                }

                upTo[i] = working.Count;
            }

            return new DayIndex(first, upTo, [.. working]);
        }

        public int CountUpTo(DateOnly day) => upTo[day.DayNumber - first.DayNumber];

        public DateOnly? Add(DateOnly start, int count, IReadOnlyList<Pause> pauses)
        {
            if (count == 0)
            {
                return start;
            }

            var at = CountUpTo(start);
            if (pauses.Count == 0)
            {
                return (long)at + count <= workingDays.Length ? workingDays[at + count - 1] : null;
            }

            for (; at < workingDays.Length; at++)
            {
                if (!Pause.AnyContains(pauses, workingDays[at]) && --count == 0)
                {
                    return workingDays[at];
                }
            }

            return null;
        }
    }
}
