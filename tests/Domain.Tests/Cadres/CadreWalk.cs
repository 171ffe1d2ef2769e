using System.Collections.Immutable;
using CadreWorkflow.Domain.Appointments;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>A procedure and the records of the two people it may name, on one day.</summary>
internal sealed record CadreGiven(AppointmentHistory Procedure, ImmutableDictionary<Guid, CadreState> Cadres, DateOnly Today, int Recorded)
{
    internal static readonly Guid Id = CadreWorld.Id(40);

    internal static readonly IReadOnlyDictionary<Guid, PersonFacts> People = new Dictionary<Guid, PersonFacts> { [Ann] = Born("01/01/1985"), [Ben] = Born("01/06/1975", Gender.Male) with { PersonId = Ben } };

    internal static CadreGiven Start { get; } = new(
        AppointmentHistory.Empty, ImmutableDictionary<Guid, CadreState>.Empty.Add(Ann, CadreState.Empty).Add(Ben, CadreState.Empty), new(2023, 1, 9), 0);

    internal AppointmentContext Context => new(Today, Law, Units, Posts, Touched: Cadres);

    internal Decision Decide(AppointmentEvent act) => AppointmentDecisions.Decide(Procedure, Id, act, Around(act));

    internal Decision Decide(CadreEvent act) => CadreDecisions.Decide(Cadres[act.PersonId], act, new(Today, Law, Posts, People[act.PersonId]));

    internal Decision Decide(IDomainEvent act) => act is AppointmentEvent a ? Decide(a) : Decide((CadreEvent)act);

    internal CadreGiven On(DateOnly day) => this with { Today = day > Today ? day : Today };

    internal CadreGiven After(Decision decision) => decision.Events.Aggregate(this, (given, e) => given.Evolve(e.Event));

    internal CadreGiven Evolve(IDomainEvent e)
    {
        var n = Recorded + 1;
        Recorded<T> Record<T>(T of, string stream, long version)
            where T : class, IDomainEvent => new(of, FactId(n), stream, version, n, DateTimeOffset.UnixEpoch, EventHeaders.None, null);

        return e is AppointmentEvent act
            ? this with { Procedure = Procedure.Evolve(Record(act, Streams.Appointment(Id), Procedure.Version + 1)), Recorded = n }
            : e is CadreEvent fact ? this with { Cadres = Cadres.SetItem(fact.PersonId, Cadres[fact.PersonId].Evolve(Record(fact, Streams.Cadre(fact.PersonId), Cadres[fact.PersonId].Version + 1))), Recorded = n }
            : throw new ArgumentException(e.GetType().Name, nameof(e));
    }

    private AppointmentContext Around(AppointmentEvent act) =>
        act switch { CandidateProposed c => c.PersonId, Appointed a => a.PersonId, _ => (Guid?)null } is { } person && Cadres.TryGetValue(person, out var cadre)
            ? Context with { Person = People[person], Cadre = cadre }
            : Context;
}

/// <summary>One statement on the way: what stood before it, and what was decided.</summary>
internal sealed record CadreStep(CadreGiven Before, IDomainEvent Act, Decision Decision);

/// <summary>A life of one procedure and two people, from a script of numbers: most statements sound, some not.</summary>
internal sealed record CadreWalk(CadreGiven Given, ImmutableList<CadreStep> Steps)
{
    internal const int Length = 45;

    internal static Arbitrary<int[]> Scripts { get; } = Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), Length).ToArbitrary();

    internal static CadreWalk Along(int[] script) => script.Aggregate(new CadreWalk(CadreGiven.Start, []), (walk, n) => walk.Next(n));

    private CadreWalk Next(int n)
    {
        var given = Given.On(Given.Today.AddDays(n % 7 * (n / 7 % 5)));
        if (Statement(given, new Random(n)) is not { } act)
        {
            return this with { Given = given };
        }

        // What follows from a plan is the plan's to state.
        if (act is NamedInPlan)
        {
            return this with { Given = given.Evolve(act) };
        }

        var decision = given.Decide(act);
        return new(decision.IsAccepted ? given.After(decision) : given, Steps.Add(new(given, act, decision)));
    }

    private static IDomainEvent? Statement(CadreGiven given, Random random)
    {
        var (day, reported, paper) = (given.Today, random.Next(5) == 0, Paper($"{random.Next(1, 400)}-QĐ/TU"));
        var person = random.Next(3) == 0 ? Ben : Ann;
        var procedure = given.Procedure;
        if (procedure.Opened is not { } about)
        {
            return new ProcedureOpened(day, reported, paper, CadreGiven.Id, random.Next(5) == 0 ? Chair : Head, random.Next(4) == 0 ? Any<PostTaking>(random, 6) : PostTaking.Appointment, Any<CadreSource>(random, 4, 2));
        }

        var cadre = given.Cadres[person];
        return random.Next(38) switch
        {
            0 or 1 => new PolicyApproved(day, reported, paper, random.Next(5) == 0 ? Federation : Manager),
            2 or 3 => new CandidateProposed(day, reported, paper, person),
            4 => new NamedInPlan(day, person, Id(30), random.Next(2) == 0 ? Head : Chair, PostLevel.Province),
            5 => new DisciplineRecorded(day, person, paper, Any<Discipline>(random)),
            6 when cadre.Disciplines.Count > 0 => new DisciplineEnded(day, person, paper, cadre.Disciplines[^1].Kind, cadre.Disciplines[^1].On),
            7 => new PostTaken(day, person, paper, Officer, null, PostTaking.Election, day, null),
            8 => new PostTaken(day, person, paper, OtherHead, null, PostTaking.Election, day, day.AddYears(1)),
            9 when cadre.Posts.Count > 0 => new TenureExtended(day, person, paper, cadre.Posts[^1].PostId, (cadre.Posts[^1].TermEndsOn ?? day).AddMonths(6)),
            10 when cadre.Posts.Count > 0 => new PostLeft(day, person, paper, cadre.Posts[^1].PostId, PostLeaving.Release, day),
            11 when cadre.Facts.Count > 0 => new CadreFactStruck(day, person, paper, cadre.Facts[random.Next(cadre.Facts.Count)].Id),
            12 when procedure.Facts.Count > 1 => new AppointmentFactStruck(day, reported, paper, procedure.Facts[random.Next(procedure.Facts.Count)].Id),
            13 when random.Next(3) == 0 => new ProcedureEnded(day, reported, paper, ProcedureEnding.Other),
            14 => new HeadChose(day, reported, paper, ProcedureActions.Tied(procedure, Law, day).FirstOrDefault(person)),
            15 or 16 or 17 => new Appointed(day, reported, paper, person, Manager, day.AddDays(random.Next(40)), day.AddDays(40).AddYears(random.Next(1, 6))),
            18 => new StepHeld(day, reported, paper, random.Next(1, 6), Meeting(random), Votes(procedure, about, random)),
            >= 19 and <= 24 => Next(procedure, given) is { } step ? new StepHeld(day, reported, paper, step, Meeting(random), step == 1 ? [] : Votes(procedure, about, random)) : null,
            _ when procedure.Candidates.ToList() is { Count: > 0 } named => Missing(procedure, named[random.Next(named.Count)], day) is { } item
                ? new DossierItemRecorded(day, reported, paper, item.Person, item.Item) : null,
            _ => null,
        };
    }

    private static int? Next(AppointmentHistory procedure, CadreGiven given) =>
        Enumerable.Range(1, 5).Cast<int?>().FirstOrDefault(n => procedure.Step(n!.Value, given.Today) is null);

    private static (Guid Person, DossierItem Item)? Missing(AppointmentHistory procedure, Guid person, DateOnly day) =>
        Enum.GetValues<DossierItem>().Where(i => procedure.Paper(person, i, day) is null).Select(i => ((Guid, DossierItem)?)(person, i)).FirstOrDefault();

    private static Conference Meeting(Random random)
    {
        var present = random.Next(4) == 0 ? random.Next(12, 21) : 20;
        return new(0, 20, present, random.Next(8) > 0, present, present, 0);
    }

    private static List<CandidateVotes> Votes(AppointmentHistory procedure, ProcedureOpened about, Random random) =>
        [.. procedure.Candidates.Select(c => new CandidateVotes(c, about.PostId, random.Next(3) == 0 ? 11 : 10, 0))];

    private static T Any<T>(Random random, int? of = null, int? most = null)
        where T : struct, Enum => Enum.GetValues<T>() is var all && random.Next(of ?? all.Length) is var i && i < (most ?? all.Length) && i < all.Length ? all[i] : all[0];
}
