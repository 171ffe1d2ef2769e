using System.Collections.Concurrent;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;
using CadreWorkflow.Projections;

namespace CadreWorkflow.Api.Imports.Rows.Cadres;

/// <summary>Persons as files of cadre work name them.</summary>
internal sealed class CadreDirectory(ImportIds ids)
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Guid>> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IReadOnlyList<Guid>> _byReference = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Guid, string> _known = new();
    private bool _looked;

    /// <summary>The person, or what is wrong.</summary>
    /// <param name="mayBeNew">The act registers somebody who is not on record yet.</param>
    /// <param name="unit">Unit code of the row: tells two unregistered persons of one name and birth date apart.</param>
    public (Guid Id, NewPerson? Added, RowProblem? Problem) Find(PersonRef who, bool mayBeNew, string unit)
    {
        if (who.Reference is { } reference)
        {
            var found = _byReference.GetValueOrDefault(reference, []);
            return found.Count == 1 ? (found[0], null, null) : (Guid.Empty, null, new(found.Count == 0 ? "unknown_case" : "ambiguous_reference", "reference", reference));
        }

        var key = ids.Person(who.Card, who.FullName ?? string.Empty, who.BirthDate, unit);
        var own = ids.PersonId(key);
        if (who.Card is not null && _known.TryGetValue(own, out var name))
        {
            return who.FullName is null || NameFolding.Fold(who.FullName) == name ? (own, null, null) : (Guid.Empty, null, new("person_name_differs", "full_name", who.FullName));
        }

        var namesakes = who is { FullName: { } full, BirthDate: { } born } ? _byName.GetValueOrDefault(NameKey(full, born), []) : [];
        return namesakes.Count > 1 ? (Guid.Empty, null, new("ambiguous_person", "full_name", who.FullName))
            : namesakes.Count == 1 ? (namesakes[0], null, null)
            : mayBeNew && who.Attributes is { } attributes ? (own, new NewPerson(key, attributes), null)
            : who.Card is not null && !_looked ? (own, null, null)
            : (Guid.Empty, null, new("unknown_person_named", who.Card is null ? "full_name" : "member_number", who.Shown));
    }

    /// <summary>Notes somebody registered just now.</summary>
    public void Add(Guid id, PersonAttributes attributes)
    {
        _known[id] = NameFolding.Fold(attributes.FullName);
        if (attributes.BirthDate is { } born)
        {
            _byName.AddOrUpdate(NameKey(attributes.FullName, born), _ => [id], (_, known) => known.Contains(id) ? known : [.. known, id]);
        }
    }

    /// <summary>Looks the persons of some rows up together.</summary>
    public async Task LoadAsync(CadreDatabases databases, IReadOnlyCollection<PersonRef> people, CancellationToken cancellationToken)
    {
        _looked = true;
        if (people.Count == 0)
        {
            return;
        }

        var named = people.Where(p => p is { FullName: not null, BirthDate: not null }).DistinctBy(p => p.Key).ToList();
        await using (var command = databases.Requests.CreateCommand(
            """
            select p.person_id, p.full_name, p.birth_date from people.person_revision p where p.person_id = any ($1)
            union
            select p.person_id, p.full_name, p.birth_date from unnest($2::text[], $3::date[]) as a(folded, born)
            join people.person_revision p on p.folded_name = a.folded and p.birth_date = a.born
            """))
        {
            command.Parameters.Add(new() { Value = people.Where(p => p.Card is not null).Select(p => ids.PersonId(ids.Person(p.Card, string.Empty, null, string.Empty))).Distinct().ToArray() });
            command.Parameters.Add(new() { Value = named.Select(p => NameFolding.Fold(p.FullName!)).ToArray() });
            command.Parameters.Add(new() { Value = named.Select(p => p.BirthDate!.Value).ToArray() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                Add(reader.GetGuid(0), new PersonAttributes(reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2)));
            }
        }

        await ReferencesAsync(databases, [.. people.Select(p => p.Reference).OfType<string>().Select(r => r.ToLowerInvariant()).Distinct(StringComparer.Ordinal)], cancellationToken);
    }

    /// <summary>Referrals by their file number, in the read side and in the part of the log it has not come to yet.</summary>
    private async Task ReferencesAsync(CadreDatabases databases, string[] references, CancellationToken cancellationToken)
    {
        if (references.Length == 0)
        {
            return;
        }

        await using var command = databases.Requests.CreateCommand(
            $"""
            select reference, person_id from {ReadSchema.Live}.case_now where lower(reference) = any ($1)
            union
            select e.data->>'reference', (e.data->>'personId')::uuid from cadre.mt_events e
            where e.seq_id > (select position from {ReadSchema.Live}.progress) and e.type = 'referral_filed' and lower(e.data->>'reference') = any ($1)
            """);
        command.Parameters.Add(new() { Value = references });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(1);
            _byReference.AddOrUpdate(reader.GetString(0), _ => [id], (_, known) => known.Contains(id) ? known : [.. known, id]);
        }
    }

    private static string NameKey(string name, DateOnly born) => $"{NameFolding.Fold(name)}\n{born:yyyy-MM-dd}";
}
