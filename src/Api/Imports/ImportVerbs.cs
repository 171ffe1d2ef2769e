using System.Globalization;
using System.Text.Json;
using CadreWorkflow.Api.Cli;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports.Files;

namespace CadreWorkflow.Api.Imports;

/// <summary>Files on the command line.</summary>
internal static class ImportVerbs
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IReadOnlyList<CliVerb> All { get; } =
    [
        new("demo load", "[--samples DIR]   Load the demo province into a log marked demo, or what is left of it.", LoadAsync),
        Import(ImportKind.Referrals),
        Import(ImportKind.Acts),
        Import(ImportKind.Units),
        Import(ImportKind.Training),
        Import(ImportKind.Participants),
        Import(ImportKind.Cadres),
    ];

    private static CliVerb Import(ImportKind kind)
    {
        var name = kind.ToString().ToLowerInvariant();
        return new($"import {name}", $"FILE [--dry-run] [--user U] [--json]   Import {name} from CSV or XLSX, by an account's rights or as the program itself.", (c, t) => ImportAsync(kind, c, t));
    }

    private static async Task<int> LoadAsync(CliContext context, CancellationToken cancellationToken)
    {
        var folder = context.Arguments.Get("--samples") ?? FindSamples();
        await using var services = await CliServices.OpenAsync(s => s.AddImportCore(), cancellationToken);
        DemoLoadResult result;
        try
        {
            result = await services.GetRequiredService<DemoLoader>().LoadAsync(folder, day => context.Out.WriteLine($"  {day.Year} …"), cancellationToken);
        }
        catch (ImportFileException wrong)
        {
            throw new CliException(ImportTexts.File(wrong));
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException($"{folder} holds no demo province; --samples names the folder.", 2);
        }

        foreach (var (file, row) in result.Troubles.Take(20))
        {
            await context.Error.WriteLineAsync($"{file}:{row.Row} {row.Status} {row.Code} {row.Field} {row.Value}: {row.Message}");
        }

        await context.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Rows} rows: {result.Commands - result.Troubles.Count} recorded ({result.WithFindings} with findings), {result.AlreadyDone} already there, {result.Troubles.Count} not recorded."));
        await context.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{result.Elapsed.TotalSeconds:F1} s, {result.CommandsPerSecond:F0} commands per second."));
        return result.Troubles.Count == 0 ? 0 : 1;
    }

    private static async Task<int> ImportAsync(ImportKind kind, CliContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Plain is not [var file])
        {
            throw new CliException("Name one file.", 2);
        }

        await using var services = await CliServices.OpenAsync(s => s.AddImportCore(), cancellationToken);
        var actor = Actor.System;
        if (context.Arguments.Get("--user") is { } user)
        {
            actor = await services.GetRequiredService<AccountStore>().FindByNameAsync(user, cancellationToken) ?? throw new CliException($"There is no account '{user}'.");
        }

        ImportReport report;
        try
        {
            var importer = services.GetRequiredService<Importer>();
            var rows = ImportReader.Read(await File.ReadAllBytesAsync(file, cancellationToken), kind, importer.Ids);
            report = await importer.RunAsync(kind, rows, actor, context.Arguments.Has("--dry-run"), "cli", Path.GetFileName(file), cancellationToken);
        }
        catch (ImportFileException wrong)
        {
            throw new CliException(ImportTexts.File(wrong));
        }
        catch (IOException unreadable)
        {
            throw new CliException(unreadable.Message);
        }

        if (context.Arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(report, Json));
        }
        else
        {
            foreach (var row in report.Rows.Where(r => r.Status is not RowStatus.Done and not RowStatus.AlreadyDone))
            {
                await context.Out.WriteLineAsync($"{row.Row}\t{row.Status}\t{row.Code}\t{row.Message}");
            }

            var counts = report.Counts;
            await context.Out.WriteLineAsync($"{(report.DryRun ? "Dry run: " : "")}{report.Total} rows, {counts.Done} done ({counts.Warnings} with findings), {counts.AlreadyDone} already done, {counts.Invalid} invalid, {counts.Blocked} blocked.");
        }

        return report.Counts.Invalid + report.Counts.Blocked == 0 ? 0 : 1;
    }

    /// <summary>The samples of the checkout this program was built in, or of the working folder.</summary>
    private static string FindSamples()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "samples", "province");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return Path.Combine(Directory.GetCurrentDirectory(), "samples", "province");
    }
}
