using CadreWorkflow.Api.Explanations;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Deadlines;

/// <summary>What published rules and calendars did to deadlines: the publications, or the deadlines one of them moved.</summary>
public sealed class MovesPage(MoveDesk desk) : CadrePage
{
    private const int Rows = 50;

    /// <summary>Publications that moved something, the newest first.</summary>
    public IReadOnlyList<PublicationBody> Publications { get; private set; } = [];

    /// <summary>How many publications moved nothing.</summary>
    public int Quiet { get; private set; }

    /// <summary>What the publication asked about moved; null for the list.</summary>
    public DeadlineMovesBody? Moves { get; private set; }

    /// <summary>Pages of the moves.</summary>
    public Paging? Paging { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? key, int page = 1)
    {
        Area = "deadlines";
        if (key is null)
        {
            var all = await desk.PublicationsAsync(HttpContext.RequestAborted);
            Publications = [.. all.Where(p => p.Moved > 0)];
            Quiet = all.Count - Publications.Count;
            Title = T["moves.title"];
            return Page();
        }

        page = Math.Clamp(page, 1, 10_000);
        Moves = await desk.FindAsync(key, HttpContext.Actor(), (page - 1) * Rows, Rows, T, HttpContext.RequestAborted);
        if (Moves is null)
        {
            return NotFound();
        }

        Crumbs = [(T["moves.title"], "/regulations/moves")];
        Title = T["moves.of", ("id", Moves.Cause.Id), ("n", Moves.Total)];
        Paging = new Paging(page, Rows, Moves.Total, n => $"/regulations/moves/{key}?page={n}");
        return Page();
    }
}
