using CadreWorkflow.Domain.Organisation;
using Npgsql;

namespace CadreWorkflow.Projections.Lists;

/// <summary>Order of a case list; every order ends with the id, so pages never overlap.</summary>
public enum CaseListSort { Filed, Sent, Due, Reference, Name }

/// <summary>Which cases.</summary>
public sealed record CaseListFilter
{
    /// <summary>Stage codes; null or empty for every stage.</summary>
    public IReadOnlyCollection<string>? Stages { get; init; }

    /// <summary>Only cases not ended on the day.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Start of the filer's reference, or part of a person's name when <see cref="FoldedName"/> is given too.</summary>
    public string? Reference { get; init; }

    /// <summary>Part of a person's name, folded as the identity schema folds it; a case is found by reference or by name.</summary>
    public string? FoldedName { get; init; }

    /// <summary>Cases of one person.</summary>
    public Guid? Person { get; init; }

    /// <summary>Cases called up to this awareness class.</summary>
    public Guid? AwarenessClass { get; init; }

    /// <summary>Only cases whose union unit or Party body on the day is one of these themselves, not of a unit under them.</summary>
    public IReadOnlyCollection<Guid>? AtUnits { get; init; }

    /// <summary>Only cases sent to the Party side by the day, or on which an act of its own is on record by then.</summary>
    public bool KnownToParty { get; init; }

    public CaseListSort Sort { get; init; }

    public bool Descending { get; init; }

    public int Skip { get; init; }

    /// <summary>1 to <see cref="CaseList.MaxPage"/>.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>One case in a list.</summary>
/// <param name="StageSince">First day of the stage.</param>
/// <param name="NextDue">The nearest open deadline on the day, with its rule.</param>
public sealed record CaseListItem(
    Guid CaseId, Guid PersonId, long Version, string? Reference, int ReferralNumber, Guid? PreviousCase,
    Guid UnionUnit, string UnionUnitName, Guid PartyBody, string PartyBodyName,
    string Stage, DateOnly StageSince, string Outcome, DateOnly FiledOn, DateOnly? FirstSentOn, DateOnly? SentOn, DateOnly? CertificateExpiresOn,
    DateOnly? CellResolvedOn, DateOnly? DecidedOn, DateOnly? CeremonyOn, DateOnly? ProbationEndsOn, DateOnly? EndedOn, DateOnly? NextDue, string? NextRule);

/// <summary>A page of a case list.</summary>
/// <param name="Position">Log position the list stands at.</param>
public sealed record CaseListPage(int Total, IReadOnlyList<CaseListItem> Items, long Position);

/// <summary>Cases by unit, stage and text, as of a day and as known at a position.</summary>
public sealed class CaseList(ReadFacts facts)
{
    /// <summary>Longest page.</summary>
    public const int MaxPage = 500;

    /// <summary>One page.</summary>
    public async Task<CaseListPage> QueryAsync(NpgsqlConnection connection, ReadScope scope, CaseListFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CaseQuery.BeginAsync(connection, facts, scope, filter, cancellationToken);
        var direction = filter.Descending ? "desc nulls last" : "nulls last";
        var byName = filter.Sort == CaseListSort.Name;
        var byDue = filter.Sort == CaseListSort.Due;
        var order = filter.Sort switch
        {
            CaseListSort.Sent => $"c.sent_on {direction}",
            CaseListSort.Due => $"n.due {direction}",
            CaseListSort.Reference => $"c.reference collate \"vi-x-icu\" {direction}",
            CaseListSort.Name => People.Order(direction),
            _ => $"c.filed_on {direction}",
        };
        var next = $"""
            left join lateral (
                select d.due, d.rule from {query.Deadlines} d where d.case_id = c.case_id and {Sources.IsOpen("$1")} order by d.due, d.rule limit 1) n on true
            """;

        // The page is cut before anything is looked up that its order does not need.
        var sql = $"""
            {query.Sql}
            select c.*, n.due as next_due, n.rule as next_rule from (
                select c.* from shown c {(byName ? People.Join : "")} {(byDue ? next : "")}
                order by {order}, c.case_id offset {Math.Max(0, filter.Skip)} limit {Math.Clamp(filter.Take, 1, MaxPage)}) c
            {(byName ? People.Join : "")} {next}
            order by {order}, c.case_id
            """;
        int total;
        await using (var count = query.Command(connection, $"{query.Sql} select count(*)::int from shown"))
        {
            total = (int)(await count.ExecuteScalarAsync(cancellationToken))!;
        }

        await using var command = query.Command(connection, sql);
        var items = new List<CaseListItem>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(Item(reader, query.Units, scope.Day));
        }

        return new(total, items, query.Position);
    }

    /// <summary>How many cases stand in each stage, under the same filter.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(
        NpgsqlConnection connection, ReadScope scope, CaseListFilter filter, CancellationToken cancellationToken = default)
    {
        var query = await CaseQuery.BeginAsync(connection, facts, scope, filter, cancellationToken);
        await using var command = query.Command(connection, $"{query.Sql} select stage_on_day, count(*)::int from shown group by 1");
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(reader.GetString(0), reader.GetInt32(1));
        }

        return counts;
    }

    private static CaseListItem Item(NpgsqlDataReader reader, OrgTree units, DateOnly day)
    {
        int At(string column) => reader.GetOrdinal(column);
        DateOnly? Date(string column) => reader.Date(At(column));
        var (unit, body) = (reader.GetGuid(At("unit_on_day")), reader.GetGuid(At("body_on_day")));
        return new(
            reader.GetGuid(At("case_id")), reader.GetGuid(At("person_id")), reader.GetInt64(At("version")), reader.Text(At("reference")),
            reader.GetInt32(At("referral_number")), reader.Id(At("previous_case")),
            unit, units.Unit(unit, day)?.Name ?? unit.ToString(), body, units.Unit(body, day)?.Name ?? body.ToString(),
            reader.GetString(At("stage_on_day")), Date("stage_since")!.Value, reader.GetString(At("outcome_on_day")), Date("filed_on")!.Value,
            Date("first_sent_on"), Date("sent_on"), Date("certificate_expires_on"), Date("cell_resolved_on"), Date("decided_on"), Date("ceremony_on"),
            Date("probation_ends_on"), Date("ended_on"), Date("next_due"), reader.Text(At("next_rule")));
    }
}
