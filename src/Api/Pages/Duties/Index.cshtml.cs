using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Duties;
using CadreWorkflow.Projections.Statistics;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Duties;

/// <summary>The board of recurring duties, and the coverage by unit: who works by no plan or rule at all, what was held of what was due.</summary>
public sealed class IndexPage(ReadDesk desk, DutyBoard board, OtherStatistics others) : ExportPage(desk)
{
    /// <summary>Rows shown at once; a workbook holds them all.</summary>
    public const int MostRows = 200;

    /// <summary>The board; null when the question is wrong.</summary>
    public DutyAnswer? Answer { get; private set; }

    /// <summary>Grassroots unions with a referral since the first day counted (ST-14).</summary>
    public ShareFigure? Referring { get; private set; }

    /// <summary>One urgency alone; null for all.</summary>
    public DutyUrgency? Urgency { get; private set; }

    /// <summary>Rows of the urgency asked for.</summary>
    public IReadOnlyList<DutyRow> Items { get; private set; } = [];

    public Task<IActionResult> OnGetAsync() => ShowAsync(export: false);

    /// <summary>Board and coverage as a workbook.</summary>
    public Task<IActionResult> OnGetExportAsync() => ShowAsync(export: true);

    /// <summary>Colour of an urgency.</summary>
    public static string TagOf(DutyUrgency urgency) => urgency switch
    {
        DutyUrgency.Overdue => "c-tag--red",
        DutyUrgency.Soon => "c-tag--amber",
        DutyUrgency.Done => "c-tag--green",
        _ => "c-tag--grey",
    };

    /// <summary>Colour of how a period stands.</summary>
    public static string TagOf(DutyStanding standing) => standing switch
    {
        DutyStanding.Missed => "c-tag--red",
        DutyStanding.DoneLate => "c-tag--amber",
        DutyStanding.Done => "c-tag--green",
        _ => "c-tag--grey",
    };

    /// <summary>A period as people say it.</summary>
    public static string PeriodText(DutyOccasion occasion) => T["duty.period", ("from", occasion.From), ("to", occasion.To)];

    /// <summary>Where a row is looked at closer.</summary>
    public static string HrefOf(DutyRow row) => row.Kind switch
    {
        DutyKind.PlanReview => $"/plans/{row.DutyId:D}",
        DutyKind.YearlyDeclaration => $"/declarations?unit={row.Unit:D}",
        _ => $"/duties/{row.Unit:D}#d-{row.DutyId:D}",
    };

    private async Task<IActionResult> ShowAsync(bool export)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync("duties", "unit", "duty.kind", "duty.urgency", "duty.since");
        var tops = Access.Tops(actor, Verb.ManageCadres);
        var unit = ReadUnit("unit", Verb.ManageCadres) ?? (tops.Count == 0 ? Facts.Units.Root(Tree.Union) : tops[0]);
        var kind = Form.Code<DutyKind>("duty.kind");
        Urgency = Form.Code<DutyUrgency>("duty.urgency");
        var since = Form.Date("duty.since") ?? new DateOnly(Day.Year, 1, 1);
        Form["duty.since"] ??= Words.F.Date(since);
        if (since > Day)
        {
            Form.AddKey("duty.since", "error.future", ("value", since));
        }

        Title = T["duty.title", ("unit", Facts.Units.Unit(unit, Day)?.Name ?? "–"), ("day", Day)];
        if (!Form.Valid || Facts.Units.Unit(unit, Day) is null)
        {
            return Page();
        }

        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            Answer = await board.QueryAsync(connection, new(Day) { Unit = unit, Kind = kind, From = since, AsKnownPosition = Position }, HttpContext.RequestAborted);
            Referring = Facts.Units.Unit(unit, Day)!.Tree == Tree.Union
                ? await others.CoverageAsync(connection, new(since, Day, Desk.Today) { Unit = unit, AsKnownPosition = Position }, HttpContext.RequestAborted)
                : null;
        }

        Items = Urgency is null ? Answer.Items : [.. Answer.Items.Where(i => i.Urgency == Urgency)];
        IsStale = !fresh;
        OfferExport(Items.Count + Answer.Rows.Count);
        return export ? await WorkbookAsync(T["nav.duties"], BoardSheet(), CoverageSheet(Answer)) : Page();
    }

    private Sheet BoardSheet() => new(
        T["nav.duties"],
        Title,
        Notes((T["field.unit"], Form["unit"]), (T["field.duty.kind"], Form["duty.kind"] is { } k ? T["duty_kind." + k] : null), (T["duty.standing"], Urgency is { } u ? T.Code("duty_urgency", u) : null)),
        [
            new(T["duty.standing"], 14), new(T["roster.code"], 12), new(T["field.unit"], 44), new(T["field.duty.kind"], 36), new(T["field.st.period"], 14), new(T["duty.times"]),
            new(T["duty.missed"]), new(T["duty.last_missed"], 24), new(T["duty.last_held"], 12), new(T["duty.next_due"], 12),
        ],
        Items.ToAsyncEnumerable().Select(i => new object?[]
        {
            T.Code("duty_urgency", i.Urgency), i.Code, i.Name, T.Code("duty_kind", i.Kind), T.Code("duty_period", i.Period), i.Times, i.Missed, i.LastMissed is { } missed ? PeriodText(missed) : null,
            i.LastHeldOn, i.NextDue,
        }),
        n => T["duty.has", ("n", n)]);

    private Sheet CoverageSheet(DutyAnswer answer) => new(
        T["duty.coverage"],
        T["duty.coverage.title", ("from", answer.From), ("day", answer.Day)],
        Notes((T["field.unit"], answer.Total.Name), (T["duty.without.label"], DisplayFormatOf(answer.Without.Count))),
        [new(T["roster.code"], 12), new(T["field.unit"], 50), new(T["duty.units"]), new(T["duty.with_paper"]), new(T["duty.with_duty"]), new(T["duty.held"]), new(T["duty.due"]), new(T["duty.held_of_due"])],
        answer.Rows.Append(answer.Total).ToAsyncEnumerable().Select(r => new object?[] { r.Code, r.Name, r.Units, r.WithPaper, r.WithDuty, r.Held, r.Due, r.Due == 0 ? null : new Share(r.Held, r.Due) }),
        n => T["export.has_units", ("n", n - 1)]);

    private static string? DisplayFormatOf(int n) => n == 0 ? null : Texts.Current.Format.Number(n);
}
