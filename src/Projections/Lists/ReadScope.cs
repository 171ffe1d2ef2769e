using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using Npgsql;

namespace CadreWorkflow.Projections.Lists;

/// <summary>As of which day, as known at which position, and within which subtrees a list is asked for.</summary>
/// <param name="Day">The day whose stages and places are shown.</param>
/// <param name="Today">Today in Viet Nam.</param>
public sealed record ReadScope(DateOnly Day, DateOnly Today)
{
    /// <summary>Null for all that is known.</summary>
    public long? AsKnownPosition { get; init; }

    /// <summary>The day of knowledge the position stands for, to be said with the figures; null for all that is known.</summary>
    public DateOnly? AsKnownOn { get; init; }

    /// <summary>What the reader may see: subtrees of either tree; null for everything. A case is seen by both its union unit and its Party body.</summary>
    public IReadOnlyCollection<Guid>? Allowed { get; init; }

    /// <summary>What the reader wants to see of it: a subtree of either tree.</summary>
    public Guid? Unit { get; init; }

    /// <summary>Conditions on <c>unit_on_day</c> and <c>body_on_day</c>, and their parameters.</summary>
    internal IEnumerable<Guid[]> Subtrees(OrgTree tree)
    {
        if (Allowed is not null && !Allowed.Any(u => IsRoot(tree, u)))
        {
            yield return [.. Allowed.SelectMany(u => tree.Subtree(u, Day)).Distinct()];
        }

        if (Unit is { } unit && !IsRoot(tree, unit))
        {
            yield return [.. tree.Subtree(unit, Day)];
        }
    }

    private static bool IsRoot(OrgTree tree, Guid unit) => unit == tree.Root(Tree.Union) || unit == tree.Root(Tree.Party);
}

/// <summary>Where the names of persons are when a list is searched or ordered by them. Identity has its own schema; only this file knows its columns.</summary>
internal static class People
{
    /// <summary>Persons whose folded name holds a text, in any revision.</summary>
    internal static string Named(string parameter) =>
        $"person_id in (select person_id from people.person_revision where folded_name like '%' || replace(replace(replace({parameter}, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')";

    /// <summary>The latest name of case <c>c</c>'s person as <c>names.full_name</c>.</summary>
    internal const string Join =
        "left join lateral (select r.full_name from people.person_revision r where r.person_id = c.person_id order by r.revision desc limit 1) names on true";

    /// <summary>What the identity schema knows of persons, at the latest revision recorded by an instant; those it knows nothing of are left out.</summary>
    internal static async Task<Dictionary<Guid, PersonFacts>> AttributesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> persons, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select distinct on (person_id) person_id, revision, birth_date, gender, education, theory_level, youth_union_member
            from people.person_revision where person_id = any($1) and ($2 is null or recorded_at <= $2) order by person_id, revision desc
            """,
            connection)
        {
            Parameters = { new() { Value = persons.ToArray() }, new() { Value = (object?)knownAt?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz } },
        };
        var found = new Dictionary<Guid, PersonFacts>(persons.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0), new(
                reader.GetGuid(0), reader.GetInt32(1), reader.Date(2), reader.Code<Gender>(3), reader.Code<Education>(4), reader.Code<TheoryLevel>(5), reader.Flag(6)));
        }

        return found;
    }

    /// <summary>Places of persons in the Vietnamese order of their latest names; nameless ones come last.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, int>> PlacesAsync(NpgsqlConnection connection, IEnumerable<Guid> persons, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select c.person_id, (row_number() over (order by {Order("")} nulls last, c.person_id))::int
            from unnest($1) as c(person_id) left join (
                select distinct on (person_id) person_id, full_name from people.person_revision where person_id = any($1) order by person_id, revision desc) names using (person_id)
            """,
            connection)
        {
            Parameters = { new() { Value = persons.Distinct().ToArray() } },
        };
        var places = new Dictionary<Guid, int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            places.Add(reader.GetGuid(0), reader.GetInt32(1));
        }

        return places;
    }

    /// <summary>Vietnamese order: the given name, which stands last, then the rest.</summary>
    internal static string Order(string direction) =>
        $"""regexp_replace(names.full_name, '^.*\s', '') collate "vi-x-icu" {direction}, names.full_name collate "vi-x-icu" {direction}""";
}
