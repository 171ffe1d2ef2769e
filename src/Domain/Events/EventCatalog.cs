using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CadreWorkflow.Domain.Events;

/// <summary>The stored name of an event type and how its data is written and read. Stored names outlive class names.</summary>
public sealed record EventType
{
    private readonly JsonTypeInfo _json;

    private EventType(string storedName, JsonTypeInfo json)
    {
        StoredName = storedName;
        _json = json;
    }

    /// <summary>snake_case, with a version suffix from the second version on: <c>referral_filed_v2</c>.</summary>
    public string StoredName { get; }

    /// <summary>The type of the record today.</summary>
    public Type ClrType => _json.Type;

    /// <summary>Names a record's stored shape.</summary>
    public static EventType Of<TEvent>(string storedName, JsonTypeInfo<TEvent> json)
        where TEvent : class, IDomainEvent => new(storedName, json);

    internal string Write(IDomainEvent @event) => JsonSerializer.Serialize(@event, _json);

    internal IDomainEvent Read(string data) =>
        (IDomainEvent?)JsonSerializer.Deserialize(data, _json) ?? throw new JsonException($"Event {StoredName} holds null.");
}

/// <summary>One step from an old stored shape to the next.</summary>
/// <param name="From">Old stored name.</param>
/// <param name="To">Next stored name.</param>
/// <param name="Change">Rewrites the data object in place.</param>
public sealed record Upcaster(string From, string To, Action<JsonObject> Change);

/// <summary>Every stored event name of the product, gathered from the aggregates.</summary>
public sealed class EventCatalog
{
    private readonly Dictionary<string, EventType> _byName;
    private readonly Dictionary<Type, EventType> _byType;
    private readonly Dictionary<string, Upcaster> _upcasters;

    /// <summary>Builds a catalogue; a name or a type given twice is an error.</summary>
    public EventCatalog(IEnumerable<EventType> types, IEnumerable<Upcaster> upcasters)
    {
        var all = types.ToList();
        _byName = all.ToDictionary(t => t.StoredName, StringComparer.Ordinal);
        _byType = all.ToDictionary(t => t.ClrType);
        _upcasters = upcasters.ToDictionary(u => u.From, StringComparer.Ordinal);
    }

    /// <summary>All current stored names.</summary>
    public IReadOnlyCollection<EventType> Types => _byName.Values;

    /// <summary>The stored name and data text of an event.</summary>
    public (string Type, string Data) Write(IDomainEvent @event) =>
        _byType.TryGetValue(@event.GetType(), out var type)
            ? (type.StoredName, type.Write(@event))
            : throw new InvalidOperationException($"{@event.GetType().Name} has no stored name.");

    /// <summary>The event of a stored name and data text, through as many upcasters as it takes.</summary>
    /// <exception cref="UnknownEventTypeException">No such stored name.</exception>
    public IDomainEvent Read(string storedName, string data)
    {
        JsonObject? changed = null;
        while (_upcasters.TryGetValue(storedName, out var step))
        {
            changed ??= JsonNode.Parse(data)!.AsObject();
            step.Change(changed);
            storedName = step.To;
        }

        return _byName.TryGetValue(storedName, out var type)
            ? type.Read(changed?.ToJsonString() ?? data)
            : throw new UnknownEventTypeException(storedName);
    }

    /// <summary>The stored name of an event's type.</summary>
    public string NameOf(IDomainEvent @event) => _byType[@event.GetType()].StoredName;
}

/// <summary>The log holds an event this program does not know: a newer program wrote it.</summary>
public sealed class UnknownEventTypeException(string storedName) : Exception($"Unknown event type '{storedName}'.")
{
    /// <summary>The name as stored.</summary>
    public string StoredName { get; } = storedName;
}
