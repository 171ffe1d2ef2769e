using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Explanations;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>Why an act may or may not be done on a day: every finding with its article, the facts it rests on, the way out and the first possible day.</summary>
public sealed class WhyPage(CaseDesk desk, CadreClock clock) : CadrePage
{
    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>The answer.</summary>
    public ActionExplanationBody Answer { get; private set; } = null!;

    /// <summary>The day asked about.</summary>
    public DateOnly On { get; private set; }

    /// <summary>Fields of the act given in the address, kept when another day is asked about.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; private set; } = [];

    /// <summary>The version asked about in place of the one the day chooses; null for that one.</summary>
    public PolicyVersion? Under { get; private set; }

    /// <summary>The actor's desk may record the act from here.</summary>
    public bool MayAct { get; private set; }

    /// <summary>Other acts of the case, to ask about next: code and whether it is allowed on the day.</summary>
    public IReadOnlyList<ActionVerdict> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, string code, string? on)
    {
        if (CaseActs.Find(code) is not { Listed: true } kind || await desk.OpenAsync(id, HttpContext.Actor(), cancellationToken: HttpContext.RequestAborted) is not { } opened)
        {
            return NotFound();
        }

        (Case, Area) = (opened, "cases");
        Crumbs = [(T["nav.cases"], "/cases"), (opened.PersonName, $"/cases/{id:D}")];
        Form["on"] = on;
        On = Form.Date("on") ?? clock.Today;
        Form["on"] = Form.Valid ? Words.F.Date(On) : Form["on"];
        var loaded = opened.Loaded;
        if (Request.Query["override"].ToString() is { Length: > 0 } version && ActionExplanation.Refuse(loaded, version) is null)
        {
            loaded = ActionExplanation.Under(loaded, version);
            Under = opened.Regulations.Policy(version);
        }

        CaseEvent? stated = null;
        try
        {
            Fields = ExplanationEndpoints.Fields(HttpContext);
            stated = StatedAct.Read(kind, loaded, On, Fields);
        }
        catch (BadInputException bad)
        {
            Form.Add("on", T["why.bad_field", ("field", T.Has("field." + bad.Field) ? T["field." + bad.Field] : bad.Field), ("value", bad.Value)]);
        }

        var verdict = ActionExplanation.Ask(loaded, code, On, stated)!;
        Answer = ActionExplanation.Body(loaded, verdict, On, stated is not null, T);
        Others = [.. CaseActions.For(loaded.History, loaded.Context, On).Where(v => v.Code != code && (v.Allowed || v.Findings.Count > 0))];
        MayAct = verdict.Allowed && On <= clock.Today
            && (code == "re-refer" || Access.OnCase(HttpContext.Actor(), Candidate(loaded, code), CaseScope.Of(loaded.History, clock.Today), loaded.Facts.Units, clock.Today) == Verdict.Allowed);
        Title = T[Answer.Allowed ? "why.title.allowed" : "why.title", ("act", Answer.ActionText)];
        return Page();
    }

    /// <summary>Address of the same question about another day.</summary>
    public string Ask(string code, DateOnly day) =>
        $"/cases/{Case.Id:D}/why/{code}?on={DisplayFormat.Iso(day)}" + (code == Answer.Action ? string.Concat(Fields.Select(f => $"&{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}")) : "")
        + (Under is null ? "" : $"&override={Uri.EscapeDataString(Under.Id)}");

    private CaseEvent Candidate(LoadedCase loaded, string code) => CaseActions.Candidate(code, loaded.History, loaded.Context, On)!.Act with { Reported = true };
}
