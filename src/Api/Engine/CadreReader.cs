using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine;

/// <summary>Loads the aggregates of cadre work straight from their streams.</summary>
public sealed class CadreReader(IEventLog log)
{
    /// <summary>A plan; empty when there is none.</summary>
    public async Task<PlanHistory> PlanAsync(Guid id, CancellationToken cancellationToken) =>
        PlanHistory.Of(EventCodec.Decode<PlanEvent>(await log.ReadStreamAsync(Streams.Plan(id), 0, cancellationToken)));

    /// <summary>A personnel procedure; empty when there is none.</summary>
    public async Task<AppointmentHistory> AppointmentAsync(Guid id, CancellationToken cancellationToken) =>
        AppointmentHistory.Of(EventCodec.Decode<AppointmentEvent>(await log.ReadStreamAsync(Streams.Appointment(id), 0, cancellationToken)));

    /// <summary>A person as a cadre; empty when nothing is on record.</summary>
    public async Task<CadreState> CadreAsync(Guid personId, CancellationToken cancellationToken) =>
        CadreState.Of(EventCodec.Decode<CadreEvent>(await log.ReadStreamAsync(Streams.Cadre(personId), 0, cancellationToken)));

    /// <summary>The staff of a unit; empty when nothing is on record.</summary>
    public async Task<StaffingState> StaffingAsync(Guid unit, CancellationToken cancellationToken) =>
        StaffingState.Of(EventCodec.Decode<StaffingEvent>(await log.ReadStreamAsync(Streams.Staffing(unit), 0, cancellationToken)));

    /// <summary>A person's duties to declare; empty when there are none.</summary>
    public async Task<DeclarationState> DeclarationsAsync(Guid personId, CancellationToken cancellationToken) =>
        DeclarationState.Of(EventCodec.Decode<DeclarationEvent>(await log.ReadStreamAsync(Streams.Declarations(personId), 0, cancellationToken)));

    /// <summary>What a unit reported of itself; empty when it reported nothing.</summary>
    public async Task<HeadcountState> HeadcountAsync(Guid unit, CancellationToken cancellationToken) =>
        HeadcountState.Of(EventCodec.Decode<HeadcountEvent>(await log.ReadStreamAsync(Streams.Headcount(unit), 0, cancellationToken)));

    /// <summary>What a unit owes again and again; empty when nothing was laid down.</summary>
    public async Task<DutyState> DutiesAsync(Guid unit, CancellationToken cancellationToken) =>
        DutyState.Of(EventCodec.Decode<DutyEvent>(await log.ReadStreamAsync(Streams.Duties(unit), 0, cancellationToken)));
}
