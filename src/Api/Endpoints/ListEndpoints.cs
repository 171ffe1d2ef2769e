using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Lists;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A page of anything.</summary>
/// <param name="Total">How many there are over all pages.</param>
/// <param name="Position">Log position the page stands at.</param>
public sealed record PageBody<T>(int Total, int Page, int PageSize, long Position, IReadOnlyList<T> Items);

/// <summary>A case in a list, with the person's present name.</summary>
public sealed record CaseListItemBody(CaseListItem Case, string? PersonName);

/// <summary>A deadline on the board, with the person's present name.</summary>
public sealed record DeadlineItemBody(DeadlineItem Deadline, string Urgency, string? PersonName);

/// <summary>The deadline board.</summary>
public sealed record DeadlineBoardBody(
    int Total, int Page, int PageSize, long Position, IReadOnlyDictionary<string, int> ByUrgency, IReadOnlyList<DeadlineItemBody> Items);

/// <summary>A person on the roster.</summary>
public sealed record PersonRosterItemBody(PersonRosterItem Person, string? Name);

/// <summary>Lists of cases, deadlines, persons and units: as of a day, as known at an instant.</summary>
internal static class ListEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases", CasesAsync).WithName("listCases").WithTags("Cases").Produces<PageBody<CaseListItemBody>>().Reads();
        api.MapGet("/deadlines", DeadlinesAsync).WithName("listDeadlines").WithTags("Deadlines").Produces<DeadlineBoardBody>().Reads();
        api.MapGet("/rosters/people", PeopleAsync).WithName("peopleRoster").WithTags("Rosters").Produces<PageBody<PersonRosterItemBody>>().Reads();
        api.MapGet("/rosters/units", UnitsAsync).WithName("unitRoster").WithTags("Rosters").Produces<IReadOnlyList<UnitRosterItem>>().Reads();
    }

    private static async Task<IResult> CasesAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, CaseList list, PeopleStore people, ReferenceFacts reference, CadreClock clock)
    {
        var (scope, filter, page, size) = await AskedAsync(context, reads, reference, clock);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var found = await list.QueryAsync(connection, scope, filter, context.RequestAborted);
        var names = await people.NamesAsync([.. found.Items.Select(i => i.PersonId)], context.RequestAborted);
        return Results.Ok(new PageBody<CaseListItemBody>(found.Total, page, size, found.Position, [.. found.Items.Select(i => new CaseListItemBody(i, names.GetValueOrDefault(i.PersonId)?.FullName))]));
    }

    private static async Task<IResult> DeadlinesAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, DeadlineBoard board, PeopleStore people, ReferenceFacts reference, CadreClock clock)
    {
        var (scope, _, page, size) = await AskedAsync(context, reads, reference, clock);
        var filter = new DeadlineFilter
        {
            Rules = Query.Text(context, "rule") is { } rule ? [rule] : null,
            Urgency = Query.Code<Urgency>(context, "urgency"),
            Skip = (page - 1) * size,
            Take = size,
        };
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var found = await board.QueryAsync(connection, scope, filter, context.RequestAborted);
        var names = await people.NamesAsync([.. found.Items.Select(i => i.PersonId)], context.RequestAborted);
        return Results.Ok(new DeadlineBoardBody(
            found.Total, page, size, found.Position,
            found.ByUrgency.ToDictionary(p => Codes.Of(p.Key), p => p.Value, StringComparer.Ordinal),
            [.. found.Items.Select(i => new DeadlineItemBody(i, Codes.Of(i.Urgency), names.GetValueOrDefault(i.PersonId)?.FullName))]));
    }

    private static async Task<IResult> PeopleAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, Rosters rosters, PeopleStore people, ReferenceFacts reference, CadreClock clock)
    {
        var (scope, filter, page, size) = await AskedAsync(context, reads, reference, clock);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var found = await rosters.PersonsAsync(connection, scope, filter, context.RequestAborted);
        var names = await people.NamesAsync([.. found.Items.Select(i => i.PersonId)], context.RequestAborted);
        return Results.Ok(new PageBody<PersonRosterItemBody>(found.Total, page, size, found.Position, [.. found.Items.Select(i => new PersonRosterItemBody(i, names.GetValueOrDefault(i.PersonId)?.FullName))]));
    }

    private static async Task<IResult> UnitsAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, Rosters rosters, ReferenceFacts reference, CadreClock clock)
    {
        var (scope, _, _, _) = await AskedAsync(context, reads, reference, clock);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await rosters.UnitsAsync(connection, scope, context.RequestAborted));
    }

    private static async Task<(ReadScope Scope, CaseListFilter Filter, int Page, int Size)> AskedAsync(HttpContext context, ReadSide reads, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!actor.Has(Verb.ViewCases))
        {
            throw new BadInputException("forbidden", status: StatusCodes.Status403Forbidden);
        }

        var today = clock.Today;
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var unit = Query.Unit(context, "unit", facts, today);
        RequireWithin(actor, Verb.ViewCases, unit, facts, today);
        var asKnownOn = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(asKnownOn, clock, context);
        var (page, size) = Query.Page(context);
        var search = Query.Text(context, "search");
        var filter = new CaseListFilter
        {
            Stages = Query.Code<Stage>(context, "stage") is { } stage ? [Codes.Of(stage)] : null,
            OpenOnly = Query.Flag(context, "open") ?? false,
            Reference = search,
            FoldedName = search is null ? null : NameFolding.Fold(search),
            Person = Query.Id(context, "person"),
            Sort = Query.Code<CaseListSort>(context, "sort") ?? CaseListSort.Filed,
            Descending = Query.Flag(context, "descending") ?? false,
            Skip = (page - 1) * size,
            Take = size,
        };
        var scope = ReadSide.Scope(actor, Verb.ViewCases, Query.Date(context, "asOf") ?? today, today, await reads.PositionAsync(asKnownOn, context.RequestAborted), unit);
        return (scope, ReadSide.Within(actor, filter), page, size);
    }

    /// <summary>Units are no secret, their cases are: a unit outside the actor's subtrees is 403, one that never was 422.</summary>
    internal static void RequireWithin(Actor actor, Verb verb, Guid? unit, FactsSnapshot facts, DateOnly today)
    {
        if (unit is not { } id)
        {
            return;
        }

        if (facts.Units.Unit(id, today) is null)
        {
            throw new BadInputException("unknown_unit", "unit", id.ToString("D"), StatusCodes.Status422UnprocessableEntity);
        }

        if (!Access.OnUnit(actor, verb, id, facts.Units, today))
        {
            throw new BadInputException("forbidden", "unit", id.ToString("D"), StatusCodes.Status403Forbidden);
        }
    }
}
