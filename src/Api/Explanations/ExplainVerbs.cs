using System.Text.Json;
using CadreWorkflow.Api.Cli;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Explanations;

/// <summary>Verbs that ask why, and from when: the same answers as the pages and the HTTP interface give.</summary>
internal static class ExplainVerbs
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly HashSet<string> Own = new(["--on", "--override", "--json"], StringComparer.Ordinal);

    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("explain", "CASE ACTION [--on DATE] [--override VERSION] [--FIELD VALUE…] [--json]   Whether an act could be done, and why; --tally.agree 12 and the like state its own fields.", ExplainAsync) { TakesFields = true },
        new("explain-deadline", "--rule ADM-28 --start DATE [--calendar public|private5|CODE] | --case ID [--rule ADM-28] [--as-known-on DATE] [--regulations POSITION]  [--json]   How a deadline is counted, by the published regulations where a database is configured.", DeadlineAsync),
        new("as-of", "CASE DATE [--as-known-on DATE] [--json]   A case as it stood on a day, as known on another.", AsOfAsync),
    ];

    /// <summary>The case a verb names; a sentence when there is none.</summary>
    internal static async Task<LoadedCase> LoadAsync(IServiceProvider services, string text, CancellationToken cancellationToken) =>
        Guid.TryParse(text, out var id) && await services.GetRequiredService<CaseReader>().LoadAsync(id, cancellationToken) is { } loaded
            ? loaded
            : throw new CliException($"CASE: there is no case '{text}'.");

    private static async Task<int> ExplainAsync(CliContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        if (arguments.Plain is not [var caseId, var code])
        {
            throw new CliException("explain CASE ACTION: two words are needed.", 2);
        }

        if (CaseActs.Find(code) is not { Listed: true } kind)
        {
            throw new CliException($"ACTION is one of {string.Join(", ", CaseActs.All.Where(a => a.Listed).Select(a => a.Code))}.", 2);
        }

        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var loaded = await LoadAsync(services, caseId, cancellationToken);
        var day = arguments.Date("--on") ?? loaded.Context.Today;
        if (arguments.Get("--override") is { } version)
        {
            if (ActionExplanation.Refuse(loaded, version) is { } refusal)
            {
                throw new CliException($"--override: {Texts.Vietnamese.WithCitation(refusal)}", 2);
            }

            loaded = ActionExplanation.Under(loaded, version);
        }

        CaseEvent? stated;
        try
        {
            stated = StatedAct.Read(kind, loaded, day, [.. arguments.Options.Where(o => !Own.Contains(o.Key)).Select(o => KeyValuePair.Create(o.Key[2..], o.Value ?? "true"))]);
        }
        catch (BadInputException bad)
        {
            throw new CliException($"--{bad.Field}: {Texts.Vietnamese["problem." + bad.Code, ("field", bad.Field), ("value", bad.Value)]}", 2);
        }

        var body = ActionExplanation.Body(loaded, ActionExplanation.Ask(loaded, code, day, stated)!, day, stated is not null, Texts.Vietnamese);
        if (arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(body, Json));
            return 0;
        }

        await WriteAsync(context.Out, body);
        return 0;
    }

    private static async Task<int> DeadlineAsync(CliContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        if (arguments.Get("--case") is { } caseId)
        {
            await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
            var loaded = await LoadAsync(services, caseId, cancellationToken);
            var moment = await MomentAsync(services, loaded, loaded.Context.Today, arguments, cancellationToken);
            if (arguments.Get("--rule") is not { } one)
            {
                var all = ClockExplanation.All(loaded, moment, Texts.Vietnamese);
                await PrintAsync(context, all, async output =>
                {
                    foreach (var clock in all)
                    {
                        await WriteAsync(output, clock);
                    }
                });
                return 0;
            }

            var body = ClockExplanation.One(loaded, moment, one.ToUpperInvariant(), null, Texts.Vietnamese) ?? throw new CliException($"--rule: the case has no clock {one}.");
            await PrintAsync(context, body, output => WriteAsync(output, body));
            return 0;
        }

        var answer = Deadlines.Explain(
            await RegulationsAsync(cancellationToken), arguments.Need("--rule"), arguments.Date("--start") ?? throw new CliException("--start is missing.", 2), arguments.Get("--calendar") ?? CalendarCodes.Public);
        if (answer.Deadline is not { } deadline)
        {
            throw new CliException(Texts.Vietnamese["problem." + answer.Refusal, ("value", arguments.Get("--start"))]);
        }

        await PrintAsync(context, DeadlineBody.Of(deadline), async output =>
        {
            await output.WriteLineAsync($"{deadline.Rule}: {deadline.ClockStart:dd/MM/yyyy} → {deadline.Due:dd/MM/yyyy}{(deadline.Provisional ? $" ({Texts.Vietnamese["deadline.unconfirmed"]})" : "")}  {deadline.Article}, {deadline.PolicyVersion}");
            await WriteAsync(output, ClockExplanation.Days(deadline.Days, Texts.Vietnamese));
        });
        return 0;
    }

    private static async Task<int> AsOfAsync(CliContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Plain is not [var caseId, var text])
        {
            throw new CliException("as-of CASE DATE: two words are needed.", 2);
        }

        var day = CliArguments.ReadDate("DATE", text);
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var loaded = await LoadAsync(services, caseId, cancellationToken);
        var moment = await MomentAsync(services, loaded, day, context.Arguments, cancellationToken);
        DateTimeOffset? known = context.Arguments.Date("--as-known-on") is { } on ? VietnamTime.EndOf(on).AddTicks(-1) : null;
        var body = AsOf.Body(loaded, moment, known, Texts.Vietnamese);
        await PrintAsync(context, body, async output =>
        {
            var t = Texts.Vietnamese;
            await output.WriteLineAsync(t["asof.title", ("day", body.AsOf)] + (body.AsKnownOn is { } at ? ", " + t["asof.known", ("day", VietnamTime.ToVietnamDate(at))] : ""));
            await output.WriteLineAsync(body.StageText is { } stage ? $"{stage}; {body.UnionUnitName}; {body.PartyBodyName}" : t["asof.not_filed"]);
            foreach (var fact in body.Facts)
            {
                await output.WriteLineAsync($"  {fact.OccurredOn:dd/MM/yyyy} {fact.Text}{(fact.Document is { Number.Length: > 0 } paper ? $" ({paper.Number})" : "")}{(fact.Superseded ? $" – {t["timeline.corrected"]}" : "")}");
            }

            foreach (var clock in body.Deadlines)
            {
                await WriteAsync(output, clock);
            }
        });
        return 0;
    }

    private static async Task<Moment> MomentAsync(IServiceProvider services, LoadedCase loaded, DateOnly day, CliArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Date("--as-known-on") is { } known)
        {
            if (known > loaded.Context.Today)
            {
                throw new CliException($"--as-known-on: {known:yyyy-MM-dd} is in the future.");
            }

            var instant = VietnamTime.EndOf(known).AddTicks(-1);
            return await Moment.KnownAtAsync(loaded, day, instant, services.GetRequiredService<ReadSide>(), cancellationToken);
        }

        return arguments.Has("--regulations") ? Moment.Under(loaded, day, arguments.Number("--regulations", 0)) : Moment.Now(loaded, day);
    }

    /// <summary>Those published in the log where a database is configured, else the shipped files.</summary>
    internal static async Task<Regulations> RegulationsAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(CliServices.Configuration().GetConnectionString("Cadre")))
        {
            return Regulations.FromFiles();
        }

        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var published = (await services.GetRequiredService<ReferenceFacts>().RefreshAsync(cancellationToken)).Regulations;
        return published.Position == 0 ? Regulations.FromFiles() : published;
    }

    private static async Task PrintAsync<TBody>(CliContext context, TBody body, Func<TextWriter, Task> inWords)
    {
        if (context.Arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(body, Json));
        }
        else
        {
            await inWords(context.Out);
        }
    }

    private static async Task WriteAsync(TextWriter output, CaseClockBody clock)
    {
        var t = Texts.Vietnamese;
        await output.WriteLineAsync($"{clock.Rule} {clock.Title}: {clock.Start:dd/MM/yyyy} → {clock.Due:dd/MM/yyyy}{(clock.Provisional ? $" ({t["deadline.unconfirmed"]})" : "")}; {clock.ActingUnitName}; {clock.CalendarText}; {clock.Article}, {clock.PolicyVersion}");
        foreach (var pause in clock.Pauses)
        {
            await output.WriteLineAsync($"  {t["clockpage.pause"]}: {pause.Text}, {t[pause.To is null ? "clockpage.pause.open" : "clockpage.pause.closed", ("from", pause.From), ("to", pause.To)]}");
        }

        foreach (var move in clock.Moves)
        {
            await output.WriteLineAsync($"  {t["clockpage.move", ("day", move.From)]}: {move.Text}");
        }

        await WriteAsync(output, clock.Days);
    }

    private static async Task WriteAsync(TextWriter output, IReadOnlyList<ClockDayBody> days)
    {
        foreach (var day in days)
        {
            await output.WriteLineAsync("  " + day.Text);
        }
    }

    private static async Task WriteAsync(TextWriter output, ActionExplanationBody body)
    {
        var t = Texts.Vietnamese;
        await output.WriteLineAsync(t[body.Allowed ? "why.allowed" : "why.not_allowed", ("act", body.ActionText), ("day", body.On)]);
        if (body.Earliest is { } earliest)
        {
            await output.WriteLineAsync(t["finding.earliest", ("day", earliest)]);
        }

        foreach (var finding in body.Findings)
        {
            await output.WriteLineAsync($"- {t["severity." + finding.Severity]}: {finding.Text}");
            await output.WriteLineAsync($"  {finding.Rule} {finding.Article}{(finding.Instrument is { } from ? ", " + from.Name : "")}{(finding.Confirmed ? "" : $" ({t["explain.mark"]})")}");
            foreach (var fact in finding.Facts)
            {
                await output.WriteLineAsync($"  {t["why.fact", ("what", fact.Text), ("day", fact.OccurredOn)]}{(fact.Document is { } paper ? ", " + paper.Number : "")}  {fact.EventId:D}");
            }

            if (finding.UnblockText is { } unblock)
            {
                await output.WriteLineAsync($"  {t["finding.unblock"]} {unblock}");
            }
        }
    }
}
