namespace CadreWorkflow.EventStore;

/// <summary>The event log: atomic appends over several streams, reads by stream and by position.</summary>
/// <remarks>It moves text. What an event means is the caller's business; what order events have, and that none is lost, is ours.</remarks>
public interface IEventLog
{
    /// <summary>Appends all streams of the request or none, after checking expected versions, read guards and the command id.</summary>
    /// <exception cref="EventRejectedException">The request can never be stored: invalid JSON, <c>\u0000</c>, or over a size limit.</exception>
    /// <exception cref="AppendOutcomeUnknownException">The connection was lost and the outcome could not be resolved by command id.</exception>
    Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default);

    /// <summary>Records the result of a command that decided nothing, so that a repeat gets the same answer.</summary>
    Task<AppendOutcome> StoreResultAsync(Guid commandId, string requestHash, string result, CancellationToken cancellationToken = default);

    /// <summary>The stored result of a command, or null when the command id has never been accepted.</summary>
    Task<StoredResult?> FindCommandAsync(Guid commandId, CancellationToken cancellationToken = default);

    /// <summary>All events of a stream in version order after <paramref name="afterVersion"/>; an unknown stream is empty at version 0.</summary>
    Task<StreamSlice> ReadStreamAsync(string streamId, long afterVersion = 0, CancellationToken cancellationToken = default);

    /// <summary>Several streams in one round trip, in the order asked.</summary>
    Task<IReadOnlyList<StreamSlice>> ReadStreamsAsync(IReadOnlyList<string> streamIds, CancellationToken cancellationToken = default);

    /// <summary>Events in position order after <paramref name="afterPosition"/>; positions are not dense.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken = default);

    /// <summary>The position of the last event recorded at or before <paramref name="instant"/>, or of the last event of all when null; 0 for an empty log.</summary>
    Task<long> PositionAtAsync(DateTimeOffset? instant, CancellationToken cancellationToken = default);
}

/// <summary>An event about to be stored.</summary>
/// <param name="Id">UUIDv5(command id, index).</param>
/// <param name="Type">Our stored snake_case name with version, such as <c>referral_filed</c> or <c>referral_filed_v2</c>.</param>
/// <param name="Data">JSON object text.</param>
/// <param name="Headers">JSON object text, or null.</param>
public sealed record NewEvent(Guid Id, string Type, string Data, string? Headers);

/// <summary>What one append adds to one stream.</summary>
/// <param name="StreamId"><c>kind-id</c>.</param>
/// <param name="StreamType">The kind, stored beside the stream.</param>
/// <param name="ExpectedVersion">The version the decision was made on; 0 for a stream that must not exist.</param>
/// <param name="Events">At least one.</param>
public sealed record StreamAppend(string StreamId, string StreamType, long ExpectedVersion, IReadOnlyList<NewEvent> Events);

/// <summary>A stream whose facts could block the decision: it must still be at this version, and gets no events.</summary>
public sealed record ReadGuard(string StreamId, long ExpectedVersion);

/// <summary>One atomic append.</summary>
/// <param name="CommandId">Makes the append repeatable: a second one with the same id and hash returns the stored result.</param>
/// <param name="RequestHash">HMAC of the command's content; another hash under the same id is refused.</param>
/// <param name="Result">JSON kept as the command's answer (ids only, never names).</param>
/// <param name="Alongside">
/// A JSON object of rows outside the log that the events rely on: <see cref="EventLogOptions.AlongsideFunction"/> stores them in the same transaction.
/// They may be stored without the events when the append is refused, never the other way round.
/// </param>
public sealed record AppendRequest(
    Guid CommandId,
    string RequestHash,
    IReadOnlyList<StreamAppend> Streams,
    IReadOnlyList<ReadGuard> Guards,
    string? CorrelationId,
    string? CausationId,
    string? UserName,
    string? Result,
    string? Alongside = null);

/// <summary>What became of an append.</summary>
public abstract record AppendOutcome
{
    private AppendOutcome()
    {
    }

    /// <summary>Stored.</summary>
    /// <param name="Position">The last position of the append; the log's head when nothing was appended.</param>
    /// <param name="RecordedAt">UTC instant of recording.</param>
    /// <param name="Positions">Positions of the request's events in its order; null when the outcome was resolved by the command id.</param>
    public sealed record Appended(long Position, DateTimeOffset RecordedAt, IReadOnlyList<long>? Positions = null) : AppendOutcome;

    /// <summary>This command id was stored before with the same hash.</summary>
    public sealed record AlreadyDone(StoredResult Stored) : AppendOutcome;

    /// <summary>A stream or guard has moved on; nothing was stored.</summary>
    public sealed record VersionConflict(string StreamId, long Expected, long Actual) : AppendOutcome;

    /// <summary>This command id was stored before with other content; nothing was stored.</summary>
    public sealed record CommandIdReused(Guid CommandId) : AppendOutcome;
}

/// <summary>The kept answer of a command.</summary>
public sealed record StoredResult(Guid CommandId, string RequestHash, string? Result, long Position);

/// <summary>The events of a stream, with the version reached.</summary>
public sealed record StreamSlice(string StreamId, long Version, IReadOnlyList<RecordedEvent> Events);

/// <summary>An event as stored.</summary>
/// <param name="Position">Place in the log (<c>seq_id</c>).</param>
/// <param name="RecordedAt">UTC instant of recording; never earlier than that of a lower position.</param>
public sealed record RecordedEvent(
    long Position,
    Guid Id,
    string StreamId,
    long Version,
    string Type,
    string Data,
    string? Headers,
    DateTimeOffset RecordedAt,
    string? CorrelationId,
    string? CausationId,
    string? UserName);

/// <summary>A request that can never be stored, with the reason.</summary>
public sealed class EventRejectedException(string code, string message) : Exception(message)
{
    /// <summary>Stable code: <c>invalid_json</c>, <c>nul_character</c>, <c>too_large</c>, <c>too_many</c>.</summary>
    public string Code { get; } = code;
}

/// <summary>The connection was lost in an append and the command id could not be looked up either.</summary>
public sealed class AppendOutcomeUnknownException(Guid commandId, Exception inner)
    : Exception($"The outcome of command {commandId} is unknown.", inner)
{
    /// <summary>Look this id up, or send the same command again.</summary>
    public Guid CommandId { get; } = commandId;
}
