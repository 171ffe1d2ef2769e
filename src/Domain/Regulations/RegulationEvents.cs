using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>A version of a rule or a calendar became part of the record. Its whole text travels in the event, so the log alone rebuilds it.</summary>
/// <param name="Id">Id of the version.</param>
/// <param name="ContentHash">SHA-256 (lower-case hex) of <paramref name="Content"/>.</param>
/// <param name="Content">Canonical JSON of the version's file.</param>
public abstract record RegulationEvent(DateOnly OccurredOn, string Id, string ContentHash, string Content) : IDomainEvent;

/// <summary>A policy version was published.</summary>
public sealed record PolicyVersionPublished(DateOnly OccurredOn, string Id, string Family, string ContentHash, string Content)
    : RegulationEvent(OccurredOn, Id, ContentHash, Content);

/// <summary>A calendar year was published.</summary>
public sealed record CalendarVersionPublished(DateOnly OccurredOn, string Id, string Calendar, int Year, string ContentHash, string Content)
    : RegulationEvent(OccurredOn, Id, ContentHash, Content);

/// <summary>Stored names of the events of the stream <see cref="Streams.Regulations"/>.</summary>
public static class RegulationEventTypes
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("policy_version_published", RegulationJson.Default.PolicyVersionPublished),
        EventType.Of("calendar_version_published", RegulationJson.Default.CalendarVersionPublished),
    ];

    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PolicyVersionPublished))]
[JsonSerializable(typeof(CalendarVersionPublished))]
internal sealed partial class RegulationJson : JsonSerializerContext;
