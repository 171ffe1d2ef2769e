using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Lists;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.CadreRosters;

/// <summary>The lists the personnel desk prints: cadres by post, names in plans, terms, vacancies, staff; as of a day, in Vietnamese order, for the screen, for paper and as a workbook.</summary>
public sealed class IndexPage(ReadDesk desk, RosterBook book) : ExportPage(desk)
{
    /// <summary>The lists offered.</summary>
    public static IReadOnlyList<Choice> Kinds => [.. RosterBook.All.Select(r => new Choice(r.Code, T[r.TitleKey]))];

    /// <summary>Where a term can stand.</summary>
    public static IReadOnlyList<Choice> Statuses => [.. Enum.GetValues<TermStatus>().Select(s => new Choice(Codes.Of(s), T["cadre_stats.term." + Codes.Of(s)]))];

    /// <summary>The list shown.</summary>
    public CadreRoster Roster { get; private set; } = RosterBook.All[0];

    /// <summary>The page of it.</summary>
    public IReadOnlyList<RosterLine> Lines { get; private set; } = [];

    /// <summary>Lines in all.</summary>
    public int Total { get; private set; }

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = new(1, 100, 0, _ => string.Empty);

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>The whole list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("rosters", "list", "unit", "status");
        Roster = RosterBook.All.FirstOrDefault(r => r.Code == Form["list"]) ?? RosterBook.All[0];
        var (rows, at) = (Paging.SizeOf(size ?? 100), Math.Max(1, page ?? 1));
        var scope = Scope(Verb.ManageCadres, ReadUnit("unit", Verb.ManageCadres));
        TermStatus? status = Codes.TryParse<TermStatus>(Form["status"], out var asked) ? asked : null;
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            (Total, Lines) = await book.ReadAsync(connection, Roster, scope, status, (at - 1) * rows, rows, HttpContext.RequestAborted);
            Title = T["cadre_roster.title", ("list", T[Roster.TitleKey]), ("n", Total)];
            if (export && Form.Valid && TooMany(Total) is null)
            {
                return await WorkbookAsync(T[Roster.TitleKey], await SheetAsync(connection, scope, status));
            }
        }

        IsStale = !fresh;
        Crumbs = [(T["nav.rosters"], "/rosters")];
        Paging = new Paging(at, rows, Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Total, ("list", Roster.Code));
        return Page();
    }

    private async Task<Sheet> SheetAsync(NpgsqlConnection connection, ReadScope scope, TermStatus? status)
    {
        var (_, lines) = await book.ReadAsync(connection, Roster, scope, status, 0, Math.Max(1, Total), HttpContext.RequestAborted);
        return new Sheet(
            T[Roster.TitleKey], Title, Notes((T["field.unit"], Form["unit"]), (T["cadre_roster.status"], status is { } s ? T["cadre_stats.term." + Codes.Of(s)] : null)),
            [.. Roster.Columns.Select(c => new SheetColumn(T[c.Key], c.Width))], lines.ToAsyncEnumerable().Select(l => l.Cells), n => T["cadre_roster.has", ("n", n)]);
    }
}
