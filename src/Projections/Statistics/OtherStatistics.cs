using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Statistics;

/// <summary>A share with everything that makes it readable later.</summary>
/// <param name="Definition">Definition id, <c>ST-12</c>.</param>
/// <param name="Key">What the share is of: a rule id, a number of months; empty for the whole.</param>
/// <param name="Unit">Scope.</param>
/// <param name="AsOf">Day of observation.</param>
/// <param name="Position">Log position the figure stands at.</param>
public sealed record ShareFigure(string Definition, string Key, int Numerator, int Denominator, StatisticsPeriod Period, Guid Unit, DateOnly AsOf, long Position)
{
    /// <summary>Unrounded; null for an empty denominator.</summary>
    public double? Ratio => Denominator == 0 ? null : (double)Numerator / Denominator;

    public string RatioText => VietnameseNumber.Percent(Numerator, Denominator);
}

/// <summary>Cohorts at a fixed age (ST-06), late acts (ST-12), lapsed certificates (ST-13) and coverage (ST-14). Units are those of each fact's own date.</summary>
public sealed class OtherStatistics(ReadFacts facts)
{
    private static readonly int[] Ages = [12, 18, 24];
    private static readonly string[] Clocks = ["ADM-28", "ADM-30", "ADM-32", "ADM-33"];

    /// <summary>
    /// ST-06: of the persons first referred in the period, and so long before the day of observation, those admitted within 12, 18 and 24 months of
    /// that referral.
    /// </summary>
    public Task<IReadOnlyList<ShareFigure>> CohortAtAgeAsync(NpgsqlConnection connection, StatisticsRequest request, CancellationToken cancellationToken = default) =>
        QueryAsync(connection, request, "ST-06", [.. Ages.Select(a => a.ToString(System.Globalization.CultureInfo.InvariantCulture))], scope => $"""
            with person as (
                select person_id, min(first_sent_on) as sent, min(decided_on) filter (where first_sent_on <= decided_on) as decided
                from {scope.Cases} c where first_sent_on is not null group by person_id),
            home as (
                select distinct on (c.person_id) c.person_id, {scope.SentUnit} as unit, width_bucket(c.first_sent_on, $4) as era
                from {scope.Cases} c join person p on p.person_id = c.person_id and p.sent = c.first_sent_on
                where p.sent between $1 and $2 order by c.person_id, c.referral_number, c.case_id)
            select a.months::text, count(*) filter (where p.decided <= p.sent + make_interval(months => a.months))::int, count(*)::int
            from home join person p using (person_id) cross join unnest(array[{string.Join(',', Ages)}]) as a(months)
            where p.sent + make_interval(months => a.months) <= $3 {scope.InScope} group by 1
            """, cancellationToken);

    /// <summary>ST-12: of the acts due in the period, those done late or still not done on the day of observation, by clock. A case that ended before the due date owed none.</summary>
    public Task<IReadOnlyList<ShareFigure>> LateActsAsync(NpgsqlConnection connection, StatisticsRequest request, CancellationToken cancellationToken = default) =>
        QueryAsync(connection, request, "ST-12", Clocks, scope => $"""
            select rule, count(*) filter (where met_on > due and met_on <= $3 or (met_on is null or met_on > $3) and due < $3)::int, count(*)::int
            from (
                select d.rule, d.due, d.met_on, {scope.PresentUnit} as unit, width_bucket(d.due, $4) as era
                from {scope.Deadlines} d join {scope.Cases} c using (case_id)
                where d.rule in ('{string.Join("','", Clocks)}') and d.due between $1 and $2
                  and (d.met_on is not null or d.open or c.ended_on > d.due)) due
            where true {scope.InScope} group by 1
            """, cancellationToken);

    /// <summary>ST-13: of the awareness certificates that could expire in the period, those that did so unused, no cell having considered the case by then.</summary>
    public Task<IReadOnlyList<ShareFigure>> LapsedCertificatesAsync(NpgsqlConnection connection, StatisticsRequest request, CancellationToken cancellationToken = default) =>
        QueryAsync(connection, request, "ST-13", [""], scope => $"""
            select '', count(*) filter (where expires < $3 and (voted is null or voted > expires) and (ended is null or ended > expires))::int, count(*)::int
            from (
                select c.certificate_expires_on as expires, c.cell_voted_on as voted, c.ended_on as ended, {scope.PresentUnit} as unit,
                       width_bucket(c.certificate_expires_on, $4) as era
                from {scope.Cases} c where c.certificate_expires_on between $1 and $2) certificate
            where true {scope.InScope} group by 1
            """, cancellationToken);

    /// <summary>ST-14: of the grassroots unions active on the last day of the period, those with at least one referral sent in it.</summary>
    public async Task<ShareFigure> CoverageAsync(NpgsqlConnection connection, StatisticsRequest request, CancellationToken cancellationToken = default)
    {
        var head = await ReadModel.PositionAsync(connection, cancellationToken);
        var asKnown = request.AsKnownPosition < head;
        var tree = await facts.UnitsAsync(connection, request.AsKnownPosition, cancellationToken);
        var unit = request.Unit ?? tree.Root(Tree.Union);
        var active = tree.Subtree(unit, request.To)
            .Where(id => tree.Unit(id, request.To) is { Active: true, Kind: UnitKind.GrassrootsUnion }).ToHashSet();
        await using var command = new NpgsqlCommand(
            $"select distinct sent_unit from {Sources.Cases(asKnown, "$3")} c where first_sent_on between $1 and $2", connection)
        {
            Parameters = { new() { Value = request.From }, new() { Value = request.To }, new() { Value = request.AsKnownPosition ?? head } },
        };
        var covered = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                covered += active.Contains(reader.GetGuid(0)) ? 1 : 0;
            }
        }

        return new("ST-14", "", covered, active.Count, new(request.From, request.To), unit, request.Observed, asKnown ? request.AsKnownPosition!.Value : head);
    }

    private async Task<IReadOnlyList<ShareFigure>> QueryAsync(
        NpgsqlConnection connection, StatisticsRequest request, string definition, string[] keys, Func<Scope, string> sql, CancellationToken cancellationToken)
    {
        var head = await ReadModel.PositionAsync(connection, cancellationToken);
        var asKnown = request.AsKnownPosition < head;
        var tree = await facts.UnitsAsync(connection, request.AsKnownPosition, cancellationToken);
        var units = new UnitRollUp(tree, request.Unit, present: null);
        var (ids, eras) = units.IsWhole ? ([], []) : units.Within(null);
        var text = sql(new(units, asKnown));
        await using var batch = WholeSets.Of(
            connection, text, request.From, request.To, request.Observed, units.Eras, request.AsKnownPosition ?? head, ids, eras);
        var counted = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        await using (var reader = await WholeSets.ExecuteAsync(batch, cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                counted.Add(reader.GetString(0), (reader.GetInt32(1), reader.GetInt32(2)));
            }
        }

        var position = asKnown ? request.AsKnownPosition!.Value : head;
        return
        [
            .. keys.Select(k => new ShareFigure(
                definition, k, counted.GetValueOrDefault(k).Item1, counted.GetValueOrDefault(k).Item2, new(request.From, request.To), units.Unit, request.Observed, position)),
        ];
    }

    private sealed record Scope(UnitRollUp Units, bool AsKnown)
    {
        internal string Cases => Sources.Cases(AsKnown, "$5");

        internal string Deadlines => Sources.Deadlines(AsKnown, "$5");

        internal string SentUnit => Units.Kind == Tree.Union ? "c.sent_unit" : "c.sent_body";

        internal string PresentUnit => Units.Kind == Tree.Union ? "c.union_unit" : "c.party_body";

        internal string InScope => Units.IsWhole ? "" : "and " + AdmissionSql.InScope("$6", "$7");
    }
}
