using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Projections.Statistics;

/// <summary>
/// Rolls units up to the direct children of one unit. The structure of a day is named by an era: the stretch between two days on which some unit
/// got another parent, so that a query can group by unit and era and leave the tree to memory.
/// </summary>
internal sealed class UnitRollUp
{
    private readonly OrgTree _tree;
    private readonly DateOnly? _present;
    private readonly Dictionary<(Guid Unit, int Era), Guid?> _children = [];

    /// <param name="present">The one day that counts; null when each fact has the structure of its own date.</param>
    internal UnitRollUp(OrgTree tree, Guid? unit, DateOnly? present)
    {
        _tree = tree;
        _present = present;
        Unit = unit ?? tree.Root(Tree.Union);
        Kind = tree.Unit(Unit, DateOnly.MaxValue)?.Tree ?? Tree.Union;
        Eras = present is null ? [.. tree.MoveDays] : [];
    }

    internal Guid Unit { get; }

    internal Tree Kind { get; }

    /// <summary>The first day of each era but the first.</summary>
    internal DateOnly[] Eras { get; }

    /// <summary>True for a root: everything is within, also a case of a unit nobody knows.</summary>
    internal bool IsWhole => Unit == _tree.Root(Kind);

    /// <summary>The direct child of the asked unit above (or at) a unit in an era; the asked unit for its own; null outside.</summary>
    internal Guid? ChildAbove(Guid unit, int era)
    {
        if (_children.TryGetValue((unit, era), out var known))
        {
            return known;
        }

        Guid? found = IsWhole ? Unit : null;
        var below = unit;
        if (unit == Unit)
        {
            found = Unit;
        }
        else
        {
            foreach (var ancestor in _tree.Ancestors(unit, DayOf(era)))
            {
                if (ancestor == Unit)
                {
                    found = below;
                    break;
                }

                below = ancestor;
            }
        }

        _children[(unit, era)] = found;
        return found;
    }

    /// <summary>Every unit and era within the asked unit, or within one of its rows.</summary>
    internal (Guid[] Units, int[] Eras) Within(Guid? row)
    {
        var units = new List<Guid>();
        var eras = new List<int>();
        for (var era = 0; era <= Eras.Length; era++)
        {
            var subtree = row == Unit ? [Unit] : _tree.Subtree(row ?? Unit, DayOf(era));
            foreach (var unit in subtree)
            {
                if (row is null || ChildAbove(unit, era) == row)
                {
                    units.Add(unit);
                    eras.Add(era);
                }
            }
        }

        return ([.. units], [.. eras]);
    }

    internal DateOnly DayOf(int era) => _present ?? (era == 0 ? DateOnly.MinValue : Eras[era - 1]);
}
