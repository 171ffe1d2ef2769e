using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Admissions;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>The union's resolution of a nomination, filled from the case, to print or to save as PDF from the browser. Blank lines stand where nothing is recorded yet.</summary>
public sealed class ResolutionPage(CaseDesk desk, CadreClock clock) : CadrePage
{
    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>The union's resolution; null while there is none.</summary>
    public UnionResolved? Resolution { get; private set; }

    /// <summary>Name of the union above.</summary>
    public string UpperName { get; private set; } = string.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await desk.OpenAsync(id, HttpContext.Actor(), cancellationToken: HttpContext.RequestAborted) is not { } opened)
        {
            return NotFound();
        }

        (Case, Area) = (opened, "cases");
        Resolution = opened.History.Facts.Select(f => f.Event).OfType<UnionResolved>().LastOrDefault();
        var union = opened.Units.Unit(opened.History.UnionUnitOn(clock.Today), clock.Today);
        UpperName = union?.Parent is { } parent ? opened.UnitName(parent) : string.Empty;
        Title = T["resolution.title", ("name", opened.PersonName)];
        Crumbs = [(T["nav.cases"], "/cases"), (opened.PersonName, $"/cases/{id:D}")];
        return Page();
    }
}
