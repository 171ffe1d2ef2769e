using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Reads the body of an act into the fact it states.</summary>
internal static class ActParser
{
    // Filled from where the case stands when left out: the caller means the act that comes next.
    private static readonly string[] FromTheCase = ["purpose", "by", "point", "body"];

    private static readonly string[] FalseWhenAbsent = ["delegated", "sameResidenceOnly", "spouse"];

    /// <summary>True for a field that is filled in when it is left out.</summary>
    internal static bool MayBeLeftOut(string field) => FromTheCase.Contains(field, StringComparer.Ordinal) || FalseWhenAbsent.Contains(field, StringComparer.Ordinal);

    internal static CaseActCommand Parse(CaseAct kind, JsonElement body, LoadedCase loaded, long? expectedVersion)
    {
        var given = JsonObject.Create(body.Clone())!;
        var corrects = Take<Guid>(given, "corrects");
        var note = Take<string>(given, "note");
        var correction = Take<CorrectionBody>(given, "correction");
        var applied = Take<OverrideBody>(given, "override");
        foreach (var (name, value) in Defaults(kind, loaded))
        {
            given.TryAdd(name, value);
        }

        if (given.ContainsKey("noteId"))
        {
            throw new BadInputException("unknown_member", "noteId");
        }

        var act = (CaseEvent)StrictJson.Convert(JsonSerializer.SerializeToElement(given), kind.EventType);
        if (kind.Code == "consent-given")
        {
            act = ((ConsentRecorded)act) with { Kind = ConsentKind.LateCeremony };
        }

        return new CaseActCommand(loaded.Id, act, corrects == Guid.Empty ? null : corrects, expectedVersion, note, correction is null ? null : new(correction.Reason, correction.Basis),
            applied is null ? null : new(applied.Version, applied.Reason));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Defaults(CaseAct kind, LoadedCase loaded)
    {
        var fields = kind.EventType.GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in FalseWhenAbsent.Where(fields.Contains))
        {
            yield return new(name, JsonValue.Create(false));
        }

        if (kind.Code == "consent-given")
        {
            yield return new("kind", JsonValue.Create("late_ceremony"));
        }

        if (!FromTheCase.Any(fields.Contains) || CaseActions.Candidate(kind.Code, loaded.History, loaded.Context, loaded.Context.Today)?.Act is not { } neutral)
        {
            yield break;
        }

        var next = JsonSerializer.SerializeToNode(neutral, kind.EventType, StrictJson.Read)!.AsObject();
        foreach (var name in FromTheCase.Where(n => fields.Contains(n) && next.ContainsKey(n)))
        {
            yield return new(name, next[name]?.DeepClone());
        }
    }

    private static T? Take<T>(JsonObject given, string name)
    {
        if (!given.Remove(name, out var node) || node is null)
        {
            return default;
        }

        try
        {
            return node.Deserialize<T>(StrictJson.Read);
        }
        catch (BadFieldException bad)
        {
            throw new BadInputException(bad.Code, name, bad.Value);
        }
    }
}
