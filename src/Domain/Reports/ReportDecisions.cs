using System.Globalization;
using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Reports;

/// <summary>Decides whether figures can be published.</summary>
public static class ReportDecisions
{
    /// <summary>Most figures of one report: rows of the widest division times its measures, with room.</summary>
    public const int MaxFigures = 20_000;

    /// <summary>Every code, for texts.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["report_dates_reversed", "report_in_the_future", "report_paper_in_the_future", "report_too_wide"];

    /// <summary>
    /// Decides a publication. The same question answered by the same figures on the same day is the same publication said twice.
    /// </summary>
    /// <param name="latest">The last report with the same question; null when there is none.</param>
    public static Decision Decide(ReportPublished report, ReportPublished? latest, DateOnly today)
    {
        var question = report.Question;
        if (question.To < question.From)
        {
            return Decision.Refuse(new("report_dates_reversed", "to", Iso(question.To)));
        }

        if (question.From > today || question.ObservedOn > today)
        {
            return Decision.Refuse(question.From > today ? new("report_in_the_future", "from", Iso(question.From)) : new("report_in_the_future", "observedOn", Iso(question.ObservedOn)));
        }

        if (report.Document is { } document && document.Date > today)
        {
            return Decision.Refuse(new("report_paper_in_the_future", "document.date", Iso(document.Date)));
        }

        if (report.Figures.Count > MaxFigures)
        {
            return Decision.Refuse(new("report_too_wide", "by", question.By, Parameters: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["n"] = report.Figures.Count.ToString(CultureInfo.InvariantCulture),
            }));
        }

        return latest is not null && latest.OccurredOn == report.OccurredOn && latest.Question == question && latest.Document == report.Document
            && ReportComparison.Of(latest.Figures, report.Figures).Count == 0
            ? Decision.Nothing
            : Decision.Accept(Streams.Report(report.ReportId), report);
    }
}

/// <summary>One figure that is no longer what was published.</summary>
public sealed record ReportChange(string Row, string Measure, int Then, int Now);

/// <summary>Compares figures.</summary>
public static class ReportComparison
{
    /// <summary>Every figure that differs, totals first, then rows as published, measures in their order.</summary>
    public static IReadOnlyList<ReportChange> Of(IReadOnlyList<ReportFigure> then, IReadOnlyList<ReportFigure> now)
    {
        var (was, becomes) = (Indexed(then), Indexed(now));
        return
        [
            .. then.Concat(now).Select(f => (f.Row, f.Measure)).Distinct()
                .Select(k => new ReportChange(k.Row, k.Measure, was.GetValueOrDefault(k), becomes.GetValueOrDefault(k)))
                .Where(c => c.Then != c.Now)
                .OrderBy(c => c.Row.Length > 0),
        ];
    }

    private static Dictionary<(string Row, string Measure), int> Indexed(IReadOnlyList<ReportFigure> figures) =>
        figures.ToDictionary(f => (f.Row, f.Measure), f => f.Value);
}
