using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>JSON at the door: nothing unknown, nothing guessed, text in NFC.</summary>
internal static class StrictJson
{
    internal const int MaxTextLength = 4000;

    /// <summary>For reading requests.</summary>
    internal static JsonSerializerOptions Read { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        PropertyNameCaseInsensitive = false,
        MaxDepth = 16,
        Converters = { new StrictDateConverter(), new StrictTextConverter(), new StrictIdConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Require, NameReport } },
    };

    /// <summary>Reads a body; what is wrong with it names the field and the value.</summary>
    internal static async Task<T> ReadAsync<T>(HttpContext context)
    {
        using var document = await ParseAsync(context);
        return Convert<T>(document.RootElement);
    }

    internal static async Task<JsonDocument> ParseAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new BadInputException("unsupported_media_type", "Content-Type", context.Request.ContentType ?? string.Empty, StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false }, context.RequestAborted);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            throw new BadInputException("invalid_json");
        }
        catch (JsonException)
        {
            throw new BadInputException("invalid_json");
        }
    }

    /// <exception cref="BadInputException">Names the field and its value.</exception>
    internal static T Convert<T>(JsonElement element) => (T)Convert(element, typeof(T));

    internal static object Convert(JsonElement element, Type type)
    {
        try
        {
            return element.Deserialize(type, Read)!;
        }
        catch (BadFieldException bad)
        {
            throw new BadInputException(bad.Code, Field(bad.Path), bad.Value);
        }
        catch (JsonException wrong) when (wrong.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            throw new BadInputException("unknown_member", Between(wrong.Message, "'"));
        }
        catch (JsonException wrong) when (wrong.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            throw new BadInputException("missing_member", Join(Field(wrong.Path), Between(wrong.Message, "including: '", "'")));
        }
        catch (JsonException wrong)
        {
            var field = Field(wrong.Path);
            throw new BadInputException("invalid_value", field, field is null ? null : ValueAt(element, field));
        }
    }

    /// <summary>Everything a record cannot do without must be there: what is not nullable.</summary>
    private static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Kind == JsonTypeInfoKind.Object ? type.Properties : [])
        {
            if (property.AssociatedParameter is { HasDefaultValue: false } parameter && !parameter.IsNullable && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
            {
                property.IsRequired = true;
            }
        }
    }

    /// <summary>Requests say <c>report</c>; a missing one is a proposal.</summary>
    private static void NameReport(JsonTypeInfo type)
    {
        if (!typeof(CaseEvent).IsAssignableFrom(type.Type))
        {
            return;
        }

        foreach (var property in type.Properties.Where(p => p.Name == "reported"))
        {
            property.Name = "report";
            property.IsRequired = false;
        }
    }

    private static string? Field(string? path) => path is null or "$" ? null : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path;

    private static string? Join(string? parent, string? child) => parent is null ? child : child is null ? parent : $"{parent}.{child}";

    private static string? Between(string text, string open, string? close = null)
    {
        var from = text.IndexOf(open, StringComparison.Ordinal);
        if (from < 0)
        {
            return null;
        }

        from += open.Length;
        var to = text.IndexOf(close ?? open, from, StringComparison.Ordinal);
        return to < 0 ? null : text[from..to];
    }

    private static string? ValueAt(JsonElement element, string field)
    {
        foreach (var name in field.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }
}

/// <summary>A field whose value cannot be meant.</summary>
internal sealed class BadFieldException(string code, string? value) : JsonException
{
    public string Code { get; } = code;

    public string? Value { get; } = value;
}

internal sealed class StrictDateConverter : JsonConverter<DateOnly>
{
    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200
            ? day
            : throw new BadFieldException("invalid_date", text ?? reader.TokenType.ToString());
    }

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}

internal sealed class StrictIdConverter : JsonConverter<Guid>
{
    public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return Guid.TryParseExact(text, "D", out var id) ? id : throw new BadFieldException("invalid_value", text);
    }

    public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

internal sealed class StrictTextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new BadFieldException("invalid_value", reader.TokenType.ToString());
        }

        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text.
            throw new BadFieldException("invalid_value", null);
        }

        return VietnameseText.Problem(text) is { } problem ? throw new BadFieldException(problem, text) : TypedText.Composed(text);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
