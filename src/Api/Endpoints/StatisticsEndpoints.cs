using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>The admission figures, and the cases each number opens to.</summary>
internal static class StatisticsEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("/statistics/admissions").WithTags("Statistics");
        statistics.MapGet("", FiguresAsync).WithName("admissionStatistics").Produces<StatisticsResult>().Reads();
        statistics.MapGet("/cases", CasesAsync).WithName("admissionStatisticsCases").Produces<StatisticsCases>().Reads();
    }

    private static async Task<IResult> FiguresAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, AdmissionStatistics statistics, ReferenceFacts reference, CadreClock clock)
    {
        var request = await AskedAsync(context, reads, reference, clock);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(InWords(await statistics.QueryAsync(connection, request, context.RequestAborted), Texts.Current));
    }

    private static async Task<IResult> CasesAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, AdmissionStatistics statistics, ReferenceFacts reference, CadreClock clock)
    {
        var request = await AskedAsync(context, reads, reference, clock);
        var name = Query.Need(context, "measure");
        var measure = StatisticsMeasure.Find(name) ?? throw new BadInputException("invalid_parameter", "measure", name);
        var key = Query.Text(context, "key");
        if (key is not null && request.By is null)
        {
            throw new BadInputException("missing_member", "by");
        }

        var (page, size) = Query.Page(context);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await statistics.CasesAsync(connection, request, measure, key, (page - 1) * size, size, context.RequestAborted));
    }

    /// <summary>Labels in the reader's language.</summary>
    internal static StatisticsResult InWords(StatisticsResult result, Texts texts) => result with
    {
        Outcomes = [.. result.Outcomes.Select(o => o with { Label = texts["outcome." + o.Code] })],
        Rows = [.. result.Rows.Select(r => r with { Label = LabelOf(result.By, r, texts), Outcomes = [.. r.Outcomes.Select(o => o with { Label = texts["outcome." + o.Code] })] })],
    };

    private static async Task<StatisticsRequest> AskedAsync(HttpContext context, ReadSide reads, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!actor.Has(Verb.ViewReports))
        {
            throw new BadInputException("forbidden", status: StatusCodes.Status403Forbidden);
        }

        var (from, to) = (Query.NeedDate(context, "from"), Query.NeedDate(context, "to"));
        if (to < from)
        {
            throw new BadInputException("dates_reversed", "to", to.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), StatusCodes.Status422UnprocessableEntity);
        }

        var asKnownOn = Query.Date(context, "asKnownOn");
        var instant = asKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : (DateTimeOffset?)null;
        Timelines.RefuseFuture(instant, clock, context);
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var unit = Query.Unit(context, "unit", facts, clock.Today) ?? OwnUnit(actor);
        ListEndpoints.RequireWithin(actor, Verb.ViewReports, unit, facts, clock.Today);
        return new StatisticsRequest(from, to, clock.Today)
        {
            Unit = unit,
            By = Query.Code<StatisticsBy>(context, "by"),
            AsKnownOn = asKnownOn,
            AsKnownPosition = await reads.PositionAsync(instant, context.RequestAborted),
            ObservedOn = Query.Date(context, "observedOn"),
            Structure = Query.Code<StatisticsStructure>(context, "structure") ?? StatisticsStructure.Then,
        };
    }

    /// <summary>Who may see one subtree only gets that one when asking for none; who sees several must say which.</summary>
    private static Guid? OwnUnit(Actor actor) => Access.Tops(actor, Verb.ViewReports) switch
    {
        { Count: 0 } => null,
        [var only] => only,
        _ => throw new BadInputException("missing_member", "unit"),
    };

    private static string LabelOf(string? by, StatisticsRow row, Texts texts)
    {
        var prefix = by switch { "sector" => "sector", "gender" => "gender", "age" => "age_band", "education" => "education", "theory" => "theory_level", _ => null };
        return prefix is not null && texts.Has(prefix + "." + row.Key) ? texts[prefix + "." + row.Key] : row.Label;
    }
}
