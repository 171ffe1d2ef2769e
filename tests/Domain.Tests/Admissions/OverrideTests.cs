using System.Text.Json;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using static Acts;

/// <summary>A version applied to one act by decision: judged by it, remembered with it, had again by it.</summary>
public sealed class OverrideTests
{
    private const string ByReceipt = "20-qd-tw-2026";
    private const string ByIssue = "208-qd-tw-2026";

    private static readonly Guid Note = new("66666666-0000-0000-0000-000000000001");

    private static Given Awaiting { get; } = Given.Facts([.. RoadToCellVote, Committee("2026-06-20"), Decided("2026-07-24"), Received("2026-07-28")]);

    [Fact]
    public void Case_11_ADM_30_a_ceremony_counted_from_receipt_is_in_time_and_by_decision_counted_from_issue_it_is_late()
    {
        var ceremony = Ceremony("2026-09-09").Proposed();
        Awaiting.When(ceremony).IsAccepted();
        Awaiting.When(ceremony, applied: new(ByIssue, Note)).IsBlockedBy("ADM-30", "ceremony_overdue");
    }

    [Fact]
    public void The_evaluation_names_version_and_note_and_cites_nothing_of_the_version_of_the_date()
    {
        var evaluation = Awaiting.When(Ceremony("2026-09-09"), applied: new(ByIssue, Note)).IsRecordedWith("ADM-30", "ceremony_overdue").Decision.Evaluation!;
        Assert.Equal(new PolicyOverride(ByIssue, Note), evaluation.Override);
        Assert.Contains(ByIssue, evaluation.PolicyVersions);
        Assert.DoesNotContain(ByReceipt, evaluation.PolicyVersions);
        Assert.All(evaluation.Findings.Where(f => f.Rule == "ADM-30"), f => Assert.Equal(ByIssue, f.PolicyVersion));
        Assert.Null(Awaiting.When(Ceremony("2026-09-09")).Decision.Evaluation!.Override);
    }

    [Fact]
    public void Case_16_an_overridden_act_is_had_again_word_for_word_also_after_its_version_was_corrected()
    {
        var after = Awaiting.When(Ceremony("2026-09-09"), applied: new(ByIssue, Note)).Then;
        var fact = after.History.AllRecorded[^1];
        var stored = fact.Headers.Evaluation!;
        var without = Awaiting with { Regulations = Corrected(after.Regulations).At(stored.RegulationsPosition) };
        Assert.Equal(Text(stored), Text(CaseDecisions.Again(after.History, fact.Id, after.Context)));
        Assert.Equal(Text(stored), Text(CaseDecisions.Decide(without.History, new(Given.CaseId, fact.Event, null, stored.Override), without.Context).Evaluation));
        Assert.Equal(Text(stored), Text(CaseDecisions.Decide(without.History, new(Given.CaseId, fact.Event), without.Context with { Regulations = without.Regulations.Behind(stored) }).Evaluation! with { Override = stored.Override }));
    }

    [Fact]
    public void A_vote_that_passed_by_the_version_applied_carries_the_case_on_and_starts_its_clock()
    {
        var given = Given.Facts(RoadToOpinions) with { Regulations = Policies.With("294-qd-tw-2025", ParameterCatalogue.CellThreshold, p => p["value"] = "1/2") };
        var vote = CellVote("2026-05-08", Votes(18, 10));
        Assert.Equal(Stage.CellRejected, given.When(vote).Then.StageOn(D("2026-05-09")));
        var passed = given.When(vote, applied: new("294-qd-tw-2025", Note)).IsAccepted().Then;
        Assert.Equal(Stage.CellResolved, passed.StageOn(D("2026-05-09")));
        var clock = Assert.Single(CaseDeadlines.Of(passed.History, passed.Regulations, passed.Units), d => d.Rule == "ADM-28");
        Assert.Equal(ByReceipt, clock.PolicyVersion);
        Assert.True(Assert.Single(CaseVotes.Of(passed.History, D("2026-05-09"), passed.Regulations).All).Outcome!.Passed);
        passed.When(Committee("2026-05-20").Proposed()).IsAccepted();
    }

    [Theory]
    [InlineData("no-such-version", "override_version_unknown")]
    [InlineData("public-2026", "override_of_other_family")]
    [InlineData("377-qd-tw-2025-planning", "override_of_other_family")]
    public void A_version_that_does_not_govern_cases_is_refused(string version, string code) =>
        Awaiting.When(Ceremony("2026-09-09"), applied: new(version, Note)).IsRefused(code);

    [Fact]
    public void An_override_without_a_reason_is_refused()
    {
        Awaiting.When(Ceremony("2026-09-09"), applied: new(ByIssue, Guid.Empty)).IsRefused("override_reason_missing");
        Assert.Equal("override_reason_missing", Overrides.Refuse(ByIssue, " ", Awaiting.Regulations)!.Code);
        Assert.Null(Overrides.Refuse(ByIssue, "Công văn hướng dẫn chuyển tiếp", Awaiting.Regulations));
    }

    [Fact]
    public void A_version_that_was_corrected_is_refused_for_new_acts_and_not_offered()
    {
        var given = Awaiting with { Regulations = Corrected(Awaiting.Regulations) };
        given.When(Ceremony("2026-09-09"), applied: new(ByIssue, Note)).IsRefused("override_version_corrected");
        Assert.DoesNotContain(Overrides.Choices(given.Regulations), v => v.Id == ByIssue);
        Assert.Contains(Overrides.Choices(Awaiting.Regulations), v => v.Id == ByIssue);
        Assert.All(Overrides.Choices(given.Regulations), v => Assert.True(v.Family is PolicyFamilies.Admission or PolicyFamilies.Guidance));
    }

    [Fact]
    public void A_strike_is_judged_by_no_version() =>
        Awaiting.When(new FactStruck(D("2026-09-10"), false, null, ReasonCode.WrongForm, null), Awaiting.History.AllRecorded[^1].Id, new(ByIssue, Note)).IsRefused("override_of_strike");

    [Fact]
    public void The_same_act_said_again_by_the_same_version_decides_nothing_and_by_another_version_corrects_it()
    {
        var after = Awaiting.When(Ceremony("2026-09-09"), applied: new(ByIssue, Note)).Then;
        var fact = after.History.AllRecorded[^1];
        after.When(Ceremony("2026-09-09"), applied: new(ByIssue, Note)).DecidesNothing();
        after.When(Ceremony("2026-09-09"), fact.Id, new(ByIssue, Guid.NewGuid())).DecidesNothing();
        var corrected = after.When(Ceremony("2026-09-09"), fact.Id).IsAcceptedCleanly();
        Assert.Single(corrected.Decision.Events);
        Assert.Null(corrected.Then.History.Facts[^1].Headers.Evaluation!.Override);
    }

    private static Regulations Corrected(Regulations regulations)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(regulations.Document(ByIssue)!.Canonical)!.AsObject();
        json["id"] = "208-qd-tw-2026-2";
        json["corrects"] = ByIssue;
        json.Remove("supersedes");
        var (document, problems) = RegulationFiles.ReadDraft(json.ToJsonString());
        Assert.Empty(problems);
        return regulations.Apply(document!.Publication(D("2026-11-20")), regulations.Position + 1);
    }

    private static string Text(Evaluation? evaluation) => JsonSerializer.Serialize(evaluation);
}
