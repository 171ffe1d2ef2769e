using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Order of a term list.</summary>
public enum TermSort
{
    /// <summary>The earliest end of a term first, posts without term last.</summary>
    TermEnd,

    /// <summary>The Vietnamese order of names.</summary>
    Name,

    /// <summary>Units as the trees have them, the higher post first, then names: the roster of cadres by post.</summary>
    Post,
}

/// <summary>Which holders of posts.</summary>
public sealed record TermFilter
{
    public TermStatus? Status { get; init; }

    /// <summary>Terms ending up to this day.</summary>
    public DateOnly? EndsBy { get; init; }

    public Guid? Post { get; init; }

    public Guid? Person { get; init; }

    public TermSort Sort { get; init; }

    public int Skip { get; init; }

    /// <summary>At least 1.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>Somebody who holds a post on the day.</summary>
/// <param name="Fact">The fact by which the post was taken.</param>
/// <param name="ReviewStartsOn">Latest day to begin the review for re-appointment (APT-13).</param>
/// <param name="Status">Where the term stands on the day; <see cref="TermStatus.Overdue"/> is "quá hạn bổ nhiệm lại" (APT-16).</param>
public sealed record TermItem(
    Guid Fact, Guid PersonId, Guid PostId, string Title, Guid Unit, string UnitName, PostLevel Level, int Rank, bool IsHead, PostTaking Kind, DateOnly DecidedOn, DateOnly From,
    DateOnly? TermEndsOn, DateOnly? ReviewStartsOn, TermStatus Status);

/// <summary>A page of the term list.</summary>
/// <param name="ByStatus">How many of each status, whatever status is asked for.</param>
public sealed record TermPage(int Total, IReadOnlyDictionary<TermStatus, int> ByStatus, IReadOnlyList<TermItem> Items, long Position);

/// <summary>Who holds what until when, on a day and as known (APT-12…16).</summary>
public sealed class TermList(ReadFacts facts)
{
    /// <summary>Holders of posts in scope.</summary>
    public async Task<TermPage> QueryAsync(NpgsqlConnection connection, ReadScope scope, TermFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var all = await HeldAsync(connection, query, filter, cancellationToken);
        var found = all.Where(t => filter.Status is null || t.Status == filter.Status).ToList();
        var places = filter.Sort == TermSort.TermEnd ? null : await People.PlacesAsync(connection, found.Select(t => t.PersonId), cancellationToken);
        var unit = filter.Sort == TermSort.Post ? query.UnitPlaces() : null;
        var ordered = filter.Sort switch
        {
            TermSort.Name => found.OrderBy(t => places![t.PersonId]).ThenByDescending(t => t.Rank),
            TermSort.Post => found.OrderBy(t => unit!(t.Unit)).ThenByDescending(t => t.Rank).ThenBy(t => t.PostId).ThenBy(t => places![t.PersonId]),
            _ => found.OrderBy(t => t.TermEndsOn ?? DateOnly.MaxValue).ThenBy(t => t.Fact),
        };
        return new(
            found.Count, Enum.GetValues<TermStatus>().ToDictionary(s => s, s => all.Count(t => t.Status == s)), CadreQuery.Page(ordered, filter.Skip, filter.Take), query.Position);
    }

    internal static async Task<List<TermItem>> HeldAsync(NpgsqlConnection connection, CadreQuery query, TermFilter filter, CancellationToken cancellationToken)
    {
        var ends = filter.EndsBy is { } by ? $"and t.term_ends_on <= {query.Parameter(by)}" : "";
        var sql =
            $"""
            select t.key, t.person_id, t.post_id, t.kind, t.decided_on, t.from_on, t.term_ends_on, t.to_on
            from {query.Known(CadreTable.Tenure)} t
            where {CadreQuery.On("t")} {query.PostInScope("t.post_id")} {query.Equal("t.post_id", filter.Post)} {query.Equal("t.person_id", filter.Person)} {ends}
            """;
        return await query.ReadAsync(
            connection, sql,
            r =>
            {
                var held = new HeldPost(r.GetGuid(0), r.GetGuid(2), r.Code<PostTaking>(3), r.Date(4)!.Value, r.Date(5)!.Value, r.Date(6), r.Date(7), null);
                var post = query.PostOf(held.PostId);
                return new TermItem(
                    held.Fact, r.GetGuid(1), held.PostId, post.Title, post.Unit, query.NameOf(post.Unit), post.Level, post.Rank, post.IsHead, held.Kind, held.DecidedOn, held.From,
                    held.TermEndsOn, Terms.ReviewStartsOn(held, query.Regulations), Terms.Status(held, query.Regulations, query.Day));
            },
            cancellationToken);
    }
}
