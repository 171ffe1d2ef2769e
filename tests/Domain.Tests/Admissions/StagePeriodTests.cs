using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>Periods of stages, computed from dates alone.</summary>
public sealed class StagePeriodTests
{
    [Fact]
    public void A_case_on_its_way_has_one_period_per_stage_and_the_last_is_open()
    {
        var given = Given.Facts(RoadToCeremony);
        var periods = Stages.Periods(given.History, given.Regulations);
        Assert.Equal(
            [Stage.Draft, Stage.UnitReview, Stage.Nominated, Stage.SentToParty, Stage.AcceptedAsSource, Stage.AwarenessTraining, Stage.Certified, Stage.Applied,
                Stage.BackgroundCheck, Stage.OpinionsCollected, Stage.CellResolved, Stage.CommitteeResolved, Stage.Decided, Stage.Probation, Stage.RecognitionDue],
            periods.Select(p => p.Stage));
        Assert.Equal((D("2026-03-02"), D("2027-03-02")), (periods[^2].From, periods[^2].To!.Value));
        Assert.Null(periods[^1].To);
        Assert.Equal(CaseOutcome.Admitted, periods.Single(p => p.Stage == Stage.Decided).Outcome);
    }

    [Fact]
    public void A_lapse_begins_the_day_after_the_paper_ran_out_without_any_event()
    {
        var given = Given.Facts(RoadToOpinions);
        var last = Stages.Periods(given.History, given.Regulations)[^1];
        Assert.Equal((Stage.Lapsed, D("2026-09-02"), CaseOutcome.Lapsed), (last.Stage, last.From, last.Outcome));
    }

    [Fact]
    public void A_closed_case_keeps_its_outcome_when_its_papers_run_out_afterwards()
    {
        var given = Given.Facts(RoadToOpinions).And(new CaseClosed(D("2026-01-05"), false, null, ReasonCode.ApplicantWish, null));
        Assert.Equal(CaseOutcome.Withdrawn, Stages.OutcomeOn(given.History, D("2026-01-05"), given.Regulations));
        Assert.Equal(CaseOutcome.Withdrawn, Stages.OutcomeOn(given.History, D("2031-01-05"), given.Regulations));
    }

    [Fact]
    public void Before_its_first_fact_a_case_has_no_period_and_an_empty_one_has_none() =>
        Assert.Empty(Stages.Periods(CaseHistory.Empty, Given.Nothing.Regulations));
}
