using System.Reflection;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using static Acts;

/// <summary>The votes of a case as a ledger: every tally with its arithmetic, the rounds at the end of probation, what goes up.</summary>
public sealed class VoteLedgerTests
{
    [Fact]
    public void Case_30_ADM_20_the_arithmetic_tells_summoned_deducted_base_and_needed()
    {
        var vote = Judged(VotingBody.Cell, Votes(20, 12, exemptAbsent: 2));
        Assert.Equal((20, 2, 18, 12, 12, true), (vote.Summoned, vote.Deducted, vote.Base, vote.Needed, vote.Agree, vote.Passed));
        Assert.False(vote.IsRoundedUp);
        var one = Judged(VotingBody.Cell, Votes(20, 12, exemptAbsent: 1));
        Assert.Equal((19, 13, 1, true, false), (one.Base, one.Needed, one.Missing, one.IsRoundedUp, one.Passed));
    }

    [Fact]
    public void Case_33_ADM_27_a_tie_is_told_apart_from_other_shortfalls()
    {
        Assert.True(Judged(VotingBody.UpperStandingCommittee, Votes(10, 5)).IsTie);
        Assert.False(Judged(VotingBody.UpperStandingCommittee, Votes(10, 4)).IsTie);
        Assert.False(Judged(VotingBody.UpperStandingCommittee, Votes(10, 6)).IsTie);
    }

    [Fact]
    public void Case_34_35_32_what_is_no_tally_is_refused_before_any_arithmetic()
    {
        Assert.Equal("tally_does_not_add_up", Refused(VotingBody.Cell, Pass() with { Agree = 8 }));
        Assert.Equal("tally_more_returned_than_issued", Refused(VotingBody.Cell, Pass() with { Returned = 10 }));
        Assert.Equal("tally_probationary_voters", Refused(VotingBody.Cell, Pass() with { ProbationaryVoters = 1 }));
        Assert.Equal("cell_too_small", Refused(VotingBody.Cell, Votes(2, 2)));
        Assert.Equal("vote_body_without_threshold", Refused(VotingBody.SectionalCommittee, Pass()));
        Assert.Equal("vote_before_rules", CaseVotes.Judge(VotingBody.Cell, Pass(), new DateOnly(2010, 1, 1), Regulations.FromFiles()).Refusal?.Code);

        static string? Refused(VotingBody body, Tally tally) => CaseVotes.Judge(body, tally, D("2026-01-09"), Regulations.FromFiles()).Refusal?.Code;
    }

    [Fact]
    public void Case_37_the_failed_tally_stays_beside_the_one_that_passed()
    {
        var given = Given.Facts([.. RoadToOpinions, CellVote("2025-12-01", Votes(9, 5)), CellVote("2026-03-02") with { Document = Doc("31-NQ/CB", "2026-03-02") }]);
        var votes = On(given, "2026-04-01").All;
        Assert.Equal([false, true], votes.Select(v => v.Outcome!.Passed));
        Assert.Equal([5, 9], votes.Select(v => v.Tally.Agree));
        Assert.All(votes, v => Assert.Null(v.Round));
    }

    [Fact]
    public void Case_36_ADM_24_a_delegated_committee_below_two_thirds_is_marked_as_going_up()
    {
        var given = Given.Facts([.. RoadToCellVote, Committee("2026-01-20", Votes(15, 9), delegated: true)]);
        var vote = On(given, "2026-02-01").All[^1];
        Assert.True(vote.Escalates);
        Assert.False(vote.Outcome!.Passed);
        Assert.False(On(Given.Facts([.. RoadToCellVote, Committee("2026-01-20", Votes(15, 9))]), "2026-02-01").All[^1].Escalates);
    }

    [Fact]
    public void Case_43_ADM_39_three_failed_rounds_are_numbered_and_the_third_goes_up()
    {
        var given = Given.Facts([.. ClockTests.RoadTo2025, Recognise("2026-03-05"), StrikeOff("2026-03-05"), Recognise("2026-06-05"), Recognise("2026-09-04")]);
        var two = On(given, "2026-08-01");
        Assert.Equal((2, 3, false), (two.FailedRounds, two.MaxFailedRounds, two.IsEscalated));
        var three = On(given, "2026-10-01");
        var rounds = three.All.Where(v => v.Purpose != Purpose.Admission).ToList();
        Assert.Equal([1, 1, 2, 3], rounds.Select(v => v.Round));
        Assert.Equal([false, false, false, true], rounds.Select(v => v.Escalates));
        Assert.True(three.IsEscalated);
    }

    [Fact]
    public void Case_43_ADM_39_two_failed_rounds_then_two_thirds_for_striking_off_resolve_to_strike_off()
    {
        var given = Given.Facts([.. ClockTests.RoadTo2025, Recognise("2026-03-05"), Recognise("2026-06-05"), StrikeOff("2026-09-04", Pass())]);
        var votes = On(given, "2026-10-01");
        Assert.Equal((2, Purpose.StrikeOff, false), (votes.FailedRounds, votes.Resolved, votes.IsEscalated));
    }

    [Fact]
    public void A_vote_set_aside_by_an_order_to_redo_stays_in_the_ledger_out_of_force()
    {
        var given = Given.Facts([.. RoadToCellVote, new RedoOrdered(D("2026-01-20"), true, Doc("70-CV/TU", "2026-01-20"), Stage.OpinionsCollected)]);
        Assert.False(Assert.Single(On(given, "2026-02-01").All).InForce);
    }

    [Fact]
    public void ADM_19_the_form_of_the_ballot_is_kept_with_the_vote()
    {
        var given = Given.Facts([.. RoadToOpinions, CellVote("2026-01-09") with { Ballot = BallotForm.RaisedCard }]);
        Assert.Equal(BallotForm.RaisedCard, Assert.Single(On(given, "2026-02-01").All).Ballot);
    }

    [Theory]
    [InlineData(typeof(CellVoted))]
    [InlineData(typeof(CommitteeVoted))]
    [InlineData(typeof(UnionResolved))]
    [InlineData(typeof(Tally))]
    public void No_field_of_a_vote_can_carry_who_voted_how(Type type)
    {
        Type[] sayable = [typeof(int), typeof(bool), typeof(DateOnly), typeof(Purpose), typeof(VotingBody), typeof(BallotForm), typeof(Tally), typeof(DocumentRef)];
        var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType);
        Assert.All(fields, f => Assert.Contains(f, sayable));
    }

    private static CaseVotes On(Given given, string day) => CaseVotes.Of(given.History, D(day), given.Regulations);

    private static VoteOutcome Judged(VotingBody body, Tally tally) => CaseVotes.Judge(body, tally, D("2026-01-09"), Regulations.FromFiles()).Outcome!;

    private static CellVoted Recognise(string on) => CellVote(on, Votes(9, 5), Purpose.Recognition) with { Document = Doc("32-NQ/CB", on) };

    private static CellVoted StrikeOff(string on, Tally? tally = null) => CellVote(on, tally ?? Votes(9, 4), Purpose.StrikeOff) with { Document = Doc("33-NQ/CB", on) };
}
