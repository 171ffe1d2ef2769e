using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Api.Pages.Views;

/// <summary>One of the seven stretches of the road, for the strip at the top of a case.</summary>
/// <param name="Key">Text key under <c>phase.</c></param>
/// <param name="State"><c>done</c>, <c>now</c>, <c>todo</c> or <c>stopped</c>.</param>
/// <param name="Since">First day in it; null while it lies ahead.</param>
public sealed record Step(string Key, string State, DateOnly? Since);

/// <summary>Where a case stands on its road.</summary>
public static class Steps
{
    private static readonly string[] Keys = ["referral", "training", "dossier", "vote", "decision", "probation", "official"];

    /// <summary>The strip of a case on a day.</summary>
    public static IReadOnlyList<Step> Of(IReadOnlyList<StagePeriod> periods, DateOnly day)
    {
        var lived = periods.Where(p => p.From <= day).ToList();
        if (lived.Count == 0)
        {
            return [.. Keys.Select((k, i) => new Step(k, i == 0 ? "now" : "todo", null))];
        }

        var now = lived[^1].Stage;
        var stopped = PhaseOf(now) is null;

        // A stage beside the road stops the case where it last stood on it.
        var at = lived.Select(p => PhaseOf(p.Stage)).LastOrDefault(p => p is not null) ?? 0;
        return [.. Keys.Select((key, i) => new Step(
            key,
            i < at || now == Stage.Recognised ? "done" : i > at ? "todo" : stopped ? "stopped" : "now",
            i > at ? null : lived.Find(p => PhaseOf(p.Stage) == i)?.From))];
    }

    /// <summary>The stretch of a stage; null for stages beside the road.</summary>
    public static int? PhaseOf(Stage stage) => stage switch
    {
        Stage.Draft or Stage.UnitReview or Stage.Nominated or Stage.SentToParty => 0,
        Stage.AcceptedAsSource or Stage.AwarenessTraining or Stage.Certified => 1,
        Stage.Applied or Stage.BackgroundCheck or Stage.OpinionsCollected => 2,
        Stage.CellResolved or Stage.CommitteeResolved or Stage.CommitteeEscalated => 3,
        Stage.Decided or Stage.CeremonyOverdue => 4,
        Stage.Probation or Stage.RecognitionDue or Stage.RecognitionEscalated => 5,
        Stage.Recognised => 6,
        _ => null,
    };

    /// <summary>Colour of a stage's tag; its word says the same.</summary>
    public static string TagOf(Stage stage) => stage switch
    {
        Stage.CeremonyOverdue or Stage.Lapsed or Stage.RecognitionDue => "c-tag--amber",
        Stage.CellRejected or Stage.DeclinedByAuthority or Stage.RemovedFromProbation or Stage.Cancelled => "c-tag--red",
        Stage.Returned or Stage.RedoOrdered or Stage.Suspended or Stage.CommitteeEscalated or Stage.RecognitionEscalated => "c-tag--amber",
        Stage.Withdrawn or Stage.Closed or Stage.LeftProbation or Stage.TransferredOut or Stage.Draft => "c-tag--grey",
        Stage.Recognised or Stage.Probation or Stage.Decided => "c-tag--green",
        _ => "c-tag--blue",
    };
}
