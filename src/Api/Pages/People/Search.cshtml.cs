using System.Globalization;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.People;

/// <summary>Where the history of somebody begins: a name, with or without marks.</summary>
public sealed class SearchPage(ReadDesk desk, PersonAccess access) : ReadPage(desk)
{
    /// <summary>People found.</summary>
    public IReadOnlyList<(Guid Id, PersonAttributes Attributes)> Found { get; private set; } = [];

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    /// <summary>True once something was asked.</summary>
    public bool Asked { get; private set; }

    public async Task<IActionResult> OnGetAsync(int? page, int? size)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("history", "q");
        Title = T["history.title"];
        if (Form.Text("q", max: 100) is { } q)
        {
            var rows = Paging.SizeOf(size);
            var at = Math.Max(1, page ?? 1);
            var (total, items) = await access.SearchAsync(actor, q, Facts.Units, Desk.Today, (at - 1) * rows, rows, HttpContext.RequestAborted);
            (Found, Asked) = (items, true);
            Paging = new Paging(at, rows, total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
            Title = T["history.found", ("q", q), ("n", total)];
        }

        return Page();
    }
}
