using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Appointments;

/// <summary>
/// What was recorded wrongly of a procedure is struck and stated again (REC-04). What the struck fact did in people's own records, such as the post an
/// appointment gave, is retracted in the same append.
/// </summary>
internal static class AppointmentStrikes
{
    internal static Decision Decide(AppointmentHistory procedure, Guid id, AppointmentFactStruck act, IReadOnlyDictionary<Guid, CadreState> cadres)
    {
        if (procedure.AllRecorded.Exists(e => e.Event is AppointmentFactStruck s && s.Fact == act.Fact))
        {
            return Decision.Nothing;
        }

        if (procedure.Facts.Find(f => f.Id == act.Fact) is not { } fact)
        {
            return Refuse("unknown_fact", act.Fact.ToString("D"));
        }

        if (fact.Event is ProcedureOpened)
        {
            return Refuse("procedure_cannot_be_struck", null);
        }

        if (fact.Event is CandidateProposed candidate && StandsOn(procedure, candidate.PersonId) is { } stands)
        {
            return Refuse("later_fact_stands_on_it", Iso(stands.OccurredOn));
        }

        var events = new List<PlannedEvent> { new(Streams.Appointment(id), act, act.Fact) };
        foreach (var (person, cadre) in cadres)
        {
            var retracted = cadre.Facts.Where(f => FollowsFrom(f.Event, fact.Event, id, cadre)).ToList();
            foreach (var consequence in retracted)
            {
                if (CadreStrikes.StandingOn(cadre, consequence) is { } later && !retracted.Exists(r => r.Event == later))
                {
                    return Refuse("later_fact_stands_on_it", Iso(later.OccurredOn));
                }

                events.Add(new(Streams.Cadre(person), new CadreFactStruck(act.OccurredOn, person, act.Document, consequence.Id), consequence.Id));
            }
        }

        return Decision.Accept(events);
    }

    /// <summary>What a fact of the procedure did in a person's own record.</summary>
    private static bool FollowsFrom(CadreEvent consequence, AppointmentEvent fact, Guid id, CadreState cadre) => fact switch
    {
        CandidateProposed proposed => proposed.PersonId == consequence.PersonId
            && (consequence is ProposedForPost p && p.AppointmentId == id || consequence is ProposalEnded e && e.AppointmentId == id),
        ProcedureEnded => consequence is ProposalEnded ended && ended.AppointmentId == id,
        Appointed => consequence switch
        {
            ProposalEnded over => over.AppointmentId == id,
            PostTaken taken => taken.AppointmentId == id,
            PostLeft left => cadre.Facts.Exists(f => f.Event is PostTaken t && t.AppointmentId == id && CadreStrikes.EndedBy(t, left)),
            _ => false,
        },
        _ => false,
    };

    private static AppointmentEvent? StandsOn(AppointmentHistory procedure, Guid person) => procedure.Facts.Select(f => f.Event).FirstOrDefault(e => e switch
    {
        Appointed a => a.PersonId == person,
        HeadChose c => c.PersonId == person,
        StepHeld h => h.Candidates.Any(v => v.PersonId == person),
        _ => false,
    });

    private static Decision Refuse(string code, string? value) => Decision.Refuse(new Refusal(code, "fact", value));
}
