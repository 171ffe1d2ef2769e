using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Folds one kind of streams of cadre work and tells which rows each event changes.</summary>
internal abstract class CadreAggregates
{
    internal abstract Task TakeAsync(IReadOnlyList<Recorded<IDomainEvent>> events, CadreChanges changes, IStreamReader streams, CancellationToken cancellationToken);

    /// <summary>Forgets what is at hand: it may be of a state that was rolled back.</summary>
    internal abstract void Clear();
}

/// <inheritdoc />
/// <param name="atHand">Bound of the streams kept in memory.</param>
internal sealed class CadreAggregates<TEvent, TState>(
    TState empty, Func<TState, Recorded<TEvent>, TState> evolve, Func<TState, long> version, Func<Guid, TState, IEnumerable<CadreRow>> rows, int atHand) : CadreAggregates
    where TEvent : class, IDomainEvent
    where TState : class
{
    private const int IdLength = 36;

    private readonly Dictionary<string, Entry> _atHand = new(StringComparer.Ordinal);

    internal override async Task TakeAsync(
        IReadOnlyList<Recorded<IDomainEvent>> events, CadreChanges changes, IStreamReader streams, CancellationToken cancellationToken)
    {
        var mine = events.Where(e => e.Event is TEvent).ToList();
        if (mine.Count == 0)
        {
            return;
        }

        var work = await GatherAsync(mine, streams, cancellationToken);
        foreach (var recorded in mine)
        {
            var before = work[recorded.StreamId];
            var after = EntryOf(recorded.StreamId, evolve(before.State, Slim(recorded)));
            changes.Move(before.Rows, after.Rows, recorded.Position);
            work[recorded.StreamId] = after;
        }

        if (_atHand.Count + work.Count > atHand)
        {
            _atHand.Clear();
        }

        foreach (var (stream, entry) in work)
        {
            _atHand[stream] = entry;
        }
    }

    internal override void Clear() => _atHand.Clear();

    /// <summary>Every stream the batch touches, as before its first event in the batch.</summary>
    private async Task<Dictionary<string, Entry>> GatherAsync(List<Recorded<IDomainEvent>> events, IStreamReader streams, CancellationToken cancellationToken)
    {
        var work = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var missing = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var recorded in events.DistinctBy(e => e.StreamId))
        {
            if (recorded.Version == 1)
            {
                work.Add(recorded.StreamId, EntryOf(recorded.StreamId, empty));
            }
            else if (_atHand.TryGetValue(recorded.StreamId, out var known) && version(known.State) == recorded.Version - 1)
            {
                work.Add(recorded.StreamId, known);
            }
            else
            {
                missing.Add(recorded.StreamId, recorded.Version - 1);
            }
        }

        if (missing.Count > 0)
        {
            var read = (await streams.ReadAsync(missing.Keys, cancellationToken)).ToLookup(e => e.StreamId, StringComparer.Ordinal);
            foreach (var (stream, last) in missing)
            {
                var state = read[stream].Where(e => e.Version <= last).OrderBy(e => e.Version).Aggregate(empty, (s, e) => evolve(s, Slim(e)));
                if (version(state) != last)
                {
                    throw new InvalidOperationException($"Stream {stream} has a gap before version {last + 1}.");
                }

                work.Add(stream, EntryOf(stream, state));
            }
        }

        return work;
    }

    private Entry EntryOf(string stream, TState state) =>
        new(state, rows(Guid.Parse(stream.AsSpan(stream.Length - IdLength)), state).ToDictionary(r => (r.Table, r.Key)));

    /// <summary>The part of an event that folding needs; findings in the headers would fill the memory.</summary>
    private static Recorded<TEvent> Slim(Recorded<IDomainEvent> e) => new(
        (TEvent)e.Event, e.Id, string.Empty, e.Version, e.Position, e.RecordedAt, e.Headers.Corrects is { } corrects ? new EventHeaders(Corrects: corrects) : EventHeaders.None, null);

    private sealed record Entry(TState State, Dictionary<(CadreTable Table, Guid Key), CadreRow> Rows);
}
