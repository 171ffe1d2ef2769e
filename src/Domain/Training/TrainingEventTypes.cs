using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Training;

/// <summary>Stored names of the events of classes, programmes and persons' own papers.</summary>
public static class TrainingEventTypes
{
    /// <summary>Every event under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("class_planned", TrainingJson.Default.ClassPlanned),
        EventType.Of("class_opened_v2", TrainingJson.Default.ClassOpened),
        EventType.Of("person_enrolled", TrainingJson.Default.PersonEnrolled),
        EventType.Of("enrolment_withdrawn", TrainingJson.Default.EnrolmentWithdrawn),
        EventType.Of("attendance_recorded", TrainingJson.Default.AttendanceRecorded),
        EventType.Of("certificate_issued", TrainingJson.Default.CertificateIssued),
        EventType.Of("certificate_reissued", TrainingJson.Default.CertificateReissued),
        EventType.Of("person_failed", TrainingJson.Default.PersonFailed),
        EventType.Of("class_ended", TrainingJson.Default.ClassEnded),
        EventType.Of("class_cancelled", TrainingJson.Default.ClassCancelled),
        EventType.Of("class_volume_reported", TrainingJson.Default.ClassVolumeReported),
        EventType.Of("programme_opened", TrainingJson.Default.ProgrammeOpened),
        EventType.Of("programme_revised", TrainingJson.Default.ProgrammeRevised),
        EventType.Of("programme_closed", TrainingJson.Default.ProgrammeClosed),
        EventType.Of("programme_volume_reported", TrainingJson.Default.ProgrammeVolumeReported),
        EventType.Of("evidence_recorded", TrainingJson.Default.EvidenceRecorded),
        EventType.Of("evidence_struck", TrainingJson.Default.EvidenceStruck),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } =
    [
        // The first shape named neither programme nor organising body; nothing can be guessed, so they stay unknown.
        new("class_opened", "class_opened_v2", static _ => { }),
    ];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClassPlanned))]
[JsonSerializable(typeof(ClassOpened))]
[JsonSerializable(typeof(PersonEnrolled))]
[JsonSerializable(typeof(EnrolmentWithdrawn))]
[JsonSerializable(typeof(AttendanceRecorded))]
[JsonSerializable(typeof(CertificateIssued))]
[JsonSerializable(typeof(CertificateReissued))]
[JsonSerializable(typeof(PersonFailed))]
[JsonSerializable(typeof(ClassEnded))]
[JsonSerializable(typeof(ClassCancelled))]
[JsonSerializable(typeof(ClassVolumeReported))]
[JsonSerializable(typeof(ProgrammeOpened))]
[JsonSerializable(typeof(ProgrammeRevised))]
[JsonSerializable(typeof(ProgrammeClosed))]
[JsonSerializable(typeof(ProgrammeVolumeReported))]
[JsonSerializable(typeof(EvidenceRecorded))]
[JsonSerializable(typeof(EvidenceStruck))]
internal sealed partial class TrainingJson : JsonSerializerContext;
