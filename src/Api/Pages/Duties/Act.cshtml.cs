using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Staffing;
using CadreWorkflow.Domain.Duties;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Duties;

/// <summary>The form of one act about what a unit owes again and again.</summary>
public sealed class ActPage(CadreReader cadres, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock)
    : UnitFormPage(reference, gateway, barrier, clock)
{
    private const int MostCounted = 1_000_000;

    private static readonly string[] All = ["schedule", "hold", "end", "adopt-paper", "tally", "strike-fact"];

    /// <summary>Code of the act.</summary>
    public string Code { get; private set; } = string.Empty;

    /// <summary>The duty it is about.</summary>
    public Duty? Duty { get; private set; }

    /// <summary>The record to be struck, in words.</summary>
    public string? Struck { get; private set; }

    /// <summary>Papers an act cannot do without.</summary>
    public bool NeedsPaper => Code is "adopt-paper" or "tally";

    /// <summary>Kinds that are scheduled here; the others have records of their own.</summary>
    public static IReadOnlyList<Choice> Kinds => Choice.Of<DutyKind>(T, "duty_kind", k => k is not (DutyKind.PlanReview or DutyKind.YearlyDeclaration));

    public async Task<IActionResult> OnGetAsync(string id, string code, Guid? duty, Guid? fact)
    {
        if (await LoadAsync(id, code, duty, fact) is { } problem)
        {
            return problem;
        }

        Form["st.times"] = "1";
        Form["st.for"] = Request.Query.TryGetValue("for", out var period) ? period.ToString() : null;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string code, Guid? duty, Guid? fact)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, duty, fact) is { } problem)
        {
            return problem;
        }

        var act = Read(fact);
        return act is not null && Form.Valid
            ? await SendAsync(new DutyCommand(act), _ => (T["staffing.done", ("act", T["duty.act." + Code])], $"/duties/{Unit.Id:D}"))
            : Again();
    }

    private DutyEvent? Read(Guid? fact)
    {
        var day = Form.Date("st.occurredOn", required: true) ?? Today;
        var paper = Paper(NeedsPaper);
        return Code switch
        {
            "schedule" when Form.Code<DutyKind>("st.kind", required: true) is { } kind && Form.Code<DutyPeriod>("st.period", required: true) is { } period
                && Form.Number("st.times", required: true, max: 31) is { } times && Form.Date("st.from", required: true) is { } from =>
                new DutyScheduled(day, paper, Unit.Id, Uuid.Of(CommandId, "duty"), kind, period, times, from),
            "hold" => new DutyHeld(day, paper, Unit.Id, Duty!.Said.DutyId, Form.Date("st.for")),
            "end" => new DutyEnded(day, paper, Unit.Id, Duty!.Said.DutyId),
            "adopt-paper" when Form.Code<WorkingPaper>("st.paper", required: true) is { } kind && Form.Date("st.from", required: true) is { } from =>
                new WorkingPaperAdopted(day, paper, Unit.Id, kind, from, Form.Date("st.to")),
            "tally" when Form.Code<DutyKind>("st.kind", required: true) is { } kind && Form.Number("st.year", required: true, max: Today.Year) is { } year
                && Form.Number("st.held", required: true, max: MostCounted) is { } held && Form.Number("st.due", required: true, max: MostCounted) is { } due =>
                new DutyTallied(day, paper, Unit.Id, kind, year, held, due),
            "strike-fact" => new DutyFactStruck(day, paper, Unit.Id, fact!.Value),
            _ => null,
        };
    }

    private async Task<IActionResult?> LoadAsync(string id, string code, Guid? duty, Guid? fact)
    {
        if (await LoadUnitAsync(id) is { } problem)
        {
            return problem;
        }

        if (!All.Contains(code))
        {
            return NotFound();
        }

        Code = code;
        var state = await cadres.DutiesAsync(Unit.Id, HttpContext.RequestAborted);
        if (code is "hold" or "end")
        {
            Duty = duty is { } chosen ? state.Find(chosen) : null;
            if (Duty is null)
            {
                return NotFound();
            }
        }

        if (code == "strike-fact")
        {
            if (state.AllRecorded.FirstOrDefault(r => r.Id == fact && r.Event is not DutyFactStruck) is not { } record)
            {
                return NotFound();
            }

            Struck = T["duty.struck", ("what", T["event." + Domain.Events.DomainEvents.Catalog.NameOf(record.Event)]), ("day", record.Event.OccurredOn), ("number", record.Event.Document?.Number ?? "–")];
        }

        Area = "duties";
        Title = T["duty.act." + code];
        Crumbs = [(T["nav.duties"], "/duties"), (Unit.Name, $"/duties/{Unit.Id:D}")];
        return null;
    }
}
