using CadreWorkflow.Domain.Admissions.Deciding;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a case allows on a day.</summary>
/// <param name="Code">Code of the act (<see cref="CaseActs"/>).</param>
/// <param name="Allowed">A proposal of it, with sane values of its own fields, would be accepted.</param>
/// <param name="Findings">What speaks against it, or is to be known with it.</param>
public sealed record ActionVerdict(string Code, bool Allowed, IReadOnlyList<Finding> Findings);

/// <summary>The acts of a case with the verdict on each: <see cref="CaseDecisions.Decide"/> asked about a neutral act of each kind.</summary>
public static class CaseActions
{
    private static readonly Guid Somebody = new("00000000-0000-0000-0000-00000000000a");

    /// <summary>A verdict for every listed act, in the order of the road.</summary>
    public static IReadOnlyList<ActionVerdict> For(CaseHistory history, CaseContext context, DateOnly day)
    {
        var then = context with { Today = day > context.Today ? day : context.Today };
        return [.. CaseActs.All.Where(a => a.Listed).Select(a => Verdict(a.Code, history, then, day))];
    }

    /// <summary>The act of a kind as a proposal with nothing wrong in its own fields; null for acts that are not listed.</summary>
    public static CaseCommand? Candidate(string code, CaseHistory history, CaseContext context, DateOnly day)
    {
        if (history.Filed is not { } filed)
        {
            return null;
        }

        var law = new Law(context.Regulations);
        var view = CaseView.On(history, day, law);
        return Act(code, new(filed, view, law, day)) is { } act ? new(act is ReferralFiled again ? again.CaseId : filed.CaseId, act) : null;
    }

    private static ActionVerdict Verdict(string code, CaseHistory history, CaseContext context, DateOnly day)
    {
        if (Candidate(code, history, context, day) is not { } command)
        {
            return new(code, false, []);
        }

        var decision = command.Act is ReferralFiled
            ? CaseDecisions.Decide(CaseHistory.Empty, command, context with { PreviousCase = history })
            : CaseDecisions.Decide(history, command, context);
        return new(code, decision.IsAccepted, decision.Refusal is { } refusal ? [AsFinding(refusal, context, day)] : decision.Findings);
    }

    private static Finding AsFinding(Refusal refusal, CaseContext context, DateOnly day)
    {
        var text = context.Regulations.Rule(refusal.Rule ?? "ADM-11", day);
        return new(text.Rule, refusal.Code, Severity.Block, text.Article, text.PolicyVersion, [], null, null, refusal.Parameters);
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
