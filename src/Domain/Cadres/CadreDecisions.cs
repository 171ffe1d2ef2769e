using System.Globalization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a decision about a cadre needs beside the person's own record.</summary>
/// <param name="Today">The calendar date in Viet Nam.</param>
/// <param name="Person">Attributes at one revision; null when nothing is known.</param>
public sealed record CadreContext(DateOnly Today, Regulations Regulations, PostBook Posts, PersonFacts? Person = null);

/// <summary>
/// Decides what happens to somebody in a post outside a procedure: taking one up by election or from an older record, extension, leaving, discipline.
/// The candidate fact is the statement. Refusals (codes): <c>future_date</c>, <c>person_not_set</c>, <c>post_unknown</c>, <c>document_missing</c>,
/// <c>already_in_post</c>, <c>not_in_post</c>, <c>term_reversed</c>, <c>term_not_later</c>, <c>discipline_unknown</c>, <c>dates_in_wrong_order</c>,
/// <c>follows_from_other_record</c>, <c>unknown_fact</c>, <c>later_fact_stands_on_it</c>.
/// </summary>
public static class CadreDecisions
{
    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(CadreState cadre, CadreEvent act, CadreContext context)
    {
        if (act.PersonId == Guid.Empty)
        {
            return Refuse("person_not_set", "personId", null);
        }

        if (act.OccurredOn > context.Today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        // What follows from a plan or a procedure is stated there.
        if (act is NamedInPlan or TakenOutOfPlan or ProposedForPost or ProposalEnded or PostTaken { AppointmentId: not null })
        {
            return Refuse("follows_from_other_record", "type", DomainEvents.Catalog.NameOf(act));
        }

        if (act is not CadreFactStruck && cadre.Facts.Exists(f => f.Event.Equals(act)))
        {
            return Decision.Nothing;
        }

        return act switch
        {
            PostTaken taken => Take(cadre, taken, context),
            TenureExtended extended => Extend(cadre, extended, context),
            PostLeft left => Leave(cadre, left),
            DisciplineRecorded discipline => discipline.Document is null ? Refuse("document_missing", "document", null)
                : cadre.Disciplines.Exists(d => d.Kind == discipline.Kind && d.On == discipline.OccurredOn) ? Decision.Nothing
                : Accept(discipline),
            DisciplineEnded ended => End(cadre, ended),
            CadreFactStruck struck => CadreStrikes.Decide(cadre, struck),
            _ => throw new ArgumentException($"No decision about {act.GetType().Name}.", nameof(act)),
        };
    }

    private static Decision Take(CadreState cadre, PostTaken act, CadreContext context)
    {
        if (context.Posts.Post(act.PostId, act.From) is not { Active: true })
        {
            return Refuse("post_unknown", "postId", act.PostId.ToString("D"));
        }

        if (act.TermEndsOn is { } end && end <= act.From)
        {
            return Refuse("term_reversed", "termEndsOn", Iso(end), "APT-12");
        }

        if (cadre.Posts.Find(p => p.PostId == act.PostId && p.On(act.From)) is { } held)
        {
            return held.From == act.From && held.TermEndsOn == act.TermEndsOn ? Decision.Nothing : Refuse("already_in_post", "postId", act.PostId.ToString("D"));
        }

        return Accept(act);
    }

    private static Decision Extend(CadreState cadre, TenureExtended act, CadreContext context)
    {
        if (cadre.Posts.FindLast(p => p.PostId == act.PostId && p.On(act.OccurredOn)) is not { } held)
        {
            return NotInPost(act.PostId);
        }

        if (held.TermEndsOn == act.TermEndsOn)
        {
            return Decision.Nothing;
        }

        if (held.TermEndsOn is { } known && act.TermEndsOn <= known)
        {
            return Refuse("term_not_later", "termEndsOn", Iso(act.TermEndsOn), "APT-14");
        }

        var found = new CadreFindings(context.Regulations, act.OccurredOn);
        if (Retirement.On(context.Regulations, context.Person?.BirthDate, context.Person?.Gender ?? Gender.Unknown, act.OccurredOn) is { } retires)
        {
            found.Read(context.Regulations.PolicyOn(PolicyFamilies.Retirement, act.OccurredOn)?.Id);
            if (act.TermEndsOn > retires)
            {
                found.Warn("APT-14", "extended_past_retirement", [held.Fact], with: [("retires", Iso(retires))]);
            }

            // With two years or more to go the person is re-appointed, not extended.
            if (context.Regulations.Parameter(ParameterCatalogue.AppointmentExtendBelowMonths, act.OccurredOn)?.Parameter.Int is { } below
                && held.TermEndsOn is { } end && Retirement.MonthsLeft(retires, end) >= below)
            {
                found.Warn("APT-14", "reappoint_rather_than_extend", [held.Fact], "reappoint", ("months", Retirement.MonthsLeft(retires, end).ToString(CultureInfo.InvariantCulture)));
            }
        }

        return Decision.Accept(Streams.Cadre(act.PersonId), act, found.ToEvaluation(context.Person?.Revision, null));
    }

    private static Decision Leave(CadreState cadre, PostLeft act)
    {
        if (cadre.Posts.FindLast(p => p.PostId == act.PostId) is not { } held)
        {
            return NotInPost(act.PostId);
        }

        return held.To is { } gone ? gone == act.From ? Decision.Nothing : NotInPost(act.PostId)
            : act.From < held.From ? Refuse("dates_in_wrong_order", "from", Iso(act.From))
            : Accept(act);
    }

    private static Decision End(CadreState cadre, DisciplineEnded act)
    {
        if (cadre.Disciplines.Find(d => d.Kind == act.Kind && d.On == act.DisciplinedOn) is not { } discipline)
        {
            return Refuse("discipline_unknown", "disciplinedOn", Iso(act.DisciplinedOn), "PLN-13");
        }

        return discipline.EndedOn is not null ? Decision.Nothing
            : act.OccurredOn < discipline.On ? Refuse("dates_in_wrong_order", "occurredOn", Iso(act.OccurredOn))
            : Accept(act);
    }

    private static Decision Accept(CadreEvent act) => Decision.Accept(Streams.Cadre(act.PersonId), act);

    private static Decision NotInPost(Guid post) => Refuse("not_in_post", "postId", post.ToString("D"));

    private static Decision Refuse(string code, string field, string? value, string? rule = null) => Decision.Refuse(new Refusal(code, field, value, rule));
}
