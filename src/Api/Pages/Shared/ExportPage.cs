using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
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

    /// <summary>From here on the connection sees one state, so that the pages of a list fit together whatever is recorded meanwhile.</summary>
    private protected async Task OneStateAsync(NpgsqlConnection connection) =>
        _ = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, HttpContext.RequestAborted);

    /// <summary>All rows of a list, page after page.</summary>
    private protected static async IAsyncEnumerable<object?[]> PagesAsync<TItem>(
        Func<int, Task<IReadOnlyList<TItem>>> page, Func<IReadOnlyList<TItem>, Task<IEnumerable<object?[]>>> rows)
    {
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
}
