using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions.Stories;

using CadreWorkflow.Domain.Regulations;
using static Acts;

/// <summary>Person, units and first day of a story, chosen by one number so that each choice can be met with each.</summary>
public sealed record StoryCast(Given Given, ReferralFiled Filing, DateOnly Start)
{
    private static readonly DateOnly Today = D("2027-10-29");

    private static readonly OrgTree[] Places =
    [
        World.Units,
        World.With(World.Cell, new UnitReclassified(D("2010-01-01"), null, Sector.NonState, CalendarKind.Private5)),
        World.With(World.Factory, new UnitDissolved(D("2025-06-01"), null)),
        World.With(World.Factory, new UnitMerged(D("2023-07-01"), null, World.OtherUnion)),
        World.With(World.Factory, new YouthUnionChanged(D("2024-03-26"), null, true)),
        World.With(World.With(World.GrassrootsCommittee, new UnitReclassified(D("2010-01-01"), null, Sector.NonState, CalendarKind.Private5)), World.Office, new YouthUnionChanged(D("2025-03-26"), null, false)),
    ];

    private static readonly Education[] Schooling =
        [Education.Bachelor, Education.UpperSecondary, Education.LowerSecondary, Education.LowerSecondaryProgramme, Education.Primary, Education.Unknown];

    public static StoryCast Of(int number)
    {
        var pick = number;
        var start = D("2018-01-08").AddDays(Next(2_900));
        var office = Next(2) == 1;
        var units = Places[Often(Places.Length)];
        var person = new PersonFacts(Given.PersonId, 1, Born(start), Gender.Female, Schooling[Often(Schooling.Length)], TheoryLevel.Elementary, Often(3) switch { 0 => true, 1 => false, _ => null });
        var given = Given.Nothing.On(Today).At(units) with { Person = person };
        var former = Often(4) == 3;
        if (former)
        {
            var kinds = Enum.GetValues<PartyExit>();
            var left = start.AddMonths(-20 - (Next(4) * 10));
            var kind = kinds[Next(kinds.Length)];
            given = given.AndPerson(new PartyExitRecorded(left, kind, kind == PartyExit.LessSeriousCrime && Next(2) == 0 ? left.AddYears(-2) : null));
        }

        var filing = Filed("2018-01-08", office ? World.Office : World.Factory) with { OccurredOn = start, AgeBand = AgeBand.Unknown, Education = Education.Unknown, YouthUnionMember = null };
        return new(given, filing, start);

        // The plain choice most of the time: too much that is odd at once and no case gets far.
        int Often(int choices) => Next(3) == 0 ? Next(choices) : 0;

        int Next(int choices)
        {
            pick = (int)(((pick * 1_103_515_245L) + 12_345) & 0x7fffffff);
            return (pick >> 8) % choices;
        }

        DateOnly? Born(DateOnly filed) => Often(6) switch
        {
            0 => filed.AddYears(-25),
            1 => filed.AddYears(-18).AddMonths(4),
            2 => filed.AddYears(-60).AddMonths(-6),
            3 => filed.AddYears(-29).AddMonths(-8),
            4 => filed.AddYears(-40),
            _ => null,
        };
    }
}
