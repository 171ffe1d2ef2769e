using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Appointments;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Cadres;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Cadres;

/// <summary>A post held, with where its term stands.</summary>
public sealed record HeldRow(HeldPost Held, PostFacts? Post, TermStatus Status, DateOnly? ReviewStartsOn);

/// <summary>A cadre's record: posts held with their terms, plans, open procedures, disciplines with the wait after them, and what happened.</summary>
public sealed class RecordPage(AppointmentDesk desk, CadreAccess access) : CadrePage
{
    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    /// <summary>Attributes now.</summary>
    public PersonAttributes? Person { get; private set; }

    /// <summary>Every name the page shows.</summary>
    public CadreNames Names { get; private set; } = null!;

    /// <summary>Posts held on the day.</summary>
    public IReadOnlyList<HeldRow> Held { get; private set; } = [];

    /// <summary>Posts decided and not yet in force, and those left.</summary>
    public IReadOnlyList<HeldPost> Others { get; private set; } = [];

    /// <summary>Names in plans on the day.</summary>
    public IReadOnlyList<PlannedPost> Planned { get; private set; } = [];

    /// <summary>Procedures open on the day.</summary>
    public IReadOnlyList<OpenProposal> Proposals { get; private set; } = [];

    /// <summary>Disciplines, each with the wait after it where there is one.</summary>
    public IReadOnlyList<(DisciplineFact Discipline, DisciplineWait? Wait)> Disciplines { get; private set; } = [];

    /// <summary>What happened.</summary>
    public IReadOnlyList<TimelineItem> Items { get; private set; } = [];

    /// <summary>The day shown.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Only what had happened by this day.</summary>
    public DateOnly? AsOf { get; private set; }

    /// <summary>Only what was recorded by the end of this day.</summary>
    public DateOnly? AsKnownOn { get; private set; }

    /// <summary>True when the page shows the past.</summary>
    public bool IsPast => AsOf is not null || AsKnownOn is not null;

    /// <summary>The address of the page.</summary>
    public string Href => $"/cadres/{Id:D}";

    public async Task<IActionResult> OnGetAsync(Guid id, string? asOf, string? asKnownOn)
    {
        if (!HttpContext.Actor().Has(Verb.ManageCadres))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Form["asOf"], Form["asKnownOn"]) = (asOf, asKnownOn);
        (AsOf, AsKnownOn) = (Form.Date("asOf"), Form.Date("asKnownOn"));
        if (AsKnownOn > desk.Today)
        {
            Form.AddKey("asKnownOn", "error.future", ("value", AsKnownOn));
            AsKnownOn = null;
        }

        (Id, Day) = (id, AsOf ?? desk.Today);
        var cadre = await desk.CadreAsync(id, HttpContext.RequestAborted);
        if (!await access.MaySeeAsync(HttpContext.Actor(), id, cadre, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        var facts = await desk.FactsAsync(AsKnownOn, HttpContext.RequestAborted);
        var shown = IsPast ? cadre.At(AsOf, AppointmentDesk.Known(AsKnownOn)) : cadre;
        var recorded = await desk.RecordAsync(id, AsOf, AsKnownOn, HttpContext.RequestAborted);
        Names = await desk.NamesAsync(facts, [id], recorded, HttpContext.RequestAborted);
        Person = Names.People.GetValueOrDefault(id);
        Held = [.. shown.HeldOn(Day).Select(h => new HeldRow(h, facts.Posts.Post(h.PostId, Day), Terms.Status(h, facts.Regulations, Day), Terms.ReviewStartsOn(h, facts.Regulations)))];
        Others = [.. shown.Posts.Where(h => !h.On(Day)).OrderByDescending(h => h.From)];
        Planned = [.. shown.PlannedOn(Day)];
        Proposals = [.. shown.Proposals.Where(p => p.On(Day))];
        var waits = DisciplineWaits.Of(shown, facts.Regulations, Day);
        Disciplines = [.. shown.Disciplines.Where(d => d.On <= Day).OrderByDescending(d => d.On).Select(d => (d, waits.FirstOrDefault(w => w.Discipline == d)))];
        Items = new CadreFacts(T, Names).Of(recorded, id);
        Area = "terms";
        Title = T["appt.record.title", ("name", Names.Person(id))];
        Crumbs = [(T["nav.terms"], "/terms")];
        return Page();
    }
}
