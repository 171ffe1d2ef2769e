using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Cli;

/// <summary>Verbs that look ahead: the same answers as the HTTP interface gives, nothing recorded.</summary>
internal static class OutlookVerbs
{
    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new(
            "what-if",
            "CASE [--fact ID --act CODE --date DATE] [--calendar CODE] [--policy ID] [--draft FILE] [--extension DAYS] [--day DATE] [--json]   What would move.",
            WhatIfAsync),
        new("policy impact", "FILE [--day DATE] [--effect KIND] [--take N] [--json]   What a draft would do to every open case; nothing is recorded.", ImpactAsync),
    ];

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static async Task<string> DraftAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new CliException($"There is no file '{path}'.", 2);
        }

        if (new FileInfo(path).Length > ImpactLimits.MaxDraftChars * 4L)
        {
            throw new CliException($"'{path}' is larger than a draft may be.", 2);
        }

        return await File.ReadAllTextAsync(path, cancellationToken);
    }

    private static async Task<int> WhatIfAsync(CliContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        if (arguments.Plain is not [var word] || !Guid.TryParse(word, out var id))
        {
            throw new CliException("what-if CASE: the id of one case.", 2);
        }

        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var loaded = await services.GetRequiredService<CaseReader>().LoadAsync(id, cancellationToken) ?? throw new CliException($"There is no case {id:D}.");
        var answer = WhatIf.Of(loaded.History, loaded.Context, arguments.Date("--day") ?? services.GetRequiredService<CadreClock>().Today, await ChangesAsync(arguments, cancellationToken));
        var t = Texts.Vietnamese;
        if (answer.Refusal is { } refusal)
        {
            throw new CliException(string.Join(Environment.NewLine, [
                answer.Problems.Count > 0 ? t["refusal." + refusal.Code, ("n", answer.Problems.Count)] : t.WithCitation(refusal), .. answer.Problems.Select(p => "  " + RegulationWords.Of(t, p))]));
        }

        var body = WhatIfBody.Of(t, id, loaded.History.Version, answer.Result!);
        if (arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(body, Json));
            return 0;
        }

        foreach (var act in body.Acts)
        {
            await context.Out.WriteLineAsync($"{act.Title} {act.Date:dd/MM/yyyy}: {t[act.Allowed ? "whatif.allowed" : "whatif.blocked"]}");
        }

        foreach (var date in body.Dates)
        {
            await context.Out.WriteLineAsync(
                $"{(date.Moved ? "*" : " ")} {date.Title} ({date.Rule}): {date.From?.ToString("dd/MM/yyyy", null) ?? "–"} → {date.To?.ToString("dd/MM/yyyy", null) ?? "–"}  {OutlookWords.Shift(t, date)}"
                + (date.Causes.Count > 0 ? $" ({OutlookWords.Causes(t, date.Causes)})" : string.Empty));
        }

        await context.Out.WriteLineAsync($"{t["whatif.gained", ("n", body.Gained.Count)]}; {t["whatif.lost", ("n", body.Lost.Count)]}");
        return 0;
    }

    private static async Task<int> ImpactAsync(CliContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        if (arguments.Plain is not [var path])
        {
            throw new CliException("policy impact FILE: one file.", 2);
        }

        var text = await DraftAsync(path, cancellationToken);
        var effect = arguments.Get("--effect") is not { } named ? ImpactEffects.None
            : Codes.TryParse<ImpactEffects>(named, out var kind) ? kind
            : throw new CliException($"--effect is one of {string.Join(", ", ImpactWords.Kinds.Select(Codes.Of))}.", 2);
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var (t, preview) = (Texts.Vietnamese, services.GetRequiredService<ImpactPreview>());
        var (summary, problems) = await preview.RunAsync(text, Actor.System, arguments.Date("--day"), cancellationToken);
        if (summary is null)
        {
            throw new CliException(string.Join(Environment.NewLine, [
                t["refusal.what_if_draft_wrong", ("n", problems.Count)], .. problems.Select(p => "  " + RegulationWords.Of(t, p))]));
        }

        var facts = await services.GetRequiredService<ReferenceFacts>().CurrentAsync(cancellationToken);
        var take = Math.Clamp(arguments.Number("--take", 20), 1, ImpactWords.MaxPageSize);
        var body = await ImpactWords.BodyAsync(preview, summary, services.GetRequiredService<PeopleStore>(), facts, Actor.System, effect, 1, take, cancellationToken);
        if (arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(body, Json));
            return 0;
        }

        await context.Out.WriteLineAsync($"{RegulationWords.Title(t, summary.Draft)}: {t["impact.nothing_stored", ("day", body.Day), ("n", body.Open)]}");
        await context.Out.WriteLineAsync($"{t["impact.affected"]}: {body.Affected}");
        foreach (var (code, count) in body.ByEffect)
        {
            await context.Out.WriteLineAsync($"  {t["effect." + code]}: {count}");
        }

        foreach (var clock in body.Clocks)
        {
            await context.Out.WriteLineAsync($"  {clock.Title} ({clock.Rule}): {clock.Moved}; {OutlookWords.Shift(t, clock.Shortest)} … {OutlookWords.Shift(t, clock.Longest)}");
        }

        foreach (var one in body.Cases)
        {
            var moves = one.Moves.Select(m => $"{m.Title} {m.From?.ToString("dd/MM/yyyy", null) ?? "–"} → {m.To?.ToString("dd/MM/yyyy", null) ?? "–"}");
            await context.Out.WriteLineAsync($"{one.CaseId:D} {one.PersonName}: {string.Join("; ", [.. moves, .. one.Gained.Select(g => "+ " + g.Finding.Text), .. one.Lost.Select(g => "- " + g.Finding.Text)])}");
        }

        return 0;
    }

    private static async Task<IReadOnlyList<WhatIfChange>> ChangesAsync(CliArguments arguments, CancellationToken cancellationToken)
    {
        var changes = new List<WhatIfChange>();
        DateOnly Date() => arguments.Date("--date") ?? throw new CliException("--date is missing.", 2);
        if (arguments.Get("--fact") is { } fact)
        {
            changes.Add(new WhatIfChange.FactDate(Guid.TryParse(fact, out var id) ? id : throw new CliException($"--fact: '{fact}' is no id.", 2), Date()));
        }

        if (arguments.Get("--act") is { } act)
        {
            changes.Add(new WhatIfChange.Act(act, Date()));
        }

        if (arguments.Get("--calendar") is { } calendar)
        {
            changes.Add(new WhatIfChange.Calendar(CalendarKind.Parse(calendar) ?? throw new CliException($"--calendar: '{calendar}' is no code.", 2)));
        }

        if (arguments.Get("--policy") is { } policy)
        {
            changes.Add(new WhatIfChange.Policy(policy));
        }

        if (arguments.Get("--draft") is { } draft)
        {
            changes.Add(new WhatIfChange.Draft(await DraftAsync(draft, cancellationToken)));
        }

        if (arguments.Has("--extension"))
        {
            changes.Add(new WhatIfChange.Extension(arguments.Number("--extension", 0)));
        }

        return changes;
    }
}
