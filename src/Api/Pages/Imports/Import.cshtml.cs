using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Imports.Rows.Cadres;
using CadreWorkflow.Api.Pages.Forms;
using CadreWorkflow.Api.Pages.Shared;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CadreWorkflow.Api.Pages.Imports;

/// <summary>A file of referrals or acts: sent, looked at row by row without anything being recorded, then done. Sending it again does what is left.</summary>
[RequestSizeLimit(ImportLimits.MaxFileBytes + (64 * 1024))]
public sealed class ImportPage : CadrePage
{
    private readonly Importer _importer;
    private readonly UploadShelf _shelf;
    private readonly ReadBarrier _barrier;

    public ImportPage(IServiceProvider services)
    {
        // The importer is internal to the program, and a page's constructor is not.
        _importer = services.GetRequiredService<Importer>();
        _shelf = services.GetRequiredService<UploadShelf>();
        _barrier = services.GetRequiredService<ReadBarrier>();
    }

    /// <summary>What would become, or became, of each row.</summary>
    public ImportReport? Report { get; private set; }

    /// <summary>Address of the same file with a column that says what is wrong; null when nothing is.</summary>
    public string? MarkedHref { get; private set; }

    /// <summary>Kinds of file.</summary>
    public IReadOnlyList<Choice> Kinds =>
    [
        .. HttpContext.Actor().Has(Verb.UnionActs) ? [new("referrals", T["import.referrals"]), new("acts", T["import.acts"])] : Array.Empty<Choice>(),
        .. MayCadres ? [new("cadres", T["import.cadres"])] : Array.Empty<Choice>(),
        .. MayTrain ? [new("participants", T["import.participants"])] : Array.Empty<Choice>(),
    ];

    /// <summary>Whether lists of classes are this account's.</summary>
    public bool MayTrain => HttpContext.Actor().Has(Verb.ManageTraining);

    /// <summary>Whether files of cadre work are this account's.</summary>
    public bool MayCadres => HttpContext.Actor().Has(Verb.ManageCadres);

    /// <summary>Templates of cadre work, one a subject.</summary>
    public static IReadOnlyList<string> Topics => [.. Codes.All<CadreTopic>()];

    /// <summary>Rows shown in the table: those that need a look first, then as many as fit.</summary>
    public IReadOnlyList<ImportRowResult> Rows => Report is null ? [] : [.. Report.Rows.OrderBy(r => r.Status switch { RowStatus.Invalid => 0, RowStatus.Blocked => 1, RowStatus.Warning => 2, RowStatus.Done => 3, _ => 4 }).ThenBy(r => r.Row).Take(MostRows)];

    /// <summary>Longest table of rows.</summary>
    public const int MostRows = 500;

    public IActionResult OnGet()
    {
        Prepare();
        Form["kind"] = Kinds is [var first, ..] ? first.Value : null;
        return May(HttpContext.Actor()) ? Page() : StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Receives a file and shows what would become of it.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        Prepare();
        Form.Fill(Request.Form);
        var actor = HttpContext.Actor();
        if (!May(actor))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (file is null || file.Length == 0)
        {
            Form.AddKey("file", "error.file_missing");
            return Wrong();
        }

        using var buffer = new MemoryStream();
        await file.CopyToAsync(buffer, HttpContext.RequestAborted);
        if (!await RunAsync(buffer.ToArray(), file.FileName, dryRun: true))
        {
            return Wrong();
        }

        Form["upload"] = await _shelf.KeepAsync(actor.AccountId, buffer.ToArray(), HttpContext.RequestAborted);
        Form["name"] = NameOf(file.FileName);
        await OfferMarkedAsync(actor);
        Title = T["import.preview", ("name", Form["name"]), ("n", Report!.Total)];
        return Page();
    }

    /// <summary>Does the file that was looked at.</summary>
    public async Task<IActionResult> OnPostDoAsync()
    {
        Prepare();
        Form.Fill(Request.Form);
        var actor = HttpContext.Actor();
        if (!May(actor))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await _shelf.FindAsync(actor.AccountId, Form["upload"], HttpContext.RequestAborted) is not { } bytes)
        {
            Form.AddKey("file", "error.upload_gone");
            return Wrong();
        }

        if (!await RunAsync(bytes, Form["name"], dryRun: false))
        {
            return Wrong();
        }

        if (Report!.Position > 0)
        {
            _barrier.Wrote(HttpContext, Report.Position);
        }

        await OfferMarkedAsync(actor);

        // Kept until it has expired: sent twice, it does nothing twice.
        Form["upload"] = null;
        Title = T["import.done", ("name", Form["name"]), ("n", Report.Counts.Done)];
        return Page();
    }

    /// <summary>The file as it was sent, with what was said of each row.</summary>
    public async Task<IActionResult> OnGetFileAsync(string? upload, string? report, string? name, string? kind)
    {
        var actor = HttpContext.Actor();
        if (!May(actor))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        if (await _shelf.FindAsync(actor.AccountId, upload, HttpContext.RequestAborted) is not { } file
            || await _shelf.FindAsync(actor.AccountId, report, HttpContext.RequestAborted) is not { } said)
        {
            return NotFound();
        }

        var marked = MarkedFile.Of(file, KindOf(kind), JsonSerializer.Deserialize<ImportReport>(said)!);
        return File(marked, MarkedFile.TypeOf(file), MarkedFile.NameOf(NameOf(name), file));
    }

    /// <summary>Keeps what was said beside the file: done again, the import would say "already recorded" where it warned.</summary>
    private async Task OfferMarkedAsync(Actor actor)
    {
        if (Report is { Counts: { Invalid: 0, Blocked: 0, Warnings: 0 } })
        {
            return;
        }

        var said = await _shelf.KeepAsync(actor.AccountId, JsonSerializer.SerializeToUtf8Bytes(Report), HttpContext.RequestAborted);
        MarkedHref = "/imports" + QueryString.Create(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["handler"] = "File",
            ["upload"] = Form["upload"],
            ["report"] = said,
            ["name"] = Form["name"],
            ["kind"] = Form["kind"],
        });
    }

    private static bool May(Actor actor) => actor.Has(Verb.UnionActs) || actor.Has(Verb.ManageCadres) || actor.Has(Verb.ManageTraining);

    private static ImportKind KindOf(string? kind) => kind switch { "acts" => ImportKind.Acts, "cadres" => ImportKind.Cadres, "participants" => ImportKind.Participants, _ => ImportKind.Referrals };

    private async Task<bool> RunAsync(byte[] bytes, string? name, bool dryRun)
    {
        var kind = KindOf(Form["kind"]);
        try
        {
            var rows = ImportReader.Read(bytes, kind, _importer.Ids);
            Report = await _importer.RunAsync(kind, rows, HttpContext.Actor(), dryRun, "import", NameOf(name), HttpContext.RequestAborted);
            return true;
        }
        catch (ImportFileException wrong)
        {
            Form.Add("file", ImportTexts.File(wrong));
            return false;
        }
    }

    private void Prepare()
    {
        Area = "imports";
        Title = T["import.title"];
    }

    private PageResult Wrong()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private static string? NameOf(string? given)
    {
        var name = Path.GetFileName(TypedText.Composed(given));
        return name.Length is 0 or > 120 || name.Any(char.IsControl) ? null : name;
    }
}
