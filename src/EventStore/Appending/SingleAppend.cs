using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.EventStore.Appending;

/// <summary>
/// The prepared command for an append of one event to one stream that goes alone. It stores it, or stores nothing and leaves saying why to the
/// batch's command.
/// </summary>
internal sealed class SingleAppend : IAsyncDisposable
{
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlParameter<Guid> _commandId = new();
    private readonly NpgsqlParameter<string?>[] _texts = [Text(), Text(), Text(), Text(), Text()];
    private readonly NpgsqlParameter<string?> _stream = Text();
    private readonly NpgsqlParameter<string?> _streamType = Text();
    private readonly NpgsqlParameter<long> _expected = new();
    private readonly NpgsqlParameter<string[]> _guards = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    private readonly NpgsqlParameter<long[]> _guardVersions = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    private readonly NpgsqlParameter<Guid> _eventId = new();
    private readonly NpgsqlParameter<string?> _eventType = Text();
    private readonly NpgsqlParameter<string?> _data = Json();
    private readonly NpgsqlParameter<string?> _headers = Json();

    /// <param name="schema">Quoted.</param>
    public SingleAppend(NpgsqlConnection connection, string schema)
    {
        NpgsqlParameter[] parameters = [_commandId, .. _texts, _stream, _streamType, _expected, _guards, _guardVersions, _eventId, _eventType, _data, _headers];
        _command = new NpgsqlCommand($"select {schema}.append_one({string.Join(", ", Enumerable.Range(1, parameters.Length).Select(i => $"${i}"))})", connection);
        _command.Parameters.AddRange(parameters);
    }

    public static bool Fits(PendingAppend append) => append is { EventCount: 1, Request: { Streams.Count: 1, Alongside: null }, OutcomeUnknown: false };

    public Task PrepareAsync() => _command.PrepareAsync();

    /// <summary>Null when nothing was stored.</summary>
    public async Task<AppendOutcome.Appended?> SendAsync(PendingAppend append)
    {
        var request = append.Request;
        var stream = request.Streams[0];
        var item = stream.Events[0];
        _commandId.TypedValue = request.CommandId;
        (_texts[0].TypedValue, _texts[1].TypedValue) = (request.RequestHash, request.Result);
        (_texts[2].TypedValue, _texts[3].TypedValue, _texts[4].TypedValue) = (request.CorrelationId, request.CausationId, request.UserName);
        (_stream.TypedValue, _streamType.TypedValue, _expected.TypedValue) = (stream.StreamId, stream.StreamType, stream.ExpectedVersion);
        (_guards.TypedValue, _guardVersions.TypedValue) = ([.. append.Guards.Select(g => g.StreamId)], [.. append.Guards.Select(g => g.ExpectedVersion)]);
        (_eventId.TypedValue, _eventType.TypedValue, _data.TypedValue, _headers.TypedValue) = (item.Id, item.Type, item.Data, item.Headers);

        await using var reader = await _command.ExecuteReaderAsync();
        await reader.ReadAsync();
        AppendOutcome.Appended? outcome = null;
        if (!reader.IsDBNull(0) && reader.GetFieldValue<long[]>(0) is [var position, var microseconds])
        {
            outcome = new(position, DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), [position]);
        }

        // As for a batch: only the end of the answer says that the transaction committed.
        while (await reader.NextResultAsync())
        {
        }

        return outcome;
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private static NpgsqlParameter<string?> Text() => new() { NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<string?> Json() => new() { NpgsqlDbType = NpgsqlDbType.Jsonb };
}
