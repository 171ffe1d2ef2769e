using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Cadres;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace CadreWorkflow.Api.Pages.Staffing;

/// <summary>The staff of one unit on a day: its figures, the ledger of quota decisions, who is on the staff, and what can be stated.</summary>
public sealed class UnitStaffPage(ReadDesk desk, StaffingReport staffing, PeopleStore people) : ExportPage(desk)
{
    /// <summary>The unit.</summary>
    public UnitFacts Unit { get; private set; } = null!;

    /// <summary>Its figures.</summary>
    public StaffingResult Result { get; private set; } = null!;

    /// <summary>Who is on the staff of it and of what stands under it.</summary>
    public StaffPage Staff { get; private set; } = new(0, 0, [], 0);

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>Paging of the staff.</summary>
    public Paging Paging { get; private set; } = new(1, 100, 0, _ => string.Empty);

    /// <summary>Where seconded people count (STF-04).</summary>
    public SecondedCountedAt Counted { get; private set; }

    /// <summary>The assignment that holds on the day.</summary>
    public Quota? Holds => Result.Own.QuotaFact is { } fact ? Result.Ledger.FirstOrDefault(q => q.Fact == fact) : null;

    public Task<IActionResult> OnGetAsync(string id, int? page, int? size) => ShowAsync(id, page, size, export: false);

    /// <summary>Who is on the staff, as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync(string id) => ShowAsync(id, null, null, export: true);

    private async Task<IActionResult> ShowAsync(string id, int? page, int? size, bool export)
    {
        var actor = HttpContext.Actor();
        await PrepareAsync("staffing", "st.counted");
        if ((Guid.TryParse(id, out var guid) ? Facts.Units.Unit(guid, Day) : Facts.Units.ByCode(id, Day)) is not { } unit)
        {
            return NotFound();
        }

        if (!Access.OnUnit(actor, Verb.ManageCadres, unit.Id, Facts.Units, Desk.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Unit = unit;
        Counted = Form.Code<SecondedCountedAt>("st.counted") ?? SecondedCountedAt.Sender;
        Form["st.counted"] = Codes.Of(Counted);
        Title = T["staffing.of", ("unit", unit.Name)];
        Crumbs = [(T["nav.staffing"], "/staffing"), .. Facts.Units.Ancestors(unit.Id, Day).Reverse().Where(a => Access.OnUnit(actor, Verb.ManageCadres, a, Facts.Units, Desk.Today))
            .Select(a => (Facts.Units.Unit(a, Day)!.Name, $"/staffing/{a:D}"))];
        var (rows, at) = (Paging.SizeOf(size ?? 100), Math.Max(1, page ?? 1));
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            var scope = Scope(Verb.ManageCadres, unit.Id);
            Result = (await staffing.QueryAsync(connection, scope, Counted, HttpContext.RequestAborted))!;
            Staff = await staffing.StaffAsync(connection, scope, (at - 1) * rows, rows, Counted, HttpContext.RequestAborted);
            if (export && Form.Valid && TooMany(Staff.Total) is null)
            {
                return await WorkbookAsync(T["staffing.people"], SheetOf(connection));
            }
        }

        IsStale = !fresh;
        People = await people.NamesAsync([.. Staff.Items.Select(i => i.PersonId)], HttpContext.RequestAborted);
        Paging = new Paging(at, rows, Staff.Total, n => Here(("page", n.ToString(CultureInfo.InvariantCulture))));
        OfferExport(Staff.Total);
        return Page();
    }

    private Sheet SheetOf(NpgsqlConnection connection)
    {
        return new Sheet(
            T["staffing.people"],
            Title,
            Notes((T["field.unit"], Unit.Name), (T["field.st.counted"], T.Code("seconded", Counted))),
            [new(T["field.fullName"], 26), new(T["field.birthDate"], 12), new(T["field.unit"], 50), new(T["field.st.kind"], 18), new(T["staffing.since"], 12), new(T["staffing.away"], 22)],
            PagesAsync(
                connection,
                async skip => (await staffing.StaffAsync(connection, Scope(Verb.ManageCadres, Unit.Id), skip, RowsAtOnce, Counted, HttpContext.RequestAborted)).Items,
                people,
                i => i.PersonId,
                (i, person) =>
                [
                    person?.FullName ?? "–", person?.BirthDate, i.UnitName, T.Code("staff_kind", i.Kind), i.From,
                    i.Away is { } why ? T.Code("staff_absence", why) : null,
                ]),
            n => T["roster.has", ("n", n)]);
    }
}
