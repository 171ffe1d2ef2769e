using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>One step of a plan's consultation with its arithmetic.</summary>
/// <param name="Meeting">Who meets, as the policy version codes it.</param>
/// <param name="Threshold">Share that carries a candidate on, such as <c>1/2</c>; null without a ballot.</param>
/// <param name="Inclusive">The share itself is enough.</param>
/// <param name="CountedOf">What the share is taken of.</param>
/// <param name="Confirmed">The share was seen on an official source.</param>
/// <param name="Fact">The newest conference; null when none was held.</param>
public sealed record PlanStepBody(
    int Number, string Meeting, bool HasBallot, string? Threshold, bool? Inclusive, string CountedOf, bool? Confirmed, string PolicyVersion, Guid? Fact, DateOnly? HeldOn, int? Present,
    int? Summoned, bool? Quorate, IReadOnlyList<StepVotes> Votes)
{
    /// <summary>A step as it stands.</summary>
    internal static PlanStepBody Of(StepOutcome outcome) => new(
        outcome.Step.Number, outcome.Step.Meeting, outcome.Step.HasBallot, outcome.Step.Threshold?.Ratio.ToString(), outcome.Step.Threshold?.Inclusive, Codes.Of(outcome.Step.Base),
        outcome.Step.Threshold?.Confirmed, outcome.Step.PolicyVersion, outcome.Fact, outcome.Held?.OccurredOn, outcome.Held?.Conference.Present, outcome.Held?.Conference.Summoned, outcome.Quorate,
        outcome.Votes);
}
