using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Staffing;
using CadreWorkflow.Domain.Headcounts;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Headcounts;

/// <summary>What one unit reported of itself, corrected and struck reports too.</summary>
public sealed class ReportsPage(CadreReader cadres, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock)
    : UnitFormPage(reference, gateway, barrier, clock)
{
    /// <summary>The latest day first; of one day the latest record first.</summary>
    public IReadOnlyList<HeadcountReport> Reports { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string id) => await LoadAsync(id) ?? Page();

    /// <summary>A report was recorded by mistake.</summary>
    public async Task<IActionResult> OnPostStrikeAsync(string id)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id) is { } problem)
        {
            return problem;
        }

        return Form.Id("st.report", required: true) is { } report
            ? await SendAsync(new HeadcountCommand(new HeadcountStruck(Today, null, Unit.Id, report)), _ => (T["hc.struck"], $"/headcounts/{Unit.Id:D}"))
            : Again();
    }

    private async Task<IActionResult?> LoadAsync(string id)
    {
        if (await LoadUnitAsync(id) is { } problem)
        {
            return problem;
        }

        Area = "headcounts";
        Title = T["hc.reports_of", ("unit", Unit.Name)];
        Crumbs = [(T["nav.headcounts"], "/headcounts")];
        Reports = [.. (await cadres.HeadcountAsync(Unit.Id, HttpContext.RequestAborted)).Reports.AsEnumerable().Reverse().OrderByDescending(r => r.Said.OccurredOn)];
        return null;
    }
}
