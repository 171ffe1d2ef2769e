using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Projections.Statistics;
using CadreWorkflow.Projections.Tests.Given;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Statistics;

public sealed class AdmissionStatisticsTests
{
    private static readonly DateOnly Today = Day(2026, 11, 22);
    private static readonly StatisticsRequest Year2025 = new(Day(2025, 1, 1), Day(2025, 12, 31), Today);

    private readonly MemoryLog _log = new MemoryLog().Province();

    [Fact]
    public async Task Given_referrals_and_admissions_then_the_ratio_is_admitted_over_persons_with_its_vietnamese_text()
    {
        for (var i = 0; i < 7; i++)
        {
            var told = _log.Refer(i, "A1", Day(2025, 1, 5)).Sent(Day(2025, 1, 10));
            if (i < 3)
            {
                told.Decided(Day(2025, 6, 1));
            }
        }

        await using var read = await ReadSide.OfAsync(_log);
        var result = await read.StatisticsAsync(Year2025);
        Assert.Equal((7, 7, 3), (result.ReferredPersonTimes, result.ReferredPersons, result.Admitted));
        Assert.Equal(3.0 / 7, result.PeriodRatio);
        Assert.Equal("42,9\u00a0%", result.PeriodRatioText);
        Assert.Equal((7, 3), (result.Cohort.Referred, result.Cohort.AdmittedByThen));
        Assert.Equal(4, result.Outcomes.Single(o => o.Code == "in_progress").Count);

        var empty = await read.StatisticsAsync(Year2025 with { From = Day(2020, 1, 1), To = Day(2020, 12, 31) });
        Assert.Null(empty.PeriodRatio);
        Assert.Equal("–", empty.PeriodRatioText);
    }

    [Fact]
    public async Task Given_a_case_returned_and_sent_again_then_it_counts_once_at_its_first_sending()
    {
        var told = _log.Refer(1, "A1", Day(2024, 12, 1)).Sent(Day(2024, 12, 10));
        told.Say(new ReferralReturned(Day(2025, 1, 10), true, null, Tree.Party, ReasonCode.MissingPapers, null));
        told.Sent(Day(2025, 2, 1));

        await using var read = await ReadSide.OfAsync(_log);
        Assert.Equal(0, (await read.StatisticsAsync(Year2025)).ReferredPersonTimes);
        Assert.Equal(1, (await read.StatisticsAsync(Year2025 with { From = Day(2024, 1, 1) })).ReferredPersonTimes);
    }

    [Fact]
    public async Task Given_a_transfer_that_the_receiver_rejects_then_the_referral_is_not_counted_twice()
    {
        var told = _log.Refer(1, "A1", Day(2025, 1, 5)).Sent(Day(2025, 1, 10));
        told.Say(new CaseMoved(Day(2025, 3, 1), true, CaseTold.Paper("17", Day(2025, 3, 1)), TransferPoint.WhileHelped, _log.Unit("B1"), _log.Unit("P2")));
        told.Say(new TransferRejected(Day(2025, 3, 20), true, null, ReasonCode.MissingPapers));
        told.Say(new CaseMoved(Day(2025, 4, 1), true, CaseTold.Paper("17", Day(2025, 4, 1)), TransferPoint.WhileHelped, _log.Unit("B1"), _log.Unit("P2")));
        told.Say(new TransferReceived(Day(2025, 4, 20), true, null));

        await using var read = await ReadSide.OfAsync(_log);
        var then = await read.StatisticsAsync(Year2025 with { By = StatisticsBy.Unit });
        Assert.Equal((1, 1), (then.ReferredPersonTimes, then.ReferredPersons));
        Assert.Equal(1, RowOf(then, "A").ReferredPersonTimes);
        var now = await read.StatisticsAsync(Year2025 with { By = StatisticsBy.Unit, Structure = StatisticsStructure.Now });
        Assert.Equal((0, 1), (RowOf(now, "A").ReferredPersonTimes, RowOf(now, "B").ReferredPersonTimes));
    }

    [Fact]
    public async Task Given_units_merged_mid_year_then_by_unit_at_the_event_and_by_successor_both_total_the_same()
    {
        var cases = Enumerable.Range(0, 8).Select(i => _log.Refer(i, i < 5 ? "A1" : "A2", Day(2025, 2, 1)).Sent(Day(2025, 2, 10))).ToList();
        foreach (var code in new[] { "A1", "A2" })
        {
            _log.Unit(code, new UnitMerged(Day(2025, 7, 1), null, _log.Unit("A3")));
        }

        foreach (var told in cases)
        {
            told.Say(new CaseFollowedUnit(Day(2025, 7, 1), false, null, _log.Unit("A3"), null, Guid.Empty));
        }

        await using var read = await ReadSide.OfAsync(_log);
        var then = await read.StatisticsAsync(Year2025 with { Unit = _log.Unit("A"), By = StatisticsBy.Unit });
        Assert.Equal((5, 3, 0), (RowOf(then, "A1").ReferredPersons, RowOf(then, "A2").ReferredPersons, RowOf(then, "A3").ReferredPersons));
        Assert.Equal(8, then.ReferredPersons);
        var now = await read.StatisticsAsync(Year2025 with { Unit = _log.Unit("A"), By = StatisticsBy.Unit, Structure = StatisticsStructure.Now });
        Assert.Equal(8, RowOf(now, "A3").ReferredPersons);
        Assert.Equal(8, now.ReferredPersons);
        Assert.DoesNotContain(now.Rows, r => r.Key == _log.Unit("A1").ToString() && r.ReferredPersons > 0);
    }

    [Fact]
    public async Task Given_a_split_then_each_case_stands_with_its_successor_and_the_others_are_listed_as_unassigned()
    {
        var cases = Enumerable.Range(0, 3).Select(i => _log.Refer(i, "A1", Day(2025, 2, 1)).Sent(Day(2025, 2, 10))).ToList();
        _log.Unit("A1", new UnitSplit(Day(2025, 7, 1), null, [_log.Unit("A2"), _log.Unit("A3")]));
        cases[0].Say(new CaseFollowedUnit(Day(2025, 7, 1), false, null, _log.Unit("A2"), null, Guid.Empty));
        cases[1].Say(new CaseFollowedUnit(Day(2025, 7, 1), false, null, _log.Unit("A3"), null, Guid.Empty));

        await using var read = await ReadSide.OfAsync(_log);
        var now = await read.StatisticsAsync(Year2025 with { Unit = _log.Unit("A"), By = StatisticsBy.Unit, Structure = StatisticsStructure.Now });
        Assert.Equal((1, 1, 1), (RowOf(now, "A1").ReferredPersons, RowOf(now, "A2").ReferredPersons, RowOf(now, "A3").ReferredPersons));
        Assert.True(RowOf(now, "A1").IsUnassigned);
        Assert.False(RowOf(now, "A2").IsUnassigned);
        Assert.Equal(cases[2].CaseId, Assert.Single((await read.CasesAsync(Year2025 with { Unit = _log.Unit("A"), By = StatisticsBy.Unit, Structure = StatisticsStructure.Now }, "referredPersons", _log.Unit("A1").ToString())).Items).CaseId);
    }

    [Fact]
    public async Task Given_a_unit_moved_to_another_parent_mid_year_then_each_referral_counts_under_the_parent_of_its_day()
    {
        _log.Refer(1, "A1", Day(2025, 2, 1)).Sent(Day(2025, 2, 10));
        _log.Refer(2, "A1", Day(2025, 8, 1)).Sent(Day(2025, 8, 10));
        _log.Unit("A1", new UnitMoved(Day(2025, 6, 1), null, _log.Unit("B")));

        await using var read = await ReadSide.OfAsync(_log);
        var then = await read.StatisticsAsync(Year2025 with { By = StatisticsBy.Unit });
        Assert.Equal((1, 1), (RowOf(then, "A").ReferredPersons, RowOf(then, "B").ReferredPersons));
        var now = await read.StatisticsAsync(Year2025 with { By = StatisticsBy.Unit, Structure = StatisticsStructure.Now });
        Assert.Equal((0, 2), (RowOf(now, "A").ReferredPersons, RowOf(now, "B").ReferredPersons));
        Assert.Equal(1, (await read.StatisticsAsync(Year2025 with { Unit = _log.Unit("A") })).ReferredPersons);
        Assert.Equal(1, (await read.CasesAsync(Year2025 with { Unit = _log.Unit("B") }, "referredPersons")).Total);
    }

    [Fact]
    public async Task Given_a_withdrawal_and_a_second_referral_then_there_are_two_times_and_one_person_with_the_outcome_of_the_latest_case()
    {
        var first = _log.Refer(1, "A1", Day(2025, 1, 5), gender: Gender.Male).Sent(Day(2025, 1, 10));
        first.Say(new CaseWithdrawn(Day(2025, 3, 1), true, null));
        var second = _log.Refer(1, "B1", Day(2025, 5, 1), previous: first, gender: Gender.Male, number: 2).Sent(Day(2025, 5, 10));
        second.Decided(Day(2025, 9, 1));

        await using var read = await ReadSide.OfAsync(_log);
        var result = await read.StatisticsAsync(Year2025 with { By = StatisticsBy.Unit });
        Assert.Equal((2, 1, 1), (result.ReferredPersonTimes, result.ReferredPersons, result.Admitted));
        Assert.Equal((1, 1, 1), (RowOf(result, "A").ReferredPersonTimes, RowOf(result, "A").ReferredPersons, RowOf(result, "A").Admitted));
        Assert.Equal((1, 0, 0), (RowOf(result, "B").ReferredPersonTimes, RowOf(result, "B").ReferredPersons, RowOf(result, "B").Admitted));
        Assert.Equal(1, result.Outcomes.Single(o => o.Code == "admitted").Count);

        var april = await read.StatisticsAsync(Year2025 with { ObservedOn = Day(2025, 4, 1) });
        Assert.Equal(1, april.Outcomes.Single(o => o.Code == "withdrawn").Count);
        Assert.Equal(0, april.Cohort.AdmittedByThen);

        // Referred for the first time before the period: counted as referred, but no member of the cohort.
        var may = await read.StatisticsAsync(Year2025 with { From = Day(2025, 5, 1) });
        Assert.Equal((1, 0), (may.ReferredPersons, may.Cohort.Referred));
    }

    [Fact]
    public async Task Given_an_admission_cancelled_two_years_later_then_the_year_as_known_then_stays_and_as_known_now_is_lower_by_one()
    {
        var told = _log.Refer(1, "A1", Day(2023, 1, 5)).Sent(Day(2023, 1, 10)).Voted(Day(2023, 4, 1));
        told.Decided(Day(2023, 5, 1));
        _log.Refer(2, "A1", Day(2023, 1, 5)).Sent(Day(2023, 1, 10)).Decided(Day(2023, 5, 1));
        var then = _log.Head;
        told.Say(new DecisionCancelled(Day(2025, 5, 1), true, CaseTold.Paper("QĐ", Day(2025, 5, 1)), Purpose.Admission));

        await using var read = await ReadSide.OfAsync(_log);
        var year = new StatisticsRequest(Day(2023, 1, 1), Day(2023, 12, 31), Today);
        Assert.Equal(2, (await read.StatisticsAsync(year with { AsKnownPosition = then, AsKnownOn = Day(2024, 1, 1) })).Admitted);
        var now = await read.StatisticsAsync(year);
        Assert.Equal(1, now.Admitted);
        Assert.Equal(1, now.Outcomes.Single(o => o.Code == "cancelled").Count);
        Assert.Equal(1, now.Cohort.AdmittedByThen);
    }

    [Fact]
    public async Task Given_later_corrections_then_the_report_as_known_on_a_day_stays_the_same_for_ever()
    {
        var told = _log.Refer(1, "A1", Day(2025, 1, 5));
        var sent = told.Say(new ReferralSent(Day(2025, 1, 10), true, null));
        var gone = _log.Refer(2, "A2", Day(2025, 1, 5)).Say(new ReferralSent(Day(2025, 2, 10), true, null));
        await using var read = await ReadSide.OfAsync(_log);
        var request = Year2025 with { AsKnownOn = Day(2025, 12, 31), AsKnownPosition = _log.Head, By = StatisticsBy.Gender };
        var before = await read.StatisticsAsync(request);

        told.Say(new ReferralSent(Day(2024, 12, 10), true, null), corrects: sent.Id);
        told.Say(new ReferralStatisticsCorrected(Day(2026, 1, 1), true, null, Gender.Male, AgeBand.Over60, Education.College, TheoryLevel.None, Sector.Fdi));
        _log.Record(gone.StreamId, new FactStruck(Day(2026, 1, 1), true, null, ReasonCode.Other, null), gone.Id);
        _log.Refer(3, "A1", Day(2025, 1, 5)).Sent(Day(2025, 3, 1)).Decided(Day(2025, 8, 1));
        await read.FeedAsync();

        var after = await read.StatisticsAsync(request);
        Assert.Equivalent(before, after, strict: true);
        Assert.Equal(2, after.ReferredPersons);
        var known = await read.StatisticsAsync(Year2025);
        Assert.Equal((1, 1), (known.ReferredPersons, known.Admitted));
    }

    [Fact]
    [Trait("LawCase", "70")]
    public async Task Given_the_report_of_2099_referred_and_841_admitted_then_as_known_on_its_day_it_says_so_after_any_correction()
    {
        var cases = Enumerable.Range(0, 2099).Select(i => _log.Refer(i, "ABC"[i % 3] + "1", Day(2021, 1, 4).AddDays(i % 600)).Sent(Day(2021, 1, 5).AddDays(i % 600))).ToList();
        foreach (var told in cases.Take(841))
        {
            told.Decided(Day(2022, 9, 15));
        }

        var (known, report) = (_log.Head, new StatisticsRequest(Day(2021, 1, 1), Day(2022, 9, 30), Today));
        foreach (var told in cases.Take(7))
        {
            told.Say(new DecisionCancelled(Day(2023, 2, 1), true, CaseTold.Paper("QĐ", Day(2023, 2, 1)), Purpose.Admission));
        }

        cases[1000].Decided(Day(2022, 9, 20));
        await using var read = await ReadSide.OfAsync(_log);
        var then = await read.StatisticsAsync(report with { AsKnownOn = Day(2022, 9, 30), AsKnownPosition = known });
        Assert.Equal((2099, 2099, 841, "40,1\u00a0%"), (then.ReferredPersonTimes, then.ReferredPersons, then.Admitted, then.PeriodRatioText));
        Assert.Equal((841, 1258), (then.Cohort.AdmittedByThen, then.Cohort.Referred - then.Cohort.AdmittedByThen));
        Assert.Equal(835, (await read.StatisticsAsync(report)).Admitted);
        Assert.Equal(841, (await read.CasesAsync(report with { AsKnownOn = Day(2022, 9, 30), AsKnownPosition = known }, "admitted")).Total);
    }

    private StatisticsRow RowOf(StatisticsResult result, string unit) => result.Rows.Single(r => r.Key == _log.Unit(unit).ToString());
}
