using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Lists;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A case whose unit has ended and that has no successor yet.</summary>
/// <param name="Left">The ended units it still belongs to, with those that took over.</param>
public sealed record UnassignedCaseBody(CaseListItem Case, string? PersonName, IReadOnlyList<EndedUnit> Left);

/// <summary>One case to assign: unit by id or code.</summary>
public sealed record AssignmentBody(Guid CaseId, string Successor);

/// <summary>Cases to assign.</summary>
public sealed record AssignmentsBody(IReadOnlyList<AssignmentBody> Items);

/// <summary>What became of one.</summary>
/// <param name="Status"><c>done</c>, <c>already_done</c> or <c>refused</c>.</param>
public sealed record AssignmentResultBody(Guid CaseId, Guid? Successor, string Status, string? Code, string? Message);

/// <summary>What became of all.</summary>
public sealed record AssignmentsResultBody(int Done, int Refused, IReadOnlyList<AssignmentResultBody> Items);

/// <summary>What follows from changes of the trees: cases without a successor, and stocks over a period.</summary>
internal static class StructureEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var units = api.MapGroup("/units").WithTags("Units");
        units.MapGet("/unassigned", UnassignedAsync).WithName("unassignedCases").Produces<PageBody<UnassignedCaseBody>>().Reads();
        units.MapPost("/assignments", AssignAsync).WithName("assignCases").Accepts<AssignmentsBody>("application/json").Produces<AssignmentsResultBody>().Writes();
        units.MapGet("/stock", StockAsync).WithName("unitStock").Produces<StockAnswer>().Reads();
    }

    private static async Task<IResult> UnassignedAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, CaseList list, PeopleStore people, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!actor.Has(Verb.ViewCases))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var facts = await reference.CurrentAsync(context.RequestAborted);
        var unit = Query.Unit(context, "unit", facts, clock.Today);
        ListEndpoints.RequireWithin(actor, Verb.ViewCases, unit, facts, clock.Today);
        var (page, size) = Query.Page(context);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var found = await list.QueryAsync(connection, ReadSide.Scope(actor, Verb.ViewCases, clock.Today, clock.Today, unit: unit), Filter(actor, facts.Units, clock.Today) with { Skip = (page - 1) * size, Take = size }, context.RequestAborted);
        var names = await people.NamesAsync([.. found.Items.Select(i => i.PersonId)], context.RequestAborted);
        return Results.Ok(new PageBody<UnassignedCaseBody>(found.Total, page, size, found.Position, [.. found.Items.Select(i =>
            new UnassignedCaseBody(i, names.GetValueOrDefault(i.PersonId)?.FullName, Left(i, facts.Units, clock.Today)))]));
    }

    private static async Task<IResult> AssignAsync(HttpContext context, Assignments assignments, ReferenceFacts reference, ReadBarrier barrier, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<AssignmentsBody>(context);
        if (body.Items.Count is 0 or > Assignments.Most)
        {
            throw new BadInputException("invalid_value", "items", body.Items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        var facts = await reference.CurrentAsync(context.RequestAborted);
        var asked = body.Items.Select(i => new Assignment(i.CaseId, Query.Unit(i.Successor, "successor", facts, clock.Today))).ToList();
        var results = await assignments.AssignAsync(asked, context.Actor(), Doors.CommandId(context), "api", context.RequestAborted);
        if (results.Select(r => r.Result).OfType<CommandResult.Accepted>().Select(a => a.Position).DefaultIfEmpty().Max() is > 0 and var position)
        {
            barrier.Wrote(context, position);
        }

        var items = results.Select(r => Body(r, Texts.Current)).ToList();
        return Results.Ok(new AssignmentsResultBody(items.Count(i => i.Status != "refused"), items.Count(i => i.Status == "refused"), items));
    }

    private static async Task<IResult> StockAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, StockReport stock, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!actor.Has(Verb.ViewReports))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var (from, to) = (Query.NeedDate(context, "from"), Query.NeedDate(context, "to"));
        if (to < from)
        {
            throw new BadInputException("dates_reversed", "to", Query.Text(context, "to"), StatusCodes.Status422UnprocessableEntity);
        }

        var facts = await reference.CurrentAsync(context.RequestAborted);
        var tops = Access.Tops(actor, Verb.ViewReports);
        var unit = Query.Unit(context, "unit", facts, clock.Today) ?? (tops.Count == 0 ? null : tops.Count == 1 ? tops[0] : throw new BadInputException("missing_member", "unit"));
        ListEndpoints.RequireWithin(actor, Verb.ViewReports, unit, facts, clock.Today);
        var asKnownOn = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(asKnownOn, clock, context);
        var position = await reads.PositionAsync(asKnownOn, context.RequestAborted);
        var sector = Query.Code<Sector>(context, "sector");
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await stock.QueryAsync(connection, unit, from, to, sector is { } one ? [one] : null, position, context.RequestAborted));
    }

    /// <summary>Open cases at units that are no more.</summary>
    internal static CaseListFilter Filter(Actor actor, OrgTree units, DateOnly today, Guid? only = null) => ReadSide.Within(actor, new CaseListFilter
    {
        OpenOnly = true,
        AtUnits = [.. units.Units.Where(u => (only is null || u == only) && units.EndingOf(u)?.OccurredOn <= today)],
        Sort = CaseListSort.Name,
    });

    internal static IReadOnlyList<EndedUnit> Left(CaseListItem item, OrgTree units, DateOnly today) =>
        [.. new[] { item.UnionUnit, item.PartyBody }.Select(u => EndedUnit.Of(units, u, today)).OfType<EndedUnit>()];

    internal static AssignmentResultBody Body(AssignmentResult result, Texts texts) => result.Result switch
    {
        CommandResult.Accepted { Answer.Nothing: true } or CommandResult.Accepted { Replayed: true } => new(result.CaseId, result.Successor, "already_done", null, texts["assign.nothing"]),
        CommandResult.Accepted => new(result.CaseId, result.Successor, "done", null, null),
        CommandResult.Refused refused => new(result.CaseId, result.Successor, "refused", refused.Refusal.Code, texts.Of(refused.Refusal)),
        CommandResult.Forbidden => new(result.CaseId, result.Successor, "refused", "forbidden", texts["problem.forbidden"]),
        CommandResult.NotFound => new(result.CaseId, result.Successor, "refused", "not_found", texts["problem.not_found"]),
        CommandResult.Blocked => new(result.CaseId, result.Successor, "refused", "blocked", texts["problem.blocked"]),
        CommandResult.KeyReused => new(result.CaseId, result.Successor, "refused", "key_reused", texts["problem.key_reused"]),
        _ => new(result.CaseId, result.Successor, "refused", "version_conflict", texts["problem.version_conflict"]),
    };
}
