namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class VoteTests
{
    private static readonly Regulations R = Regulations.FromFiles();
    private static readonly DateOnly Meeting = D("09/01/2026");

    [Theory]
    [InlineData(3, 2, 2)]
    [InlineData(4, 3, 3)]
    [InlineData(5, 4, 3)]
    [InlineData(7, 5, 4)]
    [InlineData(8, 6, 5)]
    [InlineData(9, 6, 5)]
    [InlineData(10, 7, 6)]
    [InlineData(11, 8, 6)]
    [InlineData(13, 9, 7)]
    [InlineData(15, 10, 8)]
    [InlineData(20, 14, 11)]
    [InlineData(21, 14, 11)]
    public void The_vote_table_of_section_10_3_holds(int voteBase, int twoThirds, int majority)
    {
        Assert.Equal(twoThirds, new Ratio(2, 3).Needed(voteBase, inclusive: true));
        Assert.Equal(majority, new Ratio(1, 2).Needed(voteBase, inclusive: false));
    }

    [Fact]
    public void ADM_20_case_29_ordinary_absentees_stay_in_the_base_so_13_of_20_fails()
    {
        var outcome = Cell(Tally(20, agree: 13, disagree: 4, present: 17));

        Assert.Equal((20, 14, false, 0), (outcome.Base, outcome.Needed, outcome.Passed, outcome.Deducted));
    }

    [Fact]
    public void ADM_20_case_30_two_exempted_and_absent_leave_the_base_so_12_of_18_passes()
    {
        var outcome = Cell(Tally(20, agree: 12, disagree: 6, present: 18, exemptAbsent: 2));

        Assert.Equal((18, 12, true, 2), (outcome.Base, outcome.Needed, outcome.Passed, outcome.Deducted));
    }

    [Fact]
    public void ADM_20_case_30_an_exempted_member_who_comes_is_back_in_so_13_of_19_are_needed()
    {
        var twelve = Cell(Tally(20, agree: 12, disagree: 7, present: 19, exemptAbsent: 1));
        var thirteen = Cell(Tally(20, agree: 13, disagree: 6, present: 19, exemptAbsent: 1));

        Assert.Equal((19, 13, false), (twelve.Base, twelve.Needed, twelve.Passed));
        Assert.True(thirteen.Passed);
    }

    [Theory]
    [InlineData(8, 5, false)]
    [InlineData(8, 6, true)]
    [InlineData(9, 6, true)]
    [InlineData(9, 5, false)]
    public void ADM_19_case_31_two_thirds_is_at_least_and_exact(int voteBase, int agree, bool passed)
    {
        Assert.Equal(passed, Cell(Tally(voteBase, agree, voteBase - agree)).Passed);
    }

    [Fact]
    public void ADM_22_case_32_two_of_three_pass_and_a_cell_of_two_cannot_meet()
    {
        Assert.True(Cell(Tally(3, agree: 2, disagree: 1)).Passed);

        var two = Cell(Tally(2, agree: 2, disagree: 0));
        Assert.False(two.IsPossible);
        Assert.False(two.Passed);
        Assert.False(Cell(Tally(3, agree: 2, disagree: 0, present: 2, exemptAbsent: 1)).IsPossible);
    }

    [Theory]
    [InlineData(VotingBody.UpperStandingCommittee, "ADM-25", false)]
    [InlineData(VotingBody.GrassrootsStandingCommittee, "ADM-26", false)]
    public void ADM_27_case_33_five_against_five_of_ten_does_not_pass(VotingBody body, string rule, bool passed)
    {
        var outcome = Votes.Judge(R, body, Tally(10, agree: 5, disagree: 5), D("01/08/2026"))!;

        Assert.Equal((rule, passed, true), (outcome.Rule, outcome.Passed, outcome.IsPossible));
    }

    [Fact]
    public void ADM_25_six_of_ten_is_more_than_half_and_the_threshold_is_unconfirmed()
    {
        var outcome = Votes.Judge(R, VotingBody.UpperStandingCommittee, Tally(10, agree: 6, disagree: 4), Meeting)!;

        Assert.True(outcome.Passed);
        Assert.False(outcome.Confirmed);
    }

    [Fact]
    public void ADM_23_a_committee_counts_all_members_also_the_exempted_and_absent()
    {
        var outcome = Votes.Judge(R, VotingBody.GrassrootsCommittee, Tally(15, agree: 9, disagree: 4, present: 13, exemptAbsent: 2), Meeting)!;

        Assert.Equal((15, 10, false, 0), (outcome.Base, outcome.Needed, outcome.Passed, outcome.Deducted));
    }

    [Fact]
    public void ADM_24_case_36_a_delegated_committee_below_two_thirds_escalates_and_a_cell_does_not()
    {
        var committee = Votes.Judge(R, VotingBody.GrassrootsCommittee, Tally(15, agree: 9, disagree: 6), Meeting)!;

        Assert.True(committee.MustEscalate(delegated: true));
        Assert.False(committee.MustEscalate(delegated: false));
        Assert.False(Votes.Judge(R, VotingBody.GrassrootsCommittee, Tally(15, agree: 10, disagree: 5), Meeting)!.MustEscalate(delegated: true));
        Assert.False(Cell(Tally(9, agree: 5, disagree: 4)).MustEscalate(delegated: true));
    }

    [Fact]
    public void A_vote_before_the_data_has_no_judgement()
    {
        Assert.Null(Votes.Judge(R, VotingBody.Cell, Tally(9, 6, 3), D("01/01/2010")));
    }

    [Fact]
    public void A_tally_that_adds_up_has_no_complaint()
    {
        Assert.Empty(Tally(20, agree: 13, disagree: 4, present: 17).Validate());
        Assert.Empty(new Tally(20, 18, 2, 0, 18, 17, 1, 12, 4, 1).Validate());
    }

    [Theory]
    [InlineData(20, 20, 0, 0, 20, 20, 0, 13, 6, 0, "tally_does_not_add_up")]
    [InlineData(20, 20, 0, 0, 20, 20, 1, 13, 6, 1, "tally_does_not_add_up")]
    [InlineData(20, 18, 0, 0, 18, 19, 0, 13, 5, 0, "tally_more_returned_than_issued")]
    [InlineData(20, 17, 0, 0, 18, 18, 0, 13, 5, 0, "tally_more_issued_than_present")]
    [InlineData(20, 19, 2, 0, 19, 19, 0, 13, 6, 0, "tally_more_present_than_summoned")]
    [InlineData(20, 20, 0, 0, 20, 18, 0, 13, 7, 0, "tally_more_counted_than_returned")]
    [InlineData(20, 20, 0, 0, 20, 20, 0, 21, -1, 0, "tally_negative")]
    public void Case_34_a_tally_that_does_not_add_up_says_where(
        int summoned, int present, int exemptAbsent, int probationary, int issued, int returned, int invalid, int agree, int disagree, int blank, string code)
    {
        var tally = new Tally(summoned, present, exemptAbsent, probationary, issued, returned, invalid, agree, disagree, blank);

        Assert.Contains(code, tally.Validate());
    }

    [Fact]
    public void ADM_21_case_35_probationary_members_marked_as_voters_are_refused()
    {
        Assert.Equal(["tally_probationary_voters"], new Tally(20, 20, 0, 1, 20, 20, 0, 14, 6, 0).Validate());
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void Case_60_attendance_of_29_needs_20(int present, bool valid)
    {
        var (_, attendance) = R.Parameter(ParameterCatalogue.AppointmentAttendance, D("01/01/2024"))!.Value;

        Assert.Equal(valid, attendance.Ratio.IsReachedBy(present, 29, attendance.Inclusive));
    }

    [Theory]
    [InlineData("2/3", 2, 3)]
    [InlineData("1/2", 1, 2)]
    public void A_ratio_is_read_from_two_whole_numbers(string text, int numerator, int denominator)
    {
        Assert.Equal(new Ratio(numerator, denominator), Ratio.TryParse(text));
        Assert.Equal(text, new Ratio(numerator, denominator).ToString());
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("3/0")]
    [InlineData("4/3")]
    [InlineData("-1/2")]
    [InlineData("0,67")]
    [InlineData("2/3/4")]
    [InlineData(null)]
    public void What_is_no_share_is_not_read(string? text)
    {
        Assert.Null(Ratio.TryParse(text));
    }

    private static VoteOutcome Cell(Tally tally)
    {
        Assert.Empty(tally.Validate());
        return Votes.Judge(R, VotingBody.Cell, tally, Meeting)!;
    }

    private static Tally Tally(int summoned, int agree, int disagree, int? present = null, int exemptAbsent = 0)
    {
        var cast = agree + disagree;
        return new Tally(summoned, present ?? summoned, exemptAbsent, 0, cast, cast, 0, agree, disagree, 0);
    }
}
