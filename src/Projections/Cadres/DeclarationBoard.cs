using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Where a duty to declare stands on a day (ST-21): exactly one of these.</summary>
[JsonConverter(typeof(CodeConverter<DutyStatus>))]
public enum DutyStatus
{
    /// <summary>Not filed, still in time.</summary>
    Due,

    /// <summary>Not filed, and the day is past.</summary>
    Late,

    FiledLate,

    FiledOnTime,

    /// <summary>Ended without a declaration: it counts nowhere.</summary>
    Waived,
}

/// <summary>Which duties to declare.</summary>
public sealed record DutyFilter
{
    public DutyStatus? Status { get; init; }

    public int? Year { get; init; }

    public DeclarationKind? Kind { get; init; }

    public Guid? Person { get; init; }

    /// <summary>By name in the Vietnamese order; else by the day they are due.</summary>
    public bool ByName { get; init; }

    public int Skip { get; init; }

    /// <summary>At least 1.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>A duty to declare on the day.</summary>
/// <param name="Unit">The unit of the person's highest post on the day, else of the staff; null when neither is on record.</param>
public sealed record DutyItem(
    Guid DutyId, Guid PersonId, Guid? Unit, string? UnitName, DeclarationKind Kind, int Year, DateOnly AroseOn, DateOnly DueOn, DateOnly? FiledOn, DateOnly? HandedOverOn,
    DateOnly? PublishedOn, DateOnly? WaivedOn, DutyStatus Status);

/// <summary>A page of duties.</summary>
/// <param name="ByStatus">How many of each status, whatever status is asked for.</param>
public sealed record DutyPage(int Total, IReadOnlyDictionary<DutyStatus, int> ByStatus, IReadOnlyList<DutyItem> Items, long Position);

/// <summary>Duties to declare by what became of them, on a day and as known.</summary>
public sealed class DeclarationBoard(ReadFacts facts)
{
    /// <summary>Duties of persons who hold a post or are on a staff in scope on the day.</summary>
    public async Task<DutyPage> QueryAsync(NpgsqlConnection connection, ReadScope scope, DutyFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var all = await DutiesAsync(connection, query, filter, cancellationToken);
        var shown = all.Where(d => filter.Status is null || d.Status == filter.Status).ToList();
        var names = filter.ByName ? await People.PlacesAsync(connection, shown.Select(d => d.PersonId), cancellationToken) : null;
        var ordered = names is null ? shown.OrderBy(d => d.DueOn).ThenBy(d => d.DutyId) : shown.OrderBy(d => names[d.PersonId]).ThenBy(d => d.DueOn).ThenBy(d => d.DutyId);
        var page = CadreQuery.Page(ordered, filter.Skip, filter.Take);
        var units = await PersonUnits.OfAsync(connection, query, [.. page.Select(d => d.PersonId).Distinct()], cancellationToken);
        return new(
            shown.Count, Enum.GetValues<DutyStatus>().ToDictionary(s => s, s => all.Count(d => d.Status == s)),
            [.. page.Select(d => units.TryGetValue(d.PersonId, out var unit) ? d with { Unit = unit, UnitName = query.NameOf(unit) } : d)], query.Position);
    }

    internal static Task<List<DutyItem>> DutiesAsync(NpgsqlConnection connection, CadreQuery query, DutyFilter filter, CancellationToken cancellationToken) =>
        query.ReadAsync(
            connection,
            $"""
            select d.key, d.person_id, d.kind, d.year, d.arose_on, d.due_on, case when d.filed_on <= $1 then d.filed_on end, case when d.handed_over_on <= $1 then d.handed_over_on end,
                   case when d.published_on <= $1 then d.published_on end, case when d.waived_on <= $1 then d.waived_on end
            from {query.Known(CadreTable.Duty)} d
            where d.arose_on <= $1 {query.PersonInScope("d.person_id")} {query.Equal("d.person_id", filter.Person)}
                  {(filter.Year is { } year ? $"and d.year = {query.Parameter(year)}" : "")} {(filter.Kind is { } kind ? $"and d.kind = {query.Parameter(Codes.Of(kind))}" : "")}
            """,
            r =>
            {
                var (due, filed, waived) = (r.Date(5)!.Value, r.Date(6), r.Date(9));
                var status = waived is not null ? DutyStatus.Waived
                    : filed is { } on ? on <= due ? DutyStatus.FiledOnTime : DutyStatus.FiledLate
                    : query.Day > due ? DutyStatus.Late : DutyStatus.Due;
                return new DutyItem(r.GetGuid(0), r.GetGuid(1), null, null, r.Code<DeclarationKind>(2), r.GetInt32(3), r.Date(4)!.Value, due, filed, r.Date(7), r.Date(8), waived, status);
            },
            cancellationToken);
}

/// <summary>The unit a person is counted in on a day.</summary>
internal static class PersonUnits
{
    /// <summary>The unit of the highest post held, else the unit on whose staff the person is.</summary>
    internal static async Task<Dictionary<Guid, Guid>> OfAsync(NpgsqlConnection connection, CadreQuery query, Guid[]? persons, CancellationToken cancellationToken)
    {
        var these = persons is null ? "" : $"and r.person_id = any({query.Parameter(persons)})";
        var posts = await query.ReadAsync(
            connection, $"select r.person_id, r.post_id from {query.Known(CadreTable.Tenure)} r where {CadreQuery.On("r")} {query.PostInScope("r.post_id")} {these}",
            r => (Person: r.GetGuid(0), Post: query.PostOf(r.GetGuid(1))), cancellationToken);
        var units = posts.GroupBy(p => p.Person).ToDictionary(g => g.Key, g => g.OrderByDescending(p => p.Post.Rank).ThenBy(p => p.Post.Id).First().Post.Unit);
        foreach (var (person, unit) in await query.ReadAsync(
            connection, $"select r.person_id, r.unit from {query.Known(CadreTable.Stay)} r where {CadreQuery.On("r")} {query.UnitInScope("r.unit")} {these} order by r.from_on, r.key",
            r => (r.GetGuid(0), r.GetGuid(1)), cancellationToken))
        {
            units.TryAdd(person, unit);
        }

        return units;
    }
}
