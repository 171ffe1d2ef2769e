using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Rosters;

/// <summary>The people of a unit, in Vietnamese order: by given name, then the rest. For the screen and for paper.</summary>
public sealed class PeoplePage(ReadDesk desk, CadreWorkflow.Projections.Lists.Rosters rosters, PeopleStore people) : ExportPage(desk)
{
    /// <summary>The page of the roster.</summary>
    public PersonRosterPage Result { get; private set; } = new(0, [], 0);

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>True for who may see the lists of cadres.</summary>
    public bool ShowsCadres => HttpContext.Actor().Has(Verb.ManageCadres);

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 100, 0, _ => string.Empty);

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>The whole roster as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewReports) || !actor.Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("rosters", "q", "unit");
        var q = Form.Text("q", max: 100);
        var rows = Paging.SizeOf(size ?? 100);
        var at = Math.Max(1, page ?? 1);
        var unit = ReadUnit("unit", Verb.ViewCases);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ViewCases, unit);
            var filter = ReadSide.Within(actor, new CaseListFilter { Reference = q, FoldedName = q is null ? null : NameFolding.Fold(q), Sort = CaseListSort.Name, Skip = (at - 1) * rows, Take = rows });
            Result = await rosters.PersonsAsync(connection, scope, filter, HttpContext.RequestAborted);
            Title = T["roster.people", ("n", Result.Total)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["nav.rosters"], SheetOf(connection, scope, filter));
            }
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total);
        return Page();
    }

    private Sheet SheetOf(NpgsqlConnection connection, ReadScope scope, CaseListFilter filter)
    {
        return new Sheet(
            T["nav.rosters"],
            Title,
            Notes((T["field.q"], Form["q"]), (T["field.unit"], Form["unit"])),
            [
                new(T["field.fullName"], 26), new(T["field.birthDate"], 12), new(T["field.gender"], 10), new(T["field.education"], 18), new(T["field.theoryLevel"], 18),
                new(T["field.unionUnit"], 40), new(T["list.stage"], 24), new(T["list.filed"], 12), new(T["list.decided"], 12), new(T["roster.official"], 12),
            ],
            PagesAsync(
                connection,
                async skip => (await rosters.PersonsAsync(connection, scope, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted)).Items,
                people,
                i => i.PersonId,
                (i, person) => person is { } p
                    ? [p.FullName, p.BirthDate, T.Code("gender", p.Gender), T.Code("education", p.Education), T.Code("theory_level", p.TheoryLevel), i.UnionUnitName, T["stage." + i.Stage], i.FiledOn, i.DecidedOn, i.RecognisedFrom]
                    : ["–", null, null, null, null, i.UnionUnitName, T["stage." + i.Stage], i.FiledOn, i.DecidedOn, i.RecognisedFrom]),
            n => T["roster.has", ("n", n)]);
    }
}
