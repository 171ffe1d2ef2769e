using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>A programme to open.</summary>
public sealed class NewProgrammePage(CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock) : TrainingForm(gateway, barrier, reference, clock)
{
    /// <summary>Kinds a programme can be of.</summary>
    public static IReadOnlyList<Choice> Kinds => Choice.Of<TrainingKind>(T, "training_kind", k => k != TrainingKind.TheoryConfirmed);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Form["occurredOn"] = Words.F.Date(Today);
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
        var title = Form.Text("class.title", required: true, max: 300);
        var kind = Form.Code<TrainingKind>("class.kind", required: true);
        var owner = ReadUnit("class.owner", required: true);
        var (from, to) = (Form.Date("class.from", required: true), Form.Date("class.to", required: true));
        var (classes, seats) = (Form.Number("class.plannedClasses"), Form.Number("class.plannedSeats", max: 1_000_000));
        var document = ActReader.ReadDocument(Form);
        if (!Form.Valid)
        {
            return Again();
        }

        var id = TrainingIds.Programme(code!);
        return await SendAsync(
            new ProgrammeCommand(id, new ProgrammeOpened(day!.Value, id, code!, title!, kind!.Value, owner!.Value, from!.Value, to!.Value, classes, seats, document)),
            _ => (T["training.done.programme", ("code", code)], "/programmes"));
    }

    private async Task<bool> LoadAsync()
    {
        Title = T["training.programme.new"];
        Crumbs = [(T["nav.classes"], "/classes"), (T["training.to_programmes"], "/programmes")];
        return await OpenAsync();
    }
}

/// <summary>A count of a paper on a programme.</summary>
public sealed class ProgrammeReportPage(TrainingDesk desk, CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, CadreClock clock) : TrainingForm(gateway, barrier, reference, clock)
{
    /// <summary>The programme.</summary>
    public ProgrammeState Programme { get; private set; } = ProgrammeState.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await LoadAsync(id) is { } problem)
        {
            return problem;
        }

        Form["occurredOn"] = Words.F.Date(Today);
        Form["class.kind"] = Domain.Events.Codes.Of(Programme.Opened!.Kind);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id) is { } problem)
        {
            return problem;
        }

        var day = Form.Date("occurredOn", required: true);
        var kind = Form.Code<TrainingKind>("class.kind", required: true);
        var (count, document) = (ReadCount(), ActReader.ReadDocument(Form));
        return Form.Valid
            ? await SendAsync(new ProgrammeCommand(id, new ProgrammeVolumeReported(day!.Value, kind!.Value, count!, document)), _ => (T["training.done.report", ("code", Programme.Opened!.Code)], "/programmes"))
            : Again();
    }

    private async Task<IActionResult?> LoadAsync(Guid id)
    {
        if (!await OpenAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Programme = await desk.ProgrammeAsync(id, HttpContext.RequestAborted);
        if (Programme.Opened is not { } opened || !await desk.MaySeeAsync(HttpContext.Actor(), Verb.ManageTraining, opened.Owner, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        Title = T["training.act.title.report", ("code", opened.Code)];
        Crumbs = [(T["nav.classes"], "/classes"), (T["training.to_programmes"], "/programmes")];
        return null;
    }
}
