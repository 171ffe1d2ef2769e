using System.Collections.Immutable;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>A post as on a day.</summary>
public sealed record PostFacts(
    Guid Id, Guid Unit, Guid ManagedBy, string Code, string Title, PostLevel Level, int Rank, int Seats, bool IsHead, TheoryLevel? Theory, int? TermMonths,
    bool Active);

/// <summary>Every post with its history: an immutable fold over all post events. Every question names a day.</summary>
public sealed class PostBook
{
    private readonly ImmutableDictionary<Guid, ImmutableList<Recorded<PostEvent>>> _posts;

    private PostBook(ImmutableDictionary<Guid, ImmutableList<Recorded<PostEvent>>> posts, long version) => (_posts, Version) = (posts, version);

    /// <summary>No post at all.</summary>
    public static PostBook Empty { get; } = new(ImmutableDictionary<Guid, ImmutableList<Recorded<PostEvent>>>.Empty, 0);

    /// <summary>Version of the stream of posts, which a command on any of them expects.</summary>
    public long Version { get; }

    /// <summary>Every post ever opened.</summary>
    public IEnumerable<Guid> Posts => _posts.Keys;

    /// <summary>Folds all events.</summary>
    public static PostBook Of(IEnumerable<Recorded<PostEvent>> events) => events.Aggregate(Empty, (book, e) => book.Evolve(e));

    /// <summary>The book with one more fact.</summary>
    public PostBook Evolve(Recorded<PostEvent> recorded)
    {
        var history = _posts.GetValueOrDefault(recorded.Event.PostId, []);
        return new(_posts.SetItem(recorded.Event.PostId, history.Add(recorded).Sort(ByDay)), recorded.Version);
    }

    /// <summary>The post as on a day; null when it was never opened, as at the opening and not active before it.</summary>
    public PostFacts? Post(Guid id, DateOnly day)
    {
        if (!_posts.TryGetValue(id, out var history) || history.Find(e => e.Event is PostOpened)?.Event is not PostOpened opened)
        {
            return null;
        }

        var facts = new PostFacts(
            opened.PostId, opened.Unit, opened.ManagedBy, opened.Code, opened.Title, opened.Level, opened.Rank, opened.Seats, opened.IsHead, opened.Theory,
            opened.TermMonths, opened.OccurredOn <= day);
        foreach (var fact in history.Where(e => e.Event.OccurredOn <= day))
        {
            facts = fact.Event switch
            {
                PostChanged c => facts with { ManagedBy = c.ManagedBy, Rank = c.Rank, Seats = c.Seats, Theory = c.Theory, TermMonths = c.TermMonths },
                PostAbolished => facts with { Active = false },
                _ => facts,
            };
        }

        return facts;
    }

    /// <summary>Active posts of a unit on a day, highest first.</summary>
    public IReadOnlyList<PostFacts> Of(Guid unit, DateOnly day) =>
        [.. _posts.Keys.Select(id => Post(id, day)!).Where(p => p.Unit == unit && p.Active).OrderByDescending(p => p.Rank).ThenBy(p => p.Code, StringComparer.Ordinal)];

    /// <summary>What is on record of one post, by day.</summary>
    public IReadOnlyList<Recorded<PostEvent>> History(Guid id) => _posts.GetValueOrDefault(id, []);

    private static int ByDay(Recorded<PostEvent> a, Recorded<PostEvent> b) =>
        a.Event.OccurredOn.CompareTo(b.Event.OccurredOn) is not 0 and var order ? order : a.Position.CompareTo(b.Position);
}
