using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Deadlines;

namespace CadreWorkflow.Projections.Cases;

/// <summary>What the projection keeps at hand of one case.</summary>
internal sealed class CaseEntry(Guid caseId, CaseHistory history)
{
    internal Guid CaseId { get; } = caseId;

    internal CaseHistory History { get; private set; } = history;

    /// <summary>True when <c>case_now</c> holds a row of the case.</summary>
    internal bool IsStored { get; set; } = history.Filed is not null;

    /// <summary>The deadlines known now.</summary>
    internal List<DeadlineRow> Deadlines { get; set; } = [];

    internal void Add(Recorded<CaseEvent> recorded) => History = History.Evolve(Slim(recorded));

    /// <summary>The part of an event that folding needs; findings in the headers would fill the memory.</summary>
    internal static Recorded<CaseEvent> Slim(Recorded<CaseEvent> recorded) =>
        recorded with
        {
            StreamId = string.Empty,
            UserName = null,
            Headers = (recorded.Headers.Corrects, recorded.Headers.Evaluation?.Override) switch
            {
                (null, null) => EventHeaders.None,
                (var corrects, null) => new EventHeaders(Corrects: corrects),
                (var corrects, { } applied) => new EventHeaders(Corrects: corrects, Evaluation: new(0, [], null, [], applied)),
            },
        };
}

/// <summary>
/// Recently touched cases, bounded: when the young generation is full it becomes the old one and the old one is forgotten, so that memory stays
/// flat however long the log is.
/// </summary>
internal sealed class CaseCache(int capacity)
{
    private readonly int _half = Math.Max(1, capacity / 2);
    private Dictionary<Guid, CaseEntry> _young = [];
    private Dictionary<Guid, CaseEntry> _old = [];

    /// <summary>The case at exactly this stream version; null when it is not at hand.</summary>
    internal CaseEntry? Find(Guid caseId, long version)
    {
        if (!_young.TryGetValue(caseId, out var entry) && !_old.TryGetValue(caseId, out entry))
        {
            return null;
        }

        return entry.History.Version == version ? entry : null;
    }

    internal void Keep(CaseEntry entry)
    {
        if (_young.Count >= _half && !_young.ContainsKey(entry.CaseId))
        {
            (_old, _young) = (_young, []);
        }

        _young[entry.CaseId] = entry;
    }

    internal void Clear()
    {
        _young = [];
        _old = [];
    }
}
