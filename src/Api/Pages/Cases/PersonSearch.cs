using System.Globalization;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;

namespace CadreWorkflow.Api.Pages.Cases;

/// <summary>A person found by name.</summary>
/// <param name="Born">Day of birth for those who may see the person; for others the decade alone.</param>
/// <param name="Unit">Unit of the latest case, to tell namesakes apart; null when there is none.</param>
public sealed record FoundPerson(Guid Id, string FullName, DateOnly? BirthDate, string Born, string? Unit);

/// <summary>
/// Finds people of exactly a name, typed with or without marks, so that nobody is registered twice. It covers everybody on record, because a person
/// can come from another union; of people the asker may not see it tells the name they typed, the unit and the decade of birth, and no more.
/// </summary>
public sealed class PersonSearch(CadreDatabases databases, PersonAccess access, CaseReader cases, ReferenceFacts reference, CadreClock clock)
{
    private const int Most = 20;

    /// <summary>People of exactly this name, marks or not; exact marks rank first.</summary>
    public async Task<IReadOnlyList<FoundPerson>> NamedAsync(string name, Actor actor, CancellationToken cancellationToken)
    {
        var folded = NameFolding.Fold(name);
        if (folded.Length == 0)
        {
            return [];
        }

        var shown = new List<FoundPerson>();
        foreach (var (id, fullName, birthDate) in await FindAsync(folded, name, cancellationToken))
        {
            var mayBeSeen = await access.MaySeeAsync(actor, id, cancellationToken);
            shown.Add(new(id, fullName, birthDate, Born(birthDate, mayBeSeen), await UnitAsync(id, cancellationToken)));
        }

        return shown;
    }

    private static string Born(DateOnly? day, bool mayBeSeen) => day switch
    {
        null => Texts.Current["unknown"],
        { } known when mayBeSeen => Texts.Current.Format.Date(known),
        { } known => string.Create(CultureInfo.InvariantCulture, $"{known.Year / 10}•"),
    };

    private async Task<string?> UnitAsync(Guid person, CancellationToken cancellationToken)
    {
        var state = await cases.PersonAsync(person, cancellationToken);
        if (state.Cases.Count == 0)
        {
            return null;
        }

        var history = await cases.HistoryAsync(state.Cases[^1], cancellationToken);
        return (await reference.CurrentAsync(cancellationToken)).Units.Unit(history.UnionUnitOn(clock.Today), clock.Today)?.Name;
    }

    private async Task<IReadOnlyList<(Guid Id, string FullName, DateOnly? BirthDate)>> FindAsync(string folded, string typed, CancellationToken cancellationToken)
    {
        // Only the latest revision counts: a name corrected since is no longer the person's.
        await using var command = databases.Requests.CreateCommand(
            $"""
            select r.person_id, r.full_name, r.birth_date
            from people.person_revision r
            where r.folded_name = $1 and r.revision = (select max(l.revision) from people.person_revision l where l.person_id = r.person_id)
            order by position(lower($2) in lower(r.full_name)) = 0, r.full_name, r.birth_date
            limit {Most}
            """);
        command.Parameters.Add(new() { Value = folded });
        command.Parameters.Add(new() { Value = typed });
        var found = new List<(Guid, string, DateOnly?)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2)));
        }

        return found;
    }
}
