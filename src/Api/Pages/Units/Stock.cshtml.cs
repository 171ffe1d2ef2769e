using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Units;

/// <summary>What a unit had, gained, lost, and what moves carried in and out over a period: the equation of a roster that changes superiors.</summary>
public sealed class StockPage(ReadDesk desk, StockReport stock) : ReadPage(desk)
{
    private static readonly IReadOnlyList<Sector> EnterpriseSectors = [Sector.StateEnterprise, Sector.NonState, Sector.Fdi];

    /// <summary>The stocks; null when the question is wrong.</summary>
    public StockAnswer? Answer { get; private set; }

    /// <summary>The unit asked about.</summary>
    public UnitFacts? Unit { get; private set; }

    /// <summary>Sectors to choose from.</summary>
    public static IReadOnlyList<Choice> Sectors => [new("", T["stock.all"]), new("enterprises", T["stock.enterprises"]), .. Choice.Of<Sector>(T, "sector")];

    public async Task<IActionResult> OnGetAsync()
    {
        await PrepareAsync("units", "unit", "from", "to", "sector");
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewReports))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Form["from"] ??= Words.F.Date(new DateOnly(Desk.Today.Year, 1, 1));
        Form["to"] ??= Words.F.Date(Desk.Today);
        var (from, to) = (Form.Date("from", required: true), Form.Date("to", required: true));
        if (from > to)
        {
            Form.AddKey("to", "error.before_start");
        }

        var tops = Access.Tops(actor, Verb.ViewReports);
        var unit = ReadUnit("unit", Verb.ViewReports) ?? (tops.Count == 0 ? Facts.Units.Root(Tree.Union) : tops[0]);
        Unit = Facts.Units.Unit(unit, Desk.Today);
        Title = T["stock.title", ("from", from), ("to", to)];
        Crumbs = [(T["nav.units"], "/units")];
        if (Form.Valid && Unit is not null)
        {
            IReadOnlyCollection<Sector>? sectors = Form["sector"] == "enterprises" ? EnterpriseSectors : Codes.TryParse<Sector>(Form["sector"], out var one) ? [one] : null;
            var (connection, fresh) = await Desk.OpenAsync(HttpContext);
            await using (connection)
            {
                Answer = await stock.QueryAsync(connection, unit, from!.Value, to!.Value, sectors, Position, HttpContext.RequestAborted);
            }

            IsStale = !fresh;
        }

        return Page();
    }
}
