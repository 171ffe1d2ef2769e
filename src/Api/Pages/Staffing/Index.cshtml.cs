using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Cadres;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Staffing;

/// <summary>Assigned, present, vacant and too many, of a unit and the units under it, on a day (ST-19).</summary>
public sealed class IndexPage(ReadDesk desk, StaffingReport staffing) : ExportPage(desk)
{
    /// <summary>The figures; null when the question is wrong or nothing may be seen.</summary>
    public StaffingResult? Result { get; private set; }

    /// <summary>Where seconded people count (STF-04).</summary>
    public SecondedCountedAt Counted { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync(export: false);

    /// <summary>The table as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(export: true);

    private async Task<IActionResult> ShowAsync(bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("staffing", "unit", "st.counted");
        var tops = Access.Tops(actor, Verb.ManageCadres);
        var unit = ReadUnit("unit", Verb.ManageCadres) ?? (tops.Count == 0 ? Facts.Units.Root(Tree.Union) : tops[0]);
        Counted = Form.Code<SecondedCountedAt>("st.counted") ?? SecondedCountedAt.Sender;
        Form["st.counted"] = Codes.Of(Counted);
        var named = Facts.Units.Unit(unit, Day);
        Title = T["staffing.title", ("unit", named?.Name ?? "–"), ("day", Day)];
        Crumbs = named is null ? [] : [.. Facts.Units.Ancestors(unit, Day).Reverse().Where(a => Access.OnUnit(actor, Verb.ManageCadres, a, Facts.Units, Desk.Today))
            .Select(a => (Facts.Units.Unit(a, Day)!.Name, Here(("unit", a.ToString("D")))))];
        if (!Form.Valid)
        {
            return Page();
        }

        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Result = await staffing.QueryAsync(connection, Scope(Verb.ManageCadres, unit), Counted, HttpContext.RequestAborted);
        }

        IsStale = !fresh;
        OfferExport(Result?.Rows.Count ?? 0);
        return export && Result is { } result ? await WorkbookAsync(T["nav.staffing"], Table(result)) : Page();
    }

    private Sheet Table(StaffingResult result) => new(
        T["nav.staffing"],
        Title,
        Notes((T["field.unit"], result.Name), (T["field.st.counted"], T.Code("seconded", Counted))),
        [
            new(T["roster.code"], 12), new(T["field.unit"], 50), new(T["staffing.assigned"]), new(T["staffing.present"]), new(T["staffing.vacant"]), new(T["staffing.excess"]),
            new(T["staffing.share"]), new(T["staffing.unknown_since"], 16),
        ],
        result.Rows.Select(r => Row(r.Code, r.Name, r.Figures)).Append(Row(string.Empty, T["stats.total"], result.Total)).ToAsyncEnumerable(),
        n => T["export.has_units", ("n", n - 1)]);

    private static object?[] Row(string code, string name, StaffingFigures f) =>
        [code, name, f.Assigned, f.Present, f.Vacancies, f.Excess, f.Assigned is { } assigned ? new Share(f.Present, assigned) : null, f.UnknownSince];
}
