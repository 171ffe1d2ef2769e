using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Timelines;

/// <summary>One recorded fact in a history.</summary>
/// <param name="Type">Stored name.</param>
/// <param name="Actor">Account id; null for the system.</param>
/// <param name="Corrects">The original event it replaces or strikes.</param>
/// <param name="CorrectedBy">The last event that replaced or struck it, as known; null while it stands.</param>
/// <param name="Struck">True when it never happened.</param>
/// <param name="CaseId">The case it is of; null for a fact of a person, unit or class.</param>
/// <param name="Event">The fact itself.</param>
/// <param name="Ground">Of a correction: why, and by which paper.</param>
public sealed record TimelineItem(
    Guid EventId, string StreamId, long Version, long Position, string Type, DateOnly OccurredOn, DateTimeOffset RecordedAt, string? Actor, string? Via, Guid? ActingUnit,
    IReadOnlyList<Finding> Findings, Guid? Corrects, Guid? CorrectedBy, bool Struck, Guid? CaseId, IDomainEvent Event, CorrectionGround? Ground = null);

/// <summary>Histories folded from the streams themselves: nothing is left out, and what was corrected stays to be seen.</summary>
/// <param name="streams">Reads the log.</param>
public sealed class Timeline(IStreamReader streams)
{
    /// <summary>Most cases whose facts one history of a unit holds: the latest filed.</summary>
    public const int MaxCases = 500;

    /// <summary>The history of one stream: a case, a person's own facts, a unit, a class.</summary>
    /// <param name="asOf">Only what happened up to this day; null for all.</param>
    /// <param name="asKnown">Only what was recorded up to this position; null for all.</param>
    public Task<IReadOnlyList<TimelineItem>> StreamAsync(string streamId, DateOnly? asOf = null, long? asKnown = null, CancellationToken cancellationToken = default) =>
        MergeAsync([streamId], null, null, asOf, asKnown, cancellationToken);

    /// <summary>Everything about a person: the own stream, every case, and what happened in training classes.</summary>
    /// <param name="cadreWork">Also the way as a cadre: posts, plans, procedures, staff, duties to declare. For those who may manage cadres.</param>
    public async Task<IReadOnlyList<TimelineItem>> PersonAsync(
        NpgsqlConnection connection, Guid personId, DateOnly? asOf = null, long? asKnown = null, bool cadreWork = false, CancellationToken cancellationToken = default)
    {
        var cases = await IdsAsync(connection, $"select case_id from {ReadSchema.Live}.case_now where person_id = $1 union select case_id from {ReadSchema.Live}.case_past where person_id = $1", personId, cancellationToken);
        var classes = await IdsAsync(connection, $"select distinct class_id from {ReadSchema.Live}.training_fact where person_id = $1", personId, cancellationToken);
        List<string> streamIds = [Streams.Person(personId), Streams.Evidence(personId), .. cases.Select(Streams.Case), .. classes.Select(Streams.TrainingClass)];
        if (cadreWork)
        {
            // Rows of any time: a name that was struck is part of the history too.
            var plans = await IdsAsync(connection, $"select distinct plan_id from {ReadSchema.Live}.plan_name where person_id = $1", personId, cancellationToken);
            var procedures = await IdsAsync(
                connection,
                $"select appointment_id from {ReadSchema.Live}.proposal where person_id = $1 union select key from {ReadSchema.Live}.personnel_procedure where person_id = $1", personId, cancellationToken);
            var units = await IdsAsync(connection, $"select distinct unit from {ReadSchema.Live}.staff_stay where person_id = $1", personId, cancellationToken);
            streamIds.AddRange(
            [
                Streams.Cadre(personId), Streams.Declarations(personId), .. plans.Select(Streams.Plan), .. procedures.Select(Streams.Appointment), .. units.Select(Streams.Staffing),
            ]);
        }

        return await MergeAsync(streamIds, personId, null, asOf, asKnown, cancellationToken);
    }

    /// <summary>A unit's own facts and those of the cases while they belonged to it.</summary>
    public async Task<IReadOnlyList<TimelineItem>> UnitAsync(
        NpgsqlConnection connection, Guid unitId, DateOnly? asOf = null, long? asKnown = null, CancellationToken cancellationToken = default)
    {
        var position = await ReadModel.PositionAsync(connection, cancellationToken);
        var known = asKnown < position;
        var cases = await IdsAsync(
            connection,
            $"""
            select case_id from {Sources.Cases(known, known ? asKnown!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "0")} c
            where union_unit = $1 or party_body = $1 or (cardinality(unit_days) > 1 and ($1 = any(units) or $1 = any(bodies)))
            order by filed_on desc, case_id limit {MaxCases}
            """,
            unitId,
            cancellationToken);
        return await MergeAsync([Streams.Unit(unitId), .. cases.Select(Streams.Case)], null, unitId, asOf, asKnown, cancellationToken);
    }

    private async Task<IReadOnlyList<TimelineItem>> MergeAsync(
        IReadOnlyCollection<string> streamIds, Guid? person, Guid? unit, DateOnly? asOf, long? asKnown, CancellationToken cancellationToken)
    {
        var events = (await streams.ReadAsync(streamIds, cancellationToken)).Where(e => asKnown is null || e.Position <= asKnown).ToList();
        var corrections = events.Where(e => e.Headers.Corrects is not null).GroupBy(e => e.Headers.Corrects!.Value).ToDictionary(g => g.Key, g => g.MaxBy(e => e.Position)!);
        if (person is { } who)
        {
            events = CadreRoad.Of(who, events);
        }

        var places = unit is null ? [] : Places(events);
        return
        [
            .. events
                .Where(e => (asOf is null || e.Event.OccurredOn <= asOf) && IsIn(e, unit, places))
                .OrderBy(e => e.Event.OccurredOn).ThenBy(e => e.Position)
                .Select(e => Item(e, corrections.GetValueOrDefault(e.Headers.Corrects ?? e.Id))),
        ];
    }

    private static TimelineItem Item(Recorded<IDomainEvent> e, Recorded<IDomainEvent>? correction)
    {
        var standing = correction is null || correction.Id == e.Id ? null : correction;
        return new(
            e.Id, e.StreamId, e.Version, e.Position, DomainEvents.Catalog.NameOf(e.Event), e.Event.OccurredOn, e.RecordedAt, e.UserName, e.Headers.Via, e.Headers.ActingUnit,
            e.Headers.Evaluation?.Findings ?? [], e.Headers.Corrects, standing?.Id, standing is not null && DomainEvents.Catalog.NameOf(standing.Event).EndsWith("struck", StringComparison.Ordinal), e.Event is CaseEvent ? Guid.Parse(e.StreamId.AsSpan(5)) : null, e.Event,
            e.Headers.Ground);
    }

    private static Dictionary<string, CaseHistory> Places(List<Recorded<IDomainEvent>> events) =>
        events.Where(e => e.Event is CaseEvent).GroupBy(e => e.StreamId, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => CaseHistory.Of(g.OrderBy(e => e.Version).Select(e => new Recorded<CaseEvent>(
                (CaseEvent)e.Event, e.Id, e.StreamId, e.Version, e.Position, e.RecordedAt, e.Headers, e.UserName))),
            StringComparer.Ordinal);

    /// <summary>A case's fact belongs to the units it had on that day, and to those it left or reached by it.</summary>
    private static bool IsIn(Recorded<IDomainEvent> e, Guid? unit, Dictionary<string, CaseHistory> places)
    {
        if (unit is not { } asked || e.Event is not CaseEvent || !places.TryGetValue(e.StreamId, out var history))
        {
            return true;
        }

        var on = e.Event.OccurredOn;
        return history.UnionUnitOn(on) == asked || history.PartyBodyOn(on) == asked
            || e.Event is CaseMoved moved && (moved.ToUnionUnit == asked || moved.ToPartyBody == asked)
            || on > DateOnly.MinValue && (history.UnionUnitOn(on.AddDays(-1)) == asked || history.PartyBodyOn(on.AddDays(-1)) == asked) && e.Event is TransferReceived or CaseFollowedUnit;
    }

    private static async Task<IReadOnlyList<Guid>> IdsAsync(NpgsqlConnection connection, string sql, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = id } } };
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}
