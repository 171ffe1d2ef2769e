using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>ADM-44…47: those who were in the Party before.</summary>
public sealed class ReadmissionTests
{
    private static readonly Guid Earlier = new("11111111-0000-0000-0000-0000000000ff");

    [Fact]
    public void Case_54_ADM_44_thirty_six_months_less_one_day_is_too_early_and_the_day_is_told()
    {
        var left = Left(PartyExit.StruckOff, "2023-11-20");
        left.When(Former("2026-11-19")).IsBlockedOnlyBy("ADM-44", "readmission_too_early").WithEarliest(D("2026-11-20"));
        left.When(Former("2026-11-20")).IsAcceptedCleanly();
        var cited = Assert.Single(left.When(Former("2026-11-19")).Decision.Findings.Single(f => f.Code == "readmission_too_early").Facts);
        Assert.Equal(left.PersonStream.FactOf(left.PersonStream.Exits.Single()), cited);
    }

    [Fact]
    public void Case_55_ADM_44_a_second_readmission_never_comes() =>
        Left(PartyExit.StruckOff, "2018-01-10").AndPerson(new ReadmissionRecorded(D("2015-01-10"), Earlier))
            .When(Former("2026-11-20")).IsBlockedOnlyBy("ADM-44", "readmitted_before").WithEarliest(null);

    [Fact]
    public void ADM_44_the_written_consent_is_there_before_the_cell_considers()
    {
        var given = Left(PartyExit.StruckOff, "2020-01-10").And([Former("2025-01-06"), .. RoadToOpinions[1..]]);
        given.When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-44", "readmission_consent_missing");
        given.And(Consent("2025-12-01", ConsentKind.Readmission)).When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void ADM_44_admission_of_a_former_member_uses_up_the_one_readmission()
    {
        var given = Left(PartyExit.StruckOff, "2020-01-10").And([Former("2025-01-06"), .. RoadToOpinions[1..], CellVote("2026-01-09"), Committee("2026-01-20")]);
        var verdict = given.When(Decided("2026-02-10").Proposed()).IsAcceptedCleanly();
        Assert.Contains(verdict.Decision.Events, e => e.Event is ReadmissionRecorded { CaseId: var id } && id == Given.CaseId);
        Assert.Single(verdict.Then.PersonStream.Readmissions);
    }

    [Fact]
    public void ADM_44_an_exit_on_record_makes_the_referral_one_of_a_former_member()
    {
        var verdict = Left(PartyExit.StruckOff, "2020-01-10").When(Filed("2026-11-19")).IsAcceptedCleanly();
        Assert.True(((ReferralFiled)verdict.Decision.Events[0].Event).FormerPartyMember);
    }

    [Fact]
    public void ADM_44_striking_off_is_an_exit_that_later_referrals_wait_after()
    {
        var removed = Given.Facts([.. ClockTests.RoadTo2025, CellVote("2025-08-04", purpose: Purpose.StrikeOff)]).When(Decided("2025-08-25", Purpose.StrikeOff)).Then;
        Assert.Equal((PartyExit.StruckOff, D("2025-08-25")), (removed.PersonStream.Exits.Single().Kind, removed.PersonStream.Exits.Single().OccurredOn));
        var next = Given.Nothing with { PersonStream = removed.PersonStream, PreviousCase = removed.History };
        next.When(Filed("2026-08-25") with { CaseId = Earlier }).IsBlockedOnlyBy("ADM-44", "readmission_too_early").WithEarliest(D("2028-08-25"));
    }

    [Fact]
    public void ADM_45_after_a_less_serious_crime_sixty_months_from_the_expunging()
    {
        var given = Given.Nothing.AndPerson(new PartyExitRecorded(D("2015-01-10"), PartyExit.LessSeriousCrime, D("2021-11-20")));
        given.When(Former("2026-11-19")).IsBlockedOnlyBy("ADM-45", "readmission_too_early").WithEarliest(D("2026-11-20"));
        given.When(Former("2026-11-20")).IsAcceptedCleanly();
        Left(PartyExit.LessSeriousCrime, "2015-01-10").When(Former("2026-11-20")).IsBlockedOnlyBy("ADM-45", "record_not_expunged");
    }

    [Fact]
    public void ADM_46_population_policy_cases_need_their_own_consent()
    {
        var given = Left(PartyExit.PopulationPolicy, "2020-01-10").And([Former("2025-01-06"), .. RoadToOpinions[1..], Consent("2025-12-01", ConsentKind.Readmission)]);
        given.When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-46", "population_policy_consent_missing");
        given.And(Consent("2025-12-02", ConsentKind.PopulationPolicy)).When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    [Theory]
    [InlineData(PartyExit.DroppedOut)]
    [InlineData(PartyExit.PermittedExit)]
    [InlineData(PartyExit.SeriousDisunity)]
    [InlineData(PartyExit.ConvictedCorruption)]
    [InlineData(PartyExit.SeriousCrime)]
    public void ADM_47_some_exits_bar_for_ever(PartyExit kind) =>
        Left(kind, "2000-01-10").When(Former("2026-11-20")).IsBlockedOnlyBy("ADM-47", "readmission_barred").WithEarliest(null);

    [Fact]
    public void ADM_47_leaving_for_family_hardship_does_not_bar() =>
        Left(PartyExit.PermittedExitFamilyHardship, "2020-01-10").When(Former("2026-11-20")).IsAcceptedCleanly();

    [Fact]
    public void A_corrected_filing_is_not_held_against_what_its_own_case_came_to()
    {
        var readmitted = Left(PartyExit.StruckOff, "2020-01-10").And([Former("2025-01-06"), .. RoadToCellVote[1..], Committee("2026-01-20")]).When(Decided("2026-02-10")).Then;
        readmitted.When(Former("2025-01-03"), Given.EventId(1)).IsAcceptedCleanly();

        var recognised = Given.Facts([.. ClockTests.RoadTo2025, CellVote("2026-03-10", purpose: Purpose.Recognition)]).When(Decided("2026-03-20", Purpose.Recognition)).IsAcceptedCleanly().Then;
        recognised.When(Filed("2024-01-05"), Given.EventId(1)).IsAcceptedCleanly();
    }

    private static Given Left(PartyExit kind, string on) => Given.Nothing.AndPerson(new PartyExitRecorded(D(on), kind, null));

    private static ReferralFiled Former(string on) => Filed(on) with { FormerPartyMember = true };
}
