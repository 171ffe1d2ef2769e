using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>The result of a vote with its arithmetic, ready to be explained.</summary>
/// <param name="Rule">Rule the threshold comes from: ADM-19, 23, 25 or 26.</param>
/// <param name="Summoned">All who count before deductions.</param>
/// <param name="Deducted">Exempted or moved members who were absent (ADM-20); 0 above the cell.</param>
/// <param name="Base">The denominator.</param>
/// <param name="Disagree">Votes against; they decide nothing, but a tie is told by them.</param>
/// <param name="Needed">Fewest votes for that pass.</param>
/// <param name="IsPossible">False below the smallest cell that may meet for this (ADM-22): there is no valid result either way.</param>
/// <param name="Passed">Agree reaches the threshold; a tie never does (ADM-27).</param>
/// <param name="Confirmed">Whether the threshold was confirmed for the version.</param>
public sealed record VoteOutcome(
    VotingBody Body, string Rule, int Summoned, int Deducted, int Base, int Agree, int Disagree, int Needed, Ratio Threshold, bool Inclusive,
    bool IsPossible, bool Passed, string PolicyVersion, string Article, bool Confirmed)
{
    /// <summary>The share of the base is no whole number, so the next one up is needed.</summary>
    public bool IsRoundedUp => Inclusive && (long)Base * Threshold.Numerator % Threshold.Denominator != 0;

    /// <summary>As many for as against: not passed, and nobody has a casting vote (ADM-27).</summary>
    public bool IsTie => Agree > 0 && Agree == Disagree && !Passed;

    /// <summary>Votes short of the threshold; 0 when it was reached.</summary>
    public int Missing => Math.Max(0, Needed - Agree);

    /// <summary>A delegated grassroots body below its threshold reports upward instead of refusing (ADM-24).</summary>
    public bool MustEscalate(bool delegated) =>
        delegated && IsPossible && !Passed && Body is (VotingBody.GrassrootsCommittee or VotingBody.GrassrootsStandingCommittee);
}

/// <summary>Vote bases and thresholds (ADM-19…27, 38): integers only.</summary>
public static class Votes
{
    /// <summary>
    /// The denominator: in a cell all official members summoned less those exempted or moved elsewhere who were absent (ADM-20); ordinary
    /// absentees stay in, an exempted member who comes and votes is back in. Above the cell all members (ADM-23).
    /// </summary>
    public static int Base(VotingBody body, Tally tally) =>
        body == VotingBody.Cell ? tally.Summoned - tally.ExemptAbsent : tally.Summoned;

    /// <summary>
    /// Judges a tally that adds up under the version in force on the meeting date; null before the data, and for a sectional committee, which
    /// appraises and for which no text states a threshold.
    /// </summary>
    public static VoteOutcome? Judge(Regulations r, VotingBody body, Tally tally, DateOnly meetingDate)
    {
        if (body == VotingBody.SectionalCommittee)
        {
            return null;
        }

        var (rule, code) = body switch
        {
            VotingBody.Cell => ("ADM-19", ParameterCatalogue.CellThreshold),
            VotingBody.GrassrootsCommittee => ("ADM-23", ParameterCatalogue.CommitteeThreshold),
            VotingBody.GrassrootsStandingCommittee => ("ADM-26", ParameterCatalogue.CommitteeThreshold),
            _ => ("ADM-25", ParameterCatalogue.UpperThreshold),
        };
        if (r.Parameter(code, meetingDate) is not { } found)
        {
            return null;
        }

        var (version, threshold) = found;
        var voteBase = Base(body, tally);
        var isPossible = voteBase > 0 && (body != VotingBody.Cell || voteBase >= version.Parameters[ParameterCatalogue.CellMinimumMembers].Int);
        return new VoteOutcome(
            body, rule, tally.Summoned, tally.Summoned - voteBase, voteBase, tally.Agree, tally.Disagree, threshold.Ratio.Needed(voteBase, threshold.Inclusive),
            threshold.Ratio, threshold.Inclusive, isPossible, isPossible && threshold.Ratio.IsReachedBy(tally.Agree, voteBase, threshold.Inclusive),
            version.Id, threshold.Article, threshold.Confirmed);
    }
}
