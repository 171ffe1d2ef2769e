using CadreWorkflow.Domain.Organisation;
using Npgsql;

namespace CadreWorkflow.Projections.Lists;

using CadreWorkflow.Domain.Regulations;

/// <summary>How pressing a deadline is, in working days of the acting body.</summary>
public enum Urgency
{
    /// <summary>More than <see cref="DeadlineBoard.SeriousAfter"/> working days late.</summary>
    OverdueSerious,

    /// <summary>Late.</summary>
    Overdue,

    /// <summary>Due today or within <see cref="DeadlineBoard.SoonWithin"/> working days.</summary>
    Soon,

    /// <summary>Later.</summary>
    NotYet,
}

/// <summary>Which deadlines.</summary>
public sealed record DeadlineFilter
{
    /// <summary>Rule ids; null or empty for every clock.</summary>
    public IReadOnlyCollection<string>? Rules { get; init; }

    /// <summary>Null for every urgency.</summary>
    public Urgency? Urgency { get; init; }

    public int Skip { get; init; }

    /// <summary>1 to <see cref="CaseList.MaxPage"/>.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>One clock that waits for an act.</summary>
/// <param name="WorkingDaysLeft">Working days from the day to the due date; negative when late; null outside the published calendar.</param>
public sealed record DeadlineItem(
    Guid CaseId, Guid PersonId, string Rule, DateOnly ClockStart, DateOnly Due, Urgency Urgency, int? WorkingDaysLeft, Guid ActingUnit, string ActingUnitName,
    CalendarKind Calendar, string PolicyVersion, bool Provisional, bool Confirmed, Guid StartFact, string Stage, Guid UnionUnit, string UnionUnitName)
{
    /// <summary>The day since which the clock stands still: then <see cref="Due"/> is the earliest end still possible and nothing runs out.</summary>
    public DateOnly? StandsSince { get; init; }
}

/// <summary>A page of the board.</summary>
/// <param name="Total">How many the filter finds.</param>
/// <param name="ByUrgency">How many of each urgency, whatever urgency is asked for.</param>
public sealed record DeadlinePage(int Total, IReadOnlyDictionary<Urgency, int> ByUrgency, IReadOnlyList<DeadlineItem> Items, long Position);

/// <summary>Deadlines by urgency for a day, as known at a position and under the calendars known then.</summary>
public sealed class DeadlineBoard(ReadFacts facts)
{
    /// <summary>Working days ahead that count as soon.</summary>
    public const int SoonWithin = 10;

    /// <summary>Working days late from which a deadline is seriously overdue.</summary>
    public const int SeriousAfter = 10;

    /// <summary>One page, most pressing first.</summary>
    public async Task<DeadlinePage> QueryAsync(NpgsqlConnection connection, ReadScope scope, DeadlineFilter filter, CancellationToken cancellationToken = default)
    {
        var regulations = await facts.RegulationsAsync(connection, scope.AsKnownPosition, cancellationToken);
        var query = await CaseQuery.BeginAsync(connection, facts, scope, new CaseListFilter(), cancellationToken, byActingUnit: true);
        var marks = regulations.CalendarNames.Select(code => (Code: code, Marks: Marks.Of(regulations.Calendar(code)!, scope.Day))).ToList();
        string By(Func<Marks, DateOnly> mark)
        {
            var whens = string.Concat(marks.Select(m => $" when {query.Parameter(m.Code)} then {query.Parameter(mark(m.Marks))}"));
            return $"case d.calendar{whens} else {query.Parameter(mark(marks.Single(m => m.Code == CalendarCodes.Public).Marks))} end";
        }

        var urgency = $"""
            case when d.stands_since <= $1 then 3 when d.due < {By(m => m.Serious)} then 0 when d.due < $1 then 1 when d.due <= {By(m => m.Soon)} then 2 else 3 end
            """;
        var rules = filter.Rules is { Count: > 0 } asked ? $"and d.rule = any({query.Parameter(asked.ToArray())})" : "";
        var sql = $"""
            {query.Sql},
            waiting as (
                select d.case_id, d.rule, d.clock_start, d.due, d.acting_unit, d.calendar, d.policy_version, d.provisional, d.confirmed, d.start_fact,
                       c.person_id, c.stage_on_day, c.unit_on_day, {urgency} as urgency, case when d.stands_since <= $1 then d.stands_since end as stands_since
                from shown c join {query.Deadlines} d on d.case_id = c.case_id
                where {Sources.IsOpen("$1")} {rules} {query.ActingCondition})
            """;
        var counts = new Dictionary<Urgency, int>();
        await using (var command = query.Command(connection, $"{sql} select urgency, count(*)::int from waiting group by 1"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                counts.Add((Urgency)reader.GetInt32(0), reader.GetInt32(1));
            }
        }

        var only = filter.Urgency is { } one ? $"where urgency = {(int)one}" : "";
        var items = new List<DeadlineItem>();
        await using (var command = query.Command(
            connection,
            $"{sql} select * from waiting {only} order by urgency, due, case_id, rule, start_fact offset {Math.Max(0, filter.Skip)} limit {Math.Clamp(filter.Take, 1, CaseList.MaxPage)}"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                items.Add(Item(reader, query.Units, regulations, scope.Day));
            }
        }

        return new(filter.Urgency is { } u ? counts.GetValueOrDefault(u) : counts.Values.Sum(), counts, items, query.Position);
    }

    private static DeadlineItem Item(NpgsqlDataReader reader, OrgTree units, Regulations regulations, DateOnly day)
    {
        var due = reader.GetFieldValue<DateOnly>(3);
        var kind = CalendarKind.Parse(reader.GetString(5)) ?? CalendarKind.Public;
        var calendar = regulations.Calendar(kind.Code()) ?? regulations.Calendar(CalendarKind.Public);
        DateOnly? standsSince = reader.IsDBNull(14) ? null : reader.GetFieldValue<DateOnly>(14);
        var from = standsSince?.AddDays(-1) ?? day;
        int? left = calendar.Covers(from) && calendar.Covers(due) ? calendar.CountWorkingDays(from, due) : null;
        var (acting, union) = (reader.GetGuid(4), reader.GetGuid(12));
        return new(
            reader.GetGuid(0), reader.GetGuid(10), reader.GetString(1), reader.GetFieldValue<DateOnly>(2), due, (Urgency)reader.GetInt32(13), left,
            acting, units.Unit(acting, day)?.Name ?? acting.ToString(), kind, reader.GetString(6), reader.GetBoolean(7), reader.GetBoolean(8), reader.GetGuid(9),
            reader.GetString(11), union, units.Unit(union, day)?.Name ?? union.ToString())
        { StandsSince = standsSince };
    }

    /// <summary>The dates at which urgency changes on a day, so that the database compares dates and knows no calendar.</summary>
    /// <param name="Serious">Due before this day is seriously late.</param>
    /// <param name="Soon">Due up to this day is soon.</param>
    private readonly record struct Marks(DateOnly Serious, DateOnly Soon)
    {
        internal static Marks Of(WorkingCalendar calendar, DateOnly day)
        {
            if (!calendar.Covers(day))
            {
                return new(day.AddDays(-14), day.AddDays(14));
            }

            var serious = day;
            while (calendar.Covers(serious.AddDays(-1)) && calendar.CountWorkingDays(serious.AddDays(-1), day) <= SeriousAfter)
            {
                serious = serious.AddDays(-1);
            }

            return new(serious, calendar.AddWorkingDays(day, SoonWithin) ?? day.AddDays(14));
        }
    }
}
