using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>What holds for every life of a personnel procedure and of the people it names.</summary>
public sealed class ProcedureProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(150);

    [Fact]
    public void Generated_lives_reach_every_stage_and_use_every_statement()
    {
        var stages = new HashSet<ProcedureStage>();
        var acts = new HashSet<string>();
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var walk = CadreWalk.Along([.. Enumerable.Range(0, CadreWalk.Length).Select(_ => random.Next())]);
            stages.UnionWith(walk.Steps.Select(s => ProcedureStages.On(s.Before.Procedure, Law, s.Before.Today)?.Stage).OfType<ProcedureStage>());
            acts.UnionWith(walk.Steps.Where(s => s.Decision is { IsAccepted: true, Events.Count: > 0 }).Select(s => s.Act.GetType().Name));
            acts.UnionWith(walk.Steps.Where(s => s is { Act: Appointed { Reported: false }, Decision.IsAccepted: true }).Select(_ => "a decision proposed in order"));
        }

        Assert.Equal(Enum.GetValues<ProcedureStage>(), stages.Order());
        Assert.Empty(
            new[]
            {
                nameof(ProcedureOpened), nameof(PolicyApproved), nameof(CandidateProposed), nameof(StepHeld), nameof(HeadChose), nameof(DossierItemRecorded), nameof(Appointed), nameof(ProcedureEnded),
                nameof(AppointmentFactStruck), nameof(PostTaken), nameof(TenureExtended), nameof(PostLeft), nameof(DisciplineRecorded), nameof(DisciplineEnded), nameof(CadreFactStruck),
                "a decision proposed in order",
            }.Except(acts));
    }

    [Fact]
    public void Deciding_the_same_thing_twice_decides_nothing() => Holds(walk =>
    {
        foreach (var step in walk.Steps.Where(s => s.Decision is { IsAccepted: true, Events.Count: > 0 }))
        {
            var again = step.Before.After(step.Decision).Decide(step.Act);
            Assert.True(again.IsAccepted && again.Events.Count == 0, $"{step.Act}: {again.Refusal} {again.Events.Count}");
        }

        // Also when others came after it: the same paper sent again much later is no news.
        var stated = walk.Given.Cadres.Values.SelectMany(c => c.Facts).Select(f => f.Event)
            .Where(e => e is PostTaken { AppointmentId: null } or TenureExtended or DisciplineRecorded or DisciplineEnded or PostLeft)
            .Concat<IDomainEvent>(walk.Given.Procedure.Facts.Select(f => f.Event));
        foreach (var act in stated)
        {
            var later = walk.Given.Decide(act);
            Assert.True(later.IsAccepted && later.Events.Count == 0, $"{act} later: {later.Refusal} {later.Events.Count}");
        }
    });

    [Fact]
    public void An_act_explained_as_allowed_is_never_refused_and_one_explained_as_barred_always() => Holds(walk =>
    {
        foreach (var given in walk.Steps.Select(s => s.Before).Append(walk.Given))
        {
            var verdicts = ProcedureActions.For(given.Procedure, CadreGiven.Id, given.Context, CadreGiven.People, given.Today);
            var acts = ProcedureActions.Candidates(given.Procedure, given.Context, given.Today);
            Assert.Equal(acts.Count, verdicts.Count);
            foreach (var (verdict, act) in verdicts.Zip(acts))
            {
                // Somebody the record does not know yet stands for whoever is put forward.
                if (act is CandidateProposed)
                {
                    continue;
                }

                var decision = given.Decide(act with { Document = Paper("999-QĐ/TU") });
                Assert.True(verdict.Allowed == decision.IsAccepted, $"{verdict.Code}: shown {verdict.Allowed}, decided {decision.Refusal} {string.Join(' ', decision.Findings.Select(f => f.Code))}");
                Assert.True(!verdict.Allowed || decision.Events.Count > 0, $"{verdict.Code} was shown as allowed and decides nothing");
                Assert.True(verdict.Allowed || verdict.Findings.Any(f => f.Severity == Severity.Block), $"{verdict.Code} is barred and does not say why");
            }
        }
    });

    [Fact]
    public void A_step_skipped_or_a_decision_before_its_step_blocks_a_proposal_and_is_recorded_with_a_report() => Holds(walk =>
    {
        foreach (var given in walk.Steps.Select(s => s.Before).Where(g => g.Procedure is { Opened: not null, Decided: null, Ended: null } && ProcedureStages.HasSteps(g.Procedure.Opened)))
        {
            var (day, about) = (given.Today, given.Procedure.Opened!);
            var missing = Enumerable.Range(1, 5).Where(n => given.Procedure.Step(n, day) is null).ToList();
            if (missing.Count == 0)
            {
                continue;
            }

            var after = missing[0] + 1;
            if (after <= 5)
            {
                Both(given, new StepHeld(day, false, Paper("1-BB"), after, new(0, 20, 20, true, 20, 20, 0), []), "step_skipped");
            }

            foreach (var person in given.Procedure.Candidates.Where(c => !given.Cadres[c].Posts.Exists(p => p.PostId == about.PostId && p.On(day))))
            {
                Both(given, new Appointed(day, false, Paper("2-QĐ"), person, Manager, day, day.AddYears(5)), "step_not_recorded");
            }
        }

        static void Both(CadreGiven given, AppointmentEvent act, string code)
        {
            var proposal = given.Decide(act);
            Assert.True(proposal.IsBlocked, $"{act}: {proposal.Refusal}");
            Assert.Contains(proposal.Findings, f => f.Code == code && f.Severity == Severity.Block && f.Article is { Length: > 0 });
            var report = given.Decide(act with { Reported = true });
            Assert.True(report.IsAccepted, $"{act}: {report.Refusal}");
            Assert.Equal(proposal.Findings.Select(f => (f.Rule, f.Code)), report.Evaluation!.Findings.Select(f => (f.Rule, f.Code)));
        }
    });

    [Fact]
    public void Nobody_silently_stays_appointed() => Holds(walk =>
    {
        foreach (var held in walk.Given.Cadres.Values.SelectMany(c => c.Posts))
        {
            Assert.Equal(TermStatus.Running, Terms.Status(held, Law, held.From.AddDays(-1)));
            for (var day = held.From; day < held.From.AddYears(8); day = day.AddDays(61))
            {
                var ended = held.To is { } to && day >= to;
                Assert.Equal(!ended, held.On(day));
                Assert.Equal(!ended && held.TermEndsOn < day, Terms.Status(held, Law, day) == TermStatus.Overdue);
            }
        }
    });

    [Fact]
    public void What_is_blocked_with_an_earliest_day_is_allowed_on_it_and_not_before() => Holds(walk =>
    {
        foreach (var (before, act, decision) in walk.Steps.Where(s => s.Decision.IsBlocked).Concat(Proposals(walk)))
        {
            if (decision.Findings.FirstOrDefault(f => f.Severity == Severity.Block)?.Earliest is not { } earliest || act is not AppointmentEvent stated)
            {
                continue;
            }

            Assert.True(earliest > stated.OccurredOn);
            Assert.True(On(earliest).IsAccepted, $"{stated} on {earliest}: {string.Join(' ', On(earliest).Findings.Select(f => f.Code))}");
            Assert.True(On(earliest.AddDays(-1)).IsBlocked, $"{stated} already on {earliest.AddDays(-1)}");

            Decision On(DateOnly day) => before.On(day).Decide(stated with { OccurredOn = day });
        }
    });

    [Fact]
    public void A_wait_after_discipline_that_alone_blocks_ends_on_the_day_the_version_of_that_day_says() =>
        Prop.ForAll(Gen.Choose(0, 2_000).ToArbitrary(), Gen.Choose(0, 1_200).ToArbitrary(), Gen.Elements(Enum.GetValues<Discipline>()).ToArbitrary(), (since, later, kind) =>
        {
            var disciplined = new DateOnly(2022, 9, 1).AddDays(since);
            var day = disciplined.AddDays(later);
            var given = (CadreGiven.Start with { Today = day }).Evolve(new DisciplineRecorded(disciplined, Ann, Paper(), kind))
                .Evolve(new ProcedureOpened(day, false, Paper(), CadreGiven.Id, Head, PostTaking.Appointment, CadreSource.InPlace));
            var decision = given.Decide(new CandidateProposed(day, false, Paper(), Ann));
            if (decision.IsAccepted)
            {
                return;
            }

            var free = Assert.Single(decision.Findings, f => f.Severity == Severity.Block).Earliest!.Value;
            var months = Law.Parameter(Domain.Regulations.ParameterCatalogue.DisciplineWaitMonths, free)!.Value.Parameter.Steps[(int)kind];
            Assert.True(free >= Domain.Regulations.Deadlines.AddMonths(disciplined, months));
            Assert.True(given.On(free).Decide(new CandidateProposed(free, false, Paper(), Ann)).IsAccepted);
            Assert.True(given.On(free.AddDays(-1)).Decide(new CandidateProposed(free.AddDays(-1), false, Paper(), Ann)).IsBlocked);
        }).Check(Many);

    [Fact]
    public void A_struck_appointment_takes_its_post_back_and_opens_the_procedure_again() => Holds(walk =>
    {
        foreach (var given in walk.Steps.Select(s => s.Before.After(s.Decision.IsAccepted ? s.Decision : Decision.Nothing)).Where(g => g.Procedure.Decided is not null))
        {
            var decided = given.Procedure.Decided!;
            var strike = new AppointmentFactStruck(given.Today, false, Paper(), decided.Id);
            var decision = given.Decide(strike);
            if (decision.Refusal?.Code == "later_fact_stands_on_it")
            {
                continue;
            }

            var after = given.After(decision);
            Assert.Null(after.Procedure.Decided);
            Assert.Contains(after.Procedure.AllRecorded, r => r.Id == decided.Id);
            Assert.DoesNotContain(after.Cadres.Values.SelectMany(c => c.Facts), f => f.Event is PostTaken t && t.AppointmentId == CadreGiven.Id);
            Assert.All(after.Procedure.Candidates, c => Assert.Contains(after.Cadres[c].Proposals, p => p.AppointmentId == CadreGiven.Id && p.To is null));
            var restated = after.Decide(decided.Event with { Reported = true });
            Assert.True(restated.IsAccepted && restated.Events.Count > 1, $"{restated.Refusal}");
            Assert.Equal(
                given.Cadres.Values.Select(c => (c.Posts.Count, c.Proposals.Count(p => p.To is null))), after.After(restated).Cadres.Values.Select(c => (c.Posts.Count, c.Proposals.Count(p => p.To is null))));
        }
    });

    [Fact]
    public void Nobody_stays_put_forward_by_a_procedure_that_is_over() => Holds(walk =>
    {
        foreach (var given in walk.Steps.Select(s => s.Before).Where(g => g.Procedure.Decided is not null || g.Procedure.Ended is not null))
        {
            Assert.DoesNotContain(given.Cadres.Values.SelectMany(c => c.Proposals), p => p.AppointmentId == CadreGiven.Id && p.To is null);
            if (given.Decide(new CandidateProposed(given.Procedure.Opened!.OccurredOn, true, Paper("888-TTr"), Ben)) is { IsAccepted: true } late)
            {
                Assert.DoesNotContain(given.After(late).Cadres[Ben].Proposals, p => p.To is null);
            }
        }
    });

    private static IEnumerable<CadreStep> Proposals(CadreWalk walk)
    {
        foreach (var given in walk.Steps.Select(s => s.Before))
        {
            foreach (var act in ProcedureActions.Candidates(given.Procedure, given.Context, given.Today).Where(a => a is Appointed))
            {
                yield return new(given, act, given.Decide(act));
            }
        }
    }

    private static void Holds(Action<CadreWalk> holds) => Prop.ForAll(CadreWalk.Scripts, script => holds(CadreWalk.Along(script))).Check(Many);
}
