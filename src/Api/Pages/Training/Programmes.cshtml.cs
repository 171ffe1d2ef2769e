using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Projections.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>Programmes with what is planned and what was held under them, as known on a day.</summary>
public sealed class ProgrammesPage(ReadDesk desk, TrainingDesk training) : ReadPage(desk)
{
    /// <summary>The programmes.</summary>
    public IReadOnlyList<ProgrammeItem> Items { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageTraining))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("classes");
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Items = await TrainingList.ProgrammesAsync(connection, await training.WithinAsync(actor, Verb.ManageTraining, HttpContext.RequestAborted), Position, HttpContext.RequestAborted);
        }

        IsStale = !fresh;
        Title = T["training.programmes", ("n", Items.Count)];
        Crumbs = [(T["nav.classes"], "/classes")];
        return Page();
    }

    /// <summary>Name of an owner.</summary>
    public string OwnerName(Guid owner) => Facts.Units.Unit(owner, Day)?.Name ?? "–";
}
