using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Planning;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class PlanEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("plan_opened", PlanJson.Default.PlanOpened),
        EventType.Of("plan_consultation_held", PlanJson.Default.ConsultationHeld),
        EventType.Of("plan_named", PlanJson.Default.PlanNamed),
        EventType.Of("plan_name_removed", PlanJson.Default.PlanNameRemoved),
        EventType.Of("plan_reviewed", PlanJson.Default.PlanReviewed),
        EventType.Of("plan_closed", PlanJson.Default.PlanClosed),
        EventType.Of("plan_fact_struck", PlanJson.Default.PlanFactStruck),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanOpened))]
[JsonSerializable(typeof(ConsultationHeld))]
[JsonSerializable(typeof(PlanNamed))]
[JsonSerializable(typeof(PlanNameRemoved))]
[JsonSerializable(typeof(PlanReviewed))]
[JsonSerializable(typeof(PlanClosed))]
[JsonSerializable(typeof(PlanFactStruck))]
internal sealed partial class PlanJson : JsonSerializerContext;
