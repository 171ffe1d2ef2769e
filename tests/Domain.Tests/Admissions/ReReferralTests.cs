using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>Re-referral is a new linked case; one person has one open case (cases 53 and 54, last row of table 2.5).</summary>
public sealed class ReReferralTests
{
    private static readonly Guid NextCase = new("11111111-0000-0000-0000-000000000002");

    [Fact]
    public void Case_53_a_second_case_is_refused_while_the_first_is_open()
    {
        var first = Given.Facts(RoadToOpinions);
        Next(first).When(Again("2026-01-05")).IsRefused("second_open_case");
        Next(first).When(Again("2026-01-05").Reported()).IsRefused("second_open_case");
        (Next(first) with { PreviousCase = null }).When(Again("2026-01-05") with { PreviousCase = null }).IsRefused("second_open_case");
    }

    public static TheoryData<CaseEvent[], Stage> Superseded => new()
    {
        { [.. RoadToOpinions[..4], Returned("2025-01-20")], Stage.Returned },
        { [.. RoadToOpinions, CellVote("2026-01-05", Votes(9, 5))], Stage.CellRejected },
        { RoadToOpinions.With(PersonalHistory("2025-09-05") with { Document = Doc("", "2025-01-02") }), Stage.Lapsed },
    };

    [Theory]
    [MemberData(nameof(Superseded))]
    public void Returned_CellRejected_Lapsed_ReRefer_closes_the_old_case_in_the_same_append(CaseEvent[] facts, Stage stage)
    {
        var first = Given.Facts(facts);
        Assert.Equal(stage, first.StageOn(D("2026-01-08")));
        var verdict = Next(first).When(Again("2026-01-08")).IsAcceptedCleanly();
        Assert.Equal(
            [Streams.Case(Given.CaseId), Streams.Person(Given.PersonId), Streams.Case(NextCase), Streams.Person(Given.PersonId)],
            verdict.Decision.Events.Select(e => e.StreamId));
        Assert.Equal(NextCase, Assert.IsType<CaseClosed>(verdict.Decision.Events[0].Event).SupersededBy);
        Assert.Equal(CaseEnding.SupersededBy, Assert.IsType<CaseEnded>(verdict.Decision.Events[1].Event).Ending);
        var filed = Assert.IsType<ReferralFiled>(verdict.Decision.Events[2].Event);
        Assert.Equal((Given.CaseId, 2), (filed.PreviousCase!.Value, filed.ReferralNumber));
        Assert.Equal(NextCase, Assert.IsType<CaseOpened>(verdict.Decision.Events[3].Event).CaseId);
    }

    [Fact]
    public void A_superseded_case_keeps_the_outcome_it_was_closed_in()
    {
        var first = Given.Facts([.. RoadToOpinions[..4], Returned("2025-01-20")]);
        var closed = first.And(new CaseClosed(D("2026-01-08"), false, null, ReasonCode.Other, NextCase));
        Assert.Equal(CaseOutcome.Returned, Stages.OutcomeOn(closed.History, D("2026-01-08"), closed.Regulations));
    }

    public static TheoryData<CaseEvent[]> Ended { get; } = new(
        (CaseEvent[])[.. RoadToOpinions, new CaseWithdrawn(D("2025-12-01"), true, null)],
        (CaseEvent[])[.. RoadToCellVote, Committee("2026-01-20"), Decided("2026-02-10", outcome: Outcome.Declined)]);

    [Theory]
    [MemberData(nameof(Ended))]
    public void Case_54_Withdrawn_and_Declined_ReRefer_Draft_with_nothing_left_to_close(CaseEvent[] facts)
    {
        var first = Given.Facts(facts[..^1]).When(facts[^1]).Then;
        var verdict = Next(first).When(Again("2026-03-02")).IsAcceptedCleanly();
        Assert.Equal([typeof(ReferralFiled), typeof(CaseOpened)], verdict.Decision.Events.Select(e => e.Event.GetType()));
        Assert.Equal(Given.CaseId, ((ReferralFiled)verdict.Decision.Events[0].Event).PreviousCase);
    }

    [Fact]
    public void A_filer_who_did_not_know_of_an_earlier_case_still_links_to_it()
    {
        var first = Given.Facts(RoadToOpinions).When(new CaseWithdrawn(D("2025-12-01"), true, null)).Then;
        var filed = (ReferralFiled)Next(first).When(Again("2026-03-02") with { PreviousCase = null }).IsAcceptedCleanly().Decision.Events[0].Event;
        Assert.Equal((Given.CaseId, 2), (filed.PreviousCase!.Value, filed.ReferralNumber));
    }

    [Fact]
    public void An_official_member_is_not_referred_again()
    {
        var member = Given.Facts([.. ClockTests.RoadTo2025, CellVote("2026-03-10", purpose: Purpose.Recognition)]).When(Decided("2026-03-20", Purpose.Recognition)).Then;
        Next(member).When(Again("2026-04-02")).IsBlockedOnlyBy("ADM-11", "already_a_member");
    }

    [Fact]
    public void Another_persons_case_is_no_previous_case()
    {
        var first = Given.Facts(RoadToOpinions);
        var other = Guid.AllBitsSet;
        (Next(first) with { PersonStream = PersonState.Empty }).When(Again("2026-01-05") with { PersonId = other }).IsRefused("previous_case_of_other_person");
    }

    [Fact]
    public void A_previous_case_nobody_knows_is_refused() =>
        Given.Nothing.When(Again("2026-01-05")).IsRefused("previous_case_unknown");

    [Fact]
    public void Only_a_re_referral_supersedes_a_case() =>
        Given.Facts(RoadToOpinions).When(new CaseClosed(D("2026-01-05"), false, null, ReasonCode.Other, NextCase)).IsRefused("superseded_by_given");

    [Fact]
    public void Reopening_by_striking_a_withdrawal_is_refused_while_another_case_is_open()
    {
        var withdrawn = Given.Facts(RoadToOpinions).When(new CaseWithdrawn(D("2025-12-01"), true, null)).Then;
        var wrong = withdrawn.History.AllRecorded[^1].Id;
        var struck = new FactStruck(D("2026-03-05"), false, null, ReasonCode.WrongForm, null);
        var reopened = withdrawn.When(struck, wrong).IsAccepted().Then;
        Assert.Equal((Stage.OpinionsCollected, Given.CaseId), (reopened.StageOn(D("2026-03-05")), reopened.PersonStream.OpenCase!.Value));
        withdrawn.AndPerson(new CaseOpened(D("2026-03-02"), NextCase)).When(struck, wrong).IsRefused("second_open_case");
    }

    private static Given Next(Given first) => Given.Nothing with { PersonStream = first.PersonStream, PreviousCase = first.History };

    private static ReferralFiled Again(string on) => Filed(on) with { CaseId = NextCase, PreviousCase = Given.CaseId };
}
