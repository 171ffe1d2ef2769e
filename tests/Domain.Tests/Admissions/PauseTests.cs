using CadreWorkflow.Domain.Admissions;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using static Acts;
using static ClockTests;

/// <summary>Clocks that stand still while a case is suspended or back for supplement.</summary>
public sealed class PauseTests
{
    private static readonly Given Voted = Given.Facts(RoadToCellVote);

    [Fact]
    public void ADM_28_a_suspension_moves_the_end_by_its_working_days_and_every_day_is_explained()
    {
        // Thu 01/01 to 09/04/2026 without it; five working days stand still.
        var given = Voted.And(Suspended("2026-03-02"), Resumed("2026-03-09"));
        var clock = Clock(given, "ADM-28");
        Assert.Equal(D("2026-04-16"), clock.Due);
        var pause = Assert.Single(clock.Pauses);
        Assert.Equal((PauseCause.Suspension, D("2026-03-02"), (DateOnly?)D("2026-03-08")), (pause.Cause, pause.From, pause.To));
        Assert.Equal(Given.EventId(given.History.Version - 1), pause.Fact);

        var full = CaseDeadlines.Explain(clock, given.Regulations).Deadline!;
        Assert.Equal(clock.Due, full.Due);
        Assert.Equal(5, full.Days.Count(d => d.ReasonCode == "paused"));
        Assert.Equal(60, full.Days.Count(d => d.Counted));
        Assert.Contains("pause_unconfirmed", full.Marks);
        Assert.True(full.Days.Single(d => d.Date == D("2026-03-09")).Counted, "the day the case goes on counts");
    }

    [Fact]
    public void ADM_28_a_file_back_for_supplement_stops_the_decision_until_it_is_sent_again()
    {
        var clock = Clock(Voted.And(Returned("2026-02-02"), Sent("2026-02-09")), "ADM-28");
        Assert.Equal((PauseCause.Return, D("2026-02-02"), (DateOnly?)D("2026-02-08")), (clock.Pauses[0].Cause, clock.Pauses[0].From, clock.Pauses[0].To));
        Assert.Equal(D("2026-04-16"), clock.Due);
    }

    [Fact]
    public void A_clock_that_stands_shows_the_earliest_end_and_for_a_day_the_end_if_the_case_went_on_that_day()
    {
        var given = Voted.And(Suspended("2026-03-02"));
        var row = Clock(given, "ADM-28");
        Assert.Equal((D("2026-04-09"), (DateOnly?)D("2026-03-02")), (row.Due, row.StandsSince));
        Assert.False(row.IsLateOn(D("2026-12-31")), "no clock runs out while it stands");
        Assert.Null(row.Pauses[0].To);

        var asked = CaseDeadlines.Of(given.History, given.Regulations, given.Units, D("2026-03-09")).Single(d => d.Rule == "ADM-28");
        var resumed = Clock(given.And(Resumed("2026-03-09")), "ADM-28");
        Assert.Equal(resumed.Due, asked.Due);
        Assert.NotNull(asked.StandsSince);
        Assert.Null(resumed.StandsSince);
    }

    [Fact]
    public void What_was_late_before_the_stop_stays_late()
    {
        var given = Voted.And(Committee("2026-01-20"), Suspended("2026-04-13"), Resumed("2026-05-04"));
        Assert.Equal(D("2026-04-09"), Clock(given, "ADM-28").Due);
        Assert.Empty(Clock(given, "ADM-28").Pauses);
        given.When(Decided("2026-05-05").Proposed()).Warns("ADM-28", "late");
    }

    [Fact]
    public void The_decider_counts_the_same_pauses_as_the_board()
    {
        var given = Voted.And(Committee("2026-01-20"), Suspended("2026-03-02"), Resumed("2026-03-09"));
        var due = Clock(given, "ADM-28").Due;
        given.When((Decided("2026-04-01") with { OccurredOn = due }).Proposed()).IsAcceptedCleanly().SaysNothingOf("ADM-28");
        given.When((Decided("2026-04-01") with { OccurredOn = due.AddDays(1) }).Proposed()).Warns("ADM-28", "late");
    }

    [Fact]
    public void A_decision_reported_while_the_case_stands_is_in_time_and_ends_the_pause()
    {
        var given = Voted.And(Committee("2026-01-20"), Suspended("2026-03-02"));
        var after = given.When(Decided("2026-06-01")).SaysNothingOf("ADM-28").Then.And(Resumed("2026-06-08"));
        var clock = Clock(after, "ADM-28");
        Assert.Equal((DateOnly?)D("2026-05-31"), clock.Pauses.Single().To);
        Assert.False(clock.IsLateOn(D("2026-12-31")));
    }

    [Fact]
    public void An_extension_granted_while_the_clock_stands_is_granted_in_time()
    {
        var given = Voted.And(Suspended("2026-03-02"));
        var extension = new DeadlineExtended(D("2026-06-01"), true, Doc("70-CV/ĐU", "2026-06-01"), "ADM-28", 10);
        var clock = Clock(given.And(extension, Resumed("2026-06-08")), "ADM-28");
        Assert.Equal(10, clock.ExtensionWorkingDays);
        Assert.Equal(70, CaseDeadlines.Explain(clock, given.Regulations).Deadline!.Days.Count(d => d.Counted));
        given.When(extension.Proposed()).SaysNothingOf("ADM-29");
    }

    [Fact]
    public void ADM_30_the_ceremony_waits_through_a_suspension_and_is_not_overdue_for_it()
    {
        var given = Given.Facts(RoadToDecision).And(Received("2026-02-23"));
        var due = Clock(given, "ADM-30").Due;
        var stopped = given.And(Suspended("2026-03-02"), Resumed("2026-03-09"));
        Assert.Equal(Stage.CeremonyOverdue, given.StageOn(due.AddDays(1)));
        Assert.Equal(Stage.Decided, stopped.StageOn(due.AddDays(1)));
        Assert.True(Clock(stopped, "ADM-30").Due > due);
    }

    [Fact]
    public void CAL_04_papers_and_the_twelve_month_date_are_moved_by_no_stop()
    {
        var given = Given.Facts(RoadToOpinions);
        var stopped = given.And(Suspended("2025-12-01"), Resumed("2026-02-02"));
        Assert.Equal(Ends(given), Ends(stopped));
        static IEnumerable<(string, DateOnly)> Ends(Given g) => CaseDeadlines.Of(g.History, g.Regulations, g.Units).Select(d => (d.Rule, d.Due));
    }

    [Fact]
    public void Every_clock_says_what_stops_it() =>
        Assert.Equal(DeadlineRules.All.Keys.Order(StringComparer.Ordinal), ClockStops.All.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Pauses_are_read_back_as_they_were_stored()
    {
        var clock = Clock(Voted.And(Returned("2026-02-02"), Sent("2026-02-09"), Suspended("2026-03-02")), "ADM-28");
        Assert.Equal(2, clock.Pauses.Count);
        Assert.Equal(clock.Pauses, ClockPauses.Parse(clock.Pauses.ToString()));
        Assert.Same(ClockPauses.None, ClockPauses.Parse(ClockPauses.None.ToString()));
        Assert.Throws<FormatException>(() => ClockPauses.Parse("holiday/2026-01-01//x"));
    }

    [Fact]
    public void Cycles_of_stop_and_resume_only_move_an_end_later_and_equal_the_days_they_cover() => Prop.ForAll(Cycles, cycles =>
    {
        var (given, day, stretches) = (Voted, D("2026-01-09"), new List<Pause>());
        foreach (var (run, stand) in cycles)
        {
            var from = day.AddDays(run);
            day = from.AddDays(stand);
            given = given.And(Suspended("2026-03-02") with { OccurredOn = from }, Resumed("2026-03-02") with { OccurredOn = day });
            stretches.Add(new(from, day.AddDays(-1)));
        }

        var (plain, clock) = (Clock(Voted, "ADM-28"), Clock(given, "ADM-28"));

        // The same days as one pause each, a day at a time, whatever the cycles.
        var days = stretches.Where(s => s.From <= s.To).SelectMany(s => Enumerable.Range(0, s.To.DayNumber - s.From.DayNumber + 1).Select(i => new Pause(s.From.AddDays(i), s.From.AddDays(i))));
        var union = Deadlines.Due(given.Regulations, "ADM-28", clock.ClockStart, clock.Calendar, pauses: [.. days]);
        return clock.Due >= plain.Due && clock.Due == union?.Due && CaseDeadlines.Explain(clock, given.Regulations).Deadline!.Due == clock.Due;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Over_generated_histories_no_pause_makes_an_end_earlier_and_the_explained_count_ends_where_the_row_says() => Prop.ForAll(Walk.Scripts, script =>
    {
        var given = Walk.Along(script).Given;
        var regulations = given.Regulations;
        return CaseDeadlines.Of(given.History, regulations, given.Units).All(d =>
            Deadlines.Due(regulations, d.Rule, d.ClockStart, d.Calendar, d.ExtensionWorkingDays, d.VersionDate)!.Value.Due <= d.Due
            && CaseDeadlines.Explain(d, regulations).Deadline is { } full
            && (full.Due, full.Provisional, full.Confirmed, full.PolicyVersion) == (d.Due, d.Provisional, d.Confirmed, d.PolicyVersion));
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<(int Run, int Stand)[]> Cycles { get; } =
        (from run in Gen.Choose(1, 12) from stand in Gen.Choose(0, 15) select (run, stand)).ArrayOf().Resize(6).ToArbitrary();

    private static CaseSuspended Suspended(string on) => new(D(on), true, null, ReasonCode.Verification, null);

    private static CaseResumed Resumed(string on) => new(D(on), true, null);
}
