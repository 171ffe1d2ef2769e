using System.Text.Json;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Outlooks;

/// <summary>One supposition; exactly one of <c>fact</c>, <c>act</c>, <c>calendar</c>, <c>draft</c>, <c>policy</c>, <c>extensionDays</c> says which.</summary>
/// <param name="Fact">Id of a recorded fact; <c>date</c> is its other day.</param>
/// <param name="Act">Code of an act; <c>date</c> is the day it were done.</param>
/// <param name="Calendar">Code of the calendar that counts.</param>
/// <param name="Draft">A policy or calendar file, as an object or as its text.</param>
/// <param name="Policy">Id of a published version that governs.</param>
/// <param name="ExtensionDays">Working days granted on the decision's clock.</param>
public sealed record WhatIfChangeBody(
    Guid? Fact = null, string? Act = null, DateOnly? Date = null, string? Calendar = null, JsonElement? Draft = null, string? Policy = null, int? ExtensionDays = null)
{
    /// <exception cref="BadInputException">None or more than one kind, or no date where one is needed.</exception>
    internal WhatIfChange ToChange(int index)
    {
        var at = $"changes[{index}]";
        var kinds = new object?[] { Fact, Act, Calendar, Draft, Policy, ExtensionDays }.Count(k => k is not null);
        if (kinds != 1)
        {
            throw new BadInputException(kinds == 0 ? "missing_member" : "what_if_one_kind", at);
        }

        if ((Fact is not null || Act is not null) && Date is null)
        {
            throw new BadInputException("missing_member", at + ".date");
        }

        return this switch
        {
            { Fact: { } fact } => new WhatIfChange.FactDate(fact, Date!.Value),
            { Act: { } act } => new WhatIfChange.Act(act, Date!.Value),
            { Calendar: { } calendar } => new WhatIfChange.Calendar(CalendarKind.Parse(calendar) ?? throw new BadInputException("invalid_value", at + ".calendar", calendar)),
            { Draft: { } draft } => new WhatIfChange.Draft(DraftText.Of(draft, at + ".draft")),
            { Policy: { } policy } => new WhatIfChange.Policy(policy),
            _ => new WhatIfChange.Extension(ExtensionDays!.Value),
        };
    }
}

/// <summary>What is supposed of a case.</summary>
/// <param name="Day">The day asked about; today when not said.</param>
public sealed record WhatIfRequest(IReadOnlyList<WhatIfChangeBody> Changes, DateOnly? Day = null);

/// <summary>A draft sent as JSON: the file itself, or its text.</summary>
internal static class DraftText
{
    /// <exception cref="BadInputException">Neither an object nor a text, or too long.</exception>
    internal static string Of(JsonElement draft, string field)
    {
        var text = draft.ValueKind switch
        {
            JsonValueKind.Object => draft.GetRawText(),
            JsonValueKind.String => draft.GetString()!,
            _ => throw new BadInputException("invalid_value", field, draft.ToString()),
        };
        return text.Length <= ImpactLimits.MaxDraftChars ? text : throw new BadInputException("text_too_long", field);
    }
}
