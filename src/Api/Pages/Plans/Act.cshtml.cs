using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>The form of one act on a plan. Conferences, names and reviews are looked at with their arithmetic and findings before they are recorded.</summary>
public sealed class ActPage(PlanDesk desk, PersonSearch search, PeopleStore people, CommandGateway gateway, ReadBarrier barrier) : CommandPage(gateway, barrier)
{
    private static readonly string[] Codes = ["consult", "name", "remove-name", "review", "close", "strike-fact"];

    private readonly CommandGateway _gateway = gateway;

    /// <summary>The plan.</summary>
    public OpenPlan Plan { get; private set; } = null!;

    /// <summary>Code of the act.</summary>
    public string Code { get; private set; } = string.Empty;

    /// <summary>Of a conference: its step under the policy of the day typed.</summary>
    public ConsultationStep? Step { get; private set; }

    /// <summary>The record to be struck.</summary>
    public TimelineItem? Struck { get; private set; }

    /// <summary>Who is meant by the names typed.</summary>
    public PersonPick Pick { get; } = new(search);

    /// <summary>What the rules say before anything is filled in.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Looked at before it is recorded: what the rules say; null when nothing waits to be confirmed.</summary>
    public IReadOnlyList<Finding>? Check { get; private set; }

    /// <summary>The conference about to be recorded, with its arithmetic.</summary>
    public StepView? CheckStep { get; private set; }

    /// <summary>The name about to be recorded.</summary>
    public FoundPerson? CheckPerson { get; private set; }

    /// <summary>Rows of candidates.</summary>
    public int Rows => PlanForms.Rows(Form);

    /// <summary>Names standing today, to choose whom to take out.</summary>
    public IReadOnlyList<Choice> Standing => [.. Plan.History.NamesOn(desk.Today).Select(n =>
        new Choice($"{n.Named.PersonId:D}/{n.Named.PostId:D}", $"{Plan.PersonName(n.Named.PersonId)} – {Plan.PostName(n.Named.PostId)}"))];

    /// <summary>Bodies that manage a post, for suggestions.</summary>
    public IReadOnlyList<string> Managers => [.. Plan.Facts.Posts.Posts.Select(p => Plan.Facts.Posts.Post(p, desk.Today)!.ManagedBy).Distinct()
        .Select(u => Plan.Facts.Units.Unit(u, desk.Today)).OfType<Domain.Organisation.UnitFacts>().OrderBy(u => u.Code, StringComparer.Ordinal).Take(UnitChoices.Most).Select(UnitChoices.Text)];

    public async Task<IActionResult> OnGetAsync(Guid id, string code, int? step, Guid? person, Guid? post, string? name, Guid? corrects)
    {
        Form["occurredOn"] = Words.F.Date(desk.Today);
        Form["report"] = "false";
        Form["no"] = (step ?? 1).ToString(CultureInfo.InvariantCulture);
        if (await LoadAsync(id, code, corrects) is { } answer)
        {
            return answer;
        }

        Form["version"] = Plan.History.Version.ToString(CultureInfo.InvariantCulture);
        switch (code)
        {
            case "consult":
                PrefillStep();
                break;
            case "name":
                await PrefillNameAsync(person, post);
                break;
            case "remove-name":
                Form["plan.standing"] = name;
                break;
            case "review":
                Form["plan.year"] = (Plan.History.MissedReview(desk.Today) ?? desk.Today.Year).ToString(CultureInfo.InvariantCulture);
                break;
        }

        Findings = PlanActions.For(Plan.History, id, Plan.Context(desk.Today), desk.Today)
            .FirstOrDefault(v => v.Code == code && (v.Step is null || v.Step == Step?.Number))?.Findings.Where(f => f.Severity == Severity.Block).ToList() ?? [];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string code, Guid? corrects)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, corrects) is { } answer)
        {
            return answer;
        }

        if (PlanForms.ChangeRows(Form))
        {
            Form["checked"] = null;
            return Page();
        }

        var act = await ReadAsync(corrects);
        if (act is null || !Form.Valid)
        {
            Unread();
            return Again();
        }

        var version = long.TryParse(Form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : (long?)null;
        var command = new PlanCommand(id, act, version);
        CouldBeReported = !act.Reported;
        if (await LookAsync(command))
        {
            Unread();
            return Page();
        }

        var result = await SendAsync(command, _ => (T["act.done", ("act", Title)], Plan.Href));
        Unread();
        return result;
    }

    /// <inheritdoc />
    protected override string FieldFor(Refusal refusal) => refusal.Field switch
    {
        "personId" => Code == "name" ? "plan.person" : string.Empty,
        "postId" => Code == "name" ? "plan.postId" : string.Empty,
        "approvedBy" => "plan.approvedBy",
        "year" => "plan.year",
        "candidates" or "step" or "fact" or "planId" => string.Empty,
        "conference" => refusal.Code switch
        {
            "conference_more_present_than_summoned" => "plan.present",
            "conference_more_issued_than_present" => "plan.issued",
            "conference_more_returned_than_issued" => "plan.returned",
            "conference_more_invalid_than_returned" => "plan.invalid",
            "conference_more_votes_than_valid" => PlanForms.Field(0, "plan_agree"),
            _ => string.Empty,
        },
        _ => base.FieldFor(refusal),
    };

    private async Task<IActionResult?> LoadAsync(Guid id, string code, Guid? corrects)
    {
        var actor = HttpContext.Actor();
        if (!Codes.Contains(code))
        {
            return NotFound();
        }

        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await desk.OpenAsync(id, null, null, HttpContext.RequestAborted) is not { } plan)
        {
            return NotFound();
        }

        (Plan, Code, Area) = (plan, code, "plans");
        if (!desk.May(actor, plan.Opened.Body, plan.Facts))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (code == "consult")
        {
            var steps = ConsultationSteps.OfPlanning(plan.Facts.Regulations, Domain.Regulations.VietnameseDate.Parse(Form["occurredOn"]).Value ?? desk.Today);
            Step = steps.FirstOrDefault(s => s.Number.ToString(CultureInfo.InvariantCulture) == Form["no"]);
            if (Step is null)
            {
                return NotFound();
            }
        }

        Struck = code == "strike-fact" ? plan.Timeline(T).FirstOrDefault(i => i.EventId == corrects && i.CorrectCode is not null) : null;
        Title = Step is null ? T["plan.act." + code] : T["plan.act.consult.n", ("n", Step.Number)];
        Crumbs = [(T["nav.plans"], "/plans"), (plan.Title(T), plan.Href)];
        return code == "strike-fact" && Struck is null ? NotFound() : null;
    }

    private async Task<PlanEvent?> ReadAsync(Guid? corrects)
    {
        if (Code == "strike-fact")
        {
            return new PlanFactStruck(desk.Today, true, PlanForms.Paper(Form, required: false), corrects!.Value);
        }

        var day = Form.Date("occurredOn", required: true) ?? default;
        var reported = Form["report"] == "true";
        switch (Code)
        {
            case "consult":
                var conference = PlanForms.Conference(Form, Step!.HasBallot);
                var candidates = await CandidatesAsync();
                return new ConsultationHeld(day, reported, PlanForms.Paper(Form, required: reported), Step.Number, conference, candidates);
            case "name":
                var person = await Pick.ReadAsync(Form, "plan.person", "plan.personId", HttpContext);
                var post = Form.Id("plan.postId", required: true);
                var approver = string.IsNullOrWhiteSpace(Form["plan.approvedBy"]) ? Plan.Facts.Posts.Post(post ?? default, desk.Today)?.ManagedBy : PlanForms.Unit(Form, "plan.approvedBy", Plan.Facts.Units, desk.Today);
                var paper = PlanForms.Paper(Form, required: true);
                return Form.Valid
                    ? new PlanNamed(day, reported, paper, person!.Value, post!.Value, approver ?? default, default, null, default, default, Form["plan.science"] switch { "yes" => true, "no" => false, _ => null })
                    : null;
            case "remove-name":
                var ids = Form["plan.standing"]?.Split('/') ?? [];
                if (ids.Length != 2 || !Guid.TryParse(ids[0], out var who) || !Guid.TryParse(ids[1], out var where))
                {
                    Form.AddKey("plan.standing", "error.choose");
                    return null;
                }

                return Form.Code<PlanRemoval>("plan.removal", required: true) is { } reason ? new PlanNameRemoved(day, reported, PlanForms.Paper(Form, required: reported), who, where, reason) : null;
            case "review":
                return Form.Number("plan.year", required: true, max: 9999) is { } year ? new PlanReviewed(day, reported, PlanForms.Paper(Form, required: reported), year) : null;
            default:
                return new PlanClosed(day, reported, PlanForms.Paper(Form, required: reported));
        }
    }

    private async Task<List<CandidateVotes>> CandidatesAsync()
    {
        var candidates = new List<CandidateVotes>();
        for (var row = 0; row < Rows; row++)
        {
            if (PlanForms.IsBlank(Form, row))
            {
                continue;
            }

            var person = await Pick.ReadAsync(Form, PlanForms.Field(row, "plan_name"), PlanForms.Field(row, "plan_person"), HttpContext);
            var post = Form.Id(PlanForms.Field(row, "plan_post"), required: true);
            var agree = Step!.HasBallot ? Form.Number(PlanForms.Field(row, "plan_agree"), required: true) : 0;
            var disagree = Step.HasBallot ? Form.Number(PlanForms.Field(row, "plan_disagree")) ?? 0 : 0;
            if (person is { } who && post is { } what && agree is { } votes)
            {
                candidates.Add(new(who, what, votes, disagree));
            }
        }

        return candidates;
    }

    /// <summary>Shows what would be recorded; false when just that was looked at already, or when sending it will say why not.</summary>
    private async Task<bool> LookAsync(PlanCommand command)
    {
        if (Code is not ("consult" or "name" or "review"))
        {
            return false;
        }

        var seen = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(DomainEvents.Catalog.Write(command.Act).Data)))[..32];
        if (Form["checked"] == seen || await _gateway.PreviewAsync(command, HttpContext.Actor(), CommandId, HttpContext.RequestAborted) is not CommandResult.Accepted { Answer: var answer })
        {
            return false;
        }

        Form["checked"] = seen;
        Check = answer.Findings ?? [];
        if (command.Act is ConsultationHeld held && PlanSteps.Of(held, Plan.Facts.Regulations) is { } outcome)
        {
            var names = await people.NamesAsync([.. held.Candidates.Select(c => c.PersonId)], HttpContext.RequestAborted);
            CheckStep = new(outcome, Plan with { People = names });
        }

        CheckPerson = command.Act is PlanNamed ? Pick.Taken.GetValueOrDefault("plan.personId") : null;
        return true;
    }

    private void PrefillStep()
    {
        Form["plan.secret"] = Step!.HasBallot ? "true" : null;
        var before = PlanSteps.On(Plan.History, Plan.Facts.Regulations, desk.Today).FirstOrDefault(s => s.Step.Number == Step.Number - 1);
        var carried = before?.Votes.Where(v => v.Carried).Take(PlanForms.MostRows).ToList() ?? [];
        for (var row = 0; row < carried.Count; row++)
        {
            Form[PlanForms.Field(row, "plan_name")] = Plan.PersonName(carried[row].PersonId);
            Form[PlanForms.Field(row, "plan_person")] = carried[row].PersonId.ToString("D");
            Form[PlanForms.Field(row, "plan_post")] = carried[row].PostId.ToString("D");
        }

        Form["rows"] = Math.Max(1, carried.Count).ToString(CultureInfo.InvariantCulture);
    }

    private async Task PrefillNameAsync(Guid? person, Guid? post)
    {
        Form["plan.postId"] = post?.ToString("D");
        if (person is { } id)
        {
            Form["plan.personId"] = id.ToString("D");
            Form["plan.person"] = (await people.NamesAsync([id], HttpContext.RequestAborted)).GetValueOrDefault(id)?.FullName;
        }

        if (post is { } postId && Plan.Facts.Posts.Post(postId, desk.Today) is { } facts && Plan.Facts.Units.Unit(facts.ManagedBy, desk.Today) is { } manager)
        {
            Form["plan.approvedBy"] = UnitChoices.Text(manager);
        }
    }

    private void Unread() => PlanForms.Unread(Form, "plan.approvedBy", Plan.Facts.Units, desk.Today);
}
