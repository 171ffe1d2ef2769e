using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Declarations;

/// <summary>Opens the yearly duty to declare for everybody of a unit at once, after showing how many that is. Sent again it obliges nobody twice.</summary>
public sealed class RoundPage(DeclarationRound round, ReferenceFacts reference, ReadBarrier barrier, CadreClock clock) : CadrePage
{
    /// <summary>Whom it would oblige; null before the form is right.</summary>
    public RoundPlan? Plan { get; private set; }

    /// <summary>The unit of the plan.</summary>
    public UnitFacts? Unit { get; private set; }

    /// <summary>People for whom it was refused.</summary>
    public IReadOnlyList<RoundRefusal> Refused { get; private set; } = [];

    public IActionResult OnGet(string? unit, int? year)
    {
        if (!Prepare())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Form["unit"] = unit;
        Form["st.year"] = (year ?? clock.Today.Year).ToString(CultureInfo.InvariantCulture);
        Form["st.occurredOn"] = Words.F.Date(clock.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Form.Fill(Request.Form);
        if (!Prepare())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var facts = await reference.CurrentAsync(HttpContext.RequestAborted);
        var unit = UnitChoices.Read(Form, "unit", required: true, facts.Units, clock.Today, Tree.Union);
        var year = Form.Number("st.year", required: true, max: clock.Today.Year);
        var day = Form.Date("st.occurredOn", required: true);
        if (day > clock.Today)
        {
            Form.AddKey("st.occurredOn", "error.future", ("value", day));
        }

        if (year < day?.Year || day > DeclarationDecisions.YearEndDue(year ?? clock.Today.Year, facts.Regulations))
        {
            Form.AddKey("st.year", "decl.round.year", ("year", year?.ToString(CultureInfo.InvariantCulture)));
        }

        if (unit is { } of && !Access.OnUnit(HttpContext.Actor(), Verb.ManageCadres, of, facts.Units, clock.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!Form.Valid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        Unit = facts.Units.Unit(unit!.Value, clock.Today);
        await barrier.WaitAsync(HttpContext, ReadModel.Name, HttpContext.RequestAborted);
        Plan = await round.PlanAsync(unit.Value, year!.Value, day!.Value, HttpContext.RequestAborted);
        if (Plan is null)
        {
            Form.AddKey("unit", "refusal.round_too_large", ("value", Unit!.Name));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (Form["step"] != "confirm")
        {
            return Page();
        }

        var done = await round.RunAsync(Plan, day.Value, HttpContext.Actor(), "page", HttpContext.RequestAborted);
        if (done.Position > 0)
        {
            barrier.Wrote(HttpContext, done.Position);
        }

        if (done.Refused.Count > 0)
        {
            Refused = done.Refused;
            Form.AddKey(string.Empty, "decl.round.refused", ("n", done.Refused.Count));
            return Page();
        }

        Banner = T["decl.round.done", ("n", done.Opened), ("already", done.Already), ("year", done.Year.ToString(CultureInfo.InvariantCulture))];
        return LocalRedirect($"/declarations?unit={Uri.EscapeDataString(Unit!.Code)}&decl.year={done.Year.ToString(CultureInfo.InvariantCulture)}");
    }

    private bool Prepare()
    {
        Area = "declarations";
        Title = T["decl.round.title"];
        Crumbs = [(T["nav.declarations"], "/declarations")];
        return HttpContext.Actor().Has(Verb.ManageCadres);
    }
}
