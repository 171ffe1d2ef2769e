using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>What became of a case, for the outcome breakdown (ST-07): exclusive, and every case has one on every day.</summary>
[JsonConverter(typeof(CodeConverter<CaseOutcome>))]
public enum CaseOutcome { InProgress, Admitted, Returned, Rejected, Withdrawn, Lapsed, Moved, Removed, Cancelled }

internal static class CaseOutcomes
{
    /// <summary>The outcome of a computed stage. Admitted from the admission decision on, also for one who later left in probation.</summary>
    internal static CaseOutcome Of(CaseView view, Stage stage) => stage switch
    {
        Stage.Returned => CaseOutcome.Returned,
        Stage.CellRejected or Stage.DeclinedByAuthority => CaseOutcome.Rejected,
        Stage.Withdrawn => CaseOutcome.Withdrawn,
        Stage.Lapsed => CaseOutcome.Lapsed,
        Stage.RemovedFromProbation => CaseOutcome.Removed,
        Stage.Cancelled => CaseOutcome.Cancelled,
        Stage.Closed => OfClosing(view),
        Stage.TransferredOut when view.Moving is { ToUnionUnit: null, ToPartyBody: null } && !view.IsAdmitted => CaseOutcome.Moved,
        _ => view.IsAdmitted ? CaseOutcome.Admitted : CaseOutcome.InProgress,
    };

    /// <summary>A closed case keeps the outcome it was closed in; one closed on the way takes it from the reason.</summary>
    private static CaseOutcome OfClosing(CaseView view) => view.ClosedFrom switch
    {
        Stage.Returned => CaseOutcome.Returned,
        Stage.CellRejected => CaseOutcome.Rejected,
        Stage.Lapsed => CaseOutcome.Lapsed,
        Stage.TransferredOut => CaseOutcome.Moved,
        _ when view.IsAdmitted => CaseOutcome.Admitted,
        _ => view.Closing?.Reason switch
        {
            ReasonCode.ApplicantWish or ReasonCode.Died => CaseOutcome.Withdrawn,
            ReasonCode.Left => CaseOutcome.Moved,
            _ => CaseOutcome.Rejected,
        },
    };
}
