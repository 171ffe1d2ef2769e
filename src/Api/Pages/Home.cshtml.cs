using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Statistics;
using Npgsql;

namespace CadreWorkflow.Api.Pages;

/// <summary>One kind of work that waits: how many, and where.</summary>
public sealed record Waiting(string Label, int Count, string Href, string? Note, string Tag);

/// <summary>The first page of every desk: what waits, by urgency; the year's figures; and where to go.</summary>
public sealed class HomePage(ReadDesk desk, CaseList list, DeadlineBoard board, AdmissionStatistics statistics, PeopleStore people, PlanList plans, TermList terms) : ReadPage(desk)
{
    // Where the union has to act next; everywhere else it waits for the Party side.
    private static readonly IReadOnlyList<Stage> OwnStages = [Stage.Draft, Stage.UnitReview, Stage.Nominated, Stage.Returned, Stage.Lapsed];
    private static readonly IReadOnlyList<string> Acts = ["ADM-28", "ADM-30", "ADM-32", "ADM-33", "ADM-36"];

    /// <summary>Where the desk's work is.</summary>
    public IReadOnlyList<NavEntry> Entries { get; private set; } = [];

    /// <summary>What waits.</summary>
    public IReadOnlyList<Waiting> Work { get; private set; } = [];

    /// <summary>The most pressing deadlines.</summary>
    public IReadOnlyList<DeadlineItem> Pressing { get; private set; } = [];

    /// <summary>Names by person.</summary>
    public IReadOnlyDictionary<Guid, PersonAttributes> People { get; private set; } = new Dictionary<Guid, PersonAttributes>();

    /// <summary>The year's figures; null for desks without reports.</summary>
    public StatisticsResult? Year { get; private set; }

    public async Task OnGetAsync()
    {
        var actor = HttpContext.Actor();
        await PrepareAsync("home");
        Entries = [.. (await PageFrame.OfAsync(HttpContext)).Entries.Where(e => e.Area != "home")];
        var (connection, fresh) = await Desk.OpenAsync(HttpContext);
        await using (connection)
        {
            if (actor.Has(Verb.ViewCases))
            {
                var counts = await list.CountsAsync(connection, Scope(Verb.ViewCases), ReadSide.Within(actor, new CaseListFilter { OpenOnly = true }), HttpContext.RequestAborted);
                var deadlines = await board.QueryAsync(connection, Scope(Verb.ViewCases), new DeadlineFilter { Rules = Acts, Take = 8 }, HttpContext.RequestAborted);
                Work = [.. actor.Has(Verb.UnionActs) ? OfUnion(counts) : actor.Has(Verb.PartyActs) ? OfParty(counts) : [], .. OfDeadlines(deadlines)];
                Pressing = deadlines.Items;
                People = await people.NamesAsync([.. Pressing.Select(p => p.PersonId)], HttpContext.RequestAborted);
            }

            if (actor.Has(Verb.ManageCadres))
            {
                Work = [.. Work, .. await OfCadresAsync(connection)];
            }

            if (actor.Has(Verb.ViewReports))
            {
                var tops = Access.Tops(actor, Verb.ViewReports);
                Year = await statistics.QueryAsync(connection, new StatisticsRequest(new DateOnly(Desk.Today.Year, 1, 1), Desk.Today, Desk.Today) { Unit = tops.Count == 0 ? null : tops[0] }, HttpContext.RequestAborted);
            }
        }

        IsStale = !fresh;
        Title = T["home.title", ("n", Work.Sum(w => w.Count))];
    }

    /// <summary>Address of the cases a figure of the year counts.</summary>
    public string YearHref(string measure) =>
        $"/statistics/cases?measure={measure}&from={Localisation.DisplayFormat.Iso(Year!.Period.From)}&to={Localisation.DisplayFormat.Iso(Year.Period.To)}&unit={Year.Unit:D}&by=unit";

    /// <summary>How much is left or past.</summary>
    public string Left(DeadlineItem item) => Urgencies.Words(T, item.Due, Day, item.WorkingDaysLeft ?? item.Due.DayNumber - Day.DayNumber);

    /// <summary>What nobody did in time: yearly reviews of plans (PLN-15), decisions about ended terms (APT-16), reviews that should have begun (APT-13).</summary>
    private async Task<IEnumerable<Waiting>> OfCadresAsync(NpgsqlConnection connection)
    {
        var scope = Scope(Verb.ManageCadres);
        var missed = (await plans.PlansAsync(connection, scope, new PlanFilter { Open = true, MissedReview = true, Take = 1 }, HttpContext.RequestAborted)).Total;
        var ended = (await terms.QueryAsync(connection, scope, new TermFilter { Take = 1 }, HttpContext.RequestAborted)).ByStatus;
        return new Waiting[]
        {
            new(T["plan.list.missed"], missed, "/plans?plan.state=missed", T["plan.act.review"], "c-tag--red"),
            new(T.Code("term_status", TermStatus.Overdue), ended.GetValueOrDefault(TermStatus.Overdue), "/terms?status=overdue", T["plan.home.terms"], "c-tag--red"),
            new(T.Code("term_status", TermStatus.ReviewDue), ended.GetValueOrDefault(TermStatus.ReviewDue), "/terms?status=review_due", T["plan.home.terms"], "c-tag--amber"),
        }.Where(w => w.Count > 0);
    }

    private static IEnumerable<Waiting> OfUnion(IReadOnlyDictionary<string, int> counts) => OwnStages
        .Select(s => (Stage: s, Count: counts.GetValueOrDefault(Codes.Of(s))))
        .Where(s => s.Count > 0)
        .Select(s => new Waiting(T.Code("stage", s.Stage), s.Count, "/cases?open=true&stage=" + Codes.Of(s.Stage), Cases.ListPage.Waits(Codes.Of(s.Stage)), Steps.TagOf(s.Stage)));

    private static IEnumerable<Waiting> OfParty(IReadOnlyDictionary<string, int> counts) =>
        counts.GetValueOrDefault(Codes.Of(Stage.SentToParty)) is > 0 and var n
            ? [new Waiting(T.Code("stage", Stage.SentToParty), n, "/cases?open=true&stage=sent_to_party", Cases.ListPage.Waits("sent_to_party"), Steps.TagOf(Stage.SentToParty))]
            : [];

    private static IEnumerable<Waiting> OfDeadlines(DeadlinePage deadlines) => Enum.GetValues<Urgency>()
        .Where(u => u != Urgency.NotYet && deadlines.ByUrgency.GetValueOrDefault(u) > 0)
        .Select(u => new Waiting(Queue.QueuePage.Words(u), deadlines.ByUrgency[u], "/queue?urgency=" + Codes.Of(u), T["home.deadlines"], Urgencies.TagOf(Urgencies.Of(u))));
}
