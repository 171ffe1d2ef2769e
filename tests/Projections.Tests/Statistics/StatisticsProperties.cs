using CadreWorkflow.Projections.Statistics;
using CadreWorkflow.Projections.Tests.Given;
using FsCheck;
using FsCheck.Fluent;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Statistics;

/// <summary>The figures against their definitions, for any period, unit, division, structure, day of observation and state of knowledge.</summary>
public sealed class StatisticsProperties(Provinces provinces) : IClassFixture<Provinces>
{
    private static readonly string[] Units = ["T", "A", "B", "C", "A1", "B1", "C2", "P", "P1", "P2"];

    private readonly IReadOnlyList<ReadSide> _provinces = provinces.All;

    [Fact]
    public void Given_any_question_then_every_number_is_what_its_definition_counts() => Check(100, async (read, request) =>
    {
        var result = await read.StatisticsAsync(request);
        var naive = new NaiveStatistics(read.Log, request);
        foreach (var measure in StatisticsMeasure.All)
        {
            var counted = naive.Counted(measure);
            Assert.Equal((measure.Code, counted.Count), (measure.Code, Value(result, measure.Code)));
            foreach (var row in result.Rows)
            {
                Assert.Equal((measure.Code, row.Key, counted.Count(c => c.Row == row.Key)), (measure.Code, row.Key, Value(row, measure.Code)));
            }
        }
    });

    [Fact]
    public void Given_any_question_then_rows_sum_to_the_total_and_outcomes_to_the_cohort() => Check(100, async (read, request) =>
    {
        var result = await read.StatisticsAsync(request);
        Assert.Equal(result.Cohort.Referred, result.Outcomes.Sum(o => o.Count));
        Assert.True(result.Cohort.AdmittedByThen <= result.Cohort.Referred);
        Assert.True(result.Cohort.Referred <= result.ReferredPersons && result.ReferredPersons <= result.ReferredPersonTimes);
        if (request.By is null)
        {
            Assert.Empty(result.Rows);
            return;
        }

        Assert.Equal(result.Rows.Count, result.Rows.Select(r => r.Key).Distinct().Count());
        foreach (var measure in StatisticsMeasure.All)
        {
            Assert.Equal((measure.Code, Value(result, measure.Code)), (measure.Code, result.Rows.Sum(r => Value(r, measure.Code))));
        }
    });

    [Fact]
    public void Given_any_number_then_its_list_has_as_many_cases_and_they_are_those_counted() => Check(40, async (read, request) =>
    {
        var result = await read.StatisticsAsync(request);
        var naive = new NaiveStatistics(read.Log, request);
        foreach (var measure in StatisticsMeasure.All)
        {
            var counted = naive.Counted(measure);
            var cases = await read.CasesAsync(request, measure.Code);
            Assert.Equal(Value(result, measure.Code), cases.Total);
            Assert.Equal(counted.Select(c => c.CaseId).Order(), cases.Items.Select(i => i.CaseId).Order());
            if (result.Rows.MaxBy(r => Value(r, measure.Code)) is { } row)
            {
                var ofRow = await read.CasesAsync(request, measure.Code, row.Key);
                Assert.Equal(Value(row, measure.Code), ofRow.Total);
                Assert.Equal(counted.Where(c => c.Row == row.Key).Select(c => c.CaseId).Order(), ofRow.Items.Select(i => i.CaseId).Order());
            }
        }
    });

    [Fact]
    public void Given_a_row_of_a_unit_that_never_moved_then_asking_for_that_unit_gives_the_row() => Check(30, async (read, request) =>
    {
        var byUnit = await read.StatisticsAsync(request with { By = StatisticsBy.Unit, Unit = null });
        foreach (var row in byUnit.Rows.Where(r => !r.IsOwn))
        {
            var asked = await read.StatisticsAsync(request with { By = null, Unit = Guid.Parse(row.Key) });
            foreach (var measure in StatisticsMeasure.All)
            {
                Assert.Equal((measure.Code, Value(row, measure.Code)), (measure.Code, Value(asked, measure.Code)));
            }
        }
    });

    private static int Value(StatisticsFigures figures, string measure) => measure switch
    {
        "referredPersonTimes" => figures.ReferredPersonTimes,
        "referredPersons" => figures.ReferredPersons,
        "admitted" => figures.Admitted,
        "cohort" => figures.Cohort.Referred,
        "admittedByThen" => figures.Cohort.AdmittedByThen,
        _ => figures.Outcomes.Single(o => "outcome." + o.Code == measure).Count,
    };

    private void Check(int times, Func<ReadSide, StatisticsRequest, Task> holds)
    {
        var questions =
            from province in Gen.Choose(0, _provinces.Count - 1)
            from start in Gen.Choose(0, 1500)
            from length in Gen.Choose(0, 900)
            from unit in Gen.Elements(Units)
            from whole in Gen.Choose(0, 1)
            from division in Gen.Choose(-1, 6)
            from known in Gen.Choose(0, 3)
            from at in Gen.Choose(1, 100)
            from observed in Gen.Choose(-500, 1500)
            from now in Gen.Choose(0, 1)
            select (province, start, length, unit: whole == 1 ? null : unit, division, known: known == 0 ? at : 0, observed, now);
        Prop.ForAll(questions.ToArbitrary(), q =>
        {
            var read = _provinces[q.province];
            var from = Day(2020, 1, 1).AddDays(q.start);
            var request = new StatisticsRequest(from, from.AddDays(q.length), Day(2026, 11, 22))
            {
                Unit = q.unit is null ? null : read.Log.Unit(q.unit),
                By = q.division < 0 ? null : (StatisticsBy)q.division,
                Structure = (StatisticsStructure)q.now,
                ObservedOn = q.observed < 0 ? null : Day(2020, 6, 1).AddDays(q.observed),
                AsKnownPosition = q.known == 0 ? null : read.Log.Events[(read.Log.Events.Count - 1) * (q.known - (q.known % 5)) / 100].Position,
                AsKnownOn = q.known == 0 ? null : Day(2023, 6, 1),
            };
            holds(read, request).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true));
    }
}
