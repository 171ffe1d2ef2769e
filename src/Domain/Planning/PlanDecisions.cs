using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Planning;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a decision about a plan needs beside the plan itself.</summary>
/// <param name="Today">The calendar date in Viet Nam.</param>
/// <param name="Person">Attributes of the person named, at one revision; null where an act names nobody.</param>
/// <param name="Cadre">The person's posts, plans, procedures and disciplines.</param>
public sealed record PlanContext(DateOnly Today, Regulations Regulations, OrgTree Units, PostBook Posts, PersonFacts? Person = null, CadreState? Cadre = null);

/// <summary>
/// Decides acts on a plan (PLN-01…17, 3.1): the candidate fact is the statement, and says whether it is a proposal or a report. Refusals (codes):
/// <c>future_date</c>, <c>plan_unknown</c>, <c>plan_exists</c>, <c>plan_closed</c>, <c>plan_term_reversed</c>, <c>unknown_unit</c>, <c>post_unknown</c>,
/// <c>post_of_other_body</c>, <c>person_not_set</c>, <c>step_unknown</c>, <c>step_has_no_votes</c>, <c>not_in_plan</c>, <c>already_in_plan</c>,
/// <c>review_year_invalid</c>, <c>unknown_fact</c>, <c>document_missing</c>, and those of <see cref="Conference.Trouble"/>.
/// </summary>
public static class PlanDecisions
{
    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(PlanHistory plan, Guid planId, PlanEvent act, PlanContext context)
    {
        if (act.OccurredOn > context.Today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        if (act is PlanOpened opened)
        {
            return Open(plan, planId, opened, context);
        }

        if (plan.Opened is null)
        {
            return Refuse("plan_unknown", "planId", planId.ToString("D"));
        }

        if (plan.ClosedOn is { } closed && act is not PlanFactStruck && act.OccurredOn >= closed)
        {
            return act is PlanClosed ? Decision.Nothing : Refuse("plan_closed", "planId", Iso(closed));
        }

        return act switch
        {
            ConsultationHeld held => Consult(plan, planId, held, context),
            PlanNamed named => Name(plan, planId, named, context),
            PlanNameRemoved removed => Remove(plan, planId, removed, context.Posts),
            PlanReviewed reviewed => Review(plan, planId, reviewed, context),
            PlanClosed => Decision.Accept([new PlannedEvent(Streams.Plan(planId), act), .. PlanConsequences.Of(planId, plan, plan.With(act), context.Posts)]),
            PlanFactStruck struck => Strike(plan, planId, struck, context.Posts),
            _ => throw new ArgumentException($"No decision about {act.GetType().Name}.", nameof(act)),
        };
    }

    private static Decision Open(PlanHistory plan, Guid planId, PlanOpened act, PlanContext context)
    {
        if (plan.Opened is { } known)
        {
            return known == act ? Decision.Nothing : Refuse("plan_exists", "planId", planId.ToString("D"));
        }

        if (act.PlanId != planId || context.Units.Unit(act.Body, act.OccurredOn) is not { Active: true })
        {
            return Refuse("unknown_unit", "body", act.Body.ToString("D"));
        }

        return act.TermTo <= act.TermFrom
            ? Refuse("plan_term_reversed", "termTo", Iso(act.TermTo))
            : Decision.Accept(Streams.Plan(planId), act);
    }

    private static Decision Consult(PlanHistory plan, Guid planId, ConsultationHeld act, PlanContext context)
    {
        if (plan.Facts.Any(f => f.Event is ConsultationHeld same && same == act))
        {
            return Decision.Nothing;
        }

        var steps = ConsultationSteps.OfPlanning(context.Regulations, act.OccurredOn);
        if (act.Step < 1 || act.Step > steps.Count)
        {
            return Refuse("step_unknown", "step", Digits(act.Step), "PLN-31");
        }

        if (act.Conference.Trouble(act.Candidates) is { } trouble)
        {
            return Refuse(trouble, "conference", null, "PLN-31");
        }

        var step = steps[act.Step - 1];
        if (!step.HasBallot && act.Candidates.Any(c => c.Agree + c.Disagree > 0))
        {
            return Refuse("step_has_no_votes", "candidates", Digits(act.Step), "PLN-31");
        }

        if (act.Candidates.Select(c => c.PostId).FirstOrDefault(p => context.Posts.Post(p, act.OccurredOn) is null) is var unknown && unknown != Guid.Empty)
        {
            return Refuse("post_unknown", "candidates", unknown.ToString("D"));
        }

        var found = new CadreFindings(context.Regulations, act.OccurredOn);
        found.Read(step.PolicyVersion);
        if (context.Regulations.Parameter(ParameterCatalogue.PlanningAttendance, act.OccurredOn) is { } share
            && !act.Conference.IsQuorate(share.Parameter.Ratio, share.Parameter.Inclusive))
        {
            found.Block(
                "PLN-31", "attendance_too_low", unblock: "hold_again",
                with: [("present", Digits(act.Conference.Present)), ("needed", Digits(share.Parameter.Ratio.Needed(act.Conference.Summoned, share.Parameter.Inclusive)))]);
        }

        if (step.HasBallot && !act.Conference.Secret)
        {
            found.Block("PLN-31", "ballot_not_secret", unblock: "hold_again");
        }

        if (act.Step > 1)
        {
            if (plan.Step(act.Step - 1, act.OccurredOn) is not { Event: ConsultationHeld before } previous)
            {
                found.Block("PLN-31", "step_skipped", unblock: "record_step", with: ("step", Digits(act.Step - 1)));
            }
            else
            {
                var carried = act.Candidates.Count(c => !Carried(before, steps[act.Step - 2], c.PersonId, c.PostId));
                if (carried > 0)
                {
                    found.Warn("PLN-31", "candidates_not_carried", [previous.Id], with: ("count", Digits(carried)));
                }
            }
        }

        return Answer(found, act.Reported, null, () => [new(Streams.Plan(planId), act)]);
    }

    private static Decision Name(PlanHistory plan, Guid planId, PlanNamed act, PlanContext context)
    {
        if (act.PersonId == Guid.Empty || context.Cadre is not { } cadre)
        {
            return Refuse("person_not_set", "personId", null);
        }

        if (act.Document is null)
        {
            return Refuse("document_missing", "document", null, "PLN-17");
        }

        if (context.Posts.Post(act.PostId, act.OccurredOn) is not { Active: true } post)
        {
            return Refuse("post_unknown", "postId", act.PostId.ToString("D"));
        }

        if (!context.Units.IsWithin(post.Unit, plan.Opened!.Body, act.OccurredOn))
        {
            return Refuse("post_of_other_body", "postId", act.PostId.ToString("D"));
        }

        if (context.Units.Unit(act.ApprovedBy, act.OccurredOn) is null)
        {
            return Refuse("unknown_unit", "approvedBy", act.ApprovedBy.ToString("D"));
        }

        if (plan.NamesOn(act.OccurredOn).Any(n => n.Named.PersonId == act.PersonId && n.Named.PostId == act.PostId))
        {
            return Decision.Nothing;
        }

        var found = PlanChecks.Judge(plan, act, post, cadre, context);
        return Answer(found, act.Reported, context.Person?.Revision, () =>
            [new(Streams.Plan(planId), act), .. PlanConsequences.Of(planId, plan, plan.With(act), context.Posts)]);
    }

    private static Decision Remove(PlanHistory plan, Guid planId, PlanNameRemoved act, PostBook posts)
    {
        if (plan.NamesOn(act.OccurredOn).Any(n => n.Named.PersonId == act.PersonId && n.Named.PostId == act.PostId))
        {
            return Decision.Accept([new(Streams.Plan(planId), act), .. PlanConsequences.Of(planId, plan, plan.With(act), posts)]);
        }

        return plan.Names.Any(n => n.Named.PersonId == act.PersonId && n.Named.PostId == act.PostId && n.To == act.OccurredOn)
            ? Decision.Nothing
            : Refuse("not_in_plan", "personId", act.PersonId.ToString("D"), "PLN-14");
    }

    private static Decision Review(PlanHistory plan, Guid planId, PlanReviewed act, PlanContext context)
    {
        if (plan.ReviewedYears.Contains(act.Year))
        {
            return Decision.Nothing;
        }

        if (act.Year < plan.Opened!.OccurredOn.Year || act.Year > act.OccurredOn.Year)
        {
            return Refuse("review_year_invalid", "year", Digits(act.Year), "PLN-15");
        }

        var found = new CadreFindings(context.Regulations, act.OccurredOn);
        PlanChecks.JudgeShape(found, PlanShape.On(plan, context.Posts, context.Regulations, act.OccurredOn));
        if (act.OccurredOn.Year > act.Year)
        {
            found.Warn("PLN-15", "review_late", with: ("year", Digits(act.Year)));
        }

        return Answer(found, act.Reported, null, () => [new(Streams.Plan(planId), act)]);
    }

    private static Decision Strike(PlanHistory plan, Guid planId, PlanFactStruck act, PostBook posts)
    {
        if (plan.AllRecorded.Any(e => e.Event is PlanFactStruck s && s.Fact == act.Fact))
        {
            return Decision.Nothing;
        }

        return plan.Facts.FirstOrDefault(f => f.Id == act.Fact) is not { Event: not PlanOpened }
            ? Refuse("unknown_fact", "fact", act.Fact.ToString("D"))
            : Decision.Accept([new(Streams.Plan(planId), act, act.Fact), .. PlanConsequences.Of(planId, plan, plan.With(act), posts)]);
    }

    internal static bool Carried(ConsultationHeld held, ConsultationStep step, Guid person, Guid post) =>
        held.Candidates.Any(c => c.PersonId == person && c.PostId == post && (!step.HasBallot || step.Carries(held.Conference, c.Agree)));

    private static Decision Answer(CadreFindings found, bool reported, int? personRevision, Func<IReadOnlyList<PlannedEvent>> events)
    {
        var evaluation = found.ToEvaluation(personRevision, null);
        return found.Blocks && !reported ? Decision.Block(evaluation) : Decision.Accept(events(), evaluation);
    }

    private static Decision Refuse(string code, string field, string? value, string? rule = null) => Decision.Refuse(new Refusal(code, field, value, rule));
}
