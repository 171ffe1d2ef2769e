using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Files;
using Microsoft.AspNetCore.Mvc;

namespace CadreWorkflow.Api.Pages.Rules;

/// <summary>A regulation file pasted or sent; what is wrong with it is listed whole, and the text stays.</summary>
[RequestSizeLimit(4 * RegulationFiles.MaxLength)]
public sealed class ProposePage(CommandGateway gateway, ReadBarrier barrier, ReferenceFacts reference) : CommandPage(gateway, barrier)
{
    /// <summary>What is wrong with the file.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    public IActionResult OnGet()
    {
        Prepare();
        return MayManage() ? Page() : StatusCode(StatusCodes.Status403Forbidden);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        Prepare();
        Form.Fill(Request.Form);
        if (!MayManage())
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (file is { Length: > 0 })
        {
            using var reader = new StreamReader(file.OpenReadStream());
            Form["content"] = await reader.ReadToEndAsync(HttpContext.RequestAborted);
        }

        var text = Form["content"] ?? string.Empty;
        if (string.IsNullOrWhiteSpace(text))
        {
            Form.AddKey("content", "error.required");
        }

        var number = Form.Text("document.number", max: 100);
        var date = Form.Date("document.date", required: number is not null);
        if (date is not null && number is null)
        {
            Form.AddKey("document.number", "error.required");
        }

        var issuer = Form.Text("document.issuer");
        if (!Form.Valid)
        {
            return Again();
        }

        var regulations = (await reference.RefreshAsync(HttpContext.RequestAborted)).Regulations;
        var read = RegulationFiles.ReadDraft(text);
        if (read.Document is null || !regulations.IsPublished(read.Document))
        {
            var (_, problems) = regulations.Propose(text);
            if (problems.Count > 0)
            {
                Problems = [.. problems.Select(p => RegulationWords.Of(T, p))];
                Form.Add("content", T["problem.regulation_faulty", ("n", problems.Count)]);
                return Again();
            }
        }

        var document = number is null || date is not { } day ? null : new DocumentRef(number, day, issuer ?? string.Empty);
        return await SendAsync(new ProposeRegulation(text, document), answer => (T["regulations.banner.proposed"], $"/regulations/drafts/{answer.DraftId:D}"));
    }

    private bool MayManage() => Access.Everywhere(HttpContext.Actor(), Verb.ManageRegulations);

    private void Prepare()
    {
        Area = "regulations";
        Title = T["regulations.propose"];
        Crumbs = [(T["nav.regulations"], "/regulations"), (T["regulations.drafts"], "/regulations/drafts")];
    }
}
