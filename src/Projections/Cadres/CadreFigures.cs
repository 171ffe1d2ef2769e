using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Lists;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>A number of cadre work with what it was made of.</summary>
/// <param name="Definition">Definition id, <c>ST-20</c>.</param>
/// <param name="Measure">What is counted: <c>women</c>, <c>filed_on_time</c>.</param>
/// <param name="Denominator">Null for a plain count.</param>
/// <param name="Unknown">Of whom it is not known either way; they are in neither number.</param>
public sealed record CadreFigure(string Definition, string Measure, long Numerator, long? Denominator, long Unknown = 0)
{
    /// <summary>One decimal, Vietnamese comma, U+00A0 before the sign; <c>–</c> for a zero denominator. A plain count has dots between thousands.</summary>
    public string Text => Denominator is null ? VietnameseNumber.Count(Numerator) : VietnameseNumber.Percent(Numerator, Denominator);
}

/// <summary>One value of a breakdown; unknown is a value, so the parts sum to the whole.</summary>
/// <param name="Key">Code, unit id.</param>
/// <param name="Label">Unit name; else the code, which the door puts in words.</param>
public sealed record CadrePart(string Key, string Label, long Count, long Of)
{
    public string Text => VietnameseNumber.Percent(Count, Of);
}

/// <summary>A whole told by one property.</summary>
/// <param name="By"><c>gender</c>, <c>age</c>, <c>education</c>, <c>theory</c>, <c>kind</c>.</param>
public sealed record CadreDivision(string By, IReadOnlyList<CadrePart> Parts)
{
    internal static CadreDivision Of<TEnum>(string by, IReadOnlyCollection<TEnum> values)
        where TEnum : struct, Enum =>
        new(by, [.. Enum.GetValues<TEnum>().Select(v => (Code: Domain.Events.Codes.Of(v), N: values.Count(x => EqualityComparer<TEnum>.Default.Equals(x, v)))).Where(p => p.N > 0 || p.Code == "unknown")
            .Select(p => new CadrePart(p.Code, p.Code, p.N, values.Count))]);
}

/// <summary>What every statistic of cadre work says of itself.</summary>
/// <param name="Day">The day the figures are about.</param>
/// <param name="AsKnownOn">The day of knowledge; null for all that is known.</param>
/// <param name="Position">Log position the figures stand at.</param>
public sealed record CadreHead(Guid Unit, string UnitCode, string UnitName, DateOnly Day, DateOnly? AsKnownOn, long Position)
{
    internal static CadreHead Of(CadreQuery query, ReadScope scope)
    {
        var unit = scope.Unit ?? query.Units.Root(Tree.Union);
        var about = query.Units.Unit(unit, scope.Day);
        return new(unit, about?.Code ?? "", about?.Name ?? unit.ToString("D"), scope.Day, scope.AsKnownOn, query.Position);
    }
}
