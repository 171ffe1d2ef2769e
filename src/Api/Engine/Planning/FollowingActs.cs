using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>Acts recorded in the append of the referral they follow: each is decided on what the earlier ones would have made of the case.</summary>
internal static class FollowingActs
{
    /// <summary>The decision over all of them; the first that is refused or blocked stands for the whole.</summary>
    public static Decision Decide(Decision filing, Guid caseId, IReadOnlyList<CaseEvent> acts, CaseContext context, Guid commandId)
    {
        if (acts.Count == 0 || !filing.IsAccepted || filing.Events.Count == 0)
        {
            return filing;
        }

        var events = filing.Events.Select(e => e with { Own = e.Event is ReferralFiled ? filing.Evaluation : null }).ToList();
        var findings = filing.Findings.ToList();
        foreach (var act in acts)
        {
            var decision = CaseDecisions.Decide(Imagined.Case(CaseHistory.Empty, Streams.Case(caseId), events, commandId), new CaseCommand(caseId, act), context with
            {
                PersonStream = Imagined.Person(context.PersonStream, Streams.Person(context.Person.PersonId), events, commandId),
            });
            if (!decision.IsAccepted)
            {
                return decision;
            }

            events.AddRange(decision.Events.Select(e => e with { Own = decision.Evaluation }));
            findings.AddRange(decision.Findings);
        }

        return Decision.Accept(events, filing.Evaluation is { } evaluation ? evaluation with { Findings = findings } : null);
    }
}

/// <summary>Histories as if planned events had been appended.</summary>
internal static class Imagined
{
    /// <summary>The case with the events planned for its stream.</summary>
    public static CaseHistory Case(CaseHistory history, string stream, IReadOnlyList<PlannedEvent> planned, Guid commandId)
    {
        var position = history.AllRecorded.Count == 0 ? 0 : history.AllRecorded[^1].Position;
        var version = history.Version;
        for (var i = 0; i < planned.Count; i++)
        {
            if (planned[i] is { Event: CaseEvent fact } p && p.StreamId == stream)
            {
                history = history.Evolve(new(fact, Uuid.EventOf(commandId, i), stream, ++version, ++position, default, new EventHeaders(Corrects: p.Corrects), null));
            }
        }

        return history;
    }

    /// <summary>The person with the events planned for their stream.</summary>
    public static PersonState Person(PersonState person, string stream, IReadOnlyList<PlannedEvent> planned, Guid commandId)
    {
        var version = person.Version;
        for (var i = 0; i < planned.Count; i++)
        {
            if (planned[i] is { Event: PersonEvent fact } p && p.StreamId == stream)
            {
                person = person.Evolve(new(fact, Uuid.EventOf(commandId, i), stream, ++version, version, default, EventHeaders.None, null));
            }
        }

        return person;
    }
}
