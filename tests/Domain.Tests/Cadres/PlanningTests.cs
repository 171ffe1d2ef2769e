using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>Section 3 of the law book under both regimes.</summary>
public sealed class PlanningTests
{
    private static readonly DateOnly Under50 = D("01/06/2024");
    private static readonly DateOnly Under377 = D("01/06/2026");

    [Fact]
    public void Given_five_steps_passed_when_a_name_is_put_in_then_plan_and_person_both_know()
    {
        var decision = Name(Consulted(Under377), AnOfficer(), Head, Under377);
        Assert.True(decision.IsAccepted, string.Join(", ", decision.Findings.Select(f => f.Rule + f.Code)));
        Assert.Collection(
            decision.Events, e => Assert.IsType<PlanNamed>(e.Event), e => Assert.Equal(new NamedInPlan(Under377, Ann, Id(30), Head, PostLevel.Province), e.Event));
    }

    [Theory]
    [Trait("LawCase", "57")]
    [InlineData("01/06/2024")]
    [InlineData("01/06/2026")]
    public void PLN_01_A_fourth_name_for_a_post_is_blocked_under_both_regimes(string day)
    {
        var on = D(day);
        var plan = Consulted(on, [.. Enumerable.Range(101, 3).Select(n => Named(Id(n), Head, on.AddDays(-1)))]);
        Assert.True(Name(plan, AnOfficer(), Head, on).IsBlocked);
        Assert.Equal(3, Name(plan, AnOfficer(), Head, on).Says("PLN-01", "too_many_for_post").Facts.Count);
        Name(Consulted(on, [.. Enumerable.Range(101, 2).Select(n => Named(Id(n), Head, on.AddDays(-1)))]), AnOfficer(), Head, on).SaysNothingOf("PLN-01");
    }

    [Fact]
    [Trait("LawCase", "57")]
    public void PLN_02_A_fourth_post_is_blocked_and_since_377_only_at_the_same_level()
    {
        CadreEvent[] Three(DateOnly day, PostLevel last) =>
        [
            new NamedInPlan(day, Ann, Id(31), Id(201), PostLevel.Province), new NamedInPlan(day, Ann, Id(31), Id(202), PostLevel.Province), new NamedInPlan(day, Ann, Id(32), Id(203), last),
        ];

        Name(Consulted(Under50), AnOfficer(Three(D("01/01/2024"), PostLevel.District)), Head, Under50).Says("PLN-02", "too_many_posts");
        Name(Consulted(Under377), AnOfficer(Three(D("01/01/2026"), PostLevel.Province)), Head, Under377).Says("PLN-02", "too_many_posts_at_level");
        Name(Consulted(Under377), AnOfficer(Three(D("01/01/2026"), PostLevel.District)), Head, Under377).SaysNothingOf("PLN-02");
    }

    [Fact]
    public void PLN_03_Only_a_higher_post_is_planned_for()
    {
        var head = Cadre(new PostTaken(D("01/01/2020"), Ann, Paper(), OtherHead, null, PostTaking.Appointment, D("01/01/2020"), D("01/01/2030")));
        Name(Consulted(Under377), head, Head, Under377).Says("PLN-03", "not_a_higher_post");
        Name(Consulted(Under377), AnOfficer(), Head, Under377).SaysNothingOf("PLN-03");
    }

    [Fact]
    public void PLN_04_Since_377_nobody_is_planned_while_proposed_for_the_post()
    {
        CadreEvent proposed = new ProposedForPost(D("01/05/2024"), Ann, Id(40), Head);
        Name(Consulted(Under377), AnOfficer(proposed), Head, Under377).Says("PLN-04", "appointment_proposed_meanwhile");
        Name(Consulted(Under50), AnOfficer(proposed), Head, Under50).SaysNothingOf("PLN-04");
        Name(Consulted(Under377), AnOfficer(proposed, new ProposalEnded(D("01/05/2026"), Ann, Id(40), Head)), Head, Under377).SaysNothingOf("PLN-04");
    }

    [Fact]
    public void PLN_05_and_PLN_06_warn_below_a_hard_share_under_50_and_only_show_under_377()
    {
        var review = (DateOnly day) => Decide(
            Plan([Opened(D("01/01/2022")), .. Enumerable.Range(101, 1000).Select(n => Named(Id(n), Head, D("01/02/2022"), n < 250 ? Gender.Female : Gender.Male, n < 250 ? 35 : 55))]),
            new PlanReviewed(day, false, Paper(), day.Year), day);
        var young = review(D("01/12/2023")).Says("PLN-05", "share_below_target");
        Assert.Equal("149", young.Parameters!["count"]);
        Assert.Equal(Severity.Warn, review(D("01/12/2023")).Says("PLN-06", "share_below_target").Severity);
        Assert.Equal(Severity.Show, review(Under377).Says("PLN-05", "share").Severity);
        Assert.Equal(Severity.Show, review(Under377).Says("PLN-06", "share").Severity);
        Assert.True(review(Under377).IsAccepted);
    }

    [Fact]
    public void Case_59_A_share_of_14_9_percent_does_not_reach_15()
    {
        var shape = PlanShape.On(
            Plan([Opened(D("01/01/2022")), .. Enumerable.Range(101, 1000).Select(n => Named(Id(n), Head, D("01/02/2022"), Gender.Male, n < 250 ? 30 : 50))]), Posts, Law, D("01/12/2022"));
        Assert.Equal((149, 1000, (bool?)false), (shape.Young.Count, shape.Young.Known, shape.Young.Reached));
    }

    [Fact]
    public void PLN_07_PLN_08_and_PLN_09_are_shown_and_never_block()
    {
        var plan = Plan(Opened(D("01/01/2026")), Named(Ann, Head, D("01/02/2026")) with { ScienceTechnology = true });
        var shape = PlanShape.On(plan, Posts, Law, Under377, person => person == Ann);
        Assert.Equal((1, 1), (shape.EthnicMinority.Count, shape.ScienceTechnology.Count));
        Assert.Null(shape.EthnicMinority.Reached);
        Assert.False(shape.HasThreeBands);
        var decision = Decide(plan, new PlanReviewed(Under377, false, Paper(), 2026), Under377);
        Assert.All(["PLN-07", "PLN-08", "PLN-09"], rule => Assert.Equal(Severity.Show, Assert.Single(decision.Findings, f => f.Rule == rule).Severity));
    }

    [Theory]
    [InlineData("01/06/2024")]
    [InlineData("01/06/2026")]
    public void PLN_10_The_next_term_needs_two_terms_of_working_age(string day)
    {
        var on = D(day);
        var plan = Consulted(on);
        Name(plan, AnOfficer(), Head, on, Born("01/01/1974")).Says("PLN-10", "working_time_too_short");
        Name(plan, AnOfficer(), Head, on, Born("01/01/1985")).SaysNothingOf("PLN-10");
    }

    [Fact]
    public void PLN_11_The_current_term_asks_for_two_thirds_of_a_term_and_only_warns()
    {
        var plan = Consulted(Under377, [], PlanTerm.CurrentTerm);
        var short_ = Name(plan, AnOfficer(), Head, Under377, Born("01/01/1969"));
        Assert.Equal(Severity.Warn, short_.Says("PLN-11", "working_time_short").Severity);
        short_.SaysNothingOf("PLN-10");
        Name(plan, AnOfficer(), Head, Under377, Born("01/01/1985")).SaysNothingOf("PLN-11");
    }

    [Fact]
    public void PLN_12_A_missing_standard_is_a_training_need_and_no_bar()
    {
        var decision = Name(Consulted(Under377, post: Chair), AnOfficer(), Chair, Under377);
        Assert.Equal("train", decision.Says("PLN-12", "theory_below_standard").Unblock);
        Assert.True(decision.IsAccepted);
    }

    [Theory]
    [InlineData("01/06/2024")]
    [InlineData("01/06/2026")]
    public void PLN_13_A_discipline_in_effect_blocks_until_it_has_ended(string day)
    {
        var on = D(day);
        CadreEvent disciplined = new DisciplineRecorded(on.AddMonths(-3), Ann, Paper(), Discipline.Reprimand);
        Name(Consulted(on), AnOfficer(disciplined), Head, on).Says("PLN-13", "discipline_in_effect");
        Name(Consulted(on), AnOfficer(disciplined, new DisciplineEnded(on, Ann, null, Discipline.Reprimand, on.AddMonths(-3))), Head, on).SaysNothingOf("PLN-13");
    }

    [Fact]
    public void PLN_14_A_name_taken_out_leaves_plan_and_person_with_its_reason()
    {
        var plan = Plan(Opened(D("01/01/2026")), Named(Ann, Head, D("01/02/2026")));
        var decision = Decide(plan, new PlanNameRemoved(Under377, false, Paper(), Ann, Head, PlanRemoval.Disciplined), Under377);
        Assert.Equal(new TakenOutOfPlan(Under377, Ann, Id(30), Head, PlanRemoval.Disciplined), decision.Events[1].Event);
        Assert.Equal("not_in_plan", Decide(plan, new PlanNameRemoved(Under377, false, Paper(), Ben, Head, PlanRemoval.Moved), Under377).Refusal!.Code);
    }

    [Fact]
    public void PLN_15_A_year_without_review_is_missed_once_it_is_over()
    {
        var plan = Plan(Opened(D("01/03/2023")), new PlanReviewed(D("01/12/2024"), true, Paper(), 2024));
        Assert.Null(plan.MissedReview(D("31/12/2025")));
        Assert.Equal(2025, plan.MissedReview(D("01/01/2026")));
        Decide(plan, new PlanReviewed(D("05/01/2026"), true, Paper(), 2025), Under377).Says("PLN-15", "review_late");
        Assert.Equal("review_year_invalid", Decide(plan, new PlanReviewed(Under377, true, Paper(), 2027), Under377).Refusal!.Code);
    }

    [Fact]
    public void PLN_16_Names_and_seats_of_each_post_are_counted()
    {
        var shape = PlanShape.On(Plan(Opened(D("01/01/2026")), Named(Ann, Head, D("01/02/2026")), Named(Ben, Head, D("01/02/2026"))), Posts, Law, Under377);
        Assert.Equal(new PlanPost(Head, 1, 2), Assert.Single(shape.Posts));
    }

    [Fact]
    public void PLN_17_Only_the_level_that_manages_the_post_approves() =>
        Decide(Consulted(Under377), Named(Ann, Head, Under377) with { Reported = false, ApprovedBy = Federation }, Under377, AnOfficer()).Says("PLN-17", "approver_does_not_manage_post");

    [Fact]
    public void PLN_31_A_skipped_step_and_a_thin_conference_block_a_proposal_and_are_recorded_with_a_report()
    {
        var plan = Plan(Opened(D("01/01/2026")));
        Assert.True(Decide(plan, Held(3, Under377), Under377).IsBlocked);
        Decide(plan, Held(3, Under377), Under377).Says("PLN-31", "step_skipped");
        var report = Decide(plan, Held(3, Under377) with { Reported = true }, Under377);
        Assert.True(report.IsAccepted);
        report.Says("PLN-31", "step_skipped");
        Decide(plan, Held(1, Under377) with { Conference = Quorum(19) }, Under377).Says("PLN-31", "attendance_too_low");
        Decide(plan, Held(1, Under377) with { Conference = Quorum(20) }, Under377).SaysNothingOf("PLN-31");
    }

    [Fact]
    public void Given_a_person_below_the_share_of_a_step_when_named_then_it_is_blocked_with_the_step()
    {
        var plan = Plan([Opened(D("01/01/2026")), .. Enumerable.Range(1, 5).Select(n => Held(n, D("01/05/2026"), n == 5 ? 10 : 20))]);
        Assert.Equal("5", Name(plan, AnOfficer(), Head, Under377).Says("PLN-31", "not_carried_in_step").Parameters!["step"]);
    }

    [Theory]
    [InlineData("conference_more_present_than_summoned")]
    [InlineData("conference_more_issued_than_present")]
    [InlineData("conference_more_returned_than_issued")]
    [InlineData("conference_more_invalid_than_returned")]
    [InlineData("conference_more_votes_than_valid")]
    [InlineData("conference_negative")]
    [InlineData("candidate_twice")]
    public void Given_a_ballot_that_does_not_add_up_when_recorded_then_it_is_refused_to_everyone(string code)
    {
        var (conference, votes) = code switch
        {
            "conference_more_present_than_summoned" => (new Conference(29, 29, 30, true, 20, 20, 0), Votes(10)),
            "conference_more_issued_than_present" => (new Conference(29, 29, 20, true, 21, 20, 0), Votes(10)),
            "conference_more_returned_than_issued" => (new Conference(29, 29, 20, true, 20, 21, 0), Votes(10)),
            "conference_more_invalid_than_returned" => (new Conference(29, 29, 20, true, 20, 20, 21), Votes(0)),
            "conference_more_votes_than_valid" => (new Conference(29, 29, 20, true, 20, 20, 5), Votes(16)),
            "conference_negative" => (new Conference(29, 29, -1, true, 0, 0, 0), Votes(0)),
            _ => (Quorum(20), [.. Votes(5), .. Votes(5)]),
        };
        var held = new ConsultationHeld(Under377, true, Paper(), 2, conference, votes);
        Assert.Equal(code, Decide(Plan(Opened(D("01/01/2026"))), held, Under377).Refusal!.Code);
    }

    [Fact]
    public void Given_a_name_entered_wrongly_when_struck_then_the_person_is_free_again()
    {
        var plan = Plan(Opened(D("01/01/2026")), Named(Ann, Head, D("01/02/2026")));
        var decision = Decide(plan, new PlanFactStruck(Under377, true, Paper(), FactId(1)), Under377);
        Assert.Equal(PlanRemoval.EnteredWrongly, Assert.IsType<TakenOutOfPlan>(decision.Events[1].Event).Reason);
        Assert.Equal("unknown_fact", Decide(plan, new PlanFactStruck(Under377, true, Paper(), FactId(0)), Under377).Refusal!.Code);
    }

    [Fact]
    public void Given_the_same_act_twice_when_decided_then_the_second_decides_nothing()
    {
        var plan = Consulted(Under377, [Named(Ann, Head, D("20/05/2026"))]);
        Assert.Empty(Name(plan, AnOfficer(), Head, Under377).Events);
        Assert.Empty(Decide(plan, Held(5, D("10/05/2026")), Under377).Events);
    }

    [Fact]
    public void Given_no_statement_at_all_when_decided_then_it_is_refused()
    {
        var plan = Consulted(Under377);
        Assert.Equal("future_date", Decide(plan, Named(Ann, Head, Today.AddDays(1)), Today, AnOfficer()).Refusal!.Code);
        Assert.Equal("post_unknown", Decide(plan, Named(Ann, Id(999), Under377), Under377, AnOfficer()).Refusal!.Code);
        Assert.Equal("document_missing", Decide(plan, Named(Ann, Head, Under377) with { Document = null }, Under377, AnOfficer()).Refusal!.Code);
        Assert.Equal("step_unknown", Decide(plan, Held(6, Under377), Under377).Refusal!.Code);
        Assert.Equal("plan_term_reversed", Decide(PlanHistory.Empty, Opened(Under377) with { TermTo = D("01/01/2000") }, Under377).Refusal!.Code);
        Assert.Equal("plan_unknown", Decide(PlanHistory.Empty, Held(1, Under377), Under377).Refusal!.Code);
        Assert.Equal("plan_closed", Decide(Plan(Opened(D("01/01/2026")), new PlanClosed(D("01/02/2026"), true, null)), Held(1, Under377), Under377).Refusal!.Code);
    }

    private static Decision Name(PlanHistory plan, CadreState cadre, Guid post, DateOnly day, PersonFacts? person = null) =>
        Decide(plan, Named(Ann, post, day) with { Reported = false }, day, cadre, person);

    private static Decision Decide(PlanHistory plan, PlanEvent act, DateOnly day, CadreState? cadre = null, PersonFacts? person = null) =>
        PlanDecisions.Decide(plan, Id(30), act, new(day > Today ? day : Today, Law, Units, Posts, person, cadre));

    private static PlanHistory Consulted(DateOnly day, PlanEvent[]? more = null, PlanTerm term = PlanTerm.NextTerm, Guid? post = null) =>
        Plan([Opened(day.AddMonths(-6)) with { Term = term }, .. Enumerable.Range(1, 5).Select(n => Held(n, D("10/05/2024") < day.AddYears(-1) ? D("10/05/2026") : D("10/05/2024"), 20, post)), .. more ?? []]);

    private static PlanOpened Opened(DateOnly day) => new(day, true, Paper(), Id(30), Federation, PlanTerm.NextTerm, D("01/07/2026"), D("30/06/2031"));

    private static ConsultationHeld Held(int step, DateOnly day, int agree = 20, Guid? post = null) =>
        new(day, false, Paper(), step, Quorum(29), step == 1 ? [] : [new(Ann, post ?? Head, agree, 29 - agree)]);

    private static PlanNamed Named(Guid person, Guid post, DateOnly day, Gender gender = Gender.Female, int age = 38) =>
        new(day, true, Paper(), person, post, Manager, gender, age, Education.Bachelor, TheoryLevel.Intermediate, null);

    private static Conference Quorum(int present) => new(29, 29, present, true, present, present, 0);

    private static CandidateVotes[] Votes(int agree) => [new(Ann, Head, agree, 0)];
}
