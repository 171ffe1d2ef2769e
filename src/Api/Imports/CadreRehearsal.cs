using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Engine.Planning;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Imports;

/// <summary>A dry run of cadre work: the same decisions over the log and, on top of it, what the rows so far would have added. Nothing is recorded.</summary>
internal sealed class CadreRehearsal : IDisposable
{
    private readonly ImaginedLog _log;
    private readonly PeopleStore _people;
    private readonly CaseReader _cases;
    private readonly ReferenceFacts _reference;
    private readonly CadrePlanner _planner;

    public CadreRehearsal(IEventLog log, FactsSnapshot facts, CadreDatabases databases, CadreClock clock)
    {
        _log = new ImaginedLog(log);
        _people = new PeopleStore(databases);
        _reference = ReferenceFacts.From(_log, facts);
        _cases = new CaseReader(_log, _reference, _people, clock);
        Reader = new CadreReader(_log);
        _planner = new CadrePlanner(Reader, _cases, _reference, new TheoryReader(databases), clock);
    }

    /// <summary>Streams as the rows so far would leave them.</summary>
    public CadreReader Reader { get; }

    /// <summary>Facts as the rows so far would leave them.</summary>
    public ValueTask<FactsSnapshot> FactsAsync(CancellationToken cancellationToken) => _reference.CurrentAsync(cancellationToken);

    /// <summary>What would become of a command.</summary>
    public async Task<CommandResult> TryAsync(CadreWorkCommand command, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var plan = await _planner.ActAsync(command, new CommandRun(actor, id, Guid.CreateVersion7()), cancellationToken);
        if (plan.Early is { } early)
        {
            return early;
        }

        if (!plan.Decision.IsAccepted)
        {
            return plan.Decision.Refusal is { } refusal ? new CommandResult.Refused(refusal) : new CommandResult.Blocked(plan.Decision.Findings);
        }

        for (var i = 0; i < plan.Decision.Events.Count; i++)
        {
            var planned = plan.Decision.Events[i];
            _log.Add(planned, Uuid.EventOf(id, i), plan.Versions.GetValueOrDefault(planned.StreamId));
        }

        if (plan.People.Newcomer is { } newcomer)
        {
            _people.Remember(newcomer.PersonId, 1, newcomer.Attributes);
        }

        if (command.Event is PostEvent)
        {
            _reference.Expire();
        }

        return new CommandResult.Accepted(0, plan.Answer with { Nothing = plan.Decision.Events.Count == 0, Findings = plan.Decision.Findings });
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _cases.Dispose();
        _people.Dispose();
        _reference.Dispose();
    }

    /// <summary>The log with imagined events behind those of each stream. It takes no appends.</summary>
    private sealed class ImaginedLog(IEventLog log) : IEventLog
    {
        /// <summary>Behind every real position.</summary>
        private long _position = long.MaxValue / 2;

        private readonly Lock _gate = new();
        private readonly Dictionary<string, List<RecordedEvent>> _added = new(StringComparer.Ordinal);

        public void Add(PlannedEvent planned, Guid id, long version)
        {
            lock (_gate)
            {
                if (!_added.TryGetValue(planned.StreamId, out var events))
                {
                    _added[planned.StreamId] = events = [];
                }

                var written = EventCodec.Encode(id, planned.Event, EventHeaders.None);
                events.Add(new(++_position, id, planned.StreamId, (events.Count > 0 ? events[^1].Version : version) + 1, written.Type, written.Data, null, DateTimeOffset.UnixEpoch, null, null, null));
            }
        }

        public async Task<StreamSlice> ReadStreamAsync(string streamId, long afterVersion = 0, CancellationToken cancellationToken = default)
        {
            var slice = await log.ReadStreamAsync(streamId, afterVersion, cancellationToken);
            lock (_gate)
            {
                return _added.TryGetValue(streamId, out var events)
                    ? slice with { Version = events[^1].Version, Events = [.. slice.Events.Where(e => e.Version < events[0].Version), .. events.Where(e => e.Version > afterVersion)] }
                    : slice;
            }
        }

        public async Task<IReadOnlyList<StreamSlice>> ReadStreamsAsync(IReadOnlyList<string> streamIds, CancellationToken cancellationToken = default)
        {
            var slices = new List<StreamSlice>();
            foreach (var id in streamIds)
            {
                slices.Add(await ReadStreamAsync(id, 0, cancellationToken));
            }

            return slices;
        }

        public Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(long afterPosition, int maxCount, CancellationToken cancellationToken = default) => log.ReadAllAsync(afterPosition, maxCount, cancellationToken);

        public Task<long> PositionAtAsync(DateTimeOffset? instant, CancellationToken cancellationToken = default) => log.PositionAtAsync(instant, cancellationToken);

        public Task<StoredResult?> FindCommandAsync(Guid commandId, CancellationToken cancellationToken = default) => log.FindCommandAsync(commandId, cancellationToken);

        public Task<AppendOutcome> AppendAsync(AppendRequest request, CancellationToken cancellationToken = default) => throw Refused();

        public Task<AppendOutcome> StoreResultAsync(Guid commandId, string requestHash, string result, CancellationToken cancellationToken = default) => throw Refused();

        private static NotSupportedException Refused() => new("A rehearsal records nothing.");
    }
}
