using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Planning;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>
/// A generated life of two plans of one body: each number of the script is one statement about five people and six posts, on any day of five years, so
/// that much is stated late and out of order. The consultation has carried everybody.
/// </summary>
internal sealed class PlanWalk
{
    internal static readonly Guid[] People = [.. Enumerable.Range(701, 5).Select(Id)];
    internal static readonly Guid[] PostIds = [Chair, Deputy, Head, OtherHead, ThirdHead, DistrictPost];
    internal static readonly Guid[] PlanIds = [Id(31), Id(32)];
    internal static readonly DateOnly First = D("01/01/2022");

    private readonly Dictionary<Guid, PlanHistory> _plans = [];
    private readonly Dictionary<Guid, CadreState> _cadres = [];
    private long _position;

    private PlanWalk()
    {
        foreach (var person in People)
        {
            _cadres[person] = CadreState.Empty.Evolve(Recorded<CadreEvent>(
                new PostTaken(D("01/01/2015"), person, Paper(), Officer, null, PostTaking.Appointment, D("01/01/2015"), null)));
        }

        CandidateVotes[] everybody = [.. People.SelectMany(p => PostIds.Select(x => new CandidateVotes(p, x, 20, 9)))];
        foreach (var id in PlanIds)
        {
            _plans[id] = PlanHistory.Empty;
            Take(id, new PlanOpened(First, true, Paper(), id, Federation, PlanTerm.NextTerm, D("01/07/2026"), D("30/06/2031")));
            for (var step = 1; step <= 5; step++)
            {
                Take(id, new ConsultationHeld(First, true, Paper(), step, new(29, 29, 29, true, 29, 29, 0), [.. step == 1 ? everybody.Select(c => c with { Agree = 0, Disagree = 0 }) : everybody]));
            }
        }
    }

    internal IReadOnlyDictionary<Guid, PlanHistory> Plans => _plans;

    internal IReadOnlyDictionary<Guid, CadreState> Cadres => _cadres;

    /// <summary>Every statement made, with the plan and the person it was made on and what was decided.</summary>
    internal List<(Guid Plan, PlanHistory Before, CadreState? Cadre, PlanEvent Act, Decision Decision)> Steps { get; } = [];

    /// <summary>Every day on which something begins or ends, and the day after the last.</summary>
    internal IEnumerable<DateOnly> Days =>
        _plans.Values.SelectMany(p => p.AllRecorded.Select(r => r.Event.OccurredOn)).Append(Today).Distinct().Order();

    internal static PlanWalk Start() => new();

    /// <summary>Only proposals; no fact is struck.</summary>
    internal static PlanWalk OfProposals(int[] script) => Along(script, n => n % 4 == 0 ? "remove" : n % 61 == 1 ? "close" : n % 9 == 1 ? "review" : "name", reported: false);

    /// <summary>Proposals and reports, strikes too.</summary>
    internal static PlanWalk OfAll(int[] script) =>
        Along(script, n => (n % 16) switch { 0 or 1 or 2 => "remove", 3 => "strike", 4 => "review", 5 when n % 5 == 0 => "close", _ => "name" }, reported: true);

    internal static PlanNamed Naming(Guid person, Guid post, DateOnly day, bool reported) =>
        new(day, reported, Paper($"{day.DayNumber}-QĐ/TU"), person, post, Manager, Gender.Female, 38, Education.Bachelor, TheoryLevel.Intermediate, null);

    internal Decision Take(Guid plan, PlanEvent act)
    {
        var decision = Decide(plan, act);
        Steps.Add((plan, _plans[plan], PersonOf(act) is { } who ? _cadres[who] : null, act, decision));
        foreach (var planned in decision.IsAccepted ? decision.Events : [])
        {
            if (planned.Event is PlanEvent fact)
            {
                _plans[plan] = _plans[plan].Evolve(Recorded(fact));
            }
            else
            {
                var cadre = (CadreEvent)planned.Event;
                _cadres[cadre.PersonId] = _cadres[cadre.PersonId].Evolve(Recorded(cadre));
            }
        }

        return decision;
    }

    internal Decision Decide(Guid plan, PlanEvent act) => Decide(plan, _plans[plan], PersonOf(act) is { } who ? _cadres[who] : null, act);

    internal static Decision Decide(Guid plan, PlanHistory history, CadreState? cadre, PlanEvent act) =>
        PlanDecisions.Decide(history, plan, act, new(Today, Law, Units, Posts, cadre is null ? null : Born("01/01/1988"), cadre));

    private static PlanWalk Along(int[] script, Func<int, string> kindOf, bool reported)
    {
        var walk = new PlanWalk();
        foreach (var number in script)
        {
            walk.Step(number, kindOf(number / 7), reported && number % 3 > 0);
        }

        return walk;
    }

    private static Guid? PersonOf(PlanEvent act) => (act as PlanNamed)?.PersonId;

    private void Step(int number, string kind, bool reported)
    {
        var day = First.AddDays(1 + (number % (Today.DayNumber - First.DayNumber)));
        var plan = PlanIds[number / 11 % 2];

        // Few people and posts, so that three at most is met again and again.
        var (person, post) = (People[number / 23 % People.Length], PostIds[number / 131 % PostIds.Length]);
        var standing = _plans[plan].NamesOn(day).ToList();
        switch (kind)
        {
            case "name":
                Take(plan, Naming(person, post, day, reported));
                break;
            case "remove" when standing.Count > 0:
                var name = standing[number / 29 % standing.Count].Named;
                Take(plan, new PlanNameRemoved(day, reported, Paper(), name.PersonId, name.PostId, (PlanRemoval)(number % 5)));
                break;
            case "strike":
                var facts = _plans[plan].Facts.Where(f => f.Event is PlanNamed or PlanNameRemoved or PlanClosed).ToList();
                if (facts.Count > 0)
                {
                    Take(plan, new PlanFactStruck(Today, true, null, facts[number / 31 % facts.Count].Id));
                }

                break;
            case "review":
                Take(plan, new PlanReviewed(day, reported, Paper(), day.Year));
                break;
            case "close":
                Take(plan, new PlanClosed(day, reported, Paper()));
                break;
        }
    }

    private Recorded<T> Recorded<T>(T fact)
        where T : class, IDomainEvent => new(fact, Id(10_000 + (int)++_position), "x", _position, _position, DateTimeOffset.UnixEpoch, EventHeaders.None, null);
}
