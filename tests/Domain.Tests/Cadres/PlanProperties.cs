using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Tests.Admissions;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>What holds for every life of a plan.</summary>
public sealed class PlanProperties
{
    private const int MostForPost = 3;
    private const int MostForPerson = 3;

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(100);

    [Fact]
    public void Generated_plans_fill_posts_and_meet_every_answer()
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 80; seed++)
        {
            var random = new Random(seed);
            int[] script = [.. Enumerable.Range(0, 60).Select(_ => random.Next())];
            foreach (var step in PlanWalk.OfAll(script).Steps.Concat(PlanWalk.OfProposals(script).Steps))
            {
                codes.Add(step.Decision.Refusal?.Code ?? (step.Decision.IsBlocked ? "blocked" : step.Decision.Events.Count == 0 ? "nothing" : step.Act.GetType().Name));
                codes.UnionWith(step.Decision.Findings.Select(f => f.Code));
            }
        }

        Assert.Subset(
            codes,
            new HashSet<string>(StringComparer.Ordinal)
            {
                "too_many_for_post", "too_many_posts", "too_many_posts_at_level", "blocked", "nothing", "plan_closed", nameof(PlanNamed), nameof(PlanNameRemoved), nameof(PlanFactStruck), nameof(PlanClosed),
            });
    }

    [Fact]
    [Trait("LawCase", "57")]
    public void Proposals_never_give_a_post_a_fourth_name_nor_a_person_a_fourth_post_of_a_level() => Holds(PlanWalk.OfProposals, walk =>
    {
        foreach (var day in walk.Days)
        {
            foreach (var plan in walk.Plans.Values)
            {
                Assert.All(plan.NamesOn(day).GroupBy(n => n.Named.PostId), names => Assert.True(names.Count() <= MostForPost, $"{names.Count()} names on {day}"));
            }

            foreach (var cadre in walk.Cadres.Values)
            {
                Assert.All(
                    cadre.PlannedOn(day).DistinctBy(p => p.PostId).GroupBy(p => p.Level), posts => Assert.True(posts.Count() <= MostForPerson, $"{posts.Count()} posts on {day}"));
            }
        }
    });

    [Fact]
    public void Deciding_the_same_thing_twice_decides_nothing() => Holds(PlanWalk.OfAll, walk =>
    {
        foreach (var (plan, before, cadre, act, decision) in walk.Steps.Where(s => s.Decision.IsAccepted && s.Decision.Events.Count > 0))
        {
            var after = Fold(before, decision);
            var again = PlanWalk.Decide(plan, after, cadre is null ? null : Fold(cadre, decision), act);
            Assert.True(again.IsAccepted && again.Events.Count == 0, $"{act}: {again.Refusal} {again.Events.Count}");
        }
    });

    [Fact]
    public void A_person_is_planned_in_their_own_stream_exactly_on_the_days_the_plans_say_so() => Holds(PlanWalk.OfAll, walk =>
    {
        foreach (var day in walk.Days)
        {
            var byPlans = walk.Plans.SelectMany(p => p.Value.NamesOn(day).Select(n => (p.Key, n.Named.PersonId, n.Named.PostId))).ToHashSet();
            var byPeople = walk.Cadres.SelectMany(c => c.Value.PlannedOn(day).Select(p => (p.PlanId, c.Key, p.PostId))).ToHashSet();
            Assert.True(byPlans.SetEquals(byPeople), $"{day}: plans {byPlans.Count}, people {byPeople.Count}");
        }
    });

    [Fact]
    public void Reports_recorded_in_any_order_give_the_same_names_on_every_day() => Prop.ForAll(
        Walk.Scripts, Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (script, seed) =>
        {
            // Each name is put in on one day and taken out, if at all, on a later one; what is stated of one name comes in any order among the others.
            var acts = script.Select((n, i) => (Number: n, Key: (Person: PlanWalk.People[n % 5], Post: PlanWalk.PostIds[n / 5 % 6]))).DistinctBy(a => a.Key).SelectMany(a =>
            {
                var day = PlanWalk.First.AddDays(1 + (a.Number / 30 % 1500));
                PlanEvent named = PlanWalk.Naming(a.Key.Person, a.Key.Post, day, true);
                PlanEvent again = PlanWalk.Naming(a.Key.Person, a.Key.Post, day.AddDays(40), true);
                PlanEvent removed = new PlanNameRemoved(day.AddDays(90), true, Paper(), a.Key.Person, a.Key.Post, PlanRemoval.Moved);
                return (a.Number % 3) switch { 0 => [named], 1 => [named, removed], _ => (PlanEvent[])[named, again] };
            }).ToList();
            var straight = All(acts.OrderBy(a => a.OccurredOn));
            var shuffled = All(acts.OrderBy(a => a is PlanNameRemoved).ThenBy(a => HashCode.Combine(seed, a.OccurredOn)));
            foreach (var day in straight.Days)
            {
                Assert.True(Standing(straight, day).SetEquals(Standing(shuffled, day)), $"{day}");
                Assert.All(PlanWalk.People, p => Assert.Equal(Planned(straight, p, day), Planned(shuffled, p, day)));
            }
        }).Check(Many);

    [Fact]
    public void A_late_report_changes_no_other_name() => Holds(PlanWalk.OfAll, walk =>
    {
        foreach (var (plan, before, _, act, decision) in walk.Steps.Where(s => s is { Act: PlanNamed or PlanNameRemoved, Decision.IsAccepted: true }))
        {
            var after = Fold(before, decision);
            var key = act is PlanNamed n ? (n.PersonId, n.PostId) : (((PlanNameRemoved)act).PersonId, ((PlanNameRemoved)act).PostId);
            Assert.Equal(Others(before, key), Others(after, key));
            Assert.All(before.Names.Where(x => x.Named.OccurredOn < act.OccurredOn), x => Assert.Contains(after.Names, y => y.Fact == x.Fact));
        }
    });

    [Fact]
    public void An_act_shown_as_allowed_is_never_refused_on_the_same_facts() => Holds(PlanWalk.OfAll, walk =>
    {
        foreach (var (id, plan) in walk.Plans)
        {
            var verdicts = PlanActions.For(plan, id, new(Today, Law, Units, Posts), Today);
            Assert.Equal(plan.ClosedOn is null, verdicts.Count > 0);
            foreach (var verdict in verdicts)
            {
                if (PlanActions.Candidate(plan, verdict.Code, Today, verdict.Step) is { } candidate)
                {
                    var decision = PlanWalk.Decide(id, plan, null, candidate with { Document = Paper() });
                    Assert.True(verdict.Allowed == decision.IsAccepted, $"{verdict.Code}: shown {verdict.Allowed}, decided {decision.IsAccepted} {decision.Refusal}");
                    Assert.True(!verdict.Allowed || decision.Events.Count > 0, $"{verdict.Code} was shown as allowed and decides nothing");
                }
            }
        }
    });

    [Fact]
    public void Who_is_told_to_be_eligible_is_named_and_who_is_not_is_refused() => Holds(PlanWalk.OfAll, walk =>
    {
        foreach (var (id, plan) in walk.Plans.Where(p => p.Value.ClosedOn is null))
        {
            foreach (var (person, cadre) in walk.Cadres)
            {
                foreach (var post in PlanWalk.PostIds)
                {
                    var answer = Eligibility.Of(
                        new(Posts.Post(post, Today)!, Today, EligibleFor.Plan, PostTaking.Appointment, plan, Law, Units, Posts), Born("01/01/1988") with { PersonId = person }, cadre);
                    var decision = PlanWalk.Decide(id, plan, cadre, PlanWalk.Naming(person, post, Today, reported: false));
                    Assert.Equal(answer.Verdict == EligibilityVerdict.Blocked, decision.IsBlocked);
                    Assert.Equal(answer.Verdict == EligibilityVerdict.Already, decision is { IsAccepted: true, Events.Count: 0 });
                }
            }
        }
    });

    [Fact]
    public void A_naive_diary_that_looks_at_every_day_gives_the_same_answers_about_numbers() => Holds(PlanWalk.OfProposals, walk =>
    {
        var diary = new List<(Guid Plan, PlanEvent Act)>();
        foreach (var (plan, _, _, act, decision) in walk.Steps)
        {
            if (act is PlanNamed named && decision.Refusal is null)
            {
                Assert.Equal(Stands(diary, plan, named.PersonId, named.PostId, named.OccurredOn), decision is { IsBlocked: false, Events.Count: 0 });
                if (decision.Findings.Count > 0 || decision.Events.Count > 0)
                {
                    var (full, many) = Judge([.. diary, (plan, act)], plan, named);
                    Assert.Equal((full, many), (decision.Findings.Any(f => f.Rule == "PLN-01"), decision.Findings.Any(f => f.Rule == "PLN-02")));
                    Assert.Equal(full || many, decision.IsBlocked);
                }
            }

            if (decision.IsAccepted && decision.Events.Count > 0)
            {
                diary.Add((plan, act));
            }
        }
    });

    private static (bool Full, bool Many) Judge(List<(Guid Plan, PlanEvent Act)> diary, Guid plan, PlanNamed named)
    {
        var sameLevel = named.OccurredOn >= D("08/10/2025");
        var days = diary.Select(a => a.Act.OccurredOn).Where(d => d >= named.OccurredOn).Distinct().Order().TakeWhile(d => Stands(diary, plan, named.PersonId, named.PostId, d)).ToList();
        return (
            days.Exists(d => PlanWalk.People.Count(p => p != named.PersonId && Stands(diary, plan, p, named.PostId, d)) >= MostForPost),
            days.Exists(d => PlanWalk.PostIds.Count(x => x != named.PostId && (!sameLevel || LevelOf(x) == LevelOf(named.PostId)) && PlanWalk.PlanIds.Any(l => Stands(diary, l, named.PersonId, x, d))) >= MostForPerson));
    }

    /// <summary>The last thing said of the name by that day is that it was put in, and the plan is not closed.</summary>
    private static bool Stands(List<(Guid Plan, PlanEvent Act)> diary, Guid plan, Guid person, Guid post, DateOnly day) =>
        !diary.Exists(a => a.Plan == plan && a.Act is PlanClosed closed && closed.OccurredOn <= day)
        && diary.Where(a => a.Plan == plan && a.Act.OccurredOn <= day && a.Act switch
        {
            PlanNamed n => (n.PersonId, n.PostId) == (person, post),
            PlanNameRemoved r => (r.PersonId, r.PostId) == (person, post),
            _ => false,
        }).OrderBy(a => a.Act.OccurredOn).Select(a => a.Act).LastOrDefault() is PlanNamed;

    private static PostLevel LevelOf(Guid post) => Posts.Post(post, Today)!.Level;

    private static PlanWalk All(IEnumerable<PlanEvent> acts)
    {
        var walk = PlanWalk.Start();
        foreach (var act in acts)
        {
            Assert.True(walk.Take(PlanWalk.PlanIds[0], act).IsAccepted);
        }

        return walk;
    }

    private static HashSet<(Guid, Guid)> Standing(PlanWalk walk, DateOnly day) => [.. walk.Plans[PlanWalk.PlanIds[0]].NamesOn(day).Select(n => (n.Named.PersonId, n.Named.PostId))];

    private static HashSet<Guid> Planned(PlanWalk walk, Guid person, DateOnly day) => [.. walk.Cadres[person].PlannedOn(day).Select(p => p.PostId)];

    private static List<NameInPlan> Others(PlanHistory plan, (Guid, Guid) key) => [.. plan.Names.Where(n => (n.Named.PersonId, n.Named.PostId) != key)];

    private static PlanHistory Fold(PlanHistory plan, Decision decision) => decision.Events.Select(e => e.Event).OfType<PlanEvent>().Aggregate(plan, (p, e) => p.Evolve(Last(e)));

    private static CadreState Fold(CadreState cadre, Decision decision) => decision.Events.Select(e => e.Event).OfType<CadreEvent>().Aggregate(cadre, (c, e) => c.Evolve(Last(e)));

    private static Recorded<T> Last<T>(T fact)
        where T : class, IDomainEvent => new(fact, Guid.Empty, "x", int.MaxValue, int.MaxValue, DateTimeOffset.UnixEpoch, EventHeaders.None, null);

    private static void Holds(Func<int[], PlanWalk> along, Action<PlanWalk> check) => Prop.ForAll(Walk.Scripts, script => check(along([.. script, .. script.Select(n => n / 3)]))).Check(Many);
}
