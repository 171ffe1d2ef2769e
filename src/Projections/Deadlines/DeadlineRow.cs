using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Projections.Deadlines;

/// <summary>A clock as known from one log position up to another.</summary>
internal sealed class DeadlineRow(Guid caseId, CaseDeadline deadline, long recordedFrom, bool isStored)
{
    internal Guid CaseId { get; } = caseId;

    internal CaseDeadline Deadline { get; } = deadline;

    internal long RecordedFrom { get; } = recordedFrom;

    internal long RecordedTo { get; set; } = ReadModel.Forever;

    internal bool IsStored { get; set; } = isStored;
}
