using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>Who is eligible for a post on a day is told by the very checks that decide.</summary>
public sealed class EligibilityTests
{
    private static readonly string[] NoPropertyOfAPerson = ["APT-42", "APT-03", "APT-10", "APT-11", "PLN-17", "PLN-31"];

    public static TheoryData<string> Days => ["01/06/2024", "01/06/2026"];

    [Theory]
    [MemberData(nameof(Days))]
    public void Given_any_cadre_then_the_conditions_of_an_appointment_say_what_its_decision_says(string on)
    {
        var day = D(on);
        foreach (var (person, cadre) in Cadres(day))
        {
            var from = Posts.Post(Head, day)!;
            var act = new Appointed(day, false, Paper(), Ann, Manager, day, from.TermMonths is { } months ? day.AddMonths(months).AddDays(-1) : null);
            var procedure = Procedure(
                new ProcedureOpened(day.AddDays(-9), false, Paper(), Id(40), Head, PostTaking.Appointment, CadreSource.InPlace), new CandidateProposed(day.AddDays(-5), false, Paper(), Ann));
            var decided = AppointmentDecisions.Decide(procedure, Id(40), act, new(Today, Law, Units, Posts, person, cadre));
            var answer = Ask(day, EligibleFor.Appointment, person, cadre, null);
            Assert.Equal(Texts(decided.Findings), Texts(answer.Findings));
            Assert.Equal(answer.Findings.Any(f => f.Severity == Severity.Block), answer.Verdict == EligibilityVerdict.Blocked);
        }
    }

    [Theory]
    [MemberData(nameof(Days))]
    public void Given_any_cadre_then_the_conditions_of_a_plan_say_what_its_decision_says(string on)
    {
        var day = D(on);
        var opened = new PlanOpened(day.AddMonths(-2), true, Paper(), Id(30), Federation, PlanTerm.NextTerm, day.AddMonths(1), day.AddYears(5));
        var named = Enumerable.Range(70, 3).Select(n => (PlanEvent)new PlanNamed(day.AddDays(-9), true, Paper(), Id(n), Head, Manager, Gender.Female, 40, Education.Bachelor, TheoryLevel.Advanced, null));
        foreach (var plan in (PlanHistory[])[Plan(opened), Plan([opened, .. named])])
        {
            foreach (var (person, cadre) in Cadres(day))
            {
                var act = new PlanNamed(day, false, Paper(), Ann, Head, Manager, person.Gender, 40, person.Education, person.TheoryLevel, null);
                var decided = PlanDecisions.Decide(plan, Id(30), act, new(Today, Law, Units, Posts, person, cadre));
                Assert.Equal(Texts(decided.Findings), Texts(Ask(day, EligibleFor.Plan, person, cadre, plan).Findings));
            }
        }
    }

    [Fact]
    public void Given_a_discipline_alone_in_the_way_then_the_earliest_day_is_the_end_of_the_waiting_time_and_the_day_itself_is_free()
    {
        var day = D("01/06/2026");
        var cadre = AnOfficer(
            new NamedInPlan(D("01/01/2026"), Ann, Id(30), Head, PostLevel.Province), new DisciplineRecorded(D("15/01/2025"), Ann, Paper(), Discipline.Reprimand));
        var answer = Ask(day, EligibleFor.Appointment, Born("01/03/1985"), cadre, null);
        Assert.Equal((EligibilityVerdict.Blocked, D("15/01/2027")), (answer.Verdict, answer.Earliest));
        Assert.All(answer.Findings.Where(f => f.Severity == Severity.Block), f => Assert.Equal(("APT-05", D("15/01/2027")), (f.Rule, f.Earliest!.Value)));
        Assert.NotEqual(EligibilityVerdict.Blocked, Ask(D("15/01/2027"), EligibleFor.Appointment, Born("01/03/1985"), cadre, null).Verdict);
    }

    [Fact]
    public void Given_somebody_who_holds_the_post_then_nothing_is_asked()
    {
        var day = D("01/06/2026");
        var cadre = AnOfficer(new PostTaken(D("01/01/2024"), Ann, Paper(), Head, null, PostTaking.Election, D("01/01/2024"), null));
        Assert.Equal(EligibilityVerdict.Already, Ask(day, EligibleFor.Appointment, Born("01/03/1985"), cadre, null).Verdict);
    }

    private static EligibilityAnswer Ask(DateOnly day, EligibleFor what, PersonFacts person, CadreState cadre, PlanHistory? plan) =>
        Eligibility.Of(new(Posts.Post(Head, day)!, day, what, PostTaking.Appointment, plan, Law, Units, Posts), person, cadre);

    private static IEnumerable<(PersonFacts Person, CadreState Cadre)> Cadres(DateOnly day)
    {
        CadreEvent[][] lives =
        [
            [],
            [new NamedInPlan(day.AddMonths(-5), Ann, Id(30), Chair, PostLevel.Province)],
            [new NamedInPlan(day.AddMonths(-5), Ann, Id(31), OtherHead, PostLevel.Province), new NamedInPlan(day.AddMonths(-5), Ann, Id(31), ThirdHead, PostLevel.Province), new NamedInPlan(day.AddMonths(-5), Ann, Id(31), Chair, PostLevel.Province)],
            [new DisciplineRecorded(day.AddMonths(-10), Ann, Paper(), Discipline.Warning)],
            [new ProposedForPost(day.AddMonths(-1), Ann, Id(41), Head)],
            [new PostTaken(day.AddMonths(-9), Ann, Paper(), Deputy, null, PostTaking.Election, day.AddMonths(-9), null)],
        ];
        foreach (var life in lives)
        {
            foreach (var born in (string[])["01/03/1985", "01/03/1968", "01/03/1960"])
            {
                yield return (Born(born), Cadre(life));
                yield return (Born(born, Gender.Male), AnOfficer(life));
            }
        }
    }

    private static IEnumerable<string> Texts(IEnumerable<Finding> findings) => findings.Where(f => !NoPropertyOfAPerson.Contains(f.Rule))
        .Select(f => $"{f.Rule} {f.Code} {f.Severity} {f.PolicyVersion} {string.Join(',', (f.Parameters ?? new Dictionary<string, string>()).Select(p => p.Key + "=" + p.Value))}").Order(StringComparer.Ordinal);
}
