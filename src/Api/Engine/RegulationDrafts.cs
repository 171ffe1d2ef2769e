using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine;

/// <summary>A draft with its id.</summary>
public sealed record StoredDraft(Guid Id, RegulationDraftState State);

/// <summary>How a version came to be on record.</summary>
/// <param name="Published">The event that published it; null while it is not.</param>
/// <param name="Draft">The draft it was; null for a version shipped with the program.</param>
public sealed record Publication(RecordedEvent? Published, StoredDraft? Draft);

/// <summary>Reads the drafts of regulations straight from their streams: there are few, and what a page shows is what was recorded.</summary>
public sealed class RegulationDrafts(IEventLog log)
{
    private static readonly Guid Scope = new(0x5b0f9a34, 0x2c61, 0x4d0e, 0x9b, 0x7a, 0x31, 0xc4, 0x0e, 0x58, 0xd2, 0x17);

    /// <summary>The draft of a content: the same content is the same draft, whoever proposes it.</summary>
    public static Guid IdOf(string contentHash) => Uuid.Of(Scope, contentHash);

    /// <summary>Every draft, the newest first.</summary>
    public async Task<IReadOnlyList<StoredDraft>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await log.ReadStreamAsync(Streams.RegulationDrafts, 0, cancellationToken);
        var ids = listed.Events.Select(e => EventCodec.Decode<RegulationDraftListed>(e).Event.DraftId).Distinct().ToList();
        if (ids.Count == 0)
        {
            return [];
        }

        var slices = await log.ReadStreamsAsync([.. ids.Select(Streams.RegulationDraft)], cancellationToken);
        return [.. ids.Zip(slices, (id, slice) => new StoredDraft(id, Fold(slice))).OrderByDescending(d => d.State.Proposed!.RecordedAt)];
    }

    /// <summary>A draft; null when there is none.</summary>
    public async Task<StoredDraft?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var state = Fold(await log.ReadStreamAsync(Streams.RegulationDraft(id), 0, cancellationToken));
        return state.Version == 0 ? null : new(id, state);
    }

    /// <summary>Who published a version and when, and the draft it came from.</summary>
    public async Task<Publication> OfVersionAsync(RegulationDocument document, CancellationToken cancellationToken)
    {
        var draft = await FindAsync(IdOf(document.ContentHash), cancellationToken);
        var all = await log.ReadStreamAsync(Streams.Regulations, 0, cancellationToken);
        return new(all.Events.FirstOrDefault(e => EventCodec.Decode<Domain.Regulations.RegulationEvent>(e).Event.Id == document.Id), draft);
    }

    /// <summary>The draft of a stream and the version of the list of drafts.</summary>
    internal async Task<(RegulationDraftState State, long Listed)> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var slices = await log.ReadStreamsAsync([Streams.RegulationDraft(id), Streams.RegulationDrafts], cancellationToken);
        return (Fold(slices[0]), slices[1].Version);
    }

    private static RegulationDraftState Fold(StreamSlice slice) => RegulationDraftState.Of(EventCodec.Decode<RegulationDraftEvent>(slice));
}
