using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Appointments;
using CadreWorkflow.Api.Pages.Cases;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Training;
using Microsoft.AspNetCore.Mvc;
using Recorded = CadreWorkflow.Projections.Timelines.TimelineItem;

namespace CadreWorkflow.Api.Pages.People;

/// <summary>One case of a person, as on the day asked for.</summary>
public sealed record PersonCase(OpenCase Case, IReadOnlyList<StagePeriod> Periods, IReadOnlyList<TimelineItem> Items);

/// <summary>
/// One person, one road: referral, admission, training, plan and appointment as one history and one strip, as of a day and as known on a day. Cases are
/// shown to those who may see them; the way as a cadre to the personnel desk.
/// </summary>
public sealed class PersonPage(
    ReadDesk desk, CaseReader reader, CaseDesk cases, PeopleStore people, PersonAccess access, CadreAccess cadreAccess, AppointmentDesk cadres, Projections.Timelines.Timeline timeline, TheoryReader theory)
    : ReadPage(desk)
{
    /// <summary>Attributes now.</summary>
    public PersonAttributes? Person { get; private set; }

    /// <summary>Level of political theory that certificates prove on the day; null when they prove none.</summary>
    public Domain.People.TheoryLevel? ProvedTheory { get; private set; }

    /// <summary>Cases the actor may see, the latest first.</summary>
    public IReadOnlyList<PersonCase> Cases { get; private set; } = [];

    /// <summary>The record as a cadre; null for those who may not see it.</summary>
    public CadreState? Cadre { get; private set; }

    /// <summary>Names of posts, units and accounts.</summary>
    public CadreNames Names { get; private set; } = null!;

    /// <summary>The strip of the whole road.</summary>
    public IReadOnlyList<StripStep> Road { get; private set; } = [];

    /// <summary>Everything that happened, in the order it happened.</summary>
    public IReadOnlyList<TimelineItem> Items { get; private set; } = [];

    /// <summary>The person.</summary>
    public Guid Id { get; private set; }

    /// <summary>The actor may say that the person left the Party, or take such a record back.</summary>
    public bool MayStateExits => HttpContext.Actor().Has(Verb.EditPeople);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var actor = HttpContext.Actor();
        var all = await cadres.CadreAsync(id, HttpContext.RequestAborted);
        var asCadre = await cadreAccess.MaySeeAsync(actor, id, all, HttpContext.RequestAborted);
        if (!asCadre && !await access.MaySeeAsync(actor, id, HttpContext.RequestAborted))
        {
            return NotFound();
        }

        await PrepareAsync("history");
        Id = id;
        var state = await reader.PersonAsync(id, HttpContext.RequestAborted);
        Person = (await people.NamesAsync([id], HttpContext.RequestAborted)).GetValueOrDefault(id);
        var opened = new List<PersonCase>();
        foreach (var caseId in state.Cases.Reverse())
        {
            if (await cases.OpenAsync(caseId, actor, AsOf, AsKnownOn, HttpContext.RequestAborted) is { History.Filed: not null } one)
            {
                opened.Add(new PersonCase(one, [.. Stages.Periods(one.History, one.Regulations).Where(p => p.From <= Day)], one.Timeline(T)));
            }
        }

        Cases = opened;
        ProvedTheory = (await theory.ProvedAsync([id], Day, Position, HttpContext.RequestAborted)).TryGetValue(id, out var level) ? level : null;
        Cadre = asCadre ? IsPast ? all.At(AsOf, AppointmentDesk.Known(AsKnownOn)) : all : null;
        var lessons = await LessonsAsync();
        IReadOnlyList<Recorded> record = asCadre ? await cadres.RecordAsync(id, AsOf, AsKnownOn, HttpContext.RequestAborted) : [];
        Names = await cadres.NamesAsync(Facts, [id], [.. lessons, .. record], HttpContext.RequestAborted);
        Items = Merge(lessons, record);
        Road = PersonRoad.Of(T, [.. Cases.Select(c => (c.Periods, c.Case.Stage))], [.. lessons.Where(l => l.CorrectedBy is null).Select(l => l.Event)], Cadre, Day);
        Title = T["person.road", ("name", Person?.FullName ?? "–")];
        Crumbs = [(T["nav.history"], "/history")];
        return Page();
    }

    /// <summary>Classes and certificates outside a case: what a case says of them is told there.</summary>
    private async Task<IReadOnlyList<Recorded>> LessonsAsync()
    {
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            IsStale = !fresh;
            var items = await timeline.PersonAsync(connection, Id, AsOf, Position, cancellationToken: HttpContext.RequestAborted);
            return [.. items.Where(i => i.Event is EvidenceRecorded or PersonEnrolled or PersonFailed or CertificateIssued or CertificateReissued)];
        }
    }

    private IReadOnlyList<TimelineItem> Merge(IReadOnlyList<Recorded> lessons, IReadOnlyList<Recorded> record)
    {
        var facts = new CadreFacts(T, Names);
        return
        [
            .. Cases.SelectMany(c => c.Items.Select(i => i with { Stretch = Cases.Count > 1 ? T["person.case", ("number", c.Case.ShortId)] : T["person.stretch.case"] }))
                .Concat(facts.Of(lessons, Id).Select(i => i with { Stretch = T["person.stretch.training"] }))
                .Concat(facts.Of(record, Id).Select(i => i with { Stretch = T["person.stretch.cadre"] }))
                .OrderBy(i => i.OccurredOn).ThenBy(i => i.Recorded),
        ];
    }
}
