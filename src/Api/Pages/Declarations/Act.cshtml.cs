using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Staffing;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Declarations;

/// <summary>The form of one act on a person's duty to declare. It takes days, papers and codes; whatever else is sent could only be contents, and is refused.</summary>
public sealed class ActPage(CadreReader cadres, PeopleStore people, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock) : CommandPage(gateway, barrier)
{
    private static readonly string[] All = ["arise", "file", "hand-over", "publish", "waive"];

    private static readonly HashSet<string> Fields = new(
        ["commandId", "st.occurredOn", "st.kind", "st.year", "st.dueOn", "st.controlBody", "st.form", "document.number", "document.date", "document.issuer"], StringComparer.Ordinal);

    /// <summary>Code of the act.</summary>
    public string Code { get; private set; } = string.Empty;

    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    /// <summary>The duty; null when one arises.</summary>
    public Obligation? Duty { get; private set; }

    /// <summary>Acts proved by a paper.</summary>
    public bool HasPaper => Code is "hand-over" or "publish" or "waive";

    public async Task<IActionResult> OnGetAsync(Guid id, string code, Guid? duty)
    {
        if (await LoadAsync(id, code, duty) is { } problem)
        {
            return problem;
        }

        if (code == "arise")
        {
            Form["st.year"] = clock.Today.Year.ToString(CultureInfo.InvariantCulture);
            Form["st.dueOn"] = Words.F.Date(DeclarationDecisions.YearEndDue(clock.Today.Year, (await reference.CurrentAsync(HttpContext.RequestAborted)).Regulations));
            Form["st.occurredOn"] = Words.F.Date(clock.Today);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string code, Guid? duty)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, duty) is { } problem)
        {
            return problem;
        }

        if (Form.Typed.Keys.FirstOrDefault(k => !Fields.Contains(k)) is { } foreign)
        {
            Form.Add(string.Empty, T["decl.contents_refused", ("field", foreign)]);
            Form[foreign] = null;
            return Again();
        }

        var act = Read();
        return act is not null && Form.Valid
            ? await SendAsync(new DeclarationCommand(act), _ => (T["staffing.done", ("act", T["decl.act." + Code])], $"/declarations/{Id:D}"))
            : Again();
    }

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) => UnitFormPage.FieldOf(refusal.Field);

    private DeclarationEvent? Read()
    {
        var day = Form.Date("st.occurredOn", required: true) ?? clock.Today;
        var paper = HasPaper ? UnitFormPage.PaperOf(Form, required: false) : null;
        return Code switch
        {
            "arise" when Form.Code<DeclarationKind>("st.kind", required: true) is { } kind && Form.Number("st.year", required: true, max: clock.Today.Year + 1) is { } year
                && Form.Date("st.dueOn", required: true) is { } due => new ObligationArose(day, Id, Uuid.Of(CommandId, "obligation"), kind, year, due),
            "file" => new DeclarationFiled(day, Id, Duty!.Id),
            "hand-over" when Form.Text("st.controlBody", required: true, max: 60) is { } body => new DeclarationHandedOver(day, Id, Duty!.Id, paper, body),
            "publish" when Form.Code<DisclosureForm>("st.form", required: true) is { } form => new DeclarationPublished(day, Id, Duty!.Id, paper, form),
            "waive" => new ObligationWaived(day, Id, Duty!.Id, paper),
            _ => null,
        };
    }

    private async Task<IActionResult?> LoadAsync(Guid id, string code, Guid? duty)
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!All.Contains(code) || (await people.NamesAsync([id], HttpContext.RequestAborted)).GetValueOrDefault(id) is not { } person)
        {
            return NotFound();
        }

        (Id, Code) = (id, code);
        if (code != "arise")
        {
            Duty = duty is { } chosen ? (await cadres.DeclarationsAsync(id, HttpContext.RequestAborted)).Obligations.GetValueOrDefault(chosen) : null;
            if (Duty is null)
            {
                return NotFound();
            }
        }

        Area = "declarations";
        Title = T["decl.act." + code];
        Crumbs = [(T["nav.declarations"], "/declarations"), (person.FullName, $"/declarations/{id:D}")];
        return null;
    }
}
