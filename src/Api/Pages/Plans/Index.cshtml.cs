using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>Plans in the actor's scope by body and term, as of a day; those with a missed yearly review are marked and can be had alone (PLN-15).</summary>
public sealed class IndexPage(ReadDesk desk, PlanList list) : ExportPage(desk)
{
    private static readonly IReadOnlyList<string> States = ["open", "missed", "closed", "all"];

    /// <summary>The page of the list.</summary>
    public PlanPage Result { get; private set; } = new(0, 0, [], 0);

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    /// <summary>Units the actor may ask about, for suggestions.</summary>
    public IReadOnlyList<UnitFacts> Suggestions { get; private set; } = [];

    /// <summary>Which plans, with words.</summary>
    public static IReadOnlyList<Choice> StateChoices => [.. States.Select(s => new Choice(s, T["plan.list." + s]))];

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>All pages of the list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("plans", "unit", "plan.state");
        Form["plan.state"] = States.Contains(Form["plan.state"]) ? Form["plan.state"] : "open";
        var unit = ReadUnit("unit", Verb.ManageCadres);
        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var filter = new PlanFilter
        {
            Open = Form["plan.state"] switch { "open" or "missed" => true, "closed" => false, _ => null },
            MissedReview = Form["plan.state"] == "missed",
            Skip = (at - 1) * rows,
            Take = rows,
        };
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres, unit);
            Result = await list.PlansAsync(connection, scope, filter, HttpContext.RequestAborted);
            Title = T["plan.list.title", ("n", Result.Total)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["nav.plans"], SheetOf(connection, scope, filter));
            }
        }

        IsStale = !fresh;
        var withPosts = PlanDesk.UnitsWithPosts(Facts, Desk.Today);
        Suggestions = [.. new[] { Tree.Union, Tree.Party }.SelectMany(t => UnitChoices.Of(Facts.Units, t, Desk.Today, actor, Verb.ManageCadres, u => withPosts.Contains(u.Id))).Take(UnitChoices.Most)];
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total, ("plan.state", (string?)Form["plan.state"]));
        return Page();
    }

    /// <summary>"2026–2031".</summary>
    public static string Term(PlanItem item) => string.Create(CultureInfo.InvariantCulture, $"{item.TermFrom.Year}–{item.TermTo.Year}");

    private Sheet SheetOf(NpgsqlConnection connection, ReadScope scope, PlanFilter filter)
    {
        return new Sheet(
            T["nav.plans"],
            Title,
            Notes((T["field.unit"], Form["unit"]), (T["field.plan.state"], T["plan.list." + Form["plan.state"]])),
            [
                new(T["plan.body"], 40), new(T["plan.term"], 16), new(T["plan.term.span"], 14), new(T["plan.opened_on"], 12), new(T["plan.closed_on"], 12), new(T["plan.steps"], 10),
                new(T["plan.shape.names"], 10), new(T["plan.shape.persons"], 10), new(T["plan.list.missed_year"], 16),
            ],
            PagesAsync(
                connection,
                async skip => (await list.PlansAsync(connection, scope, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted)).Items,
                items => Task.FromResult(items.Select(i => new object?[]
                {
                    i.BodyName, T.Code("plan_term", i.Term), Term(i), i.OpenedOn, i.ClosedOn, i.LastStep, i.Names, i.Persons, i.MissedReview?.ToString(CultureInfo.InvariantCulture),
                }))),
            n => T["plan.list.title", ("n", n)]);
    }
}
