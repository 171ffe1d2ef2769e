namespace CadreWorkflow.Domain.Admissions.Deciding;

/// <summary>Transfers, redo, rectification, cancellation, withdrawal (ADM-48…51).</summary>
internal static class Moving
{
    internal static void Judge(ActScene s, CaseMoved act)
    {
        if (PointOf(s.GuardStage) is { } point && point != act.Point)
        {
            s.Found.Block(
                point == TransferPoint.WhileHelped ? "ADM-48" : "ADM-49", "transfer_letter_of_other_kind", unblock: "other_transfer_letter", with: [("point", Events.Codes.Of(point))]);
        }

        foreach (var receiver in new[] { act.ToUnionUnit, act.ToPartyBody }.OfType<Guid>())
        {
            if (s.Unit(receiver) is { Active: false } ended)
            {
                s.Found.Block("ADM-49", "receiver_not_active", unblock: "follow_successor", freeOn: ended.OpenedOn > s.Day ? ended.OpenedOn : null, with: [("unit", ended.Code)]);
            }
        }
    }

    internal static void Judge(ActScene s, RedoOrdered act)
    {
        if (s.View.Reached.Rank() <= act.FromStage.Rank())
        {
            s.Found.Block("ADM-50", "redo_stage_not_reached", with: [("stage", Events.Codes.Of(act.FromStage))]);
        }
    }

    internal static void Judge(ActScene s, CaseWithdrawn _)
    {
        if (s.View.Last<VerificationConcluded>() is { } verified)
        {
            s.Found.Show("ADM-51", "verified_history_stays", [verified.Id]);
        }
    }

    /// <summary>Which letter carries a case from the stage it is in.</summary>
    internal static TransferPoint? PointOf(Stage stage) => stage switch
    {
        Stage.AcceptedAsSource or Stage.AwarenessTraining or Stage.Certified or Stage.Applied or Stage.BackgroundCheck
            or Stage.OpinionsCollected or Stage.Lapsed or Stage.CellRejected => TransferPoint.WhileHelped,
        Stage.CellResolved => TransferPoint.AfterCellResolution,
        Stage.CommitteeResolved or Stage.CommitteeEscalated => TransferPoint.AfterCommitteeResolution,
        Stage.Decided or Stage.CeremonyOverdue => TransferPoint.AfterDecision,
        Stage.Probation or Stage.RecognitionDue => TransferPoint.Probation,
        _ => null,
    };
}
