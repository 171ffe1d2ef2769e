using System.Diagnostics;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine;

/// <summary>Both organisation trees, the posts and the regulations, as far as the log had them when last looked.</summary>
/// <param name="StructureVersion">Version of the guard stream the tree is folded to.</param>
/// <param name="RegulationsVersion">Version of the regulations stream.</param>
/// <param name="Posts">Every post; its version is that of the stream of posts.</param>
public sealed record FactsSnapshot(OrgTree Units, long StructureVersion, Regulations Regulations, long RegulationsVersion, PostBook Posts);

/// <summary>
/// Keeps trees, posts and regulations folded in this process. What a decision rests on is guarded in its append by stream versions, so a stale snapshot
/// costs a second try and never a wrong record.
/// </summary>
public sealed class ReferenceFacts(IEventLog log) : IDisposable
{
    private const int StreamsPerRead = 500;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private FactsSnapshot _current = new(OrgTree.Empty, 0, Regulations.Empty, 0, PostBook.Empty);
    private long _lookedAt;
    private long _expiredAt;

    /// <summary>Goes on from a snapshot over another log.</summary>
    internal static ReferenceFacts From(IEventLog log, FactsSnapshot known) => new(log) { _current = known };

    /// <summary>The snapshot, looked up in the log when older than half a second.</summary>
    public ValueTask<FactsSnapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        var looked = Interlocked.Read(ref _lookedAt);
        return looked > Interlocked.Read(ref _expiredAt) && Stopwatch.GetElapsedTime(looked) < MaxAge ? new(_current) : new(RefreshAsync(cancellationToken));
    }

    /// <summary>True when the snapshot was read from the log after an instant of <see cref="Stopwatch"/>.</summary>
    public bool IsFreshSince(long timestamp) => Interlocked.Read(ref _lookedAt) > timestamp;

    /// <summary>Folds to the head of the log; callers that come together share one look.</summary>
    public async Task<FactsSnapshot> RefreshAsync(CancellationToken cancellationToken)
    {
        var asked = Stopwatch.GetTimestamp();
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsFreshSince(asked))
            {
                var looking = Stopwatch.GetTimestamp();
                _current = await ReadOnAsync(_current, cancellationToken);
                Interlocked.Exchange(ref _lookedAt, looking);
            }

            return _current;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Says that the log has grown past the snapshot: whoever asks next has it looked up.</summary>
    public void Expire() => Interlocked.Exchange(ref _expiredAt, Stopwatch.GetTimestamp());

    /// <summary>
    /// Goes on by what this process appended where nobody else's change lies between; else the snapshot expires. It is still as old as its last look
    /// at the log.
    /// </summary>
    internal async Task FollowAsync(IReadOnlyList<Recorded<IDomainEvent>> appended, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (Next(_current, appended) is { } next)
            {
                _current = next;
            }
            else
            {
                Expire();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _gate.Dispose();

    private static FactsSnapshot? Next(FactsSnapshot known, IReadOnlyList<Recorded<IDomainEvent>> appended)
    {
        foreach (var recorded in appended)
        {
            FactsSnapshot? next = recorded.Event switch
            {
                StructureChanged => recorded.Version == known.StructureVersion + 1 ? known with { StructureVersion = recorded.Version } : null,
                UnitEvent unit => recorded.Version == VersionOf(known.Units, Guid.Parse(recorded.StreamId.AsSpan("unit-".Length))) + 1
                    ? known with { Units = known.Units.Evolve(recorded.As(unit)) }
                    : null,
                RegulationEvent regulation => recorded.Version == known.RegulationsVersion + 1
                    ? known with { Regulations = known.Regulations.Apply(regulation, recorded.Position), RegulationsVersion = recorded.Version }
                    : null,
                PostEvent post => recorded.Version == known.Posts.Version + 1 ? known with { Posts = known.Posts.Evolve(recorded.As(post)) } : null,
                _ => known,
            };
            if (next is null)
            {
                return null;
            }

            known = next;
        }

        return known;
    }

    private static long VersionOf(OrgTree units, Guid id) => units.Unit(id, DateOnly.MaxValue)?.StreamVersion ?? 0;

    private async Task<FactsSnapshot> ReadOnAsync(FactsSnapshot known, CancellationToken cancellationToken)
    {
        var structure = log.ReadStreamAsync(Streams.OrgStructure, known.StructureVersion, cancellationToken);
        var published = log.ReadStreamAsync(Streams.Regulations, known.RegulationsVersion, cancellationToken);
        var posts = log.ReadStreamAsync(Streams.Posts, known.Posts.Version, cancellationToken);
        var regulations = known.Regulations;
        foreach (var recorded in (await published).Events)
        {
            regulations = regulations.Apply(EventCodec.Decode<RegulationEvent>(recorded).Event, recorded.Position);
        }

        var changed = (await structure).Events.Select(e => EventCodec.Decode<StructureChanged>(e).Event.UnitId).Distinct().ToList();
        var units = changed.Count == 0 ? known.Units : await FoldAsync(known.Units, changed, cancellationToken);
        return new(
            units, (await structure).Version, regulations, (await published).Version, EventCodec.Decode<PostEvent>(await posts).Aggregate(known.Posts, (book, e) => book.Evolve(e)));
    }

    private async Task<OrgTree> FoldAsync(OrgTree units, List<Guid> changed, CancellationToken cancellationToken)
    {
        var events = new List<Recorded<UnitEvent>>();
        foreach (var chunk in changed.Chunk(StreamsPerRead))
        {
            var slices = await Task.WhenAll(chunk.Select(id =>
                log.ReadStreamAsync(Streams.Unit(id), VersionOf(units, id), cancellationToken)));
            events.AddRange(slices.SelectMany(EventCodec.Decode<UnitEvent>));
        }

        events.Sort((a, b) => a.Position.CompareTo(b.Position));
        return units.Count == 0 ? OrgTree.Of(events) : events.Aggregate(units, (tree, e) => tree.Evolve(e));
    }
}
