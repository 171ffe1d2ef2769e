using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Regulations.Drafts;

/// <summary>Facts of a version somebody wants published. Two accounts make it law here: one proposes, another approves.</summary>
public abstract record RegulationDraftEvent(DateOnly OccurredOn) : IDomainEvent;

/// <summary>A version was put forward. The account is the event's own user.</summary>
/// <param name="Id">Id of the version.</param>
/// <param name="ContentHash">SHA-256 (lower-case hex) of <paramref name="Content"/>; the draft's id follows from it.</param>
/// <param name="Content">Canonical JSON of the version's file, whole.</param>
/// <param name="Document">The paper that announces it.</param>
public sealed record RegulationProposed(DateOnly OccurredOn, string Id, string ContentHash, string Content, DocumentRef Document) : RegulationDraftEvent(OccurredOn);

/// <summary>Another account agreed; the version is published in the same append.</summary>
public sealed record RegulationApproved(DateOnly OccurredOn) : RegulationDraftEvent(OccurredOn);

/// <summary>Another account refused it; the reason is the note.</summary>
public sealed record RegulationRejected(DateOnly OccurredOn, Guid? NoteId) : RegulationDraftEvent(OccurredOn);

/// <summary>The proposer took it back; the reason is the note.</summary>
public sealed record RegulationWithdrawn(DateOnly OccurredOn, Guid? NoteId) : RegulationDraftEvent(OccurredOn);

/// <summary>On the stream that lists drafts: there is one more.</summary>
public sealed record RegulationDraftListed(DateOnly OccurredOn, Guid DraftId) : IDomainEvent;

/// <summary>Stored names of the events of drafts.</summary>
public static class RegulationDraftEventTypes
{
    public static IReadOnlyList<EventType> All { get; } =
    [
        EventType.Of("regulation_proposed", RegulationDraftJson.Default.RegulationProposed),
        EventType.Of("regulation_approved", RegulationDraftJson.Default.RegulationApproved),
        EventType.Of("regulation_rejected", RegulationDraftJson.Default.RegulationRejected),
        EventType.Of("regulation_withdrawn", RegulationDraftJson.Default.RegulationWithdrawn),
        EventType.Of("regulation_draft_listed", RegulationDraftJson.Default.RegulationDraftListed),
    ];

    public static IReadOnlyList<Upcaster> Upcasters { get; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RegulationProposed))]
[JsonSerializable(typeof(RegulationApproved))]
[JsonSerializable(typeof(RegulationRejected))]
[JsonSerializable(typeof(RegulationWithdrawn))]
[JsonSerializable(typeof(RegulationDraftListed))]
internal sealed partial class RegulationDraftJson : JsonSerializerContext;
