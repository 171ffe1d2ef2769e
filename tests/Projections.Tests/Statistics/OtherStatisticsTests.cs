using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Statistics;
using CadreWorkflow.Projections.Tests.Given;
using Npgsql;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Statistics;

public sealed class OtherStatisticsTests
{
    private static readonly StatisticsRequest Year2025 = new(Day(2025, 1, 1), Day(2025, 12, 31), Day(2026, 11, 22));

    private readonly MemoryLog _log = new MemoryLog().Province();

    [Fact]
    public async Task Given_a_cohort_then_only_those_referred_long_enough_ago_are_measured_at_each_age()
    {
        _log.Refer(1, "A1", Day(2025, 1, 1)).Sent(Day(2025, 1, 10)).Decided(Day(2026, 1, 10));
        _log.Refer(2, "A1", Day(2025, 1, 1)).Sent(Day(2025, 1, 10)).Decided(Day(2026, 1, 11));
        _log.Refer(3, "A1", Day(2025, 12, 1)).Sent(Day(2025, 12, 10));
        var shares = await AskAsync((s, c) => s.CohortAtAgeAsync(c, Year2025));
        Assert.Equal([("12", 1, 2), ("18", 2, 2), ("24", 0, 0)], shares.Select(s => (s.Key, s.Numerator, s.Denominator)));
        Assert.Equal("–", shares[2].RatioText);
        Assert.Equal("50,0\u00a0%", shares[0].RatioText);
    }

    [Fact]
    public async Task Given_decisions_on_the_last_day_and_one_day_after_then_only_the_second_is_late()
    {
        // Cell resolution of 09/01/2026: 60 working days end on 09/04/2026.
        _log.Refer(1, "A1", Day(2025, 1, 1)).Sent(Day(2025, 1, 10)).Voted(Day(2026, 1, 9)).Decided(Day(2026, 4, 9));
        _log.Refer(2, "A1", Day(2025, 1, 1)).Sent(Day(2025, 1, 10)).Voted(Day(2026, 1, 9)).Decided(Day(2026, 4, 10));
        _log.Refer(3, "B1", Day(2025, 1, 1)).Sent(Day(2025, 1, 10)).Voted(Day(2026, 1, 9));
        _log.Refer(4, "A1", Day(2025, 1, 1)).Sent(Day(2025, 1, 10)).Voted(Day(2026, 1, 9)).Say(new CaseWithdrawn(Day(2026, 4, 1), true, null));
        var year = Year2025 with { From = Day(2026, 1, 1), To = Day(2026, 6, 30) };
        var shares = await AskAsync((s, c) => s.LateActsAsync(c, year));
        Assert.Equal((2, 3), Of(shares, "ADM-28"));
        Assert.Equal((1, 2), Of(await AskAsync((s, c) => s.LateActsAsync(c, year with { Unit = _log.Unit("A") })), "ADM-28"));
        Assert.Equal((0, 3), Of(await AskAsync((s, c) => s.LateActsAsync(c, year with { ObservedOn = Day(2026, 4, 9) })), "ADM-28"));
    }

    [Fact]
    public async Task Given_certificates_then_those_expired_before_the_cell_considered_the_case_are_lapsed()
    {
        _log.Refer(1, "A1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2020, 3, 1));
        _log.Refer(2, "A1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2020, 3, 1)).Voted(Day(2021, 1, 9));
        _log.Refer(3, "A1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2020, 3, 1)).Say(new CaseWithdrawn(Day(2021, 1, 9), true, null));
        _log.Refer(4, "A1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2024, 3, 1));
        var share = Assert.Single(await AskAsync((s, c) => s.LapsedCertificatesAsync(c, Year2025)));
        Assert.Equal(("ST-13", 1, 3), (share.Definition, share.Numerator, share.Denominator));
    }

    [Fact]
    public async Task Given_grassroots_unions_then_coverage_counts_those_active_on_the_last_day_with_a_referral_in_the_period()
    {
        _log.Refer(1, "A1", Day(2025, 1, 1)).Sent(Day(2025, 1, 10));
        _log.Refer(2, "A1", Day(2025, 1, 1)).Sent(Day(2025, 2, 10));
        _log.Refer(3, "A2", Day(2025, 1, 1)).Sent(Day(2025, 2, 10));
        _log.Refer(4, "B1", Day(2024, 1, 1)).Sent(Day(2024, 2, 10));
        _log.Unit("A2", new UnitDissolved(Day(2025, 12, 31), null));
        var share = (await AskAsync(async (s, c) => [await s.CoverageAsync(c, Year2025 with { Unit = _log.Unit("A") })]))[0];

        // A itself is opened as a grassroots union here, with A1 and A3 still active under it.
        Assert.Equal(("ST-14", 1, 3), (share.Definition, share.Numerator, share.Denominator));
    }

    private static (int, int) Of(IReadOnlyList<ShareFigure> shares, string key) => shares.Where(s => s.Key == key).Select(s => (s.Numerator, s.Denominator)).Single();

    private async Task<IReadOnlyList<ShareFigure>> AskAsync(Func<OtherStatistics, NpgsqlConnection, Task<IReadOnlyList<ShareFigure>>> ask)
    {
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync();
        return await ask(new OtherStatistics(read.Facts), connection);
    }
}
