using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>ADM-11…18: papers by their dates and in their order.</summary>
public sealed class PaperTests
{
    [Fact]
    public void ADM_11_a_proposal_that_runs_ahead_names_every_missing_step()
    {
        var verdict = Given.Facts(Filed("2025-01-06"), Submitted("2025-01-07")).When(Sent("2025-01-13").Proposed()).IsBlockedBy("ADM-11", "step_not_recorded");
        Assert.Equal(["resolve"], verdict.Decision.Findings.Where(f => f.Code == "step_not_recorded").Select(f => f.Parameters!["step"]));
    }

    [Fact]
    public void ADM_11_a_report_out_of_order_is_recorded_with_the_missing_steps_and_filling_them_in_later_changes_nothing()
    {
        var decided = Given.Facts(Filed("2025-01-06")).When(Decided("2026-02-10")).IsRecordedWith("ADM-11", "step_not_recorded").Then;
        Assert.Equal(Stage.Decided, decided.StageOn(D("2026-02-10")));
        var filled = decided.When(Sent("2025-01-13").Reported()).IsAccepted().Then;
        Assert.Equal(Stage.SentToParty, filled.StageOn(D("2025-01-13")));
        Assert.Equal(Stage.Decided, filled.StageOn(D("2026-02-10")));
        Assert.Equal(decided.History.Facts[^1].Event, filled.History.Facts[^1].Event);
    }

    [Fact]
    public void ADM_11_a_gap_behind_the_case_is_only_shown() =>
        Given.Facts(Filed("2025-01-06"), Acknowledged("2025-02-03")).When(Enrolled("2025-03-03").Proposed()).IsAcceptedCleanly().Warns("ADM-11", "step_not_recorded");

    [Fact]
    public void Case_20_ADM_12_an_application_after_the_personal_history_is_warned_of()
    {
        var given = Given.Facts(RoadToOpinions[..7]);
        given.And(PersonalHistory("2025-09-01")).When(Applied("2025-09-02").Proposed()).IsAcceptedCleanly().Warns("ADM-12", "application_after_personal_history");
        given.And(PersonalHistory("2025-09-02")).When(Applied("2025-09-02").Proposed()).SaysNothingOf("ADM-12");
        given.And(Applied("2025-09-02"), PersonalHistory("2025-09-01")).When(Verification("2025-09-10").Proposed()).Warns("ADM-12", "application_after_personal_history");
    }

    [Fact]
    public void ADM_12_the_finding_cites_the_papers_on_record()
    {
        var given = Given.Facts(RoadToOpinions[..7]);
        Assert.Single(given.And(PersonalHistory("2025-09-01")).When(Applied("2025-09-02").Proposed()).Decision.Findings.Single(f => f.Rule == "ADM-12").Facts);
        var both = given.And(Applied("2025-09-02"), PersonalHistory("2025-09-01"));
        var facts = both.When(Verification("2025-09-10").Proposed()).Decision.Findings.Single(f => f.Rule == "ADM-12").Facts;
        Assert.Equal(both.History.AllRecorded.TakeLast(2).Select(f => f.Id).ToHashSet(), facts.ToHashSet());
    }

    [Fact]
    public void ADM_13_a_certificate_of_15_01_2020_does_not_carry_a_meeting_on_03_02_2025()
    {
        Road2025("2020-01-15").When(CellVote("2025-02-03").Proposed()).IsBlockedBy("ADM-13", "certificate_expired").WithEarliest(null);
        Road2025("2020-01-15").When(CellVote("2025-02-03")).IsRecordedWith("ADM-13", "certificate_expired");
    }

    [Fact]
    public void Case_17_ADM_13_valid_at_the_referral_and_run_out_the_day_before_the_meeting_is_a_lapse()
    {
        var given = Road2025("2020-02-02");
        Assert.Equal(Stage.OpinionsCollected, given.StageOn(D("2025-02-02")));
        Assert.Equal(Stage.Lapsed, given.StageOn(D("2025-02-03")));
        given.When(CellVote("2025-02-03").Proposed()).IsBlockedBy("ADM-13", "certificate_expired");
    }

    [Fact]
    public void Case_18_ADM_13_the_last_day_counts_while_the_policy_says_so() =>
        Road2025("2020-02-03").When(CellVote("2025-02-03").Proposed()).SaysNothingOf("ADM-13").IsAcceptedCleanly();

    [Fact]
    public void Case_18_ADM_13_the_last_day_does_not_count_when_the_policy_says_otherwise()
    {
        var exclusive = Policies.With("01-hd-tw-2021", "Admission.CertificateMonths", p => p["inclusive"] = false);
        var given = Road2025("2020-02-03") with { Regulations = exclusive };
        given.When(CellVote("2025-02-03").Proposed()).IsBlockedBy("ADM-13", "certificate_expired");
        Assert.Equal(Stage.Lapsed, given.StageOn(D("2025-02-03")));
    }

    [Fact]
    public void Case_19_ADM_13_a_certificate_that_runs_out_after_the_meeting_no_longer_matters()
    {
        var given = Road2025("2020-02-10").And(CellVote("2025-02-03"), Committee("2025-02-14"));
        given.When(Decided("2025-02-20").Proposed()).IsAcceptedCleanly();
        Assert.Equal(Stage.CommitteeResolved, given.StageOn(D("2025-02-20")));
    }

    [Theory]
    [InlineData("application")]
    [InlineData("history")]
    [InlineData("opinions")]
    [InlineData("member")]
    [InlineData("union")]
    public void ADM_14_a_paper_older_than_12_months_must_be_redone(string which)
    {
        CaseEvent[] old = which switch
        {
            "application" => [Applied("2025-04-01") with { Document = Doc("", "2025-01-08") }],
            "history" => [PersonalHistory("2025-09-05") with { Document = Doc("", "2025-01-08") }],
            "opinions" => [Opinions("2025-11-05") with { Document = Doc("9-TH/CB", "2025-01-08") }],
            "member" => [Member("2025-11-10") with { Document = Doc("", "2025-01-08") }],
            _ => [UnionIntroduction("2025-11-12") with { Document = Doc("17/NQ-CĐCS", "2025-01-08") }],
        };
        Given.Facts(RoadToOpinions.With(old)).When(CellVote("2026-01-09").Proposed()).IsBlockedBy("ADM-14", "paper_expired").WithEarliest(null);
        Given.Facts(RoadToOpinions.With(old)).When(CellVote("2026-01-08").Proposed()).SaysNothingOf("ADM-14");
    }

    [Fact]
    public void ADM_14_a_renewed_paper_takes_the_place_of_the_old_one()
    {
        var old = RoadToOpinions.With(PersonalHistory("2025-09-05") with { Document = Doc("", "2025-01-02") });
        Assert.Equal(Stage.Lapsed, Given.Facts(old).StageOn(D("2026-01-05")));
        var renewed = Given.Facts(old).And(PersonalHistory("2026-01-06"));
        Assert.Equal(Stage.OpinionsCollected, renewed.StageOn(D("2026-01-06")));
        renewed.When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void ADM_14_a_missing_paper_is_named() =>
        Given.Facts(RoadToOpinions.Without<PaperRecorded>()).When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-14", "paper_missing");

    [Fact]
    public void ADM_15_an_incomplete_scope_stops_the_conclusion_and_the_meeting()
    {
        var incomplete = Concluded("2025-10-10") with { ScopeComplete = false };
        Given.Facts(RoadToOpinions[..10]).When(incomplete.Proposed()).IsBlockedOnlyBy("ADM-15", "scope_incomplete");
        Given.Facts(RoadToOpinions.With(incomplete)).When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-15", "scope_incomplete");
    }

    [Fact]
    public void ADM_16_a_scope_covered_by_the_relatives_own_files_is_complete_without_field_work() =>
        Given.Facts(RoadToOpinions[..10]).When((Concluded("2025-09-11") with { Document = null }).Proposed()).IsAcceptedCleanly();

    [Fact]
    public void ADM_17_sealing_comes_before_sending_and_certification_after_verification()
    {
        Given.Facts(RoadToOpinions[..9]).When((Verification("2025-09-10") with { Sealed = false }).Proposed()).IsBlockedOnlyBy("ADM-17", "not_sealed_before_sending");
        var early = Concluded("2025-10-10") with { CertifiedAfterwards = false };
        Given.Facts(RoadToOpinions[..10]).When(early.Proposed()).IsBlockedOnlyBy("ADM-17", "certified_before_verification");
        Given.Facts(RoadToOpinions.With(early)).When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-17", "certified_before_verification");
    }

    [Fact]
    public void ADM_18_both_the_mass_organisations_and_the_residence_cell_are_heard()
    {
        var half = Opinions("2025-11-05") with { ResidenceCell = false };
        Given.Facts(RoadToOpinions[..11]).When(half.Proposed()).IsAcceptedCleanly().Warns("ADM-18", "residence_opinion_missing");
        Given.Facts(RoadToOpinions.With(half)).When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-18", "residence_opinion_missing");
        Given.Facts(RoadToOpinions.With(half)).And(Opinions("2025-12-01") with { MassOrganisations = false, Document = Doc("10-TH/CB", "2025-12-01") })
            .When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    /// <summary>A road to a meeting on 03/02/2025 with a certificate of a given day.</summary>
    private static Given Road2025(string certificate) => Given.Facts(
        Filed("2020-06-01"), Submitted("2020-06-02"), Resolved("2020-06-03"), Sent("2020-06-04"), Acknowledged("2020-06-05"), Enrolled("2020-01-05"),
        Certified(certificate), Applied("2024-06-03"), PersonalHistory("2024-06-10"), Verification("2024-06-12"), Concluded("2024-07-15"), Opinions("2024-10-01"),
        Member("2024-11-01"), UnionIntroduction("2024-11-04"));
}
