using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using static Acts;

/// <summary>ADM-19…27: bases and thresholds. Who voted how is never known.</summary>
public sealed class VoteTests
{
    [Theory]
    [InlineData(9, 6, Stage.CellResolved)]
    [InlineData(8, 5, Stage.CellRejected)]
    [InlineData(8, 6, Stage.CellResolved)]
    [InlineData(3, 2, Stage.CellResolved)]
    [InlineData(21, 14, Stage.CellResolved)]
    [InlineData(21, 13, Stage.CellRejected)]
    public void Case_31_ADM_19_two_thirds_of_the_official_members(int members, int agree, Stage stage)
    {
        var after = Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", Votes(members, agree)).Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(stage, after.StageOn(D("2026-01-09")));
    }

    [Fact]
    public void Case_29_ADM_20_ordinary_absentees_stay_in_the_base()
    {
        var verdict = Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", Votes(20, 13, absent: 3)).Proposed()).IsAcceptedCleanly().Shows("ADM-19", "vote_not_passed");
        var shown = verdict.Decision.Findings.Single(f => f.Code == "vote_not_passed").Parameters!;
        Assert.Equal(("20", "14", "13"), (shown["base"], shown["needed"], shown["agree"]));
        Assert.Equal(Stage.CellRejected, verdict.Then.StageOn(D("2026-01-09")));
    }

    [Fact]
    public void Case_30_ADM_20_exempted_members_leave_the_base_when_absent_and_count_when_they_vote()
    {
        var absent = Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", Votes(20, 12, exemptAbsent: 2)).Proposed()).Shows("ADM-19", "vote_passed").Then;
        Assert.Equal(Stage.CellResolved, absent.StageOn(D("2026-01-09")));
        var oneCame = Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", Votes(20, 12, exemptAbsent: 1)).Proposed()).Shows("ADM-19", "vote_not_passed");
        Assert.Equal("13", oneCame.Decision.Findings.Single(f => f.Code == "vote_not_passed").Parameters!["needed"]);
    }

    [Fact]
    public void Case_35_ADM_21_probationary_members_in_a_tally_are_refused_to_everyone()
    {
        var tally = Pass() with { ProbationaryVoters = 1 };
        Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", tally)).IsRefused("tally_probationary_voters", "ADM-21");
        Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", tally).Proposed()).IsRefused("tally_probationary_voters", "ADM-21");
    }

    [Fact]
    public void Case_32_ADM_22_a_cell_of_three_can_vote_and_one_of_two_cannot_meet()
    {
        Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", Votes(3, 2))).Shows("ADM-19", "vote_passed");
        Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", Votes(2, 2))).IsRefused("cell_too_small", "ADM-22");
        Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", Votes(4, 2, exemptAbsent: 2))).IsRefused("cell_too_small", "ADM-22");
    }

    [Fact]
    public void Case_34_a_tally_that_does_not_add_up_is_refused()
    {
        Refuses(Pass() with { Agree = 8 }, "tally_does_not_add_up");
        Refuses(Pass() with { Returned = 10 }, "tally_more_returned_than_issued");
        Refuses(Pass() with { Issued = 10 }, "tally_more_issued_than_present");
        Refuses(Pass() with { Present = 10 }, "tally_more_present_than_summoned");
        Refuses(Pass() with { Agree = -1 }, "tally_negative");

        static void Refuses(Tally tally, string code) => Given.Facts(RoadToOpinions).When(CellVote("2026-01-09", tally)).IsRefused(code);
    }

    [Theory]
    [InlineData(15, 10, Stage.CommitteeResolved)]
    [InlineData(15, 9, Stage.CellResolved)]
    public void ADM_23_the_grassroots_committee_needs_two_thirds_of_all_its_members(int members, int agree, Stage stage)
    {
        var vote = Committee("2026-01-20", Votes(members, agree, absent: members - agree));
        Assert.Equal(stage, Given.Facts(RoadToCellVote).When(vote.Proposed()).IsAcceptedCleanly().Then.StageOn(D("2026-01-20")));
    }

    [Fact]
    public void Case_36_ADM_24_a_delegated_committee_below_two_thirds_reports_upwards_and_rejects_nothing()
    {
        var verdict = Given.Facts(RoadToCellVote).When(Committee("2026-01-20", Votes(15, 9), delegated: true).Proposed())
            .IsAcceptedCleanly().Shows("ADM-24", "must_report_to_upper_committee");
        Assert.Equal(Stage.CommitteeEscalated, verdict.Then.StageOn(D("2026-01-20")));
        verdict.Then.When(Decided("2026-02-10", body: VotingBody.GrassrootsCommittee).Proposed()).IsBlockedBy("ADM-24", "upper_committee_decides");
        var upper = verdict.Then.When(Decided("2026-02-10").Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.Decided, upper.StageOn(D("2026-02-10")));
    }

    [Theory]
    [InlineData(11, 6, Stage.CommitteeResolved)]
    [InlineData(10, 5, Stage.CellResolved)]
    public void Case_33_ADM_25_ADM_27_the_upper_standing_committee_needs_more_than_half_and_a_tie_fails(int members, int agree, Stage stage)
    {
        var vote = Committee("2026-01-20", Votes(members, agree), body: VotingBody.UpperStandingCommittee);
        Assert.Equal(stage, Given.Facts(RoadToCellVote).When(vote.Proposed()).IsAcceptedCleanly().Then.StageOn(D("2026-01-20")));
    }

    [Fact]
    public void ADM_26_until_208_the_whole_committee_decides_at_grassroots_level_and_then_its_standing_committee()
    {
        var before = Given.Facts(RoadToCellVote).And(Committee("2026-01-20"));
        before.When(Decided("2026-02-10", body: VotingBody.GrassrootsCommittee).Proposed()).IsAcceptedCleanly();
        before.When(Decided("2026-02-10", body: VotingBody.GrassrootsStandingCommittee).Proposed())
            .IsBlockedOnlyBy("ADM-26", "body_not_competent").WithEarliest(D("2026-07-26"));
        before.When(Decided("2026-07-27", body: VotingBody.GrassrootsStandingCommittee).Proposed()).IsAcceptedCleanly();
        before.When(Decided("2026-07-27", body: VotingBody.GrassrootsCommittee).Proposed()).IsBlockedOnlyBy("ADM-26", "body_not_competent").WithEarliest(null);
    }

    [Fact]
    public void ADM_26_the_threshold_of_the_new_body_is_marked_unconfirmed() =>
        Given.Facts(RoadToCellVote).When(Committee("2026-08-10", body: VotingBody.GrassrootsStandingCommittee).Proposed()).IsAcceptedCleanly().Shows("ADM-26", "threshold_unconfirmed");

    [Fact]
    public void Case_37_a_failed_vote_stays_when_a_new_one_passes_three_months_later()
    {
        var failed = Given.Facts(RoadToOpinions).When(CellVote("2025-12-01", Votes(9, 5)).Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.CellRejected, failed.StageOn(D("2025-12-01")));
        var second = CellVote("2026-03-02") with { Document = Doc("31-NQ/CB", "2026-03-02") };
        var passed = failed.And(Opinions("2026-02-20") with { Document = Doc("11-TH/CB", "2026-02-20") }).When(second.Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.CellRejected, passed.StageOn(D("2026-03-01")));
        Assert.Equal(Stage.CellResolved, passed.StageOn(D("2026-03-02")));
        Assert.Equal(2, passed.History.Facts.Count(f => f.Event is CellVoted));
    }

    [Fact]
    public void A_vote_without_a_tally_is_refused() =>
        Given.Facts(RoadToOpinions).When(CellVote("2026-01-09") with { Tally = null! }).IsRefused("tally_missing");
}
