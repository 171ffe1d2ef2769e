using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>What a struck, corrected or cancelled decision said of the person's membership is taken back (ADM-44…47, ADM-50).</summary>
public sealed class RetractionTests
{
    private static readonly Guid Next = new("11111111-0000-0000-0000-0000000000ff");

    [Fact]
    public void ADM_44_after_a_struck_strike_off_nobody_waits_and_nobody_is_a_former_member()
    {
        var removed = Removed("2025-08-25");
        var struck = removed.When(Strike("2025-09-01"), removed.History.AllRecorded[^1].Id).IsAccepted();
        var retracted = Assert.Single(struck.Decision.Events.Select(e => e.Event).OfType<PartyExitRetracted>());
        Assert.Equal(new PartyExitRetracted(D("2025-09-01"), PartyExit.StruckOff, D("2025-08-25"), Given.CaseId), retracted);
        Assert.Empty(struck.Then.PersonStream.Exits);
        Assert.Equal(Given.CaseId, struck.Then.PersonStream.OpenCase);
        var ended = struck.Then.When(new ProbationLeft(D("2025-10-01"), true, null, ReasonCode.Died)).IsAccepted().Then;
        Assert.Empty(ended.PersonStream.Exits);
        After(ended).When(Filed("2026-08-25") with { CaseId = Next }).IsAcceptedCleanly().SaysNothingOf("ADM-44");
    }

    [Fact]
    public void ADM_44_a_strike_off_with_a_corrected_date_is_one_exit_and_waiting_counts_from_the_right_day()
    {
        var removed = Removed("2025-08-25");
        var corrected = removed.When(Decided("2025-08-20", Purpose.StrikeOff), removed.History.AllRecorded[^1].Id).IsAccepted().Then;
        Assert.Equal(D("2025-08-20"), Assert.Single(corrected.PersonStream.Exits).OccurredOn);
        After(corrected).When(Filed("2026-08-25") with { CaseId = Next }).IsBlockedOnlyBy("ADM-44", "readmission_too_early").WithEarliest(D("2028-08-20"));
    }

    [Fact]
    public void ADM_50_a_cancelled_strike_off_takes_the_exit_back_and_the_member_is_on_probation_again()
    {
        var removed = Removed("2025-08-25");
        var cancelled = removed.When(new DecisionCancelled(D("2025-10-06"), true, Doc("90-QĐ/TU", "2025-10-06"), Purpose.StrikeOff)).IsAccepted().Then;
        Assert.Empty(cancelled.PersonStream.Exits);
        Assert.Equal(Stage.Probation, cancelled.StageOn(D("2025-10-06")));
        var struck = cancelled.When(Strike("2025-10-07"), cancelled.History.AllRecorded[^1].Id).IsAccepted().Then;
        Assert.Equal(D("2025-08-25"), Assert.Single(struck.PersonStream.Exits).OccurredOn);
    }

    [Fact]
    public void An_exit_stated_of_the_person_stays_when_the_case_takes_its_own_back()
    {
        var removed = Removed("2025-08-25").AndPerson(new PartyExitRecorded(D("2025-08-25"), PartyExit.StruckOff, null));
        var struck = removed.When(Strike("2025-09-01"), removed.History.AllRecorded[^1].Id).Then;
        Assert.Null(Assert.Single(struck.PersonStream.Exits).CaseId);
    }

    [Fact]
    public void An_exit_recorded_before_exits_named_their_case_is_taken_back_by_kind_and_day()
    {
        var removed = Removed("2025-08-25");
        var old = removed with { PersonStream = PersonState.Empty };
        old = old.AndPerson(new CaseOpened(D("2024-01-08"), Given.CaseId), new PartyExitRecorded(D("2025-08-25"), PartyExit.StruckOff, null));
        Assert.Empty(old.When(Strike("2025-09-01"), removed.History.AllRecorded[^1].Id).IsAccepted().Then.PersonStream.Exits);
    }

    [Fact]
    public void ADM_44_a_cancelled_readmission_leaves_the_one_readmission_unused()
    {
        var readmitted = Readmitted();
        Assert.Single(readmitted.PersonStream.Readmissions);
        var cancelled = readmitted.When(new DecisionCancelled(D("2026-04-01"), true, Doc("90-QĐ/TU", "2026-04-01"), Purpose.Admission)).IsAccepted();
        Assert.Single(cancelled.Decision.Events, e => e.Event is ReadmissionRetracted { CaseId: var id } && id == Given.CaseId);
        Assert.Empty(cancelled.Then.PersonStream.Readmissions);
        After(cancelled.Then).When(Filed("2026-08-25") with { CaseId = Next }).IsAcceptedCleanly();
        After(readmitted.When(new ProbationLeft(D("2026-05-01"), true, null, ReasonCode.Left)).Then)
            .When(Filed("2026-11-20") with { CaseId = Next }).IsBlockedBy("ADM-44", "readmitted_before");
    }

    [Fact]
    public void ADM_44_a_struck_readmission_leaves_the_one_readmission_unused()
    {
        var readmitted = Readmitted();
        var decision = readmitted.History.AllRecorded.Last(r => r.Event is DecisionIssued).Id;
        Assert.Empty(readmitted.When(Strike("2026-03-01"), decision).IsAccepted().Then.PersonStream.Readmissions);
    }

    [Theory]
    [InlineData(ReasonCode.ApplicantWish, PartyExit.PermittedExit)]
    [InlineData(ReasonCode.DroppedActivity, PartyExit.DroppedOut)]
    [InlineData(ReasonCode.Left, PartyExit.Unknown)]
    public void Leaving_in_probation_is_an_exit_of_the_kind_its_reason_says(ReasonCode reason, PartyExit kind)
    {
        var left = Given.Facts(ClockTests.RoadTo2025).When(new ProbationLeft(D("2025-05-05"), true, null, reason)).IsAccepted();
        var exit = Assert.Single(left.Then.PersonStream.Exits);
        Assert.Equal((kind, D("2025-05-05")), (exit.Kind, exit.OccurredOn));
        Assert.Equal(Stage.LeftProbation, left.Then.StageOn(D("2025-05-05")));
    }

    [Fact]
    public void ADM_47_nobody_is_barred_on_a_guess_but_everybody_who_left_waits()
    {
        var left = Given.Facts(ClockTests.RoadTo2025).When(new ProbationLeft(D("2025-05-05"), true, null, ReasonCode.Left)).Then;
        After(left).When(Filed("2026-08-25") with { CaseId = Next }).Warns("ADM-47", "exit_kind_unknown")
            .IsBlockedOnlyBy("ADM-44", "readmission_too_early").WithEarliest(D("2028-05-05"));
        var known = left.AndPerson(new PartyExitRecorded(D("2025-05-05"), PartyExit.SeriousDisunity, null));
        After(known).When(Filed("2026-08-25") with { CaseId = Next }).IsBlockedOnlyBy("ADM-47", "readmission_barred");
    }

    private static Given Removed(string on) =>
        Given.Facts([.. ClockTests.RoadTo2025, CellVote("2025-08-04", purpose: Purpose.StrikeOff)]).When(Decided(on, Purpose.StrikeOff)).IsAccepted().Then;

    private static Given Readmitted() =>
        Given.Nothing.AndPerson(new PartyExitRecorded(D("2020-01-10"), PartyExit.StruckOff, null))
            .And([Filed("2025-01-06") with { FormerPartyMember = true }, .. RoadToOpinions[1..], CellVote("2026-01-09"), Committee("2026-01-20")])
            .When(Decided("2026-02-10")).IsAccepted().Then.And(Received("2026-02-12"), Ceremony("2026-03-02"));

    private static Given After(Given ended) => Given.Nothing with { PersonStream = ended.PersonStream, PreviousCase = ended.History };

    private static FactStruck Strike(string on) => new(D(on), false, null, ReasonCode.WrongForm, null);
}
