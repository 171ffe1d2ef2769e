using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>
/// A correction or a strike changes the ground later acts stand on. Those the rules would now stop are named, so that somebody takes them up; what
/// was recorded wrongly is put right all the same (ADM-50).
/// </summary>
internal static class LaterActs
{
    internal static void Judge(ActScene scene, CaseHistory @case, CaseCommand command, Guid original, CaseContext context, Law law)
    {
        if (@case.Effectively(original) is not { } target)
        {
            return;
        }

        var after = @case.Plus([(Guid.Empty, command.Act, original)], command.Override);
        if (after.Filed is null)
        {
            return;
        }

        var from = target.Event.OccurredOn < command.Act.OccurredOn || command.Act is FactStruck ? target.Event.OccurredOn : command.Act.OccurredOn;
        var resting = after.Facts
            .Where(f => f.Event.OccurredOn >= from && f.Event is not ReferralFiled && CaseHistory.OriginalOf(f) != original)
            .Where(f => Stops(after, f).Except(Stops(@case, f)).Any())
            .Select(f => f.Id)
            .ToList();
        if (resting.Count > 0)
        {
            scene.Found.Warn("ADM-50", "later_acts_rest_on_it", resting, "take_up_later_acts", with: [ActScene.With("n", resting.Count)]);
        }

        IEnumerable<(string, string)> Stops(CaseHistory history, Recorded<CaseEvent> fact) =>
            CaseDecisions.BlocksOf(history, fact, context, law).Select(f => (f.Rule, f.Code));
    }
}
