using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Reports;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>Figures to publish: the question of the admission statistics.</summary>
/// <param name="Unit">Id or code; the only unit the caller may report on when absent.</param>
/// <param name="ObservedOn">The day of knowledge, or today, when absent.</param>
/// <param name="AsKnownOn">All that is known when absent.</param>
/// <param name="Document">The paper they go out with.</param>
public sealed record PublishReportBody(
    DateOnly From, DateOnly To, string? Unit = null, StatisticsBy? By = null, StatisticsStructure Structure = StatisticsStructure.Then, DateOnly? ObservedOn = null, DateOnly? AsKnownOn = null,
    DocumentRef? Document = null);

/// <summary>A published report in a list.</summary>
/// <param name="Changed">Figures that are no longer what was published.</param>
public sealed record ReportListBody(Guid Id, DateOnly PublishedOn, DateTimeOffset RecordedAt, string? PublishedBy, ReportQuestion Question, long Position, DocumentRef? Document, int Changed);

/// <summary>A published report, what changed since, and because of which events.</summary>
/// <param name="Reproduced">The log, read as known then, still gives exactly what was published.</param>
/// <param name="CausesTotal">Cases that count otherwise now; the list is bounded.</param>
public sealed record ReportBody(
    Guid Id, DateOnly PublishedOn, DateTimeOffset RecordedAt, string? PublishedBy, ReportQuestion Question, long Position, DocumentRef? Document, IReadOnlyList<string> Definitions,
    IReadOnlyList<ReportFigure> Figures, bool Reproduced, long NowPosition, IReadOnlyList<ReportChange> Changes, int CausesTotal, IReadOnlyList<ReportCauseBody> Causes);

/// <summary>A case that moved figures; events that moved it, the latest last.</summary>
public sealed record ReportCauseBody(Guid CaseId, IReadOnlyList<CauseEffect> Effects, IReadOnlyList<CauseEventBody> Events);

/// <summary>An event recorded since.</summary>
/// <param name="Kind"><c>correction</c>, <c>strike</c>, <c>cancellation</c>, <c>redo</c> or <c>late_record</c>.</param>
/// <param name="Href">Address of the page that shows it.</param>
public sealed record CauseEventBody(Guid EventId, string Kind, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt, string Href);

/// <summary>Answer of a publication.</summary>
/// <param name="Nothing">True when the same was published today with the same figures.</param>
public sealed record PublishedBody(Guid Id, long Position, bool Nothing);

/// <summary>Published figures: give out, list, and see what changed since.</summary>
internal static class ReportEndpoints
{
    internal static void Map(RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports").WithTags("Reports");
        reports.MapPost("", PublishAsync).WithName("publishReport").Accepts<PublishReportBody>("application/json").Produces<PublishedBody>(StatusCodes.Status201Created).Writes();
        reports.MapGet("", ListAsync).WithName("listReports").Produces<PageBody<ReportListBody>>().Reads();
        reports.MapGet("/{id:guid}", GetAsync).WithName("getReport").Produces<ReportBody>().Reads();
    }

    private static async Task<IResult> PublishAsync(HttpContext context, CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock)
    {
        var body = await StrictJson.ReadAsync<PublishReportBody>(context);
        var facts = await reference.CurrentAsync(context.RequestAborted);
        var unit = body.Unit is { } given ? Query.Unit(given, "unit", facts, clock.Today)
            : Access.Tops(context.Actor(), Verb.PublishReports) switch
            {
                { Count: 0 } => facts.Units.Root(Domain.Organisation.Tree.Union),
                [var only] => only,
                _ => throw new BadInputException("missing_member", "unit"),
            };

        // What the caller wrote is in what is published.
        await barrier.WaitAsync(context, ReadModel.Name, context.RequestAborted);
        var command = new PublishReport(body.From, body.To, unit, body.By, body.Structure, body.ObservedOn, body.AsKnownOn, body.Document);
        var result = await gateway.SendAsync(command, context.Actor(), Doors.CommandId(context), "api", cancellationToken: context.RequestAborted);
        return Doors.Answer(context, result, done => Results.Created(
            $"/api/reports/{done.Answer.ReportId:D}", new PublishedBody(done.Answer.ReportId!.Value, done.Position, done.Answer.Nothing)));
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReportDesk desk, AccountNames accounts)
    {
        if (!context.Actor().Has(Verb.ViewReports))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        var (page, size) = Query.Page(context);
        var (total, position, items) = await desk.ListAsync(context, (page - 1) * size, size);
        var names = await accounts.OfAsync([.. items.Select(i => i.Report.PublishedBy).OfType<string>().Distinct(StringComparer.Ordinal)], context.RequestAborted);
        return Results.Ok(new PageBody<ReportListBody>(total, page, size, position, [.. items.Select(i => new ReportListBody(
            i.Report.It.ReportId, i.Report.It.OccurredOn, i.Report.RecordedAt, NameOf(names, i.Report.PublishedBy), i.Report.It.Question, i.Report.It.Position, i.Report.It.Document, i.Changed))]));
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext context, ReportDesk desk, AccountNames accounts)
    {
        if (await desk.OpenAsync(context, id) is not { } opened)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "not_found");
        }

        var (report, review) = (opened.Report, opened.Review);
        var names = await accounts.OfAsync(report.PublishedBy is { } account ? [account] : [], context.RequestAborted);
        return Results.Ok(new ReportBody(
            id, report.It.OccurredOn, report.RecordedAt, NameOf(names, report.PublishedBy), report.It.Question, report.It.Position, report.It.Document, report.It.Definitions,
            report.It.Figures, review.Reproduced, review.Position, review.Changes, opened.CausesTotal,
            [.. opened.Causes.Select(c => new ReportCauseBody(
                c.CaseId, c.Effects, [.. c.Events.Select(e => new CauseEventBody(e.EventId, Codes.Of(e.Kind), e.Type, e.OccurredOn, e.RecordedAt, $"/cases/{c.CaseId:D}#e-{e.EventId:D}"))]))]));
    }

    private static string? NameOf(IReadOnlyDictionary<string, string> names, string? account) => account is null ? null : names.GetValueOrDefault(account, account);
}
