using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>Opens a plan with the names, posts and rules its pages speak of.</summary>
public sealed class PlanDesk(CadreReader cadres, ReferenceFacts reference, PeopleStore people, TheoryReader theory, AccountNames accounts, ReadSide reads, CadreClock clock)
{
    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>The instant.</summary>
    public DateTimeOffset Now => clock.Now;

    /// <summary>Trees, posts and rules of now.</summary>
    public async Task<FactsSnapshot> FactsAsync(CancellationToken cancellationToken) => await reference.CurrentAsync(cancellationToken);

    /// <summary>Units that have a post on a day: those there can be a plan for.</summary>
    internal static HashSet<Guid> UnitsWithPosts(FactsSnapshot facts, DateOnly day) => [.. facts.Posts.Posts.Select(id => facts.Posts.Post(id, day)!).Where(p => p.Active).Select(p => p.Unit)];

    /// <summary>The plan as of a day and as known on a day; null when there is none.</summary>
    public async Task<OpenPlan?> OpenAsync(Guid id, DateOnly? asOf, DateOnly? asKnownOn, CancellationToken cancellationToken)
    {
        var facts = await reference.CurrentAsync(cancellationToken);
        var full = await cadres.PlanAsync(id, cancellationToken);
        var history = full;
        if (asKnownOn is { } known)
        {
            var instant = VietnamTime.EndOf(known).AddTicks(-1);
            history = PlanHistory.Of(full.AllRecorded.Where(r => r.RecordedAt <= instant));
            facts = await reads.PositionAsync(instant, cancellationToken) is { } position ? facts with { Regulations = facts.Regulations.At(position) } : facts;
        }

        if (history.Opened is null)
        {
            return null;
        }

        var ids = history.AllRecorded.SelectMany(r => r.Event switch
        {
            ConsultationHeld held => held.Candidates.Select(c => c.PersonId),
            PlanNamed named => [named.PersonId],
            _ => Array.Empty<Guid>(),
        }).ToHashSet();
        var users = await accounts.OfAsync([.. history.AllRecorded.Select(r => r.UserName).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken);
        return new(id, history, asOf ?? clock.Today, facts, await PeopleAsync(ids, asOf is not null || asKnownOn is not null, cancellationToken), users);
    }

    // Of the past the level is what the naming said; now it is the higher of what is stated and what certificates prove.
    private async Task<IReadOnlyDictionary<Guid, PersonAttributes>> PeopleAsync(HashSet<Guid> ids, bool isPast, CancellationToken cancellationToken)
    {
        var found = await people.NamesAsync(ids, cancellationToken);
        var proved = isPast ? null : await theory.ProvedAsync(ids, clock.Today, null, cancellationToken);
        return found.ToDictionary(p => p.Key, p => proved is null ? p.Value with { TheoryLevel = TheoryLevel.Unknown }
            : proved.TryGetValue(p.Key, out var level) && level > p.Value.TheoryLevel ? p.Value with { TheoryLevel = level } : p.Value);
    }

    /// <summary>Whether the actor may work on the plans of a body.</summary>
    public bool May(Actor actor, Guid body, FactsSnapshot facts) => Access.OnUnit(actor, Verb.ManageCadres, body, facts.Units, clock.Today);
}

/// <summary>A plan on a day, with words for what it names.</summary>
/// <param name="Day">The day shown.</param>
/// <param name="People">Names and attributes of now.</param>
public sealed record OpenPlan(
    Guid Id, PlanHistory History, DateOnly Day, FactsSnapshot Facts, IReadOnlyDictionary<Guid, PersonAttributes> People, IReadOnlyDictionary<string, string> Users)
{
    private const int MostPosts = 500;

    /// <summary>How it was opened.</summary>
    public PlanOpened Opened => History.Opened!;

    /// <summary>Address of its page.</summary>
    public string Href => $"/plans/{Id:D}";

    /// <summary>"Quy hoạch … nhiệm kỳ 2026–2031".</summary>
    public string Title(Texts t) =>
        t["plan.title", ("body", UnitName(Opened.Body)), ("from", Year(Opened.TermFrom)), ("to", Year(Opened.TermTo))];

    /// <summary>Name of a person; the first digits of the id where the name is gone.</summary>
    public string PersonName(Guid id) => People.GetValueOrDefault(id)?.FullName ?? OpenCaseId(id);

    /// <summary>Name of a unit of either tree.</summary>
    public string UnitName(Guid id) => Facts.Units.Unit(id, Day)?.Name ?? OpenCaseId(id);

    /// <summary>Title of a post, with its unit where that is not the body of the plan.</summary>
    public string PostName(Guid id) => Facts.Posts.Post(id, Day) is { } post
        ? post.Unit == Opened.Body ? post.Title : $"{post.Title} – {UnitName(post.Unit)}"
        : OpenCaseId(id);

    /// <summary>Posts the plan can name people for, those of the body itself first.</summary>
    public IReadOnlyList<Choice> PostChoices => [.. Facts.Posts.Posts.Select(id => Facts.Posts.Post(id, Day)!)
        .Where(p => p.Active && Facts.Units.IsWithin(p.Unit, Opened.Body, Day))
        .OrderBy(p => p.Unit != Opened.Body).ThenByDescending(p => p.Rank).ThenBy(p => p.Code, StringComparer.Ordinal).Take(MostPosts)
        .Select(p => new Choice(p.Id.ToString("D"), PostName(p.Id)))];

    /// <summary>What decisions about it need beside a person.</summary>
    public PlanContext Context(DateOnly today) => new(today, Facts.Regulations, Facts.Units, Facts.Posts);

    /// <summary>The history, ready to be read.</summary>
    public IReadOnlyList<TimelineItem> Timeline(Texts t)
    {
        var struck = History.AllRecorded.Select(r => r.Event).OfType<PlanFactStruck>().ToLookup(s => s.Fact);
        return [.. History.AllRecorded.Where(r => r.Event.OccurredOn <= Day).OrderBy(r => r.Event.OccurredOn).ThenBy(r => r.Position).Select(r => new TimelineItem(
            r.Id, t["event." + DomainEvents.Catalog.NameOf(r.Event)], r.Event.OccurredOn, r.RecordedAt, r.UserName is { } user ? Users.GetValueOrDefault(user, user) : t["account.system"],
            r.Headers.Via, r.Headers.Source, r.Event.Reported, r.Event.Document, Details(r.Event, t), r.Headers.Evaluation?.Findings ?? [],
            (r.Event as PlanFactStruck)?.Fact, null, struck.Contains(r.Id), [], null, r.Event is PlanOpened or PlanFactStruck || struck.Contains(r.Id) ? null : "strike-fact"))];
    }

    /// <summary>What a fact says beside its day and paper.</summary>
    public IReadOnlyList<Detail> Details(PlanEvent fact, Texts t) => fact switch
    {
        PlanOpened o => [new(t["plan.term"], t.Code("plan_term", o.Term)), new(t["plan.term.span"], $"{t.Format.Date(o.TermFrom)} – {t.Format.Date(o.TermTo)}")],
        ConsultationHeld h =>
        [
            new(t["plan.step"], t.Format.Number(h.Step)), new(t["plan.present"], $"{t.Format.Number(h.Conference.Present)}/{t.Format.Number(h.Conference.Summoned)}"),
            .. h.Candidates.Select(c => new Detail($"{PersonName(c.PersonId)} ({PostName(c.PostId)})", h.Conference.Issued == 0 ? t["plan.on_list"] : t["plan.tally", ("agree", c.Agree), ("disagree", c.Disagree)])),
        ],
        PlanNamed n => [new(t["plan.person"], PersonName(n.PersonId)), new(t["plan.post"], PostName(n.PostId)), new(t["plan.approved_by"], UnitName(n.ApprovedBy))],
        PlanNameRemoved r => [new(t["plan.person"], PersonName(r.PersonId)), new(t["plan.post"], PostName(r.PostId)), new(t["plan.removal"], t.Code("plan_removal", r.Reason))],
        PlanReviewed r => [new(t["plan.year"], r.Year.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        _ => [],
    };

    private static string Year(DateOnly day) => day.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string OpenCaseId(Guid id) => Cases.OpenCase.ShortIdOf(id);
}
