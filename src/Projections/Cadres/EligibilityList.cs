using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Who is asked about, for what.</summary>
public sealed record EligibilityFilter
{
    public EligibleFor For { get; init; } = EligibleFor.Appointment;

    /// <summary>How the post would be taken.</summary>
    public PostTaking Kind { get; init; } = PostTaking.Appointment;

    /// <summary>The plan a name would be put in; null for the open one of the nearest body above the post, the latest term first.</summary>
    public Guid? Plan { get; init; }

    public EligibilityVerdict? Verdict { get; init; }

    /// <summary>Only these persons; null for every cadre in scope.</summary>
    public IReadOnlyCollection<Guid>? Persons { get; init; }

    public int Skip { get; init; }

    /// <summary>At least 1.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>How many a rule keeps out.</summary>
public sealed record EligibilityReason(string Rule, string Code, int Persons);

/// <summary>The answer over all cadres.</summary>
/// <param name="Plan">The plan judged against, for a plan.</param>
/// <param name="ByVerdict">How many of each verdict, whatever verdict is asked for.</param>
/// <param name="Reasons">What blocks, the most frequent first.</param>
/// <param name="Items">The allowed first, then those with warnings, then the blocked by the day they become free; each group in the Vietnamese order of names.</param>
public sealed record EligibilityPage(
    PostFacts Post, Guid? Plan, int Total, IReadOnlyDictionary<EligibilityVerdict, int> ByVerdict, IReadOnlyList<EligibilityReason> Reasons, IReadOnlyList<EligibilityAnswer> Items, long Position);

/// <summary>Who is eligible for a post on a day: the tables read in bulk, the same checks that decide.</summary>
public sealed class EligibilityList(ReadFacts facts)
{
    /// <summary>Every cadre in scope: who holds a post, is planned, or is on a staff on the day. Null when there is no such post on the day.</summary>
    public async Task<EligibilityPage?> QueryAsync(NpgsqlConnection connection, ReadScope scope, Guid post, EligibilityFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        if (query.Posts.Post(post, scope.Day) is not { Active: true } about)
        {
            return null;
        }

        var plan = filter.For == EligibleFor.Plan ? await PlanAsync(connection, query, about, filter.Plan, cancellationToken) : null;
        var question = new EligibilityQuestion(about, scope.Day, filter.For, filter.Kind, plan, query.Regulations, query.Units, query.Posts);
        var cadres = await CadresAsync(connection, query, filter.Persons, cancellationToken);
        var people = await query.PeopleAsync(connection, cadres.Keys, null, cancellationToken);
        var answers = cadres.AsParallel().WithCancellation(cancellationToken).Select(c => Eligibility.Of(question, people[c.Key], c.Value)).ToList();
        var reasons = answers.SelectMany(a => a.Findings.Where(f => f.Severity == Severity.Block).Select(f => (f.Rule, f.Code)).Distinct()).GroupBy(r => r)
            .Select(g => new EligibilityReason(g.Key.Rule, g.Key.Code, g.Count())).OrderByDescending(r => r.Persons).ThenBy(r => r.Rule, StringComparer.Ordinal).ToList();
        var groups = answers.Where(a => filter.Verdict is null || a.Verdict == filter.Verdict).GroupBy(a => a.Verdict).OrderBy(g => g.Key).Select(g => g.ToList()).ToList();
        return new(
            about, plan?.Opened?.PlanId, groups.Sum(g => g.Count), Enum.GetValues<EligibilityVerdict>().ToDictionary(v => v, v => answers.Count(a => a.Verdict == v)), reasons,
            await PageAsync(connection, groups, filter, cancellationToken), query.Position);
    }

    /// <summary>Only the groups on the page are put in the order of names: ordering everybody costs more than judging them.</summary>
    private static async Task<IReadOnlyList<EligibilityAnswer>> PageAsync(
        NpgsqlConnection connection, List<List<EligibilityAnswer>> groups, EligibilityFilter filter, CancellationToken cancellationToken)
    {
        var (skip, take) = (Math.Max(0, filter.Skip), Math.Clamp(filter.Take, 1, CaseList.MaxPage));
        var page = new List<EligibilityAnswer>();
        foreach (var group in groups)
        {
            if (skip < group.Count && page.Count < take)
            {
                var names = await People.PlacesAsync(connection, group.Select(a => a.PersonId), cancellationToken);
                page.AddRange(group.OrderBy(a => a.Earliest ?? DateOnly.MaxValue).ThenBy(a => names[a.PersonId]).Skip(skip).Take(take - page.Count));
            }

            skip = Math.Max(0, skip - group.Count);
        }

        return page;
    }

    /// <summary>What the tables know of every cadre in scope.</summary>
    private static async Task<Dictionary<Guid, CadreState>> CadresAsync(
        NpgsqlConnection connection, CadreQuery query, IReadOnlyCollection<Guid>? persons, CancellationToken cancellationToken)
    {
        var these = persons is null ? "" : $"and r.person_id = any({query.Parameter(persons.ToArray())})";
        var pool = persons is null && query.SeesAll ? null : (await query.ReadAsync(
            connection,
            $"""
            select r.person_id from {query.Known(CadreTable.Tenure)} r where {CadreQuery.On("r")} {query.PostInScope("r.post_id")} {these}
            union select r.person_id from {query.Known(CadreTable.PlannedPost)} r where {CadreQuery.On("r")} {query.PostInScope("r.post_id")} {these}
            union select r.person_id from {query.Known(CadreTable.Stay)} r where {CadreQuery.On("r")} {query.UnitInScope("r.unit")} {these}
            """,
            r => r.GetGuid(0), cancellationToken)).ToArray();
        var within = pool is null ? "true" : $"r.person_id = any({query.Parameter(pool)})";
        Task<List<T>> Rows<T>(CadreTable table, string columns, Func<NpgsqlDataReader, T> row) =>
            query.ReadAsync(connection, $"select r.person_id, r.key, {columns} from {query.Known(table)} r where {within}", row, cancellationToken);

        var held = (await Rows(CadreTable.Tenure, "r.post_id, r.kind, r.decided_on, r.from_on, r.term_ends_on, r.to_on", r => (Person: r.GetGuid(0), It: new HeldPost(
            r.GetGuid(1), r.GetGuid(2), r.Code<PostTaking>(3), r.Date(4)!.Value, r.Date(5)!.Value, r.Date(6), r.Date(7), null)))).ToLookup(r => r.Person, r => r.It);
        var planned = (await Rows(CadreTable.PlannedPost, "r.plan_id, r.post_id, r.level, r.from_on, r.to_on", r => (Person: r.GetGuid(0), It: new PlannedPost(
            r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), r.Code<PostLevel>(4), r.Date(5)!.Value, r.Date(6), null)))).ToLookup(r => r.Person, r => r.It);
        var open = (await Rows(CadreTable.Proposal, "r.appointment_id, r.post_id, r.from_on, r.to_on", r => (Person: r.GetGuid(0), It: new OpenProposal(
            r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), r.Date(4)!.Value, r.Date(5))))).ToLookup(r => r.Person, r => r.It);
        var disciplined = (await Rows(CadreTable.Discipline, "r.kind, r.on_day, r.ended_on", r => (Person: r.GetGuid(0), It: new DisciplineFact(
            r.GetGuid(1), r.Code<Discipline>(2), r.Date(3)!.Value, r.Date(4))))).ToLookup(r => r.Person, r => r.It);
        IEnumerable<Guid> everybody = pool ??
        [
            .. held.Where(p => p.Any(h => h.On(query.Day))).Select(p => p.Key).Concat(planned.Where(p => p.Any(n => n.On(query.Day))).Select(p => p.Key))
                .Concat(await query.ReadAsync(connection, $"select r.person_id from {query.Known(CadreTable.Stay)} r where {CadreQuery.On("r")}", r => r.GetGuid(0), cancellationToken)).Distinct(),
        ];
        return everybody.ToDictionary(p => p, p => CadreState.Known(held[p], planned[p], open[p], disciplined[p]));
    }

    /// <summary>The plan with the names for this post, as much of it as the conditions ask for.</summary>
    private static async Task<PlanHistory?> PlanAsync(NpgsqlConnection connection, CadreQuery query, PostFacts post, Guid? asked, CancellationToken cancellationToken)
    {
        Guid[] bodies = [post.Unit, .. query.Units.Ancestors(post.Unit, query.Day)];
        var plans = await query.ReadAsync(
            connection,
            $"""
            select p.key, p.body, p.term, p.term_from, p.term_to, p.opened_on from {query.Known(CadreTable.Plan)} p
            where p.opened_on <= $1 and (p.closed_on is null or p.closed_on > $1) and p.body = any({query.Parameter(bodies)}) {query.Equal("p.key", asked)}
            """,
            r => new PlanOpened(r.Date(5)!.Value, true, null, r.GetGuid(0), r.GetGuid(1), r.Code<PlanTerm>(2), r.Date(3)!.Value, r.Date(4)!.Value), cancellationToken);
        if (plans.OrderBy(p => Array.IndexOf(bodies, p.Body)).ThenByDescending(p => p.TermFrom).ThenBy(p => p.PlanId).FirstOrDefault() is not { } plan)
        {
            return null;
        }

        var names = await PlanList.NamesAsync(connection, query, new() { Plan = plan.PlanId, Post = post.Id }, cancellationToken, anywhere: true);
        return PlanHistory.Of(
            names.Select(n => (n.Fact, Event: (PlanEvent)PlanShapeReport.Named(n))).Prepend((plan.PlanId, plan))
                .Select((f, i) => new Recorded<PlanEvent>(f.Event, f.Fact, Streams.Plan(plan.PlanId), i + 1, i + 1, default, EventHeaders.None, null)));
    }
}
