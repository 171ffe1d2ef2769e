using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class CaseEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("referral_filed", CaseJson.Default.ReferralFiled),
        EventType.Of("referral_statistics_corrected", CaseJson.Default.ReferralStatisticsCorrected),
        EventType.Of("referral_submitted", CaseJson.Default.ReferralSubmitted),
        EventType.Of("union_resolved", CaseJson.Default.UnionResolved),
        EventType.Of("referral_sent", CaseJson.Default.ReferralSent),
        EventType.Of("referral_returned", CaseJson.Default.ReferralReturned),
        EventType.Of("referral_acknowledged", CaseJson.Default.ReferralAcknowledged),
        EventType.Of("helper_assigned", CaseJson.Default.HelperAssigned),
        EventType.Of("awareness_enrolled", CaseJson.Default.AwarenessEnrolled),
        EventType.Of("awareness_certified", CaseJson.Default.AwarenessCertified),
        EventType.Of("awareness_failed", CaseJson.Default.AwarenessFailed),
        EventType.Of("application_received", CaseJson.Default.ApplicationReceived),
        EventType.Of("paper_recorded", CaseJson.Default.PaperRecorded),
        EventType.Of("verification_started", CaseJson.Default.VerificationStarted),
        EventType.Of("verification_concluded", CaseJson.Default.VerificationConcluded),
        EventType.Of("opinions_collected", CaseJson.Default.OpinionsCollected),
        EventType.Of("introduced_by_member", CaseJson.Default.IntroducedByMember),
        EventType.Of("introducer_released", CaseJson.Default.IntroducerReleased),
        EventType.Of("introduced_by_union", CaseJson.Default.IntroducedByUnion),
        EventType.Of("introduced_by_youth_union", CaseJson.Default.IntroducedByYouthUnion),
        EventType.Of("consent_recorded", CaseJson.Default.ConsentRecorded),
        EventType.Of("cell_voted_v2", CaseJson.Default.CellVoted),
        EventType.Of("committee_voted_v2", CaseJson.Default.CommitteeVoted),
        EventType.Of("decision_issued", CaseJson.Default.DecisionIssued),
        EventType.Of("decision_received", CaseJson.Default.DecisionReceived),
        EventType.Of("deadline_extended", CaseJson.Default.DeadlineExtended),
        EventType.Of("ceremony_held", CaseJson.Default.CeremonyHeld),
        EventType.Of("new_member_certified", CaseJson.Default.NewMemberCertified),
        EventType.Of("probationer_disciplined", CaseJson.Default.ProbationerDisciplined),
        EventType.Of("probation_left", CaseJson.Default.ProbationLeft),
        EventType.Of("case_moved", CaseJson.Default.CaseMoved),
        EventType.Of("transfer_received", CaseJson.Default.TransferReceived),
        EventType.Of("transfer_rejected", CaseJson.Default.TransferRejected),
        EventType.Of("case_followed_unit", CaseJson.Default.CaseFollowedUnit),
        EventType.Of("case_suspended", CaseJson.Default.CaseSuspended),
        EventType.Of("case_resumed", CaseJson.Default.CaseResumed),
        EventType.Of("redo_ordered", CaseJson.Default.RedoOrdered),
        EventType.Of("decision_rectified", CaseJson.Default.DecisionRectified),
        EventType.Of("decision_cancelled", CaseJson.Default.DecisionCancelled),
        EventType.Of("case_withdrawn", CaseJson.Default.CaseWithdrawn),
        EventType.Of("case_closed", CaseJson.Default.CaseClosed),
        EventType.Of("fact_struck", CaseJson.Default.FactStruck),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } =
    [
        // The first shapes did not keep the form of the ballot; it stays unsaid.
        new("cell_voted", "cell_voted_v2", static _ => { }),
        new("committee_voted", "committee_voted_v2", static _ => { }),
    ];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReferralFiled))]
[JsonSerializable(typeof(ReferralStatisticsCorrected))]
[JsonSerializable(typeof(ReferralSubmitted))]
[JsonSerializable(typeof(UnionResolved))]
[JsonSerializable(typeof(ReferralSent))]
[JsonSerializable(typeof(ReferralReturned))]
[JsonSerializable(typeof(ReferralAcknowledged))]
[JsonSerializable(typeof(HelperAssigned))]
[JsonSerializable(typeof(AwarenessEnrolled))]
[JsonSerializable(typeof(AwarenessCertified))]
[JsonSerializable(typeof(AwarenessFailed))]
[JsonSerializable(typeof(ApplicationReceived))]
[JsonSerializable(typeof(PaperRecorded))]
[JsonSerializable(typeof(VerificationStarted))]
[JsonSerializable(typeof(VerificationConcluded))]
[JsonSerializable(typeof(OpinionsCollected))]
[JsonSerializable(typeof(IntroducedByMember))]
[JsonSerializable(typeof(IntroducerReleased))]
[JsonSerializable(typeof(IntroducedByUnion))]
[JsonSerializable(typeof(IntroducedByYouthUnion))]
[JsonSerializable(typeof(ConsentRecorded))]
[JsonSerializable(typeof(CellVoted))]
[JsonSerializable(typeof(CommitteeVoted))]
[JsonSerializable(typeof(DecisionIssued))]
[JsonSerializable(typeof(DecisionReceived))]
[JsonSerializable(typeof(DeadlineExtended))]
[JsonSerializable(typeof(CeremonyHeld))]
[JsonSerializable(typeof(NewMemberCertified))]
[JsonSerializable(typeof(ProbationerDisciplined))]
[JsonSerializable(typeof(ProbationLeft))]
[JsonSerializable(typeof(CaseMoved))]
[JsonSerializable(typeof(TransferReceived))]
[JsonSerializable(typeof(TransferRejected))]
[JsonSerializable(typeof(CaseFollowedUnit))]
[JsonSerializable(typeof(CaseSuspended))]
[JsonSerializable(typeof(CaseResumed))]
[JsonSerializable(typeof(RedoOrdered))]
[JsonSerializable(typeof(DecisionRectified))]
[JsonSerializable(typeof(DecisionCancelled))]
[JsonSerializable(typeof(CaseWithdrawn))]
[JsonSerializable(typeof(CaseClosed))]
[JsonSerializable(typeof(FactStruck))]
internal sealed partial class CaseJson : JsonSerializerContext;
