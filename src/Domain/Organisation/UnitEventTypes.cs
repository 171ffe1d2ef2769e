using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class UnitEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("unit_opened", UnitJson.Default.UnitOpened),
        EventType.Of("unit_renamed", UnitJson.Default.UnitRenamed),
        EventType.Of("unit_moved", UnitJson.Default.UnitMoved),
        EventType.Of("unit_merged", UnitJson.Default.UnitMerged),
        EventType.Of("unit_split", UnitJson.Default.UnitSplit),
        EventType.Of("unit_dissolved", UnitJson.Default.UnitDissolved),
        EventType.Of("youth_union_changed", UnitJson.Default.YouthUnionChanged),
        EventType.Of("unit_reclassified", UnitJson.Default.UnitReclassified),
        EventType.Of("party_body_assigned", UnitJson.Default.PartyBodyAssigned),
        EventType.Of("unit_members_counted", UnitJson.Default.UnitMembersCounted),
        EventType.Of("unit_fact_struck", UnitJson.Default.UnitFactStruck),
        EventType.Of("structure_changed", UnitJson.Default.StructureChanged),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UnitOpened))]
[JsonSerializable(typeof(UnitRenamed))]
[JsonSerializable(typeof(UnitMoved))]
[JsonSerializable(typeof(UnitMerged))]
[JsonSerializable(typeof(UnitSplit))]
[JsonSerializable(typeof(UnitDissolved))]
[JsonSerializable(typeof(YouthUnionChanged))]
[JsonSerializable(typeof(UnitReclassified))]
[JsonSerializable(typeof(PartyBodyAssigned))]
[JsonSerializable(typeof(UnitMembersCounted))]
[JsonSerializable(typeof(UnitFactStruck))]
[JsonSerializable(typeof(StructureChanged))]
internal sealed partial class UnitJson : JsonSerializerContext;
