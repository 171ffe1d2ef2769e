using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Organisation;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Reports;

/// <summary>Every publication of figures, the latest first, each with how many of its figures are no longer so.</summary>
public sealed class IndexPage(ReportDesk desk, ReferenceFacts reference, AccountNames accounts, CadreClock clock) : CadrePage
{
    private const int Size = 25;

    /// <summary>The reports of this page.</summary>
    public IReadOnlyList<ListedReport> Items { get; private set; } = [];

    /// <summary>Names of those who published.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where in the list this page is.</summary>
    public Paging Paging { get; private set; } = null!;

    private OrgTree Units { get; set; } = OrgTree.Empty;

    public async Task<IActionResult> OnGetAsync(int p = 1)
    {
        if (!HttpContext.Actor().Has(Verb.ViewReports))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Area, Title) = ("published", T["reports.title"]);
        var page = Math.Clamp(p, 1, 10_000);
        var (total, _, items) = await desk.ListAsync(HttpContext, (page - 1) * Size, Size);
        Items = items;
        Units = (await reference.CurrentAsync(HttpContext.RequestAborted)).Units;
        Accounts = await accounts.OfAsync([.. items.Select(i => i.Report.PublishedBy).OfType<string>().Distinct(StringComparer.Ordinal)], HttpContext.RequestAborted);
        Paging = new Paging(page, Size, total, n => $"/reports?p={n}");
        return Page();
    }

    /// <summary>Name of a unit.</summary>
    public string UnitName(Guid unit) => Units.Unit(unit, clock.Today)?.Name ?? "–";
}
