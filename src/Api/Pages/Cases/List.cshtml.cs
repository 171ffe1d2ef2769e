using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>Cases in the actor's scope: filtered, paged, as of a day; what is missing next stands in each row.</summary>
public sealed class ListPage(ReadDesk desk, CaseList list, PeopleStore people) : ExportPage(desk)
{
    private static readonly IReadOnlyList<string> Sorts = ["filed", "sent", "due", "reference", "name"];

    /// <summary>The page of the list.</summary>
    public CaseListPage Result { get; private set; } = new(0, [], 0);

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    /// <summary>Stages with how many cases stand in them.</summary>
    public IReadOnlyList<Choice> StageChoices { get; private set; } = [];

    /// <summary>Ways to sort, with words.</summary>
    public static IReadOnlyList<Choice> SortChoices => [.. Sorts.Select(s => new Choice(s, T["list.sort." + s]))];

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>All pages of the list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("cases", "q", "stage", "unit", "sort", "open");
        Form["sort"] = Sorts.Contains(Form["sort"]) ? Form["sort"] : "filed";
        Form["open"] ??= Request.Query.Count == 0 ? "true" : null;
        var stage = Form.Code<Stage>("stage");
        var q = Form.Text("q", max: 100);
        var unit = ReadUnit("unit", Verb.ViewCases);
        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var filter = ReadSide.Within(actor, new CaseListFilter
        {
            OpenOnly = Form.Ticked("open"),
            Reference = q,
            FoldedName = q is null ? null : NameFolding.Fold(q),
            Sort = Enum.Parse<CaseListSort>(Form["sort"]!, ignoreCase: true),
            Descending = Form["sort"] is "filed" or "sent",
            Skip = (at - 1) * rows,
            Take = rows,
        });
        var scope = Scope(Verb.ViewCases, unit);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var counts = await list.CountsAsync(connection, scope, filter, HttpContext.RequestAborted);
            StageChoices = [.. Codes.All<Stage>().Where(counts.ContainsKey).Select(s => new Choice(s, T["list.stage_n", ("stage", T["stage." + s]), ("n", counts[s])]))];
            filter = stage is { } only ? ReadSide.Within(actor, filter with { Stages = [Codes.Of(only)] }) : filter;
            Result = await list.QueryAsync(connection, scope, filter, HttpContext.RequestAborted);
            Title = T[Form.Ticked("open") ? "list.title.open" : "list.title", ("n", Result.Total)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["nav.cases"], SheetOf(connection, scope, filter));
            }
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total, ("open", Form.Ticked("open") ? "true" : null), ("sort", Form["sort"]));
        return Page();
    }

    private Sheet SheetOf(NpgsqlConnection connection, ReadScope scope, CaseListFilter filter)
    {
        var stage = Form["stage"];
        return new Sheet(
            T["nav.cases"],
            Title,
            Notes(
                (T["field.q"], Form["q"]),
                (T["list.stage"], string.IsNullOrEmpty(stage) ? null : T["stage." + stage]),
                (T["field.unit"], Form["unit"]),
                (T["field.sort"], T["list.sort." + Form["sort"]]),
                (T["field.open"], Form.Ticked("open") ? T["export.yes"] : null)),
            [
                new(T["field.fullName"], 26), new(T["list.stage"], 24), new(T["list.stage_since"], 12), new(T["list.waits"], 24), new(T["list.due"], 12), new(T["export.left"], 24),
                new(T["field.unionUnit"], 40), new(T["export.party_body"], 40), new(T["list.filed"], 12), new(T["list.sent"], 12), new(T["field.reference"], 18),
            ],
            PagesAsync(
                connection,
                async skip => (await list.QueryAsync(connection, scope, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted)).Items,
                people,
                i => i.PersonId,
                (i, person) =>
                [
                    person?.FullName ?? OpenCase.ShortIdOf(i.CaseId), T["stage." + i.Stage], i.StageSince, Waits(i.Stage), i.NextDue,
                    i.NextDue is null ? null : Due(i).Words, i.UnionUnitName, i.PartyBodyName, i.FiledOn, i.FirstSentOn, i.Reference,
                ]),
            n => T["export.cases", ("n", n)]);
    }

    /// <summary>Words and colour of the nearest deadline.</summary>
    public (string Words, DeadlineUrgency Urgency) Due(CaseListItem item)
    {
        var left = Urgencies.WorkingDaysLeft(item.NextDue!.Value, Day, Facts.Regulations.Calendar(CalendarKind.Public));
        return (Urgencies.Words(T, item.NextDue.Value, Day, left), Urgencies.Of(item.NextDue.Value, Day, left));
    }

    /// <summary>What the case waits for, by its stage.</summary>
    public static string? Waits(string stage) => T.Has("waits." + stage) ? T["waits." + stage] : null;
}
