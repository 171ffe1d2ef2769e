using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Cadres;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>Personnel procedures: where each stands, what it waits for and until when.</summary>
public sealed class ListPage(ReadDesk desk, ProcedureList procedures, PeopleStore people) : ExportPage(desk)
{
    /// <summary>What was found.</summary>
    public ProcedurePage Result { get; private set; } = null!;

    /// <summary>Names of candidates and appointed.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = null!;

    /// <summary>The states, each with how many.</summary>
    public IReadOnlyList<Choice> StateChoices =>
        [.. Enum.GetValues<ProcedureState>().Select(s => new Choice(Codes.Of(s), $"{T.Code("appt.stage", s)} ({Words.F.Number(Result.ByState.GetValueOrDefault(s))})"))];

    /// <summary>The kinds of procedures.</summary>
    public static IReadOnlyList<Choice> Kinds => NewPage.Kinds;

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>The list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    /// <summary>What a procedure waits for, in words.</summary>
    public static string Waits(ProcedureItem item) => item.Next switch
    {
        ProcedureStep.HoldStep => T["appt.waits.hold_step", ("n", item.NextNumber)],
        { } next => T["appt.waits." + Codes.Of(next)],
        null => "",
    };

    /// <summary>How much time is left.</summary>
    public (string Words, DeadlineUrgency Urgency) Due(ProcedureItem item) =>
        (Urgencies.Words(T, item.DueOn!.Value, Day, item.WorkingDaysLeft ?? 0), Urgencies.Of(item.DueOn.Value, Day, item.WorkingDaysLeft ?? 0));

    /// <summary>Who it is about: the appointed, or everybody put forward.</summary>
    public string Who(ProcedureItem item) =>
        string.Join(", ", (item.PersonId is { } one ? [one] : item.Candidates).Select(c => People.GetValueOrDefault(c)?.FullName ?? "–"));

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("appointments", "state", "kind", "unit", "late");
        Title = T["appt.list"];
        var rows = Paging.SizeOf(size);
        var unit = ReadUnit("unit", Verb.ManageCadres);
        var filter = new ProcedureFilter { State = Form.Code<ProcedureState>("state"), Kind = Form.Code<PostTaking>("kind"), Late = Form.Ticked("late"), Take = export ? RowsAtOnce : rows };
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres, unit);
            Result = await procedures.QueryAsync(connection, scope, filter, HttpContext.RequestAborted);
            var at = Paging.Clamp(page, rows, Result.Total);
            Result = at == 1 ? Result : await procedures.QueryAsync(connection, scope, filter with { Skip = (at - 1) * rows }, HttpContext.RequestAborted);
            Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
            People = await NamesAsync(Result.Items);
            IsStale = !fresh;
            OfferExport(Result.Total);
            if (export && Form.Valid)
            {
                return TooMany(Result.Total) ?? await WorkbookAsync(Title, SheetOf(PagesAsync(
                    connection,
                    async skip => (await procedures.QueryAsync(connection, scope, filter with { Skip = skip }, HttpContext.RequestAborted)).Items,
                    async items =>
                    {
                        People = await NamesAsync(items);
                        return items.Select(Row);
                    })));
            }
        }

        return Page();
    }

    private Task<IReadOnlyDictionary<Guid, PersonAttributes>> NamesAsync(IReadOnlyList<ProcedureItem> items) =>
        people.NamesAsync([.. items.SelectMany(i => i.PersonId is { } p ? i.Candidates.Append(p) : i.Candidates).Distinct()], HttpContext.RequestAborted);

    private object?[] Row(ProcedureItem i) =>
        [i.Title, i.UnitName, T.Code("appt.kind", i.Kind), Who(i), T.Code("appt.stage", i.State), Waits(i), i.OpenedOn, i.PolicyOn, i.DueOn, i.DecidedOn, i.InForceFrom, i.TermEndsOn];

    private Sheet SheetOf(IAsyncEnumerable<object?[]> rows) => new(
        T["appt.list"], Title, Notes((T["field.unit"], Form["unit"]), (T["appt.f.kind"], Form.Code<PostTaking>("kind") is { } k ? T.Code("appt.kind", k) : null)),
        [
            new(T["appt.f.postId"], 34), new(T["field.unit"], 40), new(T["appt.f.kind"], 16), new(T["appt.who"], 30), new(T["list.stage"], 20), new(T["list.waits"], 24), new(T["appt.opened_on"], 12),
            new(T["appt.strip.policy"], 12), new(T["list.due"], 12), new(T["appt.strip.decision"], 12), new(T["appt.f.from"], 12), new(T["appt.f.termEndsOn"], 12),
        ],
        rows, n => T["appt.has", ("n", n)]);
}
