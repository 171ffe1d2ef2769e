using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Pages.Plans;

/// <summary>A step of the consultation with words for who is in it.</summary>
public sealed record StepView(StepOutcome Outcome, OpenPlan Plan);

/// <summary>The arithmetic of a consultation in words: "18 trên 29 được triệu tập = 62,1 %, cần trên 50 %".</summary>
public static class StepWords
{
    /// <summary>A share as people say it: 50 %, or 2/3 where no whole percent says it.</summary>
    public static string Share(Ratio ratio) =>
        ratio.Numerator * 100 % ratio.Denominator == 0 ? $"{ratio.Numerator * 100 / ratio.Denominator}\u00a0%" : ratio.ToString();

    /// <summary>"trên 50 %", "từ 30 % trở lên".</summary>
    public static string Need(Texts t, PolicyParameter parameter) => t[parameter.Inclusive ? "plan.at_least" : "plan.more_than", ("share", Share(parameter.Ratio))];

    /// <summary>Who meets.</summary>
    public static string Meeting(Texts t, ConsultationStep step) => t["policy_choice." + step.Meeting];

    /// <summary>What carries a candidate on.</summary>
    public static string Rule(Texts t, ConsultationStep step) => step.Threshold is { } threshold
        ? t["plan.step.rule", ("need", Need(t, threshold)), ("of", t["policy_choice." + step.Base])]
        : t["policy_choice.None"];

    /// <summary>Who was there, and whether that was enough.</summary>
    public static string Attendance(Texts t, StepOutcome outcome)
    {
        var conference = outcome.Held!.Conference;
        return outcome.Attendance is { } need
            ? t["plan.attendance", ("present", conference.Present), ("summoned", conference.Summoned), ("share", t.Format.Share(conference.Present, conference.Summoned)), ("need", Need(t, need))]
            : t["plan.attendance.plain", ("present", conference.Present), ("summoned", conference.Summoned)];
    }

    /// <summary>One candidate's votes.</summary>
    public static string Votes(Texts t, StepOutcome outcome, StepVotes votes) => votes.Needed is { } least && outcome.Step.Threshold is { } threshold
        ? t["plan.votes", ("agree", votes.Agree), ("base", votes.Base), ("of", t["plan.base." + Codes.Of(outcome.Step.Base)]), ("share", t.Format.Share(votes.Agree, votes.Base)), ("need", Need(t, threshold)), ("least", least)]
        : t["plan.on_list"];
}
