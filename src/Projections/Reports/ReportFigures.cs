using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Projections.Reports;

/// <summary>Between the answer of a statistics question and the figures of a report.</summary>
public static class ReportFigures
{
    /// <summary>Definitions of the figures of an admission report.</summary>
    public static IReadOnlyList<string> Definitions { get; } = ["ST-01", "ST-02", "ST-03", "ST-04", "ST-05", "ST-07"];

    /// <summary>Measures in the order shown; ratios are made from them.</summary>
    public static IReadOnlyList<string> Measures { get; } = [.. StatisticsMeasure.All.Select(m => m.Code)];

    /// <summary>Every figure that is not 0, totals under the empty row.</summary>
    public static IReadOnlyList<ReportFigure> Of(StatisticsResult result) =>
        [.. Of(string.Empty, result), .. result.Rows.SelectMany(r => Of(r.Key, r))];

    /// <summary>The question as first asked: known up to where its figures stood.</summary>
    public static StatisticsRequest Then(ReportPublished report) => Request(report, report.OccurredOn) with { AsKnownOn = report.Question.AsKnownOn, AsKnownPosition = report.Position };

    /// <summary>The same question with all that is known now; outcomes are looked at on the same day as then.</summary>
    public static StatisticsRequest Now(ReportPublished report, DateOnly today) => Request(report, today);

    private static StatisticsRequest Request(ReportPublished report, DateOnly present) => new(report.Question.From, report.Question.To, present)
    {
        Unit = report.Question.Unit,
        By = report.Question.By is { } by ? Enum.Parse<StatisticsBy>(by, ignoreCase: true) : null,
        ObservedOn = report.Question.ObservedOn,
        Structure = Enum.Parse<StatisticsStructure>(report.Question.Structure, ignoreCase: true),
    };

    private static IEnumerable<ReportFigure> Of(string row, StatisticsFigures figures)
    {
        IEnumerable<(string Measure, int Value)> all =
        [
            ("referredPersonTimes", figures.ReferredPersonTimes), ("referredPersons", figures.ReferredPersons), ("admitted", figures.Admitted),
            ("cohort", figures.Cohort.Referred), ("admittedByThen", figures.Cohort.AdmittedByThen),
            .. figures.Outcomes.Select(o => ("outcome." + o.Code, o.Count)),
        ];
        return all.Where(f => f.Value != 0).Select(f => new ReportFigure(row, f.Measure, f.Value));
    }
}
