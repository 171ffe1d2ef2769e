using Npgsql;

namespace CadreWorkflow.Projections.Training;

/// <summary>Classes, participants and programmes as they stand at position $1.</summary>
internal static class TrainingSql
{
    private const string Live = ReadSchema.Live;

    /// <summary>
    /// <c>participant</c>: one row per person and class; who was taken off the list is not in it. A certificate issued again keeps the day of the first, from which its
    /// term runs.
    /// </summary>
    internal static string Participants(string where = "") =>
        $"""
        participant as (
            select class_id, person_id, max(case_id::text)::uuid as case_id, min(occurred_on) filter (where type = 'person_enrolled') as enrolled_on,
                   (array_agg(attended order by position desc) filter (where attended is not null))[1] as attended,
                   (array_agg(type order by position desc) filter (where type in ('certificate_issued', 'person_failed')))[1] as result,
                   (array_agg(certificate_number order by position desc) filter (where certificate_number is not null))[1] as number,
                   (array_agg(certificate_issuer order by position desc) filter (where certificate_number is not null))[1] as issuer,
                   (array_agg(certificate_on order by position desc) filter (where type = 'certificate_issued'))[1] as issued_on,
                   max(occurred_on) filter (where type = 'person_failed') as failed_on
            from {Live}.training_fact where person_id is not null and position <= $1 {where} group by class_id, person_id
            having (array_agg(type order by position desc) filter (where type <> 'attendance_recorded'))[1] is distinct from 'enrolment_withdrawn')
        """;

    /// <summary><c>class</c>: one row per class, as opened, else as planned.</summary>
    internal const string Classes =
        $"""
        class as (
            select c.class_id, c.kind, c.code, c.issuer, c.starts_on, c.ends_on, c.seats, c.programme_id, c.unit_id, c.type = 'class_planned' as planned, e.ended_on, e.cancelled_on
            from (select distinct on (class_id) * from {Live}.training_fact where kind is not null and position <= $1 order by class_id, position desc) c
            left join (
                select class_id, max(occurred_on) filter (where type = 'class_ended') as ended_on, max(occurred_on) filter (where type = 'class_cancelled') as cancelled_on
                from {Live}.training_fact where type in ('class_ended', 'class_cancelled') and position <= $1 group by class_id) e using (class_id))
        """;

    /// <summary><c>programme</c>: one row per programme with what is planned now.</summary>
    internal const string Programmes =
        $"""
        programme as (
            select o.programme_id, o.code, o.title, o.kind, o.owner, o.document_number, p.from_on, p.to_on, p.planned_classes, p.planned_seats, c.closed_on
            from (select * from {Live}.programme_fact where type = 'programme_opened' and position <= $1) o
            join (select distinct on (programme_id) * from {Live}.programme_fact where from_on is not null and position <= $1 order by programme_id, position desc) p using (programme_id)
            left join (select programme_id, min(occurred_on) as closed_on from {Live}.programme_fact where type = 'programme_closed' and position <= $1 group by 1) c using (programme_id))
        """;

    internal static NpgsqlCommand Command(NpgsqlConnection connection, string sql, long? asKnown, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = asKnown ?? long.MaxValue } } };
        command.Parameters.AddRange(parameters);
        return command;
    }

    internal static NpgsqlParameter Of<T>(T? value, NpgsqlTypes.NpgsqlDbType type) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = type };

    internal static async Task<IReadOnlyList<T>> ListAsync<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(read(reader));
        }

        return items;
    }
}
