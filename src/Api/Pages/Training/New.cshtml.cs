using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>A class to open, or to put on the plan.</summary>
public sealed class NewClassPage(TrainingDesk desk, ReadDesk reads, CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock) : TrainingForm(gateway, barrier, reference, clock)
{
    /// <summary>Programmes it can belong to.</summary>
    public IReadOnlyList<Choice> Programmes { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Form["occurredOn"] = Words.F.Date(Today);
        Form["class.planned"] = "false";
        Form["class.programme"] = Request.Query["programme"].ToString();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Form.Fill(Request.Form);
        if (!await LoadAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var day = Form.Date("occurredOn", required: true);
        var code = Form.Text("class.code", required: true, max: 40);
        var kind = Form.Code<TrainingKind>("class.kind", required: true);
        var issuer = Form.Text("class.issuer", required: true, max: 200);
        var (starts, ends) = (Form.Date("class.startsOn", required: true), Form.Date("class.endsOn", required: true));
        var seats = Form.Number("class.seats", max: 10_000);
        var unit = ReadUnit("class.unit", required: false);
        var programme = Form.Id("class.programme");
        if (!Form.Valid)
        {
            return Again();
        }

        var id = TrainingIds.Class(code!);
        TrainingEvent act = Form["class.planned"] == "true"
            ? new ClassPlanned(day!.Value, id, kind!.Value, code!, issuer!, starts!.Value, ends!.Value, seats, programme, unit)
            : new ClassOpened(day!.Value, id, kind!.Value, code!, issuer!, starts!.Value, ends!.Value, seats, programme, unit);
        return await SendAsync(new TrainingCommand(id, act), _ => (T["training.done.new", ("code", code)], $"/classes/{id:D}"));
    }

    private async Task<bool> LoadAsync()
    {
        Title = T["training.new"];
        Crumbs = [(T["nav.classes"], "/classes")];
        if (!await OpenAsync())
        {
            return false;
        }

        var within = await desk.WithinAsync(HttpContext.Actor(), Verb.ManageTraining, HttpContext.RequestAborted);
        var (connection, _) = await reads.OpenAsync(HttpContext);
        await using (connection)
        {
            Programmes =
            [
                .. (await TrainingList.ProgrammesAsync(connection, within, cancellationToken: HttpContext.RequestAborted)).Where(p => p.ClosedOn is null)
                    .Select(p => new Choice(p.ProgrammeId.ToString("D"), $"{p.Code} – {T["training_kind." + p.Kind]}")),
            ];
        }

        return true;
    }
}
