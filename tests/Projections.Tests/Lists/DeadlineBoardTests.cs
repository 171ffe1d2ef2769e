using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Tests.Given;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Lists;

public sealed class DeadlineBoardTests
{
    private readonly MemoryLog _log = new MemoryLog().Province();

    [Theory]
    [InlineData("2026-03-25", Urgency.NotYet, 11)]
    [InlineData("2026-03-26", Urgency.Soon, 10)]
    [InlineData("2026-04-09", Urgency.Soon, 0)]
    [InlineData("2026-04-10", Urgency.Overdue, -1)]
    [InlineData("2026-04-23", Urgency.Overdue, -10)]
    [InlineData("2026-04-24", Urgency.OverdueSerious, -11)]
    public async Task Given_a_cell_resolution_then_the_decision_presses_by_working_days_of_the_day_asked(string day, Urgency urgency, int left)
    {
        var told = _log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9));
        told.Decided(Day(2026, 6, 1));
        await using var read = await ReadSide.OfAsync(_log);

        var page = await PageAsync(read, new ReadScope(DateOnly.Parse(day), Day(2026, 11, 22)), new() { Rules = ["ADM-28"] });
        var item = Assert.Single(page.Items);
        Assert.Equal((urgency, Day(2026, 4, 9), left), (item.Urgency, item.Due, item.WorkingDaysLeft));
        Assert.Equal(1, page.ByUrgency[urgency]);
    }

    [Fact]
    public async Task Given_a_deadline_met_or_a_case_ended_then_it_waits_until_that_day_and_no_longer()
    {
        _log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9)).Decided(Day(2026, 3, 2));
        _log.Refer(2, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9)).Say(new CaseWithdrawn(Day(2026, 3, 2), true, null));
        await using var read = await ReadSide.OfAsync(_log);

        var rule = new DeadlineFilter { Rules = ["ADM-28"] };
        Assert.Equal(0, (await PageAsync(read, new ReadScope(Day(2026, 1, 8), Day(2026, 11, 22)), rule)).Total);
        Assert.Equal(2, (await PageAsync(read, new ReadScope(Day(2026, 3, 1), Day(2026, 11, 22)), rule)).Total);
        Assert.Equal(0, (await PageAsync(read, new ReadScope(Day(2026, 3, 2), Day(2026, 11, 22)), rule)).Total);
    }

    [Fact]
    public async Task Given_a_suspended_case_then_its_clock_stands_whatever_the_day_and_its_days_left_stay()
    {
        var told = _log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9));
        told.Say(new CaseSuspended(Day(2026, 3, 2), true, null, ReasonCode.Verification, null));
        await using var read = await ReadSide.OfAsync(_log);

        var rule = new DeadlineFilter { Rules = ["ADM-28"] };
        Assert.Null(Assert.Single((await PageAsync(read, new ReadScope(Day(2026, 3, 1), Day(2026, 11, 22)), rule)).Items).StandsSince);
        foreach (var day in new[] { Day(2026, 3, 2), Day(2026, 10, 5) })
        {
            var item = Assert.Single((await PageAsync(read, new ReadScope(day, Day(2026, 11, 22)), rule)).Items);
            Assert.Equal((Urgency.NotYet, (DateOnly?)Day(2026, 3, 2), 29), (item.Urgency, item.StandsSince, item.WorkingDaysLeft));
        }

        told.Say(new CaseResumed(Day(2026, 3, 9), true, null));
        await read.FeedAsync();
        var runs = Assert.Single((await PageAsync(read, new ReadScope(Day(2026, 3, 10), Day(2026, 11, 22)), rule)).Items);
        Assert.Equal((null, Day(2026, 4, 16)), (runs.StandsSince, runs.Due));
    }

    [Fact]
    public async Task Given_a_vote_recorded_late_then_the_board_as_known_before_does_not_know_it()
    {
        var told = _log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5));
        var before = _log.Head;
        told.Voted(Day(2026, 1, 9));
        await using var read = await ReadSide.OfAsync(_log);

        var scope = new ReadScope(Day(2026, 2, 1), Day(2026, 11, 22));
        Assert.Equal(1, (await PageAsync(read, scope, new())).Total);
        Assert.Equal(0, (await PageAsync(read, scope with { AsKnownPosition = before }, new())).Total);
    }

    [Fact]
    public async Task Given_a_scope_then_both_the_case_side_and_the_body_that_must_act_see_the_clock()
    {
        _log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9));
        await using var read = await ReadSide.OfAsync(_log);

        var scope = new ReadScope(Day(2026, 2, 1), Day(2026, 11, 22));
        foreach (var unit in new[] { "A1", "A", "P1", "P" })
        {
            Assert.Equal(1, (await PageAsync(read, scope with { Unit = _log.Unit(unit) }, new())).Total);
        }

        Assert.Equal(0, (await PageAsync(read, scope with { Unit = _log.Unit("B") }, new())).Total);
        Assert.Equal(0, (await PageAsync(read, scope with { Allowed = [_log.Unit("P2")] }, new())).Total);
    }

    private static async Task<DeadlinePage> PageAsync(ReadSide read, ReadScope scope, DeadlineFilter filter)
    {
        await using var connection = await read.Source.OpenConnectionAsync();
        return await new DeadlineBoard(read.Facts).QueryAsync(connection, scope, filter);
    }
}
