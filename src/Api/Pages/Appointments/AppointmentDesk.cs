using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Timelines;

namespace CadreWorkflow.Api.Pages.Appointments;

/// <summary>A procedure opened for reading, with every name a page about it shows.</summary>
/// <param name="All">Everything on record.</param>
/// <param name="Procedure">What is shown: everything, or what was so and was known on the days asked for.</param>
/// <param name="Day">The day the page speaks of.</param>
/// <param name="Cadres">The records of everybody it names.</param>
public sealed record OpenProcedure(
    Guid Id, AppointmentHistory All, AppointmentHistory Procedure, DateOnly Day, DateOnly Today, FactsSnapshot Facts, PostFacts Post, CadreNames Names,
    IReadOnlyDictionary<Guid, CadreState> Cadres, IReadOnlyDictionary<Guid, PersonFacts> People, IReadOnlyList<Projections.Timelines.TimelineItem> Items)
{
    /// <summary>How it was opened.</summary>
    public ProcedureOpened About => All.Opened!;

    /// <summary>Both trees.</summary>
    public OrgTree Units => Facts.Units;

    /// <summary>The regulations.</summary>
    public Regulations Regulations => Facts.Regulations;

    /// <summary>Where it stands; null before it was opened.</summary>
    public ProcedureStanding? Standing => ProcedureStages.On(Procedure, Regulations, Day);

    /// <summary>The steps of the consultation; empty where the kind has none.</summary>
    public IReadOnlyList<ConsultationStep> Steps => ProcedureStages.HasSteps(About) ? ConsultationSteps.OfAppointment(Regulations, Day) : [];

    /// <summary>The clocks.</summary>
    public IReadOnlyList<ProcedureClock> Clocks => ProcedureClocks.Of(Procedure, Regulations, Units, Post, Day);

    /// <summary>What a decision would need.</summary>
    public AppointmentContext Context => new(Today, Regulations, Units, Facts.Posts, Touched: Cadres);

    /// <summary>What can be done next, and what not and why.</summary>
    public IReadOnlyList<ProcedureVerdict> Verdicts => ProcedureActions.For(All, Id, Context, People, Today);
}

/// <summary>Opens procedures and cadre records for pages: rights first, then the names.</summary>
public sealed class AppointmentDesk(CadreReader cadres, CaseReader cases, PeopleStore people, AccountNames accounts, ReferenceFacts reference, Timeline timeline, ReadSide reads, CadreClock clock)
{
    /// <summary>Today in Viet Nam.</summary>
    public DateOnly Today => clock.Today;

    /// <summary>Trees, posts and regulations of now.</summary>
    public ValueTask<FactsSnapshot> FactsAsync(CancellationToken cancellationToken) => reference.CurrentAsync(cancellationToken);

    /// <summary>The procedure; null when there is none. Whether the actor may see it is the caller's to ask, by the unit of its post.</summary>
    public async Task<OpenProcedure?> ProcedureAsync(Guid id, DateOnly? asOf, DateOnly? asKnownOn, CancellationToken cancellationToken)
    {
        var all = await cadres.AppointmentAsync(id, cancellationToken);
        var facts = await FactsAsync(asKnownOn, cancellationToken);
        if (all.Opened is not { } about || facts.Posts.Post(about.PostId, clock.Today) is not { } post)
        {
            return null;
        }

        var shown = asOf is null && asKnownOn is null ? all : all.At(asOf, Known(asKnownOn));
        var records = new Dictionary<Guid, CadreState>();
        var attributes = new Dictionary<Guid, PersonFacts>();
        foreach (var person in all.People)
        {
            records[person] = await cadres.CadreAsync(person, cancellationToken);
            attributes[person] = await cases.PersonFactsAsync(person, cancellationToken);
        }

        var items = await timeline.StreamAsync(Streams.Appointment(id), asOf, await PositionAsync(asKnownOn, cancellationToken), cancellationToken);
        var ids = all.People.Concat(all.AllRecorded.Select(r => r.Event).OfType<StepHeld>().SelectMany(s => s.Candidates.Select(c => c.PersonId))).ToHashSet();
        return new(id, all, shown, asOf ?? clock.Today, clock.Today, facts, post, await NamesAsync(facts, ids, items, cancellationToken), records, attributes, items);
    }

    /// <summary>A person's own record as a cadre, everything ever recorded.</summary>
    public Task<CadreState> CadreAsync(Guid person, CancellationToken cancellationToken) => cadres.CadreAsync(person, cancellationToken);

    /// <summary>What is recorded of a person as a cadre, to be read as a history.</summary>
    public async Task<IReadOnlyList<Projections.Timelines.TimelineItem>> RecordAsync(Guid person, DateOnly? asOf, DateOnly? asKnownOn, CancellationToken cancellationToken) =>
        await timeline.StreamAsync(Streams.Cadre(person), asOf, await PositionAsync(asKnownOn, cancellationToken), cancellationToken);

    /// <summary>Every name the facts speak of.</summary>
    public async Task<CadreNames> NamesAsync(
        FactsSnapshot facts, IReadOnlyCollection<Guid> persons, IReadOnlyList<Projections.Timelines.TimelineItem> items, CancellationToken cancellationToken) =>
        new(
            facts, clock.Today, await people.NamesAsync(persons, cancellationToken),
            await accounts.OfAsync([.. items.Select(i => i.Actor).OfType<string>().Distinct(StringComparer.Ordinal)], cancellationToken));

    /// <summary>Trees and posts of now, regulations as known on a day.</summary>
    public async Task<FactsSnapshot> FactsAsync(DateOnly? asKnownOn, CancellationToken cancellationToken)
    {
        var facts = await reference.CurrentAsync(cancellationToken);
        return await PositionAsync(asKnownOn, cancellationToken) is { } position ? facts with { Regulations = facts.Regulations.At(position) } : facts;
    }

    /// <summary>The instant up to which a day of knowledge reaches; null for all that is known.</summary>
    public static DateTimeOffset? Known(DateOnly? asKnownOn) => asKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : null;

    private async Task<long?> PositionAsync(DateOnly? asKnownOn, CancellationToken cancellationToken) =>
        asKnownOn is null ? null : await reads.PositionAsync(Known(asKnownOn), cancellationToken);
}

/// <summary>Names of people, units, posts and accounts, for pages about cadres.</summary>
public sealed record CadreNames(FactsSnapshot Facts, DateOnly Day, IReadOnlyDictionary<Guid, PersonAttributes> People, IReadOnlyDictionary<string, string> Accounts)
{
    /// <summary>Name of a person; a dash when unknown.</summary>
    public string Person(Guid id) => People.GetValueOrDefault(id)?.FullName ?? "–";

    /// <summary>Name of a unit.</summary>
    public string Unit(Guid id) => Facts.Units.Unit(id, Day)?.Name ?? "–";

    /// <summary>Title of a post with its unit.</summary>
    public string Post(Guid id) => Facts.Posts.Post(id, Day) is { } post ? $"{post.Title}, {Unit(post.Unit)}" : "–";

    /// <summary>Name of an account.</summary>
    public string Account(string? id) => id is null or "system" ? Texts.Current["account.system"] : Accounts.GetValueOrDefault(id) ?? id;
}
