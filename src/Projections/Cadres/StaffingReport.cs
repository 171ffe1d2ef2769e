using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Staff of a direct child with everything below it, or the unit's own.</summary>
/// <param name="IsOwn">True for the row of the unit itself.</param>
/// <param name="Text">Present over assigned (ST-19); <c>–</c> where the quota is unknown or zero.</param>
public sealed record StaffingUnit(Guid Unit, string Code, string Name, bool IsOwn, StaffingFigures Figures, string Text);

/// <summary>The staff of a unit on a day (ST-19).</summary>
/// <param name="Own">The unit's own.</param>
/// <param name="Total">With everything below it; the rows sum to it.</param>
/// <param name="Rows">The unit's own, where anything is on record, then its direct children, rolled up.</param>
/// <param name="Unknown">Units below whose quota nobody can say: none was assigned, or none since they were rearranged (STF-03).</param>
public sealed record StaffingResult(
    Guid Unit, string Code, string Name, DateOnly Day, SecondedCountedAt Counted, StaffingFigures Own, StaffingFigures Total, string TotalText, IReadOnlyList<Quota> Ledger,
    IReadOnlyList<StaffingUnit> Rows, int Unknown, long Position);

/// <summary>Somebody on the staff.</summary>
/// <param name="Away">Why away on the day; null when present.</param>
/// <param name="Counts">Counted as present under the reading asked for (STF-04).</param>
public sealed record StaffItem(Guid PersonId, Guid Unit, string UnitName, StaffKind Kind, DateOnly From, StaffAbsence? Away, bool Counts);

/// <summary>A page of staff.</summary>
/// <param name="Counted">How many count as present: the numerator of ST-19.</param>
public sealed record StaffPage(int Total, int Counted, IReadOnlyList<StaffItem> Items, long Position);

/// <summary>Quota and staff of units, on a day and as known: the numbers, and the persons they count.</summary>
public sealed class StaffingReport(ReadFacts facts)
{
    /// <summary>The figures of one unit, own and rolled up over the tree of the day; null when there is no such unit.</summary>
    /// <param name="scope">Its unit is the one asked about.</param>
    public async Task<StaffingResult?> QueryAsync(
        NpgsqlConnection connection, ReadScope scope, SecondedCountedAt counted = SecondedCountedAt.Sender, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var tree = query.Units;
        var unit = scope.Unit ?? tree.Root(Tree.Union);
        if (tree.Unit(unit, scope.Day) is not { } about)
        {
            return null;
        }

        var ledgers = (await LedgersAsync(connection, query, cancellationToken)).ToLookup(q => q.Unit, q => q.Quota);
        var present = (await query.ReadAsync(
            connection,
            $"""
            select s.unit, count(*) filter (where {Counts("s", counted)})::int from {query.Known(CadreTable.Stay)} s
            where s.from_on <= $1 {query.UnitInScope("s.unit")} group by 1
            """,
            r => (Unit: r.GetGuid(0), N: r.GetInt32(1)), cancellationToken)).ToDictionary(p => p.Unit, p => p.N);
        var rearranged = StaffingFigures.Rearrangements(tree, scope.Day);

        // A unit about which nothing was ever recorded has no staff of its own to count, and no quota to miss; nor has one that opens later.
        StaffingFigures? Of(Guid id) => (ledgers.Contains(id) || present.ContainsKey(id)) && tree.Unit(id, scope.Day)!.OpenedOn <= scope.Day
            ? StaffingFigures.IsOver(id, tree, scope.Day)
                ? StaffingFigures.OfEnded(present.GetValueOrDefault(id))
                : StaffingFigures.Of(StaffingState.QuotaOn([.. ledgers[id]], scope.Day), present.GetValueOrDefault(id), rearranged.GetValueOrDefault(id))
            : null;

        var rows = new List<StaffingUnit>();
        var parts = new List<StaffingFigures>();
        var itself = Of(unit);
        if (itself is not null)
        {
            rows.Add(new(unit, about.Code, about.Name, true, itself, Text(itself)));
            parts.Add(itself);
        }

        foreach (var child in tree.ChildrenEver(unit, scope.Day))
        {
            var below = tree.Subtree(child, scope.Day).Select(Of).OfType<StaffingFigures>().ToList();
            var (named, figures) = (tree.Unit(child, scope.Day)!, StaffingFigures.Sum(below));

            // A unit that ended and was left by everybody, its quota taken back by decision, has no line to itself.
            if (below.Count > 0 && (named.Active || figures is not { Assigned: 0, Present: 0 }))
            {
                rows.Add(new(child, named.Code, named.Name, false, figures, Text(figures)));
                parts.AddRange(below);
            }
        }

        var total = StaffingFigures.Sum(parts);
        return new(
            unit, about.Code, about.Name, scope.Day, counted, itself ?? StaffingFigures.Of(null, 0, null), total, Text(total), [.. ledgers[unit]], rows,
            parts.Count(p => p.Assigned is null), query.Position);
    }

    /// <summary>Who is on the staff of units in scope on the day: units as the trees have them, then names in the Vietnamese order.</summary>
    public async Task<StaffPage> StaffAsync(
        NpgsqlConnection connection, ReadScope scope, int skip = 0, int take = 50, SecondedCountedAt counted = SecondedCountedAt.Sender, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var found = await query.ReadAsync(
            connection,
            $"""
            select s.person_id, s.unit, s.kind, s.from_on,
                   (select s.away_why[i] from generate_subscripts(s.away_from, 1) i where s.away_from[i] <= $1 and $1 < s.away_to[i] limit 1), {Counts("s", counted)}
            from {query.Known(CadreTable.Stay)} s where {CadreQuery.On("s")} {query.UnitInScope("s.unit")}
            """,
            r => new StaffItem(r.GetGuid(0), r.GetGuid(1), query.NameOf(r.GetGuid(1)), r.Code<StaffKind>(2), r.Date(3)!.Value, r.CodeOrNull<StaffAbsence>(4), r.GetBoolean(5)),
            cancellationToken);
        var names = await People.PlacesAsync(connection, found.Select(s => s.PersonId), cancellationToken);
        var unit = query.UnitPlaces();
        return new(
            found.Count, found.Count(s => s.Counts), CadreQuery.Page(found.OrderBy(s => unit(s.Unit)).ThenBy(s => names[s.PersonId]).ThenBy(s => s.From), skip, take), query.Position);
    }

    private static Task<List<(Guid Unit, Quota Quota)>> LedgersAsync(NpgsqlConnection connection, CadreQuery query, CancellationToken cancellationToken) =>
        query.ReadAsync(
            connection,
            $"""
            select q.unit, q.key, q.assigned, q.from_on, q.to_on, q.document_number, q.document_on, q.document_issuer, q.document_kept_at
            from {query.Known(CadreTable.Quota)} q where true {query.UnitInScope("q.unit")} order by q.unit, q.from_on
            """,
            r => (r.GetGuid(0), new Quota(
                r.GetGuid(1), r.GetInt32(2), r.Date(3)!.Value, r.Date(4),
                r.IsDBNull(5) ? null : new(r.GetString(5), r.Date(6)!.Value, r.GetString(7), r.Text(8)))),
            cancellationToken);

    /// <summary>The same reading as <see cref="StaffingFigures"/> takes (STF-04).</summary>
    private static string Counts(string stay, SecondedCountedAt counted) => CadreQuery.On(stay) + (counted == SecondedCountedAt.Sender
        ? $" and {stay}.kind = 'permanent'"
        : $" and not exists (select from generate_subscripts({stay}.away_from, 1) i where {stay}.away_from[i] <= $1 and $1 < {stay}.away_to[i] and {stay}.away_why[i] in ('seconded_out', 'rotated_out'))");

    private static string Text(StaffingFigures figures) => VietnameseNumber.Percent(figures.Present, figures.Assigned);
}
