using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Appointments;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class AppointmentEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("procedure_opened", AppointmentJson.Default.ProcedureOpened),
        EventType.Of("policy_approved", AppointmentJson.Default.PolicyApproved),
        EventType.Of("candidate_proposed", AppointmentJson.Default.CandidateProposed),
        EventType.Of("step_held", AppointmentJson.Default.StepHeld),
        EventType.Of("head_chose", AppointmentJson.Default.HeadChose),
        EventType.Of("dossier_item_recorded", AppointmentJson.Default.DossierItemRecorded),
        EventType.Of("appointed", AppointmentJson.Default.Appointed),
        EventType.Of("procedure_ended", AppointmentJson.Default.ProcedureEnded),
        EventType.Of("appointment_fact_struck", AppointmentJson.Default.AppointmentFactStruck),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProcedureOpened))]
[JsonSerializable(typeof(PolicyApproved))]
[JsonSerializable(typeof(CandidateProposed))]
[JsonSerializable(typeof(StepHeld))]
[JsonSerializable(typeof(HeadChose))]
[JsonSerializable(typeof(DossierItemRecorded))]
[JsonSerializable(typeof(Appointed))]
[JsonSerializable(typeof(ProcedureEnded))]
[JsonSerializable(typeof(AppointmentFactStruck))]
internal sealed partial class AppointmentJson : JsonSerializerContext;
