using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Deadlines;

/// <summary>A publication of a rule or a calendar, and how many deadlines it moved.</summary>
/// <param name="Position">Its log position: deadlines that moved ended and began there.</param>
/// <param name="Id">Id of the version.</param>
/// <param name="IsCalendar">A calendar year; else a version of a rule.</param>
/// <param name="Moved">Deadlines with another end or another mark since.</param>
public sealed record Publication(long Position, string Id, bool IsCalendar, DateTimeOffset RecordedAt, int Moved);

/// <summary>One deadline that ends on another day, or under another mark, since a log position.</summary>
/// <param name="OldDue">The end as counted before.</param>
/// <param name="NewDue">The end as counted since.</param>
/// <param name="MetOn">Day of the act that met it; null while none has.</param>
/// <param name="WasProvisional">The calendar was not announced for some counted day before.</param>
public sealed record DeadlineMove(
    Guid CaseId, Guid PersonId, string Rule, Guid StartFact, DateOnly ClockStart, DateOnly OldDue, DateOnly NewDue, DateOnly? MetOn, bool Open,
    bool WasProvisional, bool Provisional, string OldPolicyVersion, string PolicyVersion, Guid ActingUnit, string ActingUnitName, string Calendar)
{
    /// <summary>A lateness already judged is judged otherwise since: both verdicts stay.</summary>
    public bool VerdictChanged => MetOn is { } met && met > OldDue != met > NewDue;
}

/// <summary>A page of moves.</summary>
/// <param name="Total">How many moved.</param>
/// <param name="Open">How many of them still wait for an act.</param>
public sealed record DeadlineMovePage(int Total, int Open, IReadOnlyList<DeadlineMove> Items);

/// <summary>What a publication did to deadlines: the rows that ended and began at its position, compared.</summary>
public sealed class DeadlineMoves(ReadFacts facts)
{
    /// <summary>Largest page.</summary>
    public const int MaxPage = CaseList.MaxPage;

    private const string Differs = "(o.due <> n.due or o.provisional <> n.provisional)";

    private static readonly string Moved =
        $"""
        {ReadSchema.Live}.deadline o join {ReadSchema.Live}.deadline n
        on n.case_id = o.case_id and n.rule = o.rule and n.start_fact = o.start_fact and n.recorded_from = o.recorded_to
        """;

    /// <summary>Publications after the first migration's own that moved something or came later than the first case, the newest first.</summary>
    public static async Task<IReadOnlyList<Publication>> PublicationsAsync(NpgsqlConnection connection, int take = 100, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select r.position, r.data::jsonb ->> 'id', r.type = 'calendar_version_published', r.recorded_at,
                   (select count(*)::int from {Moved} where o.recorded_to = r.position and {Differs})
            from {ReadSchema.Live}.regulation_fact r
            order by r.position desc limit $1
            """,
            connection)
        { Parameters = { new() { Value = Math.Clamp(take, 1, MaxPage) } } };
        var found = new List<Publication>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetBoolean(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetInt32(4)));
        }

        return found;
    }

    /// <summary>The deadlines that moved at a position within what the scope allows: those still open first, then by the new end.</summary>
    public async Task<DeadlineMovePage> QueryAsync(
        NpgsqlConnection connection, ReadScope scope, CaseListFilter filter, long position, int skip = 0, int take = 50, CancellationToken cancellationToken = default)
    {
        var query = await CaseQuery.BeginAsync(connection, facts, scope, filter, cancellationToken, byActingUnit: true);
        var at = query.Parameter(position);
        var sql = $"""
            {query.Sql},
            d as (
                select o.case_id, o.rule, o.start_fact, n.clock_start, o.due as old_due, n.due as new_due, n.met_on, n.open, o.provisional as was_provisional, n.provisional,
                       o.policy_version as old_version, n.policy_version, n.acting_unit, n.calendar
                from {Moved} where o.recorded_to = {at} and {Differs}),
            moved as (select d.*, c.person_id from shown c join d on d.case_id = c.case_id where true {query.ActingCondition})
            """;
        var (total, open) = (0, 0);
        await using (var command = query.Command(connection, $"{sql} select count(*)::int, count(*) filter (where open)::int from moved"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            (total, open) = (reader.GetInt32(0), reader.GetInt32(1));
        }

        var items = new List<DeadlineMove>();
        await using (var command = query.Command(
            connection,
            $"""
            {sql} select case_id, person_id, rule, start_fact, clock_start, old_due, new_due, met_on, open, was_provisional, provisional, old_version, policy_version, acting_unit, calendar
            from moved order by open desc, new_due, case_id, rule, start_fact offset {Math.Max(0, skip)} limit {Math.Clamp(take, 1, MaxPage)}
            """))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var acting = reader.GetGuid(13);
                items.Add(new(
                    reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetFieldValue<DateOnly>(4), reader.GetFieldValue<DateOnly>(5),
                    reader.GetFieldValue<DateOnly>(6), reader.IsDBNull(7) ? null : reader.GetFieldValue<DateOnly>(7), reader.GetBoolean(8), reader.GetBoolean(9), reader.GetBoolean(10),
                    reader.GetString(11), reader.GetString(12), acting, query.Units.Unit(acting, scope.Day)?.Name ?? acting.ToString(), reader.GetString(14)));
            }
        }

        return new(total, open, items);
    }
}
