using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>Section 4 of the law book under both regimes.</summary>
public sealed class AppointmentTests
{
    private static readonly DateOnly Under80 = D("01/06/2024");
    private static readonly DateOnly Under377 = D("01/06/2026");

    [Fact]
    public void Given_everything_in_order_when_appointed_then_procedure_and_person_both_know()
    {
        var decision = Appoint(Ready(Under377), Planned(Under377), Under377);
        Assert.True(decision.IsAccepted, string.Join(", ", decision.Findings.Select(f => f.Rule + f.Code)));
        Assert.Collection(
            decision.Events,
            e => Assert.IsType<Appointed>(e.Event),
            e => Assert.Equal((Head, Under377.AddDays(10)), (Assert.IsType<PostTaken>(e.Event).PostId, ((PostTaken)e.Event).From)),
            e => Assert.IsType<ProposalEnded>(e.Event));
    }

    [Fact]
    public void APT_01_The_post_or_an_equivalent_or_higher_one_was_planned_for()
    {
        Appoint(Ready(Under377), AnOfficer(), Under377).Says("APT-01", "not_in_plan_for_post");
        Appoint(Ready(Under377), AnOfficer(new NamedInPlan(D("01/01/2026"), Ann, Id(30), OtherHead, PostLevel.Province)), Under377).SaysNothingOf("APT-01");
        Appoint(Ready(Under377), AnOfficer(new NamedInPlan(D("01/01/2026"), Ann, Id(30), Deputy, PostLevel.Province)), Under377).SaysNothingOf("APT-01");
    }

    [Fact]
    public void APT_02_Months_in_the_present_post_are_asked_for_where_the_version_states_them()
    {
        var fresh = Cadre(
            new PostTaken(D("01/01/2023"), Ann, Paper(), Officer, null, PostTaking.Appointment, D("01/01/2023"), null), new NamedInPlan(D("01/01/2024"), Ann, Id(30), Head, PostLevel.Province));
        var finding = Appoint(Ready(Under80), fresh, Under80).Says("APT-02", "too_short_in_post");
        Assert.Equal(D("01/01/2025"), finding.Earliest);
        Appoint(Ready(Under377), fresh, Under377).SaysNothingOf("APT-02");
    }

    [Fact]
    public void APT_03_Each_missing_paper_of_the_dossier_is_named()
    {
        var finding = Appoint(Ready(Under377, papers: false), Planned(Under377), Under377).Says("APT-03", "dossier_incomplete");
        Assert.Contains("asset_declaration", finding.Parameters!["missing"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("01/06/2024")]
    [InlineData("01/06/2026")]
    public void APT_04_A_full_term_is_left_when_the_dossier_is_received(string day)
    {
        var on = D(day);
        Appoint(Ready(on), Planned(on), on, Born("01/01/1970")).Says("APT-04", "not_a_full_term");
        Appoint(Ready(on), Planned(on), on, Born("01/06/1985")).SaysNothingOf("APT-04");
        Appoint(Ready(on), Planned(on), on, Born("01/06/1960")).Says("APT-04", "past_retirement");
    }

    [Fact]
    public void Case_14_APT_05_A_reprimand_waits_12_months_under_80_and_24_under_377()
    {
        CadreEvent reprimand = new DisciplineRecorded(D("01/09/2024"), Ann, Paper(), Discipline.Reprimand);
        Propose(D("01/10/2025"), reprimand).SaysNothingOf("APT-05");
        var later = Propose(D("09/10/2025"), reprimand);
        Assert.True(later.IsBlocked);
        Assert.Equal(D("01/09/2026"), later.Says("APT-05", "waiting_after_discipline").Earliest);
        Assert.True(Propose(D("01/09/2026"), reprimand).IsAccepted);
    }

    [Theory]
    [InlineData(Discipline.Warning, "01/06/2027")]
    [InlineData(Discipline.RemovalFromOffice, "01/06/2029")]
    public void APT_05_A_wait_begun_under_80_ends_when_the_version_of_that_later_day_says(Discipline kind, string free) =>
        Assert.Equal(D(free), Propose(D("01/07/2024"), new DisciplineRecorded(D("01/06/2024"), Ann, Paper(), kind)).Says("APT-05", "waiting_after_discipline").Earliest);

    [Fact]
    public void APT_06_A_violation_without_discipline_is_no_bar_of_its_own() => Propose(Under377).SaysNothingOf("APT-06");

    [Fact]
    public void APT_07_and_APT_17_An_equal_post_asks_neither_plan_nor_waiting()
    {
        var head = Cadre(
            new PostTaken(D("01/01/2025"), Ann, Paper(), OtherHead, null, PostTaking.Appointment, D("01/01/2025"), D("31/12/2029")),
            new DisciplineRecorded(D("01/05/2026"), Ann, Paper(), Discipline.Reprimand));
        var decision = Appoint(Ready(Under377), head, Under377);
        Assert.All(["APT-01", "APT-02", "APT-05"], decision.SaysNothingOf);
    }

    [Theory]
    [InlineData("APT-08")]
    [InlineData("APT-09")]
    public void APT_08_and_APT_09_are_cited_from_their_own_instruments(string rule)
    {
        Assert.NotEqual(Law.Rule(rule, Under80).Article, Law.Rule(rule, Under377).Article);
    }

    [Fact]
    public void Case_60_APT_10_The_procedure_is_late_after_thirty_working_days_and_goes_on()
    {
        var policy = D("02/01/2024");
        var decision = Appoint(Ready(Under80, policy: policy), Planned(Under80), Under80);
        Assert.Equal(Severity.Warn, decision.Says("APT-10", "late").Severity);
        Assert.True(decision.IsAccepted);
        Appoint(Ready(Under80, policy: D("06/05/2024")), Planned(Under80), Under80).SaysNothingOf("APT-10");
    }

    [Fact]
    public void APT_11_The_policy_request_is_answered_within_fifteen_working_days()
    {
        var opened = Procedure(Opening(D("02/01/2026")));
        Decide(opened, new PolicyApproved(D("01/04/2026"), false, Paper(), Manager), D("01/04/2026")).Says("APT-11", "late");
        Decide(opened, new PolicyApproved(D("12/01/2026"), false, Paper(), Manager), D("12/01/2026")).SaysNothingOf("APT-11");
    }

    [Fact]
    public void APT_12_A_term_that_ends_before_it_starts_is_refused_and_a_post_with_a_term_needs_one()
    {
        var ready = Ready(Under377);
        Assert.Equal("term_reversed", Decide(ready, Decision_(Under377) with { TermEndsOn = D("01/01/2026") }, Under377, Planned(Under377)).Refusal!.Code);
        Assert.Equal("term_missing", Decide(ready, Decision_(Under377) with { TermEndsOn = null }, Under377, Planned(Under377)).Refusal!.Code);
    }

    [Fact]
    public void Case_61_APT_13_and_APT_16_A_term_that_ends_undecided_is_overdue_and_never_silently_held()
    {
        var held = Assert.Single(Cadre(new PostTaken(D("01/01/2021"), Ann, Paper(), Head, null, PostTaking.Appointment, D("01/01/2021"), D("31/12/2025"))).Posts);
        Assert.Equal(TermStatus.Running, Terms.Status(held, Law, D("01/10/2025")));
        Assert.Equal(TermStatus.ReviewDue, Terms.Status(held, Law, D("02/10/2025")));
        Assert.Equal(TermStatus.ReviewDue, Terms.Status(held, Law, D("31/12/2025")));
        Assert.Equal(TermStatus.Overdue, Terms.Status(held, Law, D("01/01/2026")));
        Assert.True(held.On(D("01/01/2026")));
    }

    [Fact]
    public void APT_14_With_two_years_or_more_to_go_an_extension_says_so()
    {
        var cadre = Cadre(new PostTaken(D("01/01/2021"), Ann, Paper(), Head, null, PostTaking.Appointment, D("01/01/2021"), D("31/12/2025")));
        CadreContext Context(string born) => new(Today, Law, Posts, Born(born));
        var extended = new TenureExtended(D("01/12/2025"), Ann, Paper(), Head, D("31/12/2026"));
        CadreDecisions.Decide(cadre, extended, Context("01/01/1985")).Says("APT-14", "reappoint_rather_than_extend");
        CadreDecisions.Decide(cadre, extended with { TermEndsOn = D("31/05/2026") }, Context("01/06/1969")).SaysNothingOf("APT-14");
        CadreDecisions.Decide(cadre, extended, Context("01/06/1969")).Says("APT-14", "extended_past_retirement");
        Assert.Equal("term_not_later", CadreDecisions.Decide(cadre, extended with { TermEndsOn = D("01/12/2025") }, Context("01/01/1985")).Refusal!.Code);
    }

    [Fact]
    public void APT_15_A_secondment_of_more_than_three_years_is_blocked()
    {
        var opened = Procedure(Opening(D("02/01/2026")) with { Kind = PostTaking.Secondment, Source = CadreSource.Outside }, new CandidateProposed(D("02/01/2026"), false, Paper(), Ann));
        Decide(opened, Decision_(Under377) with { TermEndsOn = Under377.AddYears(4) }, Under377, AnOfficer()).Says("APT-15", "secondment_too_long");
        Decide(opened, Decision_(Under377) with { TermEndsOn = Under377.AddYears(3) }, Under377, AnOfficer()).SaysNothingOf("APT-15");
    }

    [Fact]
    public void APT_18_A_transfer_needs_no_plan()
    {
        var opened = Procedure(Opening(D("02/01/2026")) with { Kind = PostTaking.Transfer, Source = CadreSource.Outside }, new CandidateProposed(D("02/01/2026"), false, Paper(), Ann));
        Decide(opened, Decision_(Under377), Under377, AnOfficer()).SaysNothingOf("APT-01");
    }

    [Fact]
    public void APT_42_A_decision_before_its_steps_is_blocked_and_a_report_of_it_recorded()
    {
        var bare = Procedure(Opening(D("02/01/2026")), new PolicyApproved(D("05/05/2026"), true, Paper(), Manager), new CandidateProposed(D("05/05/2026"), false, Paper(), Ann));
        var decision = Appoint(bare, Planned(Under377), Under377);
        Assert.True(decision.IsBlocked);
        Assert.Equal(5, decision.Findings.Count(f => f is { Rule: "APT-42", Code: "step_not_recorded" }));
        Assert.True(Decide(bare, Decision_(Under377) with { Reported = true }, Under377, Planned(Under377)).IsAccepted);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Case_60_Nineteen_of_twenty_nine_is_no_conference_and_twenty_is(int present, bool tooFew)
    {
        var opened = Procedure(Opening(D("02/01/2026")));
        var decision = Decide(opened, new StepHeld(Under377, false, Paper(), 1, new(29, 29, present, true, present, present, 0), []), Under377);
        Assert.Equal(tooFew, decision.Findings.Any(f => f.Code == "attendance_too_low"));
        Assert.Equal(tooFew, decision.IsBlocked);
    }

    [Fact]
    public void Case_38_With_nobody_above_half_in_step_three_the_top_two_go_on_and_a_shared_second_place_carries_both_with_a_flag()
    {
        var step = ConsultationSteps.OfAppointment(Law, Under377)[2];
        StepOutcome Of(params int[] agree) =>
            StepOutcome.OfStepThree(new(Under377, false, Paper(), 3, new(20, 20, 20, true, 20, 20, 0), [.. agree.Select((a, i) => new CandidateVotes(Id(101 + i), Head, a, 0))]), step);

        Assert.Equal([Id(101)], Of(11, 9).Carried);
        Assert.Equal((2, true, false), (Of(10, 9, 3).Carried.Count, Of(10, 9, 3).NobodyReached, Of(10, 9, 3).TieAtTheEdge));
        Assert.Equal((3, true), (Of(10, 8, 8, 2).Carried.Count, Of(10, 8, 8, 2).TieAtTheEdge));
        var decision = Decide(
            Procedure(Opening(D("02/01/2026")), Step(1, D("03/05/2026")), Step(2, D("04/05/2026"))),
            new StepHeld(D("05/05/2026"), false, Paper(), 3, new(20, 20, 20, true, 20, 20, 0), [new(Ann, Head, 10, 0), new(Ben, Head, 8, 0), new(Id(103), Head, 8, 0)]), D("05/05/2026"));
        decision.Says("APT-42", "tie_at_second_place");
    }

    [Fact]
    public void On_a_tie_of_the_last_step_the_head_decides_and_without_it_nobody_is_appointed()
    {
        var tied = Ready(Under377, lastAgree: 10, summoned: 20);
        Appoint(tied, Planned(Under377), Under377).Says("APT-42", "tie_not_decided");
        var chose = new HeadChose(Under377, false, Paper(), Ann);
        Assert.True(Decide(tied, chose, Under377).IsAccepted);
        Appoint(tied.Evolve(Fold<AppointmentEvent>([chose], Streams.Appointment(Id(40))).Single() with { Position = 99 }), Planned(Under377), Under377).SaysNothingOf("APT-42");
        Assert.Equal("no_tie", Decide(Ready(Under377), chose, Under377).Refusal!.Code);
    }

    [Fact]
    public void Case_58_PLN_04_Planned_and_proposed_on_one_day_is_blocked_until_the_next()
    {
        var planned = new NamedInPlan(Under377, Ann, Id(30), Head, PostLevel.Province);
        var sameDay = Propose(Under377, planned);
        Assert.True(sameDay.IsBlocked);
        Assert.Equal(Under377.AddDays(1), sameDay.Says("PLN-04", "planned_on_the_same_day").Earliest);
        Assert.True(Propose(Under377.AddDays(1), planned).IsAccepted);
    }

    [Fact]
    public void ROT_01_Rotation_takes_cadres_in_plan() => Rotate(AnOfficer(), Born("01/01/1985")).Says("ROT-01", "not_in_plan_for_post");

    [Fact]
    public void Case_62_ROT_03_Nine_years_and_eleven_months_left_are_too_few_for_rotation()
    {
        // The rising age makes the birth month that leaves 119 months a matter of search, not of subtraction.
        var retiring = (string born) => Retirement.On(Law, D(born), Gender.Female, Under377)!.Value;
        var from = Under377.AddDays(10);
        var tooLate = Enumerable.Range(0, 400).Select(n => D("01/01/1965").AddMonths(n)).First(b => Retirement.MonthsLeft(Retirement.On(Law, b, Gender.Female, Under377)!.Value, from) == 119);
        Assert.Equal(119, Retirement.MonthsLeft(retiring(tooLate.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture)), from));
        Rotate(Planned(Under377), Born("01/01/1985") with { BirthDate = tooLate }).Says("ROT-03", "working_time_too_short");
        Rotate(Planned(Under377), Born("01/01/1985") with { BirthDate = tooLate.AddMonths(1) }).SaysNothingOf("ROT-03");
    }

    [Fact]
    public void ROT_05_A_third_term_as_head_is_warned_of()
    {
        var twice = AnOfficer(
            new PostTaken(D("01/01/2016"), Ann, Paper(), Chair, null, PostTaking.Appointment, D("01/01/2016"), D("31/12/2020")),
            new PostLeft(D("31/12/2020"), Ann, Paper(), Chair, PostLeaving.TermEnded, D("01/01/2021")),
            new PostTaken(D("01/01/2021"), Ann, Paper(), Chair, null, PostTaking.Reappointment, D("01/01/2021"), D("31/12/2025")));
        var opened = Procedure(Opening(D("02/01/2026")) with { PostId = Chair, Kind = PostTaking.Reappointment }, new CandidateProposed(D("02/01/2026"), false, Paper(), Ann));
        Decide(opened, Decision_(Under377), Under377, twice).Says("ROT-05", "terms_served");
    }

    [Fact]
    public void ROT_06_A_rotation_of_less_than_three_years_is_warned_of() =>
        Decide(Rotation(), Decision_(Under377) with { TermEndsOn = Under377.AddYears(2) }, Under377, Planned(Under377)).Says("ROT-06", "rotation_too_short");

    [Fact]
    public void ROT_02_A_post_made_after_the_rotation_began_is_none_to_rotate_into()
    {
        Rotate(Planned(Under377), Born("01/01/1985")).SaysNothingOf("ROT-02");
        var begun = Opening(D("01/01/1990")) with { Kind = PostTaking.Rotation, Source = CadreSource.Outside };
        var late = Decide(Procedure(begun, new CandidateProposed(D("02/01/2026"), false, Paper(), Ann)), Decision_(Under377), Under377, Planned(Under377));
        late.Says("ROT-02", "post_made_for_rotation");
        Assert.True(late.IsBlocked);
    }

    [Fact]
    public void ROT_04_A_higher_post_is_shown_and_a_lower_one_warned_of()
    {
        Rotate(Planned(Under377), Born("01/01/1985")).Says("ROT-04", "rotated_to_higher_post");
        CadreState Holding(Guid post) => AnOfficer(
            new NamedInPlan(Under377.AddMonths(-5), Ann, Id(30), Head, PostLevel.Province),
            new PostTaken(D("01/01/2018"), Ann, Paper(), post, null, PostTaking.Appointment, D("01/01/2018"), null));
        Rotate(Holding(OtherHead), Born("01/01/1985")).SaysNothingOf("ROT-04");
        Rotate(Holding(Deputy), Born("01/01/1985")).Says("ROT-04", "rotated_to_lower_post");
    }

    [Fact]
    public void ROT_07_Of_one_person_out_of_plan_rotation_asks_for_the_plan_transfer_does_not_and_secondment_has_its_own_limit()
    {
        Decision As(PostTaking kind) => Decide(
            Procedure(Opening(D("02/01/2026")) with { Kind = kind, Source = CadreSource.Outside }, new CandidateProposed(D("02/01/2026"), false, Paper(), Ann)), Decision_(Under377), Under377, AnOfficer());
        As(PostTaking.Rotation).Says("ROT-01", "not_in_plan_for_post");
        As(PostTaking.Transfer).SaysNothingOf("ROT-01");
        As(PostTaking.Transfer).SaysNothingOf("APT-15");
        As(PostTaking.Secondment).Says("APT-15", "secondment_too_long");
    }

    [Fact]
    public void Given_an_end_without_appointment_when_recorded_then_everyone_put_forward_is_free()
    {
        var decision = Decide(Ready(Under377), new ProcedureEnded(Under377, false, Paper(), ProcedureEnding.NobodyCarried), Under377);
        Assert.Equal(new ProposalEnded(Under377, Ann, Id(40), Head), decision.Events[1].Event);
    }

    [Fact]
    public void Given_no_statement_at_all_when_decided_then_it_is_refused()
    {
        var ready = Ready(Under377);
        Assert.Equal("future_date", Decide(ready, new HeadChose(Today.AddDays(1), false, null, Ann), Today).Refusal!.Code);
        Assert.Equal("procedure_unknown", Decide(AppointmentHistory.Empty, new HeadChose(Under377, false, null, Ann), Under377).Refusal!.Code);
        Assert.Equal("not_a_candidate", Decide(ready, new DossierItemRecorded(Under377, false, Paper(), Ben, DossierItem.Minutes), Under377).Refusal!.Code);
        Assert.Equal("candidate_for_other_post", Decide(ready, new StepHeld(Under377, false, Paper(), 3, new(20, 20, 20, true, 20, 20, 0), [new(Ann, Chair, 1, 0)]), Under377).Refusal!.Code);
        Assert.Equal("document_missing", Decide(ready, Decision_(Under377) with { Document = null }, Under377, Planned(Under377)).Refusal!.Code);
        var done = ready.Evolve(Fold<AppointmentEvent>([Decision_(Under377)], Streams.Appointment(Id(40))).Single() with { Position = 99 });
        Assert.Equal("procedure_over", Decide(done, new HeadChose(Under377.AddDays(1), false, null, Ann), Today).Refusal!.Code);
        Assert.Empty(Decide(done, Decision_(Under377), Under377, Planned(Under377)).Events);
    }

    private static Decision Rotate(CadreState cadre, PersonFacts person) => Decide(Rotation(), Decision_(Under377), Under377, cadre, person);

    private static AppointmentHistory Rotation() =>
        Procedure(Opening(D("02/01/2026")) with { Kind = PostTaking.Rotation, Source = CadreSource.Outside }, new CandidateProposed(D("02/01/2026"), false, Paper(), Ann));

    private static Decision Propose(DateOnly day, params CadreEvent[] facts) =>
        Decide(Procedure(Opening(day.AddDays(-5))), new CandidateProposed(day, false, Paper(), Ann), day, AnOfficer(facts));

    private static Decision Appoint(AppointmentHistory procedure, CadreState cadre, DateOnly day, PersonFacts? person = null) => Decide(procedure, Decision_(day), day, cadre, person);

    private static Decision Decide(AppointmentHistory procedure, AppointmentEvent act, DateOnly day, CadreState? cadre = null, PersonFacts? person = null) =>
        AppointmentDecisions.Decide(procedure, Id(40), act, new(day > Today ? day : Today, Law, Units, Posts, person, cadre));

    private static CadreState Planned(DateOnly day) => AnOfficer(new NamedInPlan(day.AddMonths(-5), Ann, Id(30), Head, PostLevel.Province));

    private static ProcedureOpened Opening(DateOnly day) => new(day, false, Paper(), Id(40), Head, PostTaking.Appointment, CadreSource.InPlace);

    private static Appointed Decision_(DateOnly day) => new(day, false, Paper(), Ann, Manager, day.AddDays(10), day.AddDays(10).AddYears(5).AddDays(-1));

    private static StepHeld Step(int number, DateOnly day, int agree = 15, int summoned = 20) =>
        new(day, false, Paper(), number, new(summoned, summoned, summoned, true, summoned, summoned, 0), number == 1 ? [] : [new(Ann, Head, agree, summoned - agree)]);

    private static AppointmentHistory Ready(DateOnly day, bool papers = true, DateOnly? policy = null, int lastAgree = 15, int summoned = 20)
    {
        var start = policy ?? day.AddDays(-20);
        return Procedure(
        [
            Opening(start.AddDays(-3)),
            new PolicyApproved(start, false, Paper(), Manager),
            new CandidateProposed(start, false, Paper(), Ann),
            .. Enumerable.Range(1, 5).Select(n => Step(n, day.AddDays(-10 + n), n == 5 ? lastAgree : 15, summoned)),
            .. papers ? Enum.GetValues<DossierItem>().Select(item => new DossierItemRecorded(day.AddDays(-4), false, Paper(), Ann, item)) : [],
        ]);
    }
}
