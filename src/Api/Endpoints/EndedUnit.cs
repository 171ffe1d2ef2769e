using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Api.Endpoints;

/// <summary>A unit that is no more on a day: how it ended and who stands in its place, so that an old link, code or file still leads somewhere.</summary>
/// <param name="How"><c>merged</c>, <c>split</c> or <c>dissolved</c>.</param>
/// <param name="Successors">Who took over on the day it ended.</param>
/// <param name="Living">Who stands in its place on the day asked about, through later mergers too.</param>
public sealed record EndedUnit(UnitFacts Unit, string How, DateOnly EndedOn, IReadOnlyList<UnitFacts> Successors, IReadOnlyList<UnitFacts> Living)
{
    /// <summary>Null for a unit that lives on the day, was not opened yet, or never was.</summary>
    internal static EndedUnit? Of(OrgTree units, Guid unit, DateOnly day)
    {
        if (units.Unit(unit, day) is not { EndedOn: { } endedOn } facts || units.EndingOf(unit) is not { } ending)
        {
            return null;
        }

        var how = ending switch { UnitMerged => "merged", UnitSplit => "split", _ => "dissolved" };
        return new(
            facts, how, endedOn, [.. units.Successors(unit).Select(s => units.Unit(s, endedOn)).OfType<UnitFacts>()],
            [.. units.LivingSuccessors(unit, day).Select(s => units.Unit(s, day)).OfType<UnitFacts>()]);
    }

    /// <summary>One sentence: since when, how, and who took over.</summary>
    internal string Sentence(Texts texts) => texts[
        "unit.ended." + How,
        ("unit", $"{Unit.Code} – {Unit.Name}"),
        ("day", EndedOn),
        ("successors", string.Join("; ", (Living.Count > 0 ? Living : Successors).Select(s => $"{s.Code} – {s.Name}")))];
}
