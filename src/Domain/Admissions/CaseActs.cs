using System.Collections.Frozen;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>Who does an act: the rights of a desk are per side.</summary>
public enum ActSide { Union, Party, Applicant, System }

/// <summary>One kind of act on a case: the trigger of a transition (domain reference 2.5) and the event it records.</summary>
/// <param name="Code">kebab-case, as typed in addresses and import files.</param>
/// <param name="EventType">The event it records.</param>
/// <param name="Side">Who does it. Both sides can return a case; the event says which one did.</param>
/// <param name="NeedsDocument">A report of it must name its paper: number, date and issuer.</param>
/// <param name="Listed">Shown among the actions of a case; false for corrections and for what only the system does.</param>
public sealed record CaseAct(string Code, Type EventType, ActSide Side, bool NeedsDocument, bool Listed = true);

/// <summary>The table of acts.</summary>
public static class CaseActs
{
    /// <summary>Every act, in the order of the road.</summary>
    public static IReadOnlyList<CaseAct> All { get; } =
    [
        Act<ReferralFiled>("refer", ActSide.Union, listed: false),
        Act<ReferralFiled>("re-refer", ActSide.Union),
        Act<ReferralStatisticsCorrected>("correct-statistics", ActSide.Union, listed: false),
        Act<ReferralSubmitted>("submit", ActSide.Union),
        Act<UnionResolved>("resolve", ActSide.Union, needsDocument: true),
        Act<ReferralSent>("send", ActSide.Union, needsDocument: true),
        Act<ReferralReturned>("return", ActSide.Party),
        Act<ReferralAcknowledged>("acknowledge", ActSide.Party),
        Act<HelperAssigned>("assign-helper", ActSide.Party),
        Act<AwarenessEnrolled>("enrol", ActSide.Party),
        Act<AwarenessCertified>("pass", ActSide.Party, needsDocument: true),
        Act<AwarenessFailed>("fail", ActSide.Party),
        Act<ApplicationReceived>("apply", ActSide.Party),
        Act<PaperRecorded>("record-paper", ActSide.Party, needsDocument: true),
        Act<VerificationStarted>("start-verification", ActSide.Party),
        Act<VerificationConcluded>("conclude", ActSide.Party),
        Act<OpinionsCollected>("collect-opinions", ActSide.Party),
        Act<IntroducedByMember>("introduce-member", ActSide.Party),
        Act<IntroducerReleased>("release-introducer", ActSide.Party),
        Act<IntroducedByUnion>("introduce", ActSide.Union, needsDocument: true),
        Act<IntroducedByYouthUnion>("introduce-youth", ActSide.Party, needsDocument: true),
        Act<ConsentRecorded>("record-consent", ActSide.Party, needsDocument: true),
        Act<ConsentRecorded>("consent-given", ActSide.Party, needsDocument: true),
        Act<CellVoted>("cell-vote", ActSide.Party, needsDocument: true),
        Act<CommitteeVoted>("committee-vote", ActSide.Party, needsDocument: true),
        Act<DecisionIssued>("decide", ActSide.Party, needsDocument: true),
        Act<DecisionReceived>("receive-decision", ActSide.Party),
        Act<DeadlineExtended>("extend", ActSide.Party, needsDocument: true),
        Act<CeremonyHeld>("ceremony", ActSide.Party),
        Act<NewMemberCertified>("certify-new-member", ActSide.Party, needsDocument: true),
        Act<ProbationerDisciplined>("discipline", ActSide.Party, needsDocument: true),
        Act<ProbationLeft>("leave", ActSide.Party),
        Act<CaseMoved>("move", ActSide.Party, needsDocument: true),
        Act<TransferReceived>("receive-transfer", ActSide.Party),
        Act<TransferRejected>("reject-transfer", ActSide.Party),
        Act<CaseFollowedUnit>("follow-unit", ActSide.System, listed: false),
        Act<CaseSuspended>("suspend", ActSide.Party),
        Act<CaseResumed>("resume", ActSide.Party),
        Act<RedoOrdered>("order-redo", ActSide.Party, needsDocument: true),
        Act<DecisionRectified>("rectify", ActSide.Party, needsDocument: true),
        Act<DecisionCancelled>("cancel", ActSide.Party, needsDocument: true),
        Act<CaseWithdrawn>("withdraw", ActSide.Applicant),
        Act<CaseClosed>("close", ActSide.Union),
        Act<FactStruck>("strike-fact", ActSide.Union, listed: false),
    ];

    private static readonly FrozenDictionary<string, CaseAct> ByCode = All.ToFrozenDictionary(a => a.Code, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, CaseAct> ByType =
        All.Where(a => a.Code is not ("re-refer" or "consent-given")).ToFrozenDictionary(a => a.EventType);

    /// <summary>The act of a code; null when there is none.</summary>
    public static CaseAct? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The act an event is of.</summary>
    public static CaseAct Of(CaseEvent @event) => @event switch
    {
        ReferralFiled { PreviousCase: not null } => ByCode["re-refer"],
        ConsentRecorded { Kind: ConsentKind.LateCeremony } => ByCode["consent-given"],
        _ => ByType[@event.GetType()],
    };

    /// <summary>The step of the road an act takes a case to when it succeeds; null for acts beside the road.</summary>
    internal static Stage? Step(CaseEvent @event) => @event switch
    {
        ReferralFiled => Stage.Draft,
        ReferralSubmitted => Stage.UnitReview,
        UnionResolved => Stage.Nominated,
        ReferralSent => Stage.SentToParty,
        ReferralAcknowledged => Stage.AcceptedAsSource,
        AwarenessEnrolled or AwarenessFailed => Stage.AwarenessTraining,
        AwarenessCertified => Stage.Certified,
        ApplicationReceived => Stage.Applied,
        VerificationStarted => Stage.BackgroundCheck,
        VerificationConcluded => Stage.OpinionsCollected,
        OpinionsCollected => Stage.OpinionsCollected,
        CellVoted { Purpose: Purpose.Admission } => Stage.CellResolved,
        CommitteeVoted { Purpose: Purpose.Admission } => Stage.CommitteeResolved,
        DecisionIssued { Purpose: Purpose.Admission } or DecisionReceived => Stage.Decided,
        CeremonyHeld => Stage.Probation,
        CellVoted or CommitteeVoted => Stage.RecognitionDue,
        DecisionIssued => Stage.Recognised,
        _ => null,
    };

    /// <summary>What tells apart two acts of one kind proved by one paper on one day.</summary>
    internal static object? Discriminator(CaseEvent @event) => @event switch
    {
        PaperRecorded e => e.Paper,
        IntroducedByMember e => e.Introducer,
        IntroducerReleased e => e.Introducer,
        HelperAssigned e => e.Helper,
        ConsentRecorded e => e.Kind,
        CellVoted e => e.Purpose,
        CommitteeVoted e => (e.Purpose, e.Body),
        DecisionIssued e => e.Purpose,
        DecisionCancelled e => e.Purpose,
        DeadlineExtended e => e.Rule,
        ReferralReturned e => e.By,
        CaseFollowedUnit e => e.StructuralChange,
        ReferralStatisticsCorrected e => (e.Gender, e.AgeBand, e.Education, e.TheoryLevel, e.Sector),
        _ => null,
    };

    private static CaseAct Act<TEvent>(string code, ActSide side, bool needsDocument = false, bool listed = true)
        where TEvent : CaseEvent => new(code, typeof(TEvent), side, needsDocument, listed);
}
