using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Tests.Given;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Cadres;

/// <summary>The figures of a province's own report: 170 posts before the mergers, 154 assigned after them, 145 present.</summary>
public sealed class SeedFigureTests
{
    [Fact]
    public async Task Given_145_present_of_154_assigned_after_170_then_staffing_is_94_2_percent_and_unknown_between_merger_and_decision()
    {
        var log = new MemoryLog().Province();
        void Say(string unit, StaffingEvent fact) => log.Record(Streams.Staffing(log.Unit(unit)), fact);
        void Assign(string unit, int assigned, DateOnly from) => Say(unit, new QuotaAssigned(from, CaseTold.Paper("QĐ", from), log.Unit(unit), assigned, from, null));
        Assign("A1", 100, Day(2020, 1, 1));
        Assign("A2", 70, Day(2020, 1, 1));
        for (var n = 0; n < 145; n++)
        {
            Say("A1", new StaffJoined(Day(2020, 2, 1), null, log.Unit("A1"), Id(3, n), StaffKind.Permanent));
        }

        log.Unit("A2", new UnitMerged(Day(2022, 1, 1), null, log.Unit("A1")));
        Assign("A1", 154, Day(2022, 3, 1));
        await using var read = await ReadSide.OfAsync(log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        async Task<(int?, int, int?, string)> On(DateOnly day)
        {
            var found = (await new StaffingReport(read.Facts).QueryAsync(connection, new(day, Day(2026, 11, 22)) { Unit = log.Unit("A") }, cancellationToken: TestContext.Current.CancellationToken))!;
            return (found.Total.Assigned, found.Total.Present, found.Total.Vacancies, found.TotalText);
        }

        Assert.Equal((170, 145, 25, "85,3\u00A0%"), await On(Day(2021, 12, 31)));
        Assert.Equal((154, 145, 9, "94,2\u00A0%"), await On(Day(2022, 10, 20)));
        var (assigned, _, _, text) = await On(Day(2022, 2, 1));
        Assert.Equal((null, "–"), (assigned, text));
    }
}
