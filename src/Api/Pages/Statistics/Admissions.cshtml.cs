using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Statistics;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Statistics;

/// <summary>The question of the statistics pages, read from the address.</summary>
public abstract class StatisticsPage(ReadDesk desk) : ExportPage(desk)
{
    /// <summary>Ways to divide the figures.</summary>
    public static IReadOnlyList<string> Divisions { get; } = ["unit", "sector", "gender", "age", "education", "theory", "month"];

    /// <summary>The unit asked about.</summary>
    public UnitFacts? Unit { get; private set; }

    /// <summary>The question; null when something is wrong with it.</summary>
    protected StatisticsRequest? Question { get; private set; }

    /// <summary>The division asked for.</summary>
    public string By => Form["by"] ?? "unit";

    /// <summary>Reads the question; false when the actor may not ask it.</summary>
    protected async Task<bool> AskAsync()
    {
        await PrepareAsync("statistics", "from", "to", "by", "unit", "observedOn", "structure");
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewReports))
        {
            return false;
        }

        var today = Desk.Today;
        Form["from"] ??= Words.F.Date(new DateOnly(today.Year, 1, 1));
        Form["to"] ??= Words.F.Date(today);
        Form["by"] = Divisions.Contains(Form["by"]) ? Form["by"] : "unit";
        Form["structure"] = Form["structure"] == "now" ? "now" : "then";
        var (from, to, observed) = (Form.Date("from", required: true), Form.Date("to", required: true), Form.Date("observedOn"));
        if (from > to)
        {
            Form.AddKey("to", "error.before_start");
        }

        var tops = Access.Tops(actor, Verb.ViewReports);
        var unit = ReadUnit("unit", Verb.ViewReports) ?? (tops.Count == 0 ? Facts.Units.Root(Tree.Union) : tops[0]);
        Unit = Facts.Units.Unit(unit, today);
        if (Form.Valid)
        {
            Question = new StatisticsRequest(from!.Value, to!.Value, today)
            {
                Unit = unit,
                By = Enum.Parse<StatisticsBy>(By, ignoreCase: true),
                AsKnownOn = AsKnownOn,
                AsKnownPosition = Position,
                ObservedOn = observed,
                Structure = Form["structure"] == "now" ? StatisticsStructure.Now : StatisticsStructure.Then,
            };
        }

        return true;
    }

    /// <summary>The question in words, for the head of a workbook.</summary>
    private protected List<string> StatisticsNotes(StatisticsResult? result = null)
    {
        var notes = new List<string>
        {
            T["export.note", ("label", T["field.unit"]), ("value", Unit?.Name)],
            T["export.note", ("label", T["export.period"]), ("value", $"{Words.F.Date(Question!.From)} – {Words.F.Date(Question.To)}")],
            T["export.note", ("label", T["field.observedOn"]), ("value", Words.F.Date(result?.Cohort.ObservedOn ?? Question.ObservedOn ?? Question.AsKnownOn ?? Desk.Today))],
            AsKnownOn is { } known ? T["export.as_known", ("day", known)] : T["export.as_known.now"],
            T["export.note", ("label", T["field.structure"]), ("value", T[Form["structure"] == "now" ? "stats.now" : "stats.then"])],
        };
        if (result is not null)
        {
            notes.Add(T["stats.position", ("n", result.Position.ToString(CultureInfo.InvariantCulture))]);
        }

        notes.Add(T["export.made", ("at", Words.F.Instant(Desk.Now)), ("who", HttpContext.Actor().UserName)]);
        return notes;
    }

    /// <summary>Words of a row.</summary>
    public string RowLabel(string key, string label, bool own) => By switch
    {
        "unit" when own => T["stats.own", ("unit", label)],
        "unit" => label,
        "month" => DateOnly.TryParseExact(key + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? T["stats.month", ("month", month.ToString("MM/yyyy", CultureInfo.InvariantCulture))] : key,
        "sector" => T["sector." + key],
        "gender" => T["gender." + key],
        "age" => T["age_band." + key],
        "education" => T["education." + key],
        _ => T["theory_level." + key],
    };
}

/// <summary>Referrals and admissions of a period: figures with their formula, a table, a chart of the table, and every number opens to its cases.</summary>
public sealed class AdmissionsPage(ReadDesk desk, AdmissionStatistics statistics, ReportDesk reports) : StatisticsPage(desk)
{
    /// <summary>The figures; null when the question is wrong.</summary>
    public StatisticsResult? Result { get; private set; }

    /// <summary>The last publication of the same question; null when there is none.</summary>
    public ListedReport? Published { get; private set; }

    /// <summary>The actor may give these figures out.</summary>
    public bool MayPublish => Unit is not null && Access.OnUnit(HttpContext.Actor(), Verb.PublishReports, Unit.Id, Facts.Units, Desk.Today);

    /// <summary>Units the actor may ask about, for suggestions.</summary>
    public IReadOnlyList<UnitFacts> Suggestions { get; private set; } = [];

    /// <summary>Ways to divide, with words.</summary>
    public static IReadOnlyList<Choice> ByChoices => [.. Divisions.Select(d => new Choice(d, T["stats.by." + d]))];

    public Task<IActionResult> OnGetAsync() => ShowAsync(export: false);

    /// <summary>Figures, rows and outcomes as a workbook, each number with its definition.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(export: true);

    private async Task<IActionResult> ShowAsync(bool export)
    {
        if (!await AskAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Title = T["stats.title"];
        Suggestions = [.. UnitChoices.Of(Facts.Units, Tree.Union, Desk.Today, HttpContext.Actor(), Verb.ViewReports, u => u.Kind is not (UnitKind.GrassrootsUnion or UnitKind.UnionSection or UnitKind.UnionGroup or UnitKind.Department or UnitKind.AttachedUnit)).Take(UnitChoices.Most)];
        if (Question is { } question)
        {
            var (connection, fresh) = await Desk.OpenAsync(HttpContext);
            await using (connection)
            {
                Result = await statistics.QueryAsync(connection, question, HttpContext.RequestAborted);
                Published = await reports.SameQuestionAsync(connection, Result, HttpContext.RequestAborted);
            }

            IsStale = !fresh;
            Title = T["stats.title.period", ("from", question.From), ("to", question.To)];
            OfferExport(1);
            if (export)
            {
                return await WorkbookAsync(T["nav.statistics"], [.. StatisticsSheets.Of(Result, Title, StatisticsNotes(Result), T["stats.by." + By], r => RowLabel(r.Key, r.Label, r.IsOwn))]);
            }
        }

        return Page();
    }

    /// <summary>Address of the cases a number counts.</summary>
    public string CasesHref(string measure, string? key = null)
    {
        var query = Request.Query.Where(p => p.Key is "observedOn" or "asKnownOn").ToDictionary(p => p.Key, p => (string?)p.Value.ToString(), StringComparer.Ordinal);
        foreach (var name in new[] { "from", "to", "by", "unit", "structure" })
        {
            query[name] = name == "unit" && Unit is not null ? Unit.Id.ToString("D") : Form[name];
        }

        query["measure"] = measure;
        query["key"] = key;
        return "/statistics/cases" + QueryString.Create(query.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    /// <summary>Address of the page that publishes what is shown.</summary>
    public string PublishHref()
    {
        var query = Request.Query.Where(p => p.Key is "observedOn" or "asKnownOn").ToDictionary(p => p.Key, p => (string?)p.Value.ToString(), StringComparer.Ordinal);
        foreach (var name in new[] { "from", "to", "by", "unit", "structure" })
        {
            query[name] = name == "unit" && Unit is not null ? Unit.Id.ToString("D") : Form[name];
        }

        return "/reports/publish" + QueryString.Create(query.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    /// <summary>Address of the same question one unit down.</summary>
    public string UnitHref(string key) => Here(("unit", key), ("by", "unit"));
}
