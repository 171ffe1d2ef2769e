using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Training;

/// <summary>One row per fact of a training class; append-only, so any position can be asked of it.</summary>
internal sealed class TrainingRows(string schema)
{
    private readonly string _schema = ReadSchema.Quote(schema);

    internal async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<Recorded<TrainingEvent>> facts, CancellationToken cancellationToken)
    {
        if (facts.Count == 0)
        {
            return;
        }

        var rows = facts.Select(Row).ToList();
        await using var command = new NpgsqlCommand(
            $"""
            insert into {_schema}.training_fact (position, class_id, type, occurred_on, person_id, case_id, certificate_number, certificate_issuer,
                certificate_on, kind, code, issuer, starts_on, ends_on, seats)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = facts.Select(f => f.Position).ToArray() },
                new() { Value = facts.Select(f => Guid.Parse(f.StreamId.AsSpan(6))).ToArray() },
                new() { Value = facts.Select(f => DomainEvents.Catalog.NameOf(f.Event)).ToArray() },
                new() { Value = facts.Select(f => f.Event.OccurredOn).ToArray() },
                Of(rows.Select(r => r.Person), NpgsqlDbType.Uuid),
                Of(rows.Select(r => r.Case), NpgsqlDbType.Uuid),
                Of(rows.Select(r => r.Certificate?.Number), NpgsqlDbType.Text),
                Of(rows.Select(r => r.Certificate?.Issuer), NpgsqlDbType.Text),
                Of(rows.Select(r => r.Certificate?.Date), NpgsqlDbType.Date),
                Of(rows.Select(r => r.Opened is { } o ? Codes.Of(o.Kind) : null), NpgsqlDbType.Text),
                Of(rows.Select(r => r.Opened?.Code), NpgsqlDbType.Text),
                Of(rows.Select(r => r.Opened?.Issuer), NpgsqlDbType.Text),
                Of(rows.Select(r => r.Opened?.StartsOn), NpgsqlDbType.Date),
                Of(rows.Select(r => r.Opened?.EndsOn), NpgsqlDbType.Date),
                Of(rows.Select(r => r.Opened?.Seats), NpgsqlDbType.Integer),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter Of<T>(IEnumerable<T> values, NpgsqlDbType type) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };

    private static (Guid? Person, Guid? Case, DocumentRef? Certificate, ClassOpened? Opened) Row(Recorded<TrainingEvent> fact) =>
        fact.Event switch
        {
            ClassOpened opened => (null, null, null, opened),
            PersonEnrolled enrolled => (enrolled.PersonId, enrolled.CaseId, null, null),
            CertificateIssued issued => (issued.PersonId, issued.CaseId, issued.Certificate, null),
            PersonFailed failed => (failed.PersonId, failed.CaseId, null, null),
            _ => (null, null, null, null),
        };
}
