using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>
/// What a case says in the person's own stream of joining and leaving the Party (ADM-44…47). Both are read off the whole case before and after an
/// act, so that a struck, corrected or cancelled decision takes back what it once implied.
/// </summary>
internal static class Membership
{
    internal static IEnumerable<PersonEvent> Changes(
        Guid caseId, DateOnly on, CaseView? before, CaseView after, ReferralFiled? filedBefore, ReferralFiled? filed, PersonState person)
    {
        var (left, leaves) = (before is null ? null : ExitOf(before), ExitOf(after));
        if (left is { } undone && left != leaves && person.ExitOf(caseId, undone.Kind, undone.On) is not null)
        {
            yield return new PartyExitRetracted(on, undone.Kind, undone.On, caseId);
        }

        if (leaves is { } exit && left != leaves)
        {
            yield return new PartyExitRecorded(exit.On, exit.Kind, null, caseId);
        }

        var (joined, joins) = (before is null ? null : ReadmittedOn(before, filedBefore), ReadmittedOn(after, filed));
        if (joins is { } again && joined != joins)
        {
            yield return new ReadmissionRecorded(again, caseId);
        }
        else if (joins is null && joined is not null && person.Readmissions.Exists(r => r.CaseId == caseId))
        {
            yield return new ReadmissionRetracted(on, caseId);
        }
    }

    /// <summary>
    /// How and when the person left the Party by this case. Striking off is an exit that later referrals wait after. A probationary member is a
    /// member, so leaving in probation is an exit too: who asked to leave or dropped out is barred by ADM-47; a bare "left" does not say which of
    /// its readings is meant, one of which (family hardship) does not bar, so it is an exit of unknown kind: ADM-44 waits, and nobody is barred on a
    /// guess. Death is no exit. A cancelled admission never made a member.
    /// </summary>
    private static (PartyExit Kind, DateOnly On)? ExitOf(CaseView view)
    {
        if (view.Terminal == Stage.Cancelled)
        {
            return null;
        }

        if (view.Last<DecisionIssued>(d => d is { Purpose: Purpose.StrikeOff, Outcome: Outcome.Approved }) is { } removed)
        {
            return (PartyExit.StruckOff, removed.It.OccurredOn);
        }

        return view.Terminal == Stage.LeftProbation && view.Last<ProbationLeft>() is { It: { Reason: not ReasonCode.Died } leaving }
            ? (KindOf(leaving.Reason), leaving.OccurredOn)
            : null;
    }

    private static PartyExit KindOf(ReasonCode reason) => reason switch
    {
        ReasonCode.ApplicantWish => PartyExit.PermittedExit,
        ReasonCode.DroppedActivity => PartyExit.DroppedOut,
        _ => PartyExit.Unknown,
    };

    /// <summary>Admission of a former member uses up the one re-admission, unless it was cancelled (ADM-44, ADM-50).</summary>
    private static DateOnly? ReadmittedOn(CaseView view, ReferralFiled? filed) =>
        filed is { FormerPartyMember: true } && view.Terminal != Stage.Cancelled
            ? view.Last<DecisionIssued>(d => d is { Purpose: Purpose.Admission, Outcome: Outcome.Approved })?.It.OccurredOn
            : null;
}
