using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>What a correction does to what stands on it, and what a corrected person does to what was judged before.</summary>
public sealed class GroundTests
{
    [Fact]
    public void ADM_50_a_correction_under_later_acts_is_recorded_and_names_them()
    {
        var given = Given.Facts(RoadToCeremony);
        var vote = IdOf<CellVoted>(given);
        var verdict = given.When(CellVote("2026-01-09", Votes(9, 5)), vote).IsAccepted().Warns("ADM-50", "later_acts_rest_on_it");
        var warned = verdict.Decision.Findings.Single(f => f.Code == "later_acts_rest_on_it");
        Assert.Contains(IdOf<CommitteeVoted>(given), warned.Facts);
        Assert.DoesNotContain(IdOf<ReferralSent>(given), warned.Facts);
        Assert.Equal(warned.Facts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), warned.Parameters!["n"]);
        Assert.Single(verdict.Decision.Events);
    }

    [Fact]
    public void ADM_50_a_proposed_strike_under_later_acts_is_warned_of_and_not_stopped()
    {
        var given = Given.Facts(RoadToCeremony);
        given.When(new FactStruck(D("2026-04-01"), false, null, ReasonCode.WrongForm, null), IdOf<CellVoted>(given)).IsAccepted().Warns("ADM-50", "later_acts_rest_on_it");
    }

    [Fact]
    public void A_correction_nothing_rests_on_is_not_warned_of()
    {
        var given = Given.Facts(RoadToCeremony);
        given.When(CellVote("2026-01-09", Votes(9, 7)), IdOf<CellVoted>(given)).IsAccepted().SaysNothingOf("ADM-50");
        given.When(Ceremony("2026-03-03"), IdOf<CeremonyHeld>(given)).IsAccepted().SaysNothingOf("ADM-50");
    }

    [Fact]
    public void Case_68_ADM_01_a_corrected_birth_date_is_judged_at_the_old_meeting_and_the_old_verdict_is_not_touched()
    {
        var given = Given.Facts(RoadToOpinions).When(CellVote("2026-01-09")).IsAcceptedCleanly().Then;
        var vote = IdOf<CellVoted>(given);
        var stored = given.History.AllRecorded[^1].Headers;
        var younger = given.Born(2008, 3, 1) with { Person = given.Person with { BirthDate = new DateOnly(2008, 3, 1), Revision = 2 } };
        var again = CaseDecisions.Again(younger.History, vote, younger.Context)!;
        Assert.Equal(2, again.PersonRevision);
        Assert.Contains(again.Findings, f => f is { Rule: "ADM-01", Code: "too_young", Severity: Severity.Block });
        Assert.DoesNotContain(CaseDecisions.Again(given.History, vote, given.Context)!.Findings, f => f.Rule == "ADM-01");
        Assert.Same(stored, younger.History.AllRecorded[^1].Headers);
    }

    [Fact]
    public void What_was_struck_is_not_judged_again()
    {
        var given = Given.Facts(RoadToCellVote);
        var vote = IdOf<CellVoted>(given);
        var struck = given.When(new FactStruck(D("2026-02-01"), false, null, ReasonCode.WrongForm, null), vote).Then;
        Assert.Null(CaseDecisions.Again(struck.History, vote, struck.Context));
    }

    private static Guid IdOf<TEvent>(Given given)
        where TEvent : CaseEvent => given.History.AllRecorded.Last(r => r.Event is TEvent).Id;
}
