using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Headcounts;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class HeadcountEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("headcount_reported", HeadcountJson.Default.HeadcountReported),
        EventType.Of("headcount_struck", HeadcountJson.Default.HeadcountStruck),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeadcountReported))]
[JsonSerializable(typeof(HeadcountStruck))]
internal sealed partial class HeadcountJson : JsonSerializerContext;
