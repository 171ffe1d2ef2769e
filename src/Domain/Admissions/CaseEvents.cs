using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>A dated fact of one admission case. Stored shapes: change one only by adding a version and an upcaster.</summary>
/// <param name="OccurredOn">Calendar date in Viet Nam on which the act was done.</param>
/// <param name="Reported">True for an act already done outside, recorded as a report; false for an act done through the system.</param>
/// <param name="Document">The paper that proves it.</param>
public abstract record CaseEvent(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : IDomainEvent;

// ---- Union side -------------------------------------------------------------------------------------------------

/// <summary>A union drafts a nomination (source nomination, 2.0 a). Act <c>refer</c>; <c>re-refer</c> when <see cref="PreviousCase"/> is set.</summary>
/// <param name="Reference">The filer's own file number, unique in the unit; null when none.</param>
/// <param name="ReferralNumber">1 for a first referral, 2 for the second…</param>
/// <param name="Gender">Coarse statistics as at that day, like the five that follow.</param>
public sealed record ReferralFiled(
    DateOnly OccurredOn,
    bool Reported,
    DocumentRef? Document,
    Guid CaseId,
    Guid PersonId,
    Guid UnionUnit,
    Guid PartyBody,
    Guid? PreviousCase,
    int ReferralNumber,
    string? Reference,
    Gender Gender,
    AgeBand AgeBand,
    Education Education,
    TheoryLevel TheoryLevel,
    Sector Sector,
    bool? YouthUnionMember,
    bool FormerPartyMember) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Coarse statistics were wrong: the values as they should have been at the referral. Act <c>correct-statistics</c>.</summary>
public sealed record ReferralStatisticsCorrected(
    DateOnly OccurredOn, bool Reported, DocumentRef? Document, Gender Gender, AgeBand AgeBand, Education Education, TheoryLevel TheoryLevel, Sector Sector)
    : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Submitted to the executive committee of the grassroots union. Act <c>submit</c>.</summary>
public sealed record ReferralSubmitted(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The union executive committee resolved to nominate. Act <c>resolve</c>.</summary>
public sealed record UnionResolved(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Tally? Tally) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The official letter went to the Party body. Act <c>send</c>.</summary>
public sealed record ReferralSent(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Sent back for supplement, by the union reviewer or by the Party body. Act <c>return</c>; a reason is required.</summary>
public sealed record ReferralReturned(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Tree By, ReasonCode Reason, Guid? NoteId) : CaseEvent(OccurredOn, Reported, Document);

// ---- Source, class, papers --------------------------------------------------------------------------------------

/// <summary>The Party body took the person in as a source and the cell assigned a helper. Act <c>acknowledge</c>.</summary>
public sealed record ReferralAcknowledged(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid? Helper) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>A helper or introducer was assigned in place of one who left (ADM-09). Act <c>assign-helper</c>.</summary>
public sealed record HelperAssigned(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid Helper, Guid? Replaces) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Called up to the awareness class. Act <c>enrol</c>.</summary>
public sealed record AwarenessEnrolled(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid? ClassId) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Certificate of the awareness class; its document date starts the 60 months (ADM-13, ADM-34). Act <c>pass</c>.</summary>
public sealed record AwarenessCertified(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid? ClassId) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The class was not passed. Act <c>fail</c>.</summary>
public sealed record AwarenessFailed(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid? ClassId) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The application for admission was handed in; its document date counts (ADM-12, ADM-14). Act <c>apply</c>.</summary>
public sealed record ApplicationReceived(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>A paper of the dossier exists: has, number, date, issuer. Act <c>record-paper</c>.</summary>
public sealed record PaperRecorded(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Paper Paper) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Background verification was sent out. Act <c>start-verification</c>.</summary>
/// <param name="Sealed">The statement was sealed before sending (ADM-17).</param>
public sealed record VerificationStarted(DateOnly OccurredOn, bool Reported, DocumentRef? Document, bool Sealed) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Background verification came to a conclusion. Act <c>conclude</c>.</summary>
/// <param name="ScopeComplete">Everyone ADM-15 names was covered, in the field or by ADM-16.</param>
/// <param name="CertifiedAfterwards">Committee certification came after the verification (ADM-17).</param>
public sealed record VerificationConcluded(DateOnly OccurredOn, bool Reported, DocumentRef? Document, bool Ok, bool ScopeComplete, bool CertifiedAfterwards) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The summary of opinions is made. Act <c>collect-opinions</c>.</summary>
/// <param name="MassOrganisations">Opinions of the mass organisations are in (ADM-18).</param>
/// <param name="ResidenceCell">The opinion of the residence cell is in (ADM-18).</param>
public sealed record OpinionsCollected(DateOnly OccurredOn, bool Reported, DocumentRef? Document, bool MassOrganisations, bool ResidenceCell) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>An official member introduces the applicant. Act <c>introduce-member</c>.</summary>
/// <param name="OfficialSince">Day the introducer became official (ADM-07, ADM-08).</param>
/// <param name="TogetherSince">Day since which introducer and applicant work, study or live in one unit (ADM-07).</param>
/// <param name="SameResidenceOnly">The tie is residence alone, which the version of 2016 does not know (ADM-07).</param>
/// <param name="SameGrassrootsOrganisation">Both are in the scope of one grassroots Party organisation.</param>
/// <param name="Replaces">The introducer replaced: the 12 months are waived (ADM-09).</param>
/// <param name="Spouse">The introducer is the applicant's spouse: no text forbids it, so it is only shown.</param>
public sealed record IntroducedByMember(
    DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid Introducer, DateOnly OfficialSince, DateOnly TogetherSince,
    bool SameResidenceOnly, bool SameGrassrootsOrganisation, Guid? Replaces, bool Spouse) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>An introducer left, was disciplined or cannot go on (ADM-09). Act <c>release-introducer</c>.</summary>
public sealed record IntroducerReleased(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid Introducer, ReasonCode Reason) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Formal introduction by the union (2.0 b): replaces one introducing member where no Youth Union exists. Act <c>introduce</c>.</summary>
public sealed record IntroducedByUnion(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>Formal introduction by the Youth Union. Act <c>introduce-youth</c>.</summary>
public sealed record IntroducedByYouthUnion(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>A higher body gave a written consent. Act <c>record-consent</c>; for the late ceremony <c>consent-given</c>.</summary>
public sealed record ConsentRecorded(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ConsentKind Kind) : CaseEvent(OccurredOn, Reported, Document);

// ---- Votes, decision, ceremony ----------------------------------------------------------------------------------

/// <summary>The cell voted. Act <c>cell-vote</c>. The resolution's date is the day of the vote; tallies only, never who voted how.</summary>
/// <param name="Ballot">Form the meeting chose (ADM-19); null when not said.</param>
public sealed record CellVoted(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Purpose Purpose, Tally Tally, BallotForm? Ballot = null)
    : CaseEvent(OccurredOn, Reported, Document);

/// <summary>A body above the cell voted. Act <c>committee-vote</c>.</summary>
/// <param name="Delegated">The body was delegated to decide, so a vote below its threshold goes up (ADM-24).</param>
/// <param name="Ballot">Form the meeting chose; null when not said.</param>
public sealed record CommitteeVoted(
    DateOnly OccurredOn, bool Reported, DocumentRef? Document, Purpose Purpose, VotingBody Body, bool Delegated, Tally Tally, BallotForm? Ballot = null)
    : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The competent body decided; <see cref="CaseEvent.OccurredOn"/> is the date of issue. Act <c>decide</c>.</summary>
/// <param name="EffectiveOn">For recognition: the exact twelve-month date (ADM-32). For admission: the date the decision names, if it names one (ADM-42).</param>
/// <param name="Reason">Why admission was declined or the name struck off (ADM-43); null when not said.</param>
public sealed record DecisionIssued(
    DateOnly OccurredOn, bool Reported, DocumentRef? Document, Purpose Purpose, Outcome Outcome, VotingBody Body, DateOnly? EffectiveOn, Guid? NoteId, ReasonCode? Reason = null)
    : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The cell received the decision (clock start of ADM-30 until 2026). Act <c>receive-decision</c>.</summary>
public sealed record DecisionReceived(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>A clock was extended by working days (ADM-29). Act <c>extend</c>.</summary>
public sealed record DeadlineExtended(DateOnly OccurredOn, bool Reported, DocumentRef? Document, string Rule, int WorkingDays) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The admission ceremony: probation starts this day (ADM-31). Act <c>ceremony</c>.</summary>
public sealed record CeremonyHeld(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

// ---- Probation --------------------------------------------------------------------------------------------------

/// <summary>Certificate of the new-member class (ADM-37). Act <c>certify-new-member</c>.</summary>
public sealed record NewMemberCertified(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid? ClassId) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The probationary member was disciplined; still considered on expiry (ADM-40). Act <c>discipline</c>.</summary>
public sealed record ProbationerDisciplined(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ProbationDiscipline Kind) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The person died or left in probation: the case closes without counting as removed. Act <c>leave</c>.</summary>
public sealed record ProbationLeft(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ReasonCode Reason) : CaseEvent(OccurredOn, Reported, Document);

// ---- Moves, stops, ends -----------------------------------------------------------------------------------------

/// <summary>The case moved to another union unit, another Party body, or both (ADM-48, ADM-49). Act <c>move</c>.</summary>
public sealed record CaseMoved(DateOnly OccurredOn, bool Reported, DocumentRef? Document, TransferPoint Point, Guid? ToUnionUnit, Guid? ToPartyBody) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The receiving body took the case over. Act <c>receive-transfer</c>.</summary>
public sealed record TransferReceived(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The receiving body sent the case back to where it came from. Act <c>reject-transfer</c>.</summary>
public sealed record TransferRejected(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ReasonCode Reason) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The case follows its unit into a successor after a merger or split; no transfer of the person. Act <c>follow-unit</c>, by the system.</summary>
public sealed record CaseFollowedUnit(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Guid? UnionUnit, Guid? PartyBody, Guid StructuralChange) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The case is stopped for discipline, verification or a complaint. Act <c>suspend</c>.</summary>
public sealed record CaseSuspended(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ReasonCode Reason, Guid? NoteId) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The case goes on from where it stopped. Act <c>resume</c>.</summary>
public sealed record CaseResumed(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>An upper body ordered the procedure redone from a named stage (ADM-50). Act <c>order-redo</c>.</summary>
public sealed record RedoOrdered(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Stage FromStage) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>A defect was made good and the decision stands (ADM-50). Act <c>rectify</c>.</summary>
public sealed record DecisionRectified(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>An upper body cancelled the decision for wrong procedure (ADM-50). Act <c>cancel</c>.</summary>
public sealed record DecisionCancelled(DateOnly OccurredOn, bool Reported, DocumentRef? Document, Purpose Purpose) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The applicant withdrew in writing; a verified personal history stays with the Party organisation (ADM-51). Act <c>withdraw</c>.</summary>
public sealed record CaseWithdrawn(DateOnly OccurredOn, bool Reported, DocumentRef? Document) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>The case is closed, by hand or because a re-referral superseded it. Act <c>close</c>.</summary>
public sealed record CaseClosed(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ReasonCode Reason, Guid? SupersededBy) : CaseEvent(OccurredOn, Reported, Document);

/// <summary>An act entered wrongly never happened. Its header names the original event. Act <c>strike-fact</c>.</summary>
public sealed record FactStruck(DateOnly OccurredOn, bool Reported, DocumentRef? Document, ReasonCode Reason, Guid? NoteId) : CaseEvent(OccurredOn, Reported, Document);
