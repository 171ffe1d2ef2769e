using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Tests.Cadres;
using static CadreWorkflow.Domain.Tests.Cadres.CadreWorld;

namespace CadreWorkflow.Domain.Tests.Headcounts;

/// <summary>Counts a unit reports of itself.</summary>
public sealed class HeadcountTests
{
    private static readonly HeadcountReported Report =
        new(D("24/03/2023"), Paper(), Federation, CountedBody.Union, Precision.Exact, new(Members: 4816, Men: 2360, Women: 2456, PartyMembers: 3534));

    [Fact]
    public void ST_15_The_reported_Party_share_of_the_block_is_73_4_per_cent()
    {
        var said = State(Report).On(D("31/12/2023"))!.Said.Figures;
        Assert.Equal("73,4\u00A0%", VietnameseNumber.Percent(said.PartyMembers, said.Members));
        Assert.Null(State(Report).On(D("23/03/2023")));
    }

    [Fact]
    public void Given_men_and_women_that_are_not_the_members_when_reported_exactly_then_it_is_refused_and_rounded_figures_are_not()
    {
        Refused("headcount_gender_does_not_add_up", Report with { Figures = Report.Figures with { Women = 2455 } });
        Accepted(Report with { Figures = Report.Figures with { Women = 2455, GenderUnknown = 1 } });
        Accepted(Report with { Figures = Report.Figures with { Women = 2400 }, Precision = Precision.About });
        Refused("headcount_gender_does_not_add_up", Report with { Figures = Report.Figures with { Women = 2500 }, Precision = Precision.About });
        Accepted(Report with { Figures = Report.Figures with { Men = null } });
    }

    [Fact]
    public void Given_a_part_larger_than_the_whole_when_reported_then_it_is_refused()
    {
        Refused("headcount_part_exceeds_members", Report with { Figures = Report.Figures with { PartyMembers = 4817 } });
        Refused("headcount_part_exceeds_members", Report with { Figures = Report.Figures with { TheoryAdvanced = 4817 } });
        Refused("headcount_part_exceeds_members", Report with { Figures = Report.Figures with { Masters = 2500, Bachelors = 2400 } });
        Refused("headcount_members_exceed_workers", Report with { Figures = Report.Figures with { Workers = 4815 } });
        Refused("headcount_out_of_range", Report with { Figures = new(Members: -1) });
        Refused("headcount_empty", Report with { Figures = new() });
        Refused("document_missing", Report with { Document = null });
    }

    [Fact]
    public void Counts_of_several_bodies_together_may_hold_a_person_more_than_once()
    {
        var degrees = new HeadcountFigures(Members: 5000, Doctors: 31, Masters: 1396, Bachelors: 4408, TheoryAdvanced: 647);
        Refused("headcount_part_exceeds_members", Report with { Figures = degrees });
        Accepted(Report with { Figures = degrees, Body = CountedBody.Together });
    }

    [Fact]
    public void A_correction_names_the_report_it_replaces_and_the_earlier_one_stays_in_the_history()
    {
        var state = State(Report);
        var better = Report with { Figures = Report.Figures with { PartyMembers = 3535 } };
        Assert.Equal("headcount_exists", Decide(state, better).Refusal!.Code);
        Assert.Equal("headcount_unknown", Decide(state, better with { Replaces = Id(1) }).Refusal!.Code);
        Assert.True(Decide(state, better with { Replaces = FactId(0) }).IsAccepted);
        var corrected = State(Report, better with { Replaces = FactId(0) });
        Assert.Equal(3535, corrected.On(Report.OccurredOn)!.Said.Figures.PartyMembers);
        Assert.Equal(2, corrected.Reports.Count);
        Assert.Equal("headcount_replaced", Decide(corrected, Report with { Replaces = FactId(0), Figures = new(Members: 1) }).Refusal!.Code);
        Assert.Empty(Decide(corrected, better with { Replaces = FactId(0) }).Events);
        Assert.Empty(Decide(state, Report).Events);
        Assert.Null(State(Report, new HeadcountStruck(Today, null, Federation, FactId(0))).On(Today));
    }

    [Fact]
    public void Reports_of_other_bodies_and_of_units_nobody_knows_are_kept_apart_and_refused()
    {
        var state = State(Report, Report with { Body = CountedBody.Veterans, Figures = new(Members: 315, Men: 312, Women: 3, PartyMembers: 303) });
        Assert.Equal("96,2\u00A0%", VietnameseNumber.Percent(state.On(Today, CountedBody.Veterans)!.Said.Figures.PartyMembers, 315));
        Assert.Equal(4816, state.On(Today)!.Said.Figures.Members);
        Refused("unknown_unit", Report with { UnitId = Id(998) });
        Refused("future_date", Report with { OccurredOn = Today.AddDays(1) });
    }

    private static HeadcountState State(params HeadcountEvent[] facts) => HeadcountState.Of(Fold(facts, Streams.Headcount(Federation)));

    private static Decision Decide(HeadcountState state, HeadcountEvent act) => HeadcountDecisions.Decide(state, act, CadreWorld.Units, Today);

    private static void Refused(string code, HeadcountEvent act) => Assert.Equal(code, Decide(HeadcountState.Empty, act).Refusal?.Code);

    private static void Accepted(HeadcountEvent act) => Assert.Null(Decide(HeadcountState.Empty, act).Refusal);
}
