using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Staffing;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Staffing;

/// <summary>The form of one act on the quota or the staff of a unit.</summary>
public sealed class ActPage(CadreReader cadres, PersonField person, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock)
    : UnitFormPage(reference, gateway, barrier, clock)
{
    private const int MostPosts = 100_000;

    /// <summary>Acts offered on the page of the unit.</summary>
    public static IReadOnlyList<string> Offered { get; } = ["assign-quota", "join", "away", "back", "leave"];

    /// <summary>Code of the act.</summary>
    public string Code { get; private set; } = string.Empty;

    /// <summary>The assignment to be struck.</summary>
    public Quota? Struck { get; private set; }

    /// <summary>Whom the form speaks of.</summary>
    public PersonField Person { get; } = person;

    /// <summary>True for acts that speak of a person.</summary>
    public bool HasPerson => Code is "join" or "away" or "back" or "leave";

    public async Task<IActionResult> OnGetAsync(string id, string code, Guid? fact, Guid? person)
    {
        if (await LoadAsync(id, code, fact) is { } problem)
        {
            return problem;
        }

        if (HasPerson && person is { } known)
        {
            await Person.FillAsync(Form, known, HttpContext.RequestAborted);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, string code, Guid? fact)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, fact) is { } problem)
        {
            return problem;
        }

        var act = await ReadAsync();
        return act is not null && Form.Valid
            ? await SendAsync(new StaffingCommand(act), _ => (T["staffing.done", ("act", T["staffing.act." + Code])], $"/staffing/{Unit.Id:D}"))
            : Again();
    }

    private async Task<StaffingEvent?> ReadAsync()
    {
        var day = Form.Date("st.occurredOn", required: true) ?? Today;
        var paper = Paper(required: Code == "assign-quota");
        var who = HasPerson ? await Person.ReadAsync(Form, HttpContext.Actor(), HttpContext.RequestAborted) : null;
        return Code switch
        {
            "assign-quota" when Form.Number("st.assigned", required: true, MostPosts) is { } assigned && Form.Date("st.from", required: true) is { } from =>
                new QuotaAssigned(day, paper, Unit.Id, assigned, from, Form.Date("st.to")),
            "strike-quota" => new QuotaStruck(day, paper, Unit.Id, Struck!.Fact),
            "join" when Form.Code<StaffKind>("st.kind", required: true) is { } kind && who is { } joining => new StaffJoined(day, paper, Unit.Id, joining, kind),
            "leave" when Form.Code<StaffLeaving>("st.leaving", required: true) is { } why && who is { } leaving => new StaffLeft(day, paper, Unit.Id, leaving, why),
            "away" when Form.Code<StaffAbsence>("st.absence", required: true) is { } why && who is { } going => new StaffAway(day, paper, Unit.Id, going, why),
            "back" when who is { } coming => new StaffBack(day, paper, Unit.Id, coming),
            _ => null,
        };
    }

    private async Task<IActionResult?> LoadAsync(string id, string code, Guid? fact)
    {
        if (await LoadUnitAsync(id) is { } problem)
        {
            return problem;
        }

        if (!Offered.Contains(code) && code != "strike-quota")
        {
            return NotFound();
        }

        Code = code;
        if (code == "strike-quota")
        {
            Struck = (await cadres.StaffingAsync(Unit.Id, HttpContext.RequestAborted)).Ledger.Find(q => q.Fact == fact);
            if (Struck is null)
            {
                return NotFound();
            }
        }

        Area = "staffing";
        Title = T["staffing.act." + code];
        Crumbs = [(T["nav.staffing"], "/staffing"), (Unit.Name, $"/staffing/{Unit.Id:D}")];
        return null;
    }
}
