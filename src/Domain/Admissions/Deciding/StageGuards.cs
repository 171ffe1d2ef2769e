using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>From which stages an act is taken (domain reference 2.5) and which earlier steps it stands on (ADM-11).</summary>
internal static class StageGuards
{
    private static readonly Stage[] Unfinished =
    [
        Stage.Draft, Stage.UnitReview, Stage.Nominated, Stage.SentToParty, Stage.AcceptedAsSource, Stage.AwarenessTraining, Stage.Certified, Stage.Applied,
        Stage.BackgroundCheck, Stage.OpinionsCollected, Stage.Lapsed, Stage.CellResolved, Stage.CellRejected, Stage.CommitteeResolved,
        Stage.CommitteeEscalated, Stage.Decided, Stage.CeremonyOverdue, Stage.Returned, Stage.RedoOrdered,
    ];

    private static readonly Stage[] Helped =
    [
        Stage.AcceptedAsSource, Stage.AwarenessTraining, Stage.Certified, Stage.Applied, Stage.BackgroundCheck, Stage.OpinionsCollected, Stage.Lapsed, Stage.CellRejected,
    ];

    private static readonly Stage[] Preparing = [Stage.Certified, Stage.Applied, Stage.BackgroundCheck, Stage.OpinionsCollected, Stage.Lapsed, Stage.CellRejected];

    private static readonly Stage[] Introducing = [Stage.Applied, Stage.BackgroundCheck, Stage.OpinionsCollected, Stage.Lapsed, Stage.CellRejected];

    private static readonly Stage[] Deciding = [Stage.CellResolved, Stage.CommitteeResolved, Stage.CommitteeEscalated];

    private static readonly Stage[] Awaiting = [Stage.Decided, Stage.CeremonyOverdue];

    private static readonly Stage[] OnProbation = [Stage.Probation, Stage.RecognitionDue, Stage.RecognitionEscalated];

    /// <summary>The steps of the road in order, with the fact that shows each was taken.</summary>
    private static readonly (string Code, Stage Step, Func<CaseView, bool> Taken)[] Road =
    [
        ("submit", Stage.UnitReview, v => v.Last<ReferralSubmitted>() is not null),
        ("resolve", Stage.Nominated, v => v.Last<UnionResolved>() is not null),
        ("send", Stage.SentToParty, v => v.Last<ReferralSent>() is not null),
        ("acknowledge", Stage.AcceptedAsSource, v => v.Last<ReferralAcknowledged>() is not null),
        ("enrol", Stage.AwarenessTraining, v => v.Last<AwarenessEnrolled>() is not null),
        ("pass", Stage.Certified, v => Dossier.Newest(v, Paper.AwarenessCertificate) is not null),
        ("apply", Stage.Applied, v => Dossier.Newest(v, Paper.AdmissionApplication) is not null),
        ("start-verification", Stage.BackgroundCheck, v => v.Last<VerificationStarted>() is not null),
        ("conclude", Stage.OpinionsCollected, v => v.Last<VerificationConcluded>() is not null),
        ("cell-vote", Stage.CellResolved, v => v.Last<CellVoted>(e => e.Purpose == Purpose.Admission) is not null),
        ("committee-vote", Stage.CommitteeResolved, v => v.Last<CommitteeVoted>(e => e.Purpose == Purpose.Admission) is not null),
        ("decide", Stage.Decided, v => v.Last<DecisionIssued>(e => e.Purpose == Purpose.Admission) is not null),
        ("ceremony", Stage.Probation, v => v.Last<CeremonyHeld>() is not null),
    ];

    internal static void Judge(ActScene s)
    {
        var allowed = AllowedFrom(s.Act);
        var stage = s.GuardStage;

        // A lapsed case allows what renews it where it stands; expiry never opens a step the case had not come to.
        var standing = stage == Stage.Lapsed ? s.View.Reached : stage;
        var inStage = allowed is null || IsAllowed(allowed, stage, standing);
        var missing = Missing(s).ToList();

        // Where the case already stands far enough, a gap behind it is shown; it stops only an act that runs ahead of the case.
        var runsAhead = !inStage && missing.Count > 0 && StandsBefore(standing, s);
        foreach (var code in missing)
        {
            if (runsAhead)
            {
                s.Found.BlockLastingly("ADM-11", "step_not_recorded", null, "record_step", ("step", code));
            }
            else
            {
                s.Found.Warn("ADM-11", "step_not_recorded", unblock: "record_step", with: [("step", code)]);
            }
        }

        if (!inStage && !runsAhead)
        {
            var stops = s.View.InForce.LastOrDefault(f => f.Event is ReferralReturned or CaseSuspended or CaseMoved or CaseWithdrawn or CaseClosed or DecisionIssued or ProbationLeft or DecisionCancelled);

            // Time moves no case to another stage in which more is allowed; only a version that lets papers live longer ends a lapse.
            (string, string)[] with = [("stage", Codes.Of(stage)), ("act", CaseActs.Of(s.Act).Code)];
            if (stage == Stage.Lapsed)
            {
                s.Found.Block("ADM-11", "not_in_this_stage", stops is null ? [] : [stops.Id], UnblockFrom(stage), with: with);
            }
            else
            {
                s.Found.BlockLastingly("ADM-11", "not_in_this_stage", stops is null ? [] : [stops.Id], UnblockFrom(stage), with);
            }
        }
    }

    /// <summary>Whether a case at a stage is where an act of this kind is taken.</summary>
    internal static bool IsNext(CaseEvent act, CaseView view, Stage stage) =>
        AllowedFrom(act) is { } allowed && IsAllowed(allowed, stage, stage == Stage.Lapsed ? view.Reached : stage);

    private static bool IsAllowed(IReadOnlyList<Stage> allowed, Stage stage, Stage standing) => allowed.Contains(stage) && allowed.Contains(standing);

    /// <summary>Stages an act is taken from; null for any.</summary>
    internal static IReadOnlyList<Stage>? AllowedFrom(CaseEvent act) => act switch
    {
        ReferralSubmitted => [Stage.Draft, Stage.Returned],
        UnionResolved => [Stage.UnitReview],
        ReferralSent => [Stage.Nominated, Stage.Returned],
        ReferralReturned { By: Organisation.Tree.Union } => [Stage.UnitReview, Stage.Nominated],
        ReferralReturned =>
        [
            Stage.SentToParty, Stage.AcceptedAsSource, Stage.AwarenessTraining, Stage.Certified, Stage.Applied, Stage.BackgroundCheck,
            Stage.OpinionsCollected, Stage.Lapsed, .. Deciding,
        ],
        ReferralAcknowledged => [Stage.SentToParty],
        HelperAssigned => [.. Helped, .. Deciding, .. Awaiting, .. OnProbation],
        AwarenessEnrolled => Helped,
        AwarenessCertified or AwarenessFailed => [Stage.AwarenessTraining, .. Preparing],
        ApplicationReceived => Preparing,
        VerificationStarted => [Stage.Applied, Stage.BackgroundCheck, Stage.OpinionsCollected, Stage.Lapsed, Stage.CellRejected],
        VerificationConcluded => [Stage.BackgroundCheck, Stage.Lapsed],
        OpinionsCollected => [Stage.OpinionsCollected, Stage.Lapsed, Stage.CellRejected],
        IntroducedByMember or IntroducedByUnion or IntroducedByYouthUnion => Introducing,
        IntroducerReleased => [.. Introducing, .. Deciding],
        ConsentRecorded { Kind: ConsentKind.LateCeremony } => Awaiting,
        PaperRecorded or ConsentRecorded => [.. Unfinished, .. OnProbation],
        CellVoted { Purpose: Purpose.Admission } => [Stage.OpinionsCollected, Stage.CellRejected],
        CellVoted => OnProbation,
        CommitteeVoted { Purpose: Purpose.Admission } => Deciding,
        CommitteeVoted => OnProbation,
        DecisionIssued { Purpose: Purpose.Admission, Outcome: Outcome.Approved } => [Stage.CommitteeResolved, Stage.CommitteeEscalated],
        DecisionIssued { Purpose: Purpose.Admission } => Deciding,
        DecisionIssued => OnProbation,
        DecisionReceived or CeremonyHeld => Awaiting,
        DeadlineExtended { Rule: "ADM-28" } => Deciding,
        DeadlineExtended => OnProbation,
        NewMemberCertified or ProbationerDisciplined or ProbationLeft => OnProbation,
        CaseMoved => [.. Helped, .. Deciding, .. Awaiting, Stage.Probation, Stage.RecognitionDue],
        TransferReceived or TransferRejected => [Stage.TransferredOut],
        CaseSuspended => [.. Unfinished, .. OnProbation],
        CaseResumed => [Stage.Suspended],
        RedoOrdered => [.. Helped, .. Deciding, .. Awaiting, .. OnProbation],
        DecisionRectified => [.. Awaiting, .. OnProbation, Stage.Recognised],
        DecisionCancelled { Purpose: Purpose.Admission } => [.. Awaiting, .. OnProbation, Stage.Recognised, Stage.LeftProbation],
        DecisionCancelled { Purpose: Purpose.Recognition } => [Stage.Recognised],
        DecisionCancelled => [Stage.RemovedFromProbation],
        CaseWithdrawn => [.. Unfinished, Stage.Suspended, Stage.TransferredOut],
        CaseClosed => [.. Unfinished.Where(x => x is not (Stage.Decided or Stage.CeremonyOverdue)), Stage.Suspended, Stage.TransferredOut],
        _ => null,
    };

    private static IEnumerable<string> Missing(ActScene s)
    {
        if (PrerequisiteOf(s.Act) is not { } needed)
        {
            return [];
        }

        return Road.Where(step => step.Step.Rank() < needed && !step.Taken(s.View)).Select(step => step.Code);
    }

    /// <summary>Steps of the road below this rank come first; null for acts that stand on none.</summary>
    private static int? PrerequisiteOf(CaseEvent act) => act switch
    {
        ReferralFiled or CaseFollowedUnit or ReferralStatisticsCorrected or CaseWithdrawn or CaseClosed or CaseSuspended or CaseResumed
            or PaperRecorded or HelperAssigned or CaseMoved or TransferReceived or TransferRejected or RedoOrdered or ReferralReturned => null,
        ConsentRecorded { Kind: not ConsentKind.LateCeremony } => null,
        IntroducedByMember or IntroducedByUnion or IntroducedByYouthUnion or IntroducerReleased => Stage.BackgroundCheck.Rank(),
        OpinionsCollected => Stage.OpinionsCollected.Rank() + 1,
        CellVoted { Purpose: Purpose.Admission } => Stage.CellResolved.Rank(),
        DecisionReceived or ConsentRecorded or DecisionRectified or DecisionCancelled { Purpose: Purpose.Admission } => Stage.Decided.Rank() + 1,
        DeadlineExtended { Rule: "ADM-28" } => Stage.CellResolved.Rank() + 1,
        DeadlineExtended or NewMemberCertified or ProbationerDisciplined or ProbationLeft or DecisionCancelled => Stage.Probation.Rank() + 1,
        _ => CaseActs.Step(act)?.Rank(),
    };

    private static bool StandsBefore(Stage stage, ActScene s) =>
        stage.Rank() > 0 && AllowedFrom(s.Act)!.Select(a => a.Rank()).Where(r => r > 0).DefaultIfEmpty(0).Min() > stage.Rank();

    private static string? UnblockFrom(Stage stage) => stage switch
    {
        Stage.Suspended => "resume",
        Stage.TransferredOut => "receive_transfer",
        Stage.Returned => "resubmit",
        Stage.Lapsed => "renew_papers",
        Stage.Withdrawn or Stage.DeclinedByAuthority or Stage.Closed or Stage.RemovedFromProbation => "re_refer",
        _ => null,
    };
}
