using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions.Stories;

/// <summary>What kind of statement a step makes.</summary>
public enum Move
{
    /// <summary>The next step of the road from where the case stands.</summary>
    Forward,

    /// <summary>Any act at all, in or out of order.</summary>
    Any,

    /// <summary>A report of any act on a day already passed.</summary>
    Late,

    /// <summary>A correction of some earlier record.</summary>
    Correct,

    /// <summary>Some earlier record never happened.</summary>
    Strike,

    /// <summary>An earlier statement once more.</summary>
    Repeat,

    /// <summary>A new referral of the same person.</summary>
    ReRefer,
}

/// <summary>One statement, as plain numbers, so that a failing script can be made smaller and written down.</summary>
/// <param name="Days">Days after the step before.</param>
/// <param name="Pick">Chooses among acts, earlier facts and the like.</param>
/// <param name="Vary">Chooses what the act says: tallies, papers, flags, who; proposal or report.</param>
public sealed record ScriptStep(Move Move, int Days, int Pick, int Vary);

/// <summary>
/// A generated life of one person's cases, with proposals and reports, in and out of order, corrections, strikes, repetitions and re-referrals.
/// <see cref="CaseStory.Play"/> tells it. Use <see cref="Any"/> in properties; a failing one is shrunk by dropping steps.
/// </summary>
/// <param name="Cast">Chooses person, units and the day it begins.</param>
public sealed record CaseScript(int Cast, IReadOnlyList<ScriptStep> Steps)
{
    /// <summary>Scripts of up to 45 steps: enough to be recognised at the end of probation and be cancelled after it.</summary>
    public static Arbitrary<CaseScript> Any { get; } = Arb.From(Scripts(), Smaller);

    public override string ToString() => $"Cast {Cast}: {string.Join(", ", Steps.Select(s => $"new(Move.{s.Move}, {s.Days}, {s.Pick}, {s.Vary})"))}";

    private static Gen<CaseScript> Scripts() =>
        from cast in Gen.Choose(0, 1_000_000)
        from length in Gen.Choose(1, 45)
        from steps in StepsOf(length)
        select new CaseScript(cast, steps);

    private static Gen<ScriptStep[]> StepsOf(int length)
    {
        var move = Gen.Frequency(
            (160, Gen.Constant(Move.Forward)), (9, Gen.Constant(Move.Any)), (5, Gen.Constant(Move.Late)), (4, Gen.Constant(Move.Correct)),
            (4, Gen.Constant(Move.Strike)), (3, Gen.Constant(Move.Repeat)), (3, Gen.Constant(Move.ReRefer)));

        // Mostly days and weeks; now and then long enough for a clock, a paper or the probation to run out.
        var days = Gen.Frequency((160, Gen.Choose(0, 20)), (30, Gen.Choose(21, 90)), (8, Gen.Choose(91, 400)), (1, Gen.Choose(1800, 1900)));
        var step =
            from m in move
            from d in days
            from pick in Gen.Choose(0, 9_999)
            from vary in Gen.Frequency((3, Gen.Constant(CaseStory.Plain)), (2, Gen.Choose(0, 999_999)))
            select new ScriptStep(m, d, pick, vary);
        return step.ArrayOf(length);
    }

    private static IEnumerable<CaseScript> Smaller(CaseScript script)
    {
        var steps = script.Steps;
        for (var chunk = steps.Count / 2; chunk >= 1; chunk /= 2)
        {
            for (var at = 0; at + chunk <= steps.Count; at += chunk)
            {
                yield return script with { Steps = [.. steps.Take(at), .. steps.Skip(at + chunk)] };
            }
        }

        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Move is Move.Any or Move.Late)
            {
                yield return With(i, steps[i] with { Move = Move.Forward });
            }

            if (steps[i].Days > 1)
            {
                yield return With(i, steps[i] with { Days = steps[i].Days / 2 });
            }

            if (steps[i].Vary != CaseStory.Plain)
            {
                yield return With(i, steps[i] with { Vary = CaseStory.Plain });
            }
        }

        if (script.Cast != 0)
        {
            yield return script with { Cast = 0 };
        }

        CaseScript With(int at, ScriptStep step) => script with { Steps = [.. steps.Take(at), step, .. steps.Skip(at + 1)] };
    }
}
