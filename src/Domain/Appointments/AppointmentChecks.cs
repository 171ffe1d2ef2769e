using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Appointments;

using CadreWorkflow.Domain.Regulations;

/// <summary>The conditions of section 4 on one appointment: APT-01…18, ROT-01…06, and the five steps.</summary>
internal static class AppointmentChecks
{
    private static readonly DossierItem[] Required = Enum.GetValues<DossierItem>();

    internal static void Judge(
        CadreFindings found, AppointmentHistory procedure, Appointed act, ProcedureOpened about, PostFacts post, CadreState cadre, AppointmentContext context)
    {
        var day = act.OccurredOn;
        Conditions(found, procedure, act, about, post, cadre, context);
        Dossier(found, procedure, act);
        Steps(found, procedure, act, about, context);
        if (procedure.Policy is { } policy)
        {
            Late(found, "APT-10", ParameterCatalogue.AppointmentProcedureDays, policy.Event.OccurredOn, day, post.ManagedBy, context, policy.Id);
        }
        else
        {
            found.Block("APT-42", "policy_not_approved", unblock: "record_step");
        }

        if (act.DecidedBy != post.ManagedBy)
        {
            found.Block("PLN-17", "approver_does_not_manage_post", unblock: "competent_body");
        }
    }

    /// <summary>What must hold of the person and the post, whatever was done to get there.</summary>
    internal static void Conditions(
        CadreFindings found, AppointmentHistory procedure, Appointed act, ProcedureOpened about, PostFacts post, CadreState cadre, AppointmentContext context)
    {
        if (IsHigher(post, cadre, context.Posts, act.OccurredOn))
        {
            Planned(found, act, about, post, cadre, context);
            Waiting(found, act.OccurredOn, post, cadre, context);
            InPost(found, act, cadre, context);
        }

        Age(found, procedure, act, about, post, context);
        Term(found, act, about, post, cadre, context);
        Rotated(found, act, about, post, cadre, context);
    }

    /// <summary>A first post or one above every post held; for an equal or lower one the plan, age and waiting tests fall away (APT-07, APT-17).</summary>
    internal static bool IsHigher(PostFacts post, CadreState cadre, PostBook posts, DateOnly day) => cadre.RankOn(posts, day) is not { } rank || post.Rank > rank;

    /// <summary>Waiting after discipline for a higher post (APT-05): the version of the day says how many months.</summary>
    internal static void Waiting(CadreFindings found, DateOnly day, PostFacts post, CadreState cadre, AppointmentContext context)
    {
        if (!IsHigher(post, cadre, context.Posts, day) || context.Regulations.Parameter(ParameterCatalogue.DisciplineWaitMonths, day)?.Parameter is not { } wait)
        {
            return;
        }

        foreach (var discipline in cadre.Disciplines.Where(d => d.On <= day))
        {
            if (Deadlines.AddMonths(discipline.On, wait.Steps[(int)discipline.Kind]) is { } free && day < free)
            {
                found.Block(
                    "APT-05", "waiting_after_discipline", [discipline.Fact], "wait", free,
                    [("kind", Codes.Of(discipline.Kind)), ("months", Digits(wait.Steps[(int)discipline.Kind])), ("until", Iso(free))]);
            }
        }
    }

    /// <summary>One conference: attendance, secrecy, the step before it, who goes on.</summary>
    internal static void Judge(CadreFindings found, AppointmentHistory procedure, StepHeld act, ConsultationStep step, AppointmentContext context)
    {
        if (context.Regulations.Parameter(ParameterCatalogue.AppointmentAttendance, act.OccurredOn) is { } share
            && !act.Conference.IsQuorate(share.Parameter.Ratio, share.Parameter.Inclusive))
        {
            found.Block(
                "APT-42", "attendance_too_low", unblock: "hold_again",
                with: [("present", Digits(act.Conference.Present)), ("needed", Digits(share.Parameter.Ratio.Needed(act.Conference.Summoned, share.Parameter.Inclusive)))]);
        }

        if (step.HasBallot && !act.Conference.Secret)
        {
            found.Block("APT-42", "ballot_not_secret", unblock: "hold_again");
        }

        if (act.Step > 1 && procedure.Step(act.Step - 1, act.OccurredOn) is null)
        {
            found.Block("APT-42", "step_skipped", unblock: "record_step", with: ("step", Digits(act.Step - 1)));
        }

        if (act.Step == 3)
        {
            var outcome = StepOutcome.OfStepThree(act, step);
            if (outcome.NobodyReached)
            {
                found.Show("APT-42", "nobody_above_half", with: ("carried", Digits(outcome.Carried.Count)));
            }

            if (outcome.TieAtTheEdge)
            {
                found.Warn("APT-42", "tie_at_second_place", unblock: "human_decision", with: ("carried", Digits(outcome.Carried.Count)));
            }
        }
    }

    /// <summary>A working-day clock of the body that acts (APT-10, APT-11): late is a fault, never a bar.</summary>
    internal static void Late(CadreFindings found, string rule, string code, DateOnly start, DateOnly day, Guid body, AppointmentContext context, Guid? fact = null)
    {
        if (context.Regulations.Parameter(code, start)?.Parameter.Int is not { } days || context.Units.Unit(body, start) is not { } unit)
        {
            return;
        }

        var calendar = context.Regulations.Calendar(unit.Calendar);
        if (calendar.Covers(start) && calendar.AddWorkingDays(start, days) is { } due && day > due)
        {
            found.Read(calendar.VersionsBetween(start, due));
            found.Warn(rule, "late", fact is { } id ? [id] : null, with: [("start", Iso(start)), ("due", Iso(due))]);
        }
    }

    private static void Planned(CadreFindings found, Appointed act, ProcedureOpened about, PostFacts post, CadreState cadre, AppointmentContext context)
    {
        if (about.Kind is PostTaking.Reappointment or PostTaking.Transfer or PostTaking.Secondment)
        {
            return;
        }

        var planned = cadre.PlannedOn(act.OccurredOn).ToList();
        var fits = planned.Exists(p => p.PostId == post.Id || (context.Posts.Post(p.PostId, act.OccurredOn) is { } other && other.Rank >= post.Rank));
        if (!fits)
        {
            var rule = about.Kind == PostTaking.Rotation ? "ROT-01" : "APT-01";
            found.Block(rule, "not_in_plan_for_post", [.. planned.Select(p => p.Fact)], "put_in_plan");
        }
    }

    private static void InPost(CadreFindings found, Appointed act, CadreState cadre, AppointmentContext context)
    {
        if (context.Regulations.Parameter(ParameterCatalogue.AppointmentMonthsInPost, act.OccurredOn)?.Parameter.Int is not { } months
            || cadre.HeldOn(act.OccurredOn).ToList() is not { Count: > 0 } held)
        {
            return;
        }

        var since = held.Min(h => h.From);
        if (Deadlines.AddMonths(since, months) is { } free && act.OccurredOn < free)
        {
            found.Block("APT-02", "too_short_in_post", [.. held.Select(h => h.Fact)], "wait", free, [("since", Iso(since)), ("months", Digits(months))]);
        }
    }

    private static void Age(CadreFindings found, AppointmentHistory procedure, Appointed act, ProcedureOpened about, PostFacts post, AppointmentContext context)
    {
        var day = act.OccurredOn;
        if (context.Person is not { } person || Retirement.On(context.Regulations, person.BirthDate, person.Gender, day) is not { } retires)
        {
            return;
        }

        found.Read(context.Regulations.PolicyOn(PolicyFamilies.Retirement, day)?.Id);
        if (act.From >= retires)
        {
            found.Block("APT-04", "past_retirement", with: [("retires", Iso(retires))]);
            return;
        }

        if (about.Kind == PostTaking.Rotation && context.Regulations.Parameter(ParameterCatalogue.RotationMonthsLeft, day)?.Parameter is { } least)
        {
            var left = Retirement.MonthsLeft(retires, act.From);
            if (left < least.Int)
            {
                found.Block("ROT-03", "working_time_too_short", with: [("left", Digits(left)), ("needed", Digits(least.Int))]);
            }
        }

        if (about.Kind is PostTaking.Appointment or PostTaking.Promotion && post.TermMonths is { } term)
        {
            // The moment is when the organising body received the dossier, not the decision (HD 06-HD/BTCTW of 26/7/2021).
            var moment = procedure.Paper(act.PersonId, DossierItem.Submission, day)?.Event.OccurredOn ?? day;
            var left = Retirement.MonthsLeft(retires, moment);
            if (left < term)
            {
                found.Block("APT-04", "not_a_full_term", with: [("left", Digits(left)), ("needed", Digits(term)), ("retires", Iso(retires))]);
            }
        }
    }

    private static void Dossier(CadreFindings found, AppointmentHistory procedure, Appointed act)
    {
        var missing = Required.Where(item => procedure.Paper(act.PersonId, item, act.OccurredOn) is null).Select(Codes.Of).ToList();
        if (missing.Count > 0)
        {
            found.Block("APT-03", "dossier_incomplete", unblock: "complete_dossier", with: ("missing", string.Join(',', missing)));
        }
    }

    private static void Steps(CadreFindings found, AppointmentHistory procedure, Appointed act, ProcedureOpened about, AppointmentContext context)
    {
        if (!ProcedureStages.HasSteps(about))
        {
            return;
        }

        var steps = ConsultationSteps.OfAppointment(context.Regulations, act.OccurredOn);
        foreach (var step in steps)
        {
            if (procedure.Step(step.Number, act.OccurredOn) is null)
            {
                found.Block("APT-42", "step_not_recorded", unblock: "record_step", with: ("step", Digits(step.Number)));
            }
        }

        if (steps.Count > 0 && procedure.Step(steps.Count, act.OccurredOn) is { } last)
        {
            var outcome = StepOutcome.OfLastStep(last.Event, steps[^1]);
            var chosen = procedure.Facts.Exists(f => f.Event is HeadChose c && c.PersonId == act.PersonId && c.OccurredOn <= act.OccurredOn);
            if (!outcome.Carried.Contains(act.PersonId) || (outcome.TieAtTheEdge && !chosen))
            {
                found.Block("APT-42", outcome.TieAtTheEdge ? "tie_not_decided" : "not_carried_in_step", [last.Id], outcome.TieAtTheEdge ? "head_decides" : "hold_again", with: ("step", Digits(steps.Count)));
            }
        }
    }

    private static void Term(CadreFindings found, Appointed act, ProcedureOpened about, PostFacts post, CadreState cadre, AppointmentContext context)
    {
        var day = act.OccurredOn;
        if (about.Kind == PostTaking.Secondment && context.Regulations.Parameter(ParameterCatalogue.SecondmentMostMonths, day)?.Parameter.Int is { } most
            && (act.TermEndsOn is not { } secondedTo || secondedTo > Deadlines.AddMonths(act.From, most)))
        {
            found.Block("APT-15", "secondment_too_long", unblock: "shorter_term", with: ("most", Digits(most)));
        }

        if (about.Kind == PostTaking.Rotation && context.Regulations.Parameter(ParameterCatalogue.RotationLeastMonths, day)?.Parameter.Int is { } least
            && act.TermEndsOn is { } rotatedTo && rotatedTo.AddDays(1) < Deadlines.AddMonths(act.From, least))
        {
            found.Warn("ROT-06", "rotation_too_short", unblock: "longer_term", with: ("least", Digits(least)));
        }

        if (post.IsHead && context.Regulations.Parameter(ParameterCatalogue.AppointmentMostHeadTerms, day)?.Parameter.Int is { } terms)
        {
            var served = cadre.Posts.Where(p => p.PostId == post.Id && p.From < act.From).Select(p => p.Fact).ToList();
            if (served.Count >= terms)
            {
                found.Warn("ROT-05", "terms_served", served, "rotate", ("terms", Digits(served.Count)));
            }
        }
    }

    /// <summary>No post is made to rotate somebody (ROT-02), and the post there is equivalent, higher only for the outstanding (ROT-04).</summary>
    private static void Rotated(CadreFindings found, Appointed act, ProcedureOpened about, PostFacts post, CadreState cadre, AppointmentContext context)
    {
        if (about.Kind != PostTaking.Rotation)
        {
            return;
        }

        var before = context.Posts.Post(post.Id, about.OccurredOn);
        if (before is not { Active: true } || before.Seats < post.Seats)
        {
            found.Block("ROT-02", "post_made_for_rotation", unblock: "human_decision", with: ("since", Iso(about.OccurredOn)));
        }

        if (cadre.RankOn(context.Posts, act.OccurredOn) is { } rank && rank != post.Rank)
        {
            if (post.Rank < rank)
            {
                found.Warn("ROT-04", "rotated_to_lower_post", unblock: "human_decision");
            }
            else
            {
                found.Show("ROT-04", "rotated_to_higher_post");
            }
        }
    }
}
