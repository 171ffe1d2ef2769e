namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>Whether a statement says what the case already holds.</summary>
internal static class Repetition
{
    internal static bool Of(CaseHistory history, CaseCommand command)
    {
        if (command.Act is ReferralFiled filing && command.Corrects is null)
        {
            return history.Filed is { } filed && filed.CaseId == filing.CaseId && filed.PersonId == filing.PersonId
                && filed.UnionUnit == filing.UnionUnit && filed.OccurredOn == filing.OccurredOn;
        }

        if (command.Corrects is { } original)
        {
            return command.Act is FactStruck
                ? history.AllRecorded.Any(e => e.Id == original && e.Headers.Corrects is null) && history.Effectively(original) is null
                : history.Effectively(original) is { } known && known.Event == command.Act && known.Headers.Evaluation?.Override?.Version == command.Override?.Version;
        }

        return IsKnown(history, command.Act);
    }

    /// <summary>The natural key of an act is its kind, issuer, document number and date. Without a paper it is kind and day, unless the case has since gone back.</summary>
    private static bool IsKnown(CaseHistory history, CaseEvent act)
    {
        for (var i = history.Facts.Count - 1; i >= 0; i--)
        {
            var known = history.Facts[i].Event;
            if (known.GetType() != act.GetType())
            {
                if (act.Document is null && known.OccurredOn == act.OccurredOn && GoesBack(known))
                {
                    return false;
                }

                continue;
            }

            if (Equals(CaseActs.Discriminator(known), CaseActs.Discriminator(act)) && SameKey(known, act))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SameKey(CaseEvent known, CaseEvent act) =>
        (known.Document, act.Document) switch
        {
            ({ Number.Length: > 0 } a, { Number.Length: > 0 } b) => a.Date == b.Date
                && string.Equals(a.Number, b.Number, StringComparison.OrdinalIgnoreCase) && string.Equals(a.Issuer, b.Issuer, StringComparison.OrdinalIgnoreCase),
            (null or { Number.Length: 0 }, null or { Number.Length: 0 }) => known.OccurredOn == act.OccurredOn && known.Document?.Date == act.Document?.Date,
            _ => false,
        };

    private static bool GoesBack(CaseEvent @event) => @event is ReferralReturned or RedoOrdered or CaseSuspended or CaseResumed
        or CaseMoved or TransferReceived or TransferRejected or AwarenessFailed or IntroducerReleased;
}
