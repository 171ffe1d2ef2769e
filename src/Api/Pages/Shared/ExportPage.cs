using System.Data;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Shared;

/// <summary>
/// A list that can also be had as a workbook: the same rows in the same order under the same filters and rights, all pages of it. A page offers it by a handler
/// <c>Export</c> and the partial <c>_ListTools</c>.
/// </summary>
public abstract class ExportPage(ReadDesk desk) : ReadPage(desk)
{
    /// <summary>Rows read at once.</summary>
    private protected const int RowsAtOnce = 500;

    /// <summary>Address of the workbook; null when there is nothing to export.</summary>
    public string? ExportHref { get; private set; }

    /// <summary>Offers the workbook when there are rows.</summary>
    /// <param name="changed">Parameters the page filled in by itself.</param>
    protected void OfferExport(long rows, params (string Name, string? Value)[] changed) =>
        ExportHref = rows == 0 ? null : Here([("handler", "Export"), ("page", null), ("size", null), .. changed]);

    /// <summary>The lines above a table: the filters as the page has them, the two days, and when it was made by whom.</summary>
    private protected List<string> Notes(params (string Label, string? Value)[] filters)
    {
        var notes = filters.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => T["export.note", ("label", f.Label), ("value", f.Value)]).ToList();
        notes.Add(T["export.as_of", ("day", Day)]);
        notes.Add(AsKnownOn is { } known ? T["export.as_known", ("day", known)] : T["export.as_known.now"]);
        notes.Add(T["export.made", ("at", Words.F.Instant(Desk.Now)), ("who", HttpContext.Actor().UserName)]);
        return notes;
    }

    /// <summary>Sends a workbook.</summary>
    private protected async Task<IActionResult> WorkbookAsync(string name, params Sheet[] sheets)
    {
        var book = await XlsxBook.WriteAsync(sheets, HttpContext.RequestAborted);
        return File(book, XlsxBook.ContentType, $"{name} {DisplayFormat.Iso(Day)}.xlsx");
    }

    /// <summary>A list as long as this is not for a spreadsheet: the page says so instead of leaving rows out.</summary>
    private protected IActionResult? TooMany(long rows)
    {
        if (rows <= XlsxBook.MaxRows)
        {
            return null;
        }

        Form.AddKey("unit", "export.too_many", ("n", rows), ("max", XlsxBook.MaxRows));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>All rows of a list, page after page, of one state: the pages fit together whatever is recorded meanwhile.</summary>
    private protected async IAsyncEnumerable<object?[]> PagesAsync<TItem>(
        NpgsqlConnection connection, Func<int, Task<IReadOnlyList<TItem>>> page, Func<IReadOnlyList<TItem>, Task<IEnumerable<object?[]>>> rows)
    {
        await using var state = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, HttpContext.RequestAborted);
        for (var skip = 0; ; skip += RowsAtOnce)
        {
            var items = await page(skip);
            foreach (var row in await rows(items))
            {
                yield return row;
            }

            if (items.Count < RowsAtOnce)
            {
                yield break;
            }
        }
    }

    /// <summary>The same where each row is about one person, who may have no row any more.</summary>
    private protected IAsyncEnumerable<object?[]> PagesAsync<TItem>(
        NpgsqlConnection connection, Func<int, Task<IReadOnlyList<TItem>>> page, PeopleStore people, Func<TItem, Guid> person, Func<TItem, PersonAttributes?, object?[]> row) =>
        PagesAsync(connection, page, async items =>
        {
            var known = await people.NamesAsync([.. items.Select(person)], HttpContext.RequestAborted);
            return items.Select(item => row(item, known.GetValueOrDefault(person(item))));
        });
}
