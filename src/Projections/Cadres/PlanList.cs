using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Which plans.</summary>
public sealed record PlanFilter
{
    public Guid? Body { get; init; }

    /// <summary>True for plans open on the day, false for closed ones, null for both.</summary>
    public bool? Open { get; init; }

    /// <summary>Only plans with a missed yearly review (PLN-15).</summary>
    public bool MissedReview { get; init; }

    public int Skip { get; init; }

    /// <summary>At least 1.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A plan on the day.</summary>
/// <param name="Names">Names in it: a person planned for two posts counts twice.</param>
/// <param name="Persons">Distinct persons.</param>
/// <param name="Posts">Distinct posts.</param>
/// <param name="LastStep">Highest step of the consultation held by the day; 0 before the first.</param>
/// <param name="MissedReview">First year whose review is missing though it is over (PLN-15).</param>
public sealed record PlanItem(
    Guid PlanId, Guid Body, string BodyName, PlanTerm Term, DateOnly TermFrom, DateOnly TermTo, DateOnly OpenedOn, DateOnly? ClosedOn, int Names, int Persons, int Posts, int LastStep,
    IReadOnlyList<int> ReviewedYears, int? MissedReview);

/// <summary>A page of plans.</summary>
/// <param name="WithMissedReview">How many of all found miss a review.</param>
public sealed record PlanPage(int Total, int WithMissedReview, IReadOnlyList<PlanItem> Items, long Position);

/// <summary>Which names.</summary>
public sealed record PlanNameFilter
{
    public Guid? Plan { get; init; }

    public Guid? Person { get; init; }

    public Guid? Post { get; init; }

    /// <summary>Names that had left by the day too.</summary>
    public bool WithRemoved { get; init; }

    /// <summary>By name in the Vietnamese order; else by unit, the higher post first, then names.</summary>
    public bool ByName { get; init; }

    public int Skip { get; init; }

    /// <summary>At least 1.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A name in a plan.</summary>
/// <param name="Unit">Unit of the post.</param>
/// <param name="To">First day out of it, by the day asked about.</param>
/// <param name="AgeYears">Years at the naming plus the calendar years since; the log holds no birth date.</param>
public sealed record PlanNameItem(
    Guid Fact, Guid PlanId, Guid Body, Guid PersonId, Guid PostId, string Title, Guid Unit, string UnitName, PostLevel Level, int Rank, Guid ApprovedBy, DateOnly From, DateOnly? To,
    PlanRemoval? Reason, Gender Gender, int? AgeYears, int? AgeAtNaming, Education Education, TheoryLevel Theory, bool? ScienceTechnology);

/// <summary>A page of names.</summary>
public sealed record PlanNamePage(int Total, int Persons, IReadOnlyList<PlanNameItem> Items, long Position);

/// <summary>Plans and the names in them, on a day and as known.</summary>
public sealed class PlanList(ReadFacts facts)
{
    /// <summary>Plans whose body is in scope: bodies as the trees have them, the latest term first.</summary>
    public async Task<PlanPage> PlansAsync(NpgsqlConnection connection, ReadScope scope, PlanFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var found = await query.ReadAsync(
            connection,
            $"""
            , names as (
                select n.plan_id, count(*)::int as names, count(distinct n.person_id)::int as persons, count(distinct n.post_id)::int as posts
                from {query.Known(CadreTable.PlanName)} n where {CadreQuery.On("n")} group by 1)
            select p.key, p.body, p.term, p.term_from, p.term_to, p.opened_on, case when p.closed_on <= $1 then p.closed_on end, coalesce(n.names, 0), coalesce(n.persons, 0),
                   coalesce(n.posts, 0), p.review_years, p.review_days, p.step_numbers, p.step_days
            from {query.Known(CadreTable.Plan)} p left join names n on n.plan_id = p.key
            where p.opened_on <= $1 {query.UnitInScope("p.body")} {query.Equal("p.body", filter.Body)}
            """,
            r =>
            {
                var reviewed = Until(r.GetFieldValue<int[]>(10), r.GetFieldValue<DateOnly[]>(11), query.Day);
                var steps = Until(r.GetFieldValue<int[]>(12), r.GetFieldValue<DateOnly[]>(13), query.Day);
                var (opened, closed, termTo) = (r.Date(5)!.Value, r.Date(6), r.Date(4)!.Value);
                return new PlanItem(
                    r.GetGuid(0), r.GetGuid(1), query.NameOf(r.GetGuid(1)), r.Code<PlanTerm>(2), r.Date(3)!.Value, termTo, opened, closed, r.GetInt32(7), r.GetInt32(8), r.GetInt32(9),
                    steps.DefaultIfEmpty().Max(), [.. reviewed.Order()], PlanHistory.MissedReview(opened, closed, termTo, reviewed, query.Day));
            },
            cancellationToken);
        var shown = found.Where(p => (filter.Open is not { } open || p.ClosedOn is null == open) && (!filter.MissedReview || p.MissedReview is not null)).ToList();
        var place = query.UnitPlaces();
        return new(
            shown.Count, found.Count(p => p.MissedReview is not null),
            CadreQuery.Page(shown.OrderBy(p => place(p.Body)).ThenByDescending(p => p.TermFrom).ThenBy(p => p.PlanId), filter.Skip, filter.Take), query.Position);
    }

    /// <summary>Names for posts of units in scope.</summary>
    public async Task<PlanNamePage> NamesAsync(NpgsqlConnection connection, ReadScope scope, PlanNameFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var found = await NamesAsync(connection, query, filter, cancellationToken);
        var names = await People.PlacesAsync(connection, found.Select(n => n.PersonId), cancellationToken);
        var unit = query.UnitPlaces();
        var ordered = filter.ByName
            ? found.OrderBy(n => names[n.PersonId]).ThenByDescending(n => n.Rank).ThenBy(n => n.Fact)
            : found.OrderBy(n => unit(n.Unit)).ThenByDescending(n => n.Rank).ThenBy(n => n.PostId).ThenBy(n => names[n.PersonId]).ThenBy(n => n.Fact);
        return new(found.Count, found.Select(n => n.PersonId).Distinct().Count(), CadreQuery.Page(ordered, filter.Skip, filter.Take), query.Position);
    }

    /// <param name="anywhere">Whatever the scope: for a question about a post, not about the names.</param>
    internal static Task<List<PlanNameItem>> NamesAsync(
        NpgsqlConnection connection, CadreQuery query, PlanNameFilter filter, CancellationToken cancellationToken, bool anywhere = false) =>
        query.ReadAsync(
            connection,
            $"""
            select n.key, n.plan_id, p.body, n.person_id, n.post_id, n.approved_by, n.from_on, case when n.to_on <= $1 then n.to_on end, case when n.to_on <= $1 then n.reason end,
                   n.gender, n.age_years, n.education, n.theory, n.science_technology
            from {query.Known(CadreTable.PlanName)} n join {query.Known(CadreTable.Plan)} p on p.key = n.plan_id
            where {(filter.WithRemoved ? "n.from_on <= $1" : CadreQuery.On("n"))} {(anywhere ? "" : query.PostInScope("n.post_id"))}
                  {query.Equal("n.plan_id", filter.Plan)} {query.Equal("n.person_id", filter.Person)} {query.Equal("n.post_id", filter.Post)}
            """,
            r =>
            {
                var (post, from) = (query.PostOf(r.GetGuid(4)), r.Date(6)!.Value);
                return new PlanNameItem(
                    r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), post.Id, post.Title, post.Unit, query.NameOf(post.Unit), post.Level, post.Rank, r.GetGuid(5), from, r.Date(7),
                    r.CodeOrNull<PlanRemoval>(8), r.Code<Gender>(9), r.Number(10) + (query.Day.Year - from.Year), r.Number(10), r.Code<Education>(11), r.Code<TheoryLevel>(12), r.Flag(13));
            },
            cancellationToken);

    private static List<int> Until(int[] numbers, DateOnly[] days, DateOnly day) => [.. numbers.Where((_, i) => days[i] <= day)];
}
