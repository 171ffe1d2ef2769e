using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Appointments;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a decision about a personnel procedure needs beside the procedure itself.</summary>
/// <param name="Today">The calendar date in Viet Nam.</param>
/// <param name="Person">Attributes of the person an act names, at one revision; null where it names nobody.</param>
/// <param name="Cadre">That person's posts, plans, procedures and disciplines.</param>
/// <param name="Touched">The records of everybody the procedure names: a strike retracts what it did there.</param>
public sealed record AppointmentContext(
    DateOnly Today, Regulations Regulations, OrgTree Units, PostBook Posts, PersonFacts? Person = null, CadreState? Cadre = null, IReadOnlyDictionary<Guid, CadreState>? Touched = null);

/// <summary>
/// Decides acts of a personnel procedure (APT-01…18, ROT-01…07, 4.2): the candidate fact is the statement, and says whether it is a proposal or a
/// report. Refusals (codes): <c>future_date</c>, <c>procedure_unknown</c>, <c>procedure_exists</c>, <c>procedure_over</c>, <c>post_unknown</c>,
/// <c>unknown_unit</c>, <c>person_not_set</c>, <c>not_a_candidate</c>, <c>document_missing</c>, <c>step_unknown</c>, <c>step_has_no_votes</c>,
/// <c>candidate_for_other_post</c>, <c>term_reversed</c>, <c>term_missing</c>, <c>no_tie</c>, <c>dates_in_wrong_order</c>,
/// <c>already_in_post</c>, <c>unknown_fact</c>, <c>procedure_cannot_be_struck</c>, <c>later_fact_stands_on_it</c>, and those of <see cref="Conference.Trouble"/>.
/// </summary>
public static class AppointmentDecisions
{
    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(AppointmentHistory procedure, Guid id, AppointmentEvent act, AppointmentContext context)
    {
        if (act.OccurredOn > context.Today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        if (act is ProcedureOpened opened)
        {
            return Open(procedure, id, opened, context);
        }

        if (procedure.Opened is not { } about)
        {
            return Refuse("procedure_unknown", "appointmentId", id.ToString("D"));
        }

        if (act is AppointmentFactStruck struck)
        {
            return AppointmentStrikes.Decide(procedure, id, struck, context.Touched ?? new Dictionary<Guid, CadreState>());
        }

        if (procedure.Facts.Exists(f => f.Event.Equals(act)))
        {
            return Decision.Nothing;
        }

        // What happened before the end may still be filled in by a report.
        if ((procedure.Decided?.Event.OccurredOn ?? procedure.Ended?.Event.OccurredOn) is { } over && (!act.Reported || act.OccurredOn > over || act is Appointed or ProcedureEnded))
        {
            return Refuse("procedure_over", "appointmentId", Iso(over));
        }

        if (context.Posts.Post(about.PostId, act.OccurredOn) is not { } post)
        {
            return Refuse("post_unknown", "postId", about.PostId.ToString("D"));
        }

        return act switch
        {
            PolicyApproved approved => Approve(procedure, id, approved, post, context),
            CandidateProposed proposed => Propose(procedure, id, proposed, about, context),
            StepHeld held => Hold(procedure, id, held, about, context),
            HeadChose chose => Choose(procedure, id, chose, context),
            DossierItemRecorded paper => procedure.Candidates.Contains(paper.PersonId) ? Accept(id, paper) : NotACandidate(paper.PersonId),
            Appointed appointed => Appoint(procedure, id, appointed, about, post, context),
            ProcedureEnded => Decision.Accept([new(Streams.Appointment(id), act), .. Released(procedure, id, about, act.OccurredOn, null)]),
            _ => throw new ArgumentException($"No decision about {act.GetType().Name}.", nameof(act)),
        };
    }

    private static Decision Open(AppointmentHistory procedure, Guid id, ProcedureOpened act, AppointmentContext context)
    {
        if (procedure.Opened is { } known)
        {
            return known == act ? Decision.Nothing : Refuse("procedure_exists", "appointmentId", id.ToString("D"));
        }

        return act.AppointmentId != id || context.Posts.Post(act.PostId, act.OccurredOn) is not { Active: true }
            ? Refuse("post_unknown", "postId", act.PostId.ToString("D"))
            : Accept(id, act);
    }

    private static Decision Approve(AppointmentHistory procedure, Guid id, PolicyApproved act, PostFacts post, AppointmentContext context)
    {
        if (act.OccurredOn < procedure.Opened!.OccurredOn)
        {
            return Refuse("dates_in_wrong_order", "occurredOn", Iso(act.OccurredOn));
        }

        if (context.Units.Unit(act.ApprovedBy, act.OccurredOn) is null)
        {
            return Refuse("unknown_unit", "approvedBy", act.ApprovedBy.ToString("D"));
        }

        var found = Found(context, act);
        if (act.ApprovedBy != post.ManagedBy)
        {
            found.Block("PLN-17", "approver_does_not_manage_post", unblock: "competent_body");
        }

        AppointmentChecks.Late(found, "APT-11", ParameterCatalogue.AppointmentPolicyDays, procedure.Opened.OccurredOn, act.OccurredOn, act.ApprovedBy, context);
        return Answer(found, id, act, null, []);
    }

    private static Decision Propose(AppointmentHistory procedure, Guid id, CandidateProposed act, ProcedureOpened about, AppointmentContext context)
    {
        if (act.PersonId == Guid.Empty || context.Cadre is not { } cadre)
        {
            return Refuse("person_not_set", "personId", null);
        }

        if (procedure.Candidates.Contains(act.PersonId))
        {
            return Decision.Nothing;
        }

        var found = Found(context, act);

        // PLN-04: a name is not put in the plan and put forward at the same time.
        if (context.Regulations.Parameter(ParameterCatalogue.PlanningWithAppointment, act.OccurredOn)?.Parameter.Choice == "Forbidden")
        {
            foreach (var planned in cadre.Planned.Where(p => p.PostId == about.PostId && p.From == act.OccurredOn))
            {
                found.Block("PLN-04", "planned_on_the_same_day", [planned.Fact], freeOn: act.OccurredOn.AddDays(1));
            }
        }

        if (context.Posts.Post(about.PostId, act.OccurredOn) is { } post)
        {
            AppointmentChecks.Waiting(found, act.OccurredOn, post, cadre, context);
        }

        // Filled in after the end, the person is free again since that day.
        var over = procedure.Decided?.Event.OccurredOn ?? procedure.Ended?.Event.OccurredOn;
        return Answer(
            found, id, act, null,
            [
                new(Streams.Cadre(act.PersonId), new ProposedForPost(act.OccurredOn, act.PersonId, id, about.PostId)),
                .. over is { } day ? (PlannedEvent[])[new(Streams.Cadre(act.PersonId), new ProposalEnded(day, act.PersonId, id, about.PostId))] : [],
            ],
            Earliest(procedure, id, act, context, found));
    }

    private static Decision Hold(AppointmentHistory procedure, Guid id, StepHeld act, ProcedureOpened about, AppointmentContext context)
    {
        var steps = ConsultationSteps.OfAppointment(context.Regulations, act.OccurredOn);
        if (act.Step < 1 || act.Step > steps.Count)
        {
            return Refuse("step_unknown", "step", Digits(act.Step), "APT-42");
        }

        if (act.Conference.Trouble(act.Candidates) is { } trouble)
        {
            return Refuse(trouble, "conference", null, "APT-42");
        }

        if (act.Candidates.Any(c => c.PostId != about.PostId))
        {
            return Refuse("candidate_for_other_post", "candidates", null, "APT-42");
        }

        var step = steps[act.Step - 1];
        if (!step.HasBallot && act.Candidates.Any(c => c.Agree + c.Disagree > 0))
        {
            return Refuse("step_has_no_votes", "candidates", Digits(act.Step), "APT-42");
        }

        var found = Found(context, act);
        found.Read(step.PolicyVersion);
        AppointmentChecks.Judge(found, procedure, act, step, context);
        return Answer(found, id, act, null, []);
    }

    private static Decision Choose(AppointmentHistory procedure, Guid id, HeadChose act, AppointmentContext context)
    {
        var steps = ConsultationSteps.OfAppointment(context.Regulations, act.OccurredOn);
        return steps.Count == 0 || procedure.Step(steps.Count, act.OccurredOn) is not { } last || !StepOutcome.OfLastStep(last.Event, steps[^1]).TieAtTheEdge
            ? Refuse("no_tie", "personId", act.PersonId.ToString("D"), "APT-42")
            : procedure.Candidates.Contains(act.PersonId) ? Accept(id, act) : NotACandidate(act.PersonId);
    }

    private static Decision Appoint(AppointmentHistory procedure, Guid id, Appointed act, ProcedureOpened about, PostFacts post, AppointmentContext context)
    {
        if (act.PersonId == Guid.Empty || context.Cadre is not { } cadre)
        {
            return Refuse("person_not_set", "personId", null);
        }

        if (act.Document is null)
        {
            return Refuse("document_missing", "document", null);
        }

        if (context.Units.Unit(act.DecidedBy, act.OccurredOn) is null)
        {
            return Refuse("unknown_unit", "decidedBy", act.DecidedBy.ToString("D"));
        }

        if (act.TermEndsOn is { } end && end <= act.From)
        {
            return Refuse("term_reversed", "termEndsOn", Iso(end), "APT-12");
        }

        if (post.TermMonths is not null && act.TermEndsOn is null)
        {
            return Refuse("term_missing", "termEndsOn", null, "APT-12");
        }

        if (!procedure.Candidates.Contains(act.PersonId) && !act.Reported)
        {
            return NotACandidate(act.PersonId);
        }

        if (about.Kind != PostTaking.Reappointment && cadre.Posts.Exists(p => p.PostId == about.PostId && p.On(act.From)))
        {
            return Refuse("already_in_post", "personId", act.PersonId.ToString("D"));
        }

        var found = Found(context, act);
        AppointmentChecks.Judge(found, procedure, act, about, post, cadre, context);
        var taken = new PostTaken(act.OccurredOn, act.PersonId, act.Document, about.PostId, id, about.Kind, act.From, act.TermEndsOn);
        return Answer(
            found, id, act, context.Person?.Revision,
            [
                .. cadre.HeldOn(act.From).Where(h => h.PostId == about.PostId && about.Kind == PostTaking.Reappointment)
                    .Select(h => new PlannedEvent(Streams.Cadre(act.PersonId), new PostLeft(act.OccurredOn, act.PersonId, act.Document, h.PostId, PostLeaving.TermEnded, act.From))),
                new(Streams.Cadre(act.PersonId), taken),
                .. Released(procedure, id, about, act.OccurredOn, act.PersonId),
            ],
            Earliest(procedure, id, act, context, found));
    }

    // Everyone put forward is free again; the one appointed is told with the post itself.
    private static IEnumerable<PlannedEvent> Released(AppointmentHistory procedure, Guid id, ProcedureOpened about, DateOnly day, Guid? appointed) =>
        procedure.Candidates.OrderBy(c => c != appointed).Select(c => new PlannedEvent(Streams.Cadre(c), new ProposalEnded(day, c, id, about.PostId)));

    private static CadreFindings Found(AppointmentContext context, AppointmentEvent act)
    {
        var found = new CadreFindings(context.Regulations, act.OccurredOn);
        found.Read(context.Regulations.PolicyOn(PolicyFamilies.Appointment, act.OccurredOn)?.Id);
        return found;
    }

    // Each day on which another version begins, and the day on which everything is free by itself, is decided again in full: a version may ask for less
    // or for more, and age may stand in the way by then.
    private static DateOnly? Earliest(AppointmentHistory procedure, Guid id, AppointmentEvent act, AppointmentContext context, CadreFindings found)
    {
        if (act.Reported || !found.Blocks || found.FreeOn is not { } free || free <= act.OccurredOn)
        {
            return null;
        }

        var begins = context.Regulations.Policies
            .Where(p => p.Family is PolicyFamilies.Appointment or PolicyFamilies.AppointmentProcedure or PolicyFamilies.Planning && p.EffectiveFrom > act.OccurredOn && p.EffectiveFrom < free)
            .Select(p => p.EffectiveFrom).Distinct().Order();
        foreach (var day in begins.Append(free))
        {
            var again = Decide(procedure, id, act with { OccurredOn = day }, context with { Today = day > context.Today ? day : context.Today });
            if (again.IsAccepted)
            {
                return day;
            }

            if (again.Findings.Select(f => f.Earliest).Max() is { } later && (later <= free || day == free))
            {
                return later;
            }
        }

        return null;
    }

    private static Decision Answer(CadreFindings found, Guid id, AppointmentEvent act, int? personRevision, IReadOnlyList<PlannedEvent> also, DateOnly? earliest = null)
    {
        var blocks = found.Blocks && !act.Reported;
        var evaluation = found.ToEvaluation(personRevision, blocks ? earliest : null);
        return blocks ? Decision.Block(evaluation) : Decision.Accept([new(Streams.Appointment(id), act), .. also], evaluation);
    }

    private static Decision Accept(Guid id, AppointmentEvent act) => Decision.Accept(Streams.Appointment(id), act);

    private static Decision NotACandidate(Guid person) => Refuse("not_a_candidate", "personId", person.ToString("D"), "APT-42");

    private static Decision Refuse(string code, string field, string? value, string? rule = null) => Decision.Refuse(new Refusal(code, field, value, rule));
}
