using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Staffing;
using CadreWorkflow.Domain.Duties;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Duties;

/// <summary>What one unit owes again and again: every period of every duty, the rules it works by, and what can be stated.</summary>
public sealed class UnitDutiesPage(CadreReader cadres, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock)
    : UnitFormPage(reference, gateway, barrier, clock)
{
    /// <summary>Periods of one duty shown; older ones are in the count of those missed.</summary>
    public const int MostPeriods = 12;

    /// <summary>Acts that need no duty to be chosen first.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["schedule", "adopt-paper", "tally"];

    /// <summary>The day shown.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Everything on record.</summary>
    public DutyState State { get; private set; } = DutyState.Empty;

    public async Task<IActionResult> OnGetAsync(string id)
    {
        Form["asOf"] = Request.Query.TryGetValue("asOf", out var typed) ? typed.ToString() : null;
        if (await LoadUnitAsync(id) is { } problem)
        {
            return problem;
        }

        Day = Form.Date("asOf") ?? Today;
        State = await cadres.DutiesAsync(Unit.Id, HttpContext.RequestAborted);
        Area = "duties";
        Title = T["duty.of", ("unit", Unit.Name)];
        Crumbs = [(T["nav.duties"], "/duties")];
        return Page();
    }
}
