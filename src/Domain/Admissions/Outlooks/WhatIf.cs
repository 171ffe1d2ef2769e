using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Admissions.Outlooks;

using CadreWorkflow.Domain.Regulations;

/// <summary>Applies suppositions to a case and compares. Pure: nothing is appended, so nothing can be stored.</summary>
public static class WhatIf
{
    /// <summary>Most suppositions at once.</summary>
    public const int MaxChanges = 20;

    /// <summary>No act or paper is dated before this, as everywhere.</summary>
    private static readonly DateOnly FirstDay = new(1975, 1, 1);

    /// <summary>Codes a what-if is refused with, beside those of the acts themselves (<see cref="CaseRefusals"/>).</summary>
    public static IReadOnlyList<string> Refusals { get; } =
    [
        "what_if_case_closed", "what_if_too_many", "what_if_unknown_act", "what_if_unknown_fact", "what_if_unknown_version", "what_if_unknown_calendar",
        "what_if_date_out_of_range", "what_if_days_not_positive", "what_if_extension_too_long", "what_if_no_running_clock", "what_if_draft_wrong",
    ];

    /// <summary>The case as it is and as it would be on a day, or a refusal naming the supposition at fault as <c>changes[n].field</c>.</summary>
    /// <param name="day">The day asked about; a later supposed act or fact moves it to its own.</param>
    public static WhatIfAnswer Of(CaseHistory history, CaseContext context, DateOnly day, IReadOnlyList<WhatIfChange> changes)
    {
        var law = new Law(context.Regulations);
        if (history.Filed is null)
        {
            return Refuse(CaseRefusals.NotFiled(history.CaseId));
        }

        if (CaseView.On(history, DateOnly.MaxValue, law) is { Terminal: { } end } ended)
        {
            return Refuse("what_if_case_closed", "caseId", history.CaseId.ToString("D"), ("stage", Codes.Of(end)), ("on", Iso(ended.EndedOn ?? day)));
        }

        if (changes.Count > MaxChanges)
        {
            return Refuse("what_if_too_many", "changes", Digits(changes.Count), ("most", Digits(MaxChanges)));
        }

        var asked = changes.Select(c => c switch { WhatIfChange.Act a => a.Date, WhatIfChange.FactDate f => f.Date, _ => day }).Append(day).Max();
        var scene = new Scene(history, context with { Today = asked > context.Today ? asked : context.Today }, asked);
        foreach (var (change, index) in changes.Select((c, i) => (c, i)).OrderBy(c => Turn(c.c)).ThenBy(c => (c.c as WhatIfChange.Act)?.Date))
        {
            if (scene.Apply(change, $"changes[{index}]") is { } refused)
            {
                return refused;
            }
        }

        var before = CaseOutlook.Of(history, context with { Today = scene.Context.Today }, asked);
        var after = CaseOutlook.Of(scene.History, scene.Context, asked);
        return new(new(before, after, CaseOutlook.Compare(before, after), scene.Acts), null, []);
    }

    /// <summary>Rules first, then the facts as they are, then what would follow.</summary>
    private static int Turn(WhatIfChange change) => change switch
    {
        WhatIfChange.Draft => 0,
        WhatIfChange.Policy => 1,
        WhatIfChange.Calendar => 2,
        WhatIfChange.FactDate => 3,
        WhatIfChange.Act => 4,
        _ => 5,
    };

    private static WhatIfAnswer Refuse(Refusal refusal) => new(null, refusal, []);

    private static WhatIfAnswer Refuse(string code, string field, string value, params (string Key, string Value)[] with) =>
        Refuse(new Refusal(code, field, value, Parameters: with.Length == 0 ? null : CaseRefusals.P(with)));

    private sealed class Scene(CaseHistory history, CaseContext context, DateOnly day)
    {
        internal CaseHistory History { get; private set; } = history;

        internal CaseContext Context { get; private set; } = context;

        internal List<SupposedAct> Acts { get; } = [];

        internal WhatIfAnswer? Apply(WhatIfChange change, string at) => change switch
        {
            WhatIfChange.FactDate moved => Move(moved, at),
            WhatIfChange.Act act => Do(act, at),
            WhatIfChange.Calendar calendar => Count(calendar, at),
            WhatIfChange.Draft draft => Publish(draft, at),
            WhatIfChange.Policy policy => Govern(policy, at),
            WhatIfChange.Extension extension => Extend(extension, at),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such supposition"),
        };

        private WhatIfAnswer? Move(WhatIfChange.FactDate moved, string at)
        {
            var fact = History.Facts.FirstOrDefault(f => f.Id == moved.Fact || CaseHistory.OriginalOf(f) == moved.Fact);
            if (fact is null)
            {
                return Refuse("what_if_unknown_fact", at + ".fact", moved.Fact.ToString("D"));
            }

            if (OutOfRange(moved.Date, at) is { } refused)
            {
                return refused;
            }

            History = History.Dated(fact.Id, Redated(fact.Event, moved.Date));
            return null;
        }

        private WhatIfAnswer? Do(WhatIfChange.Act act, string at)
        {
            if (CaseActs.Find(act.Code) is not { Listed: true } || act.Code == "re-refer")
            {
                return Refuse("what_if_unknown_act", at + ".act", act.Code);
            }

            if (OutOfRange(act.Date, at) is { } refused)
            {
                return refused;
            }

            return CaseActions.Candidate(act.Code, History, Context, act.Date) is { } command ? Take(act.Code, command.Act) : Refuse("what_if_unknown_act", at + ".act", act.Code);
        }

        /// <summary>Judged as a proposal, then taken as done whatever was found: the question is what would follow.</summary>
        private WhatIfAnswer? Take(string code, CaseEvent act)
        {
            var decision = CaseDecisions.Decide(History, new(History.CaseId, act), Context);
            if (decision.Refusal is { } refusal)
            {
                return Refuse(refusal);
            }

            Acts.Add(new(code, act.OccurredOn, decision.IsAccepted, decision.Findings));
            History = History.Plus([(SupposedId(Acts.Count), act, null)]);
            return null;
        }

        private WhatIfAnswer? Count(WhatIfChange.Calendar calendar, string at)
        {
            if (Context.Regulations.Calendar(calendar.Kind.Code()) is null)
            {
                return Refuse("what_if_unknown_calendar", at + ".calendar", calendar.Kind.Code());
            }

            Context = Context with { Regulations = Context.Regulations.CountingBy(calendar.Kind) };
            return null;
        }

        private WhatIfAnswer? Publish(WhatIfChange.Draft draft, string at)
        {
            var (document, problems) = Context.Regulations.Propose(draft.Text);
            if (document is null)
            {
                return new(null, new Refusal("what_if_draft_wrong", at + ".draft"), problems);
            }

            Context = Context with { Regulations = Context.Regulations.With(document) };
            return null;
        }

        private WhatIfAnswer? Govern(WhatIfChange.Policy policy, string at)
        {
            if (Context.Regulations.Policy(policy.Version) is null)
            {
                return Refuse("what_if_unknown_version", at + ".policy", policy.Version);
            }

            Context = Context with { Regulations = Context.Regulations.Overriding(policy.Version) };
            return null;
        }

        private WhatIfAnswer? Extend(WhatIfChange.Extension extension, string at)
        {
            var value = Digits(extension.WorkingDays);
            if (extension.WorkingDays <= 0)
            {
                return Refuse("what_if_days_not_positive", at + ".extensionDays", value);
            }

            var clocks = CaseDeadlines.Of(History, Context.Regulations, Context.Units, day);
            if (clocks.FirstOrDefault(c => c is { Open: true, Rule: "ADM-28" or "ADM-33" }) is not { } clock)
            {
                return Refuse("what_if_no_running_clock", at + ".extensionDays", value);
            }

            var longest = (Context.Regulations.Parameter(ParameterCatalogue.DecisionExtensionDays, clock.VersionDate)?.Parameter.Int ?? 0) - clock.ExtensionWorkingDays;
            if (extension.WorkingDays > longest)
            {
                return Refuse("what_if_extension_too_long", at + ".extensionDays", value, ("longest", Digits(longest)));
            }

            var on = day < clock.ClockStart ? clock.ClockStart : day;
            return Take("extend", new DeadlineExtended(on, false, new DocumentRef("?", on, ""), clock.Rule, extension.WorkingDays));
        }

        private WhatIfAnswer? OutOfRange(DateOnly date, string at)
        {
            // Beyond the last day of the calendars nothing could be computed from it.
            var last = Context.Regulations.Calendar(CalendarKind.Public).LastStart;
            return date >= FirstDay && date <= last ? null
                : Refuse("what_if_date_out_of_range", at + ".date", Iso(date), ("first", Iso(FirstDay)), ("last", Iso(last)));
        }

        /// <summary>The date of its paper goes along: it is what counts for a paper of the dossier.</summary>
        private static CaseEvent Redated(CaseEvent fact, DateOnly date)
        {
            var by = date.DayNumber - fact.OccurredOn.DayNumber;
            var document = fact.Document is { } paper ? paper with { Date = paper.Date.AddDays(by) } : null;
            return fact with { OccurredOn = date, Document = document };
        }

        private static Guid SupposedId(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
    }
}
