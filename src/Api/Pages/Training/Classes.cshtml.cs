using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Training;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Training;

/// <summary>Training classes in the actor's scope: filtered, paged, as known on a day.</summary>
public sealed class ClassesPage(ReadDesk desk, TrainingDesk training) : ExportPage(desk)
{
    private static readonly IReadOnlyList<string> States = ["planned", "open", "ended", "cancelled"];

    /// <summary>The page of the list.</summary>
    public ClassPage Result { get; private set; } = new(0, []);

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    /// <summary>Kinds that have classes.</summary>
    public static IReadOnlyList<Choice> Kinds => Choice.Of<TrainingKind>(T, "training_kind", TrainingKinds.HasClasses);

    /// <summary>States, with words.</summary>
    public static IReadOnlyList<Choice> StateChoices => [.. States.Select(s => new Choice(s, T["class_state." + s]))];

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>All pages of the list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageTraining))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("classes", "q", "class.kind", "class.state", "from", "to", "programme");
        var kind = Form.Code<TrainingKind>("class.kind");
        Form["class.state"] = States.Contains(Form["class.state"]) ? Form["class.state"] : null;
        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var filter = new ClassFilter(
            kind is { } k ? Codes.Of(k) : null, Form["class.state"], Form.Text("q", max: 100), Form.Id("programme"), Form.Date("from"), Form.Date("to"),
            await training.WithinAsync(actor, Verb.ManageTraining, HttpContext.RequestAborted), (at - 1) * rows, rows);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Result = await TrainingList.QueryAsync(connection, filter, Position, HttpContext.RequestAborted);
            Title = T["training.classes", ("n", Result.Total)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                var sheet = new Sheet(
                    T["nav.classes"],
                    Title,
                    Notes(
                        (T["field.q"], Form["q"]),
                        (T["field.class.kind"], kind is { } asked ? T.Code("training_kind", asked) : null),
                        (T["field.class.state"], Form["class.state"] is { Length: > 0 } state ? T["class_state." + state] : null),
                        (T["field.from"], Form["from"]),
                        (T["field.to"], Form["to"])),
                    [
                        new(T["field.class.code"], 16), new(T["field.class.kind"], 26), new(T["field.class.issuer"], 34), new(T["field.class.startsOn"], 12), new(T["field.class.endsOn"], 12),
                        new(T["field.class.state"], 14), new(T["field.class.seats"], 10), new(T["training.enrolled"], 10), new(T["training.called"], 12), new(T["training.certified"], 10), new(T["training.failed"], 10),
                        new(T["training.absent"], 10), new(T["field.class.unit"], 34),
                    ],
                    PagesAsync(
                        connection,
                        async skip => (await TrainingList.QueryAsync(connection, filter with { Skip = skip, Take = RowsAtOnce }, Position, HttpContext.RequestAborted)).Items,
                        items => Task.FromResult(items.Select(i => new object?[]
                        {
                            i.Code, T["training_kind." + i.Kind], i.Issuer, i.StartsOn, i.EndsOn, T["class_state." + i.State], i.Seats, i.Enrolled, i.CalledByCases, i.Certified, i.Failed, i.Absent, UnitName(i.Unit),
                        }))));
                return await WorkbookAsync(T["nav.classes"], sheet);
            }
        }

        IsStale = !fresh;
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total);
        return Page();
    }

    /// <summary>Name of an organising body; null for none.</summary>
    public string? UnitName(Guid? unit) => unit is { } id ? Facts.Units.Unit(id, Day)?.Name : null;

    /// <summary>Colour of a state.</summary>
    public static string TagOf(string state) => state switch { "open" => "c-tag--blue", "ended" => "c-tag--green", "cancelled" => "c-tag--grey", _ => "c-tag--amber" };
}
