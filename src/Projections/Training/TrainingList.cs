using Npgsql;

namespace CadreWorkflow.Projections.Training;

/// <summary>A training class with what became of those called up.</summary>
/// <param name="Kind">Code of the kind of training.</param>
public sealed record TrainingClassItem(
    Guid ClassId, string Code, string Kind, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats, DateOnly? EndedOn, DateOnly? CancelledOn,
    int Enrolled, int Certified, int Failed);

/// <summary>Someone in a class.</summary>
public sealed record TrainingParticipant(
    Guid ClassId, Guid PersonId, Guid? CaseId, DateOnly? EnrolledOn, string? CertificateNumber, string? CertificateIssuer, DateOnly? CertificateOn, DateOnly? FailedOn);

/// <summary>Volume of training of one kind (ST-22) and completion (ST-09); a class counts in the period it ended in.</summary>
/// <param name="PersonTimes">Call-ups.</param>
/// <param name="Persons">Distinct persons called up.</param>
/// <param name="Certificates">Certificates issued; over <paramref name="PersonTimes"/> it is the completion.</param>
public sealed record TrainingVolume(string Kind, int Classes, int PersonTimes, int Persons, int Certificates);

/// <summary>Training classes, their participants, a person's certificates, volumes; as known at a position.</summary>
public static class TrainingList
{
    private const string Participants =
        $"""
        participant as (
            select class_id, person_id, max(case_id::text)::uuid as case_id, min(occurred_on) filter (where type = 'person_enrolled') as enrolled_on,
                   (array_agg(type order by position desc) filter (where type in ('certificate_issued', 'person_failed')))[1] as result,
                   (array_agg(certificate_number order by position desc) filter (where type = 'certificate_issued'))[1] as number,
                   (array_agg(certificate_issuer order by position desc) filter (where type = 'certificate_issued'))[1] as issuer,
                   (array_agg(certificate_on order by position desc) filter (where type = 'certificate_issued'))[1] as issued_on,
                   max(occurred_on) filter (where type = 'person_failed') as failed_on
            from {ReadSchema.Live}.training_fact where person_id is not null and position <= $1 group by class_id, person_id),
        class as (
            select class_id, max(code) as code, max(kind) as kind, max(issuer) as issuer, max(starts_on) as starts_on, max(ends_on) as ends_on, max(seats) as seats,
                   max(occurred_on) filter (where type = 'class_ended') as ended_on, max(occurred_on) filter (where type = 'class_cancelled') as cancelled_on
            from {ReadSchema.Live}.training_fact where person_id is null and position <= $1 group by class_id)
        """;

    /// <summary>Classes starting in a period, latest first.</summary>
    public static async Task<IReadOnlyList<TrainingClassItem>> ClassesAsync(
        NpgsqlConnection connection, DateOnly from, DateOnly to, long? asKnown = null, CancellationToken cancellationToken = default)
    {
        await using var command = Command(
            connection,
            $"""
            with {Participants}
            select c.class_id, c.code, c.kind, c.issuer, c.starts_on, c.ends_on, c.seats, c.ended_on, c.cancelled_on, count(p.person_id)::int,
                   count(*) filter (where p.result = 'certificate_issued')::int, count(*) filter (where p.result = 'person_failed')::int
            from class c left join participant p using (class_id) where c.starts_on between $2 and $3
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by c.starts_on desc, c.code
            """,
            asKnown,
            from,
            to);
        var items = new List<TrainingClassItem>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(new(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.Date(4)!.Value, reader.Date(5)!.Value,
                reader.IsDBNull(6) ? null : reader.GetInt32(6), reader.Date(7), reader.Date(8), reader.GetInt32(9), reader.GetInt32(10), reader.GetInt32(11)));
        }

        return items;
    }

    /// <summary>Who is in a class.</summary>
    public static Task<IReadOnlyList<TrainingParticipant>> OfClassAsync(NpgsqlConnection connection, Guid classId, long? asKnown = null, CancellationToken cancellationToken = default) =>
        ParticipantsAsync(connection, "class_id", classId, asKnown, cancellationToken);

    /// <summary>The classes of a person.</summary>
    public static Task<IReadOnlyList<TrainingParticipant>> OfPersonAsync(NpgsqlConnection connection, Guid personId, long? asKnown = null, CancellationToken cancellationToken = default) =>
        ParticipantsAsync(connection, "person_id", personId, asKnown, cancellationToken);

    /// <summary>Volumes by kind of the classes that ended in a period (ST-09, ST-22).</summary>
    public static async Task<IReadOnlyList<TrainingVolume>> VolumesAsync(
        NpgsqlConnection connection, DateOnly from, DateOnly to, long? asKnown = null, CancellationToken cancellationToken = default)
    {
        await using var command = Command(
            connection,
            $"""
            with {Participants}
            select c.kind, count(distinct c.class_id)::int, count(p.enrolled_on)::int, count(distinct p.person_id) filter (where p.enrolled_on is not null)::int,
                   count(*) filter (where p.result = 'certificate_issued')::int
            from class c left join participant p using (class_id) where c.ended_on between $2 and $3 and c.cancelled_on is null group by 1 order by 1
            """,
            asKnown,
            from,
            to);
        var items = new List<TrainingVolume>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4)));
        }

        return items;
    }

    private static async Task<IReadOnlyList<TrainingParticipant>> ParticipantsAsync(
        NpgsqlConnection connection, string column, Guid id, long? asKnown, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection,
            $"""
            with {Participants.Replace("where person_id is not null", $"where person_id is not null and {column} = $2", StringComparison.Ordinal)}
            select class_id, person_id, case_id, enrolled_on, result, number, issuer, issued_on, failed_on from participant order by enrolled_on, class_id, person_id
            """,
            asKnown,
            id);
        var items = new List<TrainingParticipant>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var passed = reader.Text(4) == "certificate_issued";
            items.Add(new(
                reader.GetGuid(0), reader.GetGuid(1), reader.Id(2), reader.Date(3), passed ? reader.Text(5) : null, passed ? reader.Text(6) : null,
                passed ? reader.Date(7) : null, passed ? null : reader.Date(8)));
        }

        return items;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, long? asKnown, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = asKnown ?? long.MaxValue } } };
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }
}
