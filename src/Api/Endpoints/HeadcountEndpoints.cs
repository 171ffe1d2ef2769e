using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Duties;
using CadreWorkflow.Projections.Headcounts;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>What one unit reported of itself.</summary>
public sealed record HeadcountsBody(Guid Unit, string Code, string Name, long Version, IReadOnlyList<HeadcountReport> Reports);

/// <summary>What one unit owes again and again, seen on a day.</summary>
public sealed record DutiesBody(Guid Unit, string Code, string Name, DateOnly On, long Version, IReadOnlyList<DutyBody> Duties, IReadOnlyList<AdoptedPaper> Papers, IReadOnlyList<TalliedYear> Tallies);

/// <summary>One duty with every period up to the day.</summary>
public sealed record DutyBody(Guid Fact, DutyScheduled Duty, DateOnly? EndedOn, IReadOnlyList<DutyOccasion> Occasions);

/// <summary>A yearly round of declarations.</summary>
/// <param name="Unit">Id or code: everybody who holds a post or is on the staff there and below.</param>
public sealed record DeclarationRoundBody(string Unit, int Year, DateOnly OccurredOn);

/// <summary>Reads of reported counts and recurring duties, and the yearly round of declarations.</summary>
internal static class HeadcountEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/headcounts/{id:guid}", HeadcountsAsync).WithName("getHeadcounts").WithTags("Headcounts").Produces<HeadcountsBody>().Reads();
        api.MapGet("/statistics/headcounts", StatisticsAsync).WithName("headcountStatistics").WithTags("Statistics").Produces<HeadcountAnswer>().Reads();
        api.MapGet("/statistics/party-growth", GrowthAsync).WithName("partyGrowth").WithTags("Statistics").Produces<PartyGrowth>().Reads();
        api.MapPost("/declarations/rounds", RoundAsync).WithName("openDeclarationRound").WithTags("Declarations").Accepts<DeclarationRoundBody>("application/json").Produces<RoundResult>().Writes();
        api.MapGet("/duties", BoardAsync).WithName("dutyBoard").WithTags("Duties").Produces<DutyAnswer>().Reads();
        api.MapGet("/duties/{id:guid}", DutiesAsync).WithName("getDuties").WithTags("Duties").Produces<DutiesBody>().Reads();
    }

    private static async Task<IResult> HeadcountsAsync(Guid id, HttpContext context, CadreReader cadres, ReferenceFacts reference, CadreClock clock)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        if (facts.Units.Unit(id, clock.Today) is not { } unit)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        ListEndpoints.RequireWithin(context.Actor(), Verb.ManageCadres, id, facts, clock.Today);
        var state = await cadres.HeadcountAsync(id, context.RequestAborted);
        Doors.SetVersion(context, state.Version);
        return Results.Ok(new HeadcountsBody(id, unit.Code, unit.Name, state.Version, state.Reports));
    }

    private static async Task<IResult> StatisticsAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, HeadcountStatistics statistics, ReferenceFacts reference, CadreClock clock)
    {
        var (unit, position) = await AskedAsync(context, Verb.ViewReports, reads, reference, clock);
        var request = new HeadcountRequest(Query.Date(context, "on") ?? clock.Today)
        {
            Unit = unit,
            Body = Query.Code<CountedBody>(context, "body") ?? CountedBody.Union,
            AsKnownPosition = position,
        };
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await statistics.QueryAsync(connection, request, context.RequestAborted));
    }

    private static async Task<IResult> GrowthAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, HeadcountStatistics statistics, ReferenceFacts reference, CadreClock clock)
    {
        var (unit, position) = await AskedAsync(context, Verb.ViewReports, reads, reference, clock);
        var year = Query.Number(context, "year", clock.Today.Year, 2000, clock.Today.Year);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await statistics.GrowthAsync(connection, unit, year, clock.Today, position, context.RequestAborted));
    }

    private static async Task<IResult> RoundAsync(HttpContext context, DeclarationRound round, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<DeclarationRoundBody>(context);
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var unit = Query.Unit(body.Unit, "unit", facts, clock.Today);
        ListEndpoints.RequireWithin(context.Actor(), Verb.ManageCadres, unit, facts, clock.Today);
        if (body.OccurredOn > clock.Today)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "future_date", "occurredOn", body.OccurredOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }

        if (body.Year < body.OccurredOn.Year || body.Year > clock.Today.Year)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "obligation_year_invalid", "year", body.Year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        if (await round.PlanAsync(unit, body.Year, body.OccurredOn, context.RequestAborted) is not { } plan)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "round_too_large", "unit", body.Unit);
        }

        var done = await round.RunAsync(plan, body.OccurredOn, context.Actor(), "api", context.RequestAborted);
        if (done.Position > 0)
        {
            barrier.Wrote(context, done.Position);
        }

        return Results.Ok(done);
    }

    private static async Task<IResult> BoardAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, DutyBoard board, ReferenceFacts reference, CadreClock clock)
    {
        var (unit, position) = await AskedAsync(context, Verb.ManageCadres, reads, reference, clock);
        var request = new DutyRequest(Query.Date(context, "on") ?? clock.Today)
        {
            Unit = unit,
            Kind = Query.Code<DutyKind>(context, "kind"),
            From = Query.Date(context, "from"),
            AsKnownPosition = position,
        };
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await board.QueryAsync(connection, request, context.RequestAborted));
    }

    private static async Task<IResult> DutiesAsync(Guid id, HttpContext context, CadreReader cadres, ReferenceFacts reference, CadreClock clock)
    {
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var day = Query.Date(context, "on") ?? clock.Today;
        if (facts.Units.Unit(id, day) is not { } unit)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        ListEndpoints.RequireWithin(context.Actor(), Verb.ManageCadres, id, facts, clock.Today);
        var state = await cadres.DutiesAsync(id, context.RequestAborted);
        Doors.SetVersion(context, state.Version);
        return Results.Ok(new DutiesBody(
            id, unit.Code, unit.Name, day, state.Version, [.. state.Duties.Select(d => new DutyBody(d.Fact, d.Said, d.EndedOn, d.On(day, unit.EndedOn)))], state.Papers, state.Tallies));
    }

    /// <summary>The scope and the position of knowledge of a question; refused outside what the caller may see.</summary>
    private static async Task<(Guid? Unit, long? Position)> AskedAsync(HttpContext context, Verb verb, ReadSide reads, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!actor.Has(verb))
        {
            throw new BadInputException("forbidden", status: StatusCodes.Status403Forbidden);
        }

        var instant = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(instant, clock, context);
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var unit = Query.Unit(context, "unit", facts, clock.Today) ?? Access.Tops(actor, verb) switch
        {
            { Count: 0 } => (Guid?)null,
            [var only] => only,
            _ => throw new BadInputException("missing_member", "unit"),
        };
        ListEndpoints.RequireWithin(actor, verb, unit, facts, clock.Today);
        return (unit, await reads.PositionAsync(instant, context.RequestAborted));
    }
}
