using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A finding as programs read it.</summary>
/// <param name="Text">In the reader's language.</param>
public sealed record FindingBody(
    string Rule,
    string Severity,
    string? Article,
    string? PolicyVersion,
    IReadOnlyList<Guid> Facts,
    string? Unblock,
    DateOnly? Earliest,
    string Code,
    string Text)
{
    internal static IReadOnlyList<FindingBody> Of(IReadOnlyList<Finding>? findings) => findings is null ? [] : [.. findings.Select(Of)];

    internal static FindingBody Of(Finding finding) => new(
        finding.Rule, Codes.Of(finding.Severity), finding.Article, finding.PolicyVersion, finding.Facts, finding.Unblock, finding.Earliest, finding.Code,
        Texts.Current.Of(finding));
}

/// <summary>The rule that says no, as programs read it.</summary>
/// <param name="Title">In the reader's language.</param>
/// <param name="Article">Article of the instrument, or the principle of the record.</param>
/// <param name="On">Day whose version was read; null for a rule that stands on every day.</param>
public sealed record CitationBody(string Rule, string Title, string Article, string? PolicyVersion, DateOnly? On)
{
    internal static CitationBody Of(Refusal refusal)
    {
        var (citation, text) = (Texts.CitationOf(refusal), Texts.Current);
        return new(citation.Rule, text.TitleOf(citation), citation.Article, citation.PolicyVersion, citation.PolicyVersion is null ? null : citation.On);
    }
}

/// <summary>Problem details (RFC 9457): <c>code</c> is stable, <c>title</c> and <c>detail</c> are in the reader's language.</summary>
internal static class Problems
{
    /// <summary>Every code this room answers with, beside refusal codes of the domain.</summary>
    internal static IReadOnlyList<string> Codes { get; } =
    [
        "invalid_json", "unknown_member", "missing_member", "invalid_value", "invalid_date", "invalid_instant", "nul_character", "text_looks_tcvn3", "text_too_long", "control_character",
        "body_too_large", "unsupported_media_type", "bad_request", "invalid_if_match", "invalid_idempotency_key", "invalid_parameter", "dates_reversed", "future_instant",
        "unauthenticated", "forbidden", "not_found", "method_not_allowed", "csrf", "stale_version", "version_conflict", "key_reused", "in_flight",
        "unknown_unit", "future_date", "deadline_unknown_rule", "deadline_unknown_calendar", "deadline_start_outside_policy", "deadline_start_outside_calendar",
        "deadline_due_outside_calendar", "deadline_extension_not_allowed", "deadline_extension_too_long", "deadline_clock_start_missing", "blocked", "what_if_one_kind", "unknown_act", "unknown_version", "versions_not_comparable", "regulation_faulty", "outcome_unknown", "internal_error", "unavailable",
    ];

    internal static IResult Of(int status, string code, string? field = null, string? value = null, params (string Name, object? Value)[] parameters)
    {
        var text = Texts.Current;
        var shown = Shorten(value);
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        if (field is not null)
        {
            more["field"] = field;
        }

        if (shown is not null)
        {
            more["value"] = shown;
        }

        if (RefusalRules.Find(code) is { } rule)
        {
            more["rule"] = rule;
            more["citation"] = CitationBody.Of(new Refusal(code));
        }

        return Make(status, code, text["problem." + code, [("field", field ?? string.Empty), ("value", shown ?? string.Empty), .. parameters]], more);
    }

    /// <summary>What a command that was not accepted answers.</summary>
    internal static IResult Of(CommandResult result) => result switch
    {
        CommandResult.Refused refused => Of(refused.Refusal),
        CommandResult.Blocked blocked => Make(StatusCodes.Status422UnprocessableEntity, "blocked", Texts.Current["problem.blocked"], new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = "blocked",
            ["findings"] = FindingBody.Of(blocked.Findings),
        }),
        CommandResult.Stale stale => Of(StatusCodes.Status412PreconditionFailed, "stale_version", "If-Match", parameters: [("expected", stale.Expected), ("actual", stale.Actual)]),
        CommandResult.Conflict => Of(StatusCodes.Status409Conflict, "version_conflict"),
        CommandResult.Forbidden => Of(StatusCodes.Status403Forbidden, "forbidden"),
        CommandResult.NotFound => Of(StatusCodes.Status404NotFound, "not_found"),
        CommandResult.KeyReused => Of(StatusCodes.Status422UnprocessableEntity, "key_reused", "Idempotency-Key"),
        CommandResult.InFlight => Of(StatusCodes.Status409Conflict, "in_flight", "Idempotency-Key"),
        _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
    };

    /// <summary>Every problem of a regulation file: <c>problems</c> lists code, field and value of each.</summary>
    internal static IResult Of(IReadOnlyList<RegulationProblem> problems, string field = "content") =>
        Make(StatusCodes.Status422UnprocessableEntity, "regulation_faulty", Texts.Current["problem.regulation_faulty", ("n", problems.Count)], new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["code"] = "regulation_faulty",
            ["field"] = field,
            ["problems"] = RegulationProblemBody.Of(problems),
        });

    internal static IResult Of(Refusal refusal)
    {
        var more = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = refusal.Code, ["findings"] = Array.Empty<FindingBody>() };
        if (refusal.Field is not null)
        {
            more["field"] = refusal.Field;
        }

        if (refusal.Value is not null)
        {
            more["value"] = Shorten(refusal.Value);
        }

        more["rule"] = refusal.Cites;
        more["citation"] = CitationBody.Of(refusal);
        return Make(StatusCodes.Status422UnprocessableEntity, refusal.Code, Texts.Current.Of(refusal), more);
    }

    private static IResult Make(int status, string code, string detail, Dictionary<string, object?> more) => Results.Problem(
        detail,
        statusCode: status,
        title: Title(status),
        type: "urn:cadre-workflow:problem:" + code,
        extensions: more);

    private static string Title(int status) => Texts.Current[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"problem.title.{status}")];

    /// <summary>What was given is shown back, but a flood of it is not.</summary>
    private static string? Shorten(string? value) => value is { Length: > 120 } ? string.Concat(value.AsSpan(0, 120), "…") : value;
}

/// <summary>A request that cannot be understood; becomes a problem.</summary>
internal sealed class BadInputException(string code, string? field = null, string? value = null, int status = StatusCodes.Status400BadRequest) : Exception
{
    public string Code => code;

    public string? Field => @field;

    public string? Value => value;

    public IResult ToResult() => Problems.Of(status, code, field, value);
}
