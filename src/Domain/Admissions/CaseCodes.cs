using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>Where a case stands on a day: computed from its facts, never stored as such (domain reference 2.2).</summary>
[JsonConverter(typeof(CodeConverter<Stage>))]
public enum Stage
{
    Draft, UnitReview, Nominated, SentToParty, AcceptedAsSource, AwarenessTraining, Certified, Applied, BackgroundCheck,
    OpinionsCollected, CellResolved, CellRejected, CommitteeResolved, CommitteeEscalated, Decided,
    DeclinedByAuthority, CeremonyOverdue, Probation, RecognitionDue, RecognitionEscalated, Recognised, RemovedFromProbation,
    Returned, Withdrawn, Lapsed, TransferredOut, Suspended, Cancelled, RedoOrdered, LeftProbation, Closed,
}

/// <summary>What a vote or decision is about.</summary>
[JsonConverter(typeof(CodeConverter<Purpose>))]
public enum Purpose { Admission, Recognition, StrikeOff }

/// <summary>Who votes above the cell, which sets the base and threshold (ADM-23…26).</summary>
[JsonConverter(typeof(CodeConverter<VotingBody>))]
public enum VotingBody { Cell, SectionalCommittee, GrassrootsCommittee, GrassrootsStandingCommittee, UpperStandingCommittee }

/// <summary>How a meeting votes, as it chose itself (ADM-19).</summary>
[JsonConverter(typeof(CodeConverter<BallotForm>))]
public enum BallotForm { SecretBallot, RaisedCard }

/// <summary>Result of a decision of the competent body.</summary>
[JsonConverter(typeof(CodeConverter<Outcome>))]
public enum Outcome { Approved, Declined }

/// <summary>Papers of the dossier, by our own code; the official form number is dated data (2.3).</summary>
[JsonConverter(typeof(CodeConverter<Paper>))]
public enum Paper
{
    AwarenessCertificate, AdmissionApplication, PersonalHistory, MemberIntroduction, YouthUnionIntroduction, UnionIntroduction,
    OpinionSummary, CellResolution, SectionalReport, CommitteeResolution, AdmissionDecision, NewMemberCertificate,
    ProbationSelfReview, HelperComment, RecognitionOpinionSummary, RecognitionCellResolution, RecognitionCommitteeResolution, RecognitionDecision,
}

/// <summary>Which consent of a higher body was given.</summary>
[JsonConverter(typeof(CodeConverter<ConsentKind>))]
public enum ConsentKind
{
    /// <summary>Admission of a person over 60 (ADM-02).</summary>
    OverAge,

    /// <summary>Education exception in specially difficult areas (ADM-04).</summary>
    Education,

    /// <summary>Re-admission (ADM-44).</summary>
    Readmission,

    /// <summary>Population-policy case (ADM-46).</summary>
    PopulationPolicy,

    /// <summary>Ceremony after its deadline (ADM-30).</summary>
    LateCeremony,
}

/// <summary>At which point a case moved, which chooses the transfer letter (ADM-48, ADM-49).</summary>
[JsonConverter(typeof(CodeConverter<TransferPoint>))]
public enum TransferPoint { WhileHelped, AfterCellResolution, AfterCommitteeResolution, AfterDecision, Probation }

/// <summary>Discipline a probationary member can get (ADM-40).</summary>
[JsonConverter(typeof(CodeConverter<ProbationDiscipline>))]
public enum ProbationDiscipline { Reprimand, Warning }

/// <summary>Why a case was returned, suspended or ended; free words go to a note outside the log.</summary>
[JsonConverter(typeof(CodeConverter<ReasonCode>))]
public enum ReasonCode
{
    Other, MissingPapers, WrongForm, NotYetMature, StandardNotMet, QuotaReached, ApplicantWish, Discipline, Verification, Complaint,
    Left, Died, WrongProcedure, DroppedActivity, UnworthyOfMembership,
}
