using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.EventStore;
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

/// <summary>Results of a class that belong to a case become facts of that case.</summary>
internal sealed class ClassFollower(IServiceProvider services, IEventLog log, ILogger<ClassFollower> logger) : FollowingSubscriber(services, logger)
{
    public override string Name => "follow_classes_v1";

    protected override IReadOnlySet<string> Types { get; } = new HashSet<string>(["person_enrolled", "certificate_issued", "certificate_reissued", "person_failed"], StringComparer.Ordinal);

    protected override async Task FollowAsync(Recorded<IDomainEvent> recorded, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var classId = Guid.Parse(recorded.StreamId.AsSpan("class-".Length));
        if (recorded.Event is CertificateReissued again)
        {
            await CorrectAsync(recorded, again, classId, cancellationToken);
            return;
        }

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

    /// <summary>The issuer's correction reaches the case as a correction of the very fact; the term still runs from the first certificate.</summary>
    private async Task CorrectAsync(Recorded<IDomainEvent> recorded, CertificateReissued again, Guid classId, CancellationToken cancellationToken)
    {
        if (again.CaseId is not { } target)
        {
            return;
        }

        var facts = EventCodec.Decode<CaseEvent>(await log.ReadStreamAsync(Streams.Case(target), 0, cancellationToken)).ToList();
        foreach (var fact in facts.Where(f => f.Headers.Corrects is null))
        {
            var effective = facts.LastOrDefault(f => f.Headers.Corrects == fact.Id) ?? fact;
            CaseEvent? act = effective.Event switch
            {
                AwarenessCertified e when e.ClassId == classId && e.Document?.Number == again.Replaces => e with { Document = Of(again.Certificate, e.Document) },
                NewMemberCertified e when e.ClassId == classId && e.Document?.Number == again.Replaces => e with { Document = Of(again.Certificate, e.Document) },
                _ => null,
            };
            if (act is not null)
            {
                await SendAsync(recorded, target, new CaseActCommand(target, act, fact.Id), cancellationToken);
            }
        }
    }

    private static DocumentRef Of(DocumentRef certificate, DocumentRef first) => certificate.Date <= first.Date ? certificate : certificate with { Date = first.Date };
}
