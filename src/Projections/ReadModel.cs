using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Cases;
using CadreWorkflow.Projections.Deadlines;
using CadreWorkflow.Projections.Reports;
using CadreWorkflow.Projections.Statements;
using CadreWorkflow.Projections.Training;
using CadreWorkflow.Projections.Units;
using Npgsql;

namespace CadreWorkflow.Projections;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// The one projection of the read side: cases, deadlines, units, regulations, classes and cadre work move together, so that an answer "as known at a
/// position" is one position for all of them. One instance serves one subscription; it is not for concurrent use.
/// </summary>
/// <param name="streams">Reads cases not at hand.</param>
/// <param name="schema"><see cref="ReadSchema.Live"/>, or <see cref="ReadSchema.Next"/> for a rebuild.</param>
/// <param name="casesAtHand">Bound of the cases kept in memory.</param>
public sealed class ReadModel(IStreamReader streams, string schema = ReadSchema.Live, int casesAtHand = 16_000)
{
    /// <summary>Name of the checkpoint, with the version of the tables.</summary>
    public const string Name = "read_v4";

    /// <summary>End of a version that is still true.</summary>
    internal const long Forever = long.MaxValue;

    private const int RecomputedAtOnce = 1_000;

    private readonly string _schema = ReadSchema.Quote(schema);
    private readonly CaseCache _cases = new(casesAtHand);
    private readonly FactStore _facts = new(schema);
    private readonly TrainingRows _training = new(schema);
    private readonly CadreProjection _cadres = new(schema, streams, casesAtHand);
    private readonly DeadlineRowWriter _deadlines = new(schema);
    private readonly CaseRowWriter _rows = new(schema);
    private OrgTree _units = OrgTree.Empty;
    private Regulations _regulations = Regulations.Empty;
    private long _position = -1;
    private Unsettled? _unsettled;

    /// <summary>
    /// Applies events in position order and moves the position of these tables with them, all in the caller's transaction. Events already applied
    /// are passed over, so a batch may be repeated.
    /// </summary>
    public async Task ApplyAsync(
        IReadOnlyList<Recorded<IDomainEvent>> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        // What was put off in a transaction that was given up is not part of this one.
        _ = transaction;
        _unsettled = null;
        await TakeAsync(batch, connection, cancellationToken);
        await SettleAsync(connection, cancellationToken);
    }

    /// <summary>
    /// Applies events as <see cref="ApplyAsync"/> does, but may put off writing what later events of the same transaction could change again. Nothing
    /// is whole before <see cref="SettleAsync"/>: call it before the transaction commits, or use a new instance when it was given up.
    /// </summary>
    public async Task TakeAsync(IReadOnlyList<Recorded<IDomainEvent>> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var unsettled = _unsettled ??= await BeginAsync(connection, cancellationToken);
        var events = batch.Where(e => e.Position > unsettled.Position).ToList();
        if (events.Count == 0)
        {
            return;
        }

        try
        {
            await TakeAsync(events, unsettled, connection, cancellationToken);
            unsettled.Position = events[^1].Position;
        }
        catch
        {
            // The caller rolls back on this connection.
            _unsettled = null;
            await unsettled.Changes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes what was put off and moves the position of these tables to the last event taken in.</summary>
    /// <exception cref="InvalidOperationException">Nothing was taken in.</exception>
    public async Task SettleAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var unsettled = _unsettled ?? throw new InvalidOperationException("Nothing was taken in.");
        _unsettled = null;
        await unsettled.Changes.WriteAsync(cancellationToken);
        await MoveAsync(connection, unsettled.Position, cancellationToken);
        foreach (var entry in unsettled.Cases.Values)
        {
            _cases.Keep(entry);
        }

        _position = unsettled.Position;
    }

    private async Task<Unsettled> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = await PositionAsync(connection, lockIt: true, cancellationToken);
        if (applied != _position)
        {
            // Started, rolled back, or another process was here meanwhile: nothing in memory can be trusted.
            _cases.Clear();
            _cadres.Clear();
            _units = await _facts.TreeAsync(connection, applied, cancellationToken);
            _regulations = await _facts.RegulationsAsync(connection, applied, cancellationToken);
        }

        _position = -1;
        return new(new CaseChanges(_rows, _deadlines, connection)) { Position = applied };
    }

    /// <summary>The position the tables stand at; 0 before the first batch.</summary>
    public static Task<long> PositionAsync(NpgsqlConnection connection, CancellationToken cancellationToken = default) =>
        PositionAsync(connection, ReadSchema.Live, lockIt: false, cancellationToken);

    private static async Task<long> PositionAsync(NpgsqlConnection connection, string schema, bool lockIt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select position from {ReadSchema.Quote(schema)}.progress {(lockIt ? "for update" : "")}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private Task<long> PositionAsync(NpgsqlConnection connection, bool lockIt, CancellationToken cancellationToken) =>
        PositionAsync(connection, schema, lockIt, cancellationToken);

    private async Task MoveAsync(NpgsqlConnection connection, long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"update {_schema}.progress set position = $1", connection) { Parameters = { new() { Value = position } } };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task TakeAsync(List<Recorded<IDomainEvent>> events, Unsettled unsettled, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (work, changes) = (unsettled.Cases, unsettled.Changes);
        await GatherAsync(events, work, connection, cancellationToken);
        var units = new List<Recorded<UnitEvent>>();
        var training = new List<Recorded<IDomainEvent>>();
        foreach (var recorded in events)
        {
            switch (recorded.Event)
            {
                case CaseEvent @case:
                    var entry = work[CaseOf(recorded)];
                    entry.Add(As(recorded, @case));
                    await changes.TakeAsync(entry, recorded.Position, _regulations, _units, cancellationToken);
                    break;
                case UnitEvent unit:
                    var fact = As(recorded, unit);
                    units.Add(fact);
                    _units = _units.Evolve(fact);
                    if (unit is UnitReclassified or UnitMoved)
                    {
                        await changes.WriteAsync(cancellationToken);
                        var served = await OpenCasesOfAsync(connection, Guid.Parse(recorded.StreamId.AsSpan(5)), cancellationToken);
                        await RecomputeAsync(served, recorded.Position, work, changes, connection, cancellationToken);
                    }

                    break;
                case RegulationEvent regulation:
                    await changes.WriteAsync(cancellationToken);
                    await _facts.WriteRegulationAsync(connection, As(recorded, regulation), cancellationToken);
                    var former = _regulations.Position == 0 ? Regulations.Empty : _regulations;
                    _regulations = former.Apply(regulation, recorded.Position);
                    var reach = ImpactReach.Of(former, _regulations, _regulations.Document(regulation.Id)!);
                    if (reach.Any)
                    {
                        var touched = reach.IsByClock ? await OpenCasesOverAsync(connection, reach, cancellationToken) : await OpenCasesAsync(connection, cancellationToken);
                        await RecomputeAsync(touched, recorded.Position, work, changes, connection, cancellationToken, clocksOnly: reach.IsByClock);
                    }

                    break;
                case ReportPublished report:
                    await changes.WriteEndedAsync(cancellationToken);
                    await PublishedReports.WriteAsync(connection, _schema, As(recorded, report), cancellationToken);
                    break;
                case TrainingEvent or ProgrammeEvent or EvidenceEvent:
                    training.Add(recorded);
                    break;
            }
        }

        await changes.WriteEndedAsync(cancellationToken);
        await _facts.WriteUnitsAsync(connection, units, cancellationToken);
        await _training.WriteAsync(connection, training, cancellationToken);
        await UnitStatements.WriteAsync(connection, _schema, events, cancellationToken);
        await _cadres.ApplyAsync(events, connection, cancellationToken);
    }

    /// <summary>Adds every case the batch touches, as before its first event in the batch.</summary>
    private async Task GatherAsync(
        List<Recorded<IDomainEvent>> events, Dictionary<Guid, CaseEntry> work, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var missing = new Dictionary<Guid, long>();
        foreach (var recorded in events)
        {
            if (recorded.Event is not CaseEvent || CaseOf(recorded) is var id && (work.ContainsKey(id) || missing.ContainsKey(id)))
            {
                continue;
            }

            if (recorded.Version == 1)
            {
                work.Add(id, new CaseEntry(id, CaseHistory.Empty));
            }
            else if (_cases.Find(id, recorded.Version - 1) is { } atHand)
            {
                work.Add(id, atHand);
            }
            else
            {
                missing.Add(id, recorded.Version - 1);
            }
        }

        foreach (var entry in await LoadAsync([.. missing.Keys], (e, id) => e.Version <= missing[id], connection, cancellationToken))
        {
            if (entry.History.Version != missing[entry.CaseId])
            {
                throw new InvalidOperationException($"Case {entry.CaseId} has a gap before version {missing[entry.CaseId] + 1}.");
            }

            work.Add(entry.CaseId, entry);
        }
    }

    private async Task<IReadOnlyList<CaseEntry>> LoadAsync(
        Guid[] ids, Func<Recorded<IDomainEvent>, Guid, bool> known, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var events = (await streams.ReadAsync([.. ids.Select(Streams.Case)], cancellationToken)).ToLookup(CaseOf);
        var deadlines = await _deadlines.ReadAsync(connection, ids, cancellationToken);
        return
        [
            .. ids.Select(id => new CaseEntry(
                id, CaseHistory.Of(events[id].Where(e => known(e, id)).OrderBy(e => e.Version).Select(e => CaseEntry.Slim(As(e, (CaseEvent)e.Event)))))
            {
                Deadlines = [.. deadlines[id]],
            }),
        ];
    }

    /// <summary>A rule, a calendar or a unit changed: what was computed from it is computed again, as known from that position on.</summary>
    private async Task RecomputeAsync(
        IReadOnlyList<Guid> cases, long position, Dictionary<Guid, CaseEntry> work, CaseChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken,
        bool clocksOnly = false)
    {
        foreach (var chunk in cases.Chunk(RecomputedAtOnce))
        {
            var loaded = await LoadAsync([.. chunk.Where(id => !work.ContainsKey(id))], (e, _) => e.Position <= position, connection, cancellationToken);
            foreach (var entry in chunk.Where(work.ContainsKey).Select(id => work[id]).Concat(loaded))
            {
                if (clocksOnly)
                {
                    changes.TakeClocks(entry, position, _regulations, _units);
                }
                else
                {
                    await changes.TakeAsync(entry, position, _regulations, _units, cancellationToken);
                }
            }

            await changes.WriteAsync(cancellationToken);

            // What is at hand under an older state of the deadlines must not be used again.
            foreach (var entry in loaded)
            {
                _cases.Keep(entry);
            }
        }
    }

    private Task<IReadOnlyList<Guid>> OpenCasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        IdsAsync(new NpgsqlCommand($"select case_id from {_schema}.case_now where ended_on is null order by case_id", connection), cancellationToken);

    /// <summary>Open cases with a clock, running or met, that counts over a changed day; one that stands still may yet count over any. Papers age in months, whatever the calendar.</summary>
    private Task<IReadOnlyList<Guid>> OpenCasesOverAsync(NpgsqlConnection connection, ImpactReach reach, CancellationToken cancellationToken) =>
        IdsAsync(
            new NpgsqlCommand(
                $"""
                select distinct d.case_id
                from {_schema}.deadline d join {_schema}.case_now c on c.case_id = d.case_id and c.ended_on is null
                where d.recorded_to = {Forever} and (d.calendar = any($1) or d.moves <> '') and d.rule not in ('ADM-34', 'ADM-35') and d.clock_start < $2 and (d.due >= $3 or d.stands_since is not null)
                order by 1
                """,
                connection)
            { Parameters = { new() { Value = reach.Calendars.ToArray() }, new() { Value = reach.Last }, new() { Value = reach.First } } },
            cancellationToken);

    private Task<IReadOnlyList<Guid>> OpenCasesOfAsync(NpgsqlConnection connection, Guid unit, CancellationToken cancellationToken) =>
        IdsAsync(
            new NpgsqlCommand(
                $"""
                select case_id from {_schema}.case_now where party_body = $1 and ended_on is null
                union
                select case_id from {_schema}.deadline where (acting_unit = $1 or moves <> '') and open and recorded_to = {Forever}
                order by 1
                """,
                connection)
            { Parameters = { new() { Value = unit } } },
            cancellationToken);

    private static async Task<IReadOnlyList<Guid>> IdsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            var ids = new List<Guid>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetGuid(0));
            }

            return ids;
        }
    }

    private static Guid CaseOf(Recorded<IDomainEvent> recorded) => Guid.Parse(recorded.StreamId.AsSpan(5));

    private static Recorded<TEvent> As<TEvent>(Recorded<IDomainEvent> recorded, TEvent @event)
        where TEvent : class, IDomainEvent =>
        new(@event, recorded.Id, recorded.StreamId, recorded.Version, recorded.Position, recorded.RecordedAt, recorded.Headers, recorded.UserName);

    /// <summary>What one transaction has taken in and not yet written.</summary>
    /// <param name="Changes">Row changes of cases and their clocks.</param>
    private sealed record Unsettled(CaseChanges Changes)
    {
        /// <summary>The cases touched. They stay here until settled: some rows of theirs are in no table yet.</summary>
        internal Dictionary<Guid, CaseEntry> Cases { get; } = [];

        internal long Position { get; set; }
    }
}
