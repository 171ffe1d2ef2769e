using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Duties;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class DutyEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("duty_scheduled", DutyJson.Default.DutyScheduled),
        EventType.Of("duty_held", DutyJson.Default.DutyHeld),
        EventType.Of("duty_ended", DutyJson.Default.DutyEnded),
        EventType.Of("duty_fact_struck", DutyJson.Default.DutyFactStruck),
        EventType.Of("working_paper_adopted", DutyJson.Default.WorkingPaperAdopted),
        EventType.Of("duty_tallied", DutyJson.Default.DutyTallied),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DutyScheduled))]
[JsonSerializable(typeof(DutyHeld))]
[JsonSerializable(typeof(DutyEnded))]
[JsonSerializable(typeof(DutyFactStruck))]
[JsonSerializable(typeof(WorkingPaperAdopted))]
[JsonSerializable(typeof(DutyTallied))]
internal sealed partial class DutyJson : JsonSerializerContext;
