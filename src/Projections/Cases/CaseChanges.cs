using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Deadlines;
using Npgsql;

namespace CadreWorkflow.Projections.Cases;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// Row changes of cases gathered over a transaction. Every position gets its own version however many events it holds; only what is still
/// true at its end takes the place of what was stored.
/// </summary>
/// <remarks>While versions come and go they are on their way to the database: use the connection for something else only after a write.</remarks>
internal sealed class CaseChanges(CaseRowWriter cases, DeadlineRowWriter deadlines, NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly Dictionary<Guid, long> _superseded = [];
    private readonly CaseRowCopy _past = cases.Past();
    private readonly Dictionary<Guid, CaseRow> _latest = [];
    private readonly List<DeadlineRow> _ended = [];
    private readonly HashSet<DeadlineRow> _begun = [];
    private readonly List<DeadlineRow> _passed = [];
    private readonly HashSet<Guid> _vanished = [];
    private readonly HashSet<CaseEntry> _touched = [];

    /// <summary>Takes in what is known of a case at a position.</summary>
    internal async ValueTask TakeAsync(CaseEntry entry, long position, Regulations regulations, OrgTree units, CancellationToken cancellationToken)
    {
        var due = entry.History.Filed is null ? [] : CaseDeadlines.Of(entry.History, regulations, units);
        var row = CaseRow.Of(entry.CaseId, entry.History, position, regulations, due);
        if (_latest.Remove(entry.CaseId, out var before))
        {
            await _past.AddAsync(connection, before, position, cancellationToken);
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

    /// <summary>Writes the versions that came and went: no later event can change them, and they need not be kept.</summary>
    internal async Task WriteEndedAsync(CancellationToken cancellationToken)
    {
        await _past.CompleteAsync(cancellationToken);
        await deadlines.CopyAsync(connection, _passed, cancellationToken);
        _passed.Clear();
    }

    internal async Task WriteAsync(CancellationToken cancellationToken)
    {
        await WriteEndedAsync(cancellationToken);
        await cases.WriteLatestAsync(connection, _superseded, _latest.Values, cancellationToken);
        await deadlines.EndAsync(connection, _ended, cancellationToken);
        await deadlines.CopyAsync(connection, _begun, cancellationToken);
        foreach (var entry in _touched)
        {
            entry.IsStored = !_vanished.Contains(entry.CaseId);
        }

        _superseded.Clear();
        _latest.Clear();
        _ended.Clear();
        _begun.Clear();
        _vanished.Clear();
        _touched.Clear();
    }

    /// <summary>Gives the connection back when something failed half-way.</summary>
    public ValueTask DisposeAsync() => _past.DisposeAsync();

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
            else
            {
                _begun.Remove(known);
                _passed.Add(known);
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
