using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Units;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>The tables of cadre work, moved by the one <see cref="ReadModel"/> in its transaction.</summary>
internal sealed class CadreProjection(string schema, IStreamReader streams, int atHand)
{
    private readonly string _schema = ReadSchema.Quote(schema);
    private readonly FactStore _facts = new(schema);

    private readonly CadreAggregates[] _kinds =
    [
        new CadreAggregates<CadreEvent, CadreState>(CadreState.Empty, (s, e) => s.Evolve(e), s => s.Version, CadreRows.Of, atHand),
        new CadreAggregates<PlanEvent, PlanHistory>(PlanHistory.Empty, (s, e) => s.Evolve(e), s => s.Version, CadreRows.Of, atHand),
        new CadreAggregates<AppointmentEvent, AppointmentHistory>(AppointmentHistory.Empty, (s, e) => s.Evolve(e), s => s.Version, CadreRows.Of, atHand),
        new CadreAggregates<StaffingEvent, StaffingState>(StaffingState.Empty, (s, e) => s.Evolve(e), s => s.Version, CadreRows.Of, atHand),
        new CadreAggregates<DeclarationEvent, DeclarationState>(DeclarationState.Empty, (s, e) => s.Evolve(e), s => s.Version, CadreRows.Of, atHand),
    ];

    internal void Clear()
    {
        foreach (var kind in _kinds)
        {
            kind.Clear();
        }
    }

    internal async Task ApplyAsync(IReadOnlyList<Recorded<IDomainEvent>> events, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var changes = new CadreChanges(_schema);
        foreach (var kind in _kinds)
        {
            await kind.TakeAsync(events, changes, streams, cancellationToken);
        }

        await changes.WriteAsync(connection, cancellationToken);
        await _facts.WritePostsAsync(
            connection,
            [
                .. events.Where(e => e.Event is PostEvent)
                    .Select(e => new Recorded<PostEvent>((PostEvent)e.Event, e.Id, e.StreamId, e.Version, e.Position, e.RecordedAt, e.Headers, e.UserName)),
            ],
            cancellationToken);
    }
}
