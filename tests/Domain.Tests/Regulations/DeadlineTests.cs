namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class DeadlineTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    [Fact]
    public void ADM_28_cites_version_article_calendar_and_every_day_up_to_the_end()
    {
        var deadline = Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Public)!;

        Assert.Equal("294-qd-tw-2025", deadline.PolicyVersion);
        Assert.Equal("294-QĐ/TW ngày 26/5/2025, điểm 4.3.1", deadline.Article);
        Assert.Equal("public-2026", deadline.CalendarVersion);
        Assert.Equal(("CellResolution", 60, "WD"), (deadline.ClockStartKind, deadline.Length, deadline.Unit));
        Assert.Equal(D("10/01/2026"), deadline.Days[0].Date);
        Assert.Equal(deadline.Due, deadline.Days[^1].Date);
        Assert.Equal(60, deadline.Days.Count(d => d.Counted));
        Assert.Equal(new CountedDay(D("16/02/2026"), false, "holiday", "tet"), deadline.Days.Single(d => d.Date == D("16/02/2026")));
        Assert.Equal(new CountedDay(D("10/01/2026"), true, "swap_worked", null), deadline.Days[0]);
    }

    [Theory]
    [InlineData("ADM-28", "01/03/2017", true)]
    [InlineData("ADM-28", "01/03/2022", false)]
    [InlineData("ADM-28", "03/02/2025", true)]
    [InlineData("ADM-28", "09/01/2026", false)]
    [InlineData("ADM-28", "03/08/2026", false)]
    [InlineData("ADM-30", "09/01/2026", true)]
    [InlineData("ADM-30", "13/04/2026", false)]
    [InlineData("ADM-30", "03/08/2026", false)]
    [InlineData("ADM-31", "03/08/2026", true)]
    [InlineData("ADM-32", "09/01/2026", true)]
    [InlineData("ADM-36", "03/08/2026", false)]
    public void Confirmed_speaks_of_the_parameters_of_the_version_the_start_falls_under(string rule, string start, bool confirmed)
    {
        Assert.Equal(confirmed, Deadlines.Compute(R, rule, D(start), CalendarKind.Public)!.Confirmed);
    }

    [Theory]
    [InlineData("ADM-31", "29/02/2028", "28/02/2029")]
    [InlineData("ADM-34", "15/01/2020", "15/01/2025")]
    [InlineData("ADM-35", "28/02/2027", "28/02/2028")]
    [InlineData("ADM-31", "14/02/2025", "14/02/2026")]
    public void ADM_31_34_35_CAL_04_month_clocks_have_no_days_ignore_the_calendar_and_never_roll(string rule, string start, string due)
    {
        var deadline = Deadlines.Compute(R, rule, D(start), CalendarKind.Public)!;

        Assert.Equal(D(due), deadline.Due);
        Assert.Empty(deadline.Days);
        Assert.Equal("", deadline.CalendarVersion);
        Assert.False(deadline.Provisional);
        Assert.Equal(deadline.Due, Deadlines.Explain(R, rule, D(start), "no such calendar").Deadline!.Due);
    }

    [Fact]
    public void ADM_32_case_39_a_probation_from_29_02_2028_opens_its_window_on_01_03_2029()
    {
        var twelveMonths = Deadlines.Compute(R, "ADM-31", D("29/02/2028"), CalendarKind.Public)!.Due;

        Assert.Equal(D("28/02/2029"), twelveMonths);
        Assert.Equal(DeadlineRefusals.StartOutsideCalendar, Deadlines.Explain(R, "ADM-32", twelveMonths, "public").Refusal);
        Assert.Equal(D("27/05/2026"), Deadlines.Explain(R, "ADM-32", D("10/04/2026"), "public").Deadline!.Days[^1].Date);
        Assert.Equal(D("11/04/2026"), Deadlines.Explain(R, "ADM-32", D("10/04/2026"), "public").Deadline!.Days[0].Date);
    }

    [Fact]
    public void A_clock_begun_late_in_2027_ends_in_the_horizon_year_and_is_provisional()
    {
        var deadline = Deadlines.Compute(R, "ADM-32", D("25/11/2027"), CalendarKind.Public)!;

        Assert.Equal(2028, deadline.Due.Year);
        Assert.True(deadline.Provisional);
        Assert.Equal("public-2027+public-2028", deadline.CalendarVersion);
    }

    [Theory]
    [InlineData("ADM-99", "09/01/2026", "public", 0, "deadline_unknown_rule")]
    [InlineData("ADM-13", "09/01/2026", "public", 0, "deadline_unknown_rule")]
    [InlineData("ADM-28", "09/01/2026", "six-day", 0, "deadline_unknown_calendar")]
    [InlineData("ADM-28", "24/07/2016", "public", 0, "deadline_start_outside_policy")]
    [InlineData("ADM-31", "01/01/1999", "public", 0, "deadline_start_outside_policy")]
    [InlineData("ADM-31", "01/01/9999", "public", 0, "deadline_start_outside_policy")]
    [InlineData("ADM-28", "03/01/2028", "public", 0, "deadline_start_outside_calendar")]
    [InlineData("ADM-28", "01/01/2035", "public", 0, "deadline_start_outside_calendar")]
    [InlineData("ADM-28", "09/01/2026", "public", 31, "deadline_extension_too_long")]
    [InlineData("ADM-28", "09/01/2026", "public", -1, "deadline_extension_not_allowed")]
    [InlineData("ADM-30", "09/01/2026", "public", 5, "deadline_extension_not_allowed")]
    public void What_cannot_be_computed_is_refused_with_a_code_and_no_deadline(string rule, string start, string calendar, int extension, string code)
    {
        var answer = Deadlines.Explain(R, rule, D(start), calendar, extension);

        Assert.Equal(code, answer.Refusal);
        Assert.Null(answer.Deadline);
    }

    [Fact]
    public void ADM_29_an_extension_of_thirty_days_ends_where_thirty_days_after_the_sixty_end()
    {
        var sixty = Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Public)!;
        var extended = Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Public, extensionWorkingDays: 30)!;

        Assert.Equal(extended.Due, Deadlines.Compute(R, "ADM-29", sixty.Due, CalendarKind.Public)!.Due);
        Assert.Equal(90, extended.Days.Count(d => d.Counted));
        Assert.Equal(90, extended.Length);
    }

    [Fact]
    public void ADM_29_case_9_an_extension_granted_after_the_lapse_does_not_move_the_end()
    {
        var start = D("09/01/2026");

        Assert.Equal(0, Deadlines.ExtensionInTime(R, "ADM-28", start, CalendarKind.Public, [(D("10/04/2026"), 20)]));
        Assert.Equal(20, Deadlines.ExtensionInTime(R, "ADM-28", start, CalendarKind.Public, [(D("09/04/2026"), 20)]));
        Assert.Equal(30, Deadlines.ExtensionInTime(R, "ADM-28", start, CalendarKind.Public, [(D("20/04/2026"), 10), (D("01/04/2026"), 20)]));
    }

    [Fact]
    public void Case_7_a_resolution_entered_late_runs_from_its_own_day()
    {
        var resolvedOn = D("09/01/2026");
        var enteredOn = D("20/01/2026");

        Assert.Equal(D("09/04/2026"), Deadlines.Compute(R, "ADM-28", resolvedOn, CalendarKind.Public)!.Due);
        Assert.NotEqual(D("09/04/2026"), Deadlines.Compute(R, "ADM-28", enteredOn, CalendarKind.Public)!.Due);
    }

    [Fact]
    public void Case_8_day_60_is_on_time_and_day_61_is_late()
    {
        var deadline = Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Public)!;

        Assert.False(deadline.IsLate(D("09/04/2026")));
        Assert.True(deadline.IsLate(D("10/04/2026")));
    }

    [Fact]
    public void Case_6_two_clocks_of_one_case_follow_the_calendar_of_the_body_that_must_act()
    {
        Assert.Equal(D("09/04/2026"), Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Public)!.Due);
        Assert.Equal(D("10/04/2026"), Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Private5)!.Due);
    }

    [Fact]
    public void ADM_30_case_11_a_decision_of_24_07_2026_runs_from_receipt_with_the_clock_start_unconfirmed()
    {
        var deadline = Deadlines.Ceremony(R, D("24/07/2026"), D("28/07/2026"), "public").Deadline!;

        Assert.Equal("20-qd-tw-2026", deadline.PolicyVersion);
        Assert.Equal(D("28/07/2026"), deadline.ClockStart);
        Assert.Equal("DecisionReceived", deadline.ClockStartKind);
        Assert.Contains("clock_start_unconfirmed", deadline.Marks);
        Assert.False(deadline.Confirmed);
    }

    [Fact]
    public void ADM_30_case_11_a_decision_of_27_07_2026_runs_from_its_issue()
    {
        var deadline = Deadlines.Ceremony(R, D("27/07/2026"), D("03/08/2026"), "public").Deadline!;

        Assert.Equal("208-qd-tw-2026", deadline.PolicyVersion);
        Assert.Equal(D("27/07/2026"), deadline.ClockStart);
        Assert.Equal("DecisionIssued", deadline.ClockStartKind);
        Assert.Contains("version_unconfirmed", deadline.Marks);
    }

    [Fact]
    public void ADM_30_a_receipt_clock_without_a_receipt_has_not_started()
    {
        Assert.Equal(DeadlineRefusals.ClockStartMissing, Deadlines.Ceremony(R, D("09/01/2026"), null, "public").Refusal);
        Assert.Null(Deadlines.Ceremony(R, D("27/07/2026"), null, "public").Refusal);
    }

    [Fact]
    public void ADM_30_the_issue_date_chooses_the_version_even_when_receipt_falls_under_the_next()
    {
        var issuedUnder294 = Deadlines.Ceremony(R, D("07/04/2026"), D("10/04/2026"), "public").Deadline!;

        Assert.Equal("294-qd-tw-2025", issuedUnder294.PolicyVersion);
        Assert.True(issuedUnder294.Confirmed);
    }

    [Fact]
    public void Case_18_a_certificate_is_good_on_its_last_day_when_the_version_says_inclusive_and_not_when_it_does_not()
    {
        var (_, inclusive) = R.Parameter(ParameterCatalogue.CertificateMonths, D("15/01/2025"))!.Value;
        var exclusive = inclusive with { Inclusive = false };

        Assert.True(Deadlines.IsValidOn(inclusive, D("15/01/2020"), D("15/01/2025")));
        Assert.False(Deadlines.IsValidOn(exclusive, D("15/01/2020"), D("15/01/2025")));
        Assert.True(Deadlines.IsValidOn(exclusive, D("15/01/2020"), D("14/01/2025")));
    }

    [Fact]
    public void ADM_13_case_17_a_certificate_of_15_01_2020_is_gone_at_a_meeting_of_03_02_2025()
    {
        var (_, term) = R.Parameter(ParameterCatalogue.CertificateMonths, D("03/02/2025"))!.Value;

        Assert.False(Deadlines.IsValidOn(term, D("15/01/2020"), D("03/02/2025")));
        Assert.False(Deadlines.IsValidOn(term, D("15/01/2020"), D("14/01/2020")));
    }

    [Fact]
    public void A_pause_is_listed_day_by_day_and_moves_the_end_by_its_working_days()
    {
        var pause = new Pause(D("02/03/2026"), D("08/03/2026"));
        var plain = Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Public)!;
        var paused = Deadlines.Explain(R, "ADM-28", D("09/01/2026"), "public", pauses: [pause]).Deadline!;

        Assert.Equal(R.Calendar(CalendarKind.Public).AddWorkingDays(plain.Due, 5), paused.Due);
        Assert.Equal(5, paused.Days.Count(d => d.ReasonCode == "paused"));
        Assert.Equal(60, paused.Days.Count(d => d.Counted));
        Assert.Equal("weekend", paused.Days.Single(d => d.Date == D("07/03/2026")).ReasonCode);
    }

    [Fact]
    public void The_cheap_answer_equals_the_explained_one_for_every_rule_and_every_day_of_a_year()
    {
        foreach (var rule in DeadlineRules.All.Keys)
        {
            foreach (var kind in new[] { CalendarKind.Public, CalendarKind.Private5 })
            {
                for (var day = D("01/07/2026"); day <= D("30/06/2027"); day = day.AddDays(1))
                {
                    var full = Deadlines.Compute(R, rule, day, kind)!;
                    Assert.Equal(new DueDate(full.Due, full.Provisional, full.AlternativeDue), Deadlines.Due(R, rule, day, kind));
                }
            }
        }
    }

    [Fact]
    public void The_cheap_answer_is_null_where_the_explained_one_refuses()
    {
        Assert.Null(Deadlines.Due(R, "ADM-99", D("09/01/2026"), CalendarKind.Public));
        Assert.Null(Deadlines.Due(R, "ADM-28", D("01/01/2035"), CalendarKind.Public));
        Assert.Null(Deadlines.Due(R, "ADM-31", D("01/01/9999"), CalendarKind.Public));
        Assert.Null(Deadlines.Compute(R, "ADM-28", D("24/07/2016"), CalendarKind.Public));
    }
}
