using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A person's attributes in a request.</summary>
/// <param name="FullName">1 to 200 characters.</param>
public sealed record PersonBody(
    string FullName,
    DateOnly? BirthDate = null,
    Gender Gender = Gender.Unknown,
    Education Education = Education.Unknown,
    TheoryLevel TheoryLevel = TheoryLevel.Unknown,
    bool? YouthUnionMember = null);

/// <summary>A referral to file. Give <paramref name="PersonId"/> or <paramref name="Person"/>.</summary>
/// <param name="UnionUnit">Id or code of the grassroots union; a re-referral keeps the former one when absent.</param>
/// <param name="PartyBody">Id or code; the body that serves the union unit when absent.</param>
/// <param name="Report">True when it was done outside before.</param>
/// <param name="Reference">The filer's own file number.</param>
public sealed record ReferralBody(
    DateOnly OccurredOn,
    string? UnionUnit = null,
    Guid? PersonId = null,
    PersonBody? Person = null,
    string? PartyBody = null,
    Guid? PreviousCaseId = null,
    bool Report = false,
    DocumentRef? Document = null,
    string? Reference = null,
    bool? YouthUnionMember = null,
    bool FormerPartyMember = false);

/// <summary>What every act has; each kind has fields of its own beside these.</summary>
/// <param name="Report">True for an act already done outside, with its document; false for an act done now, through the system.</param>
/// <param name="Corrects">Event this one replaces.</param>
/// <param name="Note">Free words, kept outside the log.</param>
/// <param name="Correction">With <paramref name="Corrects"/>: why, and by which paper. A strike says so in its own fields.</param>
/// <param name="Override">A version of the rules to judge it by, in place of the one its date chooses.</param>
public sealed record ActBody(
    DateOnly OccurredOn, bool Report = false, DocumentRef? Document = null, Guid? Corrects = null, string? Note = null, CorrectionBody? Correction = null, OverrideBody? Override = null);

/// <summary>A version of the rules applied to one act by decision, and why.</summary>
/// <param name="Version">Version id, such as <c>294-qd-tw-2025</c>.</param>
/// <param name="Reason">Free words, kept outside the log.</param>
public sealed record OverrideBody(string? Version, string? Reason);

/// <summary>Why a record was corrected, and the paper that shows how it really was.</summary>
public sealed record CorrectionBody(string? Reason, DocumentRef? Basis);

/// <summary>Answer of an accepted command.</summary>
/// <param name="Nothing">True when the same had been said before.</param>
/// <param name="Position">Log position; also the header <c>X-Log-Position</c>.</param>
/// <param name="Vote">For a vote: its arithmetic.</param>
public sealed record AcceptedBody(
    Guid? Id, Guid? CaseId, Guid? PersonId, long Version, long Position, bool Nothing, IReadOnlyList<FindingBody> Findings, VoteBody? Vote = null);

/// <summary>A case as it stands.</summary>
/// <param name="Version">Also the <c>ETag</c>.</param>
/// <param name="Stage">Stage today.</param>
/// <param name="Outcome">Outcome today (ST-07).</param>
public sealed record CaseBody(
    Guid Id,
    long Version,
    string Stage,
    string StageText,
    string Outcome,
    Guid PersonId,
    string? PersonName,
    Guid UnionUnit,
    string? UnionUnitName,
    Guid PartyBody,
    string? PartyBodyName,
    Guid? PreviousCaseId,
    int ReferralNumber,
    string? Reference,
    DateOnly FiledOn,
    DateOnly? SentOn,
    IReadOnlyList<CaseDeadlineBody> Deadlines);

/// <summary>A clock of a case.</summary>
public sealed record CaseDeadlineBody(
    string Rule, DateOnly Start, DateOnly Due, DateOnly? MetOn, bool Open, bool Late, Guid ActingUnit, string Calendar, string PolicyVersion, bool Provisional, bool Confirmed,
    int ExtensionWorkingDays = 0, DateOnly? StandsSince = null);

/// <summary>Whether an act could be done on the day asked about, and what speaks for or against it.</summary>
/// <param name="Earliest">The first day on which time alone allows it; null when it is allowed, or waits for something else.</param>
public sealed record ActionBody(string Code, bool Allowed, IReadOnlyList<FindingBody> Findings, DateOnly? Earliest);

/// <summary>One entry with everything it ever said, in order of recording.</summary>
/// <param name="Original">The first record: what corrections point at.</param>
/// <param name="Again">The verdict under what is now known of the person; null where it is the stored one.</param>
public sealed record EntryBody(Guid Original, IReadOnlyList<TimelineItemBody> Versions, AgainBody? Again);

/// <summary>Two verdicts: the stored one, never changed, and the one with the person's present attributes.</summary>
/// <param name="Gone">Findings of then that would not be made now.</param>
/// <param name="Came">Findings of now that were not made then.</param>
public sealed record AgainBody(int ThenRevision, int NowRevision, IReadOnlyList<FindingBody> Gone, IReadOnlyList<FindingBody> Came);

/// <summary>Entries of a history.</summary>
public sealed record TimelineBody(DateOnly? AsOf, DateTimeOffset? AsKnownOn, IReadOnlyList<TimelineItemBody> Items);

/// <summary>One recorded event.</summary>
/// <param name="Actor">Sign-in name of who recorded it; null for the system.</param>
/// <param name="Corrects">The event it replaces.</param>
/// <param name="Superseded">True when a later record replaced or struck it, as known at the asked time.</param>
/// <param name="Data">The fact as stored.</param>
/// <param name="Correction">Of a correction: why, and by which paper.</param>
/// <param name="Override">The version it was judged by, where its date did not choose, and why.</param>
public sealed record TimelineItemBody(
    Guid EventId,
    string Type,
    DateOnly OccurredOn,
    DateTimeOffset RecordedAt,
    string? Actor,
    IReadOnlyList<FindingBody> Findings,
    Guid? Corrects,
    bool Superseded,
    bool Reported,
    string StreamId,
    long Position,
    string? Note,
    System.Text.Json.JsonElement Data,
    CorrectionBody? Correction = null,
    OverrideBody? Override = null);
