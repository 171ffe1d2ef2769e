using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Cadres;

namespace CadreWorkflow.Api.Identity;

/// <summary>Who may read and write a cadre's record: the personnel desk of a unit whose post the person holds, held, is planned or proposed for.</summary>
public sealed class CadreAccess(PersonAccess people, ReferenceFacts reference, CadreClock clock)
{
    /// <summary>Whether the actor may know this person's record. One that says nothing yet is opened by whoever may know the person.</summary>
    public async Task<bool> MaySeeAsync(Actor actor, Guid person, CadreState cadre, CancellationToken cancellationToken)
    {
        if (!actor.Has(Verb.ManageCadres))
        {
            return false;
        }

        var facts = await reference.CurrentAsync(cancellationToken);
        return cadre.Version > 0 && (Access.Everywhere(actor, Verb.ManageCadres) || PostsOf(cadre).Any(p => Covers(actor, p, facts))) || await people.MaySeeAsync(actor, person, cancellationToken);
    }

    /// <summary>Whether the actor holds the right over the unit of a post.</summary>
    internal bool Covers(Actor actor, Guid post, FactsSnapshot facts) =>
        facts.Posts.Post(post, clock.Today) is { } known && Access.OnUnit(actor, Verb.ManageCadres, known.Unit, facts.Units, clock.Today);

    private static IEnumerable<Guid> PostsOf(CadreState cadre) =>
        cadre.Posts.Select(p => p.PostId).Concat(cadre.Planned.Select(p => p.PostId)).Concat(cadre.Proposals.Select(p => p.PostId)).Distinct();
}
