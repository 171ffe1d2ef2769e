using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>Sends what follows from an event in other streams, one command per target, under an id that follows from both: repeating it changes nothing.</summary>
internal abstract class FollowingSubscriber(IServiceProvider services, ILogger logger) : ISubscriber
{
    public abstract string Name { get; }

    /// <summary>Stored types worth decoding.</summary>
    protected abstract IReadOnlySet<string> Types { get; }

    public async Task HandleAsync(IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        foreach (var recorded in batch.Where(e => Types.Contains(e.Type)))
        {
            await FollowAsync(EventCodec.Decode(recorded), connection, cancellationToken);
        }
    }

    protected abstract Task FollowAsync(Recorded<IDomainEvent> recorded, NpgsqlConnection connection, CancellationToken cancellationToken);

    protected async Task SendAsync(Recorded<IDomainEvent> cause, Guid target, Command command, CancellationToken cancellationToken)
    {
        // Resolved late: the gateway is built over the same log this subscriber is handed events of.
        var gateway = services.GetRequiredService<CommandGateway>();
        var result = await gateway.SendAsync(
            command, Actor.System, Uuid.CommandFor(cause.Id, target), "system", new CommandOrigin(CausationId: cause.Id.ToString("D")), cancellationToken);
        switch (result)
        {
            case CommandResult.Accepted:
                break;
            case CommandResult.Conflict or CommandResult.InFlight:
                throw new InvalidOperationException($"{Name}: {command.Name} for {target} met others at work; it is tried again.");
            default:
                // Refused by the facts, such as a case that ended meanwhile: trying again would not change that.
                logger.LogWarning("{Subscription}: {Command} for {Target} after event {Event} was not accepted: {Result}", Name, command.Name, target, cause.Id, result);
                break;
        }
    }
}

/// <summary>Open cases of a unit that merged, or split into one, follow it. After a split into several a person says which successor each case has.</summary>
internal sealed class UnitFollower(IServiceProvider services, IEventLog log, ReferenceFacts reference, SubscriptionMonitor monitor, ILogger<UnitFollower> logger)
    : FollowingSubscriber(services, logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public override string Name => "follow_units_v1";

    protected override IReadOnlySet<string> Types { get; } = new HashSet<string>(["unit_merged", "unit_split", "referral_filed"], StringComparer.Ordinal);

    protected override async Task FollowAsync(Recorded<IDomainEvent> recorded, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        switch (recorded.Event)
        {
            case UnitMerged or UnitSplit:
                await MoveCasesAsync(recorded, Guid.Parse(recorded.StreamId.AsSpan("unit-".Length)), connection, cancellationToken);
                break;
            case ReferralFiled filed:
                await MoveLateFilingAsync(filed, recorded.Position, filed.UnionUnit, cancellationToken);
                await MoveLateFilingAsync(filed, recorded.Position, filed.PartyBody, cancellationToken);
                break;
        }
    }

    private async Task MoveCasesAsync(Recorded<IDomainEvent> change, Guid unit, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (Successor(change.Event) is not { } into)
        {
            return;
        }

        // The read side knows which cases are there; the small query keeps this transaction from looking idle meanwhile.
        while (!await monitor.WaitForPositionAsync(ReadModel.Name, change.Position, Patience, cancellationToken))
        {
            await using var alive = new NpgsqlCommand("select 1", connection);
            await alive.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var caseId in await OpenCasesAsync(unit, connection, cancellationToken))
        {
            await SendAsync(change, caseId, Follow(change.Event, change.Id, caseId, into, await IsPartyAsync(unit, cancellationToken)), cancellationToken);
        }
    }

    /// <summary>A referral reported after a merger may name the unit that is gone; those filed before it moved with the merger itself.</summary>
    private async Task MoveLateFilingAsync(ReferralFiled filed, long position, Guid unit, CancellationToken cancellationToken)
    {
        var units = (await reference.CurrentAsync(cancellationToken)).Units;
        if (units.Successors(unit) is not [var into])
        {
            return;
        }

        var slice = await log.ReadStreamAsync(Streams.Unit(unit), 0, cancellationToken);
        if (EventCodec.Decode<IDomainEvent>(slice).LastOrDefault(e => Successor(e.Event) == into) is { } change && change.Position < position)
        {
            await SendAsync(change, filed.CaseId, Follow(change.Event, change.Id, filed.CaseId, into, await IsPartyAsync(unit, cancellationToken)), cancellationToken);
        }
    }

    private async Task<bool> IsPartyAsync(Guid unit, CancellationToken cancellationToken) =>
        (await reference.CurrentAsync(cancellationToken)).Units.Unit(unit, DateOnly.MaxValue)?.Tree == Tree.Party;

    private static CaseActCommand Follow(IDomainEvent change, Guid changeId, Guid caseId, Guid into, bool party)
    {
        var document = (change as UnitEvent)?.Document;
        return new(caseId, new CaseFollowedUnit(change.OccurredOn, true, document, party ? null : into, party ? into : null, changeId));
    }

    private static Guid? Successor(IDomainEvent @event) => @event switch
    {
        UnitMerged merged => merged.Into,
        UnitSplit { Successors: [var only] } => only,
        _ => null,
    };

    private static async Task<IReadOnlyList<Guid>> OpenCasesAsync(Guid unit, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select case_id from {ReadSchema.Live}.case_now where (union_unit = $1 or party_body = $1) and ended_on is null order by case_id", connection)
        { Parameters = { new() { Value = unit } } };
        var ids = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}

/// <summary>Results of a class that belong to a case become facts of that case.</summary>
internal sealed class ClassFollower(IServiceProvider services, IEventLog log, ILogger<ClassFollower> logger) : FollowingSubscriber(services, logger)
{
    public override string Name => "follow_classes_v1";

    protected override IReadOnlySet<string> Types { get; } = new HashSet<string>(["person_enrolled", "certificate_issued", "person_failed"], StringComparer.Ordinal);

    protected override async Task FollowAsync(Recorded<IDomainEvent> recorded, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var classId = Guid.Parse(recorded.StreamId.AsSpan("class-".Length));
        var (caseId, certificate) = recorded.Event switch
        {
            PersonEnrolled e => (e.CaseId, null),
            CertificateIssued e => (e.CaseId, e.Certificate),
            PersonFailed e => (e.CaseId, null),
            _ => (null, (DocumentRef?)null),
        };
        if (caseId is not { } target)
        {
            return;
        }

        var @class = TrainingClassState.Of(EventCodec.Decode<TrainingEvent>(await log.ReadStreamAsync(Streams.TrainingClass(classId), 0, cancellationToken)));
        CaseEvent? act = (@class.Opened?.Kind, recorded.Event) switch
        {
            (TrainingKind.PartyAwareness, PersonEnrolled e) => new AwarenessEnrolled(e.OccurredOn, true, null, classId),
            (TrainingKind.PartyAwareness, CertificateIssued e) => new AwarenessCertified(e.OccurredOn, true, certificate, classId),
            (TrainingKind.PartyAwareness, PersonFailed e) => new AwarenessFailed(e.OccurredOn, true, null, classId),
            (TrainingKind.NewMember, CertificateIssued e) => new NewMemberCertified(e.OccurredOn, true, certificate, classId),
            _ => null,
        };
        if (act is not null)
        {
            await SendAsync(recorded, target, new CaseActCommand(target, act), cancellationToken);
        }
    }
}
