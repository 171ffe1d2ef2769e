using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Regulations and calendars: what is published, what differs, and the four-eyes road to a new version.</summary>
internal static class RegulationEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var regulations = api.MapGroup("/regulations").WithTags("Regulations");
        regulations.MapGet("", ListAsync).WithName("listRegulations").Produces<RegulationsBody>().Reads();
        regulations.MapGet("/{id}", GetAsync).WithName("getRegulation").Produces<VersionDetailBody>().Reads();
        regulations.MapGet("/diff", DiffAsync).WithName("diffRegulations").Produces<RegulationDiffBody>().ProducesProblem(StatusCodes.Status422UnprocessableEntity).Reads();
        regulations.MapPost("/check", CheckAsync).WithName("checkRegulation").Accepts<object>("application/json").Produces<RegulationCheckBody>().Writes()
            .WithDescription("Body: {\"content\": the regulation file, as an object or as its text}. Nothing is stored.");
        var drafts = regulations.MapGroup("/drafts");
        drafts.MapGet("", DraftsAsync).WithName("listRegulationDrafts").Produces<IReadOnlyList<DraftBody>>().Reads();
        drafts.MapGet("/{id:guid}", DraftAsync).WithName("getRegulationDraft").Produces<DraftBody>().Reads();
        drafts.MapPost("", ProposeAsync).WithName("proposeRegulation").Accepts<object>("application/json").Produces<AcceptedBody>(StatusCodes.Status201Created).Writes()
            .WithDescription("Body: {\"content\": the regulation file, as an object or as its text, \"document\": the announcing paper; for a policy version its own instrument when absent}.");
        drafts.MapPost("/{id:guid}/approve", ApproveAsync).WithName("approveRegulationDraft").Produces<AcceptedBody>().Writes();
        drafts.MapPost("/{id:guid}/reject", (Guid id, HttpContext context, CommandGateway gateway) => SettleAsync(id, DraftStatus.Rejected, context, gateway))
            .WithName("rejectRegulationDraft").Accepts<ReasonBody>("application/json").Produces<AcceptedBody>().Writes();
        drafts.MapPost("/{id:guid}/withdraw", (Guid id, HttpContext context, CommandGateway gateway) => SettleAsync(id, DraftStatus.Withdrawn, context, gateway))
            .WithName("withdrawRegulationDraft").Accepts<ReasonBody>("application/json").Produces<AcceptedBody>().Writes();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReferenceFacts reference, CadreClock clock)
    {
        var on = Query.Date(context, "on") ?? clock.Today;
        var regulations = (await reference.RefreshAsync(context.RequestAborted)).Regulations;
        return Results.Ok(new RegulationsBody(on, regulations.Position, Chains(regulations, on)));
    }

    internal static IReadOnlyList<ChainBody> Chains(Regulations regulations, DateOnly on) =>
    [
        .. PolicyFamilies.All.Order(StringComparer.Ordinal).Select(family => new ChainBody(
            family, "policy", RegulationWords.Family(Texts.Current, family), regulations.PolicyOn(family, on)?.Id,
            [.. regulations.Policies.Where(p => p.Family == family).OrderByDescending(p => p.EffectiveFrom).Select(p => VersionBody.Of(regulations.Document(p.Id)!, regulations))])),
        .. regulations.CalendarNames.Select(code => new ChainBody(
            code, "calendar", Texts.Current.Calendar(code), regulations.Calendar(code)!.Years.FirstOrDefault(y => y.Year == on.Year)?.Id,
            [.. regulations.CalendarVersions.Where(c => c.Calendar == code).OrderByDescending(c => c.Year).Select(c => VersionBody.Of(regulations.Document(c.Id)!, regulations))])),
    ];

    private static async Task<IResult> GetAsync(string id, HttpContext context, ReferenceFacts reference, RegulationDrafts drafts, AccountNames accounts)
    {
        var regulations = (await reference.RefreshAsync(context.RequestAborted)).Regulations;
        if (regulations.Document(id) is not { } document)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var publication = await drafts.OfVersionAsync(document, context.RequestAborted);
        var names = await accounts.OfAsync(Accounts(publication), context.RequestAborted);
        using var content = JsonDocument.Parse(document.Canonical);
        return Results.Ok(new VersionDetailBody(
            VersionBody.Of(document, regulations),
            document.Policy?.SourceNote ?? document.Calendar!.Source,
            document.Policy?.TransitionNote,
            [.. document.Policy?.Parameters.Values.OrderBy(p => p.Code, StringComparer.Ordinal).Select(p => ParameterBody.Of(p)!) ?? []],
            document.Policy is { } policy ? [.. regulations.RulesOf(policy.Id).Select(RuleBody.Of)] : [],
            Body(publication, names),
            content.RootElement.Clone()));
    }

    private static async Task<IResult> DiffAsync(HttpContext context, ReferenceFacts reference)
    {
        var (a, b) = (Query.Need(context, "a"), Query.Need(context, "b"));
        var regulations = (await reference.RefreshAsync(context.RequestAborted)).Regulations;
        foreach (var (name, id) in new[] { ("a", a), ("b", b) })
        {
            if (regulations.Document(id) is null)
            {
                return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_version", name, id);
            }
        }

        return RegulationDiff.Between(regulations.Document(a)!, regulations.Document(b)!, regulations) is { } diff
            ? Results.Ok(diff)
            : Problems.Of(StatusCodes.Status422UnprocessableEntity, "versions_not_comparable", "b", b);
    }

    private static async Task<IResult> CheckAsync(HttpContext context, ReferenceFacts reference)
    {
        using var body = await StrictJson.ParseAsync(context);
        var text = Content(body.RootElement);
        var regulations = (await reference.RefreshAsync(context.RequestAborted)).Regulations;
        var (document, problems) = regulations.Propose(text);
        return Results.Ok(new RegulationCheckBody(document is not null, document is null ? null : VersionBody.Of(document, regulations.With(document)), RegulationProblemBody.Of(problems)));
    }

    private static async Task<IResult> DraftsAsync(HttpContext context, RegulationDrafts drafts, ReferenceFacts reference, AccountNames accounts, PeopleStore people)
    {
        if (!context.Actor().Has(Verb.ManageRegulations))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var all = await drafts.ListAsync(context.RequestAborted);
        return Results.Ok(await BodiesAsync(all, reference, accounts, people, context.RequestAborted));
    }

    private static async Task<IResult> DraftAsync(Guid id, HttpContext context, RegulationDrafts drafts, ReferenceFacts reference, AccountNames accounts, PeopleStore people)
    {
        if (!context.Actor().Has(Verb.ManageRegulations))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        if (await drafts.FindAsync(id, context.RequestAborted) is not { } draft)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        Doors.SetVersion(context, draft.State.Version);
        return Results.Ok((await BodiesAsync([draft], reference, accounts, people, context.RequestAborted))[0]);
    }

    private static async Task<IResult> ProposeAsync(HttpContext context, CommandGateway gateway, ReferenceFacts reference)
    {
        using var body = await StrictJson.ParseAsync(context);
        var text = Content(body.RootElement);
        var document = body.RootElement.TryGetProperty("document", out var paper) && paper.ValueKind != JsonValueKind.Null ? StrictJson.Convert<DocumentRef>(paper) : null;
        if (Access.Everywhere(context.Actor(), Verb.ManageRegulations))
        {
            // Every problem at once: the decision itself stops at the first.
            var regulations = (await reference.RefreshAsync(context.RequestAborted)).Regulations;
            var read = RegulationFiles.ReadDraft(text);
            if (read.Document is null || !regulations.IsPublished(read.Document))
            {
                var (_, problems) = regulations.Propose(text);
                if (problems.Count > 0)
                {
                    return Problems.Of(problems);
                }
            }
        }

        var result = await gateway.SendAsync(new ProposeRegulation(text, document), context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created($"/api/regulations/drafts/{done.Answer.DraftId:D}", CaseEndpoints.Body(done, done.Answer.DraftId)));
    }

    private static async Task<IResult> ApproveAsync(Guid id, HttpContext context, CommandGateway gateway)
    {
        var command = new SettleRegulation(id, DraftStatus.Approved, null, Doors.ExpectedVersion(context));
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> SettleAsync(Guid id, DraftStatus to, HttpContext context, CommandGateway gateway)
    {
        var body = await StrictJson.ReadAsync<ReasonBody>(context);
        var command = new SettleRegulation(id, to, body.Reason, Doors.ExpectedVersion(context));
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, id)));
    }

    /// <summary>The file in a body: an object, or its text, which keeps what a parser would hide, such as a member given twice.</summary>
    private static string Content(JsonElement body)
    {
        foreach (var member in body.EnumerateObject().Where(m => m.Name is not ("content" or "document")))
        {
            throw new BadInputException("unknown_member", member.Name);
        }

        if (!body.TryGetProperty("content", out var content))
        {
            throw new BadInputException("missing_member", "content");
        }

        return content.ValueKind switch
        {
            JsonValueKind.Object => content.GetRawText(),
            JsonValueKind.String => content.GetString()!,
            _ => throw new BadInputException("invalid_value", "content"),
        };
    }

    private static async Task<IReadOnlyList<DraftBody>> BodiesAsync(
        IReadOnlyList<StoredDraft> drafts, ReferenceFacts reference, AccountNames accounts, PeopleStore people, CancellationToken cancellationToken)
    {
        var regulations = (await reference.RefreshAsync(cancellationToken)).Regulations;
        var names = await accounts.OfAsync([.. drafts.SelectMany(d => new[] { d.State.Proposed?.Account, d.State.Settled?.Account }).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        var notes = await people.NotesAsync([.. drafts.Select(d => d.State.NoteId).OfType<Guid>()], cancellationToken);
        return
        [
            .. drafts.Select(d => new DraftBody(
                d.Id, d.State.Proposal!.Id, Title(d), Codes.Of(d.State.Status), d.State.Version, Name(names, d.State.Proposed!.Account), d.State.Proposed.RecordedAt, d.State.Proposal.Document,
                Name(names, d.State.Settled?.Account), d.State.Settled?.RecordedAt, d.State.NoteId is { } note ? notes.GetValueOrDefault(note) : null,
                d.State.Status == DraftStatus.Open ? RegulationProblemBody.Of(regulations.Propose(d.State.Proposal.Content).Problems) : [])),
        ];
    }

    private static string Title(StoredDraft draft) =>
        RegulationFiles.ReadDraft(draft.State.Proposal!.Content).Document is { } document ? RegulationWords.Title(Texts.Current, document) : draft.State.Proposal.Id;

    private static string? Name(IReadOnlyDictionary<string, string> names, string? account) => account is null ? null : names.GetValueOrDefault(account, account);

    private static List<string> Accounts(Publication publication) =>
        [.. new[] { publication.Published?.UserName, publication.Draft?.State.Proposed?.Account }.OfType<string>().Distinct(StringComparer.Ordinal)];

    private static PublicationBody? Body(Publication publication, IReadOnlyDictionary<string, string> names)
    {
        if (publication.Published is not { } published)
        {
            return null;
        }

        var draft = publication.Draft is { State.Status: DraftStatus.Approved } approved ? approved : null;
        return new(
            EventCodec.Decode<RegulationEvent>(published).Event.OccurredOn, published.RecordedAt, published.Position, Name(names, draft?.State.Proposed?.Account),
            Name(names, published.UserName), draft?.Id, draft?.State.Proposal?.Document);
    }
}

/// <summary>Compares two documents of one chain.</summary>
internal static class RegulationDiff
{
    /// <summary>Null when they are of different families or calendars.</summary>
    internal static RegulationDiffBody? Between(RegulationDocument a, RegulationDocument b, Regulations regulations)
    {
        var texts = Texts.Current;
        var (left, right) = (VersionBody.Of(a, regulations), VersionBody.Of(b, regulations));
        if (a.Policy is { } before && b.Policy is { } after && before.Family == after.Family)
        {
            var diff = PolicyDiff.Between(before, after);
            string? Words(RuleCitation? rule) => texts.Language == "vi" ? rule?.ExplanationVi : rule?.ExplanationEn ?? rule?.ExplanationVi;
            return new(
                left, right, [.. diff.Parameters.Select(p => new ParameterChangeBody(p.Code, ParameterBody.Of(p.Before), ParameterBody.Of(p.After)))],
                [.. diff.Rules.Select(r => new RuleChangeBody(r.Rule, Words(r.Before), Words(r.After)))], false, []);
        }

        if (a.Calendar is { } old && b.Calendar is { } now && old.Calendar == now.Calendar)
        {
            var diff = CalendarDiff.Between(old, now);
            return new(
                left, right, [], [], diff.WeeklyRestChanges,
                [.. diff.Days.Select(d => new DayChangeBody(d.Date, RegulationWords.Of(texts, d.Before), RegulationWords.Of(texts, d.After)))]);
        }

        return null;
    }
}
