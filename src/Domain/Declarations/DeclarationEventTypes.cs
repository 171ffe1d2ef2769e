using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Declarations;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class DeclarationEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("obligation_arose", DeclarationJson.Default.ObligationArose),
        EventType.Of("declaration_filed", DeclarationJson.Default.DeclarationFiled),
        EventType.Of("declaration_handed_over", DeclarationJson.Default.DeclarationHandedOver),
        EventType.Of("declaration_published", DeclarationJson.Default.DeclarationPublished),
        EventType.Of("obligation_waived", DeclarationJson.Default.ObligationWaived),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ObligationArose))]
[JsonSerializable(typeof(DeclarationFiled))]
[JsonSerializable(typeof(DeclarationHandedOver))]
[JsonSerializable(typeof(DeclarationPublished))]
[JsonSerializable(typeof(ObligationWaived))]
internal sealed partial class DeclarationJson : JsonSerializerContext;
