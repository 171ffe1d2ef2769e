using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Training;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class TrainingEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("class_opened", TrainingJson.Default.ClassOpened),
        EventType.Of("person_enrolled", TrainingJson.Default.PersonEnrolled),
        EventType.Of("certificate_issued", TrainingJson.Default.CertificateIssued),
        EventType.Of("person_failed", TrainingJson.Default.PersonFailed),
        EventType.Of("class_ended", TrainingJson.Default.ClassEnded),
        EventType.Of("class_cancelled", TrainingJson.Default.ClassCancelled),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ClassOpened))]
[JsonSerializable(typeof(PersonEnrolled))]
[JsonSerializable(typeof(CertificateIssued))]
[JsonSerializable(typeof(PersonFailed))]
[JsonSerializable(typeof(ClassEnded))]
[JsonSerializable(typeof(ClassCancelled))]
internal sealed partial class TrainingJson : JsonSerializerContext;
