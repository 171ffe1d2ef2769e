using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>Fills in what a statement leaves to be computed: links, numbers, coarse statistics, the exact recognition date.</summary>
internal static class Completion
{
    internal static CaseEvent Complete(CaseHistory history, CaseEvent act, CaseContext context, Law law) => act switch
    {
        ReferralFiled filing when history.Filed is null => Complete(filing, context),
        DecisionIssued { Purpose: Purpose.Recognition, Outcome: Outcome.Approved, EffectiveOn: null } decision =>
            decision with { EffectiveOn = law.TwelveMonthDate(law.View(history, act.OccurredOn)) },
        _ => act,
    };

    private static ReferralFiled Complete(ReferralFiled filing, CaseContext context)
    {
        var person = context.Person;
        var day = filing.OccurredOn;
        var unit = context.Units.Unit(filing.UnionUnit, day);
        return filing with
        {
            PartyBody = filing.PartyBody != Guid.Empty ? filing.PartyBody : context.Units.PartyBodyFor(filing.UnionUnit, day) ?? Guid.Empty,
            PreviousCase = filing.PreviousCase ?? LatestEnded(filing, context.PersonStream),
            ReferralNumber = context.PersonStream.Cases.Count(c => c != filing.CaseId) + 1,
            Gender = filing.Gender != Gender.Unknown ? filing.Gender : person.Gender,
            AgeBand = filing.AgeBand != AgeBand.Unknown ? filing.AgeBand : AgeBands.On(person.BirthDate, day),
            Education = filing.Education != Education.Unknown ? filing.Education : person.Education,
            TheoryLevel = filing.TheoryLevel != TheoryLevel.Unknown ? filing.TheoryLevel : person.TheoryLevel,
            Sector = filing.Sector != Organisation.Sector.Unknown ? filing.Sector : unit?.Sector ?? Organisation.Sector.Unknown,
            YouthUnionMember = filing.YouthUnionMember ?? person.YouthUnionMember,
            FormerPartyMember = filing.FormerPartyMember || !context.PersonStream.Exits.IsEmpty,
        };
    }

    /// <summary>Whoever was referred before is re-referred: the chain of cases is never broken by a filer who did not know.</summary>
    private static Guid? LatestEnded(ReferralFiled filing, PersonState person) =>
        person.OpenCase is null ? person.Cases.Where(c => c != filing.CaseId).Select(c => (Guid?)c).LastOrDefault() : null;
}
