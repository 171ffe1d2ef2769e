using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Drafts;

namespace CadreWorkflow.Api.Engine;

/// <summary>Puts a policy version or a calendar year forward for publication.</summary>
/// <param name="Text">The whole regulation file.</param>
/// <param name="Document">The paper that announces it; null for a policy version's own instrument.</param>
public sealed record ProposeRegulation(string Text, DocumentRef? Document) : Command
{
    /// <inheritdoc />
    public override string Name => "propose_regulation";
}

/// <summary>Approves, rejects or withdraws a draft.</summary>
/// <param name="To"><see cref="DraftStatus.Approved"/>, <see cref="DraftStatus.Rejected"/> or <see cref="DraftStatus.Withdrawn"/>.</param>
/// <param name="Reason">Free words of a rejection or withdrawal: kept outside the log.</param>
/// <param name="ExpectedVersion">The version the caller looked at; null when any will do.</param>
public sealed record SettleRegulation(Guid DraftId, DraftStatus To, string? Reason = null, long? ExpectedVersion = null) : Command
{
    /// <inheritdoc />
    public override string Name => To switch
    {
        DraftStatus.Approved => "approve_regulation",
        DraftStatus.Rejected => "reject_regulation",
        DraftStatus.Withdrawn => "withdraw_regulation",
        _ => throw new System.Diagnostics.UnreachableException(To.ToString()),
    };
}
