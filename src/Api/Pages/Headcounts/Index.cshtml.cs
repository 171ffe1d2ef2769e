using System.Globalization;
using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Headcounts;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Headcounts;

/// <summary>Party share by unit as the units reported it (ST-15), with union density (ST-16) and Party growth of a year (ST-18).</summary>
public sealed class IndexPage(ReadDesk desk, HeadcountStatistics statistics) : ExportPage(desk)
{
    /// <summary>Units without a report named at once; the rest are counted.</summary>
    public const int MostNamed = 200;

    /// <summary>The unit looked into.</summary>
    public UnitFacts? Unit { get; private set; }

    /// <summary>The figures; null when the question is wrong.</summary>
    public HeadcountAnswer? Answer { get; private set; }

    /// <summary>Party growth; null when not asked about the union or the question is wrong.</summary>
    public PartyGrowth? Growth { get; private set; }

    /// <summary>Whose members.</summary>
    public CountedBody Body { get; private set; }

    /// <summary>Columns of the table: code of the figure and how it is had.</summary>
    public static IReadOnlyList<(string Code, Func<HeadcountFigures, int?> Of)> Columns { get; } =
    [
        ("workers", f => f.Workers), ("members", f => f.Members), ("men", f => f.Men), ("women", f => f.Women), ("partyMembers", f => f.PartyMembers), ("doctors", f => f.Doctors),
        ("masters", f => f.Masters), ("bachelors", f => f.Bachelors), ("theoryAdvanced", f => f.TheoryAdvanced),
    ];

    /// <summary>Columns of the first table, which holds the shares.</summary>
    public static IReadOnlyList<(string Code, Func<HeadcountFigures, int?> Of)> People { get; } = [.. Columns.Take(5)];

    /// <summary>Columns of the second: education and theory.</summary>
    public static IReadOnlyList<(string Code, Func<HeadcountFigures, int?> Of)> Schooling { get; } = [.. Columns.Skip(5)];

    public Task<IActionResult> OnGetAsync() => ShowAsync(export: false);

    /// <summary>The table as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(export: true);

    private async Task<IActionResult> ShowAsync(bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("headcounts", "unit", "hc.body", "hc.year");
        var tops = Access.Tops(actor, Verb.ManageCadres);
        var unit = ReadUnit("unit", Verb.ManageCadres) ?? (tops.Count == 0 ? Facts.Units.Root(Tree.Union) : tops[0]);
        Unit = Facts.Units.Unit(unit, Day);
        Body = Form.Code<CountedBody>("hc.body") ?? CountedBody.Union;
        Form["hc.body"] = Codes.Of(Body);
        var year = Form.Number("hc.year", max: Desk.Today.Year) ?? Day.Year;
        if (year < 2000)
        {
            Form.AddKey("hc.year", "hc.year_invalid", ("value", year.ToString(CultureInfo.InvariantCulture)));
        }

        Form["hc.year"] ??= year.ToString(CultureInfo.InvariantCulture);
        Title = T["hc.title", ("unit", Unit?.Name ?? "–"), ("day", Day)];
        Crumbs = Unit is null ? [] : [.. Facts.Units.Ancestors(unit, Day).Reverse().Where(a => Access.OnUnit(actor, Verb.ManageCadres, a, Facts.Units, Desk.Today))
            .Select(a => (Facts.Units.Unit(a, Day)!.Name, Here(("unit", a.ToString("D")))))];
        if (!Form.Valid || Unit is null)
        {
            return Page();
        }

        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Answer = await statistics.QueryAsync(connection, new(Day) { Unit = unit, Body = Body, AsKnownPosition = Position }, HttpContext.RequestAborted);
            Growth = Body == CountedBody.Union && year <= Day.Year ? await statistics.GrowthAsync(connection, unit, year, Day, Position, HttpContext.RequestAborted) : null;
        }

        IsStale = !fresh;
        OfferExport(Answer.Rows.Count + Answer.Total.Reports);
        return export ? await WorkbookAsync(T["hc.sheet"], Table(Answer)) : Page();
    }

    /// <summary>A share as the reader's language writes it.</summary>
    public static string Percent(HeadcountShare share) => Words.F.Share(share.Numerator ?? 0, share.Denominator ?? 0);

    private static Share? ShareOf(HeadcountShare share) => share is { Numerator: { } part, Denominator: { } whole } ? new(part, whole) : null;

    private Sheet Table(HeadcountAnswer answer) => new(
        T["hc.sheet"],
        Title,
        Notes((T["field.unit"], Unit?.Name), (T["field.hc.body"], T.Code("counted_body", Body)), (T["hc.without"], answer.Without.Count == 0 ? null : Words.F.Number(answer.Without.Count))),
        [
            new(T["roster.code"], 12), new(T["field.unit"], 50), .. Columns.Select(c => new SheetColumn(T["field.st." + c.Code])), new(T["hc.party_share"]), new(T["hc.density"]),
            new(T["hc.reported_on"], 14), new(T["hc.missing"]),
        ],
        answer.Rows.Append(answer.Total).ToAsyncEnumerable().Select(r => (object?[])
        [
            r.Code, r.Name, .. Columns.Select(c => (object?)c.Of(r.Figures)), ShareOf(r.PartyShare), ShareOf(r.Density), r.OldestOn, r.Missing,
        ]),
        n => T["export.has_units", ("n", n - 1)]);
}
