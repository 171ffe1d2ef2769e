using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using FsCheck;
using FsCheck.Fluent;

namespace CadreWorkflow.Domain.Tests.Admissions;

/// <summary>
/// A generated life of a case: each number of the script is one step, days strictly growing. Most steps take an allowed action, some report an act
/// out of order, some votes fail.
/// </summary>
public sealed class Walk
{
    private static readonly string[] Endings = ["withdraw", "close", "leave", "cancel", "re-refer"];

    private static readonly string[] Forward =
    [
        "submit", "resolve", "send", "acknowledge", "enrol", "pass", "apply", "record-paper", "start-verification", "conclude", "collect-opinions", "introduce-member",
        "introduce", "cell-vote", "committee-vote", "decide", "receive-decision", "ceremony", "certify-new-member",
    ];

    private Walk(Given given) => Given = given;

    public Given Given { get; private set; }

    public DateOnly Day { get; private set; } = new(2024, 1, 8);

    /// <summary>Every statement made, with what it was made on and what was decided.</summary>
    public List<(Given Before, CaseCommand Command, Decision Decision)> Steps { get; } = [];

    public static Arbitrary<int[]> Scripts { get; } = Arb.From(
        Gen.Choose(0, int.MaxValue - 1).ArrayOf().Resize(30),
        script => Enumerable.Range(0, script.Length).Select(skip => script.Where((_, i) => i != skip).ToArray()));

    public static Walk Along(int[] script, bool mayEnd = true) => Along(script, Given.Nothing.On(new DateOnly(2029, 12, 31)), Acts.Filed("2024-01-08"), mayEnd);

    public static Walk Along(int[] script, Given start, ReferralFiled filing, bool mayEnd = true)
    {
        var walk = new Walk(start);
        walk.Take(filing);
        foreach (var number in script)
        {
            walk.Step(number, mayEnd);
        }

        return walk;
    }

    /// <summary>A proposal or report of an act, with a paper of its own.</summary>
    public static CaseEvent Vary(CaseEvent act, int number, bool reported)
    {
        var paper = new DocumentRef($"{number}/X", act.OccurredOn, "X");
        act = act with { Reported = reported, Document = paper };
        return act switch
        {
            CellVoted vote when number % 4 == 0 => vote with { Tally = Acts.Votes(9, 5) },
            CommitteeVoted vote when number % 5 == 0 => vote with { Body = VotingBody.GrassrootsCommittee, Delegated = number % 2 == 0, Tally = Acts.Votes(15, 9) },
            IntroducedByMember member => member with { Introducer = number % 2 == 0 ? Acts.FirstMember : Acts.SecondMember, TogetherSince = act.OccurredOn.AddDays(-(number % 700)) },
            _ => act,
        };
    }

    private void Step(int number, bool mayEnd)
    {
        Day = Day.AddDays(1 + (number % 37));
        if (Day > Given.Today)
        {
            return;
        }

        var kind = number / 37;
        var verdicts = CaseActions.For(Given.History, Given.Context, Day).Where(v => v.Code != "re-refer" && (mayEnd || !Endings.Contains(v.Code))).ToList();
        var outOfOrder = kind % 10 == 0;
        var choice = outOfOrder ? verdicts : verdicts.Where(v => v.Allowed && (kind % 7 == 0 || !Endings.Contains(v.Code))).ToList();
        if (choice.Count == 0)
        {
            return;
        }

        var next = kind % 4 == 1 || outOfOrder ? null : Forward.FirstOrDefault(f => choice.Exists(v => v.Code == f) && !HasTaken(f));
        var code = next ?? choice[kind / 70 % choice.Count].Code;
        if (CaseActions.Candidate(code, Given.History, Given.Context, Day) is { } candidate)
        {
            Take(Vary(candidate.Act, number, outOfOrder || kind % 3 == 0));
        }
    }

    private bool HasTaken(string code) => Given.History.Facts.Any(f => CaseActs.Of(f.Event).Code == code);

    private void Take(CaseEvent act)
    {
        var command = new CaseCommand(Given.CaseId, act);
        var decision = CaseDecisions.Decide(Given.History, command, Given.Context);
        Steps.Add((Given, command, decision));
        Given = decision.IsAccepted ? Given.After(decision) : Given;
    }
}
