using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Api.Tests.Imports;

public sealed class ProvinceLoadTests(LoadedProvince province) : IClassFixture<LoadedProvince>
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly DateOnly PeriodEnd = new(2022, 9, 30);

    [Fact]
    public void Every_row_of_the_province_is_recorded_by_the_ordinary_import()
    {
        Assert.Empty(province.First.Troubles);
        Assert.Equal(province.First.Rows, province.First.Commands);
    }

    [Fact]
    public async Task Loading_again_records_nothing_more()
    {
        var again = await province.LoadAsync();
        Assert.Equal((0, province.First.Rows), (again.Commands, again.AlreadyDone));
    }

    [Fact]
    public async Task The_period_of_the_report_gives_its_figures_today_and_as_known_at_its_end()
    {
        foreach (var known in new DateOnly?[] { null, PeriodEnd })
        {
            var figures = await FiguresAsync(known);
            Assert.Equal((2099, 2095, 841), (figures.ReferredPersonTimes, figures.ReferredPersons, figures.Admitted));
            Assert.Equal("40,1\u00A0%", figures.PeriodRatioText);
        }
    }

    [Fact]
    public async Task Outcomes_at_the_end_of_the_period_leave_1258_persons_not_admitted()
    {
        foreach (var known in new DateOnly?[] { null, PeriodEnd })
        {
            var figures = await FiguresAsync(known, PeriodEnd);
            Assert.Equal(2095, figures.Outcomes.Sum(o => o.Count));
            Assert.Equal(1258, figures.Outcomes.Where(o => o.Code is not ("admitted" or "removed")).Sum(o => o.Count));
            Assert.Equal(2095 - 1258, figures.Cohort.AdmittedByThen);
        }
    }

    [Fact]
    public async Task Some_of_them_were_admitted_later()
    {
        var figures = await FiguresAsync(null, Today);
        Assert.Equal(2095, figures.Outcomes.Sum(o => o.Count));
        Assert.True(figures.Cohort.AdmittedByThen > 1200, $"{figures.Cohort.AdmittedByThen} admitted by {Today}.");
    }

    private async Task<StatisticsResult> FiguresAsync(DateOnly? known, DateOnly? observed = null)
    {
        await using var connection = await province.Source.OpenConnectionAsync();
        var position = known is { } day ? await province.PositionAtEndOfAsync(day) : (long?)null;
        return await new AdmissionStatistics(new ReadFacts()).QueryAsync(
            connection, new StatisticsRequest(new(2021, 1, 1), PeriodEnd, Today) { AsKnownOn = known, AsKnownPosition = position, ObservedOn = observed });
    }
}
