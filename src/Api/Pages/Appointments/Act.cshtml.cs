using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>The form of one act of a procedure.</summary>
public sealed class ActPage(AppointmentDesk desk, PersonSearch search, CommandGateway gateway, ReadBarrier barrier) : ActForm(desk, search, gateway, barrier)
{
    private static readonly string[] Known = ["approve-policy", "propose", "hold-step", "choose", "record-paper", "appoint", "end", "strike-fact"];

    private readonly CommandGateway _gateway = gateway;

    /// <summary>The procedure.</summary>
    public OpenProcedure Open { get; private set; } = null!;

    /// <summary>Code of the act.</summary>
    public string Act { get; private set; } = string.Empty;

    /// <summary>The step it holds.</summary>
    public ConsultationStep? Step { get; private set; }

    /// <summary>The candidate the address names.</summary>
    public Guid? Person { get; private set; }

    /// <summary>The record that is struck.</summary>
    public TimelineItem? Struck { get; private set; }

    /// <summary>What the rules say today, before anything is filled in.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>The address of the procedure.</summary>
    public string Href => $"/appointments/{Open.Id:D}";

    /// <summary>Everybody put forward.</summary>
    public IReadOnlyList<Choice> CandidateChoices => [.. Open.All.Candidates.Select(c => new Choice(c.ToString("D"), Open.Names.Person(c)))];

    /// <summary>Papers the candidate's dossier lacks.</summary>
    public IReadOnlyList<DossierItem> Missing =>
        Person is { } p ? [.. ProcedureActions.Papers.Where(i => Open.All.Paper(p, i, Desk.Today) is null)] : ProcedureActions.Papers;

    /// <summary>True where the document is asked for.</summary>
    public bool NeedsDocument => Act == "appoint";

    public async Task<IActionResult> OnGetAsync(Guid id, string code, int? step, Guid? person, Guid? fact, Guid? again)
    {
        if (await LoadAsync(id, code, step, person, fact) is { } problem)
        {
            return problem;
        }

        Form["version"] = Open.All.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Form["occurredOn"] = Day(Desk.Today);
        Form["report"] = "false";
        if (again is { } original && Open.All.AllRecorded.Find(r => r.Id == original)?.Event is { } stated && ProcedureActions.CodeOf(stated) == code)
        {
            Prefill(stated);
            return Page();
        }

        switch (code)
        {
            case "approve-policy":
                Form["approvedBy"] = UnitText(Open.Post.ManagedBy);
                break;
            case "appoint":
                Form["decidedBy"] = UnitText(Open.Post.ManagedBy);
                Form["from"] = Day(Desk.Today);
                Form["termEndsOn"] = Day(ProcedureActions.TermEnd(Open.About, Open.Post, Open.Regulations, Desk.Today));
                Form["personId"] = Person?.ToString("D");
                break;
            case "choose":
                Form["personId"] = Person?.ToString("D");
                break;
            case "hold-step":
                Form["secret"] = Step!.HasBallot ? "true" : null;
                break;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string code, int? step, Guid? person, Guid? fact)
    {
        Form.Fill(Request.Form);
        if (await LoadAsync(id, code, step, person, fact) is { } problem)
        {
            return problem;
        }

        var day = Form.Date("occurredOn", required: true) ?? default;
        var reported = Form["report"] == "true";
        var paper = ActReader.ReadDocument(Form);
        if (code == "record-paper")
        {
            return await RecordPapersAsync(day, reported, paper);
        }

        var act = await ReadAsync(code, day, reported, paper, fact);
        if (act is null || !Form.Valid)
        {
            return Again();
        }

        CouldBeReported = !reported;
        return await SendAsync(new AppointmentCommand(Open.Id, act, Version), _ => code == "strike-fact" && Again(fact!.Value) is { } restate
            ? (T["appt.struck.again"], restate)
            : (T["appt.done", ("act", Title)], Href));
    }

    private async Task<AppointmentEvent?> ReadAsync(string code, DateOnly day, bool reported, DocumentRef? paper, Guid? fact)
    {
        switch (code)
        {
            case "approve-policy":
                return ReadUnit("approvedBy") is { } by ? new PolicyApproved(day, reported, paper, by) : null;
            case "propose":
                return await ReadPersonAsync() is { } candidate ? new CandidateProposed(day, reported, paper, candidate) : null;
            case "hold-step":
                return new StepHeld(day, reported, paper, Step!.Number, ReadConference(), ReadVotes());
            case "choose":
                return Form.Id("personId", required: true) is { } chosen ? new HeadChose(day, reported, paper, chosen) : null;
            case "appoint":
                var (who, decidedBy, from, ends) = (Form.Id("personId", required: true), ReadUnit("decidedBy"), Form.Date("from", required: true), Form.Date("termEndsOn"));
                return who is { } w && decidedBy is { } b && from is { } f ? new Appointed(day, reported, paper, w, b, f, ends) : null;
            case "end":
                return new ProcedureEnded(day, reported, paper, Code<ProcedureEnding>("why"));
            default:
                return new AppointmentFactStruck(day, reported, paper, fact!.Value);
        }
    }

    /// <summary>Several papers that came with one letter are one form, and one record each.</summary>
    private async Task<IActionResult> RecordPapersAsync(DateOnly day, bool reported, DocumentRef? paper)
    {
        var person = Form.Id("personId", required: true);
        var items = ProcedureActions.Papers.Where(i => Form.Ticked("item." + Codes.Of(i))).ToList();
        if (items.Count == 0)
        {
            Form.AddKey("item." + Codes.Of(Missing.Count > 0 ? Missing[0] : ProcedureActions.Papers[0]), "appt.error.no_paper");
        }

        if (!Form.Valid)
        {
            return Again();
        }

        foreach (var item in items.SkipLast(1))
        {
            var result = await _gateway.SendAsync(
                new AppointmentCommand(Open.Id, new DossierItemRecorded(day, reported, paper, person!.Value, item)), HttpContext.Actor(), Uuid.Of(CommandId, Codes.Of(item)), "page",
                cancellationToken: HttpContext.RequestAborted);
            if (result is CommandResult.Refused refused)
            {
                Form.Add(string.Empty, T.WithCitation(refused.Refusal));
                return Again();
            }
        }

        return await SendAsync(new AppointmentCommand(Open.Id, new DossierItemRecorded(day, reported, paper, person!.Value, items[^1])), _ => (T["appt.done.papers", ("n", items.Count)], Href));
    }

    private Conference ReadConference()
    {
        var ballot = Step!.HasBallot;
        int Read(string part, bool required) => Form.Number("conference." + part, required) ?? 0;
        var (summoned, present) = (Read("summoned", true), Read("present", true));
        return new(0, summoned, present, ballot && Form.Ticked("secret"), ballot ? Read("issued", true) : 0, ballot ? Read("returned", true) : 0, ballot ? Read("invalid", false) : 0);
    }

    private List<CandidateVotes> ReadVotes() => Step!.HasBallot
        ? [.. Open.All.Candidates.Where(c => Voted(c)).Select(c => new CandidateVotes(c, Open.About.PostId, Form.Number($"votes.{c:D}.agree", required: true) ?? 0, Form.Number($"votes.{c:D}.disagree") ?? 0))]
        : [];

    // Who was not carried on has no votes: both boxes are left empty.
    private bool Voted(Guid candidate) => Open.All.Candidates.Count() == 1 || !string.IsNullOrWhiteSpace(Form[$"votes.{candidate:D}.agree"]) || !string.IsNullOrWhiteSpace(Form[$"votes.{candidate:D}.disagree"]);

    private string? Again(Guid fact) => Open.All.AllRecorded.Find(r => r.Id == fact)?.Event switch
    {
        StepHeld held => $"{Href}/acts/hold-step?step={held.Step}&again={fact:D}",
        DossierItemRecorded paper => $"{Href}/acts/record-paper?person={paper.PersonId:D}&again={fact:D}",
        { } other and not AppointmentFactStruck => $"{Href}/acts/{ProcedureActions.CodeOf(other)}?again={fact:D}",
        _ => null,
    };

    private void Prefill(AppointmentEvent stated)
    {
        Form["occurredOn"] = Day(stated.OccurredOn);
        Form["report"] = stated.Reported ? "true" : "false";
        Fill(stated.Document);
        switch (stated)
        {
            case PolicyApproved approved:
                Form["approvedBy"] = UnitText(approved.ApprovedBy);
                break;
            case CandidateProposed proposed:
                Form["personName"] = Open.Names.Person(proposed.PersonId);
                break;
            case HeadChose chose:
                Form["personId"] = chose.PersonId.ToString("D");
                break;
            case DossierItemRecorded paper:
                Form["item." + Codes.Of(paper.Item)] = "true";
                break;
            case ProcedureEnded ended:
                Form["why"] = Codes.Of(ended.Why);
                break;
            case Appointed appointed:
                (Form["personId"], Form["decidedBy"]) = (appointed.PersonId.ToString("D"), UnitText(appointed.DecidedBy));
                (Form["from"], Form["termEndsOn"]) = (Day(appointed.From), Day(appointed.TermEndsOn));
                break;
            case StepHeld held:
                Prefill(held);
                break;
        }
    }

    private void Prefill(StepHeld held)
    {
        static string Digits(int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var c = held.Conference;
        Form["secret"] = c.Secret ? "true" : null;
        foreach (var (part, n) in new[] { ("summoned", c.Summoned), ("present", c.Present), ("issued", c.Issued), ("returned", c.Returned), ("invalid", c.Invalid) })
        {
            Form["conference." + part] = Digits(n);
        }

        foreach (var votes in held.Candidates)
        {
            (Form[$"votes.{votes.PersonId:D}.agree"], Form[$"votes.{votes.PersonId:D}.disagree"]) = (Digits(votes.Agree), Digits(votes.Disagree));
        }
    }

    private async Task<IActionResult?> LoadAsync(Guid id, string code, int? step, Guid? person, Guid? fact)
    {
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var opened = Known.Contains(code) ? await Desk.ProcedureAsync(id, null, null, HttpContext.RequestAborted) : null;
        if (opened is null)
        {
            return NotFound();
        }

        if (!Access.OnUnit(actor, Verb.ManageCadres, opened.Post.Unit, opened.Units, Desk.Today))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Open, Facts, Act, Area) = (opened, opened.Facts, code, "appointments");
        Step = code == "hold-step" ? opened.Steps.FirstOrDefault(s => s.Number == step) : null;
        Person = person is { } p && opened.All.Candidates.Contains(p) ? p : opened.All.Candidates.Take(2).ToList() is [var only] ? only : null;
        Struck = code == "strike-fact" && opened.Items.FirstOrDefault(i => i.EventId == fact) is { } item ? new CadreFacts(T, opened.Names).Of(item) : null;
        if ((code == "hold-step" && Step is null) || (code == "strike-fact" && Struck is null))
        {
            return NotFound();
        }

        Form["personId"] ??= Person?.ToString("D");
        Title = Step is { } held ? T["appt.act.hold-step.n", ("n", held.Number), ("meeting", T["appt.meeting." + held.Meeting])] : T["appt.act." + code];
        Crumbs = [(T["nav.appointments"], "/appointments"), (opened.Post.Title, Href)];
        Findings = opened.Verdicts.FirstOrDefault(v => v.Code == code && (v.Step is null || v.Step == step) && (v.Person is null || v.Person == Person))?.Findings
            .Where(f => f.Severity != Severity.Show).ToList() ?? [];
        return null;
    }
}
