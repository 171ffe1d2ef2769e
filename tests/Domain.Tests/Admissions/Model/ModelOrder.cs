using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

using static CadreWorkflow.Domain.Admissions.Stage;

/// <summary>
/// ADM-11 and the "from" column of 2.5: from which stages an act is taken. An act that runs ahead of the case is stopped by every step not recorded
/// before it; the same gap behind a case that stands far enough is only shown.
/// </summary>
internal sealed class ModelOrder(ModelState state, Stage name, Action<string, string> block, Action<string, string> warn)
{
    private static readonly Stage[] Learning = [AcceptedAsSource, AwarenessTraining];
    private static readonly Stage[] Preparing = [Certified, Applied, BackgroundCheck, OpinionsCollected, Lapsed, CellRejected];
    private static readonly Stage[] Introducing = [Applied, BackgroundCheck, OpinionsCollected, Lapsed, CellRejected];
    private static readonly Stage[] AtCommittee = [CellResolved, CommitteeResolved, CommitteeEscalated];
    private static readonly Stage[] AwaitingCeremony = [Decided, CeremonyOverdue];
    private static readonly Stage[] InProbation = [Probation, RecognitionDue, RecognitionEscalated];
    private static readonly Stage[] WithUnion = [Draft, UnitReview, Nominated, SentToParty];
    private static readonly Stage[] Undecided = [.. WithUnion, .. Learning, .. Preparing, .. AtCommittee, Returned, Stage.RedoOrdered];

    internal void Judge(CaseEvent act)
    {
        var from = From(act);
        var stage = name == Stage.RedoOrdered ? state.OnTheRoad : name;
        var standing = stage == Lapsed ? state.Reached : stage;
        var fits = from is null || (from.Contains(stage) && from.Contains(standing));
        var missing = Missing(act);
        var ahead = !fits && missing && ModelState.Place(standing) >= 0 && from!.Select(ModelState.Place).Where(p => p >= 0).DefaultIfEmpty(-1).Min() > ModelState.Place(standing);
        if (missing && ahead)
        {
            block("ADM-11", "step_not_recorded");
        }
        else if (missing)
        {
            warn("ADM-11", "step_not_recorded");
        }

        if (!fits && !ahead)
        {
            block("ADM-11", "not_in_this_stage");
        }
    }

    private static Stage[]? From(CaseEvent act) => act switch
    {
        ReferralSubmitted => [Draft, Returned],
        UnionResolved => [UnitReview],
        ReferralSent => [Nominated, Returned],
        ReferralReturned { By: Tree.Union } => [UnitReview, Nominated],
        ReferralReturned => [SentToParty, .. Learning, .. Preparing.Where(s => s != CellRejected), .. AtCommittee],
        ReferralAcknowledged => [SentToParty],
        AwarenessEnrolled => [.. Learning, .. Preparing],
        AwarenessCertified or AwarenessFailed => [AwarenessTraining, .. Preparing],
        ApplicationReceived => Preparing,
        VerificationStarted => Introducing,
        VerificationConcluded => [BackgroundCheck, Lapsed],
        Domain.Admissions.OpinionsCollected => [Stage.OpinionsCollected, Lapsed, CellRejected],
        IntroducedByMember or IntroducedByUnion or IntroducedByYouthUnion => Introducing,
        IntroducerReleased => [.. Introducing, .. AtCommittee],
        HelperAssigned => [.. Learning, .. Preparing, .. AtCommittee, .. AwaitingCeremony, .. InProbation],
        CellVoted { Purpose: Purpose.Admission } => [Stage.OpinionsCollected, CellRejected],
        CommitteeVoted { Purpose: Purpose.Admission } => AtCommittee,
        DecisionIssued { Purpose: Purpose.Admission, Outcome: Outcome.Approved } => [CommitteeResolved, CommitteeEscalated],
        DecisionIssued { Purpose: Purpose.Admission } => AtCommittee,
        DecisionReceived or CeremonyHeld or ConsentRecorded { Kind: ConsentKind.LateCeremony } => AwaitingCeremony,
        DeadlineExtended { Rule: "ADM-28" } => AtCommittee,
        CellVoted or CommitteeVoted or DecisionIssued or DeadlineExtended or NewMemberCertified or ProbationerDisciplined or ProbationLeft => InProbation,
        PaperRecorded or ConsentRecorded or CaseSuspended => [.. Undecided, .. AwaitingCeremony, .. InProbation],
        CaseMoved => [.. Learning, .. Preparing, .. AtCommittee, .. AwaitingCeremony, Probation, RecognitionDue],
        TransferReceived or TransferRejected => [TransferredOut],
        CaseResumed => [Suspended],
        Domain.Admissions.RedoOrdered => [.. Learning, .. Preparing, .. AtCommittee, .. AwaitingCeremony, .. InProbation],
        DecisionRectified => [.. AwaitingCeremony, .. InProbation, Recognised],
        DecisionCancelled { Purpose: Purpose.Admission } => [.. AwaitingCeremony, .. InProbation, Recognised, LeftProbation],
        DecisionCancelled { Purpose: Purpose.Recognition } => [Recognised],
        DecisionCancelled => [RemovedFromProbation],
        CaseWithdrawn => [.. Undecided, .. AwaitingCeremony, Suspended, TransferredOut],
        CaseClosed => [.. Undecided, Suspended, TransferredOut],
        _ => null,
    };

    /// <summary>Whether a step that comes before the act was never recorded.</summary>
    private bool Missing(CaseEvent act)
    {
        var stepsBefore = act switch
        {
            IntroducedByMember or IntroducedByUnion or IntroducedByYouthUnion or IntroducerReleased => ModelState.Place(Applied),
            Domain.Admissions.OpinionsCollected => ModelState.Place(Stage.OpinionsCollected),
            DecisionReceived or ConsentRecorded { Kind: ConsentKind.LateCeremony } or DecisionRectified or DecisionCancelled { Purpose: Purpose.Admission } => ModelState.Place(Decided),
            DeadlineExtended { Rule: "ADM-28" } => ModelState.Place(CellResolved),
            DeadlineExtended or NewMemberCertified or ProbationerDisciplined or ProbationLeft or DecisionCancelled or DecisionIssued { Purpose: not Purpose.Admission } => ModelState.Place(Probation),
            _ => ModelState.StepOf(act) is { } step ? ModelState.Place(step) - 1 : 0,
        };
        return Steps.Take(stepsBefore).Any(taken => !taken(state));
    }

    /// <summary>What shows that each step from the submission on was taken.</summary>
    private static readonly Func<ModelState, bool>[] Steps =
    [
        s => s.Last<ReferralSubmitted>() is not null, s => s.Last<UnionResolved>() is not null, s => s.Last<ReferralSent>() is not null,
        s => s.Last<ReferralAcknowledged>() is not null, s => s.Last<AwarenessEnrolled>() is not null, s => s.Paper(Paper.AwarenessCertificate) is not null,
        s => s.Paper(Paper.AdmissionApplication) is not null, s => s.Last<VerificationStarted>() is not null, s => s.Last<VerificationConcluded>() is not null,
        s => s.Last<CellVoted>(v => v.Purpose == Purpose.Admission) is not null, s => s.Last<CommitteeVoted>(v => v.Purpose == Purpose.Admission) is not null,
        s => s.Last<DecisionIssued>(d => d.Purpose == Purpose.Admission) is not null, s => s.Last<CeremonyHeld>() is not null,
    ];
}
