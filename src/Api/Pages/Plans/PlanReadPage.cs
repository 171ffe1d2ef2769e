using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>A page that shows one plan as of a day and as known on a day.</summary>
public abstract class PlanReadPage(PlanDesk desk) : CadrePage
{
    /// <summary>The plan.</summary>
    public OpenPlan Plan { get; private set; } = null!;

    /// <summary>The day shown; null for today.</summary>
    public DateOnly? AsOf { get; private set; }

    /// <summary>Only what was recorded by the end of this day.</summary>
    public DateOnly? AsKnownOn { get; private set; }

    /// <summary>True when the page shows the past.</summary>
    public bool IsPast => AsOf is not null || AsKnownOn is not null;

    /// <summary>Opens the plan; anything but null is the answer.</summary>
    protected async Task<IActionResult?> LoadAsync(Guid id)
    {
        Area = "plans";
        foreach (var field in new[] { "asOf", "asKnownOn" })
        {
            Form[field] = Request.Query.TryGetValue(field, out var value) ? value.ToString() : null;
        }

        AsOf = Form.Date("asOf");
        AsKnownOn = Form.Date("asKnownOn");
        if (AsKnownOn > desk.Today)
        {
            Form.AddKey("asKnownOn", "error.future", ("value", AsKnownOn));
            AsKnownOn = null;
        }

        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await desk.OpenAsync(id, AsOf, AsKnownOn, HttpContext.RequestAborted) is not { } plan)
        {
            return NotFound();
        }

        Plan = plan;
        Crumbs = [(T["nav.plans"], "/plans")];
        return desk.May(actor, plan.Opened.Body, plan.Facts) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>An address of this plan that keeps the days asked for.</summary>
    public string Then(string path)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["asOf"] = AsOf is { } day ? Words.F.Date(day) : null,
            ["asKnownOn"] = AsKnownOn is { } known ? Words.F.Date(known) : null,
        };
        return Plan.Href + path + QueryString.Create(query.Where(p => p.Value is not null));
    }
}
