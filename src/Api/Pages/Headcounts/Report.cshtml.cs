using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Staffing;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Headcounts;

/// <summary>The form by which a unit's report is recorded, or corrected by another that takes its place.</summary>
public sealed class ReportPage(CadreReader cadres, ReferenceFacts reference, CommandGateway gateway, ReadBarrier barrier, CadreClock clock)
    : UnitFormPage(reference, gateway, barrier, clock)
{
    private const int Most = 10_000_000;

    /// <summary>Figures of the form, in the order asked for.</summary>
    public static IReadOnlyList<string> Figures { get; } = ["workers", "members", "men", "women", "genderUnknown", "partyMembers", "doctors", "masters", "bachelors", "theoryAdvanced"];

    /// <summary>The report this one takes the place of.</summary>
    public HeadcountReport? Corrected { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, Guid? corrects)
    {
        if (await LoadAsync(id, corrects) is { } problem)
        {
            return problem;
        }

        Form["st.body"] = Codes.Of(CountedBody.Union);
        Form["st.precision"] = Codes.Of(Precision.Exact);
        if (Corrected is { Said: var said })
        {
            (Form["st.body"], Form["st.precision"], Form["st.occurredOn"]) = (Codes.Of(said.Body), Codes.Of(said.Precision), Words.F.Date(said.OccurredOn));
            var f = said.Figures;
            foreach (var (name, value) in Figures.Zip([f.Workers, f.Members, f.Men, f.Women, f.GenderUnknown, f.PartyMembers, f.Doctors, f.Masters, f.Bachelors, f.TheoryAdvanced]))
            {
                Form[Prefix + name] = value?.ToString(CultureInfo.InvariantCulture);
            }

            if (said.Document is { } paper)
            {
                (Form["document.number"], Form["document.date"], Form["document.issuer"]) = (paper.Number, Words.F.Date(paper.Date), paper.Issuer);
            }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, Guid? corrects)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, corrects) is { } problem)
        {
            return problem;
        }

        var day = Form.Date("st.occurredOn", required: true);
        var body = Form.Code<CountedBody>("st.body", required: true);
        var precision = Form.Code<Precision>("st.precision", required: true);
        var n = Figures.Select(f => Form.Number(Prefix + f, max: Most)).ToArray();
        var paper = Paper(required: true);
        return Form.Valid
            ? await SendAsync(
                new HeadcountCommand(new HeadcountReported(
                    day!.Value, paper, Unit.Id, body!.Value, precision!.Value, new(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]), Corrected?.Fact)),
                _ => (T["hc.done", ("unit", Unit.Name)], $"/headcounts/{Unit.Id:D}"))
            : Again();
    }

    private async Task<IActionResult?> LoadAsync(string id, Guid? corrects)
    {
        if (await LoadUnitAsync(id) is { } problem)
        {
            return problem;
        }

        if (corrects is { } fact)
        {
            Corrected = (await cadres.HeadcountAsync(Unit.Id, HttpContext.RequestAborted)).Reports.Find(r => r.Fact == fact);
            if (Corrected is null)
            {
                return NotFound();
            }
        }

        Area = "headcounts";
        Title = T[Corrected is null ? "hc.report" : "hc.correct"];
        Crumbs = [(T["nav.headcounts"], "/headcounts"), (Unit.Name, $"/headcounts/{Unit.Id:D}")];
        return null;
    }
}
