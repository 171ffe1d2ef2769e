using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Appointments;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>One clock of a procedure, counted day by day.</summary>
public sealed class ClockPage(AppointmentDesk desk) : CadrePage
{
    /// <summary>The procedure.</summary>
    public OpenProcedure Open { get; private set; } = null!;

    /// <summary>The clock.</summary>
    public ProcedureClock Clock { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string rule)
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await desk.ProcedureAsync(id, null, null, HttpContext.RequestAborted) is not { } opened || opened.Clocks.FirstOrDefault(c => c.Rule == rule) is not { } clock)
        {
            return NotFound();
        }

        if (!Access.OnUnit(HttpContext.Actor(), Verb.ManageCadres, opened.Post.Unit, opened.Units, desk.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Open, Clock, Area) = (opened, clock, "appointments");
        Title = T["explain.answer", ("clock", T["appt.clock." + clock.Rule]), ("due", clock.Due)];
        Crumbs = [(T["nav.appointments"], "/appointments"), (opened.Post.Title, $"/appointments/{id:D}")];
        return Page();
    }
}
