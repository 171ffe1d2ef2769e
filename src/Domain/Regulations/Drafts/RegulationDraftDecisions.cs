using CadreWorkflow.Domain.Events;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Regulations.Drafts;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;

/// <summary>Publishing a version with four eyes. What was published is never taken back: a later version supersedes or corrects.</summary>
public static class RegulationDraftDecisions
{
    /// <summary>Codes of refusals, beside those of <see cref="RegulationProblems"/>.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        ["four_eyes", "draft_closed", "draft_of_other_account", "reason_required", "document_required", "document_number_invalid", "document_after_today", "instrument_after_today"];

    /// <summary>Puts a text forward. What is published or already open with the same content decides nothing.</summary>
    /// <param name="state">The draft of this very content, if there was one.</param>
    /// <param name="draftId">Its id, which follows from the content.</param>
    /// <param name="document">The announcing paper; for a policy version the instrument itself when null.</param>
    public static Decision Propose(
        RegulationDraftState state, Guid draftId, RegulationDocument draft, DocumentRef? document, Regulations published, DateOnly today)
    {
        if (published.HashOf(draft.Id) == draft.ContentHash || state.Status == DraftStatus.Open)
        {
            return Decision.Nothing;
        }

        if (Faults(published, draft.Canonical) is { } fault)
        {
            return fault;
        }

        if (draft.Policy is { } policy && policy.IssuedOn > today)
        {
            return Refuse("instrument_after_today", "issuedOn", Iso(policy.IssuedOn));
        }

        var paper = document ?? (draft.Policy is { } own ? new DocumentRef(own.Instrument.Number.Raw, own.Instrument.Date, string.Join('-', own.Instrument.Number.IssuerCodes)) : null);
        if (paper is null)
        {
            return Refuse("document_required", "document", null);
        }

        if (DocumentNumber.Parse(paper.Number).Value is not { } number)
        {
            return Refuse("document_number_invalid", "document.number", paper.Number);
        }

        if (paper.Date > today)
        {
            return Refuse("document_after_today", "document.date", Iso(paper.Date));
        }

        var complete = paper with { Number = number.Raw, Issuer = string.IsNullOrWhiteSpace(paper.Issuer) ? string.Join('-', number.IssuerCodes) : paper.Issuer };
        var proposed = new PlannedEvent(Streams.RegulationDraft(draftId), new RegulationProposed(today, draft.Id, draft.ContentHash, draft.Canonical, complete));
        return Decision.Accept(state.Version > 0 ? [proposed] : [proposed, new(Streams.RegulationDrafts, new RegulationDraftListed(today, draftId))]);
    }

    /// <summary>Approves, and publishes in the same append: the text is checked again against what is published at that moment.</summary>
    /// <param name="account">Account id of whoever approves; null for the system, which never does.</param>
    public static Decision Approve(RegulationDraftState state, Guid draftId, string? account, Regulations published, DateOnly today)
    {
        if (state.Status == DraftStatus.Approved)
        {
            return Decision.Nothing;
        }

        if (MustBeOpen(state) is { } closed)
        {
            return closed;
        }

        if (account is null || state.Proposed!.Account is not { } proposer || proposer == account)
        {
            return Refuse("four_eyes", "approver", null);
        }

        var (document, problems) = published.Propose(state.Proposal!.Content);
        return document is null
            ? Refuse(problems[0])
            : Decision.Accept(
            [
                new(Streams.RegulationDraft(draftId), new RegulationApproved(today)),
                new(Streams.Regulations, document.Publication(today)),
            ]);
    }

    /// <summary>Refuses a draft of another account, with a reason.</summary>
    public static Decision Reject(RegulationDraftState state, Guid draftId, string? account, Guid? noteId, DateOnly today)
    {
        if (state.Status == DraftStatus.Rejected)
        {
            return Decision.Nothing;
        }

        if ((MustBeOpen(state) ?? MustHaveReason(noteId)) is { } refused)
        {
            return refused;
        }

        return account is null || state.Proposed!.Account == account
            ? Refuse("four_eyes", "approver", null)
            : Decision.Accept(Streams.RegulationDraft(draftId), new RegulationRejected(today, noteId));
    }

    /// <summary>Takes one's own draft back, with a reason.</summary>
    public static Decision Withdraw(RegulationDraftState state, Guid draftId, string? account, Guid? noteId, DateOnly today)
    {
        if (state.Status == DraftStatus.Withdrawn)
        {
            return Decision.Nothing;
        }

        if ((MustBeOpen(state) ?? MustHaveReason(noteId)) is { } refused)
        {
            return refused;
        }

        return state.Proposed!.Account != account
            ? Refuse("draft_of_other_account", "proposer", null)
            : Decision.Accept(Streams.RegulationDraft(draftId), new RegulationWithdrawn(today, noteId));
    }

    /// <summary>The first problem of a text as a refusal; null when it could be published.</summary>
    public static Decision? Faults(Regulations published, string text)
    {
        var (document, problems) = published.Propose(text);
        return document is null ? Refuse(problems[0]) : null;
    }

    private static Decision? MustBeOpen(RegulationDraftState state) =>
        state.Status == DraftStatus.Open ? null : Refuse("draft_closed", "status", Events.Codes.Of(state.Status));

    private static Decision? MustHaveReason(Guid? noteId) => noteId is null ? Refuse("reason_required", "reason", null) : null;

    private static Decision Refuse(RegulationProblem problem) => Decision.Refuse(new Refusal(
        problem.Code, problem.Field, problem.Detail, null, new Dictionary<string, string>(StringComparer.Ordinal) { ["source"] = problem.Source, ["detail"] = problem.Detail }));

    private static Decision Refuse(string code, string field, string? value) => Decision.Refuse(new Refusal(code, field, value));
}
