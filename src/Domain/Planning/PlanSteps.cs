using CadreWorkflow.Domain.Cadres;

namespace CadreWorkflow.Domain.Planning;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a step gave one candidate, as integers.</summary>
/// <param name="Base">The number the share is taken of.</param>
/// <param name="Needed">Fewest votes that carry on; null in a step without ballot.</param>
public sealed record StepVotes(Guid PersonId, Guid PostId, int Agree, int Disagree, int Base, int? Needed, bool Carried);

/// <summary>One step of the consultation as it stands on a day.</summary>
/// <param name="Step">As the version of the conference's own day lays it down; of the day asked where none was held.</param>
/// <param name="Fact">Event id of the newest conference; null when none was held.</param>
/// <param name="Attendance">Share of those summoned that must be present; null before the data.</param>
/// <param name="Quorate">Null when none was held.</param>
public sealed record StepOutcome(ConsultationStep Step, Guid? Fact, ConsultationHeld? Held, PolicyParameter? Attendance, bool? Quorate, IReadOnlyList<StepVotes> Votes);

/// <summary>The consultation of a plan with its arithmetic (3.1).</summary>
public static class PlanSteps
{
    /// <summary>Every step the policy lays down, held or not.</summary>
    public static IReadOnlyList<StepOutcome> On(PlanHistory plan, Regulations regulations, DateOnly day) =>
        [.. ConsultationSteps.OfPlanning(regulations, day).Select(s => plan.Step(s.Number, day) is { Event: ConsultationHeld held } fact
            ? Of(held, regulations, fact.Id) ?? new(s, fact.Id, held, null, null, [])
            : new(s, null, null, regulations.Parameter(ParameterCatalogue.PlanningAttendance, day)?.Parameter, null, []))];

    /// <summary>One conference under the policy of its day; null when that policy has no such step.</summary>
    public static StepOutcome? Of(ConsultationHeld held, Regulations regulations, Guid? fact = null)
    {
        if (ConsultationSteps.OfPlanning(regulations, held.OccurredOn).FirstOrDefault(s => s.Number == held.Step) is not { } step)
        {
            return null;
        }

        var attendance = regulations.Parameter(ParameterCatalogue.PlanningAttendance, held.OccurredOn)?.Parameter;
        return new(
            step, fact, held, attendance, attendance is null ? null : held.Conference.IsQuorate(attendance.Ratio, attendance.Inclusive),
            [.. held.Candidates.Select(c => new StepVotes(
                c.PersonId, c.PostId, c.Agree, c.Disagree, held.Conference.Base(step.Base), step.HasBallot ? step.Needed(held.Conference) : null, !step.HasBallot || step.Carries(held.Conference, c.Agree)))]);
    }
}
