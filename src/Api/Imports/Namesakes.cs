using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Imports.Rows;
using CadreWorkflow.Api.People;

namespace CadreWorkflow.Api.Imports;

/// <summary>Finds rows whose person has the name and birth date of somebody known under another key: the same person written otherwise, or a namesake.</summary>
internal sealed class Namesakes(CadreDatabases databases)
{
    /// <summary>Numbers of the doubtful rows.</summary>
    public async Task<IReadOnlySet<int>> FindAsync(IEnumerable<ReferralRow> rows, ImportIds ids, CancellationToken cancellationToken)
    {
        var asked = rows.Where(r => r.Problem is null).Select(r => (r.Number, Folded: NameFolding.Fold(r.Person.FullName), Born: r.Person.BirthDate!.Value, Own: ids.PersonId(r.PersonKey))).ToList();
        var doubtful = new HashSet<int>();
        if (asked.Count == 0)
        {
            return doubtful;
        }

        await using var command = databases.Requests.CreateCommand(
            """
            select distinct a.row from unnest($1::int[], $2::text[], $3::date[], $4::uuid[]) as a(row, folded, born, own)
            join people.person_revision p on p.folded_name = a.folded and p.birth_date = a.born and p.person_id <> a.own
            """);
        command.Parameters.Add(new() { Value = asked.Select(a => a.Number).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(a => a.Folded).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(a => a.Born).ToArray() });
        command.Parameters.Add(new() { Value = asked.Select(a => a.Own).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            doubtful.Add(reader.GetInt32(0));
        }

        return doubtful;
    }
}
