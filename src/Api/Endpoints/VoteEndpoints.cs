using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A ballot to be judged; nothing is recorded.</summary>
/// <param name="Date">Day of the meeting: it chooses the version.</param>
/// <param name="Delegated">The body was delegated to decide, so a shortfall goes up (ADM-24).</param>
public sealed record VoteQuestionBody(Tally Tally, VotingBody Body, Purpose Purpose, DateOnly Date, bool Delegated = false);

/// <summary>The arithmetic of a vote: the parameters of its words, and the words themselves.</summary>
/// <param name="Summoned">All who count before deductions.</param>
/// <param name="Deducted">Exempted or moved members who were absent (ADM-20).</param>
/// <param name="Base">The denominator.</param>
/// <param name="Needed">Fewest votes for that pass.</param>
/// <param name="Missing">Votes short of it.</param>
/// <param name="Threshold">The share, such as <c>2/3</c>.</param>
/// <param name="Inclusive">The share itself is enough; false for "more than".</param>
/// <param name="RoundedUp">The share of the base is no whole number, so the next one up is needed.</param>
/// <param name="Tie">As many for as against (ADM-27).</param>
/// <param name="Escalates">The result goes to the body above (ADM-24).</param>
/// <param name="Confirmed">Whether the threshold was seen on an official source.</param>
/// <param name="Words">In the reader's language: base, needed, given, result, and what follows.</param>
public sealed record VoteBody(
    string Body, string Rule, int Summoned, int Deducted, int Base, int Needed, int Agree, int Disagree, int Missing, string Threshold, bool Inclusive,
    bool RoundedUp, bool Tie, bool Passed, bool Escalates, string Article, string PolicyVersion, bool Confirmed, IReadOnlyList<string> Words)
{
    internal static VoteBody? Of(CaseEvent act, Regulations regulations) =>
        CaseVotes.Of(act, regulations) is { } outcome ? Of(outcome, act is CommitteeVoted { Delegated: true }) : null;

    internal static VoteBody Of(VoteOutcome vote, bool delegated) => new(
        Codes.Of(vote.Body), vote.Rule, vote.Summoned, vote.Deducted, vote.Base, vote.Needed, vote.Agree, vote.Disagree, vote.Missing, vote.Threshold.ToString(),
        vote.Inclusive, vote.IsRoundedUp, vote.IsTie, vote.Passed, vote.MustEscalate(delegated), vote.Article, vote.PolicyVersion, vote.Confirmed,
        VoteWords.Of(Texts.Current, vote, delegated).Lines);
}

/// <summary>The arithmetic of a ballot, before or without any case.</summary>
internal static class VoteEndpoints
{
    internal static void Map(RouteGroupBuilder api) =>
        api.MapPost("/votes/judge", JudgeAsync).WithName("judgeVote").WithTags("Votes").Accepts<VoteQuestionBody>("application/json").Produces<VoteBody>()
            .Reads().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithDescription("Pure arithmetic: base, votes needed, result, article and version of the day. Recognition and striking off have the thresholds of admission (ADM-38, ADM-39).");

    private static async Task<IResult> JudgeAsync(HttpContext context, ReferenceFacts reference)
    {
        Doors.LimitBody(context, Doors.MaxBodyBytes);
        var asked = await StrictJson.ReadAsync<VoteQuestionBody>(context);
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var (refusal, outcome) = CaseVotes.Judge(asked.Body, asked.Tally, asked.Date, facts.Regulations);
        return refusal is not null ? Problems.Of(refusal) : Results.Ok(VoteBody.Of(outcome!, asked.Delegated));
    }
}
