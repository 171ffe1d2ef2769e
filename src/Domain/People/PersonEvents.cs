using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.People;

/// <summary>Gender as reported; unknown is a value, never dropped.</summary>
[JsonConverter(typeof(CodeConverter<Gender>))]
public enum Gender { Unknown, Male, Female }

/// <summary>Age by completed years on the day of the referral (ST bands of 6.3).</summary>
[JsonConverter(typeof(CodeConverter<AgeBand>))]
public enum AgeBand { Unknown, Under18, From18To30, From31To35, From36To40, From41To45, From46To50, From51To55, From56To60, Over60 }

/// <summary>Highest general education.</summary>
[JsonConverter(typeof(CodeConverter<Education>))]
public enum Education { Unknown, BelowPrimary, Primary, LowerSecondary, LowerSecondaryProgramme, UpperSecondary, Intermediate, College, Bachelor, Master, Doctorate }

/// <summary>Highest political theory level.</summary>
[JsonConverter(typeof(CodeConverter<TheoryLevel>))]
public enum TheoryLevel { Unknown, None, Elementary, Intermediate, Advanced, Bachelor }

/// <summary>How a person left the Party (ADM-44…47). <see cref="Unknown"/>: left, and nothing on record says in which way.</summary>
[JsonConverter(typeof(CodeConverter<PartyExit>))]
public enum PartyExit { StruckOff, PermittedExit, PermittedExitFamilyHardship, DroppedOut, Expelled, ConvictedCorruption, SeriousCrime, LessSeriousCrime, SeriousDisunity, PopulationPolicy, Unknown }

/// <summary>Facts of a person's own stream. Identity (name, birth date) lives in its own schema; here are ids and codes only.</summary>
public abstract record PersonEvent(DateOnly OccurredOn) : IDomainEvent;

/// <summary>A pseudonymous person exists.</summary>
public sealed record PersonRegistered(DateOnly OccurredOn, Guid PersonId) : PersonEvent(OccurredOn);

/// <summary>The person's attributes got a new numbered revision in the identity schema.</summary>
public sealed record PersonRevised(DateOnly OccurredOn, int Revision) : PersonEvent(OccurredOn);

/// <summary>An admission case is open: a second one is refused while it is.</summary>
public sealed record CaseOpened(DateOnly OccurredOn, Guid CaseId) : PersonEvent(OccurredOn);

/// <summary>The open case ended.</summary>
public sealed record CaseEnded(DateOnly OccurredOn, Guid CaseId, CaseEnding Ending) : PersonEvent(OccurredOn);

/// <summary>The person left the Party before; re-admission has rules of its own (ADM-44…47).</summary>
/// <param name="ExpungedOn">For a less serious crime: when the record was expunged (ADM-45).</param>
/// <param name="CaseId">The case whose decision ended the membership; null for an exit stated by itself.</param>
public sealed record PartyExitRecorded(DateOnly OccurredOn, PartyExit Kind, DateOnly? ExpungedOn, Guid? CaseId = null) : PersonEvent(OccurredOn);

/// <summary>What a case said of leaving the Party no longer stands: its decision was struck, corrected or cancelled, so nobody waits after it (ADM-44).</summary>
/// <param name="OccurredOn">Day of the act that undid it.</param>
/// <param name="Kind">Kind of the exit retracted.</param>
/// <param name="ExitOn">Day of the exit retracted.</param>
public sealed record PartyExitRetracted(DateOnly OccurredOn, PartyExit Kind, DateOnly ExitOn, Guid CaseId) : PersonEvent(OccurredOn);

/// <summary>An exit stated by itself was stated wrongly and never counted: its header names the record. What really happened is stated anew.</summary>
/// <param name="NoteId">Note with the reason.</param>
public sealed record PartyExitStruck(DateOnly OccurredOn, Guid NoteId) : PersonEvent(OccurredOn);

/// <summary>The person was admitted again once; a second re-admission is refused (ADM-44).</summary>
public sealed record ReadmissionRecorded(DateOnly OccurredOn, Guid CaseId) : PersonEvent(OccurredOn);

/// <summary>The admission that was a re-admission was struck or cancelled: the one re-admission is unused again (ADM-44).</summary>
public sealed record ReadmissionRetracted(DateOnly OccurredOn, Guid CaseId) : PersonEvent(OccurredOn);

/// <summary>How a case ended.</summary>
[JsonConverter(typeof(CodeConverter<CaseEnding>))]
public enum CaseEnding { Withdrawn, Declined, Recognised, Removed, Cancelled, LeftProbation, SupersededBy, Closed }
