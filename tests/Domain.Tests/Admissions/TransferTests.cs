using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>ADM-48…51 and the moves of section 11: transfers, redo, rectification, cancellation, withdrawal.</summary>
public sealed class TransferTests
{
    [Fact]
    public void Case_50_ADM_48_who_moves_while_helped_is_carried_on_by_the_receiving_cell_without_the_twelve_months()
    {
        var moved = Given.Facts(RoadToOpinions.Without<IntroducedByMember>()).When(Move("2025-12-01", TransferPoint.WhileHelped).Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.TransferredOut, moved.StageOn(D("2025-12-01")));
        Assert.Equal(World.Cell, moved.History.PartyBodyOn(D("2025-12-01")));
        var received = moved.When(new TransferReceived(D("2025-12-08"), false, null)).IsAcceptedCleanly().Then;
        Assert.Equal((Stage.OpinionsCollected, World.OtherCell), (received.StageOn(D("2025-12-08")), received.History.PartyBodyOn(D("2025-12-08"))));
        var introduced = received.When((Member("2025-12-15", SecondMember) with { TogetherSince = D("2025-12-08") }).Proposed()).IsAcceptedCleanly().Shows("ADM-48", "twelve_months_waived").Then;
        introduced.When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    public static TheoryData<CaseEvent[], string, TransferPoint, Stage> Letters => new()
    {
        { RoadToCellVote, "2026-01-15", TransferPoint.AfterCellResolution, Stage.CellResolved },
        { [.. RoadToCellVote, Committee("2026-01-20")], "2026-01-25", TransferPoint.AfterCommitteeResolution, Stage.CommitteeResolved },
        { RoadToDecision, "2026-02-15", TransferPoint.AfterDecision, Stage.Decided },
        { RoadToCeremony, "2026-06-01", TransferPoint.Probation, Stage.Probation },
    };

    [Theory]
    [MemberData(nameof(Letters))]
    public void Case_50_ADM_49_each_stage_has_its_own_letter_and_the_receiver_completes_the_step(CaseEvent[] facts, string on, TransferPoint point, Stage stage)
    {
        var given = Given.Facts(facts);
        given.When(Move(on, TransferPoint.WhileHelped).Proposed()).IsBlockedOnlyBy("ADM-49", "transfer_letter_of_other_kind");
        var moved = given.When(Move(on, point).Proposed()).IsAcceptedCleanly().Then;
        var received = moved.When(new TransferReceived(D(on).AddDays(10), false, null)).IsAcceptedCleanly().Then;
        Assert.Equal(stage, received.StageOn(D(on).AddDays(10)));
        Assert.Equal((World.OtherUnion, World.OtherCell), (received.History.UnionUnitOn(D(on).AddDays(10)), received.History.PartyBodyOn(D(on).AddDays(10))));
    }

    [Fact]
    public void Case_50_after_the_decision_the_ceremony_at_the_new_cell_starts_probation()
    {
        var given = Given.Facts([.. RoadToDecision, Move("2026-02-15", TransferPoint.AfterDecision), new TransferReceived(D("2026-03-02"), true, null), Received("2026-03-03")]);
        var held = given.When(Ceremony("2026-03-16").Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.RecognitionDue, held.StageOn(D("2027-03-16")));
        Assert.Equal(World.OtherCell, ClockTests.Clock(held, "ADM-32").ActingUnit);
    }

    [Fact]
    public void Case_51_a_transfer_never_acknowledged_stays_open_past_its_sixty_working_days()
    {
        var moved = Given.Facts([.. RoadToOpinions, Move("2026-01-09", TransferPoint.WhileHelped)]);
        var clock = ClockTests.Clock(moved, "ADM-36");
        Assert.True(clock.IsLateOn(D("2026-04-10")));
        Assert.False(clock.IsLateOn(D("2026-04-09")));
        Assert.Equal(World.OtherCell, moved.History.PlaceOn(D("2026-04-10")).Moving!.ToPartyBody);
        Assert.Equal(CaseOutcome.InProgress, Stages.OutcomeOn(moved.History, D("2026-04-10"), moved.Regulations));
    }

    [Fact]
    public void Case_51_moved_out_of_the_trees_counts_as_moved_until_somebody_receives_it()
    {
        var moved = Given.Facts([.. RoadToOpinions, Move("2026-01-09", TransferPoint.WhileHelped) with { ToUnionUnit = null, ToPartyBody = null }]);
        Assert.Equal(CaseOutcome.Moved, Stages.OutcomeOn(moved.History, D("2026-02-01"), moved.Regulations));
    }

    [Fact]
    public void Case_52_a_rejected_transfer_brings_the_case_back_with_one_sending_as_before()
    {
        var back = Given.Facts([.. RoadToOpinions, Move("2025-12-01", TransferPoint.WhileHelped)])
            .When(new TransferRejected(D("2025-12-15"), false, null, ReasonCode.MissingPapers)).IsAcceptedCleanly().Then;
        Assert.Equal((Stage.OpinionsCollected, World.Cell, World.Factory), (back.StageOn(D("2025-12-15")), back.History.PartyBodyOn(D("2025-12-15")), back.History.UnionUnitOn(D("2025-12-15"))));
        Assert.Single(back.History.Facts, f => f.Event is ReferralSent);
        var again = back.When(Move("2025-12-20", TransferPoint.WhileHelped) with { Document = Doc("18-CV/CB", "2025-12-20") }).IsAcceptedCleanly().Then;
        Assert.Equal(World.OtherCell, again.When(new TransferReceived(D("2025-12-28"), false, null)).Then.History.PartyBodyOn(D("2025-12-28")));
    }

    [Fact]
    public void A_class_not_passed_at_the_receiving_cell_shows_that_the_case_arrived_there()
    {
        var failed = Given.Facts([.. RoadToOpinions[..6], Move("2025-03-10", TransferPoint.WhileHelped), new AwarenessFailed(D("2025-03-28"), true, null, null)]);
        Assert.Equal((Stage.AcceptedAsSource, World.OtherCell), (failed.StageOn(D("2025-03-28")), failed.History.PartyBodyOn(D("2025-03-28"))));
    }

    [Fact]
    public void Whoever_carries_a_moved_case_on_has_received_it_also_when_nobody_said_so()
    {
        var carried = Given.Facts([.. RoadToOpinions, Move("2025-12-01", TransferPoint.WhileHelped), CellVote("2026-01-09")]);
        Assert.Equal((Stage.CellResolved, World.OtherCell), (carried.StageOn(D("2026-01-09")), carried.History.PartyBodyOn(D("2026-01-09"))));
        Assert.Equal((Stage.TransferredOut, World.Cell), (carried.StageOn(D("2026-01-08")), carried.History.PartyBodyOn(D("2026-01-08"))));
    }

    [Fact]
    public void Case_47_a_case_follows_its_merged_unit_and_each_day_keeps_its_own_unit()
    {
        var merged = World.With(World.Factory, new UnitMerged(D("2025-07-01"), null, World.OtherUnion));
        var given = Given.Facts(RoadToOpinions).At(merged).When(new CaseFollowedUnit(D("2025-07-01"), false, null, World.OtherUnion, null, Guid.AllBitsSet)).IsAcceptedCleanly().Then;
        Assert.Equal(World.Factory, given.History.UnionUnitOn(D("2025-06-30")));
        Assert.Equal(World.OtherUnion, given.History.UnionUnitOn(D("2025-07-01")));
        Assert.Equal(World.Cell, given.History.PartyBodyOn(D("2025-07-01")));
        Assert.Equal(Stage.Certified, given.StageOn(D("2025-07-01")));
    }

    [Fact]
    public void Case_48_after_a_split_the_case_goes_to_the_named_successor_and_to_nobody_unnamed()
    {
        var split = Given.Facts(RoadToOpinions).At(World.With(World.Factory, new UnitSplit(D("2025-07-01"), null, [World.OtherUnion, World.Province])));
        Assert.Equal(World.OtherUnion, split.When(new CaseFollowedUnit(D("2025-07-01"), false, null, World.OtherUnion, null, Guid.AllBitsSet)).IsAcceptedCleanly().Then.History.UnionUnitOn(D("2025-07-01")));
        split.When(new CaseFollowedUnit(D("2025-07-01"), false, null, World.Office, null, Guid.AllBitsSet)).IsRefused("not_a_successor");
        split.When(new CaseFollowedUnit(D("2025-06-30"), false, null, World.OtherUnion, null, Guid.AllBitsSet)).IsRefused("not_a_successor");
        Given.Facts(RoadToOpinions).When(new CaseFollowedUnit(D("2025-07-01"), false, null, Guid.AllBitsSet, null, Guid.AllBitsSet)).IsRefused("unknown_unit");
        Given.Facts(RoadToOpinions).When(new CaseFollowedUnit(D("2025-07-01"), false, null, World.Cell, null, Guid.AllBitsSet)).IsRefused("unit_of_other_tree");
        Given.Facts(RoadToOpinions).When(new CaseFollowedUnit(D("2025-07-01"), false, null, null, null, Guid.AllBitsSet)).IsRefused("nothing_to_follow");
    }

    [Fact]
    public void Case_49_a_unit_under_another_parent_keeps_its_cases()
    {
        var moved = World.With(World.Factory, new UnitMoved(D("2025-06-01"), null, World.OtherUnion));
        var given = Given.Facts(RoadToOpinions).At(moved);
        Assert.Equal(World.Factory, given.History.UnionUnitOn(D("2026-01-01")));
        given.When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void A_transfer_to_a_unit_nobody_knows_is_refused() =>
        Given.Facts(RoadToOpinions).When(Move("2025-12-01", TransferPoint.WhileHelped) with { ToPartyBody = Guid.AllBitsSet }).IsRefused("unknown_unit");

    [Fact]
    public void ADM_49_a_unit_that_has_ended_receives_nothing()
    {
        var dissolved = World.With(World.OtherCell, new UnitDissolved(D("2025-11-01"), null));
        Given.Facts(RoadToOpinions).At(dissolved).When(Move("2025-12-01", TransferPoint.WhileHelped).Proposed()).IsBlockedOnlyBy("ADM-49", "receiver_not_active");
    }

    [Fact]
    public void ADM_50_an_ordered_redo_goes_back_to_the_named_stage_and_on_from_there()
    {
        var ordered = Given.Facts(RoadToDecision).When(new RedoOrdered(D("2026-02-20"), false, Doc("80-CV/TU", "2026-02-20"), Stage.OpinionsCollected)).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.RedoOrdered, ordered.StageOn(D("2026-02-20")));
        Assert.Equal(CaseOutcome.InProgress, Stages.OutcomeOn(ordered.History, D("2026-02-20"), ordered.Regulations));
        ordered.When(Ceremony("2026-03-02").Proposed()).IsBlockedBy("ADM-11", "step_not_recorded");
        var voted = ordered.When((CellVote("2026-03-02") with { Document = Doc("31-NQ/CB", "2026-03-02") }).Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.CellResolved, voted.StageOn(D("2026-03-02")));
        Assert.Equal(Stage.Decided, voted.StageOn(D("2026-02-19")));
    }

    [Fact]
    public void ADM_50_a_stage_not_yet_reached_cannot_be_redone() =>
        Given.Facts(RoadToOpinions).When(new RedoOrdered(D("2026-02-20"), false, null, Stage.CellResolved)).IsBlockedOnlyBy("ADM-50", "redo_stage_not_reached");

    [Fact]
    public void ADM_50_a_rectified_decision_stands()
    {
        var given = Given.Facts(RoadToCeremony).When(new DecisionRectified(D("2026-05-04"), false, Doc("81-QĐ/TU", "2026-05-04"))).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.Probation, given.StageOn(D("2026-05-04")));
        Given.Facts(RoadToOpinions).When(new DecisionRectified(D("2026-01-04"), false, null)).IsBlockedBy("ADM-11", "step_not_recorded");
    }

    [Fact]
    public void Case_56_ADM_50_a_cancelled_admission_keeps_its_years_until_the_day_it_was_cancelled()
    {
        var given = Given.Facts(ClockTests.RoadTo2025).And(CellVote("2026-03-10", purpose: Purpose.Recognition), Decided("2026-03-20", Purpose.Recognition));
        var verdict = given.When(new DecisionCancelled(D("2026-11-02"), false, Doc("90-QĐ/TU", "2026-11-02"), Purpose.Admission)).IsAcceptedCleanly();
        var after = verdict.Then;
        Assert.Equal(Stage.Cancelled, after.StageOn(D("2026-11-02")));
        Assert.Equal(CaseOutcome.Admitted, Stages.OutcomeOn(after.History, D("2026-11-01"), after.Regulations));
        Assert.Equal(CaseOutcome.Cancelled, Stages.OutcomeOn(after.History, D("2026-11-02"), after.Regulations));
        Assert.Contains(verdict.Decision.Events, e => e.Event is CaseEnded { Ending: CaseEnding.Cancelled });
        Assert.Equal(CaseOutcome.Admitted, Stages.OutcomeOn(given.History, D("2026-11-02"), given.Regulations));
    }

    [Fact]
    public void ADM_50_a_cancelled_recognition_puts_the_member_back_into_probation()
    {
        var recognised = Given.Facts([.. ClockTests.RoadTo2025, CellVote("2026-03-10", purpose: Purpose.Recognition)]).When(Decided("2026-03-20", Purpose.Recognition)).Then;
        Assert.Null(recognised.PersonStream.OpenCase);
        var back = recognised.When(new DecisionCancelled(D("2026-05-04"), false, Doc("91-QĐ/TU", "2026-05-04"), Purpose.Recognition)).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.RecognitionDue, back.StageOn(D("2026-05-04")));
        Assert.Equal(Given.CaseId, back.PersonStream.OpenCase);
    }

    [Fact]
    public void ADM_51_a_verified_personal_history_stays_with_the_party_when_the_applicant_withdraws()
    {
        var withdrawn = Given.Facts(RoadToOpinions).When(new CaseWithdrawn(D("2026-01-04"), false, null)).IsAcceptedCleanly().Shows("ADM-51", "verified_history_stays").Then;
        Assert.Equal(Stage.Withdrawn, withdrawn.StageOn(D("2026-01-04")));
        Given.Facts(RoadToOpinions[..8]).When(new CaseWithdrawn(D("2026-01-04"), false, null)).SaysNothingOf("ADM-51");
    }

    private static CaseMoved Move(string on, TransferPoint point) => new(D(on), true, Doc("17-CV/CB", on), point, World.OtherUnion, World.OtherCell);
}
