namespace CadreWorkflow.Projections.Lists;

/// <summary>Rows as known: the present ones alone, or every version cut at a position.</summary>
internal static class Sources
{
    internal static string Cases(bool asKnown, string position) => asKnown
        ? $"""
          (select * from {ReadSchema.Live}.case_now where recorded_from <= {position}
           union all
           select * from {ReadSchema.Live}.case_past where recorded_from <= {position} and recorded_to > {position})
          """
        : $"{ReadSchema.Live}.case_now";

    internal static string Deadlines(bool asKnown, string position) => asKnown
        ? $"(select * from {ReadSchema.Live}.deadline where recorded_from <= {position} and recorded_to > {position})"
        : $"(select * from {ReadSchema.Live}.deadline where recorded_to = {ReadModel.Forever})";

    /// <summary>The stage of case <c>c</c> on a day; a decided case whose ceremony deadline has passed is overdue (ADM-30).</summary>
    internal static string Stage(string deadlines, string day) =>
        $"""
        case when c.stages[width_bucket({day}, c.stage_days)] = 'decided' and exists (
            select from {deadlines} d where d.case_id = c.case_id and d.rule = 'ADM-30' and d.due < {day} and d.stands_since is null and (d.met_on is null or d.met_on > {day}))
        then 'ceremony_overdue' else c.stages[width_bucket({day}, c.stage_days)] end
        """;

    /// <summary>Deadline <c>d</c> of case <c>c</c> waits for an act on a day: begun, and neither met nor ended with the case by then.</summary>
    internal static string IsOpen(string day) =>
        $"d.clock_start <= {day} and (d.open or d.met_on > {day} or (d.met_on is null and c.ended_on > {day}))";
}
