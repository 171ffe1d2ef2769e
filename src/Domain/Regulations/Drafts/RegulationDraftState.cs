using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Regulations.Drafts;

/// <summary>Where a draft stands.</summary>
public enum DraftStatus { None, Open, Approved, Rejected, Withdrawn }

/// <summary>Who did something to a draft, and when.</summary>
/// <param name="Account">Account id; null for the system.</param>
public sealed record DraftStep(string? Account, DateOnly OccurredOn, DateTimeOffset RecordedAt);

/// <summary>A draft as its stream tells it. A rejected or withdrawn text may be proposed again; it is then open anew.</summary>
public sealed record RegulationDraftState
{
    /// <summary>Before anything was proposed.</summary>
    public static RegulationDraftState Empty { get; } = new();

    /// <summary>Version of the stream.</summary>
    public long Version { get; private init; }

    public DraftStatus Status { get; private init; }

    /// <summary>What is proposed; null before.</summary>
    public RegulationProposed? Proposal { get; private init; }

    /// <summary>Who proposed it.</summary>
    public DraftStep? Proposed { get; private init; }

    /// <summary>Who approved, rejected or withdrew it; null while open.</summary>
    public DraftStep? Settled { get; private init; }

    /// <summary>The note with the reason of a rejection or withdrawal.</summary>
    public Guid? NoteId { get; private init; }

    /// <summary>Folds a stream.</summary>
    public static RegulationDraftState Of(IEnumerable<Recorded<RegulationDraftEvent>> events) => events.Aggregate(Empty, (s, e) => s.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public RegulationDraftState Evolve(Recorded<RegulationDraftEvent> recorded)
    {
        var step = new DraftStep(recorded.UserName, recorded.Event.OccurredOn, recorded.RecordedAt);
        var next = this with { Version = recorded.Version };
        return recorded.Event switch
        {
            RegulationProposed e => next with { Status = DraftStatus.Open, Proposal = e, Proposed = step, Settled = null, NoteId = null },
            RegulationApproved => next with { Status = DraftStatus.Approved, Settled = step },
            RegulationRejected e => next with { Status = DraftStatus.Rejected, Settled = step, NoteId = e.NoteId },
            RegulationWithdrawn e => next with { Status = DraftStatus.Withdrawn, Settled = step, NoteId = e.NoteId },
            _ => next,
        };
    }
}
