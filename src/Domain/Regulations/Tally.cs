namespace CadreWorkflow.Domain.Regulations;

/// <summary>Counts of one ballot; never who voted how (ADM-19…27).</summary>
/// <param name="Summoned">All official members, or committee members, summoned.</param>
/// <param name="Present">Of those, present.</param>
/// <param name="ExemptAbsent">Exempted from activity or temporarily moved elsewhere, and absent: they leave the base (ADM-20).</param>
/// <param name="ProbationaryVoters">Probationary members counted as voters: must be 0 (ADM-21).</param>
/// <param name="Issued">Ballots issued.</param>
/// <param name="Returned">Ballots returned.</param>
/// <param name="Invalid">Invalid ballots among those returned.</param>
/// <param name="Agree">Valid ballots for.</param>
/// <param name="Disagree">Valid ballots against.</param>
/// <param name="Blank">Blank ballots, other opinions, and ballots issued but not returned: everyone who took a ballot is in one count.</param>
public sealed record Tally(
    int Summoned,
    int Present,
    int ExemptAbsent,
    int ProbationaryVoters,
    int Issued,
    int Returned,
    int Invalid,
    int Agree,
    int Disagree,
    int Blank)
{
    /// <summary>
    /// Why this is no tally at all; empty when it adds up. Codes: <c>tally_negative</c>, <c>tally_probationary_voters</c> (ADM-21),
    /// <c>tally_more_present_than_summoned</c>, <c>tally_more_issued_than_present</c>, <c>tally_more_returned_than_issued</c>,
    /// <c>tally_more_counted_than_returned</c>, <c>tally_does_not_add_up</c>.
    /// </summary>
    public IReadOnlyList<string> Validate()
    {
        int[] counts = [Summoned, Present, ExemptAbsent, ProbationaryVoters, Issued, Returned, Invalid, Agree, Disagree, Blank];
        if (Array.Exists(counts, c => c < 0))
        {
            return ["tally_negative"];
        }

        var codes = new List<string>();
        AddIf(codes, ProbationaryVoters > 0, "tally_probationary_voters");
        AddIf(codes, (long)Present + ExemptAbsent > Summoned, "tally_more_present_than_summoned");
        AddIf(codes, Issued > Present, "tally_more_issued_than_present");
        AddIf(codes, Returned > Issued, "tally_more_returned_than_issued");
        AddIf(codes, (long)Agree + Disagree + Invalid > Returned, "tally_more_counted_than_returned");
        AddIf(codes, (long)Agree + Disagree + Blank + Invalid != Issued, "tally_does_not_add_up");
        return codes;
    }

    private static void AddIf(List<string> codes, bool condition, string code)
    {
        if (condition)
        {
            codes.Add(code);
        }
    }
}
