using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>Certificates of the awareness class that run out unused within six months (early warning of ST-13).</summary>
public sealed class ExpiringPage(ReadDesk desk, TrainingNeeds needs, PeopleStore people) : ExportPage(desk)
{
    /// <summary>The page of the list.</summary>
    public TrainingNeedPage Result { get; private set; } = new(0, []);

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>All pages as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("classes", "unit");
        var unit = ReadUnit("unit", Verb.ViewCases);
        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var filter = ReadSide.Within(actor, new CaseListFilter { Skip = (at - 1) * rows, Take = rows });
        var scope = Scope(Verb.ViewCases, unit);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Result = await needs.ExpiringAsync(connection, scope, filter, HttpContext.RequestAborted);
            Title = T["training.expiring", ("n", Result.Total)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["training.to_expiring"], new Sheet(
                    T["training.to_expiring"],
                    Title,
                    Notes((T["field.unit"], Form["unit"])),
                    [new(T["field.fullName"], 28), new(T["training.issued_on"], 12), new(T["training.expires_on"], 12), new(T["list.stage"], 26), new(T["field.unionUnit"], 40)],
                    PagesAsync(
                        connection,
                        async skip => (await needs.ExpiringAsync(connection, scope, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted)).Items,
                        people,
                        i => i.PersonId,
                        (i, person) => [person?.FullName ?? "–", i.Since, i.ExpiresOn, T["stage." + i.Stage], i.UnionUnitName])));
            }
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        Crumbs = [(T["nav.classes"], "/classes")];
        OfferExport(Result.Total);
        return Page();
    }
}
