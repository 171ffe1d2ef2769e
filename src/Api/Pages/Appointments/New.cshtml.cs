using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>Opens a procedure: first the unit, then one of its posts, how the post is filled and from where.</summary>
public sealed class NewPage(AppointmentDesk desk, PersonSearch search, CommandGateway gateway, ReadBarrier barrier) : ActForm(desk, search, gateway, barrier)
{
    /// <summary>Kinds a procedure can be opened for; election has rules of its own and is recorded in the cadre's record.</summary>
    public static IReadOnlyList<Choice> Kinds => Choice.Of<PostTaking>(T, "appt.kind", k => k != PostTaking.Election);

    /// <summary>Posts of the unit chosen.</summary>
    public IReadOnlyList<PostFacts> Posts { get; private set; } = [];

    /// <summary>The unit chosen; null before.</summary>
    public Guid? Unit { get; private set; }

    /// <summary>The posts to choose from.</summary>
    public IReadOnlyList<Choice> PostChoices => [.. Posts.Select(p => new Choice(p.Id.ToString("D"), p.Title))];

    public async Task<IActionResult> OnGetAsync(string? unit, Guid? post)
    {
        Form["unit"] = unit;
        if (await LoadAsync(post) is { } problem)
        {
            return problem;
        }

        Form["occurredOn"] = Day(Desk.Today);
        Form["report"] = "false";
        Form["source"] = Domain.Events.Codes.Of(CadreSource.InPlace);
        Form["kind"] = Domain.Events.Codes.Of(PostTaking.Appointment);
        Form["postId"] = post is { } chosen && Posts.Any(p => p.Id == chosen) ? chosen.ToString("D") : Posts.Count == 1 ? Posts[0].Id.ToString("D") : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(null) is { } problem)
        {
            return problem;
        }

        var day = Form.Date("occurredOn", required: true);
        var post = Form.Id("postId", required: true);
        var (kind, source) = (Code<PostTaking>("kind"), Code<CadreSource>("source"));
        var paper = ActReader.ReadDocument(Form);
        if (!Form.Valid)
        {
            return Again();
        }

        // The command's id names what it opens, so that a form sent twice opens one procedure.
        var id = Uuid.Of(CommandId, "procedure");
        return await SendAsync(
            new AppointmentCommand(id, new ProcedureOpened(day!.Value, Form["report"] == "true", paper, id, post!.Value, kind, source)),
            _ => (T["appt.opened"], $"/appointments/{id:D}"));
    }

    private async Task<IActionResult?> LoadAsync(Guid? post)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Area, Title) = ("appointments", T["appt.new"]);
        Crumbs = [(T["nav.appointments"], "/appointments")];
        Facts = await Desk.FactsAsync(HttpContext.RequestAborted);
        if (post is { } id && Facts.Posts.Post(id, Desk.Today) is { } known)
        {
            Form["unit"] = UnitText(known.Unit);
        }

        if (string.IsNullOrWhiteSpace(Form["unit"]))
        {
            return null;
        }

        var unit = UnitOf(Form["unit"]);
        if (unit is null || !Access.OnUnit(actor, Verb.ManageCadres, unit.Id, Facts.Units, Desk.Today))
        {
            Form.AddKey("unit", "error.unknown_unit", ("value", Form["unit"]));
            return null;
        }

        (Unit, Form["unit"]) = (unit.Id, UnitChoices.Text(unit));
        Posts = Facts.Posts.Of(unit.Id, Desk.Today);
        return null;
    }
}
