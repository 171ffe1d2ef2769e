using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Rules;

/// <summary>One draft: what it changes, what stands against it, and the second pair of eyes.</summary>
public sealed class DraftPage(CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference, RegulationDrafts drafts, AccountNames accounts, PeopleStore people)
    : CommandPage(gateway, barrier)
{
    /// <summary>The draft.</summary>
    public StoredDraft Draft { get; private set; } = null!;

    /// <summary>What it says; null for a text today's checks no longer read.</summary>
    public RegulationDocument? Document { get; private set; }

    /// <summary>What changes against the version it follows; null when it follows none.</summary>
    public RegulationDiffBody? Diff { get; private set; }

    /// <summary>What stands against publishing it now.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Why it was rejected or withdrawn.</summary>
    public string? Reason { get; private set; }

    /// <summary>The reader proposed it.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>The reader may settle drafts.</summary>
    public bool MaySettle { get; private set; }

    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>(StringComparer.Ordinal);

    public Task<IActionResult> OnGetAsync(Guid id) => ShowAsync(id, () => Task.FromResult<IActionResult>(Page()));

    public Task<IActionResult> OnPostApproveAsync(Guid id) => ShowAsync(id, () => SettleAsync(DraftStatus.Approved));

    public Task<IActionResult> OnPostRejectAsync(Guid id) => ShowAsync(id, () => SettleAsync(DraftStatus.Rejected));

    public Task<IActionResult> OnPostWithdrawAsync(Guid id) => ShowAsync(id, () => SettleAsync(DraftStatus.Withdrawn));

    /// <summary>Name of an account.</summary>
    public string Who(DraftStep? step) => step?.Account is { } account ? _names.GetValueOrDefault(account, account) : string.Empty;

    private async Task<IActionResult> SettleAsync(DraftStatus to)
    {
        var reason = to == DraftStatus.Approved ? null : Form.Text("reason", required: true, max: 1000);
        if (!Form.Valid)
        {
            return Again();
        }

        var version = long.TryParse(Form["version"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : (long?)null;
        return await SendAsync(
            new SettleRegulation(Draft.Id, to, reason, version), _ => (T["regulations.banner." + Domain.Events.Codes.Of(to)], $"/regulations/drafts/{Draft.Id:D}"));
    }

    private async Task<IActionResult> ShowAsync(Guid id, Func<Task<IActionResult>> then)
    {
        Area = "regulations";
        var actor = HttpContext.Actor();
        if (!actor.Has(Verb.ManageRegulations))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await drafts.FindAsync(id, HttpContext.RequestAborted) is not { } draft)
        {
            return NotFound();
        }

        if (Request.HasFormContentType)
        {
            Form.Fill(Request.Form);
        }

        Draft = draft;
        Document = RegulationFiles.ReadDraft(draft.State.Proposal!.Content).Document;
        Title = DraftsPage.TitleOf(draft);
        Crumbs = [(T["nav.regulations"], "/regulations"), (T["regulations.drafts"], "/regulations/drafts")];
        IsOwn = draft.State.Proposed!.Account == actor.AccountId;
        MaySettle = Access.Everywhere(actor, Verb.ManageRegulations);
        var regulations = (await reference.RefreshAsync(HttpContext.RequestAborted)).Regulations;
        Diff = Document is null ? null : Compare(Document, regulations);
        Problems = draft.State.Status == DraftStatus.Open ? [.. regulations.Propose(draft.State.Proposal.Content).Problems.Select(p => RegulationWords.Of(T, p))] : [];
        _names = await accounts.OfAsync([.. new[] { draft.State.Proposed.Account, draft.State.Settled?.Account }.OfType<string>().Distinct(StringComparer.Ordinal)], HttpContext.RequestAborted);
        Reason = draft.State.NoteId is { } note ? (await people.NotesAsync([note], HttpContext.RequestAborted)).GetValueOrDefault(note) : null;
        return await then();
    }

    /// <summary>Against the version it corrects or supersedes, or for a first one of an organisation's calendar the enterprise year it stands on.</summary>
    private static RegulationDiffBody? Compare(RegulationDocument draft, Domain.Regulations.Regulations regulations)
    {
        var before = draft.Policy?.Corrects ?? draft.Policy?.Supersedes ?? draft.Calendar?.Supersedes;
        if (before is not null && regulations.Document(before) is { } known)
        {
            return RegulationDiff.Between(known, draft, regulations.IsPublished(draft) || regulations.Document(draft.Id) is not null ? regulations : regulations.With(draft));
        }

        return null;
    }
}
