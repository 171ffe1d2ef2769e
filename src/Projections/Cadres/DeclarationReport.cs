using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Statistics;
using Npgsql;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>Duties to declare of one year, of the whole, of a kind or of a unit (ST-21).</summary>
/// <param name="Key">Unit id or kind; empty for the whole, and for persons whose unit is not on record.</param>
/// <param name="Obliged">Duties that stand: those waived count nowhere. It is the sum of the four that follow.</param>
public sealed record DeclarationRow(string Key, string Label, int Obliged, int FiledOnTime, int FiledLate, int Late, int Due)
{
    /// <summary>Filed on time over obliged.</summary>
    public CadreFigure Figure => new("ST-21", "filed_on_time", FiledOnTime, Obliged);

    internal static DeclarationRow Of(string key, string label, IReadOnlyCollection<DutyItem> duties) => new(
        key, label, duties.Count(d => d.Status != DutyStatus.Waived), duties.Count(d => d.Status == DutyStatus.FiledOnTime), duties.Count(d => d.Status == DutyStatus.FiledLate),
        duties.Count(d => d.Status == DutyStatus.Late), duties.Count(d => d.Status == DutyStatus.Due));
}

/// <summary>The answer.</summary>
/// <param name="Year">The year of the duties; the head's day is the day they are looked at.</param>
/// <param name="Kinds">By kind; they sum to the whole.</param>
/// <param name="Units">By the direct child unit a person is counted in; they sum to the whole.</param>
public sealed record DeclarationResult(CadreHead Head, int Year, DeclarationRow Whole, int Waived, IReadOnlyList<DeclarationRow> Kinds, IReadOnlyList<DeclarationRow> Units);

/// <summary>ST-21: declarations filed on time among those obliged, for a year.</summary>
public sealed class DeclarationReport(ReadFacts facts)
{
    public async Task<DeclarationResult> QueryAsync(NpgsqlConnection connection, ReadScope scope, int year, CancellationToken cancellationToken = default)
    {
        var query = await CadreQuery.BeginAsync(connection, facts, scope, cancellationToken);
        var duties = await DeclarationBoard.DutiesAsync(connection, query, new() { Year = year }, cancellationToken);
        var homes = await PersonUnits.OfAsync(connection, query, null, cancellationToken);
        var rolled = new UnitRollUp(query.Units, scope.Unit, scope.Day);
        var place = query.UnitPlaces();
        Guid? Row(Guid person) => homes.TryGetValue(person, out var unit) ? CadreRollUp.RowOf(query, rolled, unit) : null;
        return new(
            CadreHead.Of(query, scope), year, DeclarationRow.Of("", "", duties), duties.Count(d => d.Status == DutyStatus.Waived),
            [.. Enum.GetValues<DeclarationKind>().Select(k => (Code: Domain.Events.Codes.Of(k), Duties: duties.FindAll(d => d.Kind == k))).Where(k => k.Duties.Count > 0).Select(k => DeclarationRow.Of(k.Code, k.Code, k.Duties))],
            [
                .. duties.GroupBy(d => Row(d.PersonId)).OrderBy(g => g.Key is { } unit ? place(unit) : int.MaxValue)
                    .Select(g => DeclarationRow.Of(g.Key?.ToString("D") ?? "", g.Key is { } unit ? query.NameOf(unit) : "", [.. g])),
            ]);
    }
}

/// <summary>The row of a report a unit belongs to.</summary>
internal static class CadreRollUp
{
    /// <summary>The direct child of the asked unit above (or at) a unit on the day; the asked unit for its own. A unit of the other tree is told by the child of that tree's root.</summary>
    internal static Guid RowOf(CadreQuery query, UnitRollUp rolled, Guid unit)
    {
        if (unit == rolled.Unit || !rolled.IsWhole)
        {
            return rolled.ChildAbove(unit, 0) ?? unit;
        }

        var top = unit;
        foreach (var above in query.Units.Ancestors(unit, query.Day).Where(a => a != rolled.Unit && query.Units.Unit(a, query.Day)?.Parent is not null))
        {
            top = above;
        }

        return top;
    }
}
