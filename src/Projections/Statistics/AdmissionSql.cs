using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Projections.Statistics;

/// <summary>
/// The definitions ST-01…ST-05 and ST-07 as one query. It yields a row per counted fact: what it counts, the case shown for it, the unit
/// and era it is attributed to, the key of its row, and its date. Most persons have one case, which then says everything about them; only persons
/// with a second referral need to be looked at over all their cases. Parameters: $1 from, $2 to, $3 day of observation, $4 eras, $5 known position.
/// </summary>
internal static class AdmissionSql
{
    private const string Columns =
        "case_id, person_id, referral_number, filed_on, first_sent_on, decided_on, union_unit, party_body, sent_unit, sent_body, decided_unit, decided_body, "
        + "gender, age_band, education, theory_level, sector, stage_days, stages, outcome_days, outcomes, recorded_from, recorded_to";

    /// <summary>The cases as known: the present rows alone, or every version cut at a position.</summary>
    internal static string Source(bool asKnown, string position = "$5") => asKnown
        ? $"""
          (select {Columns} from {ReadSchema.Live}.case_now where recorded_from <= {position}
           union all
           select {Columns} from {ReadSchema.Live}.case_past where recorded_from <= {position} and recorded_to > {position})
          """
        : $"{ReadSchema.Live}.case_now";

    internal static string Facts(StatisticsRequest request, Tree tree, bool asKnown)
    {
        var source = Source(asKnown);
        var now = request.Structure == StatisticsStructure.Now;
        var present = tree == Tree.Union ? "union_unit" : "party_body";
        var sentUnit = now ? present : tree == Tree.Union ? "sent_unit" : "sent_body";
        var decidedUnit = now ? present : tree == Tree.Union ? "decided_unit" : "decided_body";
        var row = request.By switch
        {
            StatisticsBy.Sector => "sector",
            StatisticsBy.Gender => "gender",
            StatisticsBy.Age => "age_band",
            StatisticsBy.Education => "education",
            StatisticsBy.Theory => "theory_level",
            _ => "null::text",
        };
        return $"""
            with known as materialized (
                select case_id, person_id, referral_number, filed_on, first_sent_on, decided_on, {row} as row_key,
                       {sentUnit} as sent_at, width_bucket(first_sent_on, $4) as sent_era, {decidedUnit} as decided_at, width_bucket(decided_on, $4) as decided_era,
                       outcomes[width_bucket($3, outcome_days)] as outcome, person_id in (select person_id from {source} again where referral_number > 1) as many
                from {source} c
                where first_sent_on between $1 and $2 or decided_on between $1 and $2
            ),
            one as not materialized (select *, first_sent_on between $1 and $2 as is_home from known where not many),
            sent as materialized (
                select *, row_number() over (partition by person_id order by first_sent_on, referral_number, case_id) as nth
                from known where many and first_sent_on between $1 and $2
            ),
            home as materialized (select * from sent where nth = 1),
            every as materialized (
                select person_id, case_id, referral_number, filed_on, first_sent_on, outcomes[width_bucket($3, outcome_days)] as outcome
                from {source} c where person_id in (select person_id from home)
            ),
            newcomer as (select person_id from every group by person_id having min(first_sent_on) >= $1),
            latest as (
                select distinct on (person_id) person_id, case_id, outcome
                from every where filed_on <= $3 order by person_id, filed_on desc, referral_number desc, case_id desc
            ),
            cohort as (
                select h.first_sent_on, h.row_key, h.sent_at, h.sent_era, coalesce(l.case_id, h.case_id) as case_id, coalesce(l.outcome, 'in_progress') as outcome
                from home h join newcomer using (person_id) left join latest l using (person_id)
                union all
                select first_sent_on, row_key, sent_at, sent_era, case_id, case when filed_on <= $3 then coalesce(outcome, 'in_progress') else 'in_progress' end
                from one where is_home
            ),
            decided as (
                select distinct on (person_id) * from known
                where many and decided_on between $1 and $2 and first_sent_on <= decided_on order by person_id, decided_on, case_id
            ),
            fact as (
                select 'times' as counts, case_id, sent_at as unit, sent_era as era, row_key as key, first_sent_on as day
                from known where first_sent_on between $1 and $2
                union all
                select 'persons', case_id, sent_at, sent_era, row_key, first_sent_on from home
                union all
                select 'persons', case_id, sent_at, sent_era, row_key, first_sent_on from one where is_home
                union all
                select 'admitted', d.case_id, coalesce(h.sent_at, d.decided_at), coalesce(h.sent_era, d.decided_era),
                       case when h.person_id is null then d.row_key else h.row_key end, d.decided_on
                from decided d left join home h using (person_id)
                union all
                select 'admitted', case_id, case when is_home then sent_at else decided_at end, case when is_home then sent_era else decided_era end,
                       row_key, decided_on
                from one where decided_on between $1 and $2 and first_sent_on <= decided_on
                union all
                select 'o:' || outcome, case_id, sent_at, sent_era, row_key, first_sent_on from cohort
            )
            """;
    }

    /// <summary>Keeps the facts within units and eras given as two arrays.</summary>
    internal static string InScope(string units, string eras) => $"(unit, era) in (select u, e from unnest({units}::uuid[], {eras}::int[]) as scope(u, e))";

    /// <summary>The condition that picks the counted facts of a measure.</summary>
    internal static string Counts(StatisticsMeasure measure) => measure.Fact switch
    {
        "cohort" => "starts_with(counts, 'o:')",
        "by_then" => "counts in ('o:admitted', 'o:removed')",
        _ => $"counts = '{measure.Fact}'",
    };
}
