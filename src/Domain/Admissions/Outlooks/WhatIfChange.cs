namespace CadreWorkflow.Domain.Admissions.Outlooks;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;

/// <summary>One supposition about a case. Nothing of it is ever stored.</summary>
public abstract record WhatIfChange
{
    private WhatIfChange()
    {
    }

    /// <summary>A recorded fact, such as a receipt or a meeting, had another date.</summary>
    /// <param name="Fact">Id of the event, or of the original a correction stands for.</param>
    public sealed record FactDate(Guid Fact, DateOnly Date) : WhatIfChange;

    /// <summary>An act were done on a day; with the fields a neutral act of its kind has (<see cref="CaseActions"/>).</summary>
    /// <param name="Code">Code of the act (<see cref="CaseActs"/>).</param>
    public sealed record Act(string Code, DateOnly Date) : WhatIfChange;

    /// <summary>Days were counted by this calendar, whatever the acting body's own is.</summary>
    public sealed record Calendar(CalendarKind Kind) : WhatIfChange;

    /// <summary>A draft of a policy or a calendar were published.</summary>
    public sealed record Draft(string Text) : WhatIfChange;

    /// <summary>One policy version governed its family on every date.</summary>
    public sealed record Policy(string Version) : WhatIfChange;

    /// <summary>The clock of the decision now running were extended on the day asked about.</summary>
    public sealed record Extension(int WorkingDays) : WhatIfChange;
}

/// <summary>How a supposed act would be judged if it were proposed.</summary>
/// <param name="Allowed">False: something blocks it; the comparison shows the case as if it had been done all the same.</param>
public sealed record SupposedAct(string Code, DateOnly Date, bool Allowed, IReadOnlyList<Events.Finding> Findings);

/// <summary>The case as it is and as it would be.</summary>
/// <param name="Acts">The supposed acts, in order of their days.</param>
public sealed record WhatIfResult(CaseOutlook Before, CaseOutlook After, OutlookComparison Comparison, IReadOnlyList<SupposedAct> Acts);

/// <summary>A result, or why there is none.</summary>
/// <param name="Problems">What is wrong with a draft, when that is the reason.</param>
public readonly record struct WhatIfAnswer(WhatIfResult? Result, Events.Refusal? Refusal, IReadOnlyList<RegulationProblem> Problems);
