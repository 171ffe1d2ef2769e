using System.Collections.Immutable;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Training;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// What every list of cadre work begins with: trees, posts and rules as known, and the rows as known. SQL finds the rows of a day within the scope; what
/// a day makes of them (late, overdue, vacant) is told in memory by the same functions that decide. Parameters: $1 day, $2 position, $3 units in scope.
/// </summary>
internal sealed class CadreQuery
{
    // A workbook is read at once; doors for programs have a smaller bound of their own.
    private const int MostRows = 100_000;

    private readonly bool _asKnown;
    private readonly List<object?> _more = [];
    private readonly Guid[]? _units;
    private readonly HashSet<Guid>? _within;

    private CadreQuery(ReadScope scope, long position, bool asKnown, OrgTree units, PostBook posts, Regulations regulations)
    {
        (Day, Position, _asKnown, Units, Posts, Regulations) = (scope.Day, position, asKnown, units, posts, regulations);
        foreach (var subtree in scope.Subtrees(units))
        {
            _within = _within is null ? [.. subtree] : [.. _within.Intersect(subtree)];
        }

        _units = _within is null ? null : [.. _within];
    }

    internal DateOnly Day { get; }

    internal long Position { get; }

    internal OrgTree Units { get; }

    internal PostBook Posts { get; }

    internal Regulations Regulations { get; }

    internal static async Task<CadreQuery> BeginAsync(NpgsqlConnection connection, ReadFacts facts, ReadScope scope, CancellationToken cancellationToken)
    {
        var head = await ReadModel.PositionAsync(connection, cancellationToken);
        var asKnown = scope.AsKnownPosition < head;
        return new(
            scope, asKnown ? scope.AsKnownPosition!.Value : head, asKnown, await facts.UnitsAsync(connection, scope.AsKnownPosition, cancellationToken),
            await facts.PostsAsync(connection, scope.AsKnownPosition, cancellationToken), await facts.RegulationsAsync(connection, scope.AsKnownPosition, cancellationToken));
    }

    /// <summary>
    /// Attributes of persons with the theory level their certificates prove by the day, as deciders see them; who has no attributes is all unknown.
    /// </summary>
    /// <param name="knownAt">Attributes recorded later are not known; null for all.</param>
    internal async Task<Dictionary<Guid, PersonFacts>> PeopleAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> persons, DateTimeOffset? knownAt, CancellationToken cancellationToken)
    {
        var stated = await People.AttributesAsync(connection, persons, knownAt, cancellationToken);
        var papers = await TrainingNeeds.TheoryAsync(connection, stated.Keys, Position, cancellationToken);
        return persons.ToDictionary(p => p, p => stated.GetValueOrDefault(p) is { } person
            ? person with { TheoryLevel = TheoryLevels.Effective(person.TheoryLevel, papers[p], Day) }
            : new PersonFacts(p, 0, null, Gender.Unknown, Education.Unknown, TheoryLevel.Unknown, null));
    }

    /// <summary>The rows of a table as known.</summary>
    internal string Known(CadreTable table) => _asKnown
        ? $"(select * from {ReadSchema.Live}.{table.Name} where recorded_from <= $2 and recorded_to > $2)"
        : $"(select * from {ReadSchema.Live}.{table.Name} where recorded_to = {ReadModel.Forever})";

    /// <summary>Everything is in scope.</summary>
    internal bool SeesAll => _within is null;

    internal bool Sees(Guid unit) => _within is null || _within.Contains(unit);

    /// <summary>A condition that a unit is in scope.</summary>
    internal string UnitInScope(string column) => _within is null ? "" : $"and {column} = any($3)";

    /// <summary>A condition that a post's unit is in scope.</summary>
    internal string PostInScope(string column) => _within is null ? "" : $"and {column} in (select post_id from {ReadSchema.Live}.post_fact where unit = any($3))";

    /// <summary>A condition that a person holds a post, or is on a staff, in scope on the day.</summary>
    internal string PersonInScope(string column) => _within is null ? "" : $"""
        and ({column} in (select t.person_id from {Known(CadreTable.Tenure)} t where {On("t")} {PostInScope("t.post_id")})
             or {column} in (select s.person_id from {Known(CadreTable.Stay)} s where {On("s")} {UnitInScope("s.unit")}))
        """;

    /// <summary>A condition that a row with a first day and a first day after covers the day.</summary>
    internal static string On(string row) => $"{row}.from_on <= $1 and ({row}.to_on is null or $1 < {row}.to_on)";

    /// <summary>A further parameter.</summary>
    internal string Parameter(object value)
    {
        _more.Add(value);
        return $"${_more.Count + 3}";
    }

    /// <summary>A condition that a column has a value, where one is asked for.</summary>
    internal string Equal(string column, Guid? value) => value is { } id ? $"and {column} = {Parameter(id)}" : "";

    internal async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken)
    {
        // Every text names the three parameters, whether it needs them or not.
        await using var command = new NpgsqlCommand($"with asked as (select $1::date, $2::bigint, $3::uuid[]) {sql}", connection)
        {
            Parameters = { new() { Value = Day }, new() { Value = Position }, new() { Value = _units ?? [] } },
        };
        foreach (var value in _more)
        {
            command.Parameters.Add(new() { Value = value });
        }

        var found = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(row(reader));
        }

        return found;
    }

    internal string NameOf(Guid unit) => Units.Unit(unit, Day)?.Name ?? unit.ToString("D");

    /// <summary>A post as on the day; a post nobody ever opened has no more than its id.</summary>
    internal PostFacts PostOf(Guid post) =>
        Posts.Post(post, Day) ?? new(post, Guid.Empty, Guid.Empty, "", post.ToString("D"), PostLevel.Grassroots, 0, 0, IsHead: false, null, null, Active: false);

    /// <summary>Places of units in the trees read from the top, brothers by code: the order lists are printed in.</summary>
    internal Func<Guid, int> UnitPlaces()
    {
        var places = new Dictionary<Guid, int>();
        var next = new Stack<Guid>([Units.Root(Tree.Party), Units.Root(Tree.Union)]);
        while (next.TryPop(out var unit))
        {
            if (places.TryAdd(unit, places.Count))
            {
                foreach (var child in Units.ChildrenEver(unit, Day).Reverse())
                {
                    next.Push(child);
                }
            }
        }

        return unit => places.GetValueOrDefault(unit, int.MaxValue);
    }

    internal static ImmutableArray<T> Page<T>(IEnumerable<T> items, int skip, int take) => [.. items.Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, MostRows))];
}
