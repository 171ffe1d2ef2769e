using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions.Stories;

using CadreWorkflow.Domain.Regulations;

/// <summary>What holds for every story of a case, whatever was stated and in whatever order.</summary>
public sealed class StoryTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(150);

    [Fact]
    public void Stories_reach_every_stage_and_meet_every_kind_of_answer()
    {
        var stories = new List<CaseStory>();

        // Whether a ceremony is overdue depends on a calendar, so periods do not tell.
        var missing = Enum.GetValues<Stage>().Where(s => s != Stage.CeremonyOverdue).ToHashSet();
        while (stories.Count < 600 || (missing.Count > 0 && stories.Count < 6_000))
        {
            stories.AddRange(CaseScript.Any.Generator.Sample(300, 30).Select(CaseStory.Play));
            missing.ExceptWith(stories.TakeLast(300).SelectMany(s => Stages.Periods(s.Given.History, s.Given.Regulations)).Select(p => p.Stage));
        }

        var steps = stories.SelectMany(s => s.Steps).ToList();
        Assert.Empty(missing);
        Assert.Contains(steps, s => s.Decision.IsBlocked);
        Assert.Contains(steps, s => s.Decision is { IsAccepted: true, Events.Count: 0 });
        Assert.True(steps.Select(s => s.Decision.Refusal?.Code).Distinct().Count() > 20, "few kinds of refusals were met");
        Assert.True(stories.Count(s => s.Given.History.Facts.Any(f => f.Event is CeremonyHeld)) > stories.Count / 10, "few stories get to probation");
    }

    [Fact]
    public void Deciding_the_same_thing_twice_decides_nothing() => Holds(story =>
        Assert.All(story.Steps.Where(s => s.Decision is { IsAccepted: true, Events.Count: > 0 }), step =>
        {
            var again = CaseStory.Decide(step.After, step.Command);
            Assert.True(again is { IsAccepted: true, Events.Count: 0 }, $"{step.Command} decides again: {again.Refusal} {again.Events.Count}");
        }));

    [Fact]
    public void Every_refusal_has_a_listed_code_and_leaves_nothing_to_append() => Holds(story =>
        Assert.All(story.Steps.Where(s => s.Decision.Refusal is not null), step =>
        {
            Assert.Contains(step.Decision.Refusal!.Code, CaseRefusals.Codes);
            Assert.Empty(step.Decision.Events);
            Assert.False(step.Decision.IsAccepted);
        }));

    [Fact]
    public void A_report_is_never_blocked_and_a_proposal_with_a_blocking_finding_always_is() => Holds(story =>
        Assert.All(story.Steps.Where(s => s.Decision.Refusal is null), step =>
        {
            var blocks = step.Decision.Findings.Any(f => f.Severity == Severity.Block);
            Assert.Equal(blocks && !step.Command.Act.Reported, step.Decision.IsBlocked);
        }));

    [Fact]
    public void Folding_one_by_one_is_folding_all_at_once() => Holds(story =>
    {
        var all = story.Given.History.AllRecorded;
        var oneByOne = all.Aggregate(CaseHistory.Empty, (history, e) => history.Evolve(e));
        Same(CaseHistory.Of(all), oneByOne, story);
        Assert.Equal(story.Given.History.Version, oneByOne.Version);
    });

    [Fact]
    public void A_struck_act_leaves_the_case_as_if_it_had_never_been_made() => Holds(story =>
        Assert.All(story.Steps.Where(s => s.Command.Act is FactStruck && s.Decision is { IsAccepted: true, Events.Count: > 0 }), step =>
        {
            var original = step.Command.Corrects!.Value;
            var never = CaseHistory.Of(step.After.History.AllRecorded.Where(e => CaseHistory.OriginalOf(e) != original));
            Same(never, step.After.History, story);
        }));

    [Fact]
    public void A_late_report_changes_no_fact_already_there_and_no_stage_before_its_day() => Holds(story =>
        Assert.All(story.Steps.Where(s => s.Command is { Corrects: null, Act: not ReferralFiled } && s.Decision is { IsAccepted: true, Events.Count: > 0 }), step =>
        {
            var before = step.Before.History;
            var after = step.After.History;
            Assert.Equal(before.Facts, after.Facts.Where(f => f.Version <= before.Version));
            for (var day = before.Facts[0].Event.OccurredOn; day < step.Command.Act.OccurredOn; day = day.AddDays(29))
            {
                Assert.Equal(On(before, day, story), On(after, day, story));
            }
        }));

    [Fact]
    public void Facts_of_different_days_may_be_recorded_in_any_order() => Prop.ForAll(CaseScript.Any, Gen.Choose(0, 1_000_000).ToArbitrary(), (script, seed) =>
    {
        var story = CaseStory.Play(script);
        var facts = story.Given.History.Facts.Select(f => f.Event).ToList();

        // What happened on one day keeps the order it was told in: the day alone does not say which came first.
        var told = facts.OrderBy(f => HashCode.Combine(seed, f.OccurredOn)).ToList();
        Same(Recorded(facts), Recorded(told), story);

        static CaseHistory Recorded(IEnumerable<CaseEvent> facts) =>
            facts.Aggregate(CaseHistory.Empty, (history, fact) => history.Evolve(Given.Record(history.Version, fact)));
    }).Check(Many);

    [Fact]
    public void The_person_has_one_open_case_exactly_while_the_last_one_is_not_ended() => Holds(story =>
    {
        var stage = Stages.Periods(story.Given.History, story.Given.Regulations)[^1].Stage;
        var ended = stage is Stage.Withdrawn or Stage.DeclinedByAuthority or Stage.Recognised or Stage.RemovedFromProbation or Stage.LeftProbation or Stage.Cancelled or Stage.Closed;
        Assert.Equal(ended ? null : story.CaseId, story.Given.PersonStream.OpenCase);
    });

    private static void Holds(Action<CaseStory> check) => Prop.ForAll(CaseScript.Any, script => check(CaseStory.Play(script))).Check(Many);

    /// <summary>Both histories say the same of every day and every clock; ids of facts may differ.</summary>
    private static void Same(CaseHistory one, CaseHistory other, CaseStory story)
    {
        var r = story.Given.Regulations;
        Assert.Equal(one.Facts.Select(f => f.Event), other.Facts.Select(f => f.Event));
        Assert.Equal(Stages.Periods(one, r), Stages.Periods(other, r));
        Assert.Equal(Clocks(one), Clocks(other));
        Assert.Equal(one.Statistics, other.Statistics);

        IEnumerable<CaseDeadline> Clocks(CaseHistory history) =>
            CaseDeadlines.Of(history, r, story.Given.Units).Select(d => d with { StartFact = Guid.Empty, Pauses = ClockPauses.Of(d.Pauses.Select(p => p with { Fact = Guid.Empty })) });
    }

    private static (Stage, CaseOutcome) On(CaseHistory history, DateOnly day, CaseStory story) =>
        (Stages.On(history, day, story.Given.Regulations, CalendarKind.Public), Stages.OutcomeOn(history, day, story.Given.Regulations));
}
