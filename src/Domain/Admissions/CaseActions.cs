using CadreWorkflow.Domain.Admissions.Deciding;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a case allows on a day.</summary>
/// <param name="Code">Code of the act (<see cref="CaseActs"/>).</param>
/// <param name="Allowed">A proposal of it would be accepted: the one stated, or one with sane values of its own fields.</param>
/// <param name="Findings">What speaks against it, or is to be known with it. A refusal is given as the one finding that blocks.</param>
public sealed record ActionVerdict(string Code, bool Allowed, IReadOnlyList<Finding> Findings)
{
    /// <summary>The first day on which time alone allows it; null when it is allowed, or waits for something else.</summary>
    public DateOnly? Earliest => Allowed ? null : Findings.FirstOrDefault(f => f.Severity == Severity.Block)?.Earliest;
}

/// <summary>
/// The acts of a case with the verdict on each: the decider asked about a neutral act of each kind. A day ahead of today is asked as if it had come;
/// a day before today with the facts in force then.
/// </summary>
public static class CaseActions
{
    private static readonly Guid Somebody = new("00000000-0000-0000-0000-00000000000a");

    /// <summary>A verdict for every listed act, in the order of the road.</summary>
    public static IReadOnlyList<ActionVerdict> For(CaseHistory history, CaseContext context, DateOnly day)
    {
        var law = new Law(context.Regulations);
        return [.. CaseActs.All.Where(a => a.Listed).Select(a => Neutral(a.Code, history, context, day, law))];
    }

    /// <summary>The verdicts on the acts the case is at: those its stage allows.</summary>
    public static IReadOnlyList<ActionVerdict> Next(CaseHistory history, CaseContext context, DateOnly day)
    {
        var law = new Law(context.Regulations);
        if (history.Filed is not { } filed || filed.OccurredOn > day)
        {
            return [];
        }

        var view = law.View(history, day);
        var around = new Around(filed, view, law, day);
        var stage = Stages.On(history, view, law, context.Units);
        stage = stage == Stage.RedoOrdered ? view.StageOnTheRoad() : stage;
        var then = At(context, day);
        var verdicts = new List<ActionVerdict>();
        foreach (var code in CaseActs.All.Where(a => a.Listed).Select(a => a.Code))
        {
            if (Act(code, around) is { } act and not ReferralFiled && StageGuards.IsNext(act, view, stage))
            {
                verdicts.Add(Verdict(code, history, new(filed.CaseId, act), then, law));
            }
        }

        return verdicts;
    }

    /// <summary>The verdict on one listed act; null when there is no such act.</summary>
    public static ActionVerdict? Explain(string code, CaseHistory history, CaseContext context, DateOnly day) =>
        CaseActs.Find(code) is { Listed: true } ? Neutral(code, history, context, day, new Law(context.Regulations)) : null;

    /// <summary>The verdict on a statement with fields of its own, on the day it names.</summary>
    public static ActionVerdict Explain(CaseHistory history, CaseCommand statement, CaseContext context) =>
        Verdict(CaseActs.Of(statement.Act).Code, history, statement, At(context, statement.Act.OccurredOn), new Law(context.Regulations));

    /// <summary>The act of a kind as a proposal with nothing wrong in its own fields; null for acts that are not listed, and before the case was filed.</summary>
    public static CaseCommand? Candidate(string code, CaseHistory history, CaseContext context, DateOnly day) =>
        Candidate(code, history, day, new Law(context.Regulations));

    private static CaseCommand? Candidate(string code, CaseHistory history, DateOnly day, Law law) =>
        history.Filed is { } filed && Act(code, new(filed, law.View(history, day), law, day)) is { } act
            ? new(act is ReferralFiled again ? again.CaseId : filed.CaseId, act)
            : null;

    private static ActionVerdict Neutral(string code, CaseHistory history, CaseContext context, DateOnly day, Law law)
    {
        var then = At(context, day);
        return history.Filed is not { } filed || filed.OccurredOn > day
            ? new(code, false, [AsFinding(CaseRefusals.NotFiled(history.CaseId), then, day, null)])
            : Verdict(code, history, Candidate(code, history, day, law)!, then, law);
    }

    private static ActionVerdict Verdict(string code, CaseHistory history, CaseCommand command, CaseContext context, Law law)
    {
        var again = command.Act is ReferralFiled && command.Corrects is null;
        var (@case, around) = again ? (CaseHistory.Empty, context with { PreviousCase = history }) : (history, context);
        var decision = CaseDecisions.Decide(@case, command, around, law);
        if (decision.Refusal is not { } refusal)
        {
            return new(code, decision.IsAccepted, decision.Findings);
        }

        var earliest = Waiting.Until(@case, command, around, law, Waiting.RefusedUntil(refusal, command, around, law));
        return new(code, false, [AsFinding(refusal, context, command.Act.OccurredOn, earliest)]);
    }

    private static CaseContext At(CaseContext context, DateOnly day) => day > context.Today ? context with { Today = day } : context;

    private static Finding AsFinding(Refusal refusal, CaseContext context, DateOnly day, DateOnly? earliest)
    {
        var text = context.Regulations.Rule(refusal.Cites, day);
        var with = new Dictionary<string, string>(refusal.Parameters ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
        with.TryAdd("field", refusal.Field ?? "");
        with.TryAdd("value", refusal.Value ?? "");
        return new(text.Rule, refusal.Code, Severity.Block, text.Article, text.PolicyVersion, [], null, earliest, with);
    }

    private sealed record Around(ReferralFiled Filed, CaseView View, Law Law, DateOnly Day)
    {
        internal bool OnProbation => View.Reached.IsAtLeast(Stage.Probation);

        internal Stage Stage => View.Stage == Stage.RedoOrdered ? View.StageOnTheRoad() : View.Stage;

        internal Purpose ToDecide => !OnProbation ? Purpose.Admission : RecognitionRounds.Of(View, Law).Passed?.It.Purpose ?? Purpose.Recognition;

        internal Guid? AnIntroducer => Introductions.Standing(View).Select(i => (Guid?)i.It.Introducer).FirstOrDefault();
    }

    private static CaseEvent? Act(string code, Around a)
    {
        // A number no real paper has keeps the neutral act from being taken for one already recorded.
        var day = a.Day;
        var paper = new DocumentRef("?", day, "");
        return code switch
        {
            "re-refer" => Again(a),
            "submit" => new ReferralSubmitted(day, false, paper),
            "resolve" => new UnionResolved(day, false, paper, null),
            "send" => new ReferralSent(day, false, paper),
            "return" => new ReferralReturned(day, false, paper, a.Stage is Stage.UnitReview or Stage.Nominated ? Tree.Union : Tree.Party, ReasonCode.MissingPapers, null),
            "acknowledge" => new ReferralAcknowledged(day, false, paper, null),
            "assign-helper" => new HelperAssigned(day, false, paper, Somebody, null),
            "enrol" => new AwarenessEnrolled(day, false, paper, null),
            "pass" => new AwarenessCertified(day, false, paper, null),
            "fail" => new AwarenessFailed(day, false, paper, null),
            "apply" => new ApplicationReceived(day, false, paper),
            "record-paper" => new PaperRecorded(day, false, paper, Paper.PersonalHistory),
            "start-verification" => new VerificationStarted(day, false, paper, Sealed: true),
            "conclude" => new VerificationConcluded(day, false, paper, Ok: true, ScopeComplete: true, CertifiedAfterwards: true),
            "collect-opinions" => new OpinionsCollected(day, false, paper, MassOrganisations: true, ResidenceCell: true),
            "introduce-member" => new IntroducedByMember(day, false, paper, Somebody, day.AddYears(-3), day.AddYears(-3), false, true, null, false),
            "release-introducer" => new IntroducerReleased(day, false, paper, a.AnIntroducer ?? Somebody, ReasonCode.Left),
            "introduce" => new IntroducedByUnion(day, false, paper),
            "introduce-youth" => new IntroducedByYouthUnion(day, false, paper),
            "record-consent" => new ConsentRecorded(day, false, paper, ConsentKind.OverAge),
            "consent-given" => new ConsentRecorded(day, false, paper, ConsentKind.LateCeremony),
            "cell-vote" => new CellVoted(day, false, paper, a.OnProbation ? Purpose.Recognition : Purpose.Admission, Unanimous),
            "committee-vote" => new CommitteeVoted(day, false, paper, a.ToDecide, VotingBody.UpperStandingCommittee, false, Unanimous),
            "decide" => new DecisionIssued(day, false, paper, a.ToDecide, Outcome.Approved, VotingBody.UpperStandingCommittee, null, null),
            "receive-decision" => new DecisionReceived(day, false, paper),
            "extend" => new DeadlineExtended(day, false, paper, a.OnProbation ? "ADM-33" : "ADM-28", 1),
            "ceremony" => new CeremonyHeld(day, false, paper),
            "certify-new-member" => new NewMemberCertified(day, false, paper, null),
            "discipline" => new ProbationerDisciplined(day, false, paper, ProbationDiscipline.Reprimand),
            "leave" => new ProbationLeft(day, false, paper, ReasonCode.Left),
            "move" => new CaseMoved(day, false, paper, Moving.PointOf(a.Stage) ?? TransferPoint.WhileHelped, null, null),
            "receive-transfer" => new TransferReceived(day, false, paper),
            "reject-transfer" => new TransferRejected(day, false, paper, ReasonCode.MissingPapers),
            "suspend" => new CaseSuspended(day, false, paper, ReasonCode.Verification, null),
            "resume" => new CaseResumed(day, false, paper),
            "order-redo" => new RedoOrdered(day, false, paper, a.View.Reached.IsAtLeast(Stage.CellResolved) ? Stage.OpinionsCollected : Stage.SentToParty),
            "rectify" => new DecisionRectified(day, false, paper),
            "cancel" => new DecisionCancelled(day, false, paper, a.View.Terminal == Stage.RemovedFromProbation ? Purpose.StrikeOff : Purpose.Admission),
            "withdraw" => new CaseWithdrawn(day, false, paper),
            "close" => new CaseClosed(day, false, paper, ReasonCode.Other, null),
            _ => null,
        };
    }

    private static Tally Unanimous { get; } = new(9, 9, 0, 0, 9, 9, 0, 9, 0, 0);

    /// <summary>The next referral of the same person, from where the case now is.</summary>
    private static ReferralFiled Again(Around a) => a.Filed with
    {
        OccurredOn = a.Day,
        Reported = false,
        Document = null,
        CaseId = Somebody,
        PreviousCase = a.Filed.CaseId,
        ReferralNumber = a.Filed.ReferralNumber + 1,
        Reference = null,
        AgeBand = AgeBand.Unknown,
    };
}
