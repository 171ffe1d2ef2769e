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
        var before = history.Filed is null ? null : law.View(history, DateOnly.MaxValue);
        var then = CaseView.On(after, DateOnly.MaxValue, law);
        var was = before is null ? null : EndingOf(before);
        var isNow = EndingOf(then);

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

        var on = command.Act.OccurredOn;
        events.AddRange(Membership.Changes(command.CaseId, on, before, then, history.Filed, after.Filed, context.PersonStream).Select(e => new PlannedEvent(stream, e)));
        return events;
    }

    /// <summary>How and when a case ended by all it holds, whatever the day; null while it is open.</summary>
    private static (CaseEnding How, DateOnly On)? EndingOf(CaseView view)
    {
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
