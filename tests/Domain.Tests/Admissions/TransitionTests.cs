using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>The rows of the transition table (domain reference 2.5), named From_trigger_To.</summary>
public sealed class TransitionTests
{
    [Fact]
    public void Draft_Submit_UnitReview() => Leads(RoadToOpinions[..1], Submitted("2025-01-07"), Stage.UnitReview);

    [Fact]
    public void Draft_Submit_is_blocked_while_the_union_is_not_active()
    {
        var dissolved = World.With(World.Factory, new UnitDissolved(D("2025-01-06"), null));
        Given.Facts(RoadToOpinions[..1]).At(dissolved).When(Submitted("2025-01-07")).IsBlockedOnlyBy("ADM-06", "union_not_active");
    }

    [Fact]
    public void UnitReview_Resolve_Nominated() => Leads(RoadToOpinions[..2], Resolved("2025-01-10"), Stage.Nominated);

    [Fact]
    public void UnitReview_Resolve_needs_more_than_half_of_the_committee()
    {
        var given = Given.Facts(RoadToOpinions[..2]);
        given.When(Resolved("2025-01-10") with { Tally = Votes(10, 5) }).IsBlockedOnlyBy("ADM-11", "majority_not_reached");
        given.When(Resolved("2025-01-10") with { Tally = Votes(10, 6) }).IsAcceptedCleanly();
    }

    [Fact]
    public void UnitReview_Return_Returned()
    {
        var returned = Leads(RoadToOpinions[..2], Returned("2025-01-08", Tree.Union), Stage.Returned);
        Assert.Equal(Stage.UnitReview, returned.When(Submitted("2025-01-09")).IsAcceptedCleanly().Then.StageOn(D("2025-01-09")));
    }

    [Fact]
    public void UnitReview_Return_needs_a_reason()
    {
        var without = Returned("2025-01-08", Tree.Union) with { Reason = ReasonCode.Other };
        Given.Facts(RoadToOpinions[..2]).When(without).IsRefused("reason_missing");
        Given.Facts(RoadToOpinions[..2]).When(without with { NoteId = Guid.AllBitsSet }).IsAcceptedCleanly();
    }

    [Fact]
    public void Nominated_Send_SentToParty() => Leads(RoadToOpinions[..3], Sent("2025-01-13"), Stage.SentToParty);

    [Fact]
    public void Nominated_Send_needs_the_number_and_date_of_the_letter()
    {
        Given.Facts(RoadToOpinions[..3]).When(Sent("2025-01-13") with { Document = null }).IsRefused("document_missing");
        Given.Facts(RoadToOpinions[..3]).When(Sent("2025-01-13") with { Document = Doc(" ", "2025-01-13") }).IsRefused("document_incomplete");
    }

    [Fact]
    public void SentToParty_Acknowledge_AcceptedAsSource() => Leads(RoadToOpinions[..4], Acknowledged("2025-02-03"), Stage.AcceptedAsSource);

    [Fact]
    public void SentToParty_Return_Returned()
    {
        var returned = Leads(RoadToOpinions[..4], Returned("2025-01-20"), Stage.Returned);
        var again = Sent("2025-02-03") with { Document = Doc("20/CV-CĐCS", "2025-02-03") };
        Assert.Equal(Stage.SentToParty, returned.When(again).IsAcceptedCleanly().Then.StageOn(D("2025-02-03")));
    }

    [Fact]
    public void CellResolved_Return_for_a_supplement_goes_on_from_where_it_stopped()
    {
        var returned = Leads(RoadToCellVote, Returned("2026-01-20"), Stage.Returned);
        returned.When(Committee("2026-01-26").Proposed()).IsBlockedOnlyBy("ADM-11", "not_in_this_stage");
        var again = Sent("2026-01-27") with { Document = Doc("21/CV-CĐCS", "2026-01-27") };
        Assert.Equal(Stage.CellResolved, returned.When(again).IsAcceptedCleanly().Then.StageOn(D("2026-01-27")));
    }

    [Fact]
    public void AcceptedAsSource_Enrol_AwarenessTraining() => Leads(RoadToOpinions[..5], Enrolled("2025-03-03"), Stage.AwarenessTraining);

    [Fact]
    public void AwarenessTraining_Pass_Certified() => Leads(RoadToOpinions[..6], Certified("2025-03-28"), Stage.Certified);

    [Fact]
    public void AwarenessTraining_Fail_goes_back_to_AcceptedAsSource() =>
        Leads(RoadToOpinions[..6], new AwarenessFailed(D("2025-03-28"), true, null, null), Stage.AcceptedAsSource);

    [Fact]
    public void Certified_Apply_Applied() => Leads(RoadToOpinions[..7], Applied("2025-09-01"), Stage.Applied);

    [Fact]
    public void Certified_Apply_is_blocked_with_an_expired_certificate() =>
        Given.Facts(RoadToOpinions[..7].With(Certified("2020-03-28"))).When(Applied("2025-09-01").Proposed()).IsBlockedOnlyBy("ADM-13", "certificate_expired");

    [Fact]
    public void Applied_StartVerification_BackgroundCheck() => Leads(RoadToOpinions[..9], Verification("2025-09-10"), Stage.BackgroundCheck);

    [Fact]
    public void BackgroundCheck_Conclude_OpinionsCollected()
    {
        Leads(RoadToOpinions[..10], Concluded("2025-10-10"), Stage.OpinionsCollected);
        Leads(RoadToOpinions[..10], Concluded("2025-10-10") with { Ok = false }, Stage.BackgroundCheck);
    }

    [Fact]
    public void OpinionsCollected_CellVote_CellResolved() => Leads(RoadToOpinions, CellVote("2026-01-09", Votes(9, 6)), Stage.CellResolved);

    [Fact]
    public void OpinionsCollected_CellVote_CellRejected() => Leads(RoadToOpinions, CellVote("2026-01-09", Votes(9, 5)), Stage.CellRejected);

    [Fact]
    public void CellResolved_CommitteeVote_CommitteeResolved() => Leads(RoadToCellVote, Committee("2026-01-20"), Stage.CommitteeResolved);

    [Fact]
    public void CellResolved_CommitteeVote_CommitteeEscalated() => Leads(RoadToCellVote, Committee("2026-01-20", Votes(15, 9), delegated: true), Stage.CommitteeEscalated);

    [Fact]
    public void CommitteeResolved_Decide_Decided() => Leads([.. RoadToCellVote, Committee("2026-01-20")], Decided("2026-02-10"), Stage.Decided);

    [Fact]
    public void CommitteeResolved_Decide_DeclinedByAuthority()
    {
        var declined = Leads([.. RoadToCellVote, Committee("2026-01-20")], Decided("2026-02-10", outcome: Outcome.Declined), Stage.DeclinedByAuthority);
        Assert.Equal(CaseEnding.Declined, declined.PersonStream.EndedCases.Single().Ending);
        Assert.Equal(CaseOutcome.Rejected, Stages.OutcomeOn(declined.History, D("2026-02-10"), declined.Regulations));
    }

    [Fact]
    public void Decided_ClockLapsed_CeremonyOverdue()
    {
        var given = Given.Facts([.. RoadToDecision, Received("2026-02-12")]);
        var due = ClockTests.Clock(given, "ADM-30").Due;
        Assert.Equal((Stage.Decided, Stage.CeremonyOverdue), (given.StageOn(due), given.StageOn(due.AddDays(1))));
    }

    [Fact]
    public void CeremonyOverdue_ConsentGiven_Decided() =>
        Leads([.. RoadToDecision, Received("2026-02-12")], Consent("2026-05-04", ConsentKind.LateCeremony), Stage.Decided);

    [Fact]
    public void Decided_Ceremony_Probation() => Leads([.. RoadToDecision, Received("2026-02-12")], Ceremony("2026-03-02"), Stage.Probation);

    [Fact]
    public void Probation_TwelveMonths_RecognitionDue()
    {
        var given = Given.Facts(ClockTests.RoadTo2025);
        Assert.Equal((Stage.Probation, Stage.RecognitionDue), (given.StageOn(D("2026-03-02")), given.StageOn(D("2026-03-03"))));
    }

    [Fact]
    public void RecognitionDue_CellVote_leaves_the_decision_pending() =>
        Leads(ClockTests.RoadTo2025, CellVote("2026-03-10", purpose: Purpose.Recognition), Stage.RecognitionDue);

    [Fact]
    public void RecognitionDue_three_failed_CellVotes_RecognitionEscalated()
    {
        CellVoted No(string on) => CellVote(on, Votes(9, 5), Purpose.Recognition) with { Document = Doc("NQ-" + on, on) };
        Leads([.. ClockTests.RoadTo2025, No("2026-03-10"), No("2026-04-10")], No("2026-05-11"), Stage.RecognitionEscalated);
    }

    [Fact]
    public void RecognitionPending_Decide_Recognised()
    {
        var recognised = Leads([.. ClockTests.RoadTo2025, CellVote("2026-03-10", purpose: Purpose.Recognition)], Decided("2026-03-20", Purpose.Recognition), Stage.Recognised);
        Assert.Equal(CaseEnding.Recognised, recognised.PersonStream.EndedCases.Single().Ending);
    }

    [Fact]
    public void Any_party_stage_before_Decided_Move_TransferredOut_and_the_same_stage_at_the_receiver()
    {
        for (var steps = 5; steps <= RoadToCellVote.Length; steps++)
        {
            var given = Given.Facts(RoadToCellVote[..steps]);
            var day = given.History.Facts[^1].Event.OccurredOn.AddDays(1);
            var before = given.StageOn(day);
            var point = before == Stage.CellResolved ? TransferPoint.AfterCellResolution : TransferPoint.WhileHelped;
            var moved = given.When(new CaseMoved(day, false, null, point, World.OtherUnion, World.OtherCell)).IsAcceptedCleanly().Then;
            Assert.Equal(Stage.TransferredOut, moved.StageOn(day));
            Assert.Equal(before, moved.When(new TransferReceived(day.AddDays(1), false, null)).IsAcceptedCleanly().Then.StageOn(day.AddDays(1)));
        }
    }

    [Fact]
    public void Any_unfinished_stage_Withdraw_Withdrawn()
    {
        for (var steps = 1; steps <= RoadToDecision.Length; steps++)
        {
            var given = Given.Facts(RoadToDecision[..steps]);
            var day = given.History.Facts[^1].Event.OccurredOn.AddDays(1);
            var withdrawn = given.When(new CaseWithdrawn(day, false, null)).IsAcceptedCleanly().Then;
            Assert.Equal((Stage.Withdrawn, null), (withdrawn.StageOn(day), withdrawn.PersonStream.OpenCase));
        }
    }

    [Fact]
    public void Certified_to_OpinionsCollected_Expiry_Lapsed()
    {
        for (var steps = 7; steps <= RoadToOpinions.Length; steps++)
        {
            var given = Given.Facts(RoadToOpinions[..steps]);
            Assert.Equal(Stage.Lapsed, given.StageOn(D("2030-03-29")));
            Assert.Equal(CaseOutcome.Lapsed, Stages.OutcomeOn(given.History, D("2030-03-29"), given.Regulations));
        }
    }

    [Fact]
    public void Suspended_case_rests_and_goes_on_from_where_it_stopped()
    {
        var suspended = Leads(RoadToOpinions, new CaseSuspended(D("2025-12-01"), false, null, ReasonCode.Complaint, null), Stage.Suspended);
        suspended.When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-11", "not_in_this_stage");
        var resumed = suspended.When(new CaseResumed(D("2026-01-05"), false, null)).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.OpinionsCollected, resumed.StageOn(D("2026-01-05")));
        resumed.When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void Closed_by_hand_ends_the_case()
    {
        var closed = Leads(RoadToOpinions, new CaseClosed(D("2026-01-05"), false, null, ReasonCode.NotYetMature, null), Stage.Closed);
        Assert.Equal(CaseEnding.Closed, closed.PersonStream.EndedCases.Single().Ending);
        closed.When(CellVote("2026-01-09")).IsRecordedWith("ADM-11", "not_in_this_stage");
    }

    private static Given Leads(CaseEvent[] from, CaseEvent act, Stage to)
    {
        var after = Given.Facts(from).When(act.Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(to, after.StageOn(act.OccurredOn));
        return after;
    }
}
