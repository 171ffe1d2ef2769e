using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Deadlines;
using Npgsql;

namespace CadreWorkflow.Projections.Cases;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// Row changes of cases gathered over a batch. Every position gets its own version however many events a batch holds; only what is still
/// true at its end takes the place of what was stored.
/// </summary>
internal sealed class CaseChanges(CaseRowWriter cases, DeadlineRowWriter deadlines)
{
    private readonly Dictionary<Guid, long> _superseded = [];
    private readonly List<(CaseRow Row, long To)> _between = [];
    private readonly Dictionary<Guid, CaseRow> _latest = [];
    private readonly List<DeadlineRow> _ended = [];
    private readonly List<DeadlineRow> _begun = [];
    private readonly HashSet<Guid> _vanished = [];
    private readonly List<CaseEntry> _touched = [];

    /// <summary>Takes in what is known of a case at a position.</summary>
    internal void Take(CaseEntry entry, long position, Regulations regulations, OrgTree units)
    {
        var due = entry.History.Filed is null ? [] : CaseDeadlines.Of(entry.History, regulations, units);
        var row = CaseRow.Of(entry.CaseId, entry.History, position, regulations, due);
        if (_latest.Remove(entry.CaseId, out var before))
        {
            _between.Add((before, position));
        }
        else if (entry.IsStored)
        {
            _superseded.TryAdd(entry.CaseId, position);
        }

        _touched.Add(entry);
        if (row is not null)
        {
            _latest[entry.CaseId] = row;
            _vanished.Remove(entry.CaseId);
        }
        else
        {
            _vanished.Add(entry.CaseId);
        }

        TakeDeadlines(entry, position, due);
    }

    /// <summary>Takes in what a calendar made of a case's clocks; nothing else of a case rests on a calendar.</summary>
    internal void TakeClocks(CaseEntry entry, long position, Regulations regulations, OrgTree units)
    {
        if (entry.History.Filed is not null)
        {
            TakeDeadlines(entry, position, CaseDeadlines.Of(entry.History, regulations, units));
        }
    }

    internal async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await cases.WriteAsync(connection, _superseded, _between, _latest.Values, cancellationToken);
        await deadlines.WriteAsync(connection, _ended, _begun, cancellationToken);
        foreach (var entry in _touched)
        {
            entry.IsStored = !_vanished.Contains(entry.CaseId);
        }

        _superseded.Clear();
        _between.Clear();
        _latest.Clear();
        _ended.Clear();
        _begun.Clear();
        _vanished.Clear();
        _touched.Clear();
    }

    private void TakeDeadlines(CaseEntry entry, long position, IReadOnlyList<CaseDeadline> due)
    {
        var kept = new List<DeadlineRow>(due.Count);
        foreach (var known in entry.Deadlines)
        {
            if (due.Contains(known.Deadline))
            {
                kept.Add(known);
                continue;
            }

            known.RecordedTo = position;
            if (known.IsStored)
            {
                _ended.Add(known);
            }
        }

        foreach (var deadline in due)
        {
            if (kept.Exists(k => k.Deadline == deadline))
            {
                continue;
            }

            var row = new DeadlineRow(entry.CaseId, deadline, position, isStored: false);
            kept.Add(row);
            _begun.Add(row);
        }

        entry.Deadlines = kept;
    }
}
