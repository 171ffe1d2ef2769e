using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Projections.Cases;

/// <summary>The dates of a case as the effective facts give them; a date whose act was struck, cancelled or set aside is null.</summary>
internal sealed record CaseDates
{
    internal DateOnly? SubmittedOn { get; private set; }

    internal DateOnly? ResolvedOn { get; private set; }

    /// <summary>The sending a case is counted at: it counts once (ST-01).</summary>
    internal DateOnly? FirstSentOn { get; private set; }

    internal DateOnly? SentOn { get; private set; }

    internal DateOnly? ReturnedOn { get; private set; }

    internal DateOnly? AcknowledgedOn { get; private set; }

    internal DateOnly? EnrolledOn { get; private set; }

    internal DateOnly? CertificateIssuedOn { get; private set; }

    internal DateOnly? CertificateExpiresOn { get; private set; }

    internal DateOnly? AppliedOn { get; private set; }

    internal DateOnly? VerifiedOn { get; private set; }

    internal DateOnly? OpinionsOn { get; private set; }

    internal DateOnly? CellVotedOn { get; private set; }

    internal DateOnly? CellResolvedOn { get; private set; }

    internal DateOnly? CommitteeVotedOn { get; private set; }

    /// <summary>Issue date of the admission decision that stands: null after a cancellation (ST-03, ADM-50).</summary>
    internal DateOnly? DecidedOn { get; private set; }

    internal DateOnly? DecisionReceivedOn { get; private set; }

    internal DateOnly? CeremonyOn { get; private set; }

    internal DateOnly? NewMemberCertifiedOn { get; private set; }

    internal DateOnly? ProbationEndsOn { get; private set; }

    internal DateOnly? RecognisedOn { get; private set; }

    /// <summary>The exact day recognition takes effect (ADM-32), which is not the day it was decided.</summary>
    internal DateOnly? RecognisedFrom { get; private set; }

    internal DateOnly? RemovedOn { get; private set; }

    internal DateOnly? LeftOn { get; private set; }

    internal DateOnly? DeclinedOn { get; private set; }

    internal DateOnly? CancelledOn { get; private set; }

    internal DateOnly? WithdrawnOn { get; private set; }

    internal DateOnly? MovedOn { get; private set; }

    internal DateOnly? EndedOn { get; private set; }

    internal static CaseDates Of(CaseHistory history, IReadOnlyList<StagePeriod> periods, IReadOnlyList<CaseDeadline> deadlines)
    {
        var dates = new CaseDates();
        foreach (var fact in history.Facts)
        {
            dates.Take(fact.Event);
        }

        foreach (var deadline in deadlines)
        {
            switch (deadline.Rule)
            {
                case "ADM-28":
                    dates.CellResolvedOn = deadline.ClockStart;
                    break;
                case "ADM-32":
                    dates.ProbationEndsOn = deadline.ClockStart;
                    break;
                case "ADM-34":
                    dates.CertificateExpiresOn = deadline.Due;
                    break;
            }
        }

        if (dates.RecognisedOn is not null)
        {
            dates.RecognisedFrom ??= dates.ProbationEndsOn ?? dates.RecognisedOn;
        }

        dates.Settle(periods);
        return dates;
    }

    private void Take(CaseEvent @event)
    {
        var on = @event.OccurredOn;
        switch (@event)
        {
            case ReferralSubmitted:
                SubmittedOn = on;
                break;
            case UnionResolved:
                ResolvedOn = on;
                break;
            case ReferralSent:
                FirstSentOn ??= on;
                SentOn = on;
                break;
            case ReferralReturned:
                ReturnedOn = on;
                break;
            case ReferralAcknowledged:
                AcknowledgedOn = on;
                break;
            case AwarenessEnrolled:
                EnrolledOn = on;
                break;
            case AwarenessCertified:
                CertificateIssuedOn = @event.Document?.Date ?? on;
                break;
            case ApplicationReceived:
                AppliedOn = on;
                break;
            case VerificationConcluded:
                VerifiedOn = on;
                break;
            case OpinionsCollected:
                OpinionsOn = on;
                break;
            case CellVoted { Purpose: Purpose.Admission }:
                CellVotedOn = on;
                break;
            case CommitteeVoted { Purpose: Purpose.Admission }:
                CommitteeVotedOn = on;
                break;
            case DecisionIssued decision:
                Decide(decision);
                break;
            case DecisionReceived:
                DecisionReceivedOn = on;
                break;
            case CeremonyHeld:
                CeremonyOn = on;
                break;
            case NewMemberCertified:
                NewMemberCertifiedOn = @event.Document?.Date ?? on;
                break;
            case ProbationLeft:
                LeftOn = on;
                break;
            case DecisionCancelled { Purpose: Purpose.Admission }:
                CancelledOn = on;
                break;
            case DecisionCancelled { Purpose: Purpose.Recognition }:
                (RecognisedOn, RecognisedFrom) = (null, null);
                break;
            case DecisionCancelled { Purpose: Purpose.StrikeOff }:
                RemovedOn = null;
                break;
            case CaseWithdrawn:
                WithdrawnOn = on;
                break;
            case CaseMoved:
                MovedOn = on;
                break;
        }
    }

    private void Decide(DecisionIssued decision)
    {
        var on = decision.OccurredOn;
        switch (decision)
        {
            case { Purpose: Purpose.Admission, Outcome: Outcome.Approved }:
                DecidedOn = on;
                break;
            case { Purpose: Purpose.Admission, Outcome: Outcome.Declined }:
                DeclinedOn = on;
                break;
            case { Purpose: Purpose.Recognition, Outcome: Outcome.Approved }:
                (RecognisedOn, RecognisedFrom) = (on, decision.EffectiveOn);
                break;
            case { Purpose: Purpose.StrikeOff, Outcome: Outcome.Approved }:
                RemovedOn = on;
                break;
        }
    }

    /// <summary>What the stages say in the end decides whether a decision stands and whether the case is over.</summary>
    private void Settle(IReadOnlyList<StagePeriod> periods)
    {
        if (periods.Count == 0)
        {
            return;
        }

        var last = periods[^1];
        if (last.Outcome is not (CaseOutcome.Admitted or CaseOutcome.Removed))
        {
            DecidedOn = null;
        }

        EndedOn = last.Stage is Stage.Withdrawn or Stage.DeclinedByAuthority or Stage.Recognised or Stage.RemovedFromProbation
            or Stage.LeftProbation or Stage.Cancelled or Stage.Closed
            ? last.From
            : null;
    }
}
