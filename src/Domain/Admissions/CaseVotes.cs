using CadreWorkflow.Domain.Admissions.Deciding;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>One vote of a case with its arithmetic.</summary>
/// <param name="Event">The event that says so now; a correction's own id when it was corrected.</param>
/// <param name="Original">The first record of it.</param>
/// <param name="Outcome">Null where no threshold is stated.</param>
/// <param name="Escalates">Falls short in a way that sends the question up: a delegated body (ADM-24), or the last failed round (ADM-39).</param>
/// <param name="Round">In probation: the round it belongs to, from 1; meetings of one day are one round. Null for admission.</param>
/// <param name="InForce">False when a later order to redo set it aside; it stays on record.</param>
public sealed record CaseVote(
    Guid Event, Guid Original, DateOnly On, Purpose Purpose, VotingBody Body, bool Delegated, BallotForm? Ballot, Tally Tally, DocumentRef? Document,
    VoteOutcome? Outcome, bool Escalates, int? Round, bool InForce);

/// <summary>Every vote of a case up to a day, old tallies too (case 37), and where the rounds at the end of probation stand (ADM-39).</summary>
/// <param name="FailedRounds">Rounds in which neither purpose reached its threshold.</param>
/// <param name="MaxFailedRounds">After so many the upper committee decides; null while nobody voted in probation.</param>
/// <param name="IsEscalated">All rounds are used up.</param>
/// <param name="Resolved">What the cell resolved in probation; null while it resolved nothing.</param>
public sealed record CaseVotes(IReadOnlyList<CaseVote> All, int FailedRounds, int? MaxFailedRounds, bool IsEscalated, Purpose? Resolved)
{
    /// <summary>The votes by day.</summary>
    public static CaseVotes Of(CaseHistory history, DateOnly day, Regulations regulations)
    {
        var law = new Law(regulations);
        var view = CaseView.On(history, day, law);
        var rounds = RecognitionRounds.Of(view, law);
        var inForce = view.InForce.Select(f => f.Id).ToHashSet();
        var days = view.All<CellVoted>().Where(v => v.It.Purpose != Purpose.Admission).Select(v => v.It.OccurredOn).Distinct().ToList();
        var votes = history.Facts.Where(f => f.Event.OccurredOn <= day).Select(f => Of(f, regulations, inForce.Contains(f.Id), days, rounds.IsEscalated)).OfType<CaseVote>();
        int? limit = days.Count > 0 && law.MaxFailedVotes(days[^1]) is var most and < int.MaxValue ? most : null;
        return new([.. votes], rounds.Failed, limit, rounds.IsEscalated, rounds.Passed?.It.Purpose);
    }

    /// <summary>The vote an act states, by itself; null for an act that is no vote.</summary>
    public static VoteOutcome? Of(CaseEvent act, Regulations regulations) => act switch
    {
        CellVoted { Tally: { } tally } => Votes.Judge(regulations, VotingBody.Cell, tally, act.OccurredOn),
        CommitteeVoted { Tally: { } tally } vote => Votes.Judge(regulations, vote.Body, tally, act.OccurredOn),
        _ => null,
    };

    /// <summary>Pure arithmetic: the result of a tally on a day, or why it says nothing (ADM-19…27, ADM-38).</summary>
    public static (Refusal? Refusal, VoteOutcome? Outcome) Judge(VotingBody body, Tally tally, DateOnly on, Regulations regulations)
    {
        if (Statement.Ballot(body, tally, on, new Law(regulations)) is { } wrong)
        {
            return (wrong, null);
        }

        return body == VotingBody.SectionalCommittee ? (CaseRefusals.BodyWithoutThreshold(body), null)
            : Votes.Judge(regulations, body, tally, on) is { } outcome ? (null, outcome)
            : (CaseRefusals.VoteBeforeRules(on), null);
    }

    private static CaseVote? Of(Recorded<CaseEvent> fact, Regulations regulations, bool inForce, List<DateOnly> rounds, bool escalated)
    {
        var (purpose, body, delegated, ballot, tally) = fact.Event switch
        {
            CellVoted v => (v.Purpose, VotingBody.Cell, false, v.Ballot, v.Tally),
            CommitteeVoted v => (v.Purpose, v.Body, v.Delegated, v.Ballot, v.Tally),
            _ => (default, default, false, null, (Tally?)null),
        };
        if (tally is null)
        {
            return null;
        }

        var (on, outcome) = (fact.Event.OccurredOn, Of(fact.Event, new Law(regulations).Under(fact.Headers.Evaluation?.Override).Regulations));
        int? round = body == VotingBody.Cell && purpose != Purpose.Admission && inForce ? rounds.IndexOf(on) + 1 : null;
        var last = round is not null && escalated && on == rounds[^1];
        return new(
            fact.Id, CaseHistory.OriginalOf(fact), on, purpose, body, delegated, ballot, tally, fact.Event.Document, outcome,
            outcome?.MustEscalate(delegated) == true || last, round, inForce);
    }
}
