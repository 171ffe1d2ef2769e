using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A field of the body of an act.</summary>
/// <param name="Type">Its type, without null.</param>
/// <param name="Nullable">May be null.</param>
internal sealed record ActField(string Name, Type Type, bool Required, bool Nullable);

/// <summary>What the body of each act is made of, taken from the fact it states and the very contract its parser reads by.</summary>
internal static class ActBodies
{
    private static readonly Guid SampleId = new("0199aa00-0000-7000-8000-000000000001");

    /// <summary>Acts stated on a case there is; a first referral opens one instead.</summary>
    public static IReadOnlyList<CaseAct> Stated { get; } = [.. CaseActs.All.Where(a => a.Code != "refer")];

    /// <summary>The fields of an act, required ones first.</summary>
    public static IReadOnlyList<ActField> FieldsOf(CaseAct act)
    {
        if (act.Code == "re-refer")
        {
            // Who it is and which case came before follow from the case it is said of.
            return [.. Of(typeof(ReferralBody)).Where(f => f.Name is not ("personId" or "person" or "previousCaseId"))];
        }

        var fields = Of(act.EventType)
            .Where(f => f.Name != "noteId" && !(act.Code == "consent-given" && f.Name == "kind"))
            .Select(f => ActParser.MayBeLeftOut(f.Name) ? f with { Required = false } : f);
        return
        [
            .. fields.OrderByDescending(f => f.Required).ThenBy(f => f.Name == "document"),
            new("corrects", typeof(Guid), false, true),
            new("note", typeof(string), false, true),
            new("override", typeof(OverrideBody), false, true),
        ];
    }

    /// <summary>The fields of a part of a body, such as a tally.</summary>
    public static IReadOnlyList<ActField> Of(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return
        [
            .. StrictJson.Read.GetTypeInfo(type).Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null).Select(p =>
            {
                var bare = Nullable.GetUnderlyingType(p.PropertyType);
                var parameter = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
                    .FirstOrDefault(c => string.Equals(c.Name, p.AssociatedParameter?.Name, StringComparison.Ordinal));
                var nullable = bare is not null || (parameter is not null && nullability.Create(parameter).ReadState == NullabilityState.Nullable);
                return new ActField(p.Name, bare ?? p.PropertyType, p.IsRequired, nullable);
            }),
        ];
    }

    /// <summary>A body that the parser of an act accepts.</summary>
    public static JsonObject Sample(CaseAct act) => Sample(FieldsOf(act).Where(f => f.Required || f.Name is "document" or "tally" || (f.Name == "report" && act.NeedsDocument)));

    private static JsonObject Sample(IEnumerable<ActField> fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, Value(f))));

    private static JsonNode? Value(ActField field) => field switch
    {
        { Name: "rule" } => JsonValue.Create("ADM-28"),
        { Name: "workingDays" } => JsonValue.Create(10),
        { Name: "number" } => JsonValue.Create("15/NQ-CB"),
        { Name: "issuer" } => JsonValue.Create("CB"),
        { Name: "date" } => JsonValue.Create("2026-03-10"),
        { Type: var t } when t == typeof(DateOnly) => JsonValue.Create("2026-03-10"),
        { Type: var t } when t == typeof(Guid) => JsonValue.Create(SampleId.ToString("D")),
        { Type: var t } when t == typeof(bool) => JsonValue.Create(true),
        { Type: var t } when t == typeof(int) => JsonValue.Create(0),
        { Type: var t } when t == typeof(string) => JsonValue.Create("…"),
        { Type.IsEnum: true } => JsonValue.Create(CodesOf(field.Type)[0]),
        { Type: var t } when t == typeof(Tally) => JsonSerializer.SerializeToNode(new Tally(20, 18, 0, 0, 18, 18, 0, 15, 3, 0), StrictJson.Read),
        _ => Sample(Of(field.Type).Where(f => f.Required)),
    };

    /// <summary>The codes of an enumeration.</summary>
    public static IReadOnlyList<string> CodesOf(Type type) => [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
