using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>One command on its way: what does not change between tries.</summary>
/// <param name="NewId">Id of what the command creates, the same on every try.</param>
/// <param name="AsKept">Decides on what this process keeps folded: good for an append, which expects the versions seen, and for nothing else.</param>
internal sealed record CommandRun(Actor Actor, Guid CommandId, Guid NewId, bool AsKept = false);

/// <summary>What a try came to: an answer at once, or a decision with what its append must expect.</summary>
internal sealed record Plan
{
    /// <summary>Set when there is nothing to decide: not found, forbidden, stale.</summary>
    public CommandResult? Early { get; private init; }

    public Decision Decision { get; private init; } = Decision.Nothing;

    /// <summary>Stream whose version answers as the new <c>If-Match</c>; its events carry the evaluation.</summary>
    public string MainStream { get; private init; } = string.Empty;

    /// <summary>Versions the decision was made on, by stream.</summary>
    public IReadOnlyDictionary<string, long> Versions { get; private init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Ids to answer with.</summary>
    public CommandAnswer Answer { get; init; } = new(true, 0);

    /// <summary>Unit in whose name the act is done.</summary>
    public Guid? ActingUnit { get; init; }

    /// <summary>Why and by which paper, stored with what corrects.</summary>
    public CorrectionGround? Ground { get; init; }

    /// <summary>Who is named for the first time, and the words the events refer to: stored with them.</summary>
    public PeopleRows People { get; init; } = PeopleRows.None;

    public static Plan Answered(CommandResult result) => new() { Early = result };

    /// <param name="versions">Every stream the decision looked at: those that get events are expected at it, the others are guarded.</param>
    public static Plan Decided(Decision decision, string mainStream, params (string Stream, long Version)[] versions)
    {
        var known = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (stream, version) in versions)
        {
            known[stream] = version;
        }

        return new() { Decision = decision, MainStream = mainStream, Versions = known };
    }

    /// <summary>Streams that get no events but could have blocked.</summary>
    public IReadOnlyList<ReadGuard> Guards(IReadOnlyList<StreamAppend> appends)
    {
        var written = appends.Select(a => a.StreamId).ToHashSet(StringComparer.Ordinal);
        return [.. Versions.Where(v => !written.Contains(v.Key)).Select(v => new ReadGuard(v.Key, v.Value))];
    }
}
