using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Planning;

/// <summary>A planned person whose political theory level is below what the post asks for: a training need, no bar (PLN-12).</summary>
/// <param name="Has">The highest level known.</param>
/// <param name="Needed">What the post's standard asks for on the day.</param>
public sealed record PlanNeed(Guid Fact, Guid PersonId, Guid PostId, TheoryLevel Has, TheoryLevel Needed);

/// <summary>Gaps of a plan as training needs.</summary>
public static class PlanNeeds
{
    /// <summary>The gaps on a day, the widest first.</summary>
    /// <param name="levelNow">The person's level as known now; it counts when higher than at the naming.</param>
    public static IReadOnlyList<PlanNeed> On(PlanHistory plan, PostBook posts, DateOnly day, Func<Guid, TheoryLevel?>? levelNow = null) =>
    [
        .. plan.NamesOn(day).Select(n => (Name: n, posts.Post(n.Named.PostId, day)?.Theory, Has: Higher(n.Named.Theory, levelNow?.Invoke(n.Named.PersonId))))
            .Where(n => n.Theory is { } needed && n.Has < needed)
            .Select(n => new PlanNeed(n.Name.Fact, n.Name.Named.PersonId, n.Name.Named.PostId, n.Has, n.Theory!.Value))
            .OrderByDescending(n => n.Needed - n.Has),
    ];

    private static TheoryLevel Higher(TheoryLevel then, TheoryLevel? now) => now > then ? now.Value : then;
}
