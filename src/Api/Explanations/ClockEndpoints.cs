using System.Globalization;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;

namespace CadreWorkflow.Api.Explanations;

/// <summary>The clocks of a case, now or as they were counted.</summary>
internal static class ClockEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var clocks = api.MapGroup("/cases/{id:guid}/deadlines").WithTags("Deadlines");
        clocks.MapGet("/", ListAsync).WithName("caseDeadlines").Produces<IReadOnlyList<CaseClockBody>>().ProducesProblem(StatusCodes.Status400BadRequest).Reads()
            .WithDescription("`asKnownOn` takes facts and regulations as known then; `regulations` takes the regulations of a log position with the facts of now.");
        api.MapGet("/cases/{id:guid}/as-of", AsOfAsync).WithTags("Cases").WithName("caseAsOf").Produces<CaseAsOfBody>().ProducesProblem(StatusCodes.Status400BadRequest).Reads()
            .WithDescription("The case as it stood on the day `asOf`, by what was known at `asKnownOn`.");
        clocks.MapGet("/{rule}", OneAsync).WithName("caseDeadline").Produces<CaseClockBody>().ProducesProblem(StatusCodes.Status400BadRequest).Reads()
            .WithDescription("`fact` chooses among clocks of one rule by the fact that started them.");
    }

    private static async Task<IResult> AsOfAsync(Guid id, HttpContext context, CaseReader reader, ReadSide reads, CadreClock clock) =>
        await CaseEndpoints.LoadAsync(id, context, reader, clock) is { } loaded
            ? Results.Ok(AsOf.Body(loaded, await MomentAsync(context, loaded, reads, clock), Query.Instant(context, "asKnownOn"), Texts.Current))
            : Problems.Of(StatusCodes.Status404NotFound, "not_found");

    private static async Task<IResult> ListAsync(Guid id, HttpContext context, CaseReader reader, ReadSide reads, CadreClock clock) =>
        await CaseEndpoints.LoadAsync(id, context, reader, clock) is { } loaded
            ? Results.Ok(ClockExplanation.All(loaded, await MomentAsync(context, loaded, reads, clock), Texts.Current))
            : Problems.Of(StatusCodes.Status404NotFound, "not_found");

    private static async Task<IResult> OneAsync(Guid id, string rule, HttpContext context, CaseReader reader, ReadSide reads, CadreClock clock) =>
        await CaseEndpoints.LoadAsync(id, context, reader, clock) is { } loaded
        && ClockExplanation.One(loaded, await MomentAsync(context, loaded, reads, clock), rule, Query.Id(context, "fact"), Texts.Current) is { } body
            ? Results.Ok(body)
            : Problems.Of(StatusCodes.Status404NotFound, "not_found");

    /// <summary>What the address asks about; a future instant is refused.</summary>
    private static async Task<Moment> MomentAsync(HttpContext context, LoadedCase loaded, ReadSide reads, CadreClock clock)
    {
        var day = Query.Date(context, "asOf") ?? clock.Today;
        if (Query.Instant(context, "asKnownOn") is { } instant)
        {
            Timelines.RefuseFuture(instant, clock, context);
            return await Moment.KnownAtAsync(loaded, day, instant, reads, context.RequestAborted);
        }

        return Query.Text(context, "regulations") is not { } text ? Moment.Now(loaded, day)
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? Moment.Under(loaded, day, position)
            : throw new BadInputException("invalid_parameter", "regulations", text);
    }
}
