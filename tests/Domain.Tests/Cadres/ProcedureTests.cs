using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>Stages, clocks, waits and corrections of procedures and cadre records, by example.</summary>
public sealed class ProcedureTests
{
    private static readonly DateOnly Start = D("04/05/2026");

    [Fact]
    public void A_decision_in_force_later_is_decided_first_and_in_force_from_its_day()
    {
        var given = Opened(PostTaking.Transfer, CadreSource.Outside).Evolve(new PolicyApproved(Start, false, Paper(), Manager)).Evolve(new CandidateProposed(Start, false, Paper(), Ann));
        Assert.Equal(ProcedureStage.DecisionAwaited, Stage(given, Start));
        given = given.Evolve(new Appointed(Start.AddDays(10), true, Paper(), Ann, Manager, Start.AddDays(40), Start.AddYears(5)));
        Assert.Equal(ProcedureStage.DecisionAwaited, Stage(given, Start.AddDays(9)));
        Assert.Equal(ProcedureStage.Decided, Stage(given, Start.AddDays(39)));
        Assert.Equal(ProcedureStage.InForce, Stage(given, Start.AddDays(40)));
    }

    [Fact]
    public void A_procedure_from_within_names_the_next_step_and_one_from_outside_has_none()
    {
        var within = Opened(PostTaking.Appointment, CadreSource.InPlace).Evolve(new PolicyApproved(Start, false, Paper(), Manager));
        Assert.Equal(new(ProcedureStage.Consulting, 1), ProcedureStages.On(within.Procedure, Law, Start));
        within = within.Evolve(new StepHeld(Start.AddDays(1), false, Paper(), 1, new(0, 20, 20, true, 0, 0, 0), []));
        Assert.Equal(new(ProcedureStage.Consulting, 2), ProcedureStages.On(within.Procedure, Law, Start.AddDays(1)));
        Assert.Null(ProcedureStages.On(within.Procedure, Law, Start.AddDays(-1)));
    }

    [Fact]
    public void APT_10_counts_thirty_working_days_under_80_day_by_day_and_nothing_where_377_lays_down_no_length()
    {
        var policy = D("15/08/2025");
        var clock = Clocks(policy, D("20/08/2025")).Single(c => c.Rule == "APT-10");
        Assert.Equal(30, clock.Days.Count(d => d.Counted));
        Assert.Equal((policy.AddDays(1), clock.Due), (clock.Days[0].Date, clock.Days[^1].Date));
        Assert.Contains(clock.Days, d => d is { Counted: false, HolidayCode: not null });
        Assert.Null(clock.MetOn);
        Assert.DoesNotContain(Clocks(D("01/06/2026"), D("01/07/2026")), c => c.Rule == "APT-10");

        IReadOnlyList<ProcedureClock> Clocks(DateOnly approved, DateOnly day)
        {
            var procedure = Procedure(new ProcedureOpened(approved.AddDays(-10), false, Paper(), CadreGiven.Id, Head, PostTaking.Appointment, CadreSource.InPlace), new PolicyApproved(approved, false, Paper(), Manager));
            return ProcedureClocks.Of(procedure, Law, Units, Posts.Post(Head, day)!, day);
        }
    }

    [Fact]
    public void APT_11_has_no_clock_once_the_procedure_is_over_unanswered_and_a_refusal_is_an_answer()
    {
        var opened = new ProcedureOpened(Start, false, Paper(), CadreGiven.Id, Head, PostTaking.Appointment, CadreSource.InPlace);
        var post = Posts.Post(Head, Start)!;
        Assert.Empty(ProcedureClocks.Of(Procedure(opened, new ProcedureEnded(Start.AddDays(5), false, null, ProcedureEnding.Withdrawn)), Law, Units, post, Start.AddDays(9)));
        var refused = Assert.Single(ProcedureClocks.Of(Procedure(opened, new ProcedureEnded(Start.AddDays(5), false, null, ProcedureEnding.PolicyRefused)), Law, Units, post, Start.AddDays(9)));
        Assert.Equal(("APT-11", Start.AddDays(5)), (refused.Rule, refused.MetOn));
    }

    [Theory]
    [InlineData("01/10/2025", 12, "01/09/2025", "80-qd-tw-2022", true)]
    [InlineData("01/12/2025", 24, "01/09/2026", "377-qd-tw-2025-appointment", false)]
    [InlineData("01/09/2026", 24, "01/09/2026", "377-qd-tw-2025-appointment", true)]
    public void APT_05_A_wait_says_until_when_and_by_which_version(string on, int months, string until, string version, bool over)
    {
        var wait = Assert.Single(DisciplineWaits.Of(Cadre(new DisciplineRecorded(D("01/09/2024"), Ann, Paper(), Discipline.Reprimand)), Law, D(on)));
        Assert.Equal((months, D(until), version, over), (wait.Months, wait.Until, wait.PolicyVersion, wait.Over));
    }

    [Fact]
    public void A_test_a_coming_version_no_longer_asks_ends_on_the_day_that_version_begins()
    {
        var day = D("01/08/2025");
        var given = (CadreGiven.Start with { Today = day })
            .Evolve(new PostTaken(D("01/01/2025"), Ann, Paper(), Officer, null, PostTaking.Election, D("01/01/2025"), null)).Evolve(new NamedInPlan(D("01/02/2025"), Ann, Id(30), Head, PostLevel.Province))
            .Evolve(new ProcedureOpened(day, false, Paper(), CadreGiven.Id, Head, PostTaking.Promotion, CadreSource.Outside)).Evolve(new PolicyApproved(day, false, Paper(), Manager)).Evolve(new CandidateProposed(day, false, Paper(), Ann));
        given = ProcedureActions.Papers.Aggregate(given, (g, item) => g.Evolve(new DossierItemRecorded(day, false, Paper(), Ann, item)));
        var decision = given.Decide(new Appointed(day, false, Paper(), Ann, Manager, D("01/11/2025"), D("31/10/2030")));
        Assert.Equal(D("08/10/2025"), decision.Says("APT-02", "too_short_in_post").Earliest);
    }

    [Fact]
    public void A_struck_reappointment_gives_the_ended_term_back()
    {
        var given = Opened(PostTaking.Reappointment, CadreSource.InPlace, already: new PostTaken(D("01/06/2021"), Ann, Paper(), Head, null, PostTaking.Appointment, D("01/06/2021"), D("31/05/2026")))
            .Evolve(new CandidateProposed(Start, true, Paper(), Ann)).Evolve(new ProposedForPost(Start, Ann, CadreGiven.Id, Head));
        given = given.On(Start).After(given.On(Start).Decide(new Appointed(Start, true, Paper("9-QĐ"), Ann, Manager, D("01/06/2026"), D("31/05/2031"))));
        Assert.Equal(2, given.Cadres[Ann].Posts.Count);
        Assert.Equal(D("01/06/2026"), given.Cadres[Ann].Posts[0].To);
        var fact = given.Procedure.Decided!.Id;
        var struck = given.Decide(new AppointmentFactStruck(Start, false, Paper(), fact));
        Assert.Equal(4, struck.Events.Count);
        Assert.Equal(fact, struck.Events[0].Corrects);
        var held = Assert.Single(given.After(struck).Cadres[Ann].Posts);
        Assert.Equal((null, D("31/05/2026")), (held.To, held.TermEndsOn));
        Assert.True(held.IsOverdueOn(D("01/06/2026")));
    }

    [Fact]
    public void A_fact_others_stand_on_is_not_struck_before_them_and_what_follows_from_a_procedure_is_struck_there()
    {
        var taken = new PostTaken(Start, Ann, Paper(), Officer, null, PostTaking.Election, Start, null);
        var given = (CadreGiven.Start with { Today = Start }).Evolve(taken).Evolve(new PostLeft(Start.AddDays(5), Ann, Paper(), Officer, PostLeaving.Resignation, Start.AddDays(5))).On(Start.AddDays(6));
        var (first, second) = (given.Cadres[Ann].Facts[0].Id, given.Cadres[Ann].Facts[1].Id);
        Assert.Equal("later_fact_stands_on_it", given.Decide(new CadreFactStruck(given.Today, Ann, null, first)).Refusal!.Code);
        var without = given.After(given.Decide(new CadreFactStruck(given.Today, Ann, null, second)));
        Assert.Null(Assert.Single(without.Cadres[Ann].Posts).To);
        Assert.Empty(without.After(without.Decide(new CadreFactStruck(given.Today, Ann, null, first))).Cadres[Ann].Posts);
        Assert.Equal("unknown_fact", given.Decide(new CadreFactStruck(given.Today, Ann, null, Id(77))).Refusal!.Code);

        var proposed = Opened(PostTaking.Transfer, CadreSource.Outside).Evolve(new ProposedForPost(Start, Ann, CadreGiven.Id, Head));
        Assert.Equal("follows_from_other_record", proposed.Decide(new CadreFactStruck(Start, Ann, null, proposed.Cadres[Ann].Facts[^1].Id)).Refusal!.Code);
        Assert.Equal("procedure_cannot_be_struck", proposed.Decide(new AppointmentFactStruck(Start, false, null, proposed.Procedure.Facts[0].Id)).Refusal!.Code);
    }

    [Fact]
    public void A_candidate_voted_on_is_not_struck_before_the_votes()
    {
        var given = Opened(PostTaking.Appointment, CadreSource.InPlace).Evolve(new CandidateProposed(Start, true, Paper(), Ann)).Evolve(new ProposedForPost(Start, Ann, CadreGiven.Id, Head));
        var candidate = given.Procedure.Facts[^1].Id;
        var voted = given.Evolve(new StepHeld(Start, true, Paper(), 2, new(0, 20, 20, true, 20, 20, 0), [new(Ann, Head, 15, 5)]));
        Assert.Equal("later_fact_stands_on_it", voted.Decide(new AppointmentFactStruck(Start, false, null, candidate)).Refusal!.Code);
        var after = given.After(given.Decide(new AppointmentFactStruck(Start, false, null, candidate)));
        Assert.Empty(after.Procedure.Candidates);
        Assert.Empty(after.Cadres[Ann].Proposals);
    }

    [Fact]
    public void What_was_so_and_known_on_a_day_leaves_out_what_came_later()
    {
        var given = Opened(PostTaking.Transfer, CadreSource.Outside).Evolve(new CandidateProposed(Start.AddDays(3), true, Paper(), Ann));
        Assert.Empty(given.Procedure.At(Start.AddDays(2), null).Candidates);
        Assert.Single(given.Procedure.At(Start.AddDays(3), null).Candidates);
        Assert.Null(given.Procedure.At(null, DateTimeOffset.UnixEpoch.AddTicks(-1)).Opened);
    }

    private static ProcedureStage? Stage(CadreGiven given, DateOnly day) => ProcedureStages.On(given.Procedure, Law, day)?.Stage;

    private static CadreGiven Opened(PostTaking kind, CadreSource source, CadreEvent? already = null)
    {
        var given = CadreGiven.Start with { Today = Start };
        given = already is null ? given : given.Evolve(already);
        return given.Evolve(new ProcedureOpened(Start, false, Paper(), CadreGiven.Id, Head, kind, source));
    }
}
