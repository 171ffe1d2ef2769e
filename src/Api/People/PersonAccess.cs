using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections;

namespace CadreWorkflow.Api.People;

/// <summary>Who may see whom: a person is seen through a case in scope, or by the account that registered them.</summary>
public sealed class PersonAccess(CadreDatabases databases, CaseReader cases, ReferenceFacts reference, CadreClock clock)
{
    /// <summary>Whether the actor may know this person.</summary>
    public async Task<bool> MaySeeAsync(Actor actor, Guid personId, CancellationToken cancellationToken)
    {
        var person = await cases.PersonAsync(personId, cancellationToken);
        if (person.PersonId is null)
        {
            return false;
        }

        var units = (await reference.CurrentAsync(cancellationToken)).Units;
        if (Access.Visible(actor, Verb.ViewCases, units, clock.Today).IsAll)
        {
            return true;
        }

        foreach (var caseId in person.Cases.Reverse())
        {
            var history = await cases.HistoryAsync(caseId, cancellationToken);
            if (Access.View(actor, CaseScope.Of(history, clock.Today), units, clock.Today) == Verdict.Allowed)
            {
                return true;
            }
        }

        await using var command = databases.Requests.CreateCommand("select exists(select from people.person where person_id = $1 and created_by = $2)");
        command.Parameters.Add(new() { Value = personId });
        command.Parameters.Add(new() { Value = actor.AccountId });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Persons whose name holds the text, marks or not; names with exactly these marks come first, then by given name.</summary>
    public async Task<(int Total, IReadOnlyList<(Guid Id, PersonAttributes Attributes)> Items)> SearchAsync(
        Actor actor, string text, OrgTree units, DateOnly today, int skip, int take, CancellationToken cancellationToken)
    {
        var visible = Access.Visible(actor, Verb.ViewCases, units, today);
        var scope = visible.IsAll
            ? "true"
            : $"""
               (p.created_by = $3 or exists (
                   select from {ReadSchema.Live}.case_now c where c.person_id = r.person_id
                   and (c.union_unit = any ($4) or (($5::uuid[] is null or c.party_body = any ($5)) and c.first_sent_on is not null))))
               """;
        await using var command = databases.Requests.CreateCommand(
            $"""
            select r.full_name, r.birth_date, r.gender, r.education, r.theory_level, r.youth_union_member, r.person_id, count(*) over ()::int
            from people.person_revision r join people.person p using (person_id)
            where r.folded_name like '%' || replace(replace(replace($1, '\', '\\'), '%', '\%'), '_', '\_') || '%'
              and not exists (select from people.person_revision n where n.person_id = r.person_id and n.revision > r.revision)
              and {scope}
            order by position(lower($2) in lower(r.full_name)) = 0, regexp_replace(r.full_name, '^.*\s', '') collate "vi-x-icu", r.full_name collate "vi-x-icu", r.person_id
            offset {Math.Max(0, skip)} limit {Math.Clamp(take, 1, 500)}
            """);
        command.Parameters.Add(new() { Value = NameFolding.Fold(text) });
        command.Parameters.Add(new() { Value = TypedText.Composed(text) });
        if (!visible.IsAll)
        {
            command.Parameters.Add(new() { Value = actor.AccountId });
            command.Parameters.Add(new() { Value = (visible.UnionUnits ?? new HashSet<Guid>()).ToArray() });
            command.Parameters.Add(new()
            {
                Value = visible.PartyBodies is { } bodies ? bodies.ToArray() : DBNull.Value,
                NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Uuid,
            });
        }

        var found = new List<(Guid, PersonAttributes)>();
        var total = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            total = reader.GetInt32(7);
            found.Add((reader.GetGuid(6), PeopleStore.Read(reader, 0)));
        }

        return (total, found);
    }
}
