using System.Globalization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Cadres;

/// <summary>What was recorded wrongly of a cadre is struck and stated again; the original stays to be seen (REC-04).</summary>
internal static class CadreStrikes
{
    /// <summary>Strikes a fact of the person's own record. What follows from a plan or procedure is struck where it was stated.</summary>
    internal static Decision Decide(CadreState cadre, CadreFactStruck act)
    {
        if (cadre.AllRecorded.Exists(e => e.Event is CadreFactStruck s && s.Fact == act.Fact))
        {
            return Decision.Nothing;
        }

        if (cadre.Facts.Find(f => f.Id == act.Fact) is not { } fact)
        {
            return Refuse("unknown_fact", act.Fact.ToString("D"));
        }

        if (Follows(cadre, fact.Event))
        {
            return Refuse("follows_from_other_record", DomainEvents.Catalog.NameOf(fact.Event));
        }

        return StandingOn(cadre, fact) is { } later
            ? Refuse("later_fact_stands_on_it", later.OccurredOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : Decision.Accept([new(Streams.Cadre(act.PersonId), act, act.Fact)]);
    }

    /// <summary>Whether a fact came from a plan or a procedure, in the same append.</summary>
    internal static bool Follows(CadreState cadre, CadreEvent fact) => fact switch
    {
        NamedInPlan or TakenOutOfPlan or ProposedForPost or ProposalEnded => true,
        PostTaken taken => taken.AppointmentId is not null,
        PostLeft left => cadre.Facts.Exists(f => f.Event is PostTaken t && EndedBy(t, left)),
        _ => false,
    };

    /// <summary>A re-appointment ends the term before it on its first day.</summary>
    internal static bool EndedBy(PostTaken taken, PostLeft left) =>
        taken is { AppointmentId: not null, Kind: PostTaking.Reappointment } && left.PostId == taken.PostId && left.From == taken.From && left.OccurredOn == taken.OccurredOn
        && left.Document == taken.Document;

    /// <summary>What was stated later and would hang in the air: it is struck first. Null when there is nothing.</summary>
    internal static CadreEvent? StandingOn(CadreState cadre, Recorded<CadreEvent> fact) =>
        cadre.Facts.Find(f => f.Version > fact.Version && fact.Event switch
        {
            PostTaken taken => f.Event switch
            {
                TenureExtended extended => extended.PostId == taken.PostId,
                PostLeft left => left.PostId == taken.PostId,
                _ => false,
            },
            PostLeft left => f.Event is PostTaken again && again.PostId == left.PostId,
            DisciplineRecorded discipline => f.Event is DisciplineEnded ended && ended.Kind == discipline.Kind && ended.DisciplinedOn == discipline.OccurredOn,
            _ => false,
        })?.Event;

    private static Decision Refuse(string code, string? value) => Decision.Refuse(new Refusal(code, "fact", value));
}
