using System.Globalization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using Npgsql;

namespace CadreWorkflow.Projections.Statistics;

/// <summary>
/// Referred, admitted, ratio, cohort and outcomes of a period (ST-01…ST-05, ST-07), whole or by row, and the cases behind each number. A person
/// sits in the row of the first referral in the period, also when admitted, so every measure of the rows sums to the total; a person admitted in the
/// period but not referred in it sits where the admitting case was decided.
/// </summary>
public sealed class AdmissionStatistics(ReadFacts facts)
{
    private const string Unknown = "unknown";

    /// <summary>Longest list page.</summary>
    public const int MaxPage = 1_000;

    /// <summary>The figures.</summary>
    public async Task<StatisticsResult> QueryAsync(NpgsqlConnection connection, StatisticsRequest request, CancellationToken cancellationToken = default)
    {
        var head = await ReadModel.PositionAsync(connection, cancellationToken);
        var asKnown = request.AsKnownPosition < head;
        var tree = await facts.UnitsAsync(connection, request.AsKnownPosition, cancellationToken);
        var units = RollUpOf(tree, request);
        var (byUnit, byMonth) = (request.By == StatisticsBy.Unit, request.By == StatisticsBy.Month);
        var sql = $"""
            {AdmissionSql.Facts(request, units.Kind, asKnown)}
            select counts, {(byUnit ? "unit, era" : "null::uuid, 0")}, key, count(*)::int, {(byMonth ? "day" : "null::date")} from fact
            {(units.IsWhole ? "" : "where " + AdmissionSql.InScope("$6", "$7"))}
            group by 1, 2, 3, 4, 6
            """;
        await using var command = Command(connection, sql, request, units, asKnown);
        var total = new Tallies();
        var rows = new Dictionary<string, Tallies>(StringComparer.Ordinal);
        await using (var reader = await WholeSets.ExecuteAsync(command, cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var (counts, count) = (reader.GetString(0), reader.GetInt32(4));
                total.Add(counts, count);
                if (request.By is null)
                {
                    continue;
                }

                var key = byUnit
                    ? (units.ChildAbove(reader.GetGuid(1), reader.GetInt32(2)) ?? units.Unit).ToString()
                    : byMonth ? MonthOf(reader.GetFieldValue<DateOnly>(5)) : reader.Text(3) ?? Unknown;
                if (!rows.TryGetValue(key, out var row))
                {
                    rows.Add(key, row = new Tallies());
                }

                row.Add(counts, count);
            }
        }

        var observed = request.Observed;
        return new StatisticsResult
        {
            Period = new(request.From, request.To),
            AsKnownOn = request.AsKnownOn,
            Position = asKnown ? request.AsKnownPosition!.Value : head,
            Unit = units.Unit,
            Structure = Name(request.Structure.ToString()),
            By = request.By is { } by ? Name(by.ToString()) : null,
            ReferredPersonTimes = total["times"],
            ReferredPersons = total["persons"],
            Admitted = total["admitted"],
            Cohort = total.Cohort(observed),
            Outcomes = total.Outcomes(),
            Rows = request.By is null ? [] : [.. Keys(request, units, tree, rows).Select(k => Row(k, rows.GetValueOrDefault(k.Key) ?? new Tallies(), observed))],
        };
    }

    /// <summary>Every case every measure counts, with its row: what a change of figures is traced by.</summary>
    internal async Task<HashSet<CountedCase>> CountedAsync(NpgsqlConnection connection, StatisticsRequest request, CancellationToken cancellationToken = default)
    {
        var asKnown = request.AsKnownPosition < await ReadModel.PositionAsync(connection, cancellationToken);
        var tree = await facts.UnitsAsync(connection, request.AsKnownPosition, cancellationToken);
        var units = RollUpOf(tree, request);
        var sql = $"""
            {AdmissionSql.Facts(request, units.Kind, asKnown)}
            select counts, case_id, unit, era, key, day from fact
            {(units.IsWhole ? "" : "where " + AdmissionSql.InScope("$6", "$7"))}
            """;
        await using var command = Command(connection, sql, request, units, asKnown);
        var counted = new HashSet<CountedCase>();
        await using var reader = await WholeSets.ExecuteAsync(command, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (counts, id) = (reader.GetString(0), reader.GetGuid(1));
            string[] rows = request.By is null ? [string.Empty] : [string.Empty, RowOf(reader, request, units)];
            foreach (var row in rows)
            {
                counted.UnionWith(StatisticsMeasure.All.Where(m => m.CountsFact(counts)).Select(m => new CountedCase(row, m.Code, id)));
            }
        }

        return counted;
    }

    private static string RowOf(NpgsqlDataReader reader, StatisticsRequest request, UnitRollUp units) => request.By switch
    {
        StatisticsBy.Unit => (units.ChildAbove(reader.GetGuid(2), reader.GetInt32(3)) ?? units.Unit).ToString(),
        StatisticsBy.Month => MonthOf(reader.GetFieldValue<DateOnly>(5)),
        _ => reader.Text(4) ?? Unknown,
    };

    /// <summary>The cases a number counts: one per person for person measures. <paramref name="key"/> is the key of a row, null for the total.</summary>
    public async Task<StatisticsCases> CasesAsync(
        NpgsqlConnection connection, StatisticsRequest request, StatisticsMeasure measure, string? key, int skip, int take, CancellationToken cancellationToken = default)
    {
        var asKnown = request.AsKnownPosition < await ReadModel.PositionAsync(connection, cancellationToken);
        var tree = await facts.UnitsAsync(connection, request.AsKnownPosition, cancellationToken);
        var units = RollUpOf(tree, request);
        Guid? row = request.By == StatisticsBy.Unit && key is not null ? Guid.TryParse(key, out var id) ? id : Guid.Empty : null;
        var scoped = row is not null || !units.IsWhole;
        var conditions = new List<string> { AdmissionSql.Counts(measure) };
        if (scoped)
        {
            conditions.Add(AdmissionSql.InScope("$6", "$7"));
        }

        if (row is null && key is not null)
        {
            conditions.Add(request.By == StatisticsBy.Month ? "to_char(day, 'YYYY-MM') = $8" : $"coalesce(key, '{Unknown}') = $8");
        }

        var sql = $"""
            {AdmissionSql.Facts(request, units.Kind, asKnown)},
            picked as (select case_id, day from fact where {string.Join(" and ", conditions)})
            select c.case_id, c.person_id, c.union_unit, c.party_body, c.filed_on, c.first_sent_on, c.decided_on, p.day,
                   c.stages[width_bucket($3, c.stage_days)], c.outcomes[width_bucket($3, c.outcome_days)], count(*) over ()::int
            from picked p join {AdmissionSql.Source(asKnown)} c using (case_id)
            order by p.day, c.case_id offset $9 limit $10
            """;
        await using var command = Command(connection, sql, request, units, asKnown, row, key);
        var parameters = command.BatchCommands[^1].Parameters;
        parameters.Add(new() { Value = Math.Max(0, skip) });
        parameters.Add(new() { Value = Math.Clamp(take, 1, MaxPage) });
        var items = new List<StatisticsCase>();
        var total = 0;
        await using var reader = await WholeSets.ExecuteAsync(command, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            total = reader.GetInt32(10);
            var unit = reader.GetGuid(2);
            items.Add(new(
                reader.GetGuid(0), reader.GetGuid(1), unit, reader.GetGuid(3), tree.Unit(unit, request.Present)?.Name ?? unit.ToString(), reader.Date(4)!.Value,
                reader.Date(5), reader.Date(6), reader.Date(7)!.Value, reader.Text(8), reader.Text(9)));
        }

        return new(total, items);
    }

    private static UnitRollUp RollUpOf(OrgTree tree, StatisticsRequest request) =>
        new(tree, request.Unit, request.Structure == StatisticsStructure.Now ? request.Present : null);

    private static NpgsqlBatch Command(
        NpgsqlConnection connection, string sql, StatisticsRequest request, UnitRollUp units, bool asKnown, Guid? row = null, string? key = null)
    {
        var (ids, eras) = row is not null || !units.IsWhole ? units.Within(row) : ([], []);
        return WholeSets.Of(
            connection, sql, request.From, request.To, request.Observed, units.Eras, asKnown ? request.AsKnownPosition!.Value : 0L, ids, eras, key ?? string.Empty);
    }

    private static StatisticsRow Row(StatisticsRow key, Tallies tallies, DateOnly observed) =>
        key with
        {
            ReferredPersonTimes = tallies["times"],
            ReferredPersons = tallies["persons"],
            Admitted = tallies["admitted"],
            Cohort = tallies.Cohort(observed),
            Outcomes = tallies.Outcomes(),
        };

    private static IEnumerable<StatisticsRow> Keys(StatisticsRequest request, UnitRollUp units, OrgTree tree, Dictionary<string, Tallies> rows)
    {
        IEnumerable<string> keys = request.By switch
        {
            StatisticsBy.Sector => Codes.All<Sector>(),
            StatisticsBy.Gender => Codes.All<Gender>(),
            StatisticsBy.Age => Codes.All<AgeBand>(),
            StatisticsBy.Education => Codes.All<Education>(),
            StatisticsBy.Theory => Codes.All<TheoryLevel>(),
            StatisticsBy.Month => Months(request.From, request.To),
            _ => [],
        };
        if (request.By != StatisticsBy.Unit)
        {
            // Unknown is a value like any other; it stands last.
            var known = keys.Where(k => k != Unknown).ToList();
            var rest = rows.Keys.Except(known, StringComparer.Ordinal).Append(Unknown).Distinct(StringComparer.Ordinal);
            return known.Concat(request.By == StatisticsBy.Month ? [] : rest).Select(k => Empty(k, k));
        }

        var day = request.Structure == StatisticsStructure.Now || request.To > request.Present ? request.Present : request.To;
        return tree.Children(units.Unit, day).Select(c => c.ToString())
            .Concat(rows.Keys)
            .Distinct(StringComparer.Ordinal)
            .Where(k => k != units.Unit.ToString())
            .Select(k => (Key: k, Facts: tree.Unit(Guid.Parse(k), day)))
            .OrderBy(u => u.Facts?.Code, StringComparer.Ordinal)
            .Select(u => Empty(u.Key, u.Facts?.Name ?? u.Key) with { IsUnassigned = u.Facts is { Active: false, EndedOn: not null } && tree.Successors(u.Facts.Id).Count > 1 })
            .Append(Empty(units.Unit.ToString(), tree.Unit(units.Unit, day)?.Name ?? units.Unit.ToString()) with { IsOwn = true });
    }

    private static StatisticsRow Empty(string key, string label) =>
        new(key, label) { ReferredPersonTimes = 0, ReferredPersons = 0, Admitted = 0, Cohort = new(0, default, 0, null, ""), Outcomes = [] };

    private static IEnumerable<string> Months(DateOnly from, DateOnly to)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            yield return MonthOf(month);
        }
    }

    private static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Name(string value) => char.ToLowerInvariant(value[0]) + value[1..];

    /// <summary>Counts by kind of counted fact.</summary>
    private sealed class Tallies
    {
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

        internal int this[string counts] => _counts.GetValueOrDefault(counts);

        internal void Add(string counts, int count) => _counts[counts] = this[counts] + count;

        internal CohortFigures Cohort(DateOnly observed)
        {
            var referred = StatisticsOutcomes.Codes.Sum(c => this["o:" + c]);
            var admitted = this["o:admitted"] + this["o:removed"];
            return new(referred, observed, admitted, referred == 0 ? null : (double)admitted / referred, VietnameseNumber.Percent(admitted, referred));
        }

        internal IReadOnlyList<OutcomeCount> Outcomes() => [.. StatisticsOutcomes.Codes.Select(c => new OutcomeCount(c, c, this["o:" + c]))];
    }
}

/// <summary>One case counted by one measure in one row; the empty row is the total.</summary>
internal readonly record struct CountedCase(string Row, string Measure, Guid CaseId);
