using System.Text.Json;
using System.Text.Json.Serialization;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>
/// Whose working days count (CAL-07), by the code of the calendar: one of the two shared ones, or an organisation's own. The default is the public
/// sector's.
/// </summary>
[JsonConverter(typeof(CalendarKindConverter))]
public readonly record struct CalendarKind
{
    private readonly string? _code;

    private CalendarKind(string code) => _code = code == CalendarCodes.Public ? null : code;

    /// <summary>Public sector: Saturday and Sunday off, statutory days, announced swaps.</summary>
    public static CalendarKind Public => default;

    /// <summary>Enterprise with a five-day week: statutory days and CAL-06, no swaps.</summary>
    public static CalendarKind Private5 { get; } = new(CalendarCodes.Private5);

    /// <summary>Its code, as stored.</summary>
    public string Value => _code ?? CalendarCodes.Public;

    /// <summary>The calendar of a code; null when the text is no code. Whether it was published is for the regulations to say.</summary>
    public static CalendarKind? Parse(string? code) => CalendarCodes.IsCode(code) ? new CalendarKind(code!) : null;

    public override string ToString() => Value;
}

/// <summary>Stored and sent as its code.</summary>
internal sealed class CalendarKindConverter : JsonConverter<CalendarKind>
{
    public override CalendarKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && CalendarKind.Parse(reader.GetString()) is { } kind ? kind : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, CalendarKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
