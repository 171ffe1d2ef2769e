using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Api.Explanations;

/// <summary>An act put together from single words: fields of its own over a neutral act of its kind, such as <c>tally.agree=12</c>.</summary>
internal static class StatedAct
{
    private const int MaxFields = 40;

    /// <summary>The act on a day; null when no field was given, or the case was not filed by then.</summary>
    /// <param name="fields">Names as in the body of the act, with a dot before parts of a document or tally.</param>
    /// <exception cref="BadInputException">Names the field and the value that cannot be read.</exception>
    internal static CaseEvent? Read(CaseAct kind, LoadedCase loaded, DateOnly day, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (fields.Count == 0 || CaseActions.Candidate(kind.Code, loaded.History, loaded.Context, day) is not { } neutral)
        {
            return null;
        }

        if (fields.Count > MaxFields)
        {
            throw new BadInputException("invalid_parameter", fields[MaxFields].Key, fields[MaxFields].Value);
        }

        if (kind.EventType == typeof(ReferralFiled))
        {
            throw new BadInputException("unknown_member", fields[0].Key, fields[0].Value);
        }

        var body = JsonSerializer.SerializeToNode(neutral.Act, kind.EventType, StrictJson.Read)!.AsObject();
        foreach (var (name, value) in fields)
        {
            Set(body, kind.EventType, name, value);
        }

        body.Remove("noteId");
        body["occurredOn"] = CanonicalDate(day);
        var then = loaded with { Context = loaded.Context with { Today = day > loaded.Context.Today ? day : loaded.Context.Today } };
        return ActParser.Parse(kind, JsonSerializer.SerializeToElement(body), then, null).Act;
    }

    private static void Set(JsonObject body, Type type, string name, string value)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            body[name] = Node(TypeOf(type, name), value);
            return;
        }

        var (parent, part) = (name[..dot], name[(dot + 1)..]);
        var inner = TypeOf(type, parent);
        if (body[parent] is not JsonObject known)
        {
            body[parent] = known = [];
        }

        known[part] = Node(inner is null ? null : TypeOf(inner, part), value);
    }

    private static Type? TypeOf(Type type, string name) =>
        type.GetProperty(name == "report" ? nameof(CaseEvent.Reported) : name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType is { } found
            ? Nullable.GetUnderlyingType(found) ?? found
            : null;

    /// <summary>Words become numbers and truth values where the field is one; what is none stays text and is refused by name.</summary>
    private static JsonValue? Node(Type? type, string value) => value.Length == 0 ? null
        : type == typeof(int) && int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
        : type == typeof(bool) && value is "true" or "false" ? JsonValue.Create(value == "true")
        : JsonValue.Create(value);

    private static string CanonicalDate(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
