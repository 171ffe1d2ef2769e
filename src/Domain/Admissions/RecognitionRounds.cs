namespace CadreWorkflow.Domain.Admissions;

/// <summary>
/// Votes of the cell at the end of probation. Meetings of one day are one round: a cell that fails to recognise and then fails to strike off has
/// failed once (ADM-39).
/// </summary>
/// <param name="Passed">The purpose that reached its threshold last; null while none has.</param>
/// <param name="Failed">Rounds in which neither purpose reached it.</param>
internal readonly record struct RecognitionRounds(Fact<CellVoted>? Passed, int Failed, bool IsEscalated, IReadOnlyList<Guid> Facts)
{
    internal static RecognitionRounds Of(CaseView view, Law law)
    {
        Fact<CellVoted>? passed = null;
        DateOnly? last = null;
        var failedDays = new List<DateOnly>();
        var facts = new List<Guid>();
        foreach (var vote in view.All<CellVoted>())
        {
            if (vote.It.Purpose == Purpose.Admission)
            {
                continue;
            }

            facts.Add(vote.Id);
            last = vote.It.OccurredOn;
            if (view.Passes(vote.It))
            {
                passed = vote;
                failedDays.Remove(vote.It.OccurredOn);
            }
            else if (passed?.It.OccurredOn != vote.It.OccurredOn && !failedDays.Contains(vote.It.OccurredOn))
            {
                failedDays.Add(vote.It.OccurredOn);
            }
        }

        var limit = last is { } meeting ? law.MaxFailedVotes(meeting) : int.MaxValue;
        return new(passed, failedDays.Count, passed is null && failedDays.Count >= limit, facts);
    }
}
