using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>Stored names of the events of this aggregate.</summary>
public static class PostEventTypes
{
    /// <summary>Every event of the aggregate under its stored name.</summary>
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("post_opened", PostJson.Default.PostOpened),
        EventType.Of("post_changed", PostJson.Default.PostChanged),
        EventType.Of("post_abolished", PostJson.Default.PostAbolished),
    ];

    /// <summary>Steps from older stored shapes.</summary>
    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PostOpened))]
[JsonSerializable(typeof(PostChanged))]
[JsonSerializable(typeof(PostAbolished))]
internal sealed partial class PostJson : JsonSerializerContext;
