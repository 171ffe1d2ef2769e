using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;
using static Acts;

/// <summary>ADM-28…36: clocks, whose calendar counts, extensions, lateness.</summary>
public sealed class ClockTests
{
    [Fact]
    public void ADM_28_sixty_working_days_from_the_cell_resolution()
    {
        var clock = Clock(Given.Facts(RoadToCellVote), "ADM-28");
        Assert.Equal((D("2026-01-09"), D("2026-04-09"), World.GrassrootsCommittee, true), (clock.ClockStart, clock.Due, clock.ActingUnit, clock.Open));
        Assert.Equal("294-qd-tw-2025", clock.PolicyVersion);
    }

    [Fact]
    public void Case_08_ADM_28_the_last_day_is_in_time_and_the_next_is_late()
    {
        var given = Given.Facts(RoadToCellVote).And(Committee("2026-01-20"));
        given.When(Decided("2026-04-09").Proposed()).IsAcceptedCleanly().SaysNothingOf("ADM-28");
        var late = given.When(Decided("2026-04-10").Proposed()).IsAcceptedCleanly().Warns("ADM-28", "late").Then;
        Assert.Equal(D("2026-04-10"), Clock(late, "ADM-28").MetOn);
        Assert.True(Clock(late, "ADM-28").IsLateOn(D("2026-05-01")));
        Assert.False(Clock(late, "ADM-28").Open);
    }

    [Fact]
    public void Case_07_ADM_28_a_resolution_entered_late_still_starts_its_clock_on_its_own_day()
    {
        var entered = Given.Facts(RoadToOpinions).On(D("2026-01-20")).When(CellVote("2026-01-09")).IsAcceptedCleanly().Then;
        Assert.Equal(D("2026-01-09"), Clock(entered, "ADM-28").ClockStart);
        Assert.Equal(D("2026-04-09"), Clock(entered, "ADM-28").Due);
    }

    [Fact]
    public void ADM_29_an_extension_in_time_moves_the_end_by_working_days()
    {
        var given = Given.Facts(RoadToCellVote).When(Extension("2026-04-01", 10).Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(D("2026-04-23"), Clock(given, "ADM-28").Due);
        given.And(Committee("2026-01-20")).When(Decided("2026-04-23").Proposed()).SaysNothingOf("ADM-28");
    }

    [Fact]
    public void ADM_29_at_most_thirty_working_days() =>
        Given.Facts(RoadToCellVote).When(Extension("2026-04-01", 31).Proposed()).IsBlockedOnlyBy("ADM-29", "extension_too_long");

    [Fact]
    public void ADM_29_only_a_running_clock_of_the_law_can_be_extended()
    {
        Given.Facts(RoadToCellVote).When(Extension("2026-04-01", 10) with { Rule = "ADM-30" }).IsRefused("unknown_clock", "ADM-29");
        Given.Facts(RoadToCellVote).When(Extension("2026-04-01", 0)).IsRefused("days_not_positive", "ADM-29");
        Given.Facts(RoadToOpinions).When(Extension("2026-04-01", 10).Proposed()).IsBlockedBy("ADM-29", "clock_not_running");
    }

    [Fact]
    public void Case_09_ADM_29_an_extension_after_the_lapse_is_recorded_and_undoes_no_lateness()
    {
        var given = Given.Facts(RoadToCellVote).And(Committee("2026-01-20")).When(Extension("2026-04-13", 10).Proposed())
            .IsAcceptedCleanly().Warns("ADM-29", "extension_after_lapse").Then;
        Assert.Equal(D("2026-04-09"), Clock(given, "ADM-28").Due);
        given.When(Decided("2026-04-15").Proposed()).Warns("ADM-28", "late");
    }

    [Fact]
    public void ADM_30_until_294_the_clock_runs_from_the_day_the_cell_received_the_decision()
    {
        var given = Given.Facts(RoadToDecision);
        Assert.DoesNotContain(CaseDeadlines.Of(given.History, given.Regulations, given.Units), d => d.Rule == "ADM-30");
        given.When(Ceremony("2026-03-02").Proposed()).IsAcceptedCleanly().Warns("ADM-30", "decision_not_received");
        Assert.Equal(D("2026-02-12"), Clock(given.And(Received("2026-02-12")), "ADM-30").ClockStart);
    }

    [Fact]
    public void ADM_30_from_208_on_the_clock_runs_from_the_day_of_issue()
    {
        var given = Issued("2026-07-27").And(Received("2026-08-03"));
        var clock = Clock(given, "ADM-30");
        Assert.Equal((D("2026-07-27"), "208-qd-tw-2026", false), (clock.ClockStart, clock.PolicyVersion, clock.Confirmed));
    }

    [Fact]
    public void Case_11_ADM_30_the_date_of_issue_chooses_the_version_and_a_straddling_receipt_is_marked()
    {
        var straddling = Issued("2026-07-24").When(Received("2026-07-28")).Warns("ADM-30", "clock_start_unconfirmed").Then;
        Assert.Equal((D("2026-07-28"), "20-qd-tw-2026"), (Clock(straddling, "ADM-30").ClockStart, Clock(straddling, "ADM-30").PolicyVersion));
        var after = Issued("2026-07-27");
        Assert.Equal((D("2026-07-27"), false), (Clock(after, "ADM-30").ClockStart, Clock(after, "ADM-30").Confirmed));
        after.When(Ceremony("2026-08-10").Proposed()).IsAcceptedCleanly().Warns("ADM-30", "clock_start_unconfirmed");
    }

    [Fact]
    public void Case_40_ADM_30_a_ceremony_on_the_last_day_is_held_and_one_day_later_it_is_blocked_without_consent()
    {
        var given = Given.Facts(RoadToDecision).And(Received("2026-02-23"));
        var due = Clock(given, "ADM-30").Due;
        given.When(Ceremony("2026-02-23") with { OccurredOn = due }).IsAcceptedCleanly();
        Assert.Equal(Stage.Decided, given.StageOn(due));
        Assert.Equal(Stage.CeremonyOverdue, given.StageOn(due.AddDays(1)));
        given.When((Ceremony("2026-02-23") with { OccurredOn = due.AddDays(1) }).Proposed()).IsBlockedOnlyBy("ADM-30", "ceremony_overdue").WithEarliest(null);
        given.When(Ceremony("2026-02-23") with { OccurredOn = due.AddDays(1) }).IsRecordedWith("ADM-30", "ceremony_overdue");
    }

    [Fact]
    public void ADM_30_with_the_consent_of_the_upper_committee_a_late_ceremony_is_held()
    {
        var given = Given.Facts(RoadToDecision).And(Received("2026-02-23"));
        var due = Clock(given, "ADM-30").Due;
        var consent = Consent("2026-05-04", ConsentKind.LateCeremony);
        Assert.Equal(Stage.CeremonyOverdue, given.StageOn(D("2026-05-03")));
        var consented = given.When(consent.Proposed()).IsAcceptedCleanly().Then;
        Assert.Equal(Stage.Decided, consented.StageOn(D("2026-05-04")));
        consented.When(Ceremony("2026-05-06").Proposed()).IsAcceptedCleanly().Warns("ADM-30", "late_with_consent");
        Assert.True(due < D("2026-05-04"));
    }

    [Fact]
    public void ADM_30_whether_it_is_overdue_follows_the_calendar_of_the_cell()
    {
        var given = Given.Facts([.. RoadToOpinions, CellVote("2025-12-01"), Committee("2025-12-10"), Decided("2026-01-08"), Received("2026-01-09")]);
        var enterprise = World.With(World.Cell, new UnitReclassified(D("2020-01-01"), null, Sector.NonState, CalendarKind.Private5));
        Assert.Equal(D("2026-02-26"), Clock(given, "ADM-30").Due);
        Assert.Equal(D("2026-02-27"), Clock(given.At(enterprise), "ADM-30").Due);
        Assert.Equal(Stage.CeremonyOverdue, given.StageOn(D("2026-02-27")));
        Assert.Equal(Stage.Decided, given.StageOn(D("2026-02-27"), CalendarKind.Private5));
        given.At(enterprise).When(Ceremony("2026-02-27").Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void Case_06_an_enterprise_cell_and_a_public_committee_give_two_calendars_in_one_case()
    {
        var enterprise = World.With(World.Cell, new UnitReclassified(D("2020-01-01"), null, Sector.NonState, CalendarKind.Private5));
        var given = Given.Facts(RoadToDecision).And(Received("2026-02-12")).At(enterprise);
        Assert.Equal((World.GrassrootsCommittee, CalendarKind.Public), (Clock(given, "ADM-28").ActingUnit, Clock(given, "ADM-28").Calendar));
        Assert.Equal((World.Cell, CalendarKind.Private5), (Clock(given, "ADM-30").ActingUnit, Clock(given, "ADM-30").Calendar));
    }

    [Fact]
    public void ADM_31_probation_is_exactly_twelve_months_from_the_ceremony_and_no_rest_day_moves_it()
    {
        var given = Given.Facts(RoadToDecision).And(Received("2026-02-12"), Ceremony("2026-03-01"));
        Assert.Equal(Stage.Probation, given.StageOn(D("2027-02-28")));
        Assert.Equal(Stage.RecognitionDue, given.StageOn(D("2027-03-01")));
    }

    [Fact]
    public void ADM_32_the_cell_has_thirty_working_days_from_the_end_of_the_twelve_months()
    {
        var given = Given.Facts(RoadTo2025);
        Assert.Equal((D("2026-03-03"), World.Cell), (Clock(given, "ADM-32").ClockStart, Clock(given, "ADM-32").ActingUnit));
        var due = Clock(given, "ADM-32").Due;
        given.When((CellVote("2026-03-04", purpose: Purpose.Recognition) with { OccurredOn = due }).Proposed()).IsAcceptedCleanly().SaysNothingOf("ADM-32");
        given.When((CellVote("2026-03-04", purpose: Purpose.Recognition) with { OccurredOn = due.AddDays(1) }).Proposed()).IsAcceptedCleanly().Warns("ADM-32", "late");
    }

    [Fact]
    public void ADM_32_lateness_cites_the_ceremony_and_both_verdicts_name_the_calendar_they_were_counted_in()
    {
        var given = Given.Facts(RoadTo2025);
        var due = Clock(given, "ADM-32").Due;
        Verdict On(DateOnly day) => given.When((CellVote("2026-03-04", purpose: Purpose.Recognition) with { OccurredOn = day }).Proposed());
        Assert.Equal(given.History.AllRecorded.Last(f => f.Event is CeremonyHeld).Id, Assert.Single(On(due.AddDays(1)).Decision.Findings.Single(f => f.Rule == "ADM-32").Facts));
        Assert.All(new[] { due, due.AddDays(1) }, day => Assert.Contains("public-2026", On(day).Decision.Evaluation!.PolicyVersions));
    }

    [Fact]
    public void ADM_33_the_decision_on_recognition_has_thirty_working_days_from_the_resolution()
    {
        var given = Given.Facts([.. RoadTo2025, CellVote("2026-03-10", purpose: Purpose.Recognition)]);
        var clock = Clock(given, "ADM-33");
        Assert.Equal((D("2026-03-10"), D("2026-04-21"), World.GrassrootsCommittee), (clock.ClockStart, clock.Due, clock.ActingUnit));
        given.When(Decided("2026-04-22", Purpose.Recognition).Proposed()).IsAcceptedCleanly().Warns("ADM-33", "late");
    }

    [Fact]
    public void ADM_34_the_certificate_runs_sixty_months_until_the_cell_has_considered()
    {
        var open = Clock(Given.Facts(RoadToOpinions), "ADM-34");
        Assert.Equal((D("2025-03-28"), D("2030-03-28"), true), (open.ClockStart, open.Due, open.Open));
        var met = Clock(Given.Facts(RoadToCellVote), "ADM-34");
        Assert.Equal((D("2026-01-09"), false), (met.MetOn!.Value, met.Open));
    }

    [Fact]
    public void ADM_35_each_ageing_paper_runs_twelve_months_from_its_own_date()
    {
        var given = Given.Facts(RoadToOpinions);
        var ends = CaseDeadlines.Of(given.History, given.Regulations, given.Units).Where(d => d.Rule == "ADM-35").Select(d => d.Due);
        Assert.Equal([D("2026-09-01"), D("2026-09-05"), D("2026-11-05")], ends);
    }

    [Fact]
    public void ADM_36_a_transfer_is_to_be_completed_in_sixty_working_days()
    {
        var moved = Given.Facts(RoadToOpinions).And(new CaseMoved(D("2026-01-09"), true, Doc("17", "2026-01-09"), TransferPoint.WhileHelped, null, World.OtherCell));
        var clock = Clock(moved, "ADM-36");
        Assert.Equal((D("2026-04-09"), World.OtherCell, true), (clock.Due, clock.ActingUnit, clock.Open));
        moved.When(new TransferReceived(D("2026-04-09"), false, null)).IsAcceptedCleanly().SaysNothingOf("ADM-36");
        var late = moved.When(new TransferReceived(D("2026-04-10"), false, null)).IsAcceptedCleanly().Warns("ADM-36", "late").Then;
        Assert.False(Clock(late, "ADM-36").Open);
    }

    internal static CaseEvent[] RoadTo2025 { get; } =
    [
        Filed("2024-01-08"), Submitted("2024-01-09"), Resolved("2024-01-10"), Sent("2024-01-11"), Acknowledged("2024-02-01"), Enrolled("2024-03-01"),
        Certified("2024-03-28"), Applied("2024-06-03"), PersonalHistory("2024-06-10"), Verification("2024-06-12"), Concluded("2024-07-15"), Opinions("2024-10-01"),
        Member("2024-11-01"), UnionIntroduction("2024-11-04"), CellVote("2024-12-02"), Committee("2024-12-20"), Decided("2025-02-03"), Received("2025-02-10"),
        Ceremony("2025-03-03"), NewMember("2025-09-01"),
    ];

    internal static CaseDeadline Clock(Given given, string rule) => CaseDeadlines.Of(given.History, given.Regulations, given.Units).Single(d => d.Rule == rule);

    private static DeadlineExtended Extension(string on, int days) => new(D(on), true, Doc("70-CV/ĐU", on), "ADM-28", days);

    private static Given Issued(string on) => Given.Facts([.. RoadToCellVote, Committee("2026-01-20"), Decided(on)]);
}
