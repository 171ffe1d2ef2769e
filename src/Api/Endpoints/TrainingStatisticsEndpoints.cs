using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Training;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>What a number of the training figures counts.</summary>
public sealed record CountedParticipationsBody(int Total, IReadOnlyList<CountedParticipation> Items);

/// <summary>Volume and completion of training, the list behind each number, and the early warning of certificates that run out.</summary>
internal static class TrainingStatisticsEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var statistics = api.MapGroup("/statistics/training").WithTags("Statistics");
        statistics.MapGet("", FiguresAsync).WithName("trainingStatistics").Produces<TrainingResult>().Reads()
            .WithDescription("Parameters: from, to, by (kind, unit, year, programme), unit, asKnownOn. Persons and person-times are kept apart; counts known from papers only stand in reported.");
        statistics.MapGet("/participants", ParticipantsAsync).WithName("trainingStatisticsParticipants").Produces<CountedParticipationsBody>().Reads()
            .WithDescription("The same parameters, and measure (" + string.Join(", ", TrainingStatistics.Measures) + "), key, page, pageSize.");
        statistics.MapGet("/expiring", ExpiringAsync).WithName("expiringCertificates").Produces<TrainingNeedPage>().Reads()
            .WithDescription("Certificates of the awareness class that run out unused within six months (ST-13). Parameters: unit, asOf, asKnownOn, page, pageSize.");
    }

    private static async Task<IResult> FiguresAsync(HttpContext context, TrainingDesk desk, ReadSide reads, ReadBarrier barrier, TrainingStatistics statistics, ReferenceFacts reference, CadreClock clock)
    {
        var question = await AskedAsync(context, desk, reads, reference, clock);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(InWords(await statistics.QueryAsync(connection, question, Query.Date(context, "asKnownOn"), context.RequestAborted), Texts.Current));
    }

    private static async Task<IResult> ParticipantsAsync(HttpContext context, TrainingDesk desk, ReadSide reads, ReadBarrier barrier, TrainingStatistics statistics, ReferenceFacts reference, CadreClock clock)
    {
        var question = await AskedAsync(context, desk, reads, reference, clock);
        var measure = Query.Need(context, "measure");
        if (!TrainingStatistics.Measures.Contains(measure))
        {
            throw new BadInputException("invalid_parameter", "measure", measure);
        }

        var key = Query.Text(context, "key");
        if (key is not null && question.By is null)
        {
            throw new BadInputException("missing_member", "by");
        }

        var (page, size) = Query.Page(context);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        var (total, items) = await statistics.ListAsync(connection, question, measure, key, (page - 1) * size, size, context.RequestAborted);
        return Results.Ok(new CountedParticipationsBody(total, items));
    }

    private static async Task<IResult> ExpiringAsync(HttpContext context, ReadSide reads, ReadBarrier barrier, TrainingNeeds needs, ReferenceFacts reference, CadreClock clock)
    {
        var actor = context.Actor();
        if (!actor.Has(Verb.ViewCases))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var instant = Query.Instant(context, "asKnownOn");
        Timelines.RefuseFuture(instant, clock, context);
        var unit = Query.Unit(context, "unit", await reference.CurrentAsync(context.RequestAborted), clock.Today);
        var (page, size) = Query.Page(context);
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        var scope = ReadSide.Scope(actor, Verb.ViewCases, Query.Date(context, "asOf") ?? clock.Today, clock.Today, await reads.PositionAsync(instant, context.RequestAborted), unit);
        await using var connection = await reads.OpenAsync(context.RequestAborted);
        return Results.Ok(await needs.ExpiringAsync(
            connection, scope, ReadSide.Within(actor, new CaseListFilter { Skip = (page - 1) * size, Take = size }), context.RequestAborted));
    }

    /// <summary>Labels in the reader's language.</summary>
    internal static TrainingResult InWords(TrainingResult result, Texts texts) => result with { Rows = [.. result.Rows.Select(r => r with { Label = LabelOf(result.By, r, texts) })] };

    private static string LabelOf(string? by, TrainingRow row, Texts texts) =>
        row.Key == TrainingStatistics.Unknown ? texts[by == "programme" ? "training.no_programme" : "training.no_unit"]
        : by == "kind" ? texts["training_kind." + row.Key]
        : row.Label;

    private static async Task<TrainingQuestion> AskedAsync(HttpContext context, TrainingDesk desk, ReadSide reads, ReferenceFacts reference, CadreClock clock)
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

        var instant = Query.Date(context, "asKnownOn") is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : (DateTimeOffset?)null;
        Timelines.RefuseFuture(instant, clock, context);
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var unit = Query.Unit(context, "unit", facts, clock.Today);
        ListEndpoints.RequireWithin(actor, Verb.ViewReports, unit, facts, clock.Today);
        return await desk.QuestionAsync(actor, from, to, Query.Code<TrainingBy>(context, "by"), unit, await reads.PositionAsync(instant, context.RequestAborted), context.RequestAborted);
    }
}
