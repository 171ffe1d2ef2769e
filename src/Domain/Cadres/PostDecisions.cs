using System.Globalization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>
/// Decides acts on a post: the candidate fact is the statement. Refusals (codes): <c>future_date</c>, <c>unknown_unit</c>, <c>unit_not_active</c>,
/// <c>post_exists</c>, <c>post_unknown</c>, <c>post_abolished</c>, <c>post_code_invalid</c>, <c>post_code_used</c>, <c>post_seats_invalid</c>,
/// <c>post_rank_invalid</c>, <c>post_term_invalid</c>, <c>dates_in_wrong_order</c>.
/// </summary>
public static class PostDecisions
{
    private const int MaxCodeLength = 60;
    private const int MaxSeats = 1000;
    private const int MaxRank = 1000;
    private const int MaxTermMonths = 120;

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(PostBook posts, PostEvent act, OrgTree units, DateOnly today)
    {
        if (act.OccurredOn > today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        if (act is PostOpened opened)
        {
            return Open(posts, opened, units);
        }

        if (posts.Post(act.PostId, act.OccurredOn) is not { } post)
        {
            return Refuse("post_unknown", "postId", act.PostId.ToString("D"));
        }

        if (!post.Active)
        {
            return posts.Post(act.PostId, DateOnly.MaxValue) is { Active: true }
                ? Refuse("dates_in_wrong_order", "occurredOn", Iso(act.OccurredOn))
                : act is PostAbolished ? Decision.Nothing : Refuse("post_abolished", "postId", act.PostId.ToString("D"));
        }

        if (act is not PostChanged changed)
        {
            return Accept(act);
        }

        if (units.Unit(changed.ManagedBy, act.OccurredOn) is null)
        {
            return Refuse("unknown_unit", "managedBy", changed.ManagedBy.ToString("D"));
        }

        return Size(changed.Seats, changed.Rank, changed.TermMonths)
            ?? (post with { ManagedBy = changed.ManagedBy, Rank = changed.Rank, Seats = changed.Seats, Theory = changed.Theory, TermMonths = changed.TermMonths } == post
                ? Decision.Nothing
                : Accept(act));
    }

    private static Decision Open(PostBook posts, PostOpened act, OrgTree units)
    {
        if (posts.Post(act.PostId, DateOnly.MaxValue) is not null)
        {
            return Refuse("post_exists", "postId", act.PostId.ToString("D"));
        }

        if (units.Unit(act.Unit, act.OccurredOn) is not { } unit)
        {
            return Refuse("unknown_unit", "unit", act.Unit.ToString("D"));
        }

        if (!unit.Active)
        {
            return Refuse("unit_not_active", "unit", unit.Code);
        }

        if (units.Unit(act.ManagedBy, act.OccurredOn) is null)
        {
            return Refuse("unknown_unit", "managedBy", act.ManagedBy.ToString("D"));
        }

        if (act.Code.Length is 0 or > MaxCodeLength || act.Code.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || string.IsNullOrWhiteSpace(act.Title))
        {
            return Refuse("post_code_invalid", "code", act.Code);
        }

        return posts.Of(act.Unit, act.OccurredOn).Any(p => string.Equals(p.Code, act.Code, StringComparison.OrdinalIgnoreCase))
            ? Refuse("post_code_used", "code", act.Code)
            : Size(act.Seats, act.Rank, act.TermMonths) ?? Accept(act);
    }

    private static Decision? Size(int seats, int rank, int? months) =>
        seats is < 1 or > MaxSeats ? Refuse("post_seats_invalid", "seats", seats.ToString(CultureInfo.InvariantCulture))
        : rank is < 0 or > MaxRank ? Refuse("post_rank_invalid", "rank", rank.ToString(CultureInfo.InvariantCulture))
        : months is < 1 or > MaxTermMonths ? Refuse("post_term_invalid", "termMonths", months.Value.ToString(CultureInfo.InvariantCulture))
        : null;

    private static Decision Accept(PostEvent act) => Decision.Accept(Streams.Posts, act);

    private static Decision Refuse(string code, string field, string? value) => Decision.Refuse(new Refusal(code, field, value));
}
