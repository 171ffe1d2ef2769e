using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Planning;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>Opens a plan of one body and term.</summary>
public sealed class NewPage(PlanDesk desk, CommandGateway gateway, ReadBarrier barrier) : CommandPage(gateway, barrier)
{
    /// <summary>Bodies the actor plans for, for suggestions.</summary>
    public IReadOnlyList<UnitFacts> Bodies { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromQuery] string? unit)
    {
        if (await LoadAsync() is not { } facts)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Form["occurredOn"] = Words.F.Date(desk.Today);
        Form["report"] = "false";
        Form["plan.body"] = unit;
        Form["plan.term"] = Codes.Of(PlanTerm.NextTerm);
        PlanForms.Unread(Form, "plan.body", facts.Units, desk.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Form.Fill(Request.Form);
        if (await LoadAsync() is not { } facts)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var id = Uuid.Of(CommandId, "plan");
        var day = Form.Date("occurredOn", required: true);
        var body = PlanForms.Unit(Form, "plan.body", facts.Units, desk.Today);
        var term = Form.Code<PlanTerm>("plan.term", required: true);
        var (from, to) = (Form.Date("plan.termFrom", required: true), Form.Date("plan.termTo", required: true));
        var reported = Form["report"] == "true";
        var paper = PlanForms.Paper(Form, required: reported);
        return Form.Valid
            ? await SendAsync(
                new PlanCommand(id, new PlanOpened(day!.Value, reported, paper, id, body!.Value, term!.Value, from!.Value, to!.Value)),
                _ => (T["act.done", ("act", T["plan.act.open"])], $"/plans/{id:D}"))
            : Again();
    }

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) => refusal.Field switch
    {
        "body" or "unit" => "plan.body",
        "termTo" => "plan.termTo",
        "planId" => string.Empty,
        _ => base.FieldFor(refusal),
    };

    private async Task<FactsSnapshot?> LoadAsync()
    {
        (Area, Title, Crumbs) = ("plans", T["plan.act.open"], [(T["nav.plans"], "/plans")]);
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return null;
        }

        var facts = await desk.FactsAsync(HttpContext.RequestAborted);
        var withPosts = PlanDesk.UnitsWithPosts(facts, desk.Today);
        Bodies = [.. new[] { Tree.Union, Tree.Party }.SelectMany(t => UnitChoices.Of(facts.Units, t, desk.Today, actor, Verb.ManageCadres, u => withPosts.Contains(u.Id))).Take(UnitChoices.Most)];
        return facts;
    }
}
