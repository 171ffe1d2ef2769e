using CadreWorkflow.Api.Exports;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Api.Pages.Statistics;

/// <summary>The answer of the statistics as sheets: the numbers with their definitions and parts, the rows, the outcomes.</summary>
internal static class StatisticsSheets
{
    /// <param name="notes">The question in words.</param>
    /// <param name="division">Heading of the rows.</param>
    public static IEnumerable<Sheet> Of(StatisticsResult result, string title, IReadOnlyList<string> notes, string division, Func<StatisticsRow, string> label)
    {
        var t = Texts.Current;
        yield return new Sheet(
            t["export.figures"],
            title,
            notes,
            [new(t["export.definition"], 12), new(t["export.measure"], 44), new(t["export.numerator"], 14), new(t["export.denominator"], 14), new(t["export.value"], 14)],
            result.Definitions.ToAsyncEnumerable().Select(d => new object?[]
            {
                d.Id, NameOf(d.Measure), d.Numerator, d.Denominator, d.Denominator is { } whole ? new Share(d.Numerator, whole) : d.Numerator,
            }));
        yield return new Sheet(
            division,
            title,
            notes,
            [
                new(division, 50), new(t["stats.times"] + " (ST-01)"), new(t["stats.persons"] + " (ST-02)"), new(t["stats.admitted"] + " (ST-03)"), new(t["stats.ratio"] + " (ST-04)"),
                new(t["stats.cohort"]), new(t["stats.admitted_by_then"], 20), new(t["stats.conversion"] + " (ST-05)"),
            ],
            result.Rows.ToAsyncEnumerable().Select(r => Row(label(r), r)).Append(Row(t["stats.total"], result)));
        yield return new Sheet(
            t["stats.outcome"],
            t["stats.outcomes", ("day", result.Cohort.ObservedOn)],
            notes,
            [new(t["stats.outcome"] + " (ST-07)", 40), new(t["stats.persons_n"]), new(t["stats.share"])],
            result.Outcomes.ToAsyncEnumerable().Select(o => new object?[] { t["outcome." + o.Code], o.Count, new Share(o.Count, result.Cohort.Referred) })
                .Append([t["stats.total"], result.Cohort.Referred, new Share(result.Cohort.Referred, result.Cohort.Referred)]));
    }

    /// <summary>A measure in words.</summary>
    public static string NameOf(string measure) => measure switch
    {
        "referredPersonTimes" => Texts.Current["stats.times"],
        "referredPersons" => Texts.Current["stats.persons"],
        "admitted" => Texts.Current["stats.admitted"],
        "periodRatio" => Texts.Current["stats.ratio"],
        "cohort.conversion" => Texts.Current["stats.conversion"],
        "cohort" => Texts.Current["stats.cohort"],
        "admittedByThen" => Texts.Current["stats.admitted_by_then"],
        _ when measure.StartsWith("outcomes.", StringComparison.Ordinal) => Texts.Current["outcome." + measure["outcomes.".Length..]],
        _ => Texts.Current[measure],
    };

    private static object?[] Row(string label, StatisticsFigures f) =>
    [
        label, f.ReferredPersonTimes, f.ReferredPersons, f.Admitted, new Share(f.Admitted, f.ReferredPersons), f.Cohort.Referred, f.Cohort.AdmittedByThen,
        new Share(f.Cohort.AdmittedByThen, f.Cohort.Referred),
    ];
}
