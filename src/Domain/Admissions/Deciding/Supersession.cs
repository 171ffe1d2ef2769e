using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>A re-referral is a new case linked to the old one. From returned, rejected or lapsed it closes the old one in the same append; otherwise one person has one open case.</summary>
internal static class Supersession
{
    internal static Refusal? Refuse(ReferralFiled filing, CaseContext context, Law law)
    {
        if (context.PreviousCase?.Filed is { } previous && previous.PersonId != filing.PersonId)
        {
            return CaseRefusals.PreviousCaseOfOtherPerson(previous.CaseId);
        }

        if (filing.PreviousCase is { } named && !context.PersonStream.Cases.Contains(named))
        {
            return CaseRefusals.PreviousCaseUnknown(named);
        }

        return context.PersonStream.OpenCase is { } open && open != filing.CaseId && !IsSuperseded(filing, context, law) ? CaseRefusals.SecondOpenCase(open) : null;
    }

    /// <summary>The events that close the previous case, before those of the new one.</summary>
    internal static IEnumerable<PlannedEvent> Close(ReferralFiled filing, CaseContext context, Law law)
    {
        if (!IsSuperseded(filing, context, law))
        {
            yield break;
        }

        var previous = context.PreviousCase!.CaseId;
        yield return new(Streams.Case(previous), new CaseClosed(filing.OccurredOn, false, null, ReasonCode.Other, filing.CaseId));
        yield return new(Streams.Person(filing.PersonId), new CaseEnded(filing.OccurredOn, previous, CaseEnding.SupersededBy));
    }

    private static bool IsSuperseded(ReferralFiled filing, CaseContext context, Law law) =>
        context.PreviousCase is { } previous
        && previous.CaseId == filing.PreviousCase
        && previous.CaseId == context.PersonStream.OpenCase
        && law.View(previous, filing.OccurredOn).Stage is Stage.Returned or Stage.CellRejected or Stage.Lapsed;
}
