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
/// <param name="Blank">Blank ballots or other opinions.</param>
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
    int Blank);
