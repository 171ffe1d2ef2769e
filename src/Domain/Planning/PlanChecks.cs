using System.Globalization;
using CadreWorkflow.Domain.Cadres;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Planning;

using CadreWorkflow.Domain.Regulations;

/// <summary>The checks of section 3 (PLN-01…17) on one name, and on the shape of the whole plan.</summary>
internal static class PlanChecks
{
    internal static CadreFindings Judge(PlanHistory plan, PlanNamed act, PostFacts post, CadreState cadre, PlanContext context)
    {
        var day = act.OccurredOn;
        var found = new CadreFindings(context.Regulations, day);
        found.Read(context.Regulations.PolicyOn(PolicyFamilies.Planning, day)?.Id);
        Conditions(found, plan, act, post, cadre, context);

        // PLN-17
        if (act.ApprovedBy != post.ManagedBy)
        {
            found.Block("PLN-17", "approver_does_not_manage_post", unblock: "competent_body");
        }

        Steps(found, plan, act, context.Regulations);
        return found;
    }

    /// <summary>What must hold of the person and the post, whatever was done to get there.</summary>
    internal static void Conditions(CadreFindings found, PlanHistory plan, PlanNamed act, PostFacts post, CadreState cadre, PlanContext context)
    {
        var day = act.OccurredOn;
        Counts(found, plan, act, post, cadre, context.Regulations);

        // PLN-03: nobody is planned for what he already is.
        if (cadre.RankOn(context.Posts, day) is { } rank && post.Rank <= rank)
        {
            found.Block("PLN-03", "not_a_higher_post", [.. cadre.HeldOn(day).Select(h => h.Fact)], "higher_post", with: [("rank", Digits(post.Rank)), ("held", Digits(rank))]);
        }

        // PLN-04
        if (context.Regulations.Parameter(ParameterCatalogue.PlanningWithAppointment, day)?.Parameter.Choice == "Forbidden"
            && cadre.Proposals.Find(p => p.PostId == act.PostId && p.On(day)) is { } open)
        {
            found.Block("PLN-04", "appointment_proposed_meanwhile", [open.Fact], "end_procedure");
        }

        WorkingTime(found, plan, act, context);

        // PLN-12: a gap is no bar to planning, it is a training need.
        if (post.Theory is { } theory && act.Theory < theory)
        {
            found.Warn("PLN-12", "theory_below_standard", unblock: "train", with: [("needed", Events.Codes.Of(theory)), ("has", Events.Codes.Of(act.Theory))]);
        }

        // PLN-13
        foreach (var discipline in cadre.DisciplinedOn(day))
        {
            found.Block("PLN-13", "discipline_in_effect", [discipline.Fact], "discipline_ended", with: ("kind", Events.Codes.Of(discipline.Kind)));
        }
    }

    internal static void JudgeShape(CadreFindings found, PlanShape shape)
    {
        foreach (var share in (PlanShare[])[shape.Young, shape.Women, shape.EthnicMinority, shape.ScienceTechnology])
        {
            (string, string)[] with = [("count", Digits(share.Count)), ("known", Digits(share.Known)), ("target", share.Target?.ToString() ?? "")];
            if (share.Reached == false)
            {
                found.Warn(share.Rule, "share_below_target", unblock: "add_names", with: with);
            }
            else
            {
                found.Show(share.Rule, "share", with: with);
            }
        }

        if (!shape.HasThreeBands)
        {
            found.Show("PLN-08", "age_band_empty");
        }
    }

    // A name put in with an earlier day also stands on the days after it, so the fullest of those days decides.
    private static void Counts(CadreFindings found, PlanHistory plan, PlanNamed act, PostFacts post, CadreState cadre, Regulations regulations)
    {
        var day = act.OccurredOn;
        var until = plan.With(act).Names.FirstOrDefault(n => n.Named.PersonId == act.PersonId && n.Named.PostId == act.PostId && n.On(day))?.To;
        if (regulations.Parameter(ParameterCatalogue.PlanningMaxPerPost, day)?.Parameter.Int is { } perPost)
        {
            var names = plan.Names.Where(n => n.Named.PostId == act.PostId && n.Named.PersonId != act.PersonId).ToList();
            var others = Fullest(day, until, names.Select(n => n.Named.OccurredOn), d => [.. names.Where(n => n.On(d)).Select(n => n.Fact)]);
            if (others.Count >= perPost)
            {
                found.Block("PLN-01", "too_many_for_post", others, "remove_name", with: ("most", Digits(perPost)));
            }
        }

        if (regulations.Parameter(ParameterCatalogue.PlanningMaxPostsPerPerson, day)?.Parameter.Int is { } perPerson)
        {
            var sameLevel = regulations.Parameter(ParameterCatalogue.PlanningPostScope, day)?.Parameter.Choice == "SameLevel";
            var planned = cadre.Planned.Where(p => p.PostId != act.PostId && (!sameLevel || p.Level == post.Level)).ToList();
            var posts = Fullest(day, until, planned.Select(p => p.From), d => [.. planned.Where(p => p.On(d)).DistinctBy(p => p.PostId).Select(p => p.Fact)]);
            if (posts.Count >= perPerson)
            {
                found.Block("PLN-02", sameLevel ? "too_many_posts_at_level" : "too_many_posts", posts, "remove_name", with: ("most", Digits(perPerson)));
            }
        }
    }

    private static List<Guid> Fullest(DateOnly day, DateOnly? until, IEnumerable<DateOnly> begins, Func<DateOnly, List<Guid>> standing) =>
        begins.Where(d => d > day && (until is null || d < until)).Distinct().Prepend(day).Select(standing).MaxBy(s => s.Count)!;

    private static void WorkingTime(CadreFindings found, PlanHistory plan, PlanNamed act, PlanContext context)
    {
        var day = act.OccurredOn;
        if (plan.Opened is not { } opened
            || Retirement.On(context.Regulations, context.Person?.BirthDate, context.Person?.Gender ?? act.Gender, day) is not { } retires
            || context.Regulations.Parameter(ParameterCatalogue.PlanningTermMonths, day)?.Parameter.Int is not { } term)
        {
            return;
        }

        found.Read(context.Regulations.PolicyOn(PolicyFamilies.Retirement, day)?.Id);
        found.Read(context.Regulations.PolicyOn(PolicyFamilies.PlanningProcedure, day)?.Id);
        var left = Retirement.MonthsLeft(retires, opened.TermFrom > day ? opened.TermFrom : day);
        if (opened.Term == PlanTerm.NextTerm)
        {
            if (context.Regulations.Parameter(ParameterCatalogue.PlanningNextTermTerms, day)?.Parameter.Int is { } terms && left < terms * term)
            {
                found.Block("PLN-10", "working_time_too_short", with: [("left", Digits(left)), ("needed", Digits(terms * term)), ("retires", retires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]);
            }
        }
        else if (context.Regulations.Parameter(ParameterCatalogue.PlanningCurrentTermShare, day)?.Parameter is { } share && !share.Ratio.IsReachedBy(left, term, share.Inclusive))
        {
            found.Warn("PLN-11", "working_time_short", with: [("left", Digits(left)), ("needed", Digits(share.Ratio.Needed(term, share.Inclusive)))]);
        }
    }

    private static void Steps(CadreFindings found, PlanHistory plan, PlanNamed act, Regulations regulations)
    {
        var steps = ConsultationSteps.OfPlanning(regulations, act.OccurredOn);
        foreach (var step in steps)
        {
            if (plan.Step(step.Number, act.OccurredOn) is not { Event: ConsultationHeld held } fact)
            {
                found.Block("PLN-31", "step_not_recorded", unblock: "record_step", with: ("step", Digits(step.Number)));
            }
            else if (step.HasBallot && !PlanDecisions.Carried(held, step, act.PersonId, act.PostId))
            {
                found.Block("PLN-31", "not_carried_in_step", [fact.Id], "hold_again", with: ("step", Digits(step.Number)));
            }
        }
    }
}
