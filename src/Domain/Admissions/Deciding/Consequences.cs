using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>Everything to append for an accepted act: the fact itself, and what it means for the person's own stream.</summary>
internal static class Consequences
{
    internal static IReadOnlyList<PlannedEvent> Plan(CaseHistory history, CaseCommand command, CaseContext context, Law law, out Refusal? stopped)
    {
        stopped = null;
        var events = new List<PlannedEvent>();
        if (command.Act is ReferralFiled filing && history.Filed is null)
        {
            events.AddRange(Supersession.Close(filing, context, law));
        }

        events.Add(new(Streams.Case(command.CaseId), command.Act, command.Corrects));
        var after = history.Plus([(Guid.Empty, command.Act, command.Corrects)]);
        var person = after.Filed!.PersonId;
        var stream = Streams.Person(person);
        var was = history.Filed is null ? null : EndingOf(history, law);
        var isNow = EndingOf(after, law);

        if (isNow is null && (history.Filed is null || was is not null))
        {
            if (context.PersonStream.OpenCase is { } open && open != command.CaseId && !events.Exists(e => e.Event is CaseEnded ended && ended.CaseId == open))
            {
                stopped = CaseRefusals.SecondOpenCase(open);
                return [];
            }

            if (context.PersonStream.OpenCase != command.CaseId)
            {
                events.Add(new(stream, new CaseOpened(command.Act.OccurredOn, command.CaseId)));
            }
        }
        else if (isNow is { } ending && ending != was)
        {
            if (history.Filed is null)
            {
                events.Add(new(stream, new CaseOpened(command.Act.OccurredOn, command.CaseId)));
            }

            events.Add(new(stream, new CaseEnded(ending.On, command.CaseId, ending.How)));
        }

        events.AddRange(InTheParty(command, after, context).Select(e => new PlannedEvent(stream, e)));
        return events;
    }

    /// <summary>Admission of a former member uses up the one re-admission; a striking-off is an exit that later referrals must wait after (ADM-44).</summary>
    private static IEnumerable<PersonEvent> InTheParty(CaseCommand command, CaseHistory after, CaseContext context)
    {
        switch (command.Act)
        {
            case DecisionIssued { Purpose: Purpose.Admission, Outcome: Outcome.Approved } admitted
                when after.Filed!.FormerPartyMember && context.PersonStream.Readmissions.All(r => r.CaseId != command.CaseId):
                yield return new ReadmissionRecorded(admitted.OccurredOn, command.CaseId);
                break;
            case DecisionIssued { Purpose: Purpose.StrikeOff, Outcome: Outcome.Approved } removed
                when !context.PersonStream.Exits.Exists(e => e.Kind == PartyExit.StruckOff && e.OccurredOn == removed.OccurredOn):
                yield return new PartyExitRecorded(removed.OccurredOn, PartyExit.StruckOff, null);
                break;
        }
    }

    /// <summary>How and when a case ended by all it holds, whatever the day; null while it is open.</summary>
    private static (CaseEnding How, DateOnly On)? EndingOf(CaseHistory history, Law law)
    {
        var view = CaseView.On(history, DateOnly.MaxValue, law);
        CaseEnding? how = view.Terminal switch
        {
            Stage.Withdrawn => CaseEnding.Withdrawn,
            Stage.DeclinedByAuthority => CaseEnding.Declined,
            Stage.Recognised => CaseEnding.Recognised,
            Stage.RemovedFromProbation => CaseEnding.Removed,
            Stage.Cancelled => CaseEnding.Cancelled,
            Stage.LeftProbation => CaseEnding.LeftProbation,
            Stage.Closed => view.Closing?.SupersededBy is null ? CaseEnding.Closed : CaseEnding.SupersededBy,
            _ => null,
        };
        return how is { } ending ? (ending, view.EndedOn ?? DateOnly.MinValue) : null;
    }
}
