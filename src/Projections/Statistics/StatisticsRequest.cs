using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Projections.Statistics;

/// <summary>What rows divide the figures by (6.3).</summary>
[JsonConverter(typeof(CodeConverter<StatisticsBy>))]
public enum StatisticsBy { Unit, Sector, Gender, Age, Education, Theory, Month }

/// <summary>Which structure rolls units up: the tree on each fact's own date, or the case's present unit in the present tree.</summary>
[JsonConverter(typeof(CodeConverter<StatisticsStructure>))]
public enum StatisticsStructure { Then, Now }

/// <summary>A question about referrals and admissions in a period.</summary>
/// <param name="From">First day of the period.</param>
/// <param name="To">Last day of the period.</param>
/// <param name="Today">Today in Viet Nam: the day of observation when nothing else is asked.</param>
public sealed record StatisticsRequest(DateOnly From, DateOnly To, DateOnly Today)
{
    /// <summary>A unit of either tree; null for the root of the union tree.</summary>
    public Guid? Unit { get; init; }

    /// <summary>Null for totals only.</summary>
    public StatisticsBy? By { get; init; }

    /// <summary>The Vietnamese day whose end is meant; repeated in the answer, and the default day of observation.</summary>
    public DateOnly? AsKnownOn { get; init; }

    /// <summary>The log position <see cref="AsKnownOn"/> stands for; null for all that is known.</summary>
    public long? AsKnownPosition { get; init; }

    /// <summary>The day outcomes are looked at.</summary>
    public DateOnly? ObservedOn { get; init; }

    /// <summary>How units are rolled up.</summary>
    public StatisticsStructure Structure { get; init; }

    internal DateOnly Observed => ObservedOn ?? AsKnownOn ?? Today;

    internal DateOnly Present => AsKnownOn ?? Today;
}

/// <summary>Which number a list explains.</summary>
public sealed record StatisticsMeasure
{
    private StatisticsMeasure(string code, string fact) => (Code, Fact) = (code, fact);

    /// <summary>Name as in the answer: <c>referredPersonTimes</c>, <c>referredPersons</c>, <c>admitted</c>, <c>cohort</c>, <c>admittedByThen</c>, <c>outcome.returned</c>.</summary>
    public string Code { get; }

    /// <summary>The kind of counted fact in the query.</summary>
    internal string Fact { get; }

    /// <summary>Whether a counted fact of the query is counted by this measure.</summary>
    internal bool CountsFact(string counts) => Fact switch
    {
        "cohort" => counts.StartsWith("o:", StringComparison.Ordinal),
        "by_then" => counts is "o:admitted" or "o:removed",
        _ => counts == Fact,
    };

    /// <summary>Every measure.</summary>
    public static IReadOnlyList<StatisticsMeasure> All { get; } =
    [
        new("referredPersonTimes", "times"), new("referredPersons", "persons"), new("admitted", "admitted"), new("cohort", "cohort"), new("admittedByThen", "by_then"),
        .. StatisticsOutcomes.Codes.Select(c => new StatisticsMeasure("outcome." + c, "o:" + c)),
    ];

    /// <summary>The measure of a name; also <c>cohort.referred</c>, <c>cohort.admittedByThen</c>, <c>outcomes.CODE</c>, <c>outcome:CODE</c>; null when there is none.</summary>
    public static StatisticsMeasure? Find(string? name)
    {
        var asked = name switch
        {
            "cohort.referred" or "cohortReferred" => "cohort",
            "cohort.admittedByThen" => "admittedByThen",
            not null when name.StartsWith("outcomes.", StringComparison.Ordinal) || name.StartsWith("outcomes:", StringComparison.Ordinal) => "outcome." + name[9..],
            not null when name.StartsWith("outcome:", StringComparison.Ordinal) => "outcome." + name[8..],
            _ => name,
        };
        return All.FirstOrDefault(m => string.Equals(m.Code, asked, StringComparison.Ordinal));
    }
}
