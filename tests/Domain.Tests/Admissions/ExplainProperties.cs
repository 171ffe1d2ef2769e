using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions;

/// <summary>
/// What an explanation promises, over generated lives of cases: people of every age and past, unions with and without a Youth Union, acts in and out
/// of order, returns, moves, failed votes, papers that run out.
/// </summary>
public sealed class ExplainProperties
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly int[] DaysAhead = [1, 7, 40, 130, 364, 365, 366, 500, 731, 900, 1096, 1500, 1826, 2300, 3700];

    [Fact]
    public void An_action_shown_as_allowed_is_never_refused_on_the_same_case_version_guards_day_and_regulations() => Holds((given, day) =>
    {
        var then = given.On(day > given.Today ? day : given.Today);
        foreach (var verdict in CaseActions.For(given.History, given.Context, day))
        {
            if (Statement(verdict.Code, given, day) is not { } statement)
            {
                Assert.False(verdict.Allowed);
                continue;
            }

            var decision = Decide(then, statement);
            Assert.True(verdict.Allowed == decision.IsAccepted, $"{verdict.Code} on {day}: shown {verdict.Allowed}, decided {Why(decision)}");
            Assert.True(!verdict.Allowed || decision.Events.Count > 0, $"{verdict.Code} was shown as allowed and decides nothing");
        }
    });

    [Fact]
    public void An_action_refused_with_an_earliest_day_is_allowed_on_it_and_refused_on_every_tried_day_before() => Holds((given, day) =>
    {
        foreach (var verdict in CaseActions.For(given.History, given.Context, day).Where(v => v.Earliest is not null))
        {
            var earliest = verdict.Earliest!.Value;
            var statement = Statement(verdict.Code, given, day)!;
            Assert.True(earliest > day);
            Assert.True(On(earliest).IsAccepted, $"{verdict.Code} asked on {day}, promised on {earliest}: {Why(On(earliest))}");
            var span = earliest.DayNumber - day.DayNumber;
            var tried = new[] { 0, 1, span / 7, span / 3, span / 2, span - 2, span - 1 }.Where(n => n >= 0 && n < span).Select(day.AddDays)
                .Concat(given.History.Facts.Select(f => f.Event.OccurredOn).Where(d => d > day && d < earliest));
            Assert.All(tried, d => Assert.False(On(d).IsAccepted, $"{verdict.Code} asked on {day}, promised on {earliest}, is allowed on {d} already"));

            Decision On(DateOnly on) => Decide(given.On(on > given.Today ? on : given.Today), Dated(statement, on));
        }
    });

    [Fact]
    public void Where_no_earliest_day_is_given_no_later_day_allows_it_by_itself() => Holds((given, day) =>
    {
        // Asked about the past, later facts of case and units may change the answer; they are left out, so that only time is at work.
        var settled = new[] { World.Factory, World.Office }.All(u => given.Units.Unit(u, day) == given.Units.Unit(u, DateOnly.MaxValue));
        var then = given with { History = given.History.AsOf(day), Today = day, Units = settled ? given.Units : World.Units };
        foreach (var verdict in CaseActions.For(then.History, then.Context, day).Where(v => v is { Allowed: false, Earliest: null }))
        {
            if (Statement(verdict.Code, then, day) is { } statement)
            {
                Assert.All(DaysAhead.Select(day.AddDays), d => Assert.False(
                    Decide(then.On(d), Dated(statement, d)).IsAccepted, $"{verdict.Code} refused on {day} without an earliest day is allowed on {d}"));
            }
        }
    });

    [Fact]
    public void A_past_day_is_asked_with_the_facts_in_force_on_it() => Holds((given, day) =>
    {
        var then = given with { History = given.History.AsOf(day) };
        Assert.Equal(
            CaseActions.For(then.History, then.Context, day).Where(v => v.Code != "re-refer").Select(v => (v.Code, v.Allowed)),
            CaseActions.For(given.History, given.Context, day).Where(v => v.Code != "re-refer").Select(v => (v.Code, v.Allowed)));
    });

    [Fact]
    public void Generated_lives_meet_every_way_of_waiting()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var early = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var (given, day) = Life([.. Enumerable.Range(0, 30).Select(_ => random.Next())]);
            foreach (var verdict in CaseActions.For(given.History, given.Context, day).Where(v => !v.Allowed))
            {
                seen.UnionWith(verdict.Findings.Where(f => f.Severity == Severity.Block).Select(f => f.Code));
                early += verdict.Earliest is null ? 0 : 1;
            }
        }

        foreach (var code in new[] { "too_young", "over_age_without_consent", "certificate_expired", "paper_expired", "probation_not_over", "readmission_too_early", "ceremony_overdue", "youth_introduction_missing", "introducer_tie_too_short" })
        {
            Assert.Contains(code, seen);
        }

        Assert.True(early > 40, $"{early} verdicts name a day");
    }

    private static void Holds(Action<Given, DateOnly> check) => Prop.ForAll(Walk.Scripts, script =>
    {
        var (given, day) = Life(script);
        check(given, day);
    }).Check(Many);

    /// <summary>A life of a case, and the day it is asked about: before, at or after its last fact.</summary>
    private static (Given Given, DateOnly Day) Life(int[] script)
    {
        var dice = script.Length == 0 ? 0 : script.Aggregate(17, (hash, n) => unchecked((hash * 31) + n)) & int.MaxValue;
        var today = new DateOnly(2029, 12, 31);
        DateOnly? born = (dice % 6) switch
        {
            0 => null,
            1 => new DateOnly(2007, 1, 1).AddDays(dice / 6 % 1200),
            2 => new DateOnly(1964, 1, 1).AddDays(dice / 6 % 1200),
            3 => new DateOnly(1993, 6, 1).AddDays(dice / 6 % 1400),
            _ => new DateOnly(1985, 5, 15),
        };
        bool? youth = (dice / 7 % 3) switch { 0 => null, 1 => true, _ => false };
        var former = dice / 11 % 5 == 0;
        var given = Given.Nothing.On(today) with
        {
            Person = new(Given.PersonId, 1, born, Gender.Female, dice / 13 % 9 == 0 ? Education.LowerSecondaryProgramme : Education.Bachelor, TheoryLevel.Elementary, youth),
        };
        given = former ? given.AndPerson(Exit(dice)) : given;
        given = (dice / 41 % 8) switch
        {
            0 => given.At(World.With(World.Factory, new UnitDissolved(new DateOnly(2025, 6, 1).AddDays(dice / 43 % 500), null))),
            1 => given.At(World.With(World.Office, new YouthUnionChanged(new DateOnly(2025, 6, 1).AddDays(dice / 43 % 500), null, false))),
            _ => given,
        };
        var filing = Acts.Filed("2024-01-08", dice / 17 % 2 == 0 ? World.Office : World.Factory) with { Reported = true, FormerPartyMember = former, AgeBand = AgeBand.Unknown };

        // Some begin well on the road, so that votes and ceremonies are met; the walk goes on from there.
        var walk = dice / 19 % 3 == 0 ? WellOnTheRoad(script, given, filing) : Walk.Along(script, given, filing).Given;
        var last = walk.History.Facts.Count == 0 ? new DateOnly(2024, 1, 8) : walk.History.Facts[^1].Event.OccurredOn;
        return (dice / 23 % 4) switch
        {
            0 => (walk, last.AddDays(-(dice / 29 % 300))),
            1 => (walk.On(last), last.AddDays(dice / 29 % 900)),
            _ => (walk.On(last.AddDays(dice / 29 % 400)), last.AddDays(dice / 29 % 400)),
        };
    }

    private static Given WellOnTheRoad(int[] script, Given given, ReferralFiled filing)
    {
        var facts = Acts.RoadToCeremony[1..(10 + (script.Length == 0 ? 0 : script[0] % (Acts.RoadToCeremony.Length - 9)))];
        given = given.When(filing with { OccurredOn = Acts.D("2025-01-06") }).IsAccepted().Then;
        foreach (var fact in facts)
        {
            CaseEvent varied = fact switch
            {
                IntroducedByMember member when script.Length > 1 => member with { TogetherSince = fact.OccurredOn.AddDays(-(script[1] % 500)) },
                AwarenessCertified certified when script.Length > 2 => certified with { Document = certified.Document! with { Date = fact.OccurredOn.AddDays(-(script[2] % 2200)) } },
                _ => fact,
            };
            given = given.When(varied).IsAccepted().Then;
        }

        return given;
    }

    private static PartyExitRecorded Exit(int dice) => new(
        new DateOnly(2021, 1, 1).AddDays(dice / 31 % 1400),
        (dice / 37 % 4) switch { 0 => PartyExit.LessSeriousCrime, 1 => PartyExit.PermittedExitFamilyHardship, _ => PartyExit.StruckOff },
        dice / 37 % 8 == 0 ? new DateOnly(2021, 6, 1) : null);

    private static CaseCommand? Statement(string code, Given given, DateOnly day) =>
        CaseActions.Candidate(code, given.History, given.Context, day) is { } candidate && given.History.Filed!.OccurredOn <= day
            ? candidate with { Act = candidate.Act is ReferralFiled ? candidate.Act : candidate.Act with { Document = new DocumentRef("99/Y", day, "Y") } }
            : null;

    private static CaseCommand Dated(CaseCommand statement, DateOnly day) => statement with { Act = statement.Act with { OccurredOn = day } };

    private static Decision Decide(Given given, CaseCommand statement) => statement.Act is ReferralFiled
        ? CaseDecisions.Decide(CaseHistory.Empty, statement, given.Context with { PreviousCase = given.History })
        : CaseDecisions.Decide(given.History, statement, given.Context);

    private static string Why(Decision decision) =>
        $"{decision.IsAccepted} {decision.Refusal?.Code} {string.Join(' ', decision.Findings.Where(f => f.Severity == Severity.Block).Select(f => f.Code))}";
}
