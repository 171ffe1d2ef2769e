using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Api.Pages.Posts;

/// <summary>What is on record of a post, in words.</summary>
internal static class PostWords
{
    internal static IReadOnlyList<TimelineItem> Timeline(Texts t, IReadOnlyList<Recorded<PostEvent>> history, FactsSnapshot facts, DateOnly day, IReadOnlyDictionary<string, string> users) =>
    [
        .. history.Where(r => r.Event.OccurredOn <= day).Select(r => new TimelineItem(
            r.Id, t["event." + DomainEvents.Catalog.NameOf(r.Event)], r.Event.OccurredOn, r.RecordedAt, r.UserName is { } user ? users.GetValueOrDefault(user, user) : t["account.system"],
            r.Headers.Via, r.Headers.Source, false, r.Event.Document, Details(t, r.Event, facts), r.Headers.Evaluation?.Findings ?? [], null, null, false, [], null, null)),
    ];

    private static IReadOnlyList<Detail> Details(Texts t, PostEvent fact, FactsSnapshot facts)
    {
        string Unit(Guid id) => facts.Units.Unit(id, fact.OccurredOn)?.Name ?? Cases.OpenCase.ShortIdOf(id);
        IEnumerable<Detail> Size(int rank, int seats, Domain.People.TheoryLevel? theory, int? months) =>
        [
            new(t["post.rank"], t.Format.Number(rank)), new(t["post.seats"], t.Format.Number(seats)), new(t["post.theory"], theory is { } level ? t.Code("theory_level", level) : t["post.none"]),
            new(t["post.term"], Term(t, months)),
        ];
        return fact switch
        {
            PostOpened o => [new(t["post.title"], o.Title), new(t["post.level"], t.Code("post_level", o.Level)), .. Size(o.Rank, o.Seats, o.Theory, o.TermMonths), new(t["post.managed_by"], Unit(o.ManagedBy))],
            PostChanged c => [.. Size(c.Rank, c.Seats, c.Theory, c.TermMonths), new(t["post.managed_by"], Unit(c.ManagedBy))],
            _ => [],
        };
    }

    internal static string Term(Texts t, int? months) => months is { } n ? t["post.months", ("n", n)] : t["post.no_term"];
}
