using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>One paper of the dossier: has, number, date, issuer.</summary>
public sealed record PaperRow(string Name, DocumentRef Document, DateOnly RecordedFor);

/// <summary>One case: who, where it stands, what can be done now, which clocks run, which papers are there, what happened.</summary>
public sealed class CasePage(CaseDesk desk, CadreClock clock) : CadrePage
{
    /// <summary>The case.</summary>
    public OpenCase Case { get; private set; } = null!;

    /// <summary>Acts the actor's desk does, those possible now first.</summary>
    public IReadOnlyList<ActionVerdict> Now { get; private set; } = [];

    /// <summary>Acts not possible now, each with why.</summary>
    public IReadOnlyList<ActionVerdict> NotNow { get; private set; } = [];

    /// <summary>Acts possible but beside the road.</summary>
    public IReadOnlyList<ActionVerdict> Beside { get; private set; } = [];

    /// <summary>The strip.</summary>
    public IReadOnlyList<Step> Road { get; private set; } = [];

    /// <summary>The clocks.</summary>
    public IReadOnlyList<DeadlineView> Deadlines { get; private set; } = [];

    /// <summary>The papers.</summary>
    public IReadOnlyList<PaperRow> Papers { get; private set; } = [];

    /// <summary>Every vote with its arithmetic, and the rounds of probation.</summary>
    public CaseVotes Votes { get; private set; } = null!;

    /// <summary>What happened.</summary>
    public IReadOnlyList<TimelineItem> Items { get; private set; } = [];

    /// <summary>Only what had happened by this day.</summary>
    public DateOnly? AsOf { get; private set; }

    /// <summary>Only what was recorded by the end of this day.</summary>
    public DateOnly? AsKnownOn { get; private set; }

    /// <summary>The actor's desk may correct or strike what was recorded wrongly.</summary>
    public bool MayCorrect { get; private set; }

    /// <summary>True when the page shows the past.</summary>
    public bool IsPast => AsOf is not null || AsKnownOn is not null;

    /// <summary>Acts that belong to the road; the others are folded away.</summary>
    public static bool OnTheRoad(string code) => code is "submit" or "resolve" or "send" or "acknowledge" or "enrol" or "pass" or "apply" or "start-verification" or "conclude"
        or "collect-opinions" or "cell-vote" or "committee-vote" or "decide" or "receive-decision" or "ceremony" or "consent-given" or "certify-new-member" or "receive-transfer" or "resume" or "re-refer";

    public async Task<IActionResult> OnGetAsync(Guid id, string? asOf, string? asKnownOn)
    {
        Form["asOf"] = asOf;
        Form["asKnownOn"] = asKnownOn;
        AsOf = Form.Date("asOf");
        AsKnownOn = Form.Date("asKnownOn");
        if (AsKnownOn > clock.Today)
        {
            Form.AddKey("asKnownOn", "error.future", ("value", AsKnownOn));
            AsKnownOn = null;
        }

        var actor = HttpContext.Actor();
        var opened = await desk.OpenAsync(id, actor, AsOf, AsKnownOn, HttpContext.RequestAborted);
        if (opened is null)
        {
            return NotFound();
        }

        Case = opened;
        Area = "cases";
        Title = opened.PersonName;
        Crumbs = [(T["nav.cases"], "/cases")];
        MayCorrect = !IsPast && (actor.Has(Verb.UnionActs) || actor.Has(Verb.PartyActs));
        var periods = Stages.Periods(opened.History, opened.Regulations);
        Road = Steps.Of(periods, opened.Day);
        Deadlines = opened.Deadlines(T);
        Items = opened.Timeline(T);
        Votes = CaseVotes.Of(opened.History, opened.Day, opened.Regulations);
        Papers = [.. opened.History.Facts.Where(f => f.Event.Document is not null).Select(f => new PaperRow(PaperName(f.Event), f.Event.Document!, f.Event.OccurredOn))];
        if (!IsPast)
        {
            Sort(CaseActions.For(opened.History, opened.Loaded.Context, clock.Today).Where(v => MayTry(actor, v.Code)).ToList());
        }

        return Page();
    }

    /// <summary>Address of an act's form.</summary>
    public string ActHref(string code) => code == "re-refer" ? $"/cases/new?previous={Case.Id:D}" : $"/cases/{Case.Id:D}/acts/{code}";

    private void Sort(List<ActionVerdict> verdicts)
    {
        // What a neutral act says of its own ballot is no news about this case.
        verdicts = [.. verdicts.Select(v => v.Allowed ? v with { Findings = [.. v.Findings.Where(f => f.Severity != Severity.Show)] } : v)];
        // Going on comes before beginning anew.
        Now = [.. verdicts.Where(v => v.Allowed && OnTheRoad(v.Code)).OrderBy(v => v.Code == "re-refer")];
        Beside = [.. verdicts.Where(v => v.Allowed && !OnTheRoad(v.Code))];
        NotNow = [.. verdicts.Where(v => !v.Allowed && v.Findings.Count > 0)];
    }

    /// <summary>The desks each see the acts of their own side; what they report of the other side is on the form.</summary>
    private static bool MayTry(Actor actor, string code) => CaseActs.Find(code)!.Side switch
    {
        ActSide.Union => actor.Has(Verb.UnionActs),
        ActSide.Party => actor.Has(Verb.PartyActs) || actor.Has(Verb.UnionActs),
        ActSide.Applicant => actor.Has(Verb.UnionActs) || actor.Has(Verb.PartyActs),
        _ => false,
    };

    private static string PaperName(CaseEvent e) => e is PaperRecorded p ? T.Code("paper", p.Paper) : T["event." + DomainEvents.Catalog.NameOf(e)];
}
