using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections.Statistics;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Statistics;

/// <summary>The cases behind one number: as many as the number says.</summary>
public sealed class CasesPage(ReadDesk desk, AdmissionStatistics statistics, PeopleStore people) : StatisticsPage(desk)
{
    /// <summary>The page of the list.</summary>
    public StatisticsCases? Result { get; private set; }

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    public Task<IActionResult> OnGetAsync(string? measure, string? key, int? page, int? size) => ShowAsync(measure, key, page, size, export: false);

    /// <summary>All of them as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync(string? measure, string? key) => ShowAsync(measure, key, null, null, export: true);

    /// <summary>True for a case whose person the reader may know: a report is open to more people than the cases behind it.</summary>
    public bool MayName(StatisticsCase item) => Names(HttpContext.Actor(), item);

    private bool Names(Actor actor, StatisticsCase item) =>
        Access.OnUnit(actor, Verb.ViewCases, item.UnionUnit, Facts.Units, Desk.Today) || Access.OnUnit(actor, Verb.ViewCases, item.PartyBody, Facts.Units, Desk.Today);

    private async Task<IActionResult> ShowAsync(string? measure, string? key, int? page, int? size, bool export)
    {
        if (!await AskAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (Question is not { } question || StatisticsMeasure.Find(measure) is not { } asked)
        {
            return NotFound();
        }

        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Result = await statistics.CasesAsync(connection, question, asked, key, (at - 1) * rows, rows, HttpContext.RequestAborted);
            Title = T["stats.cases", ("measure", StatisticsSheets.NameOf(asked.Code.Replace("outcome.", "outcomes.", StringComparison.Ordinal))), ("n", Result.Total)];
            if (export && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["nav.statistics"], SheetOf(connection, question, asked, key));
            }
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Result.Items.Where(MayName).Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total);
        Crumbs = [(T["nav.statistics"], "/statistics" + Without(Request.QueryString))];
        return Page();
    }

    private Sheet SheetOf(NpgsqlConnection connection, StatisticsRequest question, StatisticsMeasure measure, string? key)
    {
        var actor = HttpContext.Actor();
        return new Sheet(
            T["nav.statistics"],
            Title,
            StatisticsNotes(),
            [
                new(T["field.fullName"], 26), new(T["field.unionUnit"], 40), new(T["list.filed"], 12), new(T["list.sent"], 12), new(T["list.decided"], 12), new(T["list.stage"], 24),
                new(T["stats.outcome"], 20), new(T["export.counts_on"], 14),
            ],
            PagesAsync(
                connection,
                async skip => (await statistics.CasesAsync(connection, question, measure, key, skip, RowsAtOnce, HttpContext.RequestAborted)).Items,
                async items =>
                {
                    var names = await people.NamesAsync([.. items.Where(i => Names(actor, i)).Select(i => i.PersonId)], HttpContext.RequestAborted);
                    return items.Select(i => new object?[]
                    {
                        names.GetValueOrDefault(i.PersonId)?.FullName ?? OpenCase.ShortIdOf(i.CaseId), i.UnitName, i.FiledOn, i.FirstSentOn, i.DecidedOn,
                        i.Stage is null ? null : T["stage." + i.Stage], i.Outcome is null ? null : T["outcome." + i.Outcome], i.CountsOn,
                    });
                }),
            n => T["export.cases", ("n", n)]);
    }

    private string Without(QueryString all) =>
        all.HasValue ? QueryString.Create(Request.Query.Where(p => p.Key is not ("measure" or "key" or "page" or "size")).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value.ToString()))).ToString() : string.Empty;
}
