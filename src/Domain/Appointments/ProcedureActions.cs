using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Appointments;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a procedure allows on a day.</summary>
/// <param name="Code">Code of the act, as at its door.</param>
/// <param name="Person">The candidate it is about; null where it names nobody known.</param>
/// <param name="Step">The step it holds; null for other acts.</param>
/// <param name="Allowed">A proposal of it, with nothing wrong in its own figures, would be accepted.</param>
/// <param name="Findings">What speaks against it, or is to be known with it. A refusal is given as the one finding that blocks.</param>
public sealed record ProcedureVerdict(string Code, Guid? Person, int? Step, bool Allowed, IReadOnlyList<Finding> Findings)
{
    /// <summary>The first day on which time alone allows it; null when it is allowed, or waits for something else.</summary>
    public DateOnly? Earliest => Allowed ? null : Findings.FirstOrDefault(f => f.Severity == Severity.Block)?.Earliest;
}

/// <summary>The acts that lie ahead of a procedure with the verdict on each: the decider asked about a neutral act of each kind.</summary>
public static class ProcedureActions
{
    private const int Neutral = 20;

    private static readonly Guid Somebody = new("00000000-0000-0000-0000-00000000000a");

    /// <summary>Papers a dossier needs (4.4).</summary>
    public static IReadOnlyList<DossierItem> Papers { get; } = Enum.GetValues<DossierItem>();

    /// <summary>A verdict for every act that is not behind the procedure, in the order of the road; nothing once it is over.</summary>
    /// <param name="context">With the records of everybody the procedure names.</param>
    /// <param name="people">Attributes of the candidates.</param>
    public static IReadOnlyList<ProcedureVerdict> For(
        AppointmentHistory procedure, Guid id, AppointmentContext context, IReadOnlyDictionary<Guid, PersonFacts> people, DateOnly day) =>
        [.. Candidates(procedure, context, day).Select(a => Verdict(procedure, id, a, context, people))];

    /// <summary>The neutral acts themselves: proposals with nothing wrong in their own fields.</summary>
    public static IReadOnlyList<AppointmentEvent> Candidates(AppointmentHistory procedure, AppointmentContext context, DateOnly day)
    {
        if (procedure.Opened is not { } about || procedure.Decided is not null || procedure.Ended is not null || context.Posts.Post(about.PostId, day) is not { } post)
        {
            return [];
        }

        // A number no real paper has keeps the neutral act from being taken for one already recorded.
        var paper = new DocumentRef("?", day, "");
        var acts = new List<AppointmentEvent>();
        if (procedure.Policy is null)
        {
            acts.Add(new PolicyApproved(day, false, paper, post.ManagedBy));
        }

        acts.Add(new CandidateProposed(day, false, paper, Somebody));
        if (ProcedureStages.HasSteps(about))
        {
            acts.AddRange(ConsultationSteps.OfAppointment(context.Regulations, day).Where(s => procedure.Step(s.Number, day) is null).Select(s => Held(procedure, about, s, day, paper)));
            acts.AddRange(Tied(procedure, context.Regulations, day).Select(p => new HeadChose(day, false, paper, p)));
        }

        foreach (var candidate in procedure.Candidates)
        {
            acts.AddRange(Papers.Where(i => procedure.Paper(candidate, i, day) is null).Take(1).Select(i => new DossierItemRecorded(day, false, paper, candidate, i)));
            acts.Add(Decision(about, post, context.Regulations, candidate, day, paper));
        }

        acts.Add(new ProcedureEnded(day, false, paper, ProcedureEnding.Other));
        return acts;
    }

    /// <summary>Code of an act, as at its door.</summary>
    public static string CodeOf(AppointmentEvent act) => act switch
    {
        ProcedureOpened => "open",
        PolicyApproved => "approve-policy",
        CandidateProposed => "propose",
        StepHeld => "hold-step",
        HeadChose => "choose",
        DossierItemRecorded => "record-paper",
        Appointed => "appoint",
        ProcedureEnded => "end",
        AppointmentFactStruck => "strike-fact",
        _ => throw new ArgumentException($"{act.GetType().Name} has no door.", nameof(act)),
    };

    /// <summary>Those with the same number of votes in the last step, while the head of the unit has not chosen.</summary>
    public static IReadOnlyList<Guid> Tied(AppointmentHistory procedure, Regulations regulations, DateOnly day)
    {
        var steps = ConsultationSteps.OfAppointment(regulations, day);
        return steps.Count > 0 && procedure.Step(steps.Count, day) is { } last && StepOutcome.OfLastStep(last.Event, steps[^1]) is { TieAtTheEdge: true } tie
            && !procedure.Facts.Exists(f => f.Event is HeadChose)
            ? [.. tie.Carried.Where(procedure.Candidates.Contains)]
            : [];
    }

    /// <summary>Last day of a term that begins on a day, where the post or the kind has one (APT-12, APT-15).</summary>
    public static DateOnly? TermEnd(ProcedureOpened about, PostFacts post, Regulations regulations, DateOnly from)
    {
        var most = about.Kind == PostTaking.Secondment ? regulations.Parameter(ParameterCatalogue.SecondmentMostMonths, from)?.Parameter.Int : null;
        var months = most is { } m && post.TermMonths is { } t ? Math.Min(m, t) : most ?? post.TermMonths;
        return months is { } n ? Deadlines.AddMonths(from, n)?.AddDays(-1) : null;
    }

    private static StepHeld Held(AppointmentHistory procedure, ProcedureOpened about, ConsultationStep step, DateOnly day, DocumentRef paper) => new(
        day, false, paper, step.Number, new(0, Neutral, Neutral, true, Neutral, Neutral, 0),
        step.HasBallot ? [.. procedure.Candidates.Select(c => new CandidateVotes(c, about.PostId, Neutral, 0))] : []);

    private static Appointed Decision(ProcedureOpened about, PostFacts post, Regulations regulations, Guid person, DateOnly day, DocumentRef paper) =>
        new(day, false, paper, person, post.ManagedBy, day, TermEnd(about, post, regulations, day));

    private static ProcedureVerdict Verdict(AppointmentHistory procedure, Guid id, AppointmentEvent act, AppointmentContext context, IReadOnlyDictionary<Guid, PersonFacts> people)
    {
        var person = act switch { Appointed a => a.PersonId, HeadChose c => c.PersonId, DossierItemRecorded p => p.PersonId, _ => (Guid?)null };
        var around = context with
        {
            Today = act.OccurredOn > context.Today ? act.OccurredOn : context.Today,
            Person = person is { } p1 ? people.GetValueOrDefault(p1) : null,
            Cadre = person is { } p2 ? context.Touched?.GetValueOrDefault(p2) ?? CadreState.Empty : CadreState.Empty,
        };
        var decision = AppointmentDecisions.Decide(procedure, id, act, around);
        return new(CodeOf(act), person, (act as StepHeld)?.Step, decision.IsAccepted, decision.Refusal is { } refusal ? [AsFinding(refusal, context.Regulations, act.OccurredOn)] : decision.Findings);
    }

    private static Finding AsFinding(Refusal refusal, Regulations regulations, DateOnly day)
    {
        var text = regulations.Rule(refusal.Cites, day);
        return new(text.Rule, refusal.Code, Severity.Block, text.Article, text.PolicyVersion, [], null, null, ParametersOf(refusal));
    }

    private static Dictionary<string, string> ParametersOf(Refusal refusal) =>
        new(refusal.Parameters ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal) { ["field"] = refusal.Field ?? "", ["value"] = refusal.Value ?? "" };
}
