using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Which posts.</summary>
public sealed record VacancyFilter
{
    /// <summary>False for every active post, vacant or not.</summary>
    public bool OnlyVacant { get; init; } = true;

    public int Skip { get; init; }

    /// <summary>At least 1.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A post with its seats on the day.</summary>
/// <param name="Holders">Who holds it, also with an ended term nobody decided about (APT-16).</param>
/// <param name="Coming">Decided by the day, in force later.</param>
/// <param name="Planned">Persons planned for it.</param>
/// <param name="OpenProcedures">Personnel procedures under way.</param>
/// <param name="Vacant">Seats without a holder.</param>
public sealed record VacancyItem(
    Guid PostId, string Title, Guid Unit, string UnitName, PostLevel Level, int Rank, bool IsHead, int Seats, int Holders, int Coming, int Planned, int OpenProcedures, int Vacant);

/// <summary>A page of posts with the sums over all of them.</summary>
public sealed record VacancyPage(int Total, int Posts, int Seats, int Holders, int Vacant, IReadOnlyList<VacancyItem> Items, long Position);

/// <summary>Posts with seats nobody holds, on a day and as known.</summary>
public sealed class VacancyList(ReadFacts facts)
{
    /// <summary>Posts in scope: units as the trees have them, the higher post first.</summary>
    public async Task<VacancyPage> QueryAsync(NpgsqlConnection connection, ReadScope scope, VacancyFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        async Task<Dictionary<Guid, int>> Count(string sql) =>
            (await query.ReadAsync(connection, sql, r => (Post: r.GetGuid(0), N: r.GetInt32(1)), cancellationToken)).ToDictionary(c => c.Post, c => c.N);

        var holders = await Count($"select t.post_id, count(*)::int from {query.Known(CadreTable.Tenure)} t where {CadreQuery.On("t")} {query.PostInScope("t.post_id")} group by 1");
        var coming = await Count($"select t.post_id, count(*)::int from {query.Known(CadreTable.Tenure)} t where t.decided_on <= $1 and t.from_on > $1 {query.PostInScope("t.post_id")} group by 1");
        var planned = await Count($"select n.post_id, count(distinct n.person_id)::int from {query.Known(CadreTable.PlanName)} n where {CadreQuery.On("n")} {query.PostInScope("n.post_id")} group by 1");
        var open = await Count(
            $"""
            select p.post_id, count(*)::int from {query.Known(CadreTable.Procedure)} p
            where p.opened_on <= $1 and (p.decided_on is null or p.decided_on > $1) and (p.ended_on is null or p.ended_on > $1) {query.PostInScope("p.post_id")} group by 1
            """);
        var place = query.UnitPlaces();
        var posts = query.Posts.Posts.Select(id => query.Posts.Post(id, query.Day)!).Where(p => p.Active && query.Sees(p.Unit)).Select(p =>
        {
            var held = holders.GetValueOrDefault(p.Id);
            return new VacancyItem(
                p.Id, p.Title, p.Unit, query.NameOf(p.Unit), p.Level, p.Rank, p.IsHead, p.Seats, held, coming.GetValueOrDefault(p.Id), planned.GetValueOrDefault(p.Id),
                open.GetValueOrDefault(p.Id), Math.Max(0, p.Seats - held));
        }).ToList();
        var shown = posts.Where(p => !filter.OnlyVacant || p.Vacant > 0).OrderBy(p => place(p.Unit)).ThenByDescending(p => p.Rank).ThenBy(p => p.Title, StringComparer.Ordinal).ThenBy(p => p.PostId).ToList();
        return new(
            shown.Count, posts.Count, posts.Sum(p => p.Seats), posts.Sum(p => p.Holders), posts.Sum(p => p.Vacant), CadreQuery.Page(shown, filter.Skip, filter.Take), query.Position);
    }
}
