using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Planning;

/// <summary>
/// What a change of the plan says in the persons' own streams, in the same append: a person is planned for a post there exactly on the days the plan says so,
/// whether a fact comes in time, late or is struck.
/// </summary>
internal static class PlanConsequences
{
    internal static IEnumerable<PlannedEvent> Of(Guid planId, PlanHistory before, PlanHistory after, PostBook posts)
    {
        var (then, now) = (Spans(before), Spans(after));
        foreach (var (person, post) in then.Concat(now).Select(s => s.Key).Distinct())
        {
            var (was, becomes) = (then[(person, post)].ToList(), now[(person, post)].ToList());
            var changed = was.Concat(becomes).SelectMany(s => s.To is { } to ? (DateOnly[])[s.From, to] : [s.From]).Where(d => Stands(was, d) != Stands(becomes, d)).ToList();
            if (changed.Count == 0)
            {
                continue;
            }

            var first = changed.Min();
            if (was.Exists(s => s.To is null || s.To > first))
            {
                yield return Out(planId, person, post, first, becomes.Find(s => s.To == first)?.Reason ?? PlanRemoval.EnteredWrongly);
            }

            foreach (var span in becomes.Where(s => s.To is null || s.To > first))
            {
                var from = span.From > first ? span.From : first;
                yield return new(Streams.Cadre(person), new NamedInPlan(from, person, planId, post, posts.Post(post, from)?.Level ?? default));
                if (span.To is { } to)
                {
                    yield return Out(planId, person, post, to, span.Reason ?? PlanRemoval.NotReconfirmed);
                }
            }
        }
    }

    private static ILookup<(Guid Person, Guid Post), Span> Spans(PlanHistory plan) => plan.Names.ToLookup(
        n => (n.Named.PersonId, n.Named.PostId), n => new Span(n.Named.OccurredOn, n.To, n.To is null ? null : n.Reason ?? PlanRemoval.NotReconfirmed));

    private static bool Stands(List<Span> spans, DateOnly day) => spans.Exists(s => s.From <= day && (s.To is null || day < s.To));

    private static PlannedEvent Out(Guid planId, Guid person, Guid post, DateOnly day, PlanRemoval reason) =>
        new(Streams.Cadre(person), new TakenOutOfPlan(day, person, planId, post, reason));

    private sealed record Span(DateOnly From, DateOnly? To, PlanRemoval? Reason);
}
