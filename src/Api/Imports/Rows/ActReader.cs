using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Imports.Rows;

/// <summary>What every act has.</summary>
internal sealed record ActHead(DateOnly Day, bool Reported, DocumentRef? Paper);

/// <summary>Makes the fact of an act from the columns it needs.</summary>
internal static class ActReader
{
    public static CaseEvent? Read(RowReader row, ImportIds ids, string code, ActHead h) => code switch
    {
        "submit" => new ReferralSubmitted(h.Day, h.Reported, h.Paper),
        "resolve" => new UnionResolved(h.Day, h.Reported, h.Paper, row.Ballot()),
        "send" => new ReferralSent(h.Day, h.Reported, h.Paper),
        "return" => new ReferralReturned(h.Day, h.Reported, h.Paper, row.Code<Tree>("by", "tree") ?? Tree.Party, Reason(row), null),
        "acknowledge" => new ReferralAcknowledged(h.Day, h.Reported, h.Paper, Member(row, ids, "member")),
        "assign-helper" => new HelperAssigned(h.Day, h.Reported, h.Paper, RequiredMember(row, ids, "member"), Member(row, ids, "replaces")),
        "enrol" => new AwarenessEnrolled(h.Day, h.Reported, h.Paper, Class(row)),
        "pass" => new AwarenessCertified(h.Day, h.Reported, h.Paper, Class(row)),
        "fail" => new AwarenessFailed(h.Day, h.Reported, h.Paper, Class(row)),
        "apply" => new ApplicationReceived(h.Day, h.Reported, h.Paper),
        "record-paper" => new PaperRecorded(h.Day, h.Reported, h.Paper, row.RequiredCode<Paper>("paper", "paper")),
        "start-verification" => new VerificationStarted(h.Day, h.Reported, h.Paper, row.YesNo("sealed") ?? false),
        "conclude" => new VerificationConcluded(h.Day, h.Reported, h.Paper, Required(row, "ok"), row.YesNo("scope_complete") ?? false, row.YesNo("certified_afterwards") ?? false),
        "collect-opinions" => new OpinionsCollected(h.Day, h.Reported, h.Paper, row.YesNo("mass_organisations") ?? false, row.YesNo("residence_cell") ?? false),
        "introduce-member" => Introduced(row, ids, h),
        "release-introducer" => new IntroducerReleased(h.Day, h.Reported, h.Paper, RequiredMember(row, ids, "member"), Reason(row)),
        "introduce" => new IntroducedByUnion(h.Day, h.Reported, h.Paper),
        "introduce-youth" => new IntroducedByYouthUnion(h.Day, h.Reported, h.Paper),
        "record-consent" => new ConsentRecorded(h.Day, h.Reported, h.Paper, row.RequiredCode<ConsentKind>("kind", "consent_kind")),
        "consent-given" => new ConsentRecorded(h.Day, h.Reported, h.Paper, row.Code<ConsentKind>("kind", "consent_kind") ?? ConsentKind.LateCeremony),
        "discipline" => new ProbationerDisciplined(h.Day, h.Reported, h.Paper, row.RequiredCode<ProbationDiscipline>("kind", "discipline")),
        _ => Decided(row, code, h) ?? Ending(row, code, h),
    };

    private static CaseEvent? Decided(RowReader row, string code, ActHead h) => code switch
    {
        "cell-vote" => new CellVoted(h.Day, h.Reported, h.Paper, Purpose(row), RequiredBallot(row), BallotForm(row)),
        "committee-vote" => new CommitteeVoted(
            h.Day, h.Reported, h.Paper, Purpose(row), row.RequiredCode<VotingBody>("body", "voting_body"), row.YesNo("delegated") ?? false, RequiredBallot(row), BallotForm(row)),
        "decide" => new DecisionIssued(
            h.Day, h.Reported, h.Paper, Purpose(row), row.RequiredCode<Outcome>("outcome", "decision_outcome"), row.RequiredCode<VotingBody>("body", "voting_body"),
            row.Date("effective_on"), null),
        "receive-decision" => new DecisionReceived(h.Day, h.Reported, h.Paper),
        "extend" => new DeadlineExtended(h.Day, h.Reported, h.Paper, row.RequiredText("rule", 20).ToUpperInvariant(), RequiredCount(row, "working_days")),
        "ceremony" => new CeremonyHeld(h.Day, h.Reported, h.Paper),
        "certify-new-member" => new NewMemberCertified(h.Day, h.Reported, h.Paper, Class(row)),
        _ => null,
    };

    private static CaseEvent? Ending(RowReader row, string code, ActHead h) => code switch
    {
        "leave" => new ProbationLeft(h.Day, h.Reported, h.Paper, Reason(row)),
        "move" => new CaseMoved(h.Day, h.Reported, h.Paper, row.RequiredCode<TransferPoint>("point", "transfer_point"), null, null),
        "receive-transfer" => new TransferReceived(h.Day, h.Reported, h.Paper),
        "reject-transfer" => new TransferRejected(h.Day, h.Reported, h.Paper, Reason(row)),
        "suspend" => new CaseSuspended(h.Day, h.Reported, h.Paper, Reason(row), null),
        "resume" => new CaseResumed(h.Day, h.Reported, h.Paper),
        "order-redo" => new RedoOrdered(h.Day, h.Reported, h.Paper, row.RequiredCode<Stage>("from_stage", "stage")),
        "rectify" => new DecisionRectified(h.Day, h.Reported, h.Paper),
        "cancel" => new DecisionCancelled(h.Day, h.Reported, h.Paper, Purpose(row)),
        "withdraw" => new CaseWithdrawn(h.Day, h.Reported, h.Paper),
        "close" => new CaseClosed(h.Day, h.Reported, h.Paper, Reason(row), null),
        _ => null,
    };

    private static IntroducedByMember Introduced(RowReader row, ImportIds ids, ActHead h) => new(
        h.Day, h.Reported, h.Paper, RequiredMember(row, ids, "member"), row.RequiredDate("official_since"), row.RequiredDate("together_since"),
        row.YesNo("same_residence_only") ?? false, row.YesNo("same_organisation") ?? false, Member(row, ids, "replaces"), row.YesNo("spouse") ?? false);

    private static Purpose Purpose(RowReader row) => row.RequiredCode<Purpose>("purpose", "purpose");

    private static ReasonCode Reason(RowReader row) => row.RequiredCode<ReasonCode>("reason", "reason");

    private static Guid? Member(RowReader row, ImportIds ids, string column) => row.Text(column, 40) is { } card ? ids.Member(card) : null;

    private static Guid RequiredMember(RowReader row, ImportIds ids, string column) => ids.Member(row.RequiredText(column, 40));

    private static Guid? Class(RowReader row) => row.Text("class", 40) is { } code ? ImportIds.TrainingClass(code) : null;

    private static bool Required(RowReader row, string column)
    {
        if (row.YesNo(column) is { } value)
        {
            return value;
        }

        row.Refuse("required", column);
        return false;
    }

    private static int RequiredCount(RowReader row, string column)
    {
        if (row.Count(column) is { } value)
        {
            return value;
        }

        row.Refuse("required", column);
        return 0;
    }

    private static BallotForm? BallotForm(RowReader row) => row.Code<BallotForm>("ballot_form", "ballot_form");

    private static Tally RequiredBallot(RowReader row)
    {
        if (row.Ballot() is { } tally)
        {
            return tally;
        }

        row.Refuse("tally_missing", "summoned");
        return new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
