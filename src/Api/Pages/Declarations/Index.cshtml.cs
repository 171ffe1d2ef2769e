using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Declarations;

/// <summary>Duties to declare of everybody in a unit: due, late, filed, handed over, published; filed on time over obliged (ST-21). Never what was declared.</summary>
public sealed class IndexPage(ReadDesk desk, DeclarationBoard board, PeopleStore people) : ExportPage(desk)
{
    /// <summary>The page of duties.</summary>
    public DutyPage Result { get; private set; } = new(0, Enum.GetValues<DutyStatus>().ToDictionary(s => s, _ => 0), [], 0);

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 100, 0, _ => string.Empty);

    /// <summary>The unit looked into.</summary>
    public UnitFacts? Unit { get; private set; }

    /// <summary>The year shown.</summary>
    public int Year { get; private set; }

    /// <summary>People obliged: waived duties count nowhere.</summary>
    public int Obliged => Result.ByStatus.Where(s => s.Key != DutyStatus.Waived).Sum(s => s.Value);

    /// <summary>Thresholds of the law of the day (AST-03, AST-04), with the article that sets each.</summary>
    public IReadOnlyList<(string Key, long Dong, string Article, bool Confirmed)> Thresholds { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>The list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    /// <summary>Colour of a status.</summary>
    public static string TagOf(DutyStatus status) => status switch
    {
        DutyStatus.Late => "c-tag--red",
        DutyStatus.FiledLate => "c-tag--amber",
        DutyStatus.FiledOnTime => "c-tag--green",
        _ => "c-tag--grey",
    };

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("declarations", "unit", "decl.year", "decl.status");
        var tops = Access.Tops(actor, Verb.ManageCadres);
        var unit = ReadUnit("unit", Verb.ManageCadres) ?? (tops.Count == 0 ? Facts.Units.Root(Tree.Union) : tops[0]);
        Unit = Facts.Units.Unit(unit, Day);
        Year = Form.Number("decl.year", max: Desk.Today.Year + 1) ?? Day.Year;
        Form["decl.year"] ??= Year.ToString(CultureInfo.InvariantCulture);
        var status = Form.Code<DutyStatus>("decl.status");
        Thresholds = [.. new[] { ("decl.per_asset", ParameterCatalogue.AssetPerAsset), ("decl.supplement", ParameterCatalogue.AssetSupplement) }
            .Select(p => (p.Item1, Facts.Regulations.Parameter(p.Item2, Day))).Where(p => p.Item2 is not null)
            .Select(p => (p.Item1, p.Item2!.Value.Parameter.Whole, p.Item2.Value.Parameter.Article, p.Item2.Value.Parameter.Confirmed))];
        Title = T["decl.title", ("unit", Unit?.Name ?? "–"), ("year", Year.ToString(CultureInfo.InvariantCulture))];
        if (!Form.Valid)
        {
            return Page();
        }

        var (rows, at) = (Paging.SizeOf(size ?? 100), Math.Max(1, page ?? 1));
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres, unit);
            var filter = new DutyFilter { Year = Year, Status = status, ByName = true, Skip = (at - 1) * rows, Take = rows };
            Result = await board.QueryAsync(connection, scope, filter, HttpContext.RequestAborted);
            if (export && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["nav.declarations"], SheetOf(connection, scope, filter));
            }
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total);
        return Page();
    }

    private Sheet SheetOf(NpgsqlConnection connection, ReadScope scope, DutyFilter filter)
    {
        return new Sheet(
            T["nav.declarations"],
            Title,
            Notes((T["field.unit"], Unit?.Name), (T["decl.on_time"], Words.F.Share(Result.ByStatus[DutyStatus.FiledOnTime], Obliged))),
            [
                new(T["field.fullName"], 26), new(T["field.unit"], 44), new(T["decl.kind"], 24), new(T["decl.due"], 12), new(T["decl.filed"], 12), new(T["decl.handed"], 12),
                new(T["decl.published"], 12), new(T["decl.status"], 18),
            ],
            PagesAsync(
                connection,
                async skip => (await board.QueryAsync(connection, scope, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted)).Items,
                people,
                i => i.PersonId,
                (i, person) =>
                [
                    person?.FullName ?? "–", i.UnitName, T.Code("declaration_kind", i.Kind), i.DueOn, i.FiledOn, i.HandedOverOn, i.PublishedOn,
                    T.Code("declaration_status", i.Status),
                ]),
            n => T["roster.has", ("n", n)]);
    }
}
