using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Projections.Headcounts;

/// <summary>A question about reported counts.</summary>
/// <param name="Day">Each unit answers with its latest report on or before this day.</param>
public sealed record HeadcountRequest(DateOnly Day)
{
    /// <summary>Scope; the root of the union tree when null.</summary>
    public Guid? Unit { get; init; }

    /// <summary>Whose members.</summary>
    public CountedBody Body { get; init; } = CountedBody.Union;

    /// <summary>Null for all that is known.</summary>
    public long? AsKnownPosition { get; init; }
}

/// <summary>A share with what it is of, so that it can be checked.</summary>
/// <param name="Numerator">Null when no report gives both numbers.</param>
/// <param name="Text">One decimal, the Vietnamese way.</param>
public sealed record HeadcountShare(long? Numerator, long? Denominator, string Text)
{
    internal static HeadcountShare Of(IEnumerable<(int? Part, int? Whole)> pairs)
    {
        var known = pairs.Where(p => p.Part is not null && p.Whole is not null).ToList();
        return known.Count == 0 ? new(null, null, VietnameseNumber.NoValue)
            : new(known.Sum(p => (long)p.Part!.Value), known.Sum(p => (long)p.Whole!.Value), VietnameseNumber.Percent(known.Sum(p => (long)p.Part!.Value), known.Sum(p => (long)p.Whole!.Value)));
    }
}

/// <summary>The report a figure rests on.</summary>
/// <param name="Fact">Event id: what a correction names.</param>
public sealed record HeadcountSource(Guid Fact, DateOnly On, Precision Precision, DocumentRef? Document);

/// <summary>What one unit, with everything below it, has reported: its own report where there is one, else what is reported beneath it.</summary>
/// <param name="Own">Null when the figures are the sum of reports below.</param>
/// <param name="Reports">Reports the figures are taken from.</param>
/// <param name="Missing">Units below that nobody reported for.</param>
/// <param name="Figures">Each the sum over those reports that give it; null where none does.</param>
/// <param name="Rounded">Names of the figures that some report gives and says are not exact.</param>
/// <param name="OldestOn">The earliest day among those reports.</param>
/// <param name="PartyShare">ST-15.</param>
/// <param name="Density">ST-16.</param>
public sealed record HeadcountRow(
    Guid Unit, string Code, string Name, HeadcountSource? Own, int Reports, int Missing, HeadcountFigures Figures, IReadOnlyList<string> Rounded, DateOnly? OldestOn, HeadcountShare PartyShare,
    HeadcountShare Density, HeadcountShare Women);

/// <summary>A unit nobody reported for.</summary>
public sealed record UnitWithoutReport(Guid Unit, string Code, string Name);

/// <summary>Reported counts of a unit and its direct children.</summary>
/// <param name="Position">Log position the answer stands at.</param>
/// <param name="Overlapping">Members of several bodies: a person may be counted more than once (HDC-04).</param>
/// <param name="Without">Units without any report, in the order of their codes.</param>
public sealed record HeadcountAnswer(
    DateOnly Day, string Body, bool Overlapping, long Position, HeadcountRow Total, IReadOnlyList<HeadcountRow> Rows, IReadOnlyList<UnitWithoutReport> Without);

/// <summary>Party growth of a unit in a year (ST-18).</summary>
/// <param name="Admitted">Admitted in the year by then (ST-03).</param>
/// <param name="AtStart">Party members reported on or before the last day of the year before; null when nobody reported.</param>
/// <param name="Missing">Units below without a report at the start: whom they admitted is in the numerator all the same.</param>
/// <param name="Text">The share; <c>–</c> when there is none.</param>
/// <param name="Standing"><c>below</c>, <c>within</c> or <c>above</c> the 3–4 % a year of NQ 21-NQ/TW; null when the year is not over, before 2022, or without a share.</param>
public sealed record PartyGrowthRow(Guid Unit, string Code, string Name, int Admitted, long? AtStart, int Missing, string Text, string? Standing);

/// <summary>Party growth of a unit and its direct children in a year.</summary>
/// <param name="To">Last day counted: the last of the year, or today.</param>
public sealed record PartyGrowth(int Year, DateOnly To, long Position, PartyGrowthRow Total, IReadOnlyList<PartyGrowthRow> Rows);
