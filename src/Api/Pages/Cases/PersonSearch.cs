using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>A person found by name.</summary>
public sealed record FoundPerson(Guid Id, string FullName, DateOnly? BirthDate);

/// <summary>Finds people by name, typed with or without marks; exact marks rank first.</summary>
public sealed class PersonSearch(CadreDatabases databases)
{
    /// <summary>Longest answer of a search.</summary>
    public const int Most = 2_000;

    /// <summary>People whose present name contains the words typed.</summary>
    public async Task<IReadOnlyList<FoundPerson>> ContainingAsync(string typed, int limit, CancellationToken cancellationToken) => await FindAsync(
        "r.folded_name like '%' || $1 || '%'", NameFolding.Fold(typed).Replace("%", string.Empty, StringComparison.Ordinal).Replace("_", string.Empty, StringComparison.Ordinal), typed, limit, cancellationToken);

    /// <summary>People of exactly this name, marks or not.</summary>
    public async Task<IReadOnlyList<FoundPerson>> NamedAsync(string name, CancellationToken cancellationToken) =>
        await FindAsync("r.folded_name = $1", NameFolding.Fold(name), name, 20, cancellationToken);

    private async Task<IReadOnlyList<FoundPerson>> FindAsync(string where, string folded, string typed, int limit, CancellationToken cancellationToken)
    {
        var found = new List<FoundPerson>();
        if (folded.Length == 0)
        {
            return found;
        }

        // Only the latest revision counts: a name corrected since is no longer the person's.
        await using var command = databases.Requests.CreateCommand(
            $"""
            select r.person_id, r.full_name, r.birth_date
            from people.person_revision r
            where {where} and r.revision = (select max(l.revision) from people.person_revision l where l.person_id = r.person_id)
            order by position(lower($2) in lower(r.full_name)) = 0, r.full_name, r.birth_date
            limit $3
            """);
        command.Parameters.Add(new() { Value = folded });
        command.Parameters.Add(new() { Value = typed });
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2)));
        }

        return found;
    }
}
