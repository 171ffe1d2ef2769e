using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Projections.Statistics;

/// <summary>First and last day.</summary>
public sealed record StatisticsPeriod(DateOnly From, DateOnly To);

/// <summary>The cohort of persons whose first referral lies in the period (ST-05).</summary>
/// <param name="AdmittedByThen">Admitted, or removed after admission, at <paramref name="ObservedOn"/>.</param>
/// <param name="Conversion"><paramref name="AdmittedByThen"/> / <paramref name="Referred"/>; null for an empty cohort; never above 1.</param>
public sealed record CohortFigures(int Referred, DateOnly ObservedOn, int AdmittedByThen, double? Conversion, string ConversionText);

/// <summary>Persons of the cohort whose latest case has this outcome (ST-07).</summary>
/// <param name="Label">The code; the door that shows it puts words in the reader's language.</param>
public sealed record OutcomeCount(string Code, string Label, int Count);

/// <summary>What a number is: definition, numerator and denominator.</summary>
/// <param name="Id">Definition id, <c>ST-04</c>.</param>
/// <param name="Measure">Field of the answer.</param>
public sealed record StatisticsDefinition(string Id, string Measure, long Numerator, long? Denominator);

/// <summary>The measures of the whole or of one row.</summary>
public abstract record StatisticsFigures
{
    /// <summary>Cases first sent in the period (ST-01).</summary>
    public required int ReferredPersonTimes { get; init; }

    /// <summary>Distinct persons among them (ST-02).</summary>
    public required int ReferredPersons { get; init; }

    /// <summary>Distinct persons with a standing admission decision dated in the period and a union referral sent before it (ST-03).</summary>
    public required int Admitted { get; init; }

    /// <summary><see cref="Admitted"/> / <see cref="ReferredPersons"/>, unrounded; null when nobody was referred; may exceed 1 (ST-04).</summary>
    public double? PeriodRatio => ReferredPersons == 0 ? null : (double)Admitted / ReferredPersons;

    /// <summary>One decimal, Vietnamese comma, a no-break space before the sign; <c>–</c> when there is none.</summary>
    public string PeriodRatioText => VietnameseNumber.Percent(Admitted, ReferredPersons);

    /// <summary>ST-05.</summary>
    public required CohortFigures Cohort { get; init; }

    /// <summary>ST-07: exclusive, and summing to the cohort.</summary>
    public required IReadOnlyList<OutcomeCount> Outcomes { get; init; }
}

/// <summary>One row.</summary>
/// <param name="Key">Unit id, code, or month <c>yyyy-MM</c>.</param>
/// <param name="Label">Unit name of the day; else the key.</param>
/// <param name="IsOwn">True for the cases of the asked unit itself, not of a unit under it.</param>
/// <param name="IsUnassigned">True for a unit that ended by a split: its cases still wait for a successor ("chưa phân").</param>
public sealed record StatisticsRow(string Key, string Label, bool IsOwn = false, bool IsUnassigned = false) : StatisticsFigures;

/// <summary>The answer: totals, and rows when a division was asked for.</summary>
public sealed record StatisticsResult : StatisticsFigures
{
    public required StatisticsPeriod Period { get; init; }

    public required DateOnly? AsKnownOn { get; init; }

    /// <summary>Log position the figures stand at.</summary>
    public required long Position { get; init; }

    /// <summary>The unit asked about.</summary>
    public required Guid Unit { get; init; }

    public required string Structure { get; init; }

    public required string? By { get; init; }

    public required IReadOnlyList<StatisticsRow> Rows { get; init; }

    /// <summary>What each number is and what it was made of.</summary>
    public IReadOnlyList<StatisticsDefinition> Definitions =>
    [
        new("ST-01", "referredPersonTimes", ReferredPersonTimes, null),
        new("ST-02", "referredPersons", ReferredPersons, null),
        new("ST-03", "admitted", Admitted, null),
        new("ST-04", "periodRatio", Admitted, ReferredPersons),
        new("ST-05", "cohort.conversion", Cohort.AdmittedByThen, Cohort.Referred),
        .. Outcomes.Select(o => new StatisticsDefinition("ST-07", "outcomes." + o.Code, o.Count, Cohort.Referred)),
    ];
}

/// <summary>One case behind a number.</summary>
/// <param name="Outcome">Outcome of this case on the day of observation.</param>
/// <param name="Stage">Stage of this case on the day of observation.</param>
/// <param name="CountsOn">The date that put it into the number.</param>
public sealed record StatisticsCase(
    Guid CaseId, Guid PersonId, Guid UnionUnit, Guid PartyBody, string UnitName, DateOnly FiledOn, DateOnly? FirstSentOn, DateOnly? DecidedOn, DateOnly CountsOn,
    string? Stage, string? Outcome);

/// <summary>The list a number opens to.</summary>
public sealed record StatisticsCases(int Total, IReadOnlyList<StatisticsCase> Items);

internal static class StatisticsOutcomes
{
    /// <summary>In the order of the fixed answer.</summary>
    internal static readonly IReadOnlyList<string> Codes =
    [
        .. new[]
        {
            CaseOutcome.Admitted, CaseOutcome.InProgress, CaseOutcome.Returned, CaseOutcome.Rejected, CaseOutcome.Withdrawn, CaseOutcome.Lapsed,
            CaseOutcome.Moved, CaseOutcome.Removed, CaseOutcome.Cancelled,
        }.Select(Domain.Events.Codes.Of),
    ];
}
