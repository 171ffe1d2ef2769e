using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using static Acts;

/// <summary>
/// A clock that changes hands counts in the calendar of the new body from the day it has to act (cases 6, 48, 50): Saturday 22/8/2026 is worked and
/// Monday 31/8/2026 is off in the public sector only.
/// </summary>
public sealed class MovedClockTests
{
    private static readonly Guid Enterprise = new("44444444-0000-0000-0000-000000000077");

    private static readonly Regulations R = Regulations.FromFiles();

    [Fact]
    public void Case_48_ADM_28_a_cell_under_another_committee_is_decided_on_by_the_calendar_of_that_committee_from_the_day_of_the_move()
    {
        var voted = Given.Facts([.. RoadToOpinions, CellVote("2026-08-14")]);
        Assert.Equal(D("2026-11-10"), Clock(voted, "ADM-28").Due);
        Assert.Equal(D("2026-11-10"), Deadlines.Due(R, "ADM-28", D("2026-08-14"), CalendarKind.Private5)!.Value.Due);

        var moved = voted.At(Under(Enterprise, "2026-08-24"));
        var clock = Clock(moved, "ADM-28");
        Assert.Equal(D("2026-11-09"), clock.Due);
        Assert.Equal((Enterprise, CalendarKind.Public), (clock.ActingUnit, clock.Calendar));
        Assert.Equal(new ClockMove(D("2026-08-24"), Enterprise, CalendarKind.Private5), Assert.Single(clock.Moves));
        moved.When(Decided("2026-11-09")).IsAccepted().SaysNothingOf("ADM-28");
        moved.When(Decided("2026-11-10")).IsAccepted().Warns("ADM-28", "late");
    }

    [Fact]
    public void The_days_show_which_calendar_counted_them_and_every_year_of_both_is_cited()
    {
        var clock = Clock(Given.Facts([.. RoadToOpinions, CellVote("2026-08-14")]).At(Under(Enterprise, "2026-08-24")), "ADM-28");
        var count = CaseDeadlines.Explain(clock, R).Deadline!;
        Assert.Equal(clock.Due, count.Due);
        Assert.Equal(60, count.Days.Count(d => d.Counted));
        Assert.Equal("swap_worked", count.Days.Single(d => d.Date == D("2026-08-22")).ReasonCode);
        Assert.Equal("working", count.Days.Single(d => d.Date == D("2026-08-31")).ReasonCode);
        Assert.Equal("public-2026+private5-2026", count.CalendarVersion);
    }

    [Fact]
    public void Case_50_ADM_30_a_ceremony_at_the_new_cell_is_due_by_its_calendar_from_the_day_the_transfer_was_received()
    {
        var units = World.With(World.OtherCell, new UnitReclassified(D("2020-01-01"), null, Sector.NonState, CalendarKind.Private5));
        var given = Given.Facts(
        [
            .. RoadToCellVote, Committee("2026-02-20"), Decided("2026-08-14"),
            new CaseMoved(D("2026-08-18"), true, Doc("17C-GT/CB", "2026-08-18"), TransferPoint.AfterDecision, null, World.OtherCell), new TransferReceived(D("2026-08-24"), true, null),
        ]).At(units);
        var clock = Clock(given, "ADM-30");
        Assert.Equal((World.OtherCell, D("2026-09-28")), (clock.ActingUnit, clock.Due));
        Assert.Equal(D("2026-08-24"), Assert.Single(clock.Moves).From);
        given.When(Ceremony("2026-09-28").Proposed()).IsAccepted();
        given.When(Ceremony("2026-09-29").Proposed()).IsBlockedBy("ADM-30", "ceremony_overdue");
        Assert.Equal(Stage.Decided, Stages.On(given.History, D("2026-09-28"), R, units));
        Assert.Equal(Stage.CeremonyOverdue, Stages.On(given.History, D("2026-09-29"), R, units));
    }

    [Fact]
    public void Case_47_a_case_that_followed_a_merger_takes_its_clock_along()
    {
        var units = World.With(World.OtherCell, new UnitReclassified(D("2020-01-01"), null, Sector.NonState, CalendarKind.Private5));
        var given = Given.Facts([.. RoadToCellVote, Committee("2026-02-20"), Decided("2026-08-14"), new CaseFollowedUnit(D("2026-08-24"), true, null, null, World.OtherCell, Guid.NewGuid())]).At(units);
        Assert.Equal((World.OtherCell, D("2026-09-28")), (Clock(given, "ADM-30").ActingUnit, Clock(given, "ADM-30").Due));
    }

    [Fact]
    public void A_body_that_takes_another_calendar_counts_in_it_from_that_day()
    {
        var units = World.With(World.GrassrootsCommittee, new UnitReclassified(D("2026-08-24"), null, Sector.NonState, CalendarKind.Private5));
        var clock = Clock(Given.Facts([.. RoadToOpinions, CellVote("2026-08-14")]).At(units), "ADM-28");
        Assert.Equal((World.GrassrootsCommittee, D("2026-11-09")), (clock.ActingUnit, clock.Due));
    }

    [Fact]
    public void A_move_between_bodies_of_one_calendar_changes_who_acts_and_not_when()
    {
        var units = World.With(World.Cell, new UnitMoved(D("2026-08-24"), null, World.UpperCommittee));
        var clock = Clock(Given.Facts([.. RoadToOpinions, CellVote("2026-08-14")]).At(units), "ADM-28");
        Assert.Equal((World.UpperCommittee, D("2026-11-10")), (clock.ActingUnit, clock.Due));
    }

    [Fact]
    public void A_clock_that_was_met_stays_with_who_met_it()
    {
        var given = Given.Facts([.. RoadToOpinions, CellVote("2026-08-14"), Decided("2026-08-20")]).At(Under(Enterprise, "2026-08-24"));
        var clock = Clock(given, "ADM-28");
        Assert.Equal((World.GrassrootsCommittee, D("2026-11-10")), (clock.ActingUnit, clock.Due));
        Assert.Empty(clock.Moves);
    }

    [Fact]
    public void An_extension_is_in_time_by_the_end_the_move_gave_the_clock()
    {
        var moved = Given.Facts([.. RoadToOpinions, CellVote("2026-08-14")]).At(Under(Enterprise, "2026-08-24"));
        moved.When(new DeadlineExtended(D("2026-11-10"), true, Doc("70-CV/ĐU", "2026-11-10"), "ADM-28", 10)).IsAccepted().Warns("ADM-29", "extension_after_lapse");
        var extended = moved.When(new DeadlineExtended(D("2026-11-09"), true, Doc("70-CV/ĐU", "2026-11-09"), "ADM-28", 10)).IsAccepted().SaysNothingOf("ADM-29").Then;
        Assert.Equal(D("2026-11-23"), Clock(extended, "ADM-28").Due);
    }

    [Fact]
    public void Any_row_of_calendars_and_pauses_counts_as_one_day_after_another_would()
    {
        var random = new Random(20260822);
        for (var n = 0; n < 2_000; n++)
        {
            var start = D("2025-06-02").AddDays(random.Next(400));
            List<CalendarChange> changes = [];
            for (var at = start.AddDays(1 + random.Next(30)); changes.Count < random.Next(4); at = at.AddDays(1 + random.Next(30)))
            {
                changes.Add(new(at, random.Next(2) == 0 ? CalendarKind.Public : CalendarKind.Private5));
            }

            Pause[] pauses = random.Next(3) == 0 ? [new(start.AddDays(random.Next(20)), start.AddDays(20 + random.Next(20)))] : [];
            var first = random.Next(2) == 0 ? CalendarKind.Public : CalendarKind.Private5;
            var (day, counted) = (start, 0);
            while (counted < 30)
            {
                day = day.AddDays(1);
                var calendar = changes.Where(c => c.From <= day).Select(c => (CalendarKind?)c.Calendar).LastOrDefault() ?? first;
                counted += R.Calendar(calendar).IsWorking(day) && !pauses.Any(p => p.Contains(day)) ? 1 : 0;
            }

            Assert.Equal(day, Deadlines.Due(R, "ADM-30", start, new(first, changes), pauses: pauses)!.Value.Due);
            var explained = Deadlines.Explain(R, "ADM-30", start, first.Value, pauses: pauses, changes: changes).Deadline!;
            Assert.Equal((day, 30), (explained.Due, explained.Days.Count(d => d.Counted)));
        }
    }

    [Fact]
    public void Moves_are_read_back_from_their_text()
    {
        var moves = ClockMoves.Of([new(D("2026-08-24"), Enterprise, CalendarKind.Private5), new(D("2026-09-01"), World.Cell, CalendarKind.Public)]);
        Assert.Equal(moves, ClockMoves.Parse(moves.ToString()));
        Assert.Same(ClockMoves.None, ClockMoves.Parse(""));
        Assert.Throws<FormatException>(() => ClockMoves.Parse("2026-08-24/x"));
    }

    private static OrgTree Under(Guid committee, string from)
    {
        var opened = World.With(committee, new UnitOpened(D("2000-01-01"), null, committee, Tree.Party, UnitKind.GrassrootsCommittee, "DUDN", "DUDN", World.UpperCommittee, Sector.NonState, CalendarKind.Private5, false));
        return World.With(opened, World.Cell, new UnitMoved(D(from), null, committee));
    }

    private static CaseDeadline Clock(Given given, string rule) => Assert.Single(CaseDeadlines.Of(given.History, given.Regulations, given.Units), d => d.Rule == rule);
}
