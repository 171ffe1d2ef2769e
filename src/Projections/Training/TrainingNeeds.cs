using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Lists;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Training;

/// <summary>A case that waits for a class, or whose certificate runs out.</summary>
/// <param name="Since">Stage entered, or certificate issued.</param>
/// <param name="ExpiresOn">Last day of the certificate; null for a case that has none yet.</param>
public sealed record TrainingNeed(Guid CaseId, Guid PersonId, Guid UnionUnit, Guid PartyBody, string UnionUnitName, string Stage, DateOnly Since, DateOnly? ExpiresOn);

/// <summary>A page of them.</summary>
public sealed record TrainingNeedPage(int Total, IReadOnlyList<TrainingNeed> Items);

/// <summary>Who needs a class: cases that wait for one, certificates about to run out unused (early warning of ST-13), and what papers prove of a person's theory level.</summary>
public sealed class TrainingNeeds(ReadFacts facts)
{
    /// <summary>Months ahead in which a certificate that nobody used is warned about.</summary>
    public const int WarnMonths = 6;

    /// <summary>Certificates that run out from the day on within the months of warning, no cell having considered the case; the first to run out first.</summary>
    public Task<TrainingNeedPage> ExpiringAsync(NpgsqlConnection connection, ReadScope scope, CaseListFilter filter, CancellationToken cancellationToken = default) =>
        QueryAsync(
            connection, scope, filter with { OpenOnly = true },
            $"c.certificate_expires_on between $1 and $1 + make_interval(months => {WarnMonths}) and (c.cell_voted_on is null or c.cell_voted_on > $1)",
            "c.certificate_issued_on, c.certificate_expires_on", "c.certificate_expires_on, c.case_id", cancellationToken);

    /// <summary>Cases that wait for a class of a kind: accepted as a source, or in probation; those who wait longest first.</summary>
    public Task<TrainingNeedPage> WaitingAsync(NpgsqlConnection connection, ReadScope scope, CaseListFilter filter, TrainingKind kind, CancellationToken cancellationToken = default) =>
        kind switch
        {
            TrainingKind.PartyAwareness => QueryAsync(
                connection, scope, filter with { OpenOnly = true }, "c.stage_on_day = 'accepted_as_source' and (c.certificate_expires_on is null or c.certificate_expires_on < $1)",
                "c.stage_since, null::date", "c.stage_since, c.case_id", cancellationToken),
            TrainingKind.NewMember => QueryAsync(
                connection, scope, filter with { OpenOnly = true }, "c.stage_on_day in ('probation', 'recognition_due') and c.new_member_certified_on is null",
                "c.stage_since, null::date", "c.stage_since, c.case_id", cancellationToken),
            _ => Task.FromResult(new TrainingNeedPage(0, [])),
        };

    /// <summary>Everything that proves a theory level of persons: certificates of classes on record, and papers shown.</summary>
    public static async Task<ILookup<Guid, TheoryEvidence>> TheoryAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> persons, long? asKnown = null, CancellationToken cancellationToken = default)
    {
        await using var command = TrainingSql.Command(
            connection,
            $"""
            with {TrainingSql.Participants("and person_id = any ($2)")}, {TrainingSql.Classes}
            select p.person_id, c.kind, p.number, coalesce(p.issuer, c.issuer), p.issued_on, null::text, c.class_id
            from participant p join class c using (class_id) where p.result = 'certificate_issued' and c.kind like 'theory%'
            union all
            select e.person_id, e.kind, e.certificate_number, e.certificate_issuer, e.certificate_on, e.confirms, null::uuid
            from {ReadSchema.Live}.evidence_fact e
            where e.person_id = any ($2) and e.position <= $1 and e.type = 'evidence_recorded' and e.kind like 'theory%' and not exists (
                select from {ReadSchema.Live}.evidence_fact s
                where s.type = 'evidence_struck' and s.person_id = e.person_id and s.kind = e.kind and lower(s.certificate_number) = lower(e.certificate_number)
                  and s.position between e.position and $1)
            """,
            asKnown,
            TrainingSql.Of(persons.Distinct().ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid));
        var rows = await command.ListAsync(
            r => (Person: r.GetGuid(0), Paper: new TheoryEvidence(
                r.Code<TrainingKind>(1), new DocumentRef(r.GetString(2), r.Date(4)!.Value, r.Text(3) ?? string.Empty), r.CodeOrNull<TheoryLevel>(5), r.Id(6))),
            cancellationToken);
        return rows.ToLookup(r => r.Person, r => r.Paper);
    }

    private async Task<TrainingNeedPage> QueryAsync(
        NpgsqlConnection connection, ReadScope scope, CaseListFilter filter, string where, string columns, string order, CancellationToken cancellationToken)
    {
        var query = await CaseQuery.BeginAsync(connection, facts, scope, filter, cancellationToken);
        await using var command = query.Command(
            connection,
            $"""
            {query.Sql}
            select c.case_id, c.person_id, c.unit_on_day, c.body_on_day, c.stage_on_day, {columns}, count(*) over ()::int
            from shown c where {where} order by {order} offset {Math.Max(0, filter.Skip)} limit {Math.Clamp(filter.Take, 1, CaseList.MaxPage)}
            """);
        var total = 0;
        var items = await command.ListAsync(
            r =>
            {
                total = r.GetInt32(7);
                var unit = r.GetGuid(2);
                return new TrainingNeed(
                    r.GetGuid(0), r.GetGuid(1), unit, r.GetGuid(3), query.Units.Unit(unit, scope.Day)?.Name ?? unit.ToString(), r.GetString(4), r.Date(5) ?? scope.Day, r.Date(6));
            },
            cancellationToken);
        return new(total, items);
    }
}
