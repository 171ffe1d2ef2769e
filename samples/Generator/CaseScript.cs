namespace CadreWorkflow.Generator;

/// <summary>What is asked of one case.</summary>
/// <param name="Reference">The union's own file number.</param>
/// <param name="Sent">Day of the first letter to the Party body (of the filing, for a case that is not sent).</param>
/// <param name="Speed">Per cent of the usual waiting times.</param>
/// <param name="StopAfter">Nothing happens after this milestone.</param>
/// <param name="MovesTo">Another unit of the province that takes the case over after the awareness class.</param>
/// <param name="Pin">A milestone that must fall on an exact day, for the desks of today.</param>
internal sealed record CaseScript(
    string Reference,
    Grassroots Unit,
    Person Person,
    DateOnly Sent,
    Fate Fate,
    int Speed,
    string? PreviousCase = null,
    Milestone StopAfter = Milestone.Recognised,
    (Milestone Milestone, DateOnly On)? Pin = null,
    Grassroots? MovesTo = null);

/// <summary>A case as generated: its referral row and its later acts.</summary>
internal sealed class CaseRecord(CaseScript script)
{
    public CaseScript Script { get; } = script;

    public DateOnly FiledOn { get; set; }

    public DateOnly? SubmittedOn { get; set; }

    public DateOnly? ResolvedOn { get; set; }

    public DateOnly? SentOn { get; set; }

    public DateOnly RecordedOn { get; set; }

    public Ballot? Resolution { get; set; }

    public string? ResolutionNumber { get; set; }

    public string? LetterNumber { get; set; }

    public List<Act> Acts { get; } = [];

    public DateOnly? AdmittedOn => Acts.Find(a => a.Code is "decide" && a.Fields["purpose"] is "admission" && a.Fields["outcome"] is "approved")?.OccurredOn;
}
