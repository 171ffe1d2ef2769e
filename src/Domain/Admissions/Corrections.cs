using CadreWorkflow.Domain.Admissions.Deciding;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>What a correction says beside the corrected act: why it is made and which paper shows how it really was.</summary>
public static class Corrections
{
    /// <summary>Why a correction cannot stand; null when it has a reason and a basis. A strike states its own reason: what never happened has no paper.</summary>
    public static Refusal? Refuse(string? reason, DocumentRef? basis, DateOnly today)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return CaseRefusals.CorrectionReasonMissing();
        }

        return string.IsNullOrWhiteSpace(basis?.Number) ? CaseRefusals.CorrectionBasisMissing()
            : Statement.PaperDate("correction.basis.date", basis.Date, today);
    }
}
