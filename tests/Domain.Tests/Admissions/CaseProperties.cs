using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>What holds for every life of a case.</summary>
public sealed class CaseProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Fact]
    public void Generated_lives_reach_far_and_end_in_many_ways()
    {
        var seen = new HashSet<Stage>();
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var walk = Walk.Along([.. Enumerable.Range(0, 30).Select(_ => random.Next())]);
            seen.UnionWith(Stages.Periods(walk.Given.History, walk.Given.Regulations).Select(p => p.Stage));
        }

        Assert.Contains(Stage.Probation, seen);
        Assert.Contains(Stage.CellRejected, seen);
        Assert.Contains(Stage.TransferredOut, seen);
        Assert.Contains(Stage.Lapsed, seen);
        Assert.True(seen.Count >= 24, $"{seen.Count}: {string.Join(' ', seen)}");
    }

    [Fact]
    public void Deciding_the_same_thing_twice_decides_nothing() => Holds(walk =>
    {
        foreach (var (before, command, decision) in walk.Steps.Where(s => s.Decision.IsAccepted && s.Decision.Events.Count > 0))
        {
            var after = before.After(decision);
            var again = CaseDecisions.Decide(after.History, command, after.Context);
            Assert.True(again.IsAccepted && again.Events.Count == 0, $"{command.Act}: {again.Refusal} {again.Events.Count}");
        }
    });

    [Fact]
    public void An_action_shown_as_allowed_is_never_refused_on_the_same_facts() => Holds(walk =>
    {
        var day = walk.Day.AddDays(3);
        var given = walk.Given.On(day > walk.Given.Today ? day : walk.Given.Today);
        foreach (var verdict in CaseActions.For(given.History, given.Context, day).Where(v => v.Code != "re-refer"))
        {
            var candidate = CaseActions.Candidate(verdict.Code, given.History, given.Context, day)!;
            var stated = candidate with { Act = candidate.Act with { Document = new DocumentRef("99/Y", day, "Y") } };
            var decision = CaseDecisions.Decide(given.History, stated, given.Context);
            Assert.True(verdict.Allowed == decision.IsAccepted, $"{verdict.Code}: shown {verdict.Allowed}, decided {decision.IsAccepted} {decision.Refusal}");
            Assert.True(!verdict.Allowed || decision.Events.Count > 0, $"{verdict.Code} was shown as allowed and decides nothing");
        }
    });

    [Fact]
    public void What_is_blocked_with_an_earliest_day_is_allowed_on_it_and_not_before() => Holds(walk =>
    {
        foreach (var (before, command, decision) in walk.Steps.Where(s => s.Decision.IsBlocked).Concat(Proposals(walk)))
        {
            if (decision.Findings.FirstOrDefault(f => f.Severity == Severity.Block)?.Earliest is not { } earliest)
            {
                continue;
            }

            Assert.True(earliest > command.Act.OccurredOn);
            Assert.True(On(earliest).IsAccepted, $"{command.Act} on {earliest}: {string.Join(' ', On(earliest).Findings.Select(f => f.Code))}");
            Assert.True(On(earliest.AddDays(-1)).IsBlocked, $"{command.Act} already on {earliest.AddDays(-1)}");

            Decision On(DateOnly day) =>
                CaseDecisions.Decide(before.History, command with { Act = command.Act with { OccurredOn = day } }, before.On(day > before.Today ? day : before.Today).Context);
        }
    });

    [Fact]
    public void Reports_recorded_in_any_order_give_the_same_stages() => Prop.ForAll(
        Walk.Scripts, Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (script, seed) =>
        {
            var straight = Walk.Along(script).Given;
            var acts = straight.History.Facts.Select(f => f.Event with { Reported = true }).ToArray();
            var shuffled = acts[1..].OrderBy(a => HashCode.Combine(seed, a.OccurredOn)).ToArray();
            var other = Given.Nothing.On(straight.Today).When(acts[0]).IsAccepted().Then;
            foreach (var act in shuffled)
            {
                other = other.When(act).IsAccepted().Then;
            }

            Assert.Equal(Stages.Periods(straight.History, straight.Regulations), Stages.Periods(other.History, other.Regulations));
            Assert.Equal(straight.PersonStream.OpenCase, other.PersonStream.OpenCase);
        }).Check(Many);

    [Fact]
    public void Periods_partition_time_and_agree_with_the_stage_of_each_day() => Holds(walk =>
    {
        var history = walk.Given.History;
        var periods = Stages.Periods(history, walk.Given.Regulations);
        Assert.Equal(history.Facts[0].Event.OccurredOn, periods[0].From);
        Assert.Null(periods[^1].To);
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(periods, p => Assert.True(p.To is null || p.From < p.To));
        for (var day = periods[0].From; day < new DateOnly(2031, 1, 1); day = day.AddDays(17))
        {
            var stage = Stages.On(history, day, walk.Given.Regulations, CalendarKind.Public);
            var period = periods.Single(p => p.From <= day && (p.To is null || day < p.To));
            Assert.Equal(period.Stage, stage == Stage.CeremonyOverdue ? Stage.Decided : stage);
        }
    });

    [Fact]
    public void A_later_fact_changes_no_earlier_stage() => Holds(walk =>
    {
        var last = walk.Given.History.Facts[^1].Event.OccurredOn;
        var before = CaseHistory.Of(walk.Given.History.AllRecorded.SkipLast(1));
        for (var day = new DateOnly(2024, 1, 8); day < last; day = day.AddDays(11))
        {
            Assert.Equal(
                Stages.On(before, day, walk.Given.Regulations, CalendarKind.Public), Stages.On(walk.Given.History, day, walk.Given.Regulations, CalendarKind.Public));
        }
    });

    [Fact]
    public void The_person_stream_says_open_exactly_while_the_case_is_open() => Holds(walk =>
    {
        var stage = Stages.Periods(walk.Given.History, walk.Given.Regulations)[^1].Stage;
        var ended = stage is Stage.Withdrawn or Stage.DeclinedByAuthority or Stage.Recognised or Stage.RemovedFromProbation or Stage.LeftProbation or Stage.Cancelled or Stage.Closed;
        Assert.Equal(ended ? null : Given.CaseId, walk.Given.PersonStream.OpenCase);
    });

    private static void Holds(Action<Walk> check) => Prop.ForAll(Walk.Scripts, script => check(Walk.Along(script))).Check(Many);

    /// <summary>Every listed act as a proposal at the end of the walk: more blocked ones than the walk itself meets.</summary>
    private static IEnumerable<(Given Before, CaseCommand Command, Decision Decision)> Proposals(Walk walk)
    {
        var day = walk.Day.AddDays(1);
        var given = walk.Given.On(day > walk.Given.Today ? day : walk.Given.Today);
        foreach (var act in CaseActs.All.Where(a => a.Listed && a.Code != "re-refer"))
        {
            var candidate = CaseActions.Candidate(act.Code, given.History, given.Context, day)!;
            var command = candidate with { Act = Walk.Vary(candidate.Act, day.DayNumber, false) };
            yield return (given, command, CaseDecisions.Decide(given.History, command, given.Context));
        }
    }
}
