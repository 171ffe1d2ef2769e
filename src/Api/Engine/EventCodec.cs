using System.Text.Json;
using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine;

/// <summary>Between the log's text and the domain's events.</summary>
public static class EventCodec
{
    /// <summary>Reads an event and its headers, through upcasters where its shape is old.</summary>
    /// <exception cref="UnknownEventTypeException">A newer program wrote it.</exception>
    public static Recorded<IDomainEvent> Decode(RecordedEvent recorded) => Decode<IDomainEvent>(recorded);

    /// <summary>Reads an event of one aggregate.</summary>
    public static Recorded<TEvent> Decode<TEvent>(RecordedEvent recorded)
        where TEvent : class, IDomainEvent =>
        new(
            (TEvent)DomainEvents.Catalog.Read(recorded.Type, recorded.Data),
            recorded.Id,
            recorded.StreamId,
            recorded.Version,
            recorded.Position,
            recorded.RecordedAt,
            Headers(recorded.Headers),
            recorded.UserName);

    /// <summary>Reads all events of a slice.</summary>
    public static IEnumerable<Recorded<TEvent>> Decode<TEvent>(StreamSlice slice)
        where TEvent : class, IDomainEvent => slice.Events.Select(Decode<TEvent>);

    /// <summary>Writes an event as the log stores it.</summary>
    public static NewEvent Encode(Guid id, IDomainEvent @event, EventHeaders headers)
    {
        var (type, data) = DomainEvents.Catalog.Write(@event);
        return new NewEvent(id, type, data, JsonSerializer.Serialize(headers, EngineJson.Default.EventHeaders));
    }

    /// <summary>The same record of a more particular event.</summary>
    public static Recorded<TEvent> As<TEvent>(this Recorded<IDomainEvent> recorded, TEvent @event)
        where TEvent : class, IDomainEvent =>
        new(@event, recorded.Id, recorded.StreamId, recorded.Version, recorded.Position, recorded.RecordedAt, recorded.Headers, recorded.UserName);

    private static EventHeaders Headers(string? text) =>
        text is null ? EventHeaders.None : JsonSerializer.Deserialize(text, EngineJson.Default.EventHeaders) ?? EventHeaders.None;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CodeConverter<Severity>)])]
[JsonSerializable(typeof(EventHeaders))]
[JsonSerializable(typeof(CommandAnswer))]
internal sealed partial class EngineJson : JsonSerializerContext;
