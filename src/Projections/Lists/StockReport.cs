using CadreWorkflow.Domain.Organisation;
using Npgsql;

namespace CadreWorkflow.Projections.Lists;

/// <summary>One stock over a period: <c>end = start + in − out + transferredIn − transferredOut + change</c>, always.</summary>
/// <param name="In">Opened, or filed, in the period.</param>
/// <param name="Out">Ended in the period.</param>
/// <param name="TransferredIn">Came with a move from elsewhere: a unit got another superior, a case another unit.</param>
/// <param name="TransferredOut">Left by such a move.</param>
/// <param name="Change">Counted anew while in place; only members change so.</param>
public sealed record Stock(int Start, int In, int Out, int TransferredIn, int TransferredOut, int Change, int End)
{
    /// <summary>The equation holds.</summary>
    public bool Balances => End == Start + In - Out + TransferredIn - TransferredOut + Change;
}

/// <summary>A unit's stocks: grassroots unions (or cells) under it, their members as last counted, open cases.</summary>
public sealed record StockRow(Guid Unit, string Label, bool IsOwn, Stock Units, Stock Members, Stock Cases);

/// <summary>The stocks of a unit over a period, divided by the units directly under it.</summary>
/// <param name="Start">The stock is that at the end of this day.</param>
/// <param name="Total">The unit as a whole: moves within it cancel out.</param>
public sealed record StockAnswer(Guid Unit, DateOnly Start, DateOnly To, long Position, StockRow Total, IReadOnlyList<StockRow> Rows);

/// <summary>
/// What was there, came, went, was carried in and out by moves, and is there now: so that a series stays explained when units change superior in the
/// middle of a period. Each day is read in the structure of that day.
/// </summary>
public sealed class StockReport(ReadFacts facts)
{
    /// <param name="unit">A unit of either tree; null for the root of the union tree.</param>
    /// <param name="from">First day of the period; the opening stock is that of the evening before.</param>
    /// <param name="sectors">Only workplaces of these sectors; null for all.</param>
    public async Task<StockAnswer> QueryAsync(
        NpgsqlConnection connection, Guid? unit, DateOnly from, DateOnly to, IReadOnlyCollection<Sector>? sectors = null, long? asKnown = null, CancellationToken cancellationToken = default)
    {
        var head = await ReadModel.PositionAsync(connection, cancellationToken);
        var known = asKnown < head;
        var tree = await facts.UnitsAsync(connection, asKnown, cancellationToken);
        var top = unit ?? tree.Root(Tree.Union);
        var count = new Counter(tree, top, from.AddDays(-1), to, sectors);
        foreach (var id in tree.Units)
        {
            count.AddUnit(id);
        }

        var column = count.Side == Tree.Party ? "bodies" : "units";
        await using var command = new NpgsqlCommand(
            $"""
            select unit_days, {column}, filed_on, ended_on from {Sources.Cases(known, "$3")} c
            where filed_on <= $2 and (ended_on is null or ended_on > $1)
            """,
            connection)
        {
            Parameters = { new() { Value = from.AddDays(-1) }, new() { Value = to }, new() { Value = known ? asKnown!.Value : head } },
        };
        if (!known)
        {
            command.CommandText += " and $3::bigint is not null";
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            count.AddCase(reader.GetFieldValue<DateOnly[]>(0), reader.GetFieldValue<Guid[]>(1), reader.Date(2)!.Value, reader.Date(3));
        }

        return count.Answer(known ? asKnown!.Value : head);
    }

    private sealed class Counter(OrgTree tree, Guid top, DateOnly start, DateOnly to, IReadOnlyCollection<Sector>? sectors)
    {
        private readonly Dictionary<Guid, Sheet> _rows = [];
        private readonly Sheet _total = new();
        private readonly List<DateOnly> _moves = [.. tree.MoveDays.Where(d => d > start && d <= to)];
        private readonly Dictionary<(Guid, DateOnly), Guid?> _above = [];

        internal Tree Side { get; } = tree.Unit(top, DateOnly.MaxValue)?.Tree ?? Tree.Union;

        internal void AddUnit(Guid id)
        {
            if (tree.Unit(id, DateOnly.MaxValue) is not { Kind: UnitKind.GrassrootsUnion or UnitKind.PartyCell } last || last.Tree != Side)
            {
                return;
            }

            var days = _moves.Concat(tree.DaysOf(id).Where(d => d > start && d <= to)).Distinct().Order().ToList();
            Guid? KeyOn(DateOnly day) => tree.Unit(id, day) is { Active: true } facts && (sectors is null || sectors.Contains(facts.Sector)) ? RowOf(id, day) : null;
            Walk(days, KeyOn, d => d == last.OpenedOn, d => tree.EndingOf(id)?.OccurredOn == d, s => s.Units, _ => 1);
            Walk(days, KeyOn, d => d == last.OpenedOn, d => tree.EndingOf(id)?.OccurredOn == d, s => s.Members, d => tree.Unit(id, d)?.Members ?? 0);
        }

        internal void AddCase(DateOnly[] unitDays, Guid[] units, DateOnly filed, DateOnly? ended)
        {
            Guid UnitOn(DateOnly day)
            {
                var at = Array.FindLastIndex(unitDays, d => d <= day);
                return units[Math.Max(0, at)];
            }

            Guid? KeyOn(DateOnly day) =>
                day < filed || ended <= day || (sectors is not null && tree.Unit(UnitOn(day), day) is { } at && !sectors.Contains(at.Sector)) ? null : RowOf(UnitOn(day), day);
            var days = _moves.Concat(unitDays).Append(filed).Append(ended ?? filed).Where(d => d > start && d <= to).Distinct().Order().ToList();
            Walk(days, KeyOn, d => d == filed, d => d == ended, s => s.Cases, _ => 1);
        }

        internal StockAnswer Answer(long position)
        {
            var keys = tree.Children(top, to).Concat(_rows.Keys).Where(k => k != top).Distinct().OrderBy(k => tree.Unit(k, to)?.Code, StringComparer.Ordinal);
            return new(
                top, start, to, position, _total.Row(top, NameOf(top), false),
                [.. keys.Append(top).Where(k => k != top || _rows.ContainsKey(k)).Select(k => (_rows.GetValueOrDefault(k) ?? new Sheet()).Row(k, NameOf(k), k == top))]);
        }

        private string NameOf(Guid id) => tree.Unit(id, to)?.Name ?? id.ToString();

        private void Walk(List<DateOnly> days, Func<DateOnly, Guid?> keyOn, Func<DateOnly, bool> born, Func<DateOnly, bool> died, Func<Sheet, Tally> of, Func<DateOnly, int> weight)
        {
            var at = keyOn(start);
            if (at is { } first)
            {
                Each(first, t => t.Start += weight(start));
            }

            foreach (var day in days)
            {
                var next = keyOn(day);
                var (before, after) = (weight(day.AddDays(-1)), weight(day));
                if (at == next)
                {
                    if (at is { } here)
                    {
                        Each(here, t => t.Change += after - before);
                    }

                    continue;
                }

                if (at is { } left)
                {
                    Leave(of(RowSheet(left)), died(day), before);
                }

                if (next is { } reached)
                {
                    Enter(of(RowSheet(reached)), born(day), after);
                }

                if (at is null)
                {
                    Enter(of(_total), born(day), after);
                }
                else if (next is null)
                {
                    Leave(of(_total), died(day), before);
                }
                else
                {
                    of(_total).Change += after - before;
                }

                at = next;
            }

            if (at is { } last)
            {
                Each(last, t => t.End += weight(to));
            }

            void Each(Guid row, Action<Tally> change)
            {
                change(of(RowSheet(row)));
                change(of(_total));
            }
        }

        private static void Leave(Tally tally, bool died, int weight)
        {
            if (died)
            {
                tally.Out += weight;
            }
            else
            {
                tally.TransferredOut += weight;
            }
        }

        private static void Enter(Tally tally, bool born, int weight)
        {
            if (born)
            {
                tally.In += weight;
            }
            else
            {
                tally.TransferredIn += weight;
            }
        }

        private Sheet RowSheet(Guid key) => _rows.TryGetValue(key, out var sheet) ? sheet : _rows[key] = new Sheet();

        /// <summary>The direct child of the asked unit above (or at) a unit on a day; the asked unit for its own; null outside.</summary>
        private Guid? RowOf(Guid unit, DateOnly day)
        {
            // Between two moves nobody's superiors change.
            var era = _moves.FindLast(d => d <= day);
            if (_above.TryGetValue((unit, era), out var known))
            {
                return known;
            }

            Guid? found = unit == top ? top : null;
            var below = unit;
            foreach (var ancestor in found is null ? tree.Ancestors(unit, day) : [])
            {
                if (ancestor == top)
                {
                    found = below;
                    break;
                }

                below = ancestor;
            }

            return _above[(unit, era)] = found;
        }
    }

    private sealed class Sheet
    {
        internal Tally Units { get; } = new();

        internal Tally Members { get; } = new();

        internal Tally Cases { get; } = new();

        internal StockRow Row(Guid unit, string label, bool own) => new(unit, label, own, Units.Stock, Members.Stock, Cases.Stock);
    }

    private sealed class Tally
    {
        internal int Start { get; set; }

        internal int In { get; set; }

        internal int Out { get; set; }

        internal int TransferredIn { get; set; }

        internal int TransferredOut { get; set; }

        internal int Change { get; set; }

        internal int End { get; set; }

        internal Stock Stock => new(Start, In, Out, TransferredIn, TransferredOut, Change, End);
    }
}
