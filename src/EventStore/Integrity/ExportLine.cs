using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CadreWorkflow.EventStore.Integrity;

/// <summary>
/// One line of an export. The first says which log it is, the last how many lines there were; between them a line per position with the
/// very texts the chain covers. A line without a number has no link in the chain; one without an event has a link and no event.
/// </summary>
internal sealed record ExportLine
{
    public const string Format = "cadre-log-1";

    [JsonPropertyName("format")]
    public string? FormatName { get; init; }

    [JsonPropertyName("logId")]
    public Guid? LogId { get; init; }

    [JsonPropertyName("exportedAt")]
    public DateTimeOffset? ExportedAt { get; init; }

    [JsonPropertyName("no")]
    public long? Number { get; init; }

    [JsonPropertyName("seq")]
    public long? Position { get; init; }

    [JsonPropertyName("stream")]
    public string? Stream { get; init; }

    [JsonPropertyName("version")]
    public long? Version { get; init; }

    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("micros")]
    public long? Micros { get; init; }

    [JsonPropertyName("data")]
    public string? Data { get; init; }

    [JsonPropertyName("headers")]
    public string? Headers { get; init; }

    [JsonPropertyName("correlation")]
    public string? Correlation { get; init; }

    [JsonPropertyName("causation")]
    public string? Causation { get; init; }

    [JsonPropertyName("user")]
    public string? User { get; init; }

    [JsonPropertyName("hash")]
    public string? Hash { get; init; }

    [JsonPropertyName("lines")]
    public long? Lines { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExportLine))]
internal sealed partial class ExportLineJson : JsonSerializerContext
{
    /// <summary>Vietnamese text readable in the file; it never goes into a page.</summary>
    public static ExportLineJson Readable { get; } = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });
}
