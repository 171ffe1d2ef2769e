using CadreWorkflow.Domain.Admissions.Deciding;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>
/// The one decision about an act on a case, for pages, API, imports and simulation alike. A proposal with a blocking finding is blocked; a report
/// of an act already done is recorded with the same findings. Deciding the same thing twice decides nothing.
/// </summary>
public static class CaseDecisions
{
    /// <summary>Decides one statement: events for the case, for the person when the case opens or ends, and for the case a re-referral supersedes.</summary>
    public static Decision Decide(CaseHistory @case, CaseCommand command, CaseContext context) => Decide(@case, command, context, new Law(context.Regulations));

    internal static Decision Decide(CaseHistory @case, CaseCommand statement, CaseContext context, Law law)
    {
        var (dated, datedLaw) = (context, law);
        if (statement.Override is { } applied)
        {
            if (Overrides.Refuse(applied, statement.Act, context.Regulations) is { } unfounded)
            {
                return Decision.Refuse(unfounded.CitedOn(statement.Act.OccurredOn, context.Regulations));
            }

            (context, law) = Under(applied, context, law);
        }

        var command = statement with { Act = Completion.Complete(@case, statement.Act, context, law) };
        if (Repetition.Of(@case, command))
        {
            return Decision.Nothing;
        }

        if (Statement.Refuse(@case, command, context, law) is { } refusal)
        {
            return Decision.Refuse(refusal.CitedOn(command.Act.OccurredOn, context.Regulations));
        }

        var scene = Judge(@case, command, context, law);
        if (command.Corrects is { } original)
        {
            LaterActs.Judge(scene, @case, command, original, dated, datedLaw);
        }

        if (scene.Found.Blocks && !command.Act.Reported)
        {
            return Decision.Block(Evaluation(scene, command, context, Waiting.Until(@case, statement, context, law, scene.Found.TryAgainOn)));
        }

        var events = Consequences.Plan(@case, command, context, law, out var stopped);
        return stopped is not null ? Decision.Refuse(stopped.CitedOn(command.Act.OccurredOn, context.Regulations)) : Decision.Accept(events, Evaluation(scene, command, context, null));
    }

    /// <summary>
    /// What the rules say today of a fact on record, as if it were stated now: with what is now known of the person, and with every other fact of
    /// the case as it now stands. The evaluation stored with the fact is not touched. Null for a fact that was struck or never was.
    /// </summary>
    public static Evaluation? Again(CaseHistory @case, Guid original, CaseContext context)
    {
        if (@case.Effectively(original) is not { } fact)
        {
            return null;
        }

        var (command, under) = (Stated(@case, fact), Under(fact.Headers.Evaluation?.Override, context, new Law(context.Regulations)));
        return Evaluation(Judge(@case, command, under.Context, under.Law), command, under.Context, null);
    }

    /// <summary>The blocking findings of a fact of the case as it stands, without the fact itself.</summary>
    internal static IEnumerable<Finding> BlocksOf(CaseHistory @case, Recorded<CaseEvent> fact, CaseContext context, Law law)
    {
        var under = Under(fact.Headers.Evaluation?.Override, context, law);
        return Judge(@case, Stated(@case, fact), under.Context, under.Law).Found.All.Where(f => f.Severity == Severity.Block);
    }

    /// <summary>Whether a proposal stands blocked on its day, and if so before which day it is no use asking again.</summary>
    internal static Standing StandingOf(CaseHistory @case, CaseCommand statement, CaseContext context, Law law)
    {
        var command = statement with { Act = Completion.Complete(@case, statement.Act, context, law) };
        if (Repetition.Of(@case, command))
        {
            return new(true, null);
        }

        if (Statement.Refuse(@case, command, context, law) is { } refusal)
        {
            return new(false, Waiting.RefusedUntil(refusal, command, context, law));
        }

        var found = Judge(@case, command, context, law).Found;
        if (found.Blocks && !command.Act.Reported)
        {
            return new(false, found.TryAgainOn);
        }

        Consequences.Plan(@case, command, context, law, out var stopped);
        return new(stopped is null, null);
    }

    private static Evaluation Evaluation(ActScene scene, CaseCommand command, CaseContext context, DateOnly? earliest) =>
        scene.Found.ToEvaluation(scene.PersonWasRead ? context.Person.Revision : null, earliest) with { Override = command.Override };

    private static CaseCommand Stated(CaseHistory @case, Recorded<CaseEvent> fact) =>
        new(@case.CaseId, fact.Event, CaseHistory.OriginalOf(fact), fact.Headers.Evaluation?.Override);

    private static (CaseContext Context, Law Law) Under(PolicyOverride? applied, CaseContext context, Law law) =>
        law.Under(applied) is var under && ReferenceEquals(under, law) ? (context, law) : (context with { Regulations = under.Regulations }, under);

    private static ActScene Judge(CaseHistory @case, CaseCommand command, CaseContext context, Law law)
    {
        // A correction is judged as if the wrong entry had never been made.
        var before = command.Corrects is { } original ? @case.Without(original) : @case;
        var filing = command.Act is ReferralFiled;
        var scene = new ActScene(filing ? before : Filed(before, @case), command.Act, context, law);
        if (command.Act is FactStruck)
        {
            return scene;
        }

        if (!filing)
        {
            StageGuards.Judge(scene);
        }

        Judge(scene);
        return scene;
    }

    private static CaseHistory Filed(CaseHistory before, CaseHistory @case) => before.Filed is null ? @case : before;

    private static void Judge(ActScene s)
    {
        switch (s.Act)
        {
            case ReferralFiled act: UnionSide.Judge(s, act); break;
            case ReferralSubmitted act: UnionSide.Judge(s, act); break;
            case UnionResolved act: UnionSide.Judge(s, act); break;
            case IntroducedByUnion act: UnionSide.Judge(s, act); break;
            case IntroducedByYouthUnion act: UnionSide.Judge(s, act); break;
            case HelperAssigned act: Introductions.Judge(s, act); break;
            case IntroducedByMember act: Introductions.Judge(s, act); break;
            case IntroducerReleased act: Introductions.Judge(s, act); break;
            case AwarenessCertified act: Papers.Judge(s, act); break;
            case ApplicationReceived act: Papers.Judge(s, act); break;
            case PaperRecorded act: Papers.Judge(s, act); break;
            case VerificationStarted act: Papers.Judge(s, act); break;
            case VerificationConcluded act: Papers.Judge(s, act); break;
            case OpinionsCollected act: Papers.Judge(s, act); break;
            case CellVoted act: CellMeeting.Judge(s, act); break;
            case CommitteeVoted act: Committees.Judge(s, act); break;
            case DecisionIssued act: Committees.Judge(s, act); break;
            case DecisionReceived act: Clocks.Judge(s, act); break;
            case DeadlineExtended act: Clocks.Judge(s, act); break;
            case CeremonyHeld act: Clocks.Judge(s, act); break;
            case TransferReceived act: Clocks.Judge(s, act); break;
            case CaseMoved act: Moving.Judge(s, act); break;
            case RedoOrdered act: Moving.Judge(s, act); break;
            case CaseWithdrawn act: Moving.Judge(s, act); break;
        }
    }
}
