using System.Collections.Immutable;
using System.Diagnostics;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Headcounts;

/// <summary>One report of counts and what became of it.</summary>
/// <param name="Fact">Its event id.</param>
/// <param name="ReplacedBy">The report that corrected it; null while it counts.</param>
/// <param name="Struck">It was recorded by mistake.</param>
public sealed record HeadcountReport(Guid Fact, HeadcountReported Said, Guid? ReplacedBy = null, bool Struck = false)
{
    /// <summary>True while neither corrected nor struck.</summary>
    public bool Counts => ReplacedBy is null && !Struck;
}

/// <summary>What one unit reported of itself. Every question names a day.</summary>
public sealed record HeadcountState
{
    /// <summary>Nothing reported.</summary>
    public static HeadcountState Empty { get; } = new();

    /// <summary>Version of the stream, which an append expects.</summary>
    public long Version { get; private init; }

    /// <summary>Every report, in order of recording, also those corrected or struck.</summary>
    public ImmutableList<HeadcountReport> Reports { get; private init; } = [];

    /// <summary>Folds a stream.</summary>
    public static HeadcountState Of(IEnumerable<Recorded<HeadcountEvent>> events) => events.Aggregate(Empty, (state, e) => state.Evolve(e));

    /// <summary>The state after one more event.</summary>
    public HeadcountState Evolve(Recorded<HeadcountEvent> recorded)
    {
        var next = recorded.Event switch
        {
            HeadcountReported { Replaces: { } earlier } r => this with { Reports = Changed(earlier, x => x with { ReplacedBy = recorded.Id }).Add(new(recorded.Id, r)) },
            HeadcountReported r => this with { Reports = Reports.Add(new(recorded.Id, r)) },
            HeadcountStruck s => this with { Reports = Changed(s.Report, x => x with { Struck = true }) },
            _ => throw new UnreachableException(recorded.Event.GetType().Name),
        };
        return next with { Version = recorded.Version };
    }

    /// <summary>The latest report on or before a day; null when there is none.</summary>
    public HeadcountReport? On(DateOnly day, CountedBody body = CountedBody.Union) =>
        Reports.Where(r => r.Counts && r.Said.Body == body && r.Said.OccurredOn <= day).MaxBy(r => r.Said.OccurredOn);

    private ImmutableList<HeadcountReport> Changed(Guid fact, Func<HeadcountReport, HeadcountReport> change) =>
        Reports.FindIndex(r => r.Fact == fact) is >= 0 and var i ? Reports.SetItem(i, change(Reports[i])) : Reports;
}
