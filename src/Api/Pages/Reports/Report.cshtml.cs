using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Reports;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Reports;

/// <summary>One publication: the figures as they went out, those of now, and the events that made the difference.</summary>
public sealed class ReportPage(ReportDesk desk, ReferenceFacts reference, AccountNames accounts, CadreClock clock) : CadrePage
{
    /// <summary>The publication looked at now.</summary>
    public OpenReport Report { get; private set; } = null!;

    /// <summary>Who published it.</summary>
    public string Who { get; private set; } = string.Empty;

    private OrgTree Units { get; set; } = OrgTree.Empty;

    /// <summary>The question.</summary>
    public ReportQuestion Question => Report.Report.It.Question;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await desk.OpenAsync(HttpContext, id) is not { } opened)
        {
            return NotFound();
        }

        (Report, Area) = (opened, "published");
        Units = (await reference.CurrentAsync(HttpContext.RequestAborted)).Units;
        Who = opened.Report.PublishedBy is { } account
            ? (await accounts.OfAsync([account], HttpContext.RequestAborted)).GetValueOrDefault(account, account)
            : T["account.system"];
        Title = T["report.title", ("from", Question.From), ("to", Question.To)];
        Crumbs = [(T["nav.published"], "/reports")];
        return Page();
    }

    /// <summary>A total as published; a figure that is not listed was 0.</summary>
    public int Then(string measure) => Report.Report.It.Figures.FirstOrDefault(f => f.Row.Length == 0 && f.Measure == measure)?.Value ?? 0;

    /// <summary>The same total now.</summary>
    public int Now(string measure) => Report.Review.Changes.FirstOrDefault(c => c.Row.Length == 0 && c.Measure == measure)?.Now ?? Then(measure);

    /// <summary>Words of a measure.</summary>
    public static string MeasureName(string measure) => measure.StartsWith("outcome.", StringComparison.Ordinal) ? T["report.outcome", ("outcome", T[measure])] : T["measure." + measure];

    /// <summary>Words of a row.</summary>
    public string RowName(string row) => (row, Question.By) switch
    {
        ("", _) => T["stats.total"],
        (_, "unit") => Guid.TryParse(row, out var unit) ? UnitName(unit) : row,
        (_, "month") => DateOnly.TryParseExact(row + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? month.ToString("MM/yyyy", CultureInfo.InvariantCulture) : row,
        (_, "age") => T["age_band." + row],
        (_, "theory") => T["theory_level." + row],
        _ => T[Question.By + "." + row],
    };

    /// <summary>Name of a unit.</summary>
    public string UnitName(Guid unit) => Units.Unit(unit, clock.Today)?.Name ?? "–";

    /// <summary>The statistics page with the same question, all that is known now.</summary>
    public string StatisticsHref() => "/statistics" + QueryString.Create(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["from"] = F.Date(Question.From),
        ["to"] = F.Date(Question.To),
        ["unit"] = Question.Unit.ToString("D"),
        ["by"] = Question.By ?? "unit",
        ["structure"] = Question.Structure,
        ["observedOn"] = F.Date(Question.ObservedOn),
    });

    private static Localisation.DisplayFormat F => Words.F;
}
