using System.Collections.Immutable;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Planning;

/// <summary>A name in the plan.</summary>
/// <param name="To">First day out of it; null while it stands.</param>
public sealed record NameInPlan(Guid Fact, PlanNamed Named, DateOnly? To, PlanRemoval? Reason)
{
    public bool On(DateOnly day) => Named.OccurredOn <= day && (To is null || day < To);
}

/// <summary>A plan is its set of effective dated facts: struck ones left out, ordered by day, then position.</summary>
public sealed record PlanHistory
{
    private ImmutableList<Recorded<PlanEvent>> _recorded = [];

    /// <summary>No plan yet.</summary>
    public static PlanHistory Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>Everything ever recorded, in order of recording.</summary>
    public IReadOnlyList<Recorded<PlanEvent>> AllRecorded => _recorded;

    /// <summary>The facts that count, by day.</summary>
    public ImmutableArray<Recorded<PlanEvent>> Facts { get; private init; } = [];

    /// <summary>How it was opened; null before.</summary>
    public PlanOpened? Opened { get; private init; }

    /// <summary>Every name ever in the plan, by first day, with its end if it has one by then.</summary>
    public ImmutableArray<NameInPlan> Names { get; private init; } = [];

    /// <summary>Folds a plan stream.</summary>
    public static PlanHistory Of(IEnumerable<Recorded<PlanEvent>> events) => From([.. events]);

    /// <summary>The plan after one more event.</summary>
    public PlanHistory Evolve(Recorded<PlanEvent> recorded) => From(_recorded.Add(recorded));

    /// <summary>The plan as it would be with one more statement, before it has a place in the log.</summary>
    internal PlanHistory With(PlanEvent act) => Evolve(new(act, Guid.Empty, string.Empty, Version + 1, long.MaxValue, default, EventHeaders.None, null));

    private static PlanHistory From(ImmutableList<Recorded<PlanEvent>> all)
    {
        if (all.IsEmpty)
        {
            return Empty;
        }

        var struck = all.Select(e => e.Event).OfType<PlanFactStruck>().Select(s => s.Fact).ToHashSet();
        ImmutableArray<Recorded<PlanEvent>> facts =
            [.. all.Where(e => e.Event is not PlanFactStruck && !struck.Contains(e.Id)).OrderBy(e => e.Event.OccurredOn).ThenBy(e => e.Position)];
        return new()
        {
            _recorded = all,
            Version = all[^1].Version,
            Facts = facts,
            Names = NamesOf(facts),
            Opened = facts.Select(f => f.Event).OfType<PlanOpened>().FirstOrDefault(),
        };
    }

    // Read in the order things happened, so that a naming reported late gives what it would have given in time: one that finds the name standing adds nothing.
    private static ImmutableArray<NameInPlan> NamesOf(ImmutableArray<Recorded<PlanEvent>> facts)
    {
        var names = new List<NameInPlan>();
        var standing = new Dictionary<(Guid Person, Guid Post), int>();
        foreach (var fact in facts)
        {
            switch (fact.Event)
            {
                case PlanNamed named when standing.TryAdd((named.PersonId, named.PostId), names.Count):
                    names.Add(new(fact.Id, named, null, null));
                    break;
                case PlanNameRemoved removed when standing.Remove((removed.PersonId, removed.PostId), out var at):
                    names[at] = names[at] with { To = removed.OccurredOn, Reason = removed.Reason };
                    break;
                case PlanClosed closed:
                    foreach (var open in standing.Values)
                    {
                        names[open] = names[open] with { To = closed.OccurredOn };
                    }

                    return [.. names];
            }
        }

        return [.. names];
    }

    /// <summary>Names in the plan on a day.</summary>
    public IEnumerable<NameInPlan> NamesOn(DateOnly day) => Names.Where(n => n.On(day));

    /// <summary>The newest conference of a step by a day; null when none was held.</summary>
    public Recorded<PlanEvent>? Step(int number, DateOnly day) =>
        Facts.LastOrDefault(f => f.Event is ConsultationHeld held && held.Step == number && held.OccurredOn <= day);

    /// <summary>The day the plan was closed; null while it is open.</summary>
    public DateOnly? ClosedOn => Facts.Select(f => f.Event).OfType<PlanClosed>().FirstOrDefault()?.OccurredOn;

    /// <summary>Years in which the yearly review was done.</summary>
    public IEnumerable<int> ReviewedYears => Facts.Select(f => f.Event).OfType<PlanReviewed>().Select(r => r.Year).Distinct();

    /// <summary>The first year of the plan, up to a day, whose review is not on record though the year is over (PLN-15). A review done later does not undo that it was missing on the day.</summary>
    public int? MissedReview(DateOnly day) =>
        Opened is { } opened
            ? MissedReview(
                opened.OccurredOn, ClosedOn, opened.TermTo,
                [.. Facts.Select(f => f.Event).OfType<PlanReviewed>().Where(r => r.OccurredOn <= day).Select(r => r.Year)], day)
            : null;

    /// <summary>The same from what a list knows of a plan.</summary>
    public static int? MissedReview(DateOnly openedOn, DateOnly? closedOn, DateOnly termTo, IReadOnlyCollection<int> reviewed, DateOnly day)
    {
        // The plan's own first year is reviewed by making it.
        var last = Math.Min(day.Year, (closedOn ?? termTo).Year) - 1;
        for (var year = openedOn.Year + 1; year <= last; year++)
        {
            if (!reviewed.Contains(year))
            {
                return year;
            }
        }

        return null;
    }
}
