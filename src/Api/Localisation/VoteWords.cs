using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Localisation;

/// <summary>The arithmetic of a vote in words, one sentence for each step a reader would do by hand.</summary>
/// <param name="Base">Who counts, and who was left out.</param>
/// <param name="Needed">How many votes pass, and as which share of the base.</param>
/// <param name="Given">What was cast.</param>
/// <param name="Result">Passed, or how much was missing.</param>
/// <param name="After">What follows from a shortfall; empty when nothing does.</param>
/// <param name="Source">Rule and version.</param>
/// <param name="Article">Article of the instrument, in its own language.</param>
/// <param name="Confirmed">Whether the threshold was seen on an official source.</param>
public sealed record VoteWords(string Base, string Needed, string Given, string Result, bool Passed, IReadOnlyList<string> After, string Source, string Article, bool Confirmed)
{
    /// <summary>Every sentence, in order.</summary>
    public IReadOnlyList<string> Lines => [Base, Needed, Given, Result, .. After];

    /// <summary>Findings beside the words: those that only repeat the arithmetic are left out.</summary>
    public static IReadOnlyList<Finding> Beside(VoteWords? words, IReadOnlyList<Finding> findings) =>
        words is null ? findings : [.. findings.Where(f => f.Code is not ("vote_passed" or "vote_not_passed" or "threshold_unconfirmed"))];

    /// <summary>The words of a vote.</summary>
    /// <param name="delegated">The body was delegated to decide (ADM-24).</param>
    /// <param name="lastRound">The failed rounds of probation are used up by it (ADM-39): how many there were; else null.</param>
    public static VoteWords Of(Texts t, VoteOutcome vote, bool delegated, int? lastRound = null)
    {
        var kind = vote.Body == VotingBody.Cell && vote.Deducted > 0 ? "cell.deducted" : Codes.Of(vote.Body);
        var needed = !vote.Inclusive ? "more_than" : vote.IsRoundedUp ? "rounded" : "exact";
        var share = vote.Threshold == new Ratio(1, 2) ? t["vote.half"] : vote.Threshold.ToString();
        var after = new List<string>();
        if (vote.IsTie)
        {
            after.Add(t["vote.tie"]);
        }

        if (vote.MustEscalate(delegated))
        {
            after.Add(t["vote.goes_up.delegated"]);
        }

        if (lastRound is { } n)
        {
            after.Add(t["vote.goes_up.rounds", ("n", n)]);
        }

        return new(
            t["vote.base." + kind, ("base", vote.Base), ("summoned", vote.Summoned), ("deducted", vote.Deducted)],
            t["vote.needed." + needed, ("needed", vote.Needed), ("share", share), ("base", vote.Base)],
            t["vote.given", ("agree", vote.Agree), ("disagree", vote.Disagree)],
            !vote.IsPossible ? t["vote.not_possible"] : vote.Passed ? t["vote.passed"] : t["vote.not_passed", ("missing", vote.Missing)],
            vote.Passed,
            after,
            t["vote.source", ("rule", vote.Rule), ("version", vote.PolicyVersion)],
            vote.Article,
            vote.Confirmed);
    }
}
