using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>One act before its judges: the case as it stood on the act's day, the rules of that day, and what they have said so far.</summary>
internal sealed class ActScene
{
    internal ActScene(CaseHistory history, CaseEvent act, CaseContext context, Law law)
    {
        History = history;
        Act = act;
        Context = context;
        Law = law;
        View = law.View(history, act.OccurredOn);
        PartyBody = history.PartyBodyOn(act.OccurredOn);
        UnionUnit = history.UnionUnitOn(act.OccurredOn);
        Stage = Stages.On(View, law, CellCalendarFrom);
        Found = new(law, act.OccurredOn);
        Found.Read(law.Regulations.PolicyOn(PolicyFamilies.Admission, act.OccurredOn)?.Id);
        Found.Read(law.Regulations.PolicyOn(PolicyFamilies.Guidance, act.OccurredOn)?.Id);
    }

    internal CaseHistory History { get; }

    internal CaseEvent Act { get; }

    internal CaseContext Context { get; }

    internal Law Law { get; }

    /// <summary>The facts in force on the act's day, without the act.</summary>
    internal CaseView View { get; }

    internal Stage Stage { get; }

    internal Guid PartyBody { get; }

    internal Guid UnionUnit { get; }

    internal Findings Found { get; }

    internal DateOnly Day => Act.OccurredOn;

    /// <summary>The calendars of the Party bodies that have the case, from a clock start up to the act's day.</summary>
    internal ClockCalendar CellCalendarFrom(DateOnly start) => CaseDeadlines.Holding(History, Context.Units, start, Day).Counted;

    /// <summary>Person attributes were read: the evaluation cites their revision.</summary>
    internal bool PersonWasRead { get; set; }

    /// <summary>The stage guards look at: after a redo order the case goes on from the stage it was sent back to.</summary>
    internal Stage GuardStage => Stage == Stage.RedoOrdered ? View.StageOnTheRoad() : Stage;

    internal UnitFacts? Unit(Guid id) => Context.Units.Unit(id, Day);

    internal static (string Key, string Value) With(string key, DateOnly date) => (key, Iso(date));

    internal static (string Key, string Value) With(string key, long number) => (key, Digits(number));
}
