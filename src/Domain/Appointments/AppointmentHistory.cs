using System.Collections.Immutable;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Appointments;

/// <summary>
/// A personnel procedure is its set of effective dated facts: struck ones left out, ordered by day, then position, so that later reports of earlier
/// steps find their place.
/// </summary>
public sealed record AppointmentHistory
{
    /// <summary>No procedure yet.</summary>
    public static AppointmentHistory Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>Everything ever recorded, in order of recording.</summary>
    public ImmutableList<Recorded<AppointmentEvent>> AllRecorded { get; private init; } = [];

    /// <summary>The facts that count, by day.</summary>
    public ImmutableList<Recorded<AppointmentEvent>> Facts { get; private init; } = [];

    /// <summary>How it was opened; null before.</summary>
    public ProcedureOpened? Opened => First<ProcedureOpened>()?.Event;

    /// <summary>The decision; null before.</summary>
    public Fact<Appointed>? Decided => First<Appointed>();

    /// <summary>The end without a decision; null without one.</summary>
    public Fact<ProcedureEnded>? Ended => First<ProcedureEnded>();

    /// <summary>The approval of the policy; null before.</summary>
    public Fact<PolicyApproved>? Policy => First<PolicyApproved>();

    /// <summary>People put forward, in order.</summary>
    public IEnumerable<Guid> Candidates => Facts.Select(f => f.Event).OfType<CandidateProposed>().Select(c => c.PersonId).Distinct();

    /// <summary>Everybody it names as a candidate or as the one appointed, also by what was struck since.</summary>
    public IEnumerable<Guid> People =>
        AllRecorded.Select(f => f.Event is CandidateProposed c ? c.PersonId : f.Event is Appointed a ? a.PersonId : Guid.Empty).Where(p => p != Guid.Empty).Distinct();

    /// <summary>Folds a procedure's stream.</summary>
    public static AppointmentHistory Of(IEnumerable<Recorded<AppointmentEvent>> events) => events.Aggregate(Empty, (procedure, e) => procedure.Evolve(e));

    /// <summary>The procedure after one more event.</summary>
    public AppointmentHistory Evolve(Recorded<AppointmentEvent> recorded) => new()
    {
        Version = recorded.Version,
        AllRecorded = AllRecorded.Add(recorded),
        Facts = recorded.Event is AppointmentFactStruck struck
            ? Facts.RemoveAll(f => f.Id == struck.Fact)
            : Facts.Add(recorded).Sort((a, b) => a.Event.OccurredOn.CompareTo(b.Event.OccurredOn) is not 0 and var order ? order : a.Position.CompareTo(b.Position)),
    };

    /// <summary>The procedure by what had happened on a day and was recorded by an instant; null for no limit. What was struck by then is left out.</summary>
    public AppointmentHistory At(DateOnly? day, DateTimeOffset? known) =>
        Of(AllRecorded.Where(r => (known is null || r.RecordedAt <= known) && (day is null || r.Event is AppointmentFactStruck || r.Event.OccurredOn <= day)));

    /// <summary>The newest conference of a step by a day.</summary>
    public Fact<StepHeld>? Step(int number, DateOnly day) =>
        Facts.FindLast(f => f.Event is StepHeld held && held.Step == number && held.OccurredOn <= day) is { } found ? new(found.Id, (StepHeld)found.Event) : null;

    /// <summary>The newest paper of a kind for a person by a day.</summary>
    public Fact<DossierItemRecorded>? Paper(Guid person, DossierItem item, DateOnly day) =>
        Facts.FindLast(f => f.Event is DossierItemRecorded p && p.PersonId == person && p.Item == item && p.OccurredOn <= day) is { } found
            ? new(found.Id, (DossierItemRecorded)found.Event)
            : null;

    private Fact<T>? First<T>()
        where T : AppointmentEvent => Facts.Find(f => f.Event is T) is { } found ? new(found.Id, (T)found.Event) : null;
}

/// <summary>A fact with its event id.</summary>
public sealed record Fact<T>(Guid Id, T Event);

/// <summary>Who goes on from a conference (4.2).</summary>
/// <param name="Carried">Who goes on, most votes first.</param>
/// <param name="NobodyReached">Nobody was above the threshold, so those at the top go on.</param>
/// <param name="TieAtTheEdge">More than two go on because the second place is shared: to be decided by people.</param>
public sealed record StepOutcome(IReadOnlyList<Guid> Carried, bool NobodyReached, bool TieAtTheEdge)
{
    /// <summary>Step 3: above the threshold, or the top two when nobody is; a shared second place carries all who share it.</summary>
    public static StepOutcome OfStepThree(StepHeld held, ConsultationStep step)
    {
        var ordered = held.Candidates.OrderByDescending(c => c.Agree).ToList();
        var reached = ordered.Where(c => step.Carries(held.Conference, c.Agree)).Select(c => c.PersonId).ToList();
        if (reached.Count > 0 || ordered.Count == 0)
        {
            return new(reached, ordered.Count > 0 && reached.Count == 0, false);
        }

        var edge = ordered[Math.Min(1, ordered.Count - 1)].Agree;
        var top = ordered.Where(c => c.Agree >= edge).Select(c => c.PersonId).ToList();
        return new(top, true, top.Count > 2);
    }

    /// <summary>Step 5: the one above the threshold; two at exactly half are a tie, which the head of the unit decides.</summary>
    public static StepOutcome OfLastStep(StepHeld held, ConsultationStep step)
    {
        var reached = held.Candidates.Where(c => step.Carries(held.Conference, c.Agree)).OrderByDescending(c => c.Agree).Select(c => c.PersonId).ToList();
        var half = held.Conference.Base(step.Base);
        var tied = held.Candidates.Where(c => 2 * c.Agree == half).Select(c => c.PersonId).ToList();
        return reached.Count > 0 ? new(reached, false, false) : new(tied, true, tied.Count > 0);
    }
}
