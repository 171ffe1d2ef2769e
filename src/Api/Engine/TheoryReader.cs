using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Training;

namespace CadreWorkflow.Api.Engine;

/// <summary>What persons' certificates prove of their level of political theory: the highest over valid evidence (section 5).</summary>
public sealed class TheoryReader(CadreDatabases databases)
{
    /// <summary>The levels proved on a day; who has proved none is left out.</summary>
    /// <param name="asKnown">Log position; null for all that is known.</param>
    public async Task<IReadOnlyDictionary<Guid, TheoryLevel>> ProvedAsync(IReadOnlyCollection<Guid> persons, DateOnly day, long? asKnown, CancellationToken cancellationToken)
    {
        var proved = new Dictionary<Guid, TheoryLevel>();
        if (persons.Count == 0)
        {
            return proved;
        }

        await using var connection = await databases.Requests.OpenConnectionAsync(cancellationToken);
        foreach (var papers in await TrainingNeeds.TheoryAsync(connection, persons, asKnown, cancellationToken))
        {
            if (TheoryLevels.Highest(papers, day) is { } highest)
            {
                proved[papers.Key] = highest.Level;
            }
        }

        return proved;
    }

    /// <summary>A person with the higher of what is stated of them and what their certificates prove on a day.</summary>
    public async Task<PersonFacts> WithProvedAsync(PersonFacts person, DateOnly day, CancellationToken cancellationToken) =>
        person.Revision > 0 && (await ProvedAsync([person.PersonId], day, null, cancellationToken)).TryGetValue(person.PersonId, out var level) && level > person.TheoryLevel
            ? person with { TheoryLevel = level }
            : person;
}
