using System.Collections.Immutable;
using System.Diagnostics;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Training;

/// <summary>One training class: who was called up and what became of each.</summary>
public sealed record TrainingClassState
{
    /// <summary>No class yet.</summary>
    public static TrainingClassState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>How it was planned; null when it was not.</summary>
    public ClassPlanned? Planned { get; private init; }

    /// <summary>How it was opened; null before.</summary>
    public ClassOpened? Opened { get; private init; }

    /// <summary>What the class is: as opened, else as planned.</summary>
    public ClassOpened? About => Opened ?? (Planned is { } p ? new(p.OccurredOn, p.ClassId, p.Kind, p.Code, p.Issuer, p.StartsOn, p.EndsOn, p.Seats, p.ProgrammeId, p.Unit) : null);

    /// <summary>Everyone called up, with the result if there is one.</summary>
    public ImmutableDictionary<Guid, Participant> Participants { get; private init; } = ImmutableDictionary<Guid, Participant>.Empty;

    /// <summary>Day it ended; null while it runs.</summary>
    public DateOnly? EndedOn { get; private init; }

    /// <summary>Day it was called off; null if it was not.</summary>
    public DateOnly? CancelledOn { get; private init; }

    /// <summary>Counts of papers, in the order entered.</summary>
    public ImmutableArray<ClassVolumeReported> Reported { get; private init; } = [];

    /// <summary>Folds a class stream.</summary>
    public static TrainingClassState Of(IEnumerable<Recorded<TrainingEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public TrainingClassState Evolve(Recorded<TrainingEvent> recorded)
    {
        var next = recorded.Event switch
        {
            ClassPlanned planned => this with { Planned = planned },
            ClassOpened opened => this with { Opened = opened },
            PersonEnrolled enrolled => With(new(enrolled.PersonId, enrolled.CaseId, enrolled.OccurredOn, null, null)),
            EnrolmentWithdrawn withdrawn => this with { Participants = Participants.Remove(withdrawn.PersonId) },
            AttendanceRecorded there => With(Of(there.PersonId, null) with { Attended = there.Attended }),
            CertificateIssued issued => With(Of(issued.PersonId, issued.CaseId) with { Certificate = issued, CertificateFact = recorded.Id, Current = issued.Certificate, FailedOn = null }),
            CertificateReissued again => With(Of(again.PersonId, again.CaseId) with { Current = again.Certificate }),
            PersonFailed failed => With(Of(failed.PersonId, failed.CaseId) with { FailedOn = failed.OccurredOn, Certificate = null, Current = null }),
            ClassEnded ended => this with { EndedOn = ended.OccurredOn },
            ClassCancelled cancelled => this with { CancelledOn = cancelled.OccurredOn },
            ClassVolumeReported reported => this with { Reported = Reported.Add(reported) },
            _ => throw new UnreachableException(recorded.Event.GetType().Name),
        };
        return next with { Version = recorded.Version };
    }

    private Participant Of(Guid person, Guid? caseId) =>
        Participants.TryGetValue(person, out var known) ? known with { CaseId = caseId ?? known.CaseId } : new(person, caseId, null, null, null);

    private TrainingClassState With(Participant participant) =>
        this with { Participants = Participants.SetItem(participant.PersonId, participant) };
}

/// <summary>Someone in a class.</summary>
/// <param name="CaseId">The admission case it serves; null when none.</param>
/// <param name="EnrolledOn">Null when a result was recorded without a call-up.</param>
/// <param name="Certificate">The certificate as first issued.</param>
public sealed record Participant(Guid PersonId, Guid? CaseId, DateOnly? EnrolledOn, CertificateIssued? Certificate, DateOnly? FailedOn)
{
    /// <summary>The certificate as it stands: the issuer may have set its own error right.</summary>
    public DocumentRef? Current { get; init; }

    /// <summary>Event of the first issue, which a re-issue corrects.</summary>
    public Guid? CertificateFact { get; init; }

    /// <summary>Whether the person was there; null when nobody said.</summary>
    public bool? Attended { get; init; }
}
