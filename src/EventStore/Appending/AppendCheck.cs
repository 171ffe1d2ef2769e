using System.Text;
using System.Text.Json;

namespace CadreWorkflow.EventStore.Appending;

/// <summary>Refuses what could never be stored before it can spoil a batch.</summary>
internal static class AppendCheck
{
    private const int MaxNameLength = 500;
    private const int MaxJsonDepth = 64;

    /// <summary>Checks a request; the answer carries its size in UTF-8 bytes and its guards without repetition.</summary>
    public static PendingAppend Check(AppendRequest request, EventLogOptions options)
    {
        var bytes = 0;
        bytes += Text(request.RequestHash, "request hash", required: true);
        bytes += Text(request.CorrelationId, "correlation id");
        bytes += Text(request.CausationId, "causation id");
        bytes += Text(request.UserName, "user name");
        if (request.Result is not null)
        {
            bytes += Json(request.Result, "result", options.MaxJsonBytes, mustBeObject: false);
        }

        if (request.Alongside is not null)
        {
            if (options.AlongsideFunction is null)
            {
                throw new ArgumentException("This log has no function that stores rows alongside.", nameof(request));
            }

            bytes += Json(request.Alongside, "rows alongside", options.MaxJsonBytes, mustBeObject: true);
        }

        if (request.CommandId == Guid.Empty)
        {
            throw new ArgumentException("A command id must not be empty.", nameof(request));
        }

        var events = 0;
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        var guards = new List<ReadGuard>(request.Guards.Count);
        if (request.Streams.Count + request.Guards.Count > options.MaxEventsPerAppend)
        {
            throw new EventRejectedException("too_many", $"One append may touch at most {options.MaxEventsPerAppend} streams.");
        }

        foreach (var stream in request.Streams)
        {
            bytes += Text(stream.StreamId, "stream id", required: true) + Text(stream.StreamType, "stream type", required: true);
            Version(stream.ExpectedVersion, stream.StreamId);
            if (stream.Events.Count == 0 || !versions.TryAdd(stream.StreamId, stream.ExpectedVersion))
            {
                throw new ArgumentException($"Stream {stream.StreamId} has no events, or appears twice.", nameof(request));
            }

            events += stream.Events.Count;
            if (events > options.MaxEventsPerAppend)
            {
                throw new EventRejectedException("too_many", $"One append may hold at most {options.MaxEventsPerAppend} events.");
            }

            foreach (var e in stream.Events)
            {
                bytes += Text(e.Type, "event type", required: true)
                    + Json(e.Data, $"data of {e.Type}", options.MaxJsonBytes, mustBeObject: true)
                    + (e.Headers is null ? 0 : Json(e.Headers, $"headers of {e.Type}", options.MaxJsonBytes, mustBeObject: true));
            }
        }

        foreach (var guard in request.Guards)
        {
            bytes += Text(guard.StreamId, "guarded stream id", required: true);
            Version(guard.ExpectedVersion, guard.StreamId);
            if (versions.TryAdd(guard.StreamId, guard.ExpectedVersion))
            {
                guards.Add(guard);
            }
            else if (versions[guard.StreamId] != guard.ExpectedVersion)
            {
                throw new ArgumentException($"Stream {guard.StreamId} is expected at two versions.", nameof(request));
            }
        }

        if (bytes > options.MaxAppendBytes)
        {
            throw new EventRejectedException("too_large", $"The append has {bytes} bytes; at most {options.MaxAppendBytes} are stored at once.");
        }

        return new PendingAppend(request, guards, events, bytes);
    }

    private static void Version(long version, string stream)
    {
        if (version < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(version), version, $"The expected version of {stream} is negative.");
        }
    }

    private static int Text(string? text, string what, bool required = false)
    {
        if (string.IsNullOrEmpty(text))
        {
            return required ? throw new ArgumentException($"The {what} is missing.", nameof(text)) : 0;
        }

        if (text.Length > MaxNameLength)
        {
            throw new EventRejectedException("too_large", $"The {what} has {text.Length} characters; at most {MaxNameLength} are stored.");
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new EventRejectedException("nul_character", $"The {what} contains U+0000, which PostgreSQL cannot store.");
        }

        return Utf8Length(text, what);
    }

    private static int Json(string json, string what, int maxBytes, bool mustBeObject)
    {
        // Characters first: a huge text is refused without being encoded.
        if (json.Length > maxBytes || Utf8Length(json, what) > maxBytes)
        {
            throw new EventRejectedException("too_large", $"The {what} is over {maxBytes} bytes.");
        }

        if (json.Contains('\0', StringComparison.Ordinal))
        {
            throw new EventRejectedException("nul_character", $"The {what} contains U+0000, which PostgreSQL cannot store.");
        }

        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxJsonDepth });
        try
        {
            var first = true;
            while (reader.Read())
            {
                if (first && mustBeObject && reader.TokenType != JsonTokenType.StartObject)
                {
                    throw new EventRejectedException("invalid_json", $"The {what} is not a JSON object.");
                }

                first = false;
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped
                    && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                {
                    throw new EventRejectedException("nul_character", $"The {what} contains \\u0000, which PostgreSQL cannot store.");
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a surrogate pair, which jsonb refuses too.
            throw new EventRejectedException("invalid_json", $"The {what} is not valid JSON: {e.Message}");
        }

        return bytes.Length;
    }

    private static int Utf8Length(string text, string what)
    {
        try
        {
            return StrictUtf8.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            throw new EventRejectedException("invalid_json", $"The {what} holds half of a surrogate pair.");
        }
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
