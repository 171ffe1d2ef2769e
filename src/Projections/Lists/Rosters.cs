using CadreWorkflow.Domain.Organisation;
using Npgsql;

namespace CadreWorkflow.Projections.Lists;

/// <summary>A person of the roster, by the latest case on the day.</summary>
/// <param name="Referrals">Cases filed up to the day.</param>
/// <param name="DecidedOn">Date of the admission decision that stands; null when none by that day.</param>
public sealed record PersonRosterItem(
    Guid PersonId, Guid LatestCase, int Referrals, Guid UnionUnit, string UnionUnitName, string Stage, string Outcome, DateOnly FiledOn, DateOnly? DecidedOn,
    DateOnly? RecognisedFrom);

/// <summary>A page of persons.</summary>
public sealed record PersonRosterPage(int Total, IReadOnlyList<PersonRosterItem> Items, long Position);

/// <summary>A unit of the roster with the figures of everything under it.</summary>
/// <param name="Children">Active units directly under it on the day.</param>
/// <param name="OpenCases">Cases not ended on the day.</param>
/// <param name="SentThisYear">Cases first sent in the day's year, up to the day.</param>
/// <param name="DecidedThisYear">Cases with an admission decision in the day's year, up to the day.</param>
public sealed record UnitRosterItem(UnitFacts Unit, int Children, int OpenCases, int SentThisYear, int DecidedThisYear);

/// <summary>The rosters of persons and of units.</summary>
public sealed class Rosters(ReadFacts facts)
{
    /// <summary>Persons with a case in scope, each once with the latest.</summary>
    public async Task<PersonRosterPage> PersonsAsync(NpgsqlConnection connection, ReadScope scope, CaseListFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CaseQuery.BeginAsync(connection, facts, scope, filter, cancellationToken);
        var direction = filter.Descending ? "desc nulls last" : "nulls last";
        var byName = filter.Sort == CaseListSort.Name;
        var sql = $"""
            {query.Sql},
            persons as (
                select distinct on (person_id) person_id, case_id, unit_on_day, stage_on_day, outcome_on_day, filed_on, decided_on, recognised_on, recognised_from,
                       count(*) over (partition by person_id)::int as referrals
                from shown order by person_id, filed_on desc, referral_number desc, case_id desc)
            select c.person_id, c.case_id, c.referrals, c.unit_on_day, c.stage_on_day, c.outcome_on_day, c.filed_on,
                   case when c.decided_on <= $1 then c.decided_on end, case when c.recognised_on <= $1 then c.recognised_from end, count(*) over ()::int
            from persons c {(byName ? People.Join : "")}
            order by {(byName ? People.Order(direction) : $"c.filed_on {direction}")}, c.person_id
            offset {Math.Max(0, filter.Skip)} limit {Math.Clamp(filter.Take, 1, CaseList.MaxPage)}
            """;
        await using var command = query.Command(connection, sql);
        var items = new List<PersonRosterItem>();
        var total = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var unit = reader.GetGuid(3);
            total = reader.GetInt32(9);
            items.Add(new(
                reader.GetGuid(0), reader.GetGuid(1), reader.GetInt32(2), unit, query.Units.Unit(unit, scope.Day)?.Name ?? unit.ToString(), reader.GetString(4),
                reader.GetString(5), reader.GetFieldValue<DateOnly>(6), reader.Date(7), reader.Date(8)));
        }

        return new(total, items, query.Position);
    }

    /// <summary>The active units directly under one (the root of the union tree when none is asked for), with figures rolled up in the structure of the day.</summary>
    public async Task<IReadOnlyList<UnitRosterItem>> UnitsAsync(NpgsqlConnection connection, ReadScope scope, CancellationToken cancellationToken = default)
    {
        var query = await CaseQuery.BeginAsync(connection, facts, scope, new CaseListFilter(), cancellationToken);
        var tree = query.Units;
        var parent = scope.Unit ?? tree.Root(Tree.Union);
        var side = tree.Unit(parent, scope.Day)?.Tree == Tree.Party ? "body_on_day" : "unit_on_day";
        var year = query.Parameter(new DateOnly(scope.Day.Year, 1, 1));
        await using var command = query.Command(
            connection,
            $"""
            {query.Sql}
            select {side}, count(*) filter (where ended_on is null or ended_on > $1)::int, count(*) filter (where first_sent_on between {year} and $1)::int,
                   count(*) filter (where decided_on between {year} and $1)::int
            from shown group by 1
            """);
        var own = new Dictionary<Guid, (int Open, int Sent, int Decided)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                own.Add(reader.GetGuid(0), (reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3)));
            }
        }

        return
        [
            .. tree.Children(parent, scope.Day).Select(child =>
            {
                var (open, sent, decided) = (0, 0, 0);
                foreach (var unit in tree.Subtree(child, scope.Day))
                {
                    var figures = own.GetValueOrDefault(unit);
                    (open, sent, decided) = (open + figures.Open, sent + figures.Sent, decided + figures.Decided);
                }

                return new UnitRosterItem(tree.Unit(child, scope.Day)!, tree.Children(child, scope.Day).Count, open, sent, decided);
            }),
        ];
    }
}
