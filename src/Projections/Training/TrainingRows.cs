using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Training;

/// <summary>One row per fact of classes, programmes and shown certificates; append-only, so any position can be asked of them.</summary>
internal sealed class TrainingRows(string schema)
{
    private readonly string _schema = ReadSchema.Quote(schema);

    internal async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<Recorded<IDomainEvent>> facts, CancellationToken cancellationToken)
    {
        await WriteAsync(
            connection, "training_fact", [.. facts.Where(f => f.Event is TrainingEvent)],
            [
                new("class_id", NpgsqlDbType.Uuid, f => IdOf(f, "class-")),
                new("person_id", NpgsqlDbType.Uuid, f => PersonOf(f.Event)),
                new("case_id", NpgsqlDbType.Uuid, f => f.Event switch { PersonEnrolled e => e.CaseId, CertificateIssued e => e.CaseId, CertificateReissued e => e.CaseId, PersonFailed e => e.CaseId, _ => null }),
                new("certificate_number", NpgsqlDbType.Text, f => Certificate(f.Event)?.Number),
                new("certificate_issuer", NpgsqlDbType.Text, f => Certificate(f.Event)?.Issuer),
                new("certificate_on", NpgsqlDbType.Date, f => Certificate(f.Event)?.Date),
                new("attended", NpgsqlDbType.Boolean, f => (f.Event as AttendanceRecorded)?.Attended),
                new("kind", NpgsqlDbType.Text, f => About(f.Event) is { } a ? Codes.Of(a.Kind) : null),
                new("code", NpgsqlDbType.Text, f => About(f.Event)?.Code),
                new("issuer", NpgsqlDbType.Text, f => About(f.Event)?.Issuer),
                new("starts_on", NpgsqlDbType.Date, f => About(f.Event)?.StartsOn),
                new("ends_on", NpgsqlDbType.Date, f => About(f.Event)?.EndsOn),
                new("seats", NpgsqlDbType.Integer, f => About(f.Event)?.Seats),
                new("programme_id", NpgsqlDbType.Uuid, f => About(f.Event)?.ProgrammeId),
                new("unit_id", NpgsqlDbType.Uuid, f => About(f.Event)?.Unit),
                new("document_number", NpgsqlDbType.Text, f => (f.Event as ClassVolumeReported)?.Document?.Number),
                .. Reported(f => (f as ClassVolumeReported)?.Reported),
            ],
            cancellationToken);
        await WriteAsync(
            connection, "programme_fact", [.. facts.Where(f => f.Event is ProgrammeEvent)],
            [
                new("programme_id", NpgsqlDbType.Uuid, f => IdOf(f, "programme-")),
                new("code", NpgsqlDbType.Text, f => (f.Event as ProgrammeOpened)?.Code),
                new("title", NpgsqlDbType.Text, f => (f.Event as ProgrammeOpened)?.Title),
                new("kind", NpgsqlDbType.Text, f => f.Event switch { ProgrammeOpened o => Codes.Of(o.Kind), ProgrammeVolumeReported r => Codes.Of(r.Kind), _ => null }),
                new("owner", NpgsqlDbType.Uuid, f => (f.Event as ProgrammeOpened)?.Owner),
                new("from_on", NpgsqlDbType.Date, f => f.Event switch { ProgrammeOpened o => o.From, ProgrammeRevised r => r.From, _ => (DateOnly?)null }),
                new("to_on", NpgsqlDbType.Date, f => f.Event switch { ProgrammeOpened o => o.To, ProgrammeRevised r => r.To, _ => (DateOnly?)null }),
                new("planned_classes", NpgsqlDbType.Integer, f => f.Event switch { ProgrammeOpened o => o.PlannedClasses, ProgrammeRevised r => r.PlannedClasses, _ => null }),
                new("planned_seats", NpgsqlDbType.Integer, f => f.Event switch { ProgrammeOpened o => o.PlannedSeats, ProgrammeRevised r => r.PlannedSeats, _ => null }),
                new("document_number", NpgsqlDbType.Text, f => f.Event switch { ProgrammeOpened o => o.Document?.Number, ProgrammeVolumeReported r => r.Document?.Number, _ => null }),
                .. Reported(f => (f as ProgrammeVolumeReported)?.Reported),
            ],
            cancellationToken);
        await WriteAsync(
            connection, "evidence_fact", [.. facts.Where(f => f.Event is EvidenceEvent)],
            [
                new("person_id", NpgsqlDbType.Uuid, f => ((EvidenceEvent)f.Event).PersonId),
                new("kind", NpgsqlDbType.Text, f => f.Event switch { EvidenceRecorded e => Codes.Of(e.Kind), EvidenceStruck e => Codes.Of(e.Kind), _ => null }),
                new("certificate_number", NpgsqlDbType.Text, f => f.Event switch { EvidenceRecorded e => e.Certificate.Number, EvidenceStruck e => e.Number, _ => null }),
                new("certificate_issuer", NpgsqlDbType.Text, f => (f.Event as EvidenceRecorded)?.Certificate.Issuer),
                new("certificate_on", NpgsqlDbType.Date, f => (f.Event as EvidenceRecorded)?.Certificate.Date),
                new("confirms", NpgsqlDbType.Text, f => f.Event is EvidenceRecorded { Confirms: { } level } ? Codes.Of(level) : null),
            ],
            cancellationToken);
    }

    private static Column[] Reported(Func<IDomainEvent, ReportedCount?> of) =>
    [
        new("reported_number", NpgsqlDbType.Integer, f => of(f.Event)?.Number),
        new("reported_precision", NpgsqlDbType.Text, f => of(f.Event) is { } r ? Codes.Of(r.Precision) : null),
        new("reported_counted", NpgsqlDbType.Text, f => of(f.Event) is { } r ? Codes.Of(r.Counted) : null),
        new("reported_certificates", NpgsqlDbType.Integer, f => of(f.Event)?.Certificates),
    ];

    private async Task WriteAsync(NpgsqlConnection connection, string table, IReadOnlyList<Recorded<IDomainEvent>> facts, Column[] own, CancellationToken cancellationToken)
    {
        if (facts.Count == 0)
        {
            return;
        }

        Column[] columns =
        [
                new("position", NpgsqlDbType.Bigint, f => f.Position), new("type", NpgsqlDbType.Text, f => DomainEvents.Catalog.NameOf(f.Event)),
                new("occurred_on", NpgsqlDbType.Date, f => f.Event.OccurredOn), .. own,
        ];
        await using var command = new NpgsqlCommand(
            $"insert into {_schema}.{table} ({string.Join(", ", columns.Select(c => c.Name))}) select * from unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})", connection);
        foreach (var column in columns)
        {
            command.Parameters.Add(column.Parameter(facts));
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Guid IdOf(Recorded<IDomainEvent> fact, string prefix) => Guid.Parse(fact.StreamId.AsSpan(prefix.Length));

    private static ClassOpened? About(IDomainEvent e) => e switch
    {
        ClassOpened o => o,
        ClassPlanned p => new(p.OccurredOn, p.ClassId, p.Kind, p.Code, p.Issuer, p.StartsOn, p.EndsOn, p.Seats, p.ProgrammeId, p.Unit),
        _ => null,
    };

    private static DocumentRef? Certificate(IDomainEvent e) => e switch { CertificateIssued i => i.Certificate, CertificateReissued r => r.Certificate, _ => null };

    private static Guid? PersonOf(IDomainEvent e) => e switch
    {
        PersonEnrolled x => x.PersonId,
        EnrolmentWithdrawn x => x.PersonId,
        AttendanceRecorded x => x.PersonId,
        CertificateIssued x => x.PersonId,
        CertificateReissued x => x.PersonId,
        PersonFailed x => x.PersonId,
        _ => null,
    };

    private sealed record Column(string Name, NpgsqlDbType Type, Func<Recorded<IDomainEvent>, object?> Of)
    {
        internal NpgsqlParameter Parameter(IReadOnlyList<Recorded<IDomainEvent>> facts) =>
            new() { Value = facts.Select(f => Of(f) ?? DBNull.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | Type };
    }
}
