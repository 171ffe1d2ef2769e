using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Statistics;
using CadreWorkflow.Projections.Statistics;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Reports;

/// <summary>Looks at figures once more, with the paper they go out with, and publishes them.</summary>
public sealed class PublishPage(ReadDesk desk, AdmissionStatistics statistics, CommandGateway gateway, ReadBarrier barrier) : StatisticsPage(desk)
{
    /// <summary>The figures that would go out; null when the question is wrong.</summary>
    public StatisticsResult? Result { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        Form.Fill(Request.Form);
        if (await LoadAsync() is { } problem)
        {
            return problem;
        }

        foreach (var field in (string[])["commandId", "document.number", "document.date", "document.issuer"])
        {
            Form[field] = Request.Form[field].ToString();
        }

        var document = ActReader.ReadDocument(Form);
        if (!Form.Valid || Question is not { } question)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        var command = new PublishReport(question.From, question.To, question.Unit!.Value, question.By, question.Structure, question.ObservedOn, question.AsKnownOn, document);
        var result = await gateway.SendAsync(command, HttpContext.Actor(), CommandId, "page", cancellationToken: HttpContext.RequestAborted);
        switch (result)
        {
            case CommandResult.Accepted accepted:
                barrier.Wrote(HttpContext, accepted.Position);
                Banner = T[accepted.Answer.Nothing ? "publish.nothing" : "publish.done"];
                return LocalRedirect($"/reports/{accepted.Answer.ReportId:D}");
            case CommandResult.Refused refused:
                Form.Add(refused.Refusal.Field ?? string.Empty, T.Of(refused.Refusal));
                RenewCommandId();
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return Page();
            case CommandResult.Forbidden:
                return StatusCode(StatusCodes.Status403Forbidden);
            default:
                return StatusCode(StatusCodes.Status409Conflict);
        }
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (!await AskAsync() || Unit is null || !Access.OnUnit(HttpContext.Actor(), Verb.PublishReports, Unit.Id, Facts.Units, Desk.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Area = "published";
        Title = T["publish.title"];
        Crumbs = [(T["nav.statistics"], "/statistics"), (T["nav.published"], "/reports")];
        if (Question is { } question)
        {
            var (connection, fresh) = await Desk.OpenAsync(HttpContext);
            await using (connection)
            {
                Result = await statistics.QueryAsync(connection, question, HttpContext.RequestAborted);
            }

            IsStale = !fresh;
            Title = T["publish.title.period", ("from", question.From), ("to", question.To)];
        }

        return null;
    }
}
