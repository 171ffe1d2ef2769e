using System.Globalization;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>The question of the training figures, read from the address.</summary>
public abstract class TrainingFiguresPage(ReadDesk desk, TrainingDesk training) : ExportPage(desk)
{
    private static readonly IReadOnlyList<string> Divisions = ["kind", "unit", "year", "programme"];

    /// <summary>Ways to divide, with words.</summary>
    public static IReadOnlyList<Choice> ByChoices => [.. Divisions.Select(d => new Choice(d, T["training.by." + d]))];

    /// <summary>The division asked for.</summary>
    public string By => Form["by"] ?? "kind";

    /// <summary>The question; null when something is wrong with it.</summary>
    protected TrainingQuestion? Question { get; private set; }

    /// <summary>Reads the question; false when the actor may not ask it.</summary>
    protected async Task<bool> AskAsync()
    {
        await PrepareAsync("statistics", "from", "to", "by", "unit");
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewReports))
        {
            return false;
        }

        Form["from"] ??= Words.F.Date(new DateOnly(Desk.Today.Year, 1, 1));
        Form["to"] ??= Words.F.Date(Desk.Today);
        Form["by"] = Divisions.Contains(Form["by"]) ? Form["by"] : "kind";
        var (from, to) = (Form.Date("from", required: true), Form.Date("to", required: true));
        if (from > to)
        {
            Form.AddKey("to", "error.before_start");
        }

        var unit = ReadUnit("unit", Verb.ViewReports);
        if (Form.Valid)
        {
            Question = await training.QuestionAsync(actor, from!.Value, to!.Value, Enum.Parse<TrainingBy>(By, ignoreCase: true), unit, Position, HttpContext.RequestAborted);
        }

        return true;
    }
}

/// <summary>Volume and completion of training: figures with their definition, a table, a chart of the table, counts of papers apart.</summary>
public sealed class TrainingStatisticsPage(ReadDesk desk, TrainingDesk training, TrainingStatistics statistics) : TrainingFiguresPage(desk, training)
{
    /// <summary>The figures; null when the question is wrong.</summary>
    public TrainingResult? Result { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync(export: false);

    /// <summary>The figures as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(export: true);

    private async Task<IActionResult> ShowAsync(bool export)
    {
        if (!await AskAsync())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Title = T["training.statistics"];
        Crumbs = [(T["nav.statistics"], "/statistics")];
        if (Question is not { } question)
        {
            return Page();
        }

        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Result = TrainingStatisticsEndpoints.InWords(await statistics.QueryAsync(connection, question, AsKnownOn, HttpContext.RequestAborted), T);
        }

        IsStale = !fresh;
        Title = T["training.statistics.period", ("from", question.From), ("to", question.To)];
        OfferExport(1);
        return export ? await WorkbookAsync(T["training.statistics"], [.. Sheets(Result)]) : Page();
    }

    /// <summary>Address of the people a number counts.</summary>
    public string PeopleHref(string measure, string? key = null) =>
        "/statistics/training/participants" + new Uri("http://x" + Here(("measure", measure), ("key", key), ("by", By), ("from", Form["from"]), ("to", Form["to"]))).Query;

    private IEnumerable<Sheet> Sheets(TrainingResult result)
    {
        var notes = Notes((T["field.unit"], Form["unit"]), (T["field.by.dimension"], T["training.by." + By]));
        yield return new Sheet(
            T["training.statistics"], Title, notes,
            [
                new(T["training.by." + By], 44), new(T["training.classes_ended"]), new(T["training.person_times"] + " (ST-22)"), new(T["training.persons"] + " (ST-22)"), new(T["training.enrolled"]),
                new(T["training.certificates"]), new(T["training.completion"] + " (ST-09)"),
            ],
            result.Rows.Select(r => Row(r.Label, r)).Append(Row(T["stats.total"], result)).ToAsyncEnumerable());
        yield return new Sheet(
            T["training.reported"], T["training.reported"], notes,
            [new(T["training.reported.of"], 18), new(T["field.class.kind"], 34), new(T["training.reported.count"]), new(T["field.class.counted"], 40), new(T["field.document"], 24)],
            result.Reported.Select(r => new object?[] { r.Of, T["training_kind." + r.Kind], ReportedWords.Of(r.Precision, r.Number), T["counted." + r.Counted], r.DocumentNumber }).ToAsyncEnumerable());
    }

    private static object?[] Row(string label, TrainingFigures f) => [label, f.Classes, f.PersonTimes, f.Persons, f.Enrolled, f.Certificates, new Share(f.Certificates, f.Enrolled)];
}

/// <summary>The people behind a number.</summary>
public sealed class CountedPage(ReadDesk desk, TrainingDesk training, TrainingStatistics statistics, PeopleStore people) : TrainingFiguresPage(desk, training)
{
    /// <summary>Participations counted.</summary>
    public IReadOnlyList<CountedParticipation> Items { get; private set; } = [];

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    public async Task<IActionResult> OnGetAsync(string? measure, string? key, int? page, int? size)
    {
        // Names of participants are for those who run classes; others see the numbers.
        if (!await AskAsync() || !HttpContext.Actor().Has(Verb.ManageTraining))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (measure is null || !TrainingStatistics.Measures.Contains(measure) || Question is not { } question)
        {
            return NotFound();
        }

        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        int total;
        await using (connection)
        {
            (total, Items) = await statistics.ListAsync(connection, question, measure, string.IsNullOrEmpty(key) ? null : key, (at - 1) * rows, rows, HttpContext.RequestAborted);
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Items.Select(i => i.Participant.PersonId)], HttpContext.RequestAborted);
        Title = T["training.counted", ("what", T["training.measure." + measure]), ("n", total)];
        Crumbs = [(T["nav.statistics"], "/statistics"), (T["training.statistics"], "/statistics/training" + new Uri("http://x" + Here(("measure", null), ("key", null), ("page", null))).Query)];
        Paging = new Paging(at, rows, total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        return Page();
    }
}
