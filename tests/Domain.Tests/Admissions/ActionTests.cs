using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>What may be done now, and why not.</summary>
public sealed class ActionTests
{
    [Fact]
    public void A_draft_can_be_submitted_withdrawn_closed_suspended_and_given_papers() =>
        Assert.Equal(["submit", "record-paper", "record-consent", "suspend", "withdraw", "close"], Allowed(Given.Facts(RoadToOpinions[..1]), "2025-01-06"));

    [Fact]
    public void Every_listed_act_has_a_verdict_and_every_refusal_cites_its_rule_and_article()
    {
        foreach (var steps in Enumerable.Range(1, RoadToCeremony.Length))
        {
            var given = Given.Facts(RoadToCeremony[..steps]);
            var verdicts = CaseActions.For(given.History, given.Context, D("2026-04-01"));
            Assert.Equal(CaseActs.All.Where(a => a.Listed).Select(a => a.Code), verdicts.Select(v => v.Code));
            Assert.All(verdicts.Where(v => !v.Allowed), v => Assert.Contains(v.Findings, f => f is { Severity: Severity.Block, Article.Length: > 0 }));
        }
    }

    [Fact]
    public void A_returned_case_can_be_sent_again_or_referred_anew()
    {
        var allowed = Allowed(Given.Facts([.. RoadToOpinions[..4], Returned("2025-01-20")]), "2025-02-01");
        Assert.Contains("send", allowed);
        Assert.Contains("submit", allowed);
        Assert.Contains("re-refer", allowed);
        Assert.DoesNotContain("acknowledge", allowed);
    }

    [Fact]
    public void An_ended_case_allows_nothing_but_a_new_referral()
    {
        var given = Given.Facts(RoadToOpinions).When(new CaseWithdrawn(D("2025-12-01"), true, null)).Then;
        Assert.Equal(["re-refer"], Allowed(given, "2026-01-05"));
    }

    [Fact]
    public void Acts_are_found_by_code_and_each_event_knows_its_act()
    {
        Assert.All(CaseActs.All, a => Assert.Same(a, CaseActs.Find(a.Code)));
        Assert.Null(CaseActs.Find("no-such-act"));
        Assert.Equal("consent-given", CaseActs.Of(Consent("2026-01-01", ConsentKind.LateCeremony)).Code);
        Assert.Equal("record-consent", CaseActs.Of(Consent("2026-01-01", ConsentKind.OverAge)).Code);
        Assert.Equal("re-refer", CaseActs.Of(Filed("2026-01-01") with { PreviousCase = Guid.AllBitsSet }).Code);
    }

    [Fact]
    public void Every_event_of_a_case_belongs_to_an_act() =>
        Assert.Equal(CaseEventTypes.All.Select(t => t.ClrType).ToHashSet(), CaseActs.All.Select(a => a.EventType).ToHashSet());

    private static IEnumerable<string> Allowed(Given given, string day) =>
        CaseActions.For(given.History, given.Context, D(day)).Where(v => v.Allowed).Select(v => v.Code);
}
