using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions.Stories;

using CadreWorkflow.Domain.Regulations;

/// <summary>One statement of a story: what it was made on, what was decided, and what holds afterwards.</summary>
public sealed record StoryStep(Given Before, CaseCommand Command, Decision Decision, Given After);

/// <summary>A script told on the deciders: every statement with its decision. What was accepted is appended, everything else leaves the case as it was.</summary>
public sealed class CaseStory
{
    /// <summary>A variation with nothing odd in it.</summary>
    public const int Plain = 1;

    private readonly List<StoryStep> _steps = [];

    private CaseStory(Given given, DateOnly day)
    {
        Given = given;
        Day = day;
    }

    /// <summary>What holds at the end.</summary>
    public Given Given { get; private set; }

    /// <summary>Every statement, the filing first.</summary>
    public IReadOnlyList<StoryStep> Steps => _steps;

    /// <summary>The day of the last step that moved time on.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The case the story is in: another one after a re-referral.</summary>
    public Guid CaseId { get; private set; } = Given.CaseId;

    /// <summary>Tells a script, from the filing of the first case on.</summary>
    public static CaseStory Play(CaseScript script)
    {
        var cast = StoryCast.Of(script.Cast);
        var story = new CaseStory(cast.Given, cast.Start);
        story.Tell(new(Given.CaseId, cast.Filing));
        if (story.Given.History.Filed is null)
        {
            // Whatever speaks against it, a referral already made outside is recorded: every story has a case.
            story.Tell(new(Given.CaseId, cast.Filing with { Reported = true }));
        }

        for (var i = 0; i < script.Steps.Count; i++)
        {
            story.Take(i, script.Steps[i]);
        }

        return story;
    }

    /// <summary>Given facts with what was decided appended, whichever case it belongs to.</summary>
    public static Given Append(Given given, CaseCommand command, Decision decision)
    {
        if (!decision.IsAccepted)
        {
            return given;
        }

        var next = given;
        var current = given.History.CaseId;
        if (command.CaseId != current && decision.Events.Count > 0 && current != Guid.Empty)
        {
            next = next with { PreviousCase = given.History, History = CaseHistory.Empty };
        }

        foreach (var planned in decision.Events)
        {
            next = planned.Event switch
            {
                CaseEvent e when planned.StreamId == Streams.Case(command.CaseId) => next with { History = next.History.Evolve(Given.Record(next.History.Version, e, planned.Corrects)) },
                CaseEvent e => next with { PreviousCase = next.PreviousCase!.Evolve(Given.Record(next.PreviousCase.Version, e, planned.Corrects)) },
                PersonEvent e => next.AndPerson(e),
                _ => next,
            };
        }

        return next;
    }

    /// <summary>Decides a statement on given facts, as the gateway would: a filing of another case sees the present one as its previous.</summary>
    public static Decision Decide(Given given, CaseCommand command) =>
        command.Act is ReferralFiled && command.CaseId != given.History.CaseId && given.History.Filed is not null
            ? CaseDecisions.Decide(CaseHistory.Empty, command, given.Context with { PreviousCase = given.History })
            : CaseDecisions.Decide(given.History, command, given.Context);

    private void Take(int index, ScriptStep step)
    {
        // Probation is a year long: a story that crept through it day by day would never see its end.
        var onProbation = Stages.On(Given.History, Day, Given.Regulations, CalendarKind.Public) == Stage.Probation;
        var day = Day.AddDays(step.Days + (onProbation ? 120 : 0));
        if (day > Given.Today)
        {
            return;
        }

        if (step.Move is Move.Forward or Move.Any or Move.ReRefer)
        {
            Day = day;
        }

        if (Command(index, step) is { } command)
        {
            Tell(command);
        }
    }

    private CaseCommand? Command(int index, ScriptStep step)
    {
        var said = new StoryActs(Given, index, step.Vary);
        var known = Given.History.AllRecorded;
        switch (step.Move)
        {
            case Move.Forward:
                return New(said.Next(Day, step.Pick));
            case Move.Any:
                return New(said.Act(StoryActs.Codes[step.Pick % StoryActs.Codes.Count], Day));
            case Move.Late:
                var about = known[step.Pick % known.Count].Event.OccurredOn.AddDays(step.Days % 20);
                return New(said.Act(StoryActs.Codes[step.Pick / 7 % StoryActs.Codes.Count], about < Day ? about : Day) with { Reported = true });
            case Move.Correct:
                var target = known[step.Pick % known.Count];
                return new(CaseId, said.Corrected(target.Event, Day), step.Vary % 31 == 0 ? Guid.AllBitsSet : target.Id);
            case Move.Strike:
                var struck = known[step.Pick % known.Count].Id;
                return new(CaseId, new FactStruck(Day, false, null, step.Vary % 23 == 0 ? ReasonCode.Other : ReasonCode.WrongForm, null), step.Vary % 29 == 0 ? null : struck);
            case Move.Repeat:
                return _steps[step.Pick % _steps.Count].Command;
            default:
                var next = new Guid($"11111111-0000-0000-0000-{index + 2:D12}");
                return new(next, said.Again(Day, next));
        }
    }

    private CaseCommand New(CaseEvent act) => new(CaseId, act);

    private void Tell(CaseCommand command)
    {
        // A repeated statement may be of a case already left behind.
        if (command.CaseId != CaseId && (command.Act is not ReferralFiled || Given.PersonStream.Cases.Contains(command.CaseId)))
        {
            return;
        }

        var decision = Decide(Given, command);
        var after = Append(Given, command, decision);
        _steps.Add(new(Given, command, decision, after));
        Given = after;
        CaseId = after.History.Filed is null ? CaseId : after.History.CaseId;
    }
}
