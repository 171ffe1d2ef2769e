using System.Text;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Imports.Rows.Cadres;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using Microsoft.AspNetCore.Http.Features;

namespace CadreWorkflow.Api.Imports;

/// <summary>Files over HTTP. The whole body is received and read before the first row is done, so an upload cut short does nothing.</summary>
internal static class ImportEndpoints
{
    private static readonly string[] Accepted =
        ["text/csv", "text/plain", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream", "multipart/form-data"];

    public static void Map(RouteGroupBuilder api)
    {
        var imports = api.MapGroup("/imports").WithTags("Imports");
        Map(imports, ImportKind.Referrals, "referrals");
        Map(imports, ImportKind.Acts, "acts");
        Map(imports, ImportKind.Units, "units");
        Map(imports, ImportKind.Training, "training");
        Map(imports, ImportKind.Participants, "participants");
        Map(imports, ImportKind.Cadres, "cadres");
    }

    private static void Map(RouteGroupBuilder imports, ImportKind kind, string name)
    {
        imports.MapPost("/" + name, (HttpContext context, Importer importer, bool? dryRun, string? answer) => PostAsync(context, importer, kind, dryRun ?? false, answer == "file"))
            .WithName("import" + kind)
            .Accepts<IFormFile>(Accepted[0], Accepted[1..])
            .Produces<ImportReport>()
            .Reads()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithDescription("CSV or XLSX, as the body or as the file of a form. Each row is recorded whole or not at all; sending the file again does what is left. With answer=file the same file comes back with a column of errors instead of the report. Columns: "
                + string.Join(", ", ImportColumns.Of(kind).Where(c => c.Name != ImportColumns.RecordedOn).Select(c => c.Name)) + ".");
        imports.MapGet($"/{name}/template", (string? of) => Template(kind, of)).WithName($"import{kind}Template").Produces(StatusCodes.Status200OK, contentType: "text/csv").Reads();
    }

    private static async Task<IResult> PostAsync(HttpContext context, Importer importer, ImportKind kind, bool dryRun, bool asFile)
    {
        var actor = context.Actor();
        if (!actor.Has(Needed(kind)))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden");
        }

        Doors.LimitBody(context, ImportLimits.MaxFileBytes + (64 * 1024));
        try
        {
            var (bytes, name) = await ReceiveAsync(context);
            var rows = ImportReader.Read(bytes, kind, importer.Ids);
            var report = await importer.RunAsync(kind, rows, actor, dryRun, "import", name, context.RequestAborted);
            if (report.Position > 0)
            {
                context.RequestServices.GetRequiredService<ReadBarrier>().Wrote(context, report.Position);
            }

            return asFile ? Results.File(MarkedFile.Of(bytes, kind, report), MarkedFile.TypeOf(bytes), MarkedFile.NameOf(name, bytes)) : Results.Ok(report);
        }
        catch (ImportFileException wrong)
        {
            return Refusal(wrong);
        }
    }

    /// <summary>The right without which no row of such a file could be done; where it is held is asked row by row.</summary>
    private static Verb Needed(ImportKind kind) => kind switch
    {
        ImportKind.Units => Verb.ManageUnits,
        ImportKind.Training or ImportKind.Participants => Verb.ManageTraining,
        ImportKind.Cadres => Verb.ManageCadres,
        ImportKind.Referrals => Verb.UnionActs,
        _ => Verb.ViewCases,
    };

    private static async Task<(byte[] Bytes, string? Name)> ReceiveAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = ImportLimits.MaxFileBytes + 1 }, context.RequestAborted);
            if (form.Files is not [var file, ..])
            {
                throw new ImportFileException("empty");
            }

            await using var content = file.OpenReadStream();
            return (await ReadAsync(content, context.RequestAborted), FileName(file.FileName));
        }

        return (await ReadAsync(context.Request.Body, context.RequestAborted), null);
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    /// <summary>A file's name is kept with what it caused; a path or a flood is not.</summary>
    private static string? FileName(string given)
    {
        var name = Path.GetFileName(TypedText.Composed(given));
        return name.Length is 0 or > 120 || name.Any(char.IsControl) ? null : name;
    }

    private static IResult Refusal(ImportFileException wrong) => Results.Problem(
        ImportTexts.File(wrong),
        statusCode: wrong.Code == "too_large" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity,
        title: Texts.Current["problem.title.422"],
        type: "urn:cadre-workflow:problem:file_" + wrong.Code,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "file_" + wrong.Code, ["where"] = wrong.Where, ["value"] = wrong.Value });

    /// <param name="of">Subject of a file of cadre work; null for all columns.</param>
    private static IResult Template(ImportKind kind, string? of)
    {
        CadreTopic? topic = kind != ImportKind.Cadres || of is null ? null
            : Codes.TryParse<CadreTopic>(of, out var found) ? found
            : throw new BadInputException("unknown_code", "of", of);
        var vietnamese = Texts.Current.Language == "vi";
        var headings = (topic is { } subject ? CadreColumns.Of(subject) : ImportColumns.Of(kind)).Where(c => c.Name != ImportColumns.RecordedOn).Select(c => vietnamese ? c.Vietnamese : c.Name);
        byte[] file = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Join(',', headings) + "\r\n")];
        return Results.File(file, "text/csv; charset=utf-8", $"{of ?? kind.ToString().ToLowerInvariant()}.csv");
    }
}
