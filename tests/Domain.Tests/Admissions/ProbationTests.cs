using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>ADM-31, 32, 37…43: probation, recognition, striking off.</summary>
public sealed class ProbationTests
{
    private static readonly CaseEvent[] OnProbation = ClockTests.RoadTo2025;

    [Fact]
    public void Case_39_ADM_31_a_ceremony_on_29_02_2028_is_due_on_28_02_2029_and_the_cell_may_meet_from_01_03_2029()
    {
        var given = Given.Facts([.. OnProbation.Without<CeremonyHeld>(), Ceremony("2028-02-29")]).On(D("2029-12-01"));
        Assert.Equal(Stage.Probation, given.StageOn(D("2029-02-27")));
        Assert.Equal(Stage.RecognitionDue, given.StageOn(D("2029-02-28")));
        given.When(CellVote("2029-02-28", purpose: Purpose.Recognition).Proposed()).IsBlockedOnlyBy("ADM-32", "probation_not_over").WithEarliest(D("2029-03-01"));
        given.When(CellVote("2029-03-01", purpose: Purpose.Recognition).Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void Case_41_ADM_32_however_late_everyone_is_recognition_takes_effect_on_the_exact_date()
    {
        var met = Given.Facts(OnProbation).When(CellVote("2026-06-01", purpose: Purpose.Recognition).Proposed()).IsAcceptedCleanly().Warns("ADM-32", "late").Then;
        var verdict = met.When(Decided("2026-08-10", Purpose.Recognition).Proposed()).IsAcceptedCleanly().Warns("ADM-33", "late");
        Assert.Equal(D("2026-03-03"), ((DecisionIssued)verdict.Decision.Events[0].Event).EffectiveOn);
        Assert.Equal(Stage.Recognised, verdict.Then.StageOn(D("2026-08-10")));
        Assert.Equal(D("2026-03-03"), PartyStanding.On(verdict.Then.History, D("2026-08-10"), verdict.Then.Regulations).OfficialFrom);
    }

    [Fact]
    public void ADM_32_another_effective_date_is_blocked()
    {
        var given = Given.Facts([.. OnProbation, CellVote("2026-03-10", purpose: Purpose.Recognition)]);
        given.When((Decided("2026-04-01", Purpose.Recognition) with { EffectiveOn = D("2026-04-01") }).Proposed()).IsBlockedOnlyBy("ADM-32", "not_effective_on_twelve_month_date");
    }

    [Fact]
    public void Case_45_ADM_37_without_the_new_member_certificate_the_due_date_shows_what_is_missing()
    {
        var given = Given.Facts(OnProbation.Without<NewMemberCertified>());
        var vote = CaseActions.For(given.History, given.Context, D("2026-03-04")).Single(a => a.Code == "cell-vote");
        Assert.False(vote.Allowed);
        Assert.Contains(vote.Findings, f => f is { Rule: "ADM-37", Code: "new_member_certificate_missing", Unblock: "certify_new_member" });
        given.When(CellVote("2026-03-10", purpose: Purpose.Recognition)).IsRecordedWith("ADM-37", "new_member_certificate_missing");
    }

    [Theory]
    [InlineData(9, 6, true)]
    [InlineData(9, 5, false)]
    public void ADM_38_recognition_has_the_thresholds_of_admission(int members, int agree, bool passes)
    {
        var after = Given.Facts(OnProbation).When(CellVote("2026-03-10", Votes(members, agree), Purpose.Recognition).Proposed()).IsAcceptedCleanly().Then;
        var decision = after.When(Decided("2026-03-20", Purpose.Recognition).Proposed());
        if (passes)
        {
            decision.IsAcceptedCleanly();
        }
        else
        {
            decision.IsBlockedOnlyBy("ADM-38", "step_not_recorded");
        }
    }

    [Fact]
    public void Case_43_ADM_39_three_votes_without_two_thirds_for_either_go_to_the_upper_committee()
    {
        var three = Given.Facts(OnProbation).And(Failed("2026-03-10", Purpose.Recognition), Failed("2026-04-10", Purpose.StrikeOff), Failed("2026-05-11", Purpose.Recognition));
        Assert.Equal(Stage.RecognitionDue, three.StageOn(D("2026-05-10")));
        Assert.Equal(Stage.RecognitionEscalated, three.StageOn(D("2026-05-11")));
        three.When(CellVote("2026-06-10", purpose: Purpose.Recognition).Proposed()).IsBlockedBy("ADM-39", "votes_used_up");
        three.When(Decided("2026-06-10", Purpose.Recognition, body: VotingBody.GrassrootsCommittee).Proposed()).IsBlockedBy("ADM-39", "upper_committee_decides");
        Assert.Equal(Stage.Recognised, three.When(Decided("2026-06-10", Purpose.Recognition).Proposed()).IsAcceptedCleanly().Then.StageOn(D("2026-06-10")));
        Assert.Equal(Stage.RemovedFromProbation, three.When(Decided("2026-06-10", Purpose.StrikeOff).Proposed()).IsAcceptedCleanly().Then.StageOn(D("2026-06-10")));
    }

    [Fact]
    public void Case_43_ADM_39_two_failed_votes_and_one_for_striking_off_strike_off()
    {
        var given = Given.Facts(OnProbation).And(Failed("2026-03-10", Purpose.Recognition), Failed("2026-04-10", Purpose.Recognition));
        var voted = given.When((CellVote("2026-05-11", purpose: Purpose.StrikeOff) with { Document = Doc("33-NQ/CB", "2026-05-11") }).Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.RecognitionDue, voted.StageOn(D("2026-05-11")));
        var removed = voted.When(Decided("2026-06-01", Purpose.StrikeOff).Proposed()).IsAcceptedCleanly();
        Assert.Equal(Stage.RemovedFromProbation, removed.Then.StageOn(D("2026-06-01")));
        Assert.Contains(removed.Decision.Events, e => e.Event is CaseEnded { Ending: CaseEnding.Removed });
    }

    [Fact]
    public void ADM_39_both_questions_failing_in_one_meeting_are_one_vote()
    {
        var given = Given.Facts(OnProbation).And(
            Failed("2026-03-10", Purpose.Recognition), Failed("2026-03-10", Purpose.StrikeOff), Failed("2026-04-10", Purpose.Recognition), Failed("2026-04-10", Purpose.StrikeOff));
        Assert.Equal(Stage.RecognitionDue, given.StageOn(D("2026-04-10")));
    }

    [Fact]
    public void Case_44_ADM_40_a_reprimand_in_month_five_is_shown_and_the_member_still_considered()
    {
        var given = Given.Facts(OnProbation).When(new ProbationerDisciplined(D("2025-08-04"), false, null, ProbationDiscipline.Reprimand)).IsAcceptedCleanly().Then;
        given.When(CellVote("2026-03-10", purpose: Purpose.Recognition).Proposed()).IsAcceptedCleanly().Shows("ADM-40", "disciplined_still_considered");
    }

    [Fact]
    public void ADM_40_discipline_is_of_probation_only() =>
        Given.Facts(RoadToOpinions).When(new ProbationerDisciplined(D("2026-01-04"), false, null, ProbationDiscipline.Warning)).IsBlockedBy("ADM-11", "step_not_recorded");

    [Fact]
    public void Case_42_ADM_41_until_the_decision_the_member_is_no_voter_even_past_the_twelve_months()
    {
        var given = Given.Facts([.. OnProbation, CellVote("2026-03-10", purpose: Purpose.Recognition), Decided("2026-05-04", Purpose.Recognition)]);
        Assert.False(PartyStanding.On(given.History, D("2026-05-03"), given.Regulations).MayVote);
        Assert.True(PartyStanding.On(given.History, D("2026-05-04"), given.Regulations).MayVote);
        Assert.False(PartyStanding.On(given.History, D("2025-02-20"), given.Regulations).IsMember);
        Assert.True(PartyStanding.On(given.History, D("2025-03-03"), given.Regulations).IsMember);
    }

    [Fact]
    public void ADM_42_party_age_and_the_day_of_joining_are_both_kept()
    {
        var given = Given.Facts(OnProbation);
        var standing = PartyStanding.On(given.History, D("2025-06-01"), given.Regulations);
        Assert.Equal((D("2025-02-03"), D("2025-03-03")), (standing.SeniorityFrom!.Value, standing.JoinedOn!.Value));
    }

    [Fact]
    public void ADM_42_until_208_the_date_written_in_the_decision_starts_party_age_and_then_the_date_of_issue()
    {
        Assert.Equal(D("2025-01-20"), Seniority("2025-02-03"));
        Assert.Equal(D("2026-08-03"), Seniority("2026-08-03"));

        static DateOnly? Seniority(string issued)
        {
            var given = Given.Facts([.. OnProbation[..17], Decided(issued) with { EffectiveOn = D("2025-01-20") }]);
            return PartyStanding.On(given.History, D("2026-11-01"), given.Regulations).SeniorityFrom;
        }
    }

    [Fact]
    public void ADM_43_dropped_activity_is_voted_on_at_once_and_needs_two_thirds()
    {
        var given = Given.Facts(OnProbation);
        var voted = given.When(CellVote("2025-08-04", purpose: Purpose.StrikeOff).Proposed()).IsAcceptedCleanly().Then;
        var removed = voted.When((Decided("2025-08-25", Purpose.StrikeOff) with { Reason = ReasonCode.DroppedActivity }).Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.RemovedFromProbation, removed.StageOn(D("2025-08-25")));
        given.And(Failed("2025-08-04", Purpose.StrikeOff)).When(Decided("2025-08-25", Purpose.StrikeOff).Proposed()).IsBlockedBy("ADM-38", "step_not_recorded");
    }

    [Theory]
    [InlineData(ReasonCode.Died)]
    [InlineData(ReasonCode.Left)]
    public void Case_46_who_dies_or_leaves_in_probation_is_not_counted_as_removed(ReasonCode reason)
    {
        var verdict = Given.Facts(OnProbation).When(new ProbationLeft(D("2025-09-10"), false, null, reason)).IsAcceptedCleanly();
        Assert.Equal(Stage.LeftProbation, verdict.Then.StageOn(D("2025-09-10")));
        Assert.Equal(CaseOutcome.Admitted, Stages.OutcomeOn(verdict.Then.History, D("2025-09-10"), verdict.Then.Regulations));
        Assert.Null(verdict.Then.PersonStream.OpenCase);
        Assert.Equal(CaseEnding.LeftProbation, verdict.Then.PersonStream.EndedCases.Single().Ending);
    }

    private static CellVoted Failed(string on, Purpose purpose) => CellVote(on, Votes(9, 5), purpose) with { Document = Doc("NQ-" + on, on) };
}
