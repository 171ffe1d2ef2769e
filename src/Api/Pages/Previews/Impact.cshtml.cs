using System.Globalization;
using System.Text;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Imports;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Api.Pages.Views;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Admissions.Outlooks;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Drafts;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Previews;

/// <summary>
/// What a draft would do to the open cases the reader may see. The draft is a stored one, a shipped sample, a file or pasted text; a text that is in
/// none of them is kept aside for an hour so that pages can be turned. Nothing is recorded.
/// </summary>
[RequestSizeLimit((ImpactLimits.MaxDraftChars * 4) + (64 * 1024))]
public sealed class ImpactPage : CadrePage
{
    private const int PageSize = 25;

    private readonly ImpactPreview _preview;
    private readonly UploadShelf _shelf;
    private readonly ReferenceFacts _reference;
    private readonly PeopleStore _people;
    private readonly RegulationDrafts _drafts;

    public ImpactPage(IServiceProvider services)
    {
        // The preview is internal to the program, and a page's constructor is not.
        _preview = services.GetRequiredService<ImpactPreview>();
        _shelf = services.GetRequiredService<UploadShelf>();
        _reference = services.GetRequiredService<ReferenceFacts>();
        _people = services.GetRequiredService<PeopleStore>();
        _drafts = services.GetRequiredService<RegulationDrafts>();
    }

    /// <summary>The preview; null before a draft is chosen.</summary>
    public ImpactBody? Impact { get; private set; }

    /// <summary>What the draft says it is.</summary>
    public string DraftTitle { get; private set; } = string.Empty;

    /// <summary>What is wrong with the draft, in words.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>The effect shown; null for all.</summary>
    public string? Effect { get; private set; }

    /// <summary>Drafts to choose from: proposed ones first, then the samples.</summary>
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    /// <summary>Pages of the list of cases.</summary>
    public Paging? Paging { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? sample, string? effect, string? day, [FromQuery(Name = "page")] int page = 1)
    {
        var actor = HttpContext.Actor();
        if (ImpactWords.Asker(actor) is null)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        await PrepareAsync();
        Form["sample"] = sample;
        Form["day"] = day;
        Effect = Codes.TryParse<ImpactEffects>(effect, out var kind) && kind != ImpactEffects.None ? effect : null;
        if (sample is null)
        {
            return Page();
        }

        if (await TextAsync(sample) is not { } text)
        {
            Form.AddKey("sample", "impact.draft_gone");
            return Page();
        }

        var on = Form.Date("day");
        if (!Form.Valid)
        {
            return Page();
        }

        await ShowAsync(text, actor, on, kind, Math.Max(1, page));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        var actor = HttpContext.Actor();
        if (ImpactWords.Asker(actor) is null)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Form.Fill(Request.Form);
        await PrepareAsync();
        var sample = Form["sample"] is { Length: > 0 } chosen ? chosen : null;
        var text = file is { Length: > 0 and <= ImpactLimits.MaxDraftChars * 4L } ? await ReadAsync(file) : Form.Text("draft", max: ImpactLimits.MaxDraftChars);
        if (text is null && sample is null)
        {
            Form.AddKey("sample", "impact.choose");
        }

        Form.Date("day");
        if (!Form.Valid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        if (text is not null)
        {
            var (_, problems) = (await _reference.CurrentAsync(HttpContext.RequestAborted)).Regulations.Propose(text);
            if (problems.Count > 0)
            {
                Refuse(problems);
                return Page();
            }

            sample = "shelf-" + await _shelf.KeepAsync(actor.AccountId, Encoding.UTF8.GetBytes(text), HttpContext.RequestAborted);
        }

        return LocalRedirect("/regulations/impact" + QueryString.Create(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["sample"] = sample, ["day"] = Form["day"] }.Where(p => !string.IsNullOrEmpty(p.Value))));
    }

    /// <summary>This page's address with another effect or page.</summary>
    public string Here(string? effect, int page = 1) => "/regulations/impact" + QueryString.Create(new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["sample"] = Form["sample"],
        ["day"] = Form["day"],
        ["effect"] = effect,
        ["page"] = page == 1 ? null : page.ToString(CultureInfo.InvariantCulture),
    }.Where(p => !string.IsNullOrEmpty(p.Value)));

    private static async Task<string> ReadAsync(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private async Task PrepareAsync()
    {
        Area = "regulations";
        Title = T["impact.title"];
        Crumbs = [(T["nav.regulations"], "/regulations")];
        var stored = HttpContext.Actor().Has(Verb.ManageRegulations) ? await _drafts.ListAsync(HttpContext.RequestAborted) : [];
        var regulations = (await _reference.CurrentAsync(HttpContext.RequestAborted)).Regulations;
        Choices =
        [
            .. stored.Where(d => d.State.Status == DraftStatus.Open).Select(d => new Choice("draft-" + d.Id.ToString("D"), T["impact.stored", ("title", TitleOf(d, regulations))])),
            .. SampleDrafts.Choices(T),
        ];
    }

    private static string TitleOf(StoredDraft draft, Domain.Regulations.Regulations regulations) =>
        Domain.Regulations.Files.RegulationFiles.ReadDraft(draft.State.Proposal!.Content).Document is { } document ? RegulationWords.Title(T, document) : draft.Id.ToString("D")[..8];

    private async Task<string?> TextAsync(string sample)
    {
        if (SampleDrafts.Find(sample) is { } shipped)
        {
            return shipped;
        }

        if (sample.StartsWith("shelf-", StringComparison.Ordinal))
        {
            return await _shelf.FindAsync(HttpContext.Actor().AccountId, sample["shelf-".Length..], HttpContext.RequestAborted) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
        }

        return sample.StartsWith("draft-", StringComparison.Ordinal) && Guid.TryParse(sample.AsSpan("draft-".Length), out var id)
            && HttpContext.Actor().Has(Verb.ManageRegulations) && await _drafts.FindAsync(id, HttpContext.RequestAborted) is { } draft
            ? draft.State.Proposal!.Content
            : null;
    }

    private async Task ShowAsync(string text, Actor actor, DateOnly? on, ImpactEffects effect, int page)
    {
        var asker = ImpactWords.Asker(actor)!.Value;
        var (summary, problems) = await _preview.RunAsync(text, asker.As, on, HttpContext.RequestAborted);
        if (summary is null)
        {
            Refuse(problems);
            return;
        }

        var facts = await _reference.CurrentAsync(HttpContext.RequestAborted);
        Impact = await ImpactWords.BodyAsync(_preview, summary, _people, facts, asker.As, effect, page, PageSize, HttpContext.RequestAborted, asker.WithCases);
        DraftTitle = RegulationWords.Title(T, summary.Draft);
        Title = T["impact.of", ("title", DraftTitle)];
        Form["day"] = Words.F.Date(summary.Day);
        Paging = new Paging(page, PageSize, Impact.Total, n => Here(Effect, n));
    }

    private void Refuse(IReadOnlyList<Domain.Regulations.Files.RegulationProblem> problems)
    {
        Problems = [.. problems.Select(p => RegulationWords.Of(T, p))];
        Form.Add("draft", T["refusal.what_if_draft_wrong", ("n", problems.Count)]);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
