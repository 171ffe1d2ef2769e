using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Tests.Admissions.Stories;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

/// <summary>
/// The case against a small model written from the law book alone: after every statement of a generated story both say the same of the answer, the
/// findings, the stage and outcome of several days, the place and every clock.
/// </summary>
public sealed class ModelTests
{
    private static readonly HashSet<string> ComparedWarnings =
    [
        "late", "late_with_consent", "extension_after_lapse", "decision_not_received", "clock_start_unconfirmed", "application_after_personal_history",
        "passed_youth_age", "step_not_recorded", "age_unknown", "education_unknown",
    ];

    [Fact]
    public void The_case_and_the_model_agree_on_every_statement() => Compare(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20_261_122, 8_000_001));

    [Fact]
    [Trait("Category", "Soak")]
    public void The_case_and_the_model_agree_on_fresh_stories() => Compare(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    private static void Compare(Config config) => Prop.ForAll(CaseScript.Any, script =>
    {
        ModelCase? previous = null;
        var model = ModelCase.Empty;
        foreach (var step in CaseStory.Play(script).Steps)
        {
            var again = step.Command.Act is ReferralFiled && step.Command.CaseId != model.Id && model.Filed is not null;
            var (before, old) = again ? (ModelCase.Empty, model) : (model, null);
            var answer = Answer(before, old, step);
            Same(answer, Actual(step), step, "answer");
            if (step.Decision is { IsAccepted: true, Events.Count: > 0 })
            {
                (model, previous) = (before.With(step.After.History.AllRecorded[^1].Id, Stated(step), step.Command.Corrects), old ?? previous);
            }

            CompareDays(model, step);
        }
    }).Check(config);

    /// <summary>What the model says to a statement: nothing new, no statement at all (and why), blocked, or recorded, with the findings.</summary>
    private static string Answer(ModelCase c, ModelCase? previous, StoryStep step)
    {
        if (Repeats(c, step.Command))
        {
            return "nothing";
        }

        var refusals = ModelRefusals.Of(c, step.Command, step.Before, previous).ToHashSet();
        if (refusals.Count > 0)
        {
            // Which of several reasons is named first is no matter of law.
            return step.Decision.Refusal is { } said && refusals.Contains(said.Code) ? $"refused {said.Code}" : $"refused {string.Join('|', refusals)}";
        }

        var judged = ModelJudge.Of(step.Command.Corrects is { } original && step.Command.Act is not FactStruck ? c.Without(original) : c, Stated(step), step.Before);
        var verdict = judged.Blocks.Count > 0 && !step.Command.Act.Reported ? "blocked" : "recorded";
        return $"{verdict}: {string.Join(", ", judged.Blocks)}; {string.Join(", ", judged.Warns)}";
    }

    private static string Actual(StoryStep step)
    {
        var d = step.Decision;
        if (d.Refusal is { } refusal)
        {
            return $"refused {refusal.Code}";
        }

        if (d is { IsBlocked: false, Events.Count: 0 })
        {
            return "nothing";
        }

        var warns = Of(Severity.Warn).Where(w => ComparedWarnings.Contains(w[(w.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        return $"{(d.IsBlocked ? "blocked" : "recorded")}: {string.Join(", ", Of(Severity.Block))}; {string.Join(", ", warns)}";

        SortedSet<string> Of(Severity severity) => new(d.Findings.Where(f => f.Severity == severity).Select(f => $"{f.Rule} {f.Code}"), StringComparer.Ordinal);
    }

    /// <summary>The statement as recorded: links and figures the system fills in itself are taken from it.</summary>
    private static CaseEvent Stated(StoryStep step) =>
        step.Decision.Events.Select(e => e.Event).OfType<CaseEvent>().LastOrDefault() ?? step.Command.Act;

    /// <summary>The natural key of an act: its kind, issuer, number and date; without a number the day, unless the case went back on it since.</summary>
    private static bool Repeats(ModelCase c, CaseCommand command)
    {
        var act = command.Act;
        if (command.Corrects is { } original)
        {
            return c.Records.TryGetValue(original, out var target) && target.Original == original
                && (act is FactStruck ? target.Kind != typeof(ReferralFiled) && !c.Holds(original) : c.Facts.Any(f => f.Id == original && f.Act == act));
        }

        if (act is ReferralFiled filing)
        {
            return c.Filed is { } known && (known.CaseId, known.PersonId, known.UnionUnit, known.OccurredOn) == (filing.CaseId, filing.PersonId, filing.UnionUnit, filing.OccurredOn);
        }

        var since = act.Document is null ? c.Facts.Reverse().TakeWhile(f => !(f.Day == act.OccurredOn && GoesBack(f.Act) && f.Act.GetType() != act.GetType())) : c.Facts;
        return since.Any(f => f.Act.GetType() == act.GetType() && Equals(About(f.Act), About(act)) && Key(f.Act) == Key(act));
    }

    private static string Key(CaseEvent act) => act.Document switch
    {
        { Number.Length: > 0 } paper => $"{paper.Number}|{paper.Issuer}|{paper.Date:O}".ToUpperInvariant(),
        var paper => $"{act.OccurredOn:O}|{paper?.Date:O}",
    };

    private static bool GoesBack(CaseEvent act) => act is ReferralReturned or RedoOrdered or CaseSuspended or CaseResumed or CaseMoved or TransferReceived or TransferRejected or AwarenessFailed or IntroducerReleased;

    private static object? About(CaseEvent act) => act switch
    {
        PaperRecorded a => a.Paper,
        IntroducedByMember a => a.Introducer,
        IntroducerReleased a => a.Introducer,
        HelperAssigned a => a.Helper,
        ConsentRecorded a => a.Kind,
        CellVoted a => a.Purpose,
        CommitteeVoted a => (a.Purpose, a.Body),
        DecisionIssued a => a.Purpose,
        DecisionCancelled a => a.Purpose,
        DeadlineExtended a => a.Rule,
        ReferralReturned a => a.By,
        CaseFollowedUnit a => a.StructuralChange,
        ReferralStatisticsCorrected a => (a.Gender, a.AgeBand, a.Education, a.TheoryLevel, a.Sector),
        _ => null,
    };

    private static void CompareDays(ModelCase model, StoryStep step)
    {
        var (history, given) = (step.After.History, step.After);
        var stated = step.Command.Act.OccurredOn;
        foreach (var day in new[] { stated.AddDays(-1), stated, stated.AddDays(1), stated.AddDays(75), stated.AddMonths(13), given.Today })
        {
            if (history.Filed is null || day < history.Facts[0].Event.OccurredOn)
            {
                continue;
            }

            var (state, place) = (model.On(day), model.PlaceOn(day));
            var calendar = ModelClocks.Calendar(given.Units, place.Party, day);
            var stage = state.Name == Stage.Decided && ModelClocks.IsOverdue(state, day, calendar) ? Stage.CeremonyOverdue : state.Name;
            Same(stage, Stages.On(history, day, given.Regulations, calendar), step, $"stage on {day:O}");
            Same(state.Outcome, Stages.OutcomeOn(history, day, given.Regulations), step, $"outcome on {day:O}");
            Same(place, (history.UnionUnitOn(day), history.PartyBodyOn(day)), step, $"place on {day:O}");
        }

        if (history.Filed is not null)
        {
            var clocks = CaseDeadlines.Of(history, given.Regulations, given.Units).Select(d => new ModelClock(d.Rule, d.ClockStart, d.Due, d.MetOn, d.Open));
            Same(Lines(ModelClocks.Of(model, given.Units)), Lines(clocks), step, "clocks");
            Same(model.AtTheEnd.End is null, given.PersonStream.OpenCase == model.Id, step, "open case");
        }

        static string Lines(IEnumerable<ModelClock> clocks) => string.Join('\n', clocks.Select(c => c.ToString()).Order(StringComparer.Ordinal));
    }

    private static void Same<T>(T model, T actual, StoryStep step, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(model, actual))
        {
            var facts = string.Join('\n', step.Before.History.Facts.Select(f => $"  {f.Version} {f.Event}"));
            Assert.Fail($"{what}\n  model: {model}\n  case:  {actual}\nafter {step.Command.Act}{(step.Command.Corrects is { } c ? $" in place of {c}" : "")}\non\n{facts}");
        }
    }
}
