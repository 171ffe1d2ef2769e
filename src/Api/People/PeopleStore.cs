using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace CadreWorkflow.Api.People;

/// <summary>The <c>people</c> schema: names and birth dates by pseudonymous id and revision.</summary>
public sealed class PeopleStore(CadreDatabases databases) : IDisposable
{
    private const int CachedRevisions = 20_000;

    // A revision never changes, so it can be kept; the bound keeps memory flat.
    private readonly MemoryCache _revisions = new(new MemoryCacheOptions { SizeLimit = CachedRevisions, CompactionPercentage = 0.25 });

    /// <summary>Writes the next revision before the event that names it. Repeating the command gives the same number.</summary>
    public async Task<int> ReviseAsync(Guid commandId, Guid personId, PersonAttributes attributes, string accountId, CancellationToken cancellationToken)
    {
        const string Sql = """
            with added as (
                insert into people.person_revision (person_id, revision, command_id, full_name, folded_name, birth_date, gender, education, theory_level, youth_union_member, recorded_by)
                select $1, (select max(revision) + 1 from people.person_revision where person_id = $1), $2, $4, $5, $6, $7, $8, $9, $10, $3
                on conflict (command_id) do nothing
                returning revision)
            select revision from added union all select revision from people.person_revision where command_id = $2
            limit 1
            """;
        await using var command = databases.Requests.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = personId });
        command.Parameters.Add(new() { Value = commandId });
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = attributes.FullName });
        command.Parameters.Add(new() { Value = NameFolding.Fold(attributes.FullName) });
        command.Parameters.Add(new() { Value = (object?)attributes.BirthDate ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date });
        command.Parameters.Add(new() { Value = Codes.Of(attributes.Gender) });
        command.Parameters.Add(new() { Value = Codes.Of(attributes.Education) });
        command.Parameters.Add(new() { Value = Codes.Of(attributes.TheoryLevel) });
        command.Parameters.Add(new() { Value = (object?)attributes.YouthUnionMember ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Boolean });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The attributes at a revision; null when the schema has no such row.</summary>
    public async ValueTask<PersonAttributes?> FindAsync(Guid personId, int revision, CancellationToken cancellationToken)
    {
        if (_revisions.TryGetValue((personId, revision), out PersonAttributes? known))
        {
            return known;
        }

        await using var command = databases.Requests.CreateCommand(
            "select full_name, birth_date, gender, education, theory_level, youth_union_member from people.person_revision where person_id = $1 and revision = $2");
        command.Parameters.Add(new() { Value = personId });
        command.Parameters.Add(new() { Value = revision });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var attributes = Read(reader, 0);
        Remember(personId, revision, attributes);
        return attributes;
    }

    /// <summary>Present names by id; an unknown id is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, PersonAttributes>> NamesAsync(IReadOnlyCollection<Guid> personIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, PersonAttributes>(personIds.Count);
        if (personIds.Count == 0)
        {
            return found;
        }

        await using var command = databases.Requests.CreateCommand(
            """
            select distinct on (person_id) full_name, birth_date, gender, education, theory_level, youth_union_member, person_id
            from people.person_revision where person_id = any ($1) order by person_id, revision desc
            """);
        command.Parameters.Add(new() { Value = personIds.Distinct().ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(6), Read(reader, 0));
        }

        return found;
    }

    /// <summary>Everybody whose latest name, marks or not, and birth date are these.</summary>
    public async Task<IReadOnlyList<Guid>> NamedAsync(string fullName, DateOnly birthDate, CancellationToken cancellationToken)
    {
        await using var command = databases.Requests.CreateCommand(
            """
            select r.person_id from people.person_revision r
            where r.folded_name = $1 and r.birth_date = $2 and r.revision = (select max(l.revision) from people.person_revision l where l.person_id = r.person_id)
            limit 20
            """);
        command.Parameters.Add(new() { Value = NameFolding.Fold(fullName) });
        command.Parameters.Add(new() { Value = birthDate });
        var found = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0));
        }

        return found;
    }

    /// <summary>The words of notes by id.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> NotesAsync(IReadOnlyCollection<Guid> noteIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, string>(noteIds.Count);
        if (noteIds.Count == 0)
        {
            return found;
        }

        await using var command = databases.Requests.CreateCommand("select note_id, text from people.note where note_id = any ($1)");
        command.Parameters.Add(new() { Value = noteIds.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0), reader.GetString(1));
        }

        return found;
    }

    /// <inheritdoc />
    public void Dispose() => _revisions.Dispose();

    internal static PersonAttributes Read(NpgsqlDataReader reader, int at) => new(
        reader.GetString(at),
        reader.IsDBNull(at + 1) ? null : reader.GetFieldValue<DateOnly>(at + 1),
        Parse<Gender>(reader.GetString(at + 2)),
        Parse<Education>(reader.GetString(at + 3)),
        Parse<TheoryLevel>(reader.GetString(at + 4)),
        reader.IsDBNull(at + 5) ? null : reader.GetBoolean(at + 5));

    private static TEnum Parse<TEnum>(string code)
        where TEnum : struct, Enum => Codes.TryParse<TEnum>(code, out var value) ? value : default;

    /// <summary>Keeps a revision at hand; the schema is not touched.</summary>
    internal void Remember(Guid personId, int revision, PersonAttributes attributes) =>
        _revisions.Set((personId, revision), attributes, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(10) });
}
