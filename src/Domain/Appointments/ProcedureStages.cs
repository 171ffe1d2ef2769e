using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Appointments;

using CadreWorkflow.Domain.Regulations;

/// <summary>Where a procedure stands on a day: computed from its facts, never stored.</summary>
[JsonConverter(typeof(CodeConverter<ProcedureStage>))]
public enum ProcedureStage
{
    /// <summary>The policy was asked for and not yet approved (APT-11).</summary>
    PolicyAwaited,

    /// <summary>Steps of the consultation are still to be held (4.2).</summary>
    Consulting,

    /// <summary>Nothing but the decision is left (APT-10).</summary>
    DecisionAwaited,

    /// <summary>Decided, and not yet in force.</summary>
    Decided,

    /// <summary>The person is in the post.</summary>
    InForce,

    /// <summary>Ended without an appointment.</summary>
    Ended,
}

/// <summary>Where a procedure stands, and which step of the consultation comes next; null when none does.</summary>
public sealed record ProcedureStanding(ProcedureStage Stage, int? NextStep);

/// <summary>The stage of a procedure.</summary>
public static class ProcedureStages
{
    /// <summary>From outside the procedure is a shorter one, and the other kinds have no steps of their own.</summary>
    public static bool HasSteps(ProcedureOpened about) => about is { Source: CadreSource.InPlace, Kind: PostTaking.Appointment or PostTaking.Promotion };

    /// <summary>The stage on a day; null before the procedure was opened.</summary>
    public static ProcedureStanding? On(AppointmentHistory procedure, Regulations regulations, DateOnly day)
    {
        if (procedure.Opened is not { } about || about.OccurredOn > day)
        {
            return null;
        }

        if (procedure.Decided is { } decided && decided.Event.OccurredOn <= day)
        {
            return new(day < decided.Event.From ? ProcedureStage.Decided : ProcedureStage.InForce, null);
        }

        if (procedure.Ended is { } ended && ended.Event.OccurredOn <= day)
        {
            return new(ProcedureStage.Ended, null);
        }

        if (procedure.Policy is not { } policy || policy.Event.OccurredOn > day)
        {
            return new(ProcedureStage.PolicyAwaited, null);
        }

        var next = HasSteps(about) ? ConsultationSteps.OfAppointment(regulations, day).FirstOrDefault(s => procedure.Step(s.Number, day) is null)?.Number : null;
        return new(next is null ? ProcedureStage.DecisionAwaited : ProcedureStage.Consulting, next);
    }
}
