namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>Where a person stands in the Party by this case on a day.</summary>
/// <param name="IsMember">Probationary or official.</param>
/// <param name="MayVote">Only from the recognition decision on, however long ago the twelve months ended (ADM-41).</param>
/// <param name="JoinedOn">The ceremony, which common usage calls the day of joining.</param>
/// <param name="SeniorityFrom">Day party age is counted from (ADM-42).</param>
/// <param name="OfficialFrom">Day recognition takes effect: the exact twelve-month date (ADM-32).</param>
public sealed record PartyStanding(bool IsMember, bool MayVote, DateOnly? JoinedOn, DateOnly? SeniorityFrom, DateOnly? OfficialFrom)
{
    private static readonly PartyStanding Outside = new(false, false, null, null, null);

    /// <summary>The standing on a day; outside before the admission decision and after removal or cancellation.</summary>
    public static PartyStanding On(CaseHistory history, DateOnly day, Regulations regulations)
    {
        var law = new Law(regulations);
        var view = CaseView.On(history, day, law);
        if (view.Last<DecisionIssued>(d => d is { Purpose: Purpose.Admission, Outcome: Outcome.Approved }) is not { } decision
            || view.Terminal is Stage.RemovedFromProbation or Stage.Cancelled or Stage.LeftProbation)
        {
            return Outside;
        }

        var joined = view.Last<CeremonyHeld>()?.It.OccurredOn;
        var recognition = view.Last<DecisionIssued>(d => d is { Purpose: Purpose.Recognition, Outcome: Outcome.Approved });
        return new(joined is not null, recognition is not null, joined, Seniority(decision.It, law), recognition?.It.EffectiveOn);
    }

    /// <summary>Until 208 the date written in the decision, where it names one; from 208 on the date of issue. The version that moved the ceremony's clock to the issue moved this too.</summary>
    private static DateOnly Seniority(DecisionIssued decision, Law law) =>
        law.Choice(ParameterCatalogue.CeremonyClockStart, decision.OccurredOn) == ClockStarts.DecisionIssued
            ? decision.OccurredOn
            : decision.EffectiveOn ?? decision.OccurredOn;
}
