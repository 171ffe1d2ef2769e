using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Reports;

namespace CadreWorkflow.Domain.Tests.Reports;

/// <summary>What can be published, and which figures are no longer so.</summary>
public sealed class ReportDecisionTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly Guid Unit = new("44444444-0000-0000-0000-000000000001");

    [Fact]
    public void A_publication_goes_into_a_stream_of_its_own()
    {
        var report = Report();
        var planned = Assert.Single(ReportDecisions.Decide(report, null, Today).Events);
        Assert.Equal((Streams.Report(report.ReportId), report), (planned.StreamId, planned.Event));
        Assert.Equal("report", Streams.KindOf(planned.StreamId));
    }

    [Fact]
    public void The_same_figures_on_the_same_day_are_one_publication_and_others_are_another()
    {
        Assert.Empty(ReportDecisions.Decide(Report() with { ReportId = Guid.AllBitsSet }, Report(), Today).Events);
        Assert.NotEmpty(ReportDecisions.Decide(Report() with { Figures = [new("", "admitted", 842)] }, Report(), Today).Events);
        Assert.NotEmpty(ReportDecisions.Decide(Report() with { OccurredOn = Today.AddDays(1) }, Report(), Today.AddDays(1)).Events);
    }

    [Fact]
    public void A_period_that_ends_before_it_begins_or_has_not_begun_is_refused()
    {
        Refused("report_dates_reversed", "to", Report() with { Question = Question() with { To = new(2020, 12, 31) } });
        Refused("report_in_the_future", "from", Report() with { Question = Question() with { From = new(2027, 1, 1), To = new(2027, 12, 31) } });
        Refused("report_in_the_future", "observedOn", Report() with { Question = Question() with { ObservedOn = Today.AddDays(1) } });
        Refused("report_paper_in_the_future", "document.date", Report() with { Document = new("1/BC", Today.AddDays(1), "LD") });
        Refused("report_too_wide", "by", Report() with { Figures = [.. Enumerable.Range(0, ReportDecisions.MaxFigures + 1).Select(i => new ReportFigure($"{i}", "admitted", 1))] });

        static void Refused(string code, string field, ReportPublished report)
        {
            var refusal = ReportDecisions.Decide(report, null, Today).Refusal;
            Assert.Equal((code, field), (refusal?.Code, refusal?.Field));
            Assert.Contains(code, ReportDecisions.Codes);
        }
    }

    [Fact]
    public void A_figure_that_is_missing_on_one_side_was_or_is_nought()
    {
        ReportFigure[] then = [new("a", "admitted", 2), new("", "admitted", 2), new("", "referredPersons", 3)];
        ReportFigure[] now = [new("", "admitted", 1), new("", "referredPersons", 3), new("b", "admitted", 1)];
        Assert.Equal([new("", "admitted", 2, 1), new("a", "admitted", 2, 0), new("b", "admitted", 0, 1)], ReportComparison.Of(then, now));
        Assert.Empty(ReportComparison.Of(then, then));
    }

    private static ReportQuestion Question() => new(new(2021, 1, 1), new(2022, 9, 30), Unit, "unit", "then", new(2022, 9, 30), null);

    private static ReportPublished Report() => new(Today, new("44444444-0000-0000-0000-000000000009"), ["ST-03"], Question(), 100, [new("", "admitted", 841)], null);
}
