using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Queue;

/// <summary>Deadlines that wait for the actor's bodies, the most pressing first: one list, urgency in words.</summary>
public sealed class QueuePage(ReadDesk desk, DeadlineBoard board, PeopleStore people) : ExportPage(desk)
{
    private static readonly IReadOnlyList<string> Rules = ["ADM-28", "ADM-30", "ADM-32", "ADM-33", "ADM-34", "ADM-35", "ADM-36"];

    // Papers expire by themselves; what somebody must do comes first and alone unless asked otherwise.
    private static readonly IReadOnlyList<string> Acts = ["ADM-28", "ADM-30", "ADM-32", "ADM-33", "ADM-36"];

    /// <summary>The page of the board.</summary>
    public DeadlinePage? Result { get; private set; }

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 25, 0, _ => string.Empty);

    /// <summary>Clocks to filter by.</summary>
    public static IReadOnlyList<Choice> RuleChoices => [.. Rules.Select(r => new Choice(r, T["clock." + r.ToLowerInvariant()]))];

    /// <summary>Urgencies with how many wait in each.</summary>
    public IReadOnlyList<Choice> UrgencyChoices { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>The whole board as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        if (!HttpContext.Actor().Has(Verb.ViewCases))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("queue", "rule", "urgency", "unit");
        var rows = Paging.SizeOf(size);
        var at = Math.Max(1, page ?? 1);
        var rule = Rules.Contains(Form["rule"]) ? Form["rule"] : null;
        var unit = ReadUnit("unit", Verb.ViewCases);
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var filter = new DeadlineFilter { Rules = rule is null ? Acts : [rule], Urgency = Form.Code<Urgency>("urgency"), Skip = (at - 1) * rows, Take = rows };
            var scope = Scope(Verb.ViewCases, unit);
            Result = await board.QueryAsync(connection, scope, filter, HttpContext.RequestAborted);
            Title = T["queue.title", ("n", Result.Total)];
            if (export && Form.Valid && TooMany(Result.Total) is null)
            {
                return await WorkbookAsync(T["nav.queue"], SheetOf(connection, scope, filter));
            }
        }

        IsStale = !fresh;
        UrgencyChoices = [.. Enum.GetValues<Urgency>().Select(u => new Choice(
            Domain.Events.Codes.Of(u), T["queue.urgency_n", ("urgency", Words(u)), ("n", Result.ByUrgency.GetValueOrDefault(u))]))];
        People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Result.Total);
        return Page();
    }

    private Sheet SheetOf(NpgsqlConnection connection, ReadScope scope, DeadlineFilter filter)
    {
        return new Sheet(
            T["nav.queue"],
            Title,
            Notes(
                (T["queue.urgency"], filter.Urgency is { } only ? Words(only) : null),
                (T["explain.rule"], filter.Rules is { Count: 1 } asked ? T["clock." + asked.First().ToLowerInvariant()] : T["queue.all_acts"]),
                (T["field.unit"], Form["unit"])),
            [
                new(T["queue.urgency"], 20), new(T["queue.due"], 12), new(T["export.left"], 24), new(T["queue.what"], 30), new(T["field.fullName"], 26), new(T["queue.who"], 40),
                new(T["list.stage"], 24), new(T["field.unionUnit"], 40), new(T["export.rule"], 10), new(T["export.policy"], 18), new(T["export.start"], 12), new(T["export.provisional"], 14),
            ],
            PagesAsync(
                connection,
                async skip => (await board.QueryAsync(connection, scope, filter with { Skip = skip, Take = RowsAtOnce }, HttpContext.RequestAborted)).Items,
                people,
                i => i.PersonId,
                (i, person) =>
                [
                    Words(i.Urgency), i.Due, Left(i), T["clock." + i.Rule.ToLowerInvariant()], person?.FullName ?? OpenCase.ShortIdOf(i.CaseId),
                    i.ActingUnitName, T["stage." + i.Stage], i.UnionUnitName, i.Rule, i.PolicyVersion, i.ClockStart, i.Provisional || !i.Confirmed ? T["deadline.unconfirmed"] : null,
                ]),
            n => T["export.deadlines", ("n", n)]);
    }

    /// <summary>The words of an urgency.</summary>
    public static string Words(Urgency urgency) => T["urgency." + Urgencies.Of(urgency).ToString().ToLowerInvariant()];

    /// <summary>How much is left or past.</summary>
    public string Left(DeadlineItem item) => Urgencies.Words(T, item.Due, Day, item.WorkingDaysLeft ?? item.Due.DayNumber - Day.DayNumber);

    /// <summary>The act that meets a clock.</summary>
    public static string? ActOf(string rule) => rule switch
    {
        "ADM-28" or "ADM-33" => "decide",
        "ADM-30" => "ceremony",
        "ADM-32" => "cell-vote",
        "ADM-36" => "receive-transfer",
        _ => null,
    };

    /// <summary>Address of the day-by-day count of a row.</summary>
    public static string ExplainHref(DeadlineItem item) =>
        $"/cases/{item.CaseId:D}/deadlines/{item.Rule}?fact={item.StartFact:D}";
}
