using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Tests.Cadres.CadreWorld;

namespace CadreWorkflow.Domain.Tests.Duties;

/// <summary>What a unit owes again and again: laid down once, held with date and paper, missed only as seen on a day.</summary>
public sealed class DutyTests
{
    private static readonly Guid Sessions = Id(80);
    private static readonly DutyScheduled HalfYearly = new(D("02/01/2024"), Paper(), Federation, Sessions, DutyKind.JointSession, DutyPeriod.HalfYear, 1, D("01/01/2024"));

    [Fact]
    public void A_joint_session_every_six_months_is_open_then_done_late_or_missed_as_seen_on_a_day()
    {
        var state = State(HalfYearly, Held("20/06/2024"), new DutyHeld(D("10/01/2025"), Paper("2-TB/BCH"), Federation, Sessions, D("31/12/2024")));
        Assert.Equal([DutyStanding.Open], Standings(state, "30/05/2024"));
        Assert.Equal([DutyStanding.Done, DutyStanding.Open], Standings(state, "31/12/2024"));
        Assert.Equal([DutyStanding.Done, DutyStanding.Missed, DutyStanding.Open], Standings(state, "01/01/2025"));
        Assert.Equal([DutyStanding.Done, DutyStanding.DoneLate, DutyStanding.Open], Standings(state, "10/01/2025"));
        Assert.Equal(D("30/06/2025"), state.Find(Sessions)!.On(D("10/01/2025"))[^1].To);
    }

    [Fact]
    public void Three_to_five_training_classes_a_year_are_missed_with_two_and_a_fourth_hides_no_other_years_gap()
    {
        var classes = HalfYearly with { Kind = DutyKind.TrainingClass, Period = DutyPeriod.Year, Times = 3 };
        var state = State(classes, Held("02/03/2024"), Held("02/05/2024"), Held("02/02/2025"), Held("02/03/2025"), Held("02/04/2025"), Held("02/05/2025"));
        var seen = state.Find(Sessions)!.On(D("31/12/2025"));
        Assert.Equal([DutyStanding.Missed, DutyStanding.Done], seen.Select(o => o.Standing));
        Assert.Equal((5, 6), (seen.Sum(o => o.HeldOfDue), seen.Sum(o => o.Due)));
    }

    [Fact]
    public void Once_a_duty_or_its_unit_ends_periods_not_over_are_not_due()
    {
        Assert.Equal([DutyStanding.Missed], Standings(State(HalfYearly, new DutyEnded(D("15/11/2024"), null, Federation, Sessions)), "01/06/2026"));
        Assert.Single(State(HalfYearly).Find(Sessions)!.On(D("01/06/2026"), unitEndedOn: D("01/07/2024")));
        Assert.Empty(State(HalfYearly).Find(Sessions)!.On(D("01/06/2026"), unitEndedOn: D("30/06/2024")));
    }

    [Fact]
    public void Given_a_schedule_that_says_nothing_or_repeats_another_when_laid_down_then_it_is_refused()
    {
        Refused("duty_times_invalid", HalfYearly with { Times = 0 });
        Refused("duty_not_scheduled", HalfYearly with { Kind = DutyKind.PlanReview });
        Refused("duty_not_scheduled", HalfYearly with { Kind = DutyKind.YearlyDeclaration });
        Refused("unknown_unit", HalfYearly with { UnitId = Id(998) });
        Refused("duty_exists", HalfYearly with { Times = 2 }, HalfYearly);
        Refused("duty_already_runs", HalfYearly with { DutyId = Id(81) }, HalfYearly);
        Assert.True(Decide(State(HalfYearly), HalfYearly with { DutyId = Id(81), Period = DutyPeriod.Year }).IsAccepted);
        Assert.True(Decide(State(HalfYearly, new DutyEnded(D("01/07/2024"), null, Federation, Sessions)), HalfYearly with { DutyId = Id(81), From = D("01/07/2024") }).IsAccepted);
        Assert.Empty(Decide(State(HalfYearly), HalfYearly).Events);
    }

    [Fact]
    public void Given_something_held_for_no_duty_before_it_began_or_after_it_ended_when_recorded_then_it_is_refused()
    {
        Refused("duty_unknown", Held("20/06/2024") with { DutyId = Id(82) }, HalfYearly);
        Refused("duty_before_start", Held("20/06/2023"), HalfYearly);
        Refused("duty_held_before_period", Held("20/06/2024") with { For = D("01/07/2024") }, HalfYearly);
        Refused("duty_ended", Held("20/08/2024"), HalfYearly, new DutyEnded(D("01/07/2024"), null, Federation, Sessions));
        Refused("future_date", Held("20/06/2024") with { OccurredOn = Today.AddDays(1) }, HalfYearly);
        Assert.Empty(Decide(State(HalfYearly, Held("20/06/2024")), Held("20/06/2024")).Events);
    }

    [Fact]
    public void What_was_recorded_wrongly_is_struck_and_counts_for_no_day()
    {
        var state = State(HalfYearly, Held("20/06/2024"), new DutyFactStruck(Today, null, Federation, FactId(1)));
        Assert.Equal([DutyStanding.Missed, DutyStanding.Open], Standings(state, "01/12/2024"));
        Assert.Empty(Decide(state, new DutyFactStruck(Today, null, Federation, FactId(1))).Events);
        Refused("duty_fact_unknown", new DutyFactStruck(Today, null, Federation, Id(1)), HalfYearly);
        Assert.Empty(State(HalfYearly, new DutyFactStruck(Today, null, Federation, FactId(0))).Duties);
    }

    [Fact]
    public void A_coordination_rule_holds_between_its_days_and_a_reported_count_never_exceeds_what_was_due()
    {
        var rule = new WorkingPaperAdopted(D("02/07/2021"), Paper("02-QCPH"), Federation, WorkingPaper.CoordinationRule, D("02/07/2021"), D("31/12/2025"));
        Assert.True(State(rule).Papers[0].On(D("31/12/2025")));
        Assert.False(State(rule).Papers[0].On(D("01/01/2026")));
        Refused("paper_dates_reversed", rule with { To = D("01/07/2021") });
        Refused("document_missing", rule with { Document = null });
        var tally = new DutyTallied(D("31/12/2014"), Paper(), Federation, DutyKind.WorkersConference, 2014, 174, 176);
        Assert.True(Decide(DutyState.Empty, tally).IsAccepted);
        Refused("tally_held_exceeds_due", tally with { Held = 177 });
        Refused("tally_year_invalid", tally with { Year = 2015 });
        Refused("tally_exists", tally with { Held = 170 }, tally);
    }

    [Theory]
    [InlineData(DutyPeriod.Month, "01/05/2024", "01/06/2024")]
    [InlineData(DutyPeriod.Quarter, "01/04/2024", "01/07/2024")]
    [InlineData(DutyPeriod.HalfYear, "01/01/2024", "01/07/2024")]
    [InlineData(DutyPeriod.Year, "01/01/2024", "01/01/2025")]
    public void Periods_are_those_of_the_calendar(DutyPeriod period, string first, string next)
    {
        Assert.Equal(D(first), Periods.First(period, D("31/05/2024")));
        Assert.Equal(D(next), Periods.Next(period, D(first)));
    }

    private static DutyHeld Held(string day) => new(D(day), Paper(), Federation, Sessions);

    private static DutyState State(params DutyEvent[] facts) => DutyState.Of(Fold(facts, Streams.Duties(Federation)));

    private static Decision Decide(DutyState state, DutyEvent act) => DutyDecisions.Decide(state, act, Units, Today);

    private static IEnumerable<DutyStanding> Standings(DutyState state, string day) => state.Find(Sessions)!.On(D(day)).Select(o => o.Standing);

    private static void Refused(string code, DutyEvent act, params DutyEvent[] before) => Assert.Equal(code, Decide(State(before), act).Refusal?.Code);
}
