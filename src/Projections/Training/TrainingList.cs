using CadreWorkflow.Projections.Lists;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Training;

/// <summary>A training class with what became of those called up.</summary>
/// <param name="Kind">Code of the kind of training.</param>
/// <param name="Planned">On the plan only: not opened yet.</param>
/// <param name="CalledByCases">Cases that say they were called up to it, of persons not on its own list.</param>
public sealed record TrainingClassItem(
    Guid ClassId, string Code, string Kind, string Issuer, DateOnly StartsOn, DateOnly EndsOn, int? Seats, DateOnly? EndedOn, DateOnly? CancelledOn,
    int Enrolled, int Certified, int Failed, int Absent = 0, bool Planned = false, Guid? ProgrammeId = null, Guid? Unit = null, int CalledByCases = 0)
{
    /// <summary>Code of the state: <c>planned</c>, <c>open</c>, <c>ended</c>, <c>cancelled</c>.</summary>
    public string State => CancelledOn is not null ? "cancelled" : EndedOn is not null ? "ended" : Planned ? "planned" : "open";
}

/// <summary>Which classes are listed.</summary>
/// <param name="State">One of the codes of <see cref="TrainingClassItem.State"/>.</param>
/// <param name="Text">Start of a code, or part of the school's name.</param>
/// <param name="From">Classes that go on on this day or later.</param>
/// <param name="To">Classes that begin on this day or earlier.</param>
/// <param name="Units">Organising bodies looked into; null for all, and for classes of nobody's.</param>
public sealed record ClassFilter(
    string? Kind = null, string? State = null, string? Text = null, Guid? Programme = null, DateOnly? From = null, DateOnly? To = null, IReadOnlyCollection<Guid>? Units = null, int Skip = 0, int Take = 50);

/// <summary>A page of classes.</summary>
public sealed record ClassPage(int Total, IReadOnlyList<TrainingClassItem> Items);

/// <summary>Someone in a class.</summary>
/// <param name="Attended">Null when nobody said.</param>
public sealed record TrainingParticipant(
    Guid ClassId, Guid PersonId, Guid? CaseId, DateOnly? EnrolledOn, string? CertificateNumber, string? CertificateIssuer, DateOnly? CertificateOn, DateOnly? FailedOn, bool? Attended = null);

/// <summary>A training programme with what was held under it.</summary>
/// <param name="Classes">Classes opened under it that were not called off.</param>
/// <param name="Ended">Of them, those that ended.</param>
/// <param name="PersonTimes">Participations in its ended classes.</param>
public sealed record ProgrammeItem(
    Guid ProgrammeId, string Code, string Title, string Kind, Guid Owner, DateOnly From, DateOnly To, int? PlannedClasses, int? PlannedSeats, DateOnly? ClosedOn, string? DocumentNumber,
    int Classes, int Ended, int PersonTimes);

/// <summary>Training classes, their participants, a person's classes, programmes; as known at a position.</summary>
public static class TrainingList
{
    /// <summary>Most classes of one page.</summary>
    public const int MaxPage = 500;

    /// <summary>Classes of a filter, those that begin last first.</summary>
    public static async Task<ClassPage> QueryAsync(NpgsqlConnection connection, ClassFilter filter, long? asKnown = null, CancellationToken cancellationToken = default)
    {
        await using var command = TrainingSql.Command(
            connection,
            $"""
            with {TrainingSql.Participants()}, {TrainingSql.Classes}
            select c.class_id, c.code, c.kind, c.issuer, c.starts_on, c.ends_on, c.seats, c.ended_on, c.cancelled_on, coalesce(p.enrolled, 0), coalesce(p.certified, 0), coalesce(p.failed, 0),
                   coalesce(p.absent, 0), c.planned, c.programme_id, c.unit_id, count(*) over ()::int, coalesce(k.called, 0)
            from class c left join (
                select c.awareness_class as class_id, count(distinct c.person_id)::int as called
                from {Sources.Cases(asKnown is not null, "$1")} c
                where c.awareness_class is not null and not exists (select from participant p where p.class_id = c.awareness_class and p.person_id = c.person_id)
                group by 1) k using (class_id) left join (
                select class_id, count(*)::int as enrolled, count(*) filter (where result = 'certificate_issued')::int as certified,
                       count(*) filter (where result = 'person_failed')::int as failed, count(*) filter (where attended = false)::int as absent
                from participant group by 1) p using (class_id)
            where ($2::text is null or c.kind = $2) and ($3::uuid is null or c.programme_id = $3) and ($4::date is null or c.ends_on >= $4) and ($5::date is null or c.starts_on <= $5)
              and ($6::uuid[] is null or c.unit_id = any ($6))
              and ($7::text is null or starts_with(lower(c.code), lower($7)) or position(lower($7) in lower(c.issuer)) > 0)
              and ($8::text is null or $8 = case when c.cancelled_on is not null then 'cancelled' when c.ended_on is not null then 'ended' when c.planned then 'planned' else 'open' end)
            order by c.starts_on desc, c.code
            offset {Math.Max(0, filter.Skip)} limit {Math.Clamp(filter.Take, 1, MaxPage)}
            """,
            asKnown,
            TrainingSql.Of(filter.Kind, NpgsqlDbType.Text),
            TrainingSql.Of(filter.Programme, NpgsqlDbType.Uuid),
            TrainingSql.Of(filter.From, NpgsqlDbType.Date),
            TrainingSql.Of(filter.To, NpgsqlDbType.Date),
            TrainingSql.Of(filter.Units?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid),
            TrainingSql.Of(string.IsNullOrWhiteSpace(filter.Text) ? null : filter.Text.Trim(), NpgsqlDbType.Text),
            TrainingSql.Of(filter.State, NpgsqlDbType.Text));
        var total = 0;
        var items = await command.ListAsync(
            r =>
            {
                total = r.GetInt32(16);
                return new TrainingClassItem(
                    r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.Date(4)!.Value, r.Date(5)!.Value, r.Number(6), r.Date(7), r.Date(8), r.GetInt32(9), r.GetInt32(10),
                    r.GetInt32(11), r.GetInt32(12), r.GetBoolean(13), r.Id(14), r.Id(15), r.GetInt32(17));
            },
            cancellationToken);
        return new(total, items);
    }

    /// <summary>Who is in a class.</summary>
    public static Task<IReadOnlyList<TrainingParticipant>> OfClassAsync(NpgsqlConnection connection, Guid classId, long? asKnown = null, CancellationToken cancellationToken = default) =>
        ParticipantsAsync(connection, "class_id", classId, asKnown, cancellationToken);

    /// <summary>The classes of a person.</summary>
    public static Task<IReadOnlyList<TrainingParticipant>> OfPersonAsync(NpgsqlConnection connection, Guid personId, long? asKnown = null, CancellationToken cancellationToken = default) =>
        ParticipantsAsync(connection, "person_id", personId, asKnown, cancellationToken);

    /// <summary>Programmes, the latest period first.</summary>
    /// <param name="units">Owners looked into; null for all.</param>
    public static async Task<IReadOnlyList<ProgrammeItem>> ProgrammesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid>? units = null, long? asKnown = null, CancellationToken cancellationToken = default)
    {
        await using var command = TrainingSql.Command(
            connection,
            $"""
            with {TrainingSql.Participants()}, {TrainingSql.Classes}, {TrainingSql.Programmes},
            held as (
                select c.programme_id, count(distinct c.class_id)::int as classes, count(distinct c.class_id) filter (where c.ended_on is not null)::int as ended,
                       count(p.person_id) filter (where c.ended_on is not null and p.attended is distinct from false)::int as times
                from class c left join participant p using (class_id) where c.cancelled_on is null and not c.planned group by 1)
            select g.programme_id, g.code, g.title, g.kind, g.owner, g.from_on, g.to_on, g.planned_classes, g.planned_seats, g.closed_on, g.document_number,
                   coalesce(h.classes, 0), coalesce(h.ended, 0), coalesce(h.times, 0)
            from programme g left join held h using (programme_id) where $2::uuid[] is null or g.owner = any ($2) order by g.from_on desc, g.code
            """,
            asKnown,
            TrainingSql.Of(units?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid));
        return await command.ListAsync(
            r => new ProgrammeItem(
                r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetGuid(4), r.Date(5)!.Value, r.Date(6)!.Value, r.Number(7), r.Number(8), r.Date(9), r.Text(10), r.GetInt32(11),
                r.GetInt32(12), r.GetInt32(13)),
            cancellationToken);
    }

    private static async Task<IReadOnlyList<TrainingParticipant>> ParticipantsAsync(
        NpgsqlConnection connection, string column, Guid id, long? asKnown, CancellationToken cancellationToken)
    {
        await using var command = TrainingSql.Command(
            connection,
            $"""
            with {TrainingSql.Participants($"and {column} = $2")}
            select class_id, person_id, case_id, enrolled_on, result, number, issuer, issued_on, failed_on, attended from participant order by enrolled_on, class_id, person_id
            """,
            asKnown,
            TrainingSql.Of<Guid?>(id, NpgsqlDbType.Uuid));
        return await command.ListAsync(Participant, cancellationToken);
    }

    internal static TrainingParticipant Participant(NpgsqlDataReader r)
    {
        var passed = r.Text(4) == "certificate_issued";
        return new(r.GetGuid(0), r.GetGuid(1), r.Id(2), r.Date(3), passed ? r.Text(5) : null, passed ? r.Text(6) : null, passed ? r.Date(7) : null, passed ? null : r.Date(8), r.Flag(9));
    }
}
