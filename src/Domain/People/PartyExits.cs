using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.People;

/// <summary>Striking an exit from the Party that was stated by itself (ADM-44…47). An exit a case's decision made goes with that decision.</summary>
public static class PartyExits
{
    /// <summary>Every code, for texts and for the test that walks them.</summary>
    public static IReadOnlyList<string> RefusalCodes { get; } = ["unknown_fact", "exit_follows_from_case", "reason_missing"];

    /// <summary>Strikes the exit an event stated; striking it twice decides nothing.</summary>
    /// <param name="fact">The event that stated it.</param>
    /// <param name="note">Note with the reason; null when none was given.</param>
    public static Decision Strike(PersonState person, Guid personId, Guid fact, DateOnly today, Guid? note)
    {
        if (person.StruckExits.Contains(fact))
        {
            return Decision.Nothing;
        }

        if (!person.StatedExits.ContainsKey(fact))
        {
            return Decision.Refuse(new(person.Exits.Any(e => person.FactOf(e) == fact) ? "exit_follows_from_case" : "unknown_fact", "fact", fact.ToString("D")));
        }

        return note is { } why
            ? Decision.Accept([new PlannedEvent(Streams.Person(personId), new PartyExitStruck(today, why), fact)])
            : Decision.Refuse(new("reason_missing", "reason"));
    }
}
