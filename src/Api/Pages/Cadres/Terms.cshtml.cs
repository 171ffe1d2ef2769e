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

namespace CadreWorkflow.Api.Pages.Cadres;

/// <summary>The term watch: who holds what until when, whose review should have begun, whose term is over undecided (APT-12…16).</summary>
public sealed class TermsPage(ReadDesk desk, TermList terms, PeopleStore people) : ExportPage(desk)
{
    /// <summary>What was found.</summary>
    public TermPage Result { get; private set; } = null!;

    /// <summary>Names of the holders.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging.</summary>
    public Paging Paging { get; private set; } = null!;

    /// <summary>The statuses, each with how many.</summary>
    public IReadOnlyList<Choice> StatusChoices =>
        [.. Enum.GetValues<TermStatus>().Select(s => new Choice(Codes.Of(s), $"{T.Code("appt.term", s)} ({Words.F.Number(Result.ByStatus.GetValueOrDefault(s))})"))];

    /// <summary>The orders offered.</summary>
    public static IReadOnlyList<Choice> Sorts => Choice.Of<TermSort>(T, "appt.sort");

    /// <summary>Colour of a status; its word says the same.</summary>
    public static string TagOf(TermStatus status) => status switch { TermStatus.Overdue => "c-tag--red", TermStatus.ReviewDue => "c-tag--amber", _ => "c-tag--green" };

    /// <summary>Name of a holder.</summary>
    public string Name(Guid id) => People.GetValueOrDefault(id)?.FullName ?? "–";

    public Task<IActionResult> OnGetAsync(int? page, int? size) => ShowAsync(page, size, export: false);

    /// <summary>The list as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(null, null, export: true);

    private async Task<IActionResult> ShowAsync(int? page, int? size, bool export)
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("terms", "status", "unit", "endsBy", "sort");
        Title = T["appt.terms"];
        var rows = Paging.SizeOf(size);
        var unit = ReadUnit("unit", Verb.ManageCadres);
        var filter = new TermFilter { Status = Form.Code<TermStatus>("status"), EndsBy = Form.Date("endsBy"), Sort = Form.Code<TermSort>("sort") ?? TermSort.TermEnd, Take = export ? RowsAtOnce : rows };
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres, unit);
            Result = await terms.QueryAsync(connection, scope, filter, HttpContext.RequestAborted);
            var at = Paging.Clamp(page, rows, Result.Total);
            Result = at == 1 ? Result : await terms.QueryAsync(connection, scope, filter with { Skip = (at - 1) * rows }, HttpContext.RequestAborted);
            Paging = new Paging(at, rows, Result.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
            People = await people.NamesAsync([.. Result.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
            IsStale = !fresh;
            OfferExport(Result.Total);
            if (export && Form.Valid)
            {
                return TooMany(Result.Total) ?? await WorkbookAsync(Title, SheetOf(PagesAsync(
                    connection,
                    async skip => (await terms.QueryAsync(connection, scope, filter with { Skip = skip }, HttpContext.RequestAborted)).Items,
                    people,
                    i => i.PersonId,
                    (i, person) => [person?.FullName ?? "–", i.Title, i.UnitName, T.Code("appt.kind", i.Kind), i.From, i.TermEndsOn, i.ReviewStartsOn, T.Code("appt.term", i.Status)])));
            }
        }

        return Page();
    }

    private Sheet SheetOf(IAsyncEnumerable<object?[]> rows) => new(
        T["appt.terms"], Title, Notes((T["field.unit"], Form["unit"]), (T["appt.term"], Form.Code<TermStatus>("status") is { } s ? T.Code("appt.term", s) : null)),
        [
            new(T["field.fullName"], 28), new(T["appt.f.postId"], 34), new(T["field.unit"], 40), new(T["appt.f.kind"], 16), new(T["appt.f.from"], 12), new(T["appt.f.termEndsOn"], 12),
            new(T["appt.review_starts"], 12), new(T["appt.term"], 24),
        ],
        rows, n => T["appt.terms.has", ("n", n)]);
}
