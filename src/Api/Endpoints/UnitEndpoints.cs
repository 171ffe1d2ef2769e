using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Timelines;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A unit to open.</summary>
/// <param name="Parent">Id or code; absent only for the root of a tree.</param>
public sealed record OpenUnitBody(
    DateOnly OccurredOn,
    Tree Tree,
    UnitKind Kind,
    string Code,
    string Name,
    string? Parent = null,
    Sector Sector = Sector.Unknown,
    CalendarKind? Calendar = null,
    bool HasYouthUnion = false,
    DocumentRef? Document = null);

/// <summary>A unit on a day.</summary>
/// <param name="ServedBy">The Party body that serves a union unit, its own or that of a superior.</param>
/// <param name="Successors">Units that took over from an ended one.</param>
/// <param name="Ended">For a unit that is no more on the day: how it ended and who stands in its place.</param>
/// <param name="Predecessors">Units that ended into this one.</param>
public sealed record UnitBody(
    Guid Id, string Code, string Name, string Tree, string Kind, Guid? Parent, string Sector, string Calendar, bool HasYouthUnion, DateOnly OpenedOn, DateOnly? EndedOn,
    bool Active, long Version, Guid? PartyBody, Guid? ServedBy, IReadOnlyList<Guid> Successors,
    int? Members = null, int? Women = null, EndedUnit? Ended = null, IReadOnlyList<Guid>? Predecessors = null);

/// <summary>Organisation units of both trees. Their names are public; their cases are not.</summary>
internal static class UnitEndpoints
{
    private static readonly string[] UnitFields = ["parent", "into", "partyBody"];

    private static readonly Dictionary<string, Type> Acts = new(StringComparer.Ordinal)
    {
        ["rename"] = typeof(UnitRenamed),
        ["move"] = typeof(UnitMoved),
        ["merge"] = typeof(UnitMerged),
        ["split"] = typeof(UnitSplit),
        ["dissolve"] = typeof(UnitDissolved),
        ["youth-union"] = typeof(YouthUnionChanged),
        ["reclassify"] = typeof(UnitReclassified),
        ["assign-party-body"] = typeof(PartyBodyAssigned),
        ["count-members"] = typeof(UnitMembersCounted),
        ["open"] = typeof(UnitOpened),
        ["strike-fact"] = typeof(UnitFactStruck),
    };

    internal static void Map(RouteGroupBuilder api)
    {
        var units = api.MapGroup("/units").WithTags("Units");
        units.MapGet("", ListAsync).WithName("listUnits").Produces<PageBody<UnitBody>>().Reads();
        units.MapGet("/{id}", GetAsync).WithName("getUnit").Produces<UnitBody>().Reads();
        units.MapPost("", OpenAsync).WithName("openUnit").Accepts<OpenUnitBody>("application/json").Produces<AcceptedBody>(StatusCodes.Status201Created).Writes();
        units.MapPost("/{id}/acts/{code}", ActAsync).WithName("actOnUnit").Accepts<ActBody>("application/json").Produces<AcceptedBody>().Writes()
            .WithDescription("Codes: " + string.Join(", ", Acts.Keys) + ". A split or a dissolution names in `children` where each unit under it goes: [{unit, parent}]. With `corrects` the act replaces a recorded one; `open` is only ever a correction.");
        units.MapGet("/{id}/timeline", TimelineAsync).WithName("unitTimeline").Produces<TimelineBody>().Reads();
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReferenceFacts reference, ReadSide reads, ReadFacts readFacts, CadreClock clock)
    {
        var facts = await KnownAsync(context, reference, reads, readFacts, clock);
        var day = Query.Date(context, "asOf") ?? clock.Today;
        var tree = Query.Code<Tree>(context, "tree");
        var parent = Query.Unit(context, "parent", facts, day);
        var active = Query.Flag(context, "active");
        var search = Query.Text(context, "search") is { } text ? NameFolding.Fold(text) : null;
        var (page, size) = Query.Page(context);
        var found = (parent is { } of ? facts.Units.Children(of, day) : facts.Units.Units)
            .Select(id => facts.Units.Unit(id, day)!)
            .Where(u => (tree is null || u.Tree == tree) && (active is null || u.Active == active))
            .Where(u => search is null || NameFolding.Fold(u.Name).Contains(search, StringComparison.Ordinal) || u.Code.StartsWith(search, StringComparison.OrdinalIgnoreCase))
            .OrderBy(u => u.Tree).ThenBy(u => u.Code, StringComparer.Ordinal)
            .ToList();
        return Results.Ok(new PageBody<UnitBody>(found.Count, page, size, facts.StructureVersion, [.. found.Skip((page - 1) * size).Take(size).Select(u => Body(u, facts.Units, day))]));
    }

    private static async Task<IResult> GetAsync(string id, HttpContext context, ReferenceFacts reference, ReadSide reads, ReadFacts readFacts, CadreClock clock)
    {
        var facts = await KnownAsync(context, reference, reads, readFacts, clock);
        var units = facts.Units;
        var day = Query.Date(context, "asOf") ?? clock.Today;
        if (Find(id, facts, day) is not { } unit)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        Doors.SetVersion(context, unit.StreamVersion);
        return Results.Ok(Body(unit, units, day) with { Predecessors = units.Predecessors(unit.Id) });
    }

    private static async Task<IResult> OpenAsync(HttpContext context, CommandGateway gateway, ReferenceFacts reference, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<OpenUnitBody>(context);
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var parent = body.Parent is { } above ? Query.Unit(above, "parent", facts, clock.Today) : (Guid?)null;
        var commandId = Doors.CommandId(context);

        // The id follows from the command, so that a repeat under the same key says the very same thing.
        var id = Uuid.Of(commandId, "unit");
        var act = new UnitOpened(body.OccurredOn, body.Document, id, body.Tree, body.Kind, body.Code, body.Name, parent, body.Sector, body.Calendar ?? CalendarKind.Public, body.HasYouthUnion);
        var result = await gateway.SendAsync(new UnitCommand(id, act), context.Actor(), commandId, "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created($"/api/units/{id:D}", CaseEndpoints.Body(done, id)));
    }

    private static async Task<IResult> ActAsync(string id, string code, HttpContext context, CommandGateway gateway, ReferenceFacts reference, CadreClock clock)
    {
        using var document = await StrictJson.ParseAsync(context);
        var facts = await reference.RefreshAsync(context.RequestAborted);
        if (Find(id, facts, clock.Today) is not { } unit)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        if (!Acts.TryGetValue(code, out var type))
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_act", "code", code);
        }

        var given = JsonObject.Create(document.RootElement.Clone())!;
        foreach (var field in UnitFields.Where(given.ContainsKey))
        {
            given[field] = Query.Unit(TextOf(given[field]), field, facts, clock.Today).ToString("D");
        }

        if (given["successors"] is JsonArray successors)
        {
            given["successors"] = new JsonArray([.. successors.Select(s => (JsonNode)Query.Unit(TextOf(s), "successors", facts, clock.Today).ToString("D"))]);
        }

        var children = given.Remove("children", out var placed) && placed is not null ? Placements(placed, facts, clock.Today) : null;
        var corrects = Take<Guid?>(given, "corrects");
        var note = Take<string>(given, "note");
        if (given.ContainsKey("noteId"))
        {
            throw new BadInputException("unknown_member", "noteId");
        }

        var act = (UnitEvent)StrictJson.Convert(JsonSerializer.SerializeToElement(given), type);
        if (act is UnitOpened && corrects is null)
        {
            throw new BadInputException("missing_member", "corrects");
        }

        var command = new UnitCommand(unit.Id, act, Doors.ExpectedVersion(context), children, corrects, note);
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Ok(CaseEndpoints.Body(done, unit.Id)));
    }

    /// <summary>The trees of now, or as they were known at an instant.</summary>
    private static async Task<FactsSnapshot> KnownAsync(HttpContext context, ReferenceFacts reference, ReadSide reads, ReadFacts readFacts, CadreClock clock)
    {
        var facts = await reference.RefreshAsync(context.RequestAborted);
        var asKnownOn = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(asKnownOn, clock, context);
        if (await reads.PositionAsync(asKnownOn, context.RequestAborted) is not { } position)
        {
            return facts;
        }

        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return facts with { Units = await readFacts.UnitsAsync(connection, position, context.RequestAborted) };
    }

    private static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : string.Empty;

    private static List<UnitPlacement> Placements(JsonNode placed, FactsSnapshot facts, DateOnly today)
    {
        var children = new List<UnitPlacement>();
        foreach (var item in placed as JsonArray ?? throw new BadInputException("invalid_value", "children"))
        {
            if (item is not JsonObject { Count: 2 } one || !one.ContainsKey("unit") || !one.ContainsKey("parent"))
            {
                throw new BadInputException("invalid_value", "children");
            }

            children.Add(new(Query.Unit(TextOf(one["unit"]), "children.unit", facts, today), Query.Unit(TextOf(one["parent"]), "children.parent", facts, today)));
        }

        return children;
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
        catch (Exception bad) when (bad is JsonException or BadFieldException)
        {
            throw new BadInputException("invalid_value", name, node.ToString());
        }
    }

    /// <summary>The unit's own facts, and those of the cases the actor may see while they belonged to it.</summary>
    private static async Task<IResult> TimelineAsync(
        string id, HttpContext context, ReferenceFacts reference, ReadSide reads, ReadBarrier barrier, Timeline timeline, CaseReader cases, AccountNames accounts, PeopleStore people,
        CadreClock clock)
    {
        var facts = await reference.RefreshAsync(context.RequestAborted);
        if (Find(id, facts, clock.Today) is not { } unit)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var (asOf, asKnownOn) = (Query.Date(context, "asOf"), Query.Instant(context, "asKnownOn"));
        Timelines.RefuseFuture(asKnownOn, clock, context);
        var position = await reads.PositionAsync(asKnownOn, context.RequestAborted);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var items = await timeline.UnitAsync(connection, unit.Id, asOf, position, context.RequestAborted);
        return await Timelines.AnswerAsync(context, asOf, asKnownOn, items, cases, facts, accounts, people, clock);
    }

    internal static UnitBody Body(UnitFacts unit, OrgTree units, DateOnly day) => new(
        unit.Id, unit.Code, unit.Name, Codes.Of(unit.Tree), Codes.Of(unit.Kind), unit.Parent, Codes.Of(unit.Sector), unit.Calendar.Value, unit.HasYouthUnion, unit.OpenedOn,
        unit.EndedOn, unit.Active, unit.StreamVersion, unit.CurrentPartyBody, unit.Tree == Tree.Union ? units.PartyBodyFor(unit.Id, day) : null, units.Successors(unit.Id),
        unit.Members, unit.Women, EndedUnit.Of(units, unit.Id, day));

    private static UnitFacts? Find(string id, FactsSnapshot facts, DateOnly day) =>
        Guid.TryParseExact(id, "D", out var guid) ? facts.Units.Unit(guid, day) : facts.Units.ByCode(id, day);
}
