using System.Collections.Concurrent;
using System.Reflection;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Projections.Timelines;

/// <summary>What of the streams a person stands in is the person's own road: every act once, and nothing about others.</summary>
internal static class CadreRoad
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Persons = new();

    internal static List<Recorded<IDomainEvent>> Of(Guid person, List<Recorded<IDomainEvent>> events)
    {
        var removed = events.Select(e => e.Event).OfType<PlanNameRemoved>().Where(r => r.PersonId == person).Select(r => (r.PostId, r.OccurredOn)).ToHashSet();
        var named = events.Where(e => e.Event is PlanEvent && PersonOf(e.Event) == person).Select(e => e.Id).ToHashSet();
        return [.. events.Where(e => (IsAbout(e.Event, person) || e.Event is PlanFactStruck struck && named.Contains(struck.Fact)) && !IsEcho(e.Event, removed))];
    }

    private static bool IsAbout(IDomainEvent fact, Guid person) => fact switch
    {
        ClassVolumeReported => false,
        StepHeld step => step.Candidates.Any(c => c.PersonId == person),

        // Of a plan or a staff only what names the person; of a class or a procedure also what concerns all in it.
        PlanEvent or StaffingEvent => PersonOf(fact) == person,
        _ => PersonOf(fact) is not { } named || named == person,
    };

    /// <summary>What the person's own stream repeats of a plan's or a procedure's fact, which is in the history itself.</summary>
    private static bool IsEcho(IDomainEvent fact, HashSet<(Guid Post, DateOnly On)> removed) => fact switch
    {
        NamedInPlan or ProposedForPost or ProposalEnded or PostTaken { AppointmentId: not null } => true,
        TakenOutOfPlan taken => removed.Contains((taken.PostId, taken.OccurredOn)),
        _ => false,
    };

    private static Guid? PersonOf(IDomainEvent fact) => Persons.GetOrAdd(fact.GetType(), t => t.GetProperty("PersonId"))?.GetValue(fact) as Guid?;
}
