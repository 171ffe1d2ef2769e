using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Planning;

/// <summary>Whether something can be done with a plan on a day, and what the rules say of it.</summary>
/// <param name="Code">Code of the act, as in its address.</param>
/// <param name="Step">Of a consultation: its step.</param>
public sealed record PlanVerdict(string Code, int? Step, bool Allowed, IReadOnlyList<Finding> Findings);

/// <summary>What can be done with a plan on a day: each act decided as it would be, with a full conference where one is held.</summary>
public static class PlanActions
{
    private static readonly Conference Full = new(0, 1, 1, true, 1, 1, 0);

    /// <summary>Verdicts in the order of the road; empty before the plan is opened and after it is closed.</summary>
    public static IReadOnlyList<PlanVerdict> For(PlanHistory plan, Guid planId, PlanContext context, DateOnly day)
    {
        if (plan.Opened is null || plan.ClosedOn <= day)
        {
            return [];
        }

        var steps = ConsultationSteps.OfPlanning(context.Regulations, day);
        var verdicts = steps.Select(s => Verdict("consult", s.Number, Candidate(plan, "consult", day, s.Number)!)).ToList();
        var missing = new CadreFindings(context.Regulations, day);
        foreach (var step in steps.Where(s => plan.Step(s.Number, day) is null))
        {
            missing.Block("PLN-31", "step_not_recorded", unblock: "record_step", with: ("step", step.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        verdicts.Add(new("name", null, !missing.Blocks, missing.ToEvaluation(null, null).Findings));
        verdicts.Add(new("remove-name", null, plan.NamesOn(day).Any(), []));
        if (!plan.ReviewedYears.Contains(plan.MissedReview(day) ?? day.Year))
        {
            verdicts.Add(Verdict("review", null, Candidate(plan, "review", day)!));
        }

        verdicts.Add(Verdict("close", null, Candidate(plan, "close", day)!));
        return verdicts;

        PlanVerdict Verdict(string code, int? step, PlanEvent candidate)
        {
            var decision = PlanDecisions.Decide(plan, planId, candidate, context);
            return new(code, step, decision.IsAccepted, decision.Findings);
        }
    }

    /// <summary>The neutral statement a verdict is about; null for what needs a person.</summary>
    public static PlanEvent? Candidate(PlanHistory plan, string code, DateOnly day, int? step = null) => code switch
    {
        "consult" => new ConsultationHeld(day, false, null, step ?? 1, Full, []),
        "review" => new PlanReviewed(day, false, null, plan.MissedReview(day) ?? day.Year),
        "close" => new PlanClosed(day, false, null),
        _ => null,
    };
}
