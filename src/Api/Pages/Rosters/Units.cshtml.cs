using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Rosters;

/// <summary>The units directly under one, with the figures of everything beneath them.</summary>
public sealed class UnitsPage(ReadDesk desk, CadreWorkflow.Projections.Lists.Rosters rosters) : ExportPage(desk)
{
    /// <summary>The unit looked into.</summary>
    public UnitFacts? Unit { get; private set; }

    /// <summary>Its units.</summary>
    public IReadOnlyList<UnitRosterItem> Items { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync(export: false);

    /// <summary>The list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(export: true);

    private async Task<IActionResult> ShowAsync(bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewReports) || !actor.Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("rosters", "unit");
        var tops = Access.Tops(actor, Verb.ViewCases);
        var unit = ReadUnit("unit", Verb.ViewCases) ?? (tops.Count == 0 ? Facts.Units.Root(Tree.Union) : tops[0]);
        Unit = Facts.Units.Unit(unit, Day);
        if (Unit is not null)
        {
            var (connection, fresh) = await Desk.OpenAsync(HttpContext);
            await using (connection)
            {
                Items = await rosters.UnitsAsync(connection, Scope(Verb.ViewCases, unit), HttpContext.RequestAborted);
            }

            IsStale = !fresh;
        }

        Title = T["roster.units", ("unit", Unit?.Name), ("n", Items.Count)];
        Crumbs = [(T["nav.rosters"], "/rosters"), .. Unit is null ? [] : Facts.Units.Ancestors(unit, Day).Reverse().Where(a => Access.OnUnit(actor, Verb.ViewCases, a, Facts.Units, Desk.Today))
            .Select(a => (Facts.Units.Unit(a, Day)!.Name, Here(("unit", a.ToString("D")))))];
        OfferExport(Items.Count);
        return export && Form.Valid ? await WorkbookAsync(T["export.units"], UnitSheet()) : Page();
    }

    private Sheet UnitSheet() => new(
        T["export.units"],
        Title,
        Notes((T["field.unit"], Unit?.Name)),
        [
            new(T["roster.code"], 12), new(T["field.unit"], 50), new(T["roster.kind"], 24), new(T["field.sector"], 20), new(T["roster.children"]), new(T["roster.open"]), new(T["roster.sent"]),
            new(T["roster.decided"]),
        ],
        Items.ToAsyncEnumerable().Select(i => new object?[]
        {
            i.Unit.Code, i.Unit.Name, T.Code("unit_kind", i.Unit.Kind), T.Code("sector", i.Unit.Sector), i.Children, i.OpenCases, i.SentThisYear, i.DecidedThisYear,
        }),
        n => T["export.has_units", ("n", n)]);
}
