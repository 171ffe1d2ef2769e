using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>
/// Open cases of a unit that merged, or split into one, follow it, through as many mergers as are on record. After a split into several a person says
/// which successor each case has. When an ending is struck, what followed from it is struck too.
/// </summary>
internal sealed class UnitFollower(IServiceProvider services, IEventLog log, ReferenceFacts reference, SubscriptionMonitor monitor, ILogger<UnitFollower> logger)
    : FollowingSubscriber(services, logger)
{
    private const int MaxMergers = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public override string Name => "follow_units_v1";

    protected override IReadOnlySet<string> Types { get; } =
        new HashSet<string>(["unit_merged", "unit_split", "unit_fact_struck", "referral_filed"], StringComparer.Ordinal);

    protected override async Task FollowAsync(Recorded<IDomainEvent> recorded, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        switch (recorded.Event)
        {
            case UnitFactStruck when recorded.Headers.Corrects is { } ending:
                await TakeBackAsync(recorded, ending, connection, cancellationToken);
                break;
            case UnitMerged or UnitSplit when recorded.Headers.Corrects is null:
                await MoveCasesAsync(recorded, Guid.Parse(recorded.StreamId.AsSpan("unit-".Length)), connection, cancellationToken);
                break;
            case ReferralFiled filed when recorded.Headers.Corrects is null:
                await MoveLateFilingAsync(filed, recorded.Position, filed.UnionUnit, cancellationToken);
                await MoveLateFilingAsync(filed, recorded.Position, filed.PartyBody, cancellationToken);
                break;
        }
    }

    private async Task MoveCasesAsync(Recorded<IDomainEvent> change, Guid unit, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (Successor(change.Event) is null)
        {
            return;
        }

        await WaitForReadSideAsync(change, connection, cancellationToken);
        var units = (await reference.RefreshAsync(cancellationToken)).Units;
        foreach (var caseId in await IdsAsync(
            connection, $"select case_id from {ReadSchema.Live}.case_now where (union_unit = $1 or party_body = $1) and ended_on is null order by case_id", unit, cancellationToken))
        {
            await FollowOnAsync(change, caseId, unit, units, cancellationToken);
        }
    }

    /// <summary>A referral reported after a merger may name the unit that is gone; those filed before it moved with the merger itself.</summary>
    private async Task MoveLateFilingAsync(ReferralFiled filed, long position, Guid unit, CancellationToken cancellationToken)
    {
        var units = (await reference.CurrentAsync(cancellationToken)).Units;
        if (units.Successors(unit) is [_] && await ChangeAsync(unit, cancellationToken) is { } change && change.Position < position)
        {
            await FollowOnAsync(change, filed.CaseId, unit, units, cancellationToken);
        }
    }

    /// <summary>The change itself, and those that ended the successor in turn and were recorded before it.</summary>
    private async Task FollowOnAsync(Recorded<IDomainEvent> change, Guid caseId, Guid unit, OrgTree units, CancellationToken cancellationToken)
    {
        for (var mergers = 0; mergers < MaxMergers && Successor(change.Event) is { } into; mergers++)
        {
            var party = units.Unit(unit, DateOnly.MaxValue)?.Tree == Tree.Party;
            var document = (change.Event as UnitEvent)?.Document;
            var act = new CaseFollowedUnit(change.Event.OccurredOn, true, document, party ? null : into, party ? into : null, change.Id);
            await SendAsync(change, caseId, new CaseActCommand(caseId, act), cancellationToken);
            if (await ChangeAsync(into, cancellationToken) is not { } further)
            {
                break;
            }

            (change, unit) = (further, into);
        }
    }

    private async Task TakeBackAsync(Recorded<IDomainEvent> struck, Guid ending, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await WaitForReadSideAsync(struck, connection, cancellationToken);
        var facts = (UnitFactStruck)struck.Event;
        foreach (var caseId in await IdsAsync(
            connection,
            "select distinct substr(stream_id, 6)::uuid from cadre.mt_events where type = 'case_followed_unit' and (data->>'structuralChange')::uuid = $1",
            ending,
            cancellationToken))
        {
            var events = EventCodec.Decode<CaseEvent>(await log.ReadStreamAsync(Streams.Case(caseId), 0, cancellationToken)).ToList();
            foreach (var followed in events.Where(e => e.Event is CaseFollowedUnit f && f.StructuralChange == ending && e.Headers.Corrects is null && !events.Any(c => c.Headers.Corrects == e.Id && c.Event is FactStruck)))
            {
                await SendAsync(
                    struck, followed.Id, new CaseActCommand(caseId, new FactStruck(facts.OccurredOn, true, facts.Document, ReasonCode.WrongProcedure, facts.NoteId), followed.Id), cancellationToken);
            }
        }
    }

    /// <summary>The merger or split that ended a unit, as it stands; null while it lives.</summary>
    private async Task<Recorded<IDomainEvent>?> ChangeAsync(Guid unit, CancellationToken cancellationToken)
    {
        var events = EventCodec.Decode<IDomainEvent>(await log.ReadStreamAsync(Streams.Unit(unit), 0, cancellationToken)).ToList();
        var struck = events.Where(e => e.Event is UnitFactStruck).Select(e => e.Headers.Corrects).ToHashSet();
        return events.LastOrDefault(e => e.Event is UnitMerged or UnitSplit && e.Headers.Corrects is null && !struck.Contains(e.Id));
    }

    /// <summary>The read side knows which cases are there; the small query keeps this transaction from looking idle meanwhile.</summary>
    private async Task WaitForReadSideAsync(Recorded<IDomainEvent> change, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (!await monitor.WaitForPositionAsync(ReadModel.Name, change.Position, Patience, cancellationToken))
        {
            await using var alive = new NpgsqlCommand("select 1", connection);
            await alive.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static Guid? Successor(IDomainEvent @event) => @event switch
    {
        UnitMerged merged => merged.Into,
        UnitSplit { Successors: [var only] } => only,
        _ => null,
    };

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
