using System.Globalization;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections.Statistics;
using Microsoft.AspNetCore.Mvc;

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

    public async Task<IActionResult> OnGetAsync(string? measure, string? key, int? page, int? size)
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
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        Title = T["stats.cases", ("measure", MeasureText(asked.Code)), ("n", Result.Total)];
        Crumbs = [(T["nav.statistics"], "/statistics" + Without(Request.QueryString))];
        return Page();
    }

    private static string MeasureText(string code) => code switch
    {
        "referredPersonTimes" => T["stats.times"],
        "referredPersons" => T["stats.persons"],
        "admitted" => T["stats.admitted"],
        "cohort" => T["stats.cohort"],
        "admittedByThen" => T["stats.admitted_by_then"],
        _ => T[code],
    };

    private string Without(QueryString all) =>
        all.HasValue ? QueryString.Create(Request.Query.Where(p => p.Key is not ("measure" or "key" or "page" or "size")).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value.ToString()))).ToString() : string.Empty;
}
