namespace CadreWorkflow.Domain.Events;

/// <summary>A fact of the domain as it is stored: ids, dates, integers, codes and document numbers; never a person's name or free text.</summary>
public interface IDomainEvent
{
    /// <summary>When it happened, as a calendar date in Viet Nam. When it was recorded is the log's to say.</summary>
    DateOnly OccurredOn { get; }
}

/// <summary>An event with its place in the log: what deciders and projections fold over.</summary>
/// <param name="Event">The fact.</param>
/// <param name="Id">Event id; findings cite it.</param>
/// <param name="StreamId">Stream, <c>kind-id</c>.</param>
/// <param name="Version">Place in its stream, from 1.</param>
/// <param name="Position">Place in the whole log.</param>
/// <param name="RecordedAt">UTC instant of recording.</param>
/// <param name="Headers">Who, through which door, under which evaluation.</param>
/// <param name="UserName">Account id of the one who recorded it; null for the system.</param>
public sealed record Recorded<TEvent>(
    TEvent Event,
    Guid Id,
    string StreamId,
    long Version,
    long Position,
    DateTimeOffset RecordedAt,
    EventHeaders Headers,
    string? UserName)
    where TEvent : class, IDomainEvent;

/// <summary>What is said about an event beside its data.</summary>
/// <param name="Command">Name of the command that caused it.</param>
/// <param name="Via">Door it came through: <c>page</c>, <c>api</c>, <c>import</c>, <c>cli</c>, <c>system</c>.</param>
/// <param name="OnBehalfOf">Account id acted for, if another's.</param>
/// <param name="ActingUnit">Unit in whose name the act was done.</param>
/// <param name="Source">Reference of the paper or file it was taken from.</param>
/// <param name="Corrects">The event this one replaces: always the original, never another correction.</param>
/// <param name="Evaluation">The findings at the time and the versions they were made under.</param>
/// <param name="Ground">For a correction: why, and by which paper.</param>
public sealed record EventHeaders(
    string? Command = null,
    string? Via = null,
    string? OnBehalfOf = null,
    Guid? ActingUnit = null,
    string? Source = null,
    Guid? Corrects = null,
    Evaluation? Evaluation = null,
    CorrectionGround? Ground = null)
{
    /// <summary>Nothing said.</summary>
    public static EventHeaders None { get; } = new();
}

/// <summary>Why a record was corrected: the words are kept outside the log, the paper is named.</summary>
/// <param name="NoteId">Note with the reason.</param>
/// <param name="Basis">The paper that shows how it really was.</param>
public sealed record CorrectionGround(Guid? NoteId, DocumentRef? Basis);
