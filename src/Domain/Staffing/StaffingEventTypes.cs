using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Staffing;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class StaffingEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("quota_assigned", StaffingJson.Default.QuotaAssigned),
        EventType.Of("quota_struck", StaffingJson.Default.QuotaStruck),
        EventType.Of("staff_joined", StaffingJson.Default.StaffJoined),
        EventType.Of("staff_left", StaffingJson.Default.StaffLeft),
        EventType.Of("staff_away", StaffingJson.Default.StaffAway),
        EventType.Of("staff_back", StaffingJson.Default.StaffBack),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QuotaAssigned))]
[JsonSerializable(typeof(QuotaStruck))]
[JsonSerializable(typeof(StaffJoined))]
[JsonSerializable(typeof(StaffLeft))]
[JsonSerializable(typeof(StaffAway))]
[JsonSerializable(typeof(StaffBack))]
internal sealed partial class StaffingJson : JsonSerializerContext;
