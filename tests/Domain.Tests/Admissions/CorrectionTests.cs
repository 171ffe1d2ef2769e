using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>Saying things twice, wrongly, in a wrong order, or not at all.</summary>
public sealed class CorrectionTests
{
    [Fact]
    public void A_second_report_of_the_same_act_decides_nothing_even_when_it_says_something_else()
    {
        var given = Given.Facts(RoadToCellVote);
        given.When(CellVote("2026-01-09")).DecidesNothing();
        given.When(CellVote("2026-01-09", Votes(9, 2))).DecidesNothing();
        Assert.NotEmpty(given.When(CellVote("2026-01-09") with { Document = Doc("31-NQ/CB", "2026-01-09") }).Decision.Events);
    }

    [Fact]
    public void An_act_without_paper_is_the_same_on_the_same_day_unless_the_case_went_back_in_between()
    {
        var submitted = Given.Facts(RoadToOpinions[..2]);
        submitted.When(Submitted("2025-01-07")).DecidesNothing();
        var again = submitted.And(Returned("2025-01-07", Tree.Union)).When(Submitted("2025-01-07"));
        Assert.NotEmpty(again.IsAcceptedCleanly().Decision.Events);
    }

    [Fact]
    public void Filing_the_same_case_twice_decides_nothing_and_filing_another_on_its_id_is_refused()
    {
        var filed = Given.Facts(RoadToOpinions[..1]);
        filed.When(Filed("2025-01-06")).DecidesNothing();
        filed.When(Filed("2025-01-09")).IsRefused("case_already_filed");
    }

    [Fact]
    public void A_correction_replaces_the_original_in_its_own_place()
    {
        var given = Given.Facts(RoadToCellVote);
        var vote = given.History.AllRecorded[^1].Id;
        var corrected = given.When(CellVote("2026-01-08", Votes(9, 5)), vote).IsAccepted();
        Assert.Equal(vote, corrected.Decision.Events.Single().Corrects);
        Assert.Equal(Stage.CellRejected, corrected.Then.StageOn(D("2026-01-08")));
        Assert.Equal(Stage.CellRejected, corrected.Then.StageOn(D("2026-01-20")));
        Assert.Equal(RoadToCellVote.Length, corrected.Then.History.Facts.Count);
        Assert.Equal(RoadToCellVote.Length + 1, corrected.Then.History.AllRecorded.Count);
        corrected.Then.When(CellVote("2026-01-08", Votes(9, 5)), vote).DecidesNothing();
    }

    [Fact]
    public void A_correction_names_the_original_and_never_another_correction()
    {
        var given = Given.Facts(RoadToCellVote);
        var vote = given.History.AllRecorded[^1].Id;
        var once = given.When(CellVote("2026-01-08"), vote).Then;
        var correction = once.History.AllRecorded[^1].Id;
        once.When(CellVote("2026-01-07"), correction).IsRefused("correction_of_correction");
        once.When(new FactStruck(D("2026-02-01"), false, null, ReasonCode.WrongForm, null), correction).IsRefused("correction_of_correction");
        Assert.Equal(D("2026-01-07"), once.When(CellVote("2026-01-07"), vote).IsAccepted().Then.History.Facts[^1].Event.OccurredOn);
        once.When(Committee("2026-01-07"), vote).IsRefused("correction_of_other_act");
        once.When(CellVote("2026-01-07"), Guid.AllBitsSet).IsRefused("unknown_fact");
    }

    [Fact]
    public void A_struck_fact_never_happened_and_can_be_stated_anew()
    {
        var given = Given.Facts(RoadToCellVote);
        var vote = given.History.AllRecorded[^1].Id;
        var strike = new FactStruck(D("2026-02-01"), false, null, ReasonCode.WrongForm, null);
        var struck = given.When(strike, vote).IsAccepted().Then;
        Assert.Equal(Stage.OpinionsCollected, struck.StageOn(D("2026-01-09")));
        struck.When(strike, vote).DecidesNothing();
        Assert.NotEmpty(struck.When(CellVote("2026-01-09")).IsAcceptedCleanly().Decision.Events);
    }

    [Fact]
    public void A_struck_fact_cannot_be_corrected_for_it_never_happened()
    {
        var given = Given.Facts(RoadToCellVote);
        var vote = given.History.AllRecorded[^1].Id;
        var struck = given.When(new FactStruck(D("2026-02-01"), false, null, ReasonCode.WrongForm, null), vote).Then;
        struck.When(CellVote("2026-01-08"), vote).IsRefused("correction_of_struck_fact");
    }

    [Fact]
    public void A_strike_says_what_and_why_and_never_the_filing()
    {
        var given = Given.Facts(RoadToCellVote);
        var strike = new FactStruck(D("2026-02-01"), false, null, ReasonCode.WrongForm, null);
        given.When(strike).IsRefused("corrects_missing");
        given.When(strike, given.History.AllRecorded[0].Id).IsRefused("filing_cannot_be_struck");
        given.When(strike with { Reason = ReasonCode.Other }, given.History.AllRecorded[^1].Id).IsRefused("reason_missing");
    }

    [Fact]
    public void A_corrected_person_is_refused_and_a_corrected_unit_is_not()
    {
        var given = Given.Facts(RoadToOpinions);
        var filing = given.History.AllRecorded[0].Id;
        given.When(Filed("2025-01-06") with { PersonId = Guid.AllBitsSet }, filing).IsRefused("person_mismatch");
        Assert.Equal(World.OtherUnion, given.When(Filed("2025-01-06", World.OtherUnion), filing).IsAccepted().Then.History.UnionUnitOn(D("2026-01-01")));
    }

    [Fact]
    public void Corrected_statistics_replace_the_coarse_values_and_leave_the_filing_as_it_was()
    {
        var given = Given.Facts(RoadToOpinions).When(new ReferralStatisticsCorrected(
            D("2026-02-01"), false, null, Gender.Male, AgeBand.From36To40, Education.College, TheoryLevel.None, Sector.Fdi)).IsAcceptedCleanly().Then;
        Assert.Equal(new ReferralStatistics(Gender.Male, AgeBand.From36To40, Education.College, TheoryLevel.None, Sector.Fdi), given.History.Statistics);
        Assert.Equal(Gender.Female, given.History.Filed!.Gender);
    }

    [Fact]
    public void A_referral_with_nothing_known_takes_its_coarse_values_from_person_and_unit()
    {
        var bare = Filed("2025-01-06") with { Gender = Gender.Unknown, AgeBand = AgeBand.Unknown, Education = Education.Unknown, Sector = Sector.Unknown };
        var filed = (ReferralFiled)Given.Nothing.When(bare).IsAcceptedCleanly().Decision.Events[0].Event;
        Assert.Equal((Gender.Female, AgeBand.From18To30, Education.Bachelor, Sector.NonState), (filed.Gender, filed.AgeBand, filed.Education, filed.Sector));
    }

    [Fact]
    public void Case_10_nothing_happens_after_today_in_Viet_Nam()
    {
        Given.Nothing.On(D("2026-01-08")).When(Filed("2026-01-09")).IsRefused("future_date");
        Given.Nothing.On(D("2026-01-09")).When(Filed("2026-01-09")).IsAcceptedCleanly();
        Given.Facts(RoadToOpinions[..3]).On(D("2025-01-13")).When(Sent("2025-01-13") with { Document = Doc("16/CV", "2025-01-14") }).IsRefused("future_date");
    }

    [Fact]
    public void Case_64_a_year_cut_short_is_refused_and_nothing_guessed() =>
        Given.Nothing.When(Filed("2025-01-06") with { OccurredOn = new DateOnly(202, 2, 28) }).IsRefused("date_out_of_range");

    [Fact]
    public void A_report_names_its_paper_where_the_act_has_one()
    {
        Given.Facts(RoadToOpinions).When(CellVote("2026-01-09") with { Document = null }).IsRefused("document_missing");
        Given.Facts(RoadToOpinions).When((CellVote("2026-01-09") with { Document = null }).Proposed()).IsAcceptedCleanly();
        Given.Facts(RoadToDecision).When(Ceremony("2026-03-02")).IsAccepted();
    }

    [Fact]
    public void An_unknown_unit_or_person_is_refused()
    {
        Given.Nothing.When(Filed("2025-01-06", Guid.AllBitsSet)).IsRefused("unknown_unit");
        Given.Nothing.When(Filed("2025-01-06", World.Cell)).IsRefused("unit_of_other_tree");
        Given.Nothing.When(Filed("2025-01-06") with { PartyBody = World.Factory }).IsRefused("unit_of_other_tree");
        Given.Nothing.When(Filed("2025-01-06") with { PersonId = Guid.Empty }).IsRefused("person_not_set");
        Given.Nothing.When(Filed("2025-01-06", World.Province) with { PartyBody = Guid.Empty }).IsRefused("party_body_unknown");
        Given.Nothing.When(Submitted("2025-01-07")).IsRefused("case_not_filed");
    }

    [Fact]
    public void Without_a_named_party_body_the_one_serving_the_union_is_taken()
    {
        var filed = (ReferralFiled)Given.Nothing.When(Filed("2025-01-06") with { PartyBody = Guid.Empty }).IsAcceptedCleanly().Decision.Events[0].Event;
        Assert.Equal(World.Cell, filed.PartyBody);
    }

    [Theory]
    [InlineData("2025-06-30", "232-qd-tw-2025")]
    [InlineData("2025-07-01", "294-qd-tw-2025")]
    [InlineData("2025-06-10", "232-qd-tw-2025")]
    public void Case_12_the_day_of_the_meeting_chooses_the_version(string on, string version)
    {
        var evaluation = Given.Facts(RoadToOpinions).When(CellVote(on)).IsAccepted().Decision.Evaluation!;
        Assert.Contains(version, evaluation.PolicyVersions);
    }

    [Fact]
    public void Case_16_an_old_act_is_judged_the_same_after_another_version_is_published()
    {
        var changed = Policies.With("208-qd-tw-2026", "Admission.MinAgeMonths", p => p["value"] = 240);
        var given = Given.Facts(RoadToOpinions).Born(2008, 1, 31);
        var before = given.When(CellVote("2026-01-09")).Decision;
        var after = (given with { Regulations = changed }).When(CellVote("2026-01-09")).Decision;
        Assert.Equal(before.Findings.Select(Text), after.Findings.Select(Text));
        Assert.Equal(before.Evaluation!.PolicyVersions, after.Evaluation!.PolicyVersions);

        static string Text(Finding f) => $"{f.Rule} {f.Code} {f.Severity} {f.PolicyVersion} {f.Article}";
    }

    [Fact]
    public void Case_68_a_corrected_birth_date_gives_another_verdict_and_the_earlier_one_cites_its_revision()
    {
        var given = Given.Facts(RoadToOpinions).Born(2008, 1, 1);
        var first = given.When(CellVote("2026-01-09")).IsAcceptedCleanly().Decision.Evaluation!;
        var second = (given with { Person = given.Person with { Revision = 2 } }).Born(2008, 3, 1).When(CellVote("2026-01-09")).IsRecordedWith("ADM-01", "too_young").Decision.Evaluation!;
        Assert.Equal((1, 2), (first.PersonRevision!.Value, second.PersonRevision!.Value));
    }
}
