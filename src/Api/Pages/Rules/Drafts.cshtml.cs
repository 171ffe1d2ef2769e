using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Rules;

/// <summary>What was proposed, by whom, and what became of it.</summary>
public sealed class DraftsPage(RegulationDrafts drafts, AccountNames accounts) : CadrePage
{
    /// <summary>Open ones first, then the newest.</summary>
    public IReadOnlyList<StoredDraft> Drafts { get; private set; } = [];

    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync()
    {
        Area = "regulations";
        Title = T["regulations.drafts"];
        Crumbs = [(T["nav.regulations"], "/regulations")];
        if (!HttpContext.Actor().Has(Verb.ManageRegulations))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Drafts = [.. (await drafts.ListAsync(HttpContext.RequestAborted)).OrderBy(d => d.State.Status != DraftStatus.Open)];
        _names = await accounts.OfAsync(
            [.. Drafts.SelectMany(d => new[] { d.State.Proposed?.Account, d.State.Settled?.Account }).OfType<string>().Distinct(StringComparer.Ordinal)], HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>Name of an account.</summary>
    public string Who(DraftStep? step) => step?.Account is { } account ? _names.GetValueOrDefault(account, account) : string.Empty;

    /// <summary>What a draft is of.</summary>
    public static string TitleOf(StoredDraft draft) =>
        RegulationFiles.ReadDraft(draft.State.Proposal!.Content).Document is { } document ? RegulationWords.Title(T, document) : draft.State.Proposal.Id;

    /// <summary>Style of a status.</summary>
    public static string TagOf(DraftStatus status) => status switch
    {
        DraftStatus.Open => "c-tag--amber",
        DraftStatus.Approved => "c-tag--green",
        DraftStatus.Rejected => "c-tag--red",
        _ => "c-tag--grey",
    };
}
