using System.Text.Json;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Api.Cli;

/// <summary>Regulation files looked at without a database: the same checks and comparison as the application's own.</summary>
internal static class PolicyVerbs
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("policy check", "[FILE…] [--json]   Checks regulation files against the shipped ones, or the shipped ones alone; 1 when anything is wrong.", CheckAsync),
        new("policy diff", "A B [--json]   What two versions say differently; each the id of a shipped version, of a published one where a database is configured, or a file.", DiffAsync),
    ];

    private static async Task<int> CheckAsync(CliContext context, CancellationToken cancellationToken)
    {
        var given = new List<RegulationFile>();
        foreach (var path in context.Arguments.Plain)
        {
            given.Add(new RegulationFile(Path.GetFileNameWithoutExtension(path), await ReadAsync(path, cancellationToken)));
        }

        // A file that corrects a shipped one of the same name stands in its place: that is how a release is prepared.
        var names = given.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var report = RegulationReport.Of([.. RegulationFiles.ShippedFiles().Where(f => !names.Contains(f.Name)), .. given]);
        var versions = given.Count == 0 ? report.Versions : [.. report.Versions.Where(v => names.Contains(v.Id))];
        if (context.Arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(
                new { good = report.IsGood, problems = report.Problems.Select(Body), versions, report.UnconfirmedParameters, report.UnconfirmedDays }, Json));
            return report.IsGood ? 0 : 1;
        }

        foreach (var problem in report.Problems)
        {
            await context.Error.WriteLineAsync($"{problem.Source}: {problem.Code} ({problem.Field}): {RegulationWords.Of(Texts.Vietnamese, problem)}");
        }

        await context.Out.WriteLineAsync(report.IsGood
            ? $"{versions.Length} bản hợp lệ; {report.UnconfirmedParameters} tham số và {report.UnconfirmedDays} ngày chưa xác nhận."
            : $"{report.Problems.Length} lỗi.");
        return report.IsGood ? 0 : 1;
    }

    private static async Task<int> DiffAsync(CliContext context, CancellationToken cancellationToken)
    {
        if (context.Arguments.Plain is not [var first, var second])
        {
            throw new CliException("policy diff A B", 2);
        }

        var known = await Explanations.ExplainVerbs.RegulationsAsync(cancellationToken);
        var (a, b) = (await FindAsync(first, known, cancellationToken), await FindAsync(second, known, cancellationToken));
        var regulations = new[] { a, b }.Aggregate(known, (r, d) => r.Document(d.Id) is null ? r.With(d) : r);
        if (RegulationDiff.Between(a, b, regulations) is not { } diff)
        {
            throw new CliException(Texts.Vietnamese["problem.versions_not_comparable"]);
        }

        if (context.Arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(diff, Json));
            return 0;
        }

        await context.Out.WriteLineAsync($"{diff.A.Title} → {diff.B.Title}");
        foreach (var parameter in diff.Parameters)
        {
            await context.Out.WriteLineAsync($"  {parameter.Code}: {parameter.Before?.Text ?? "–"} → {parameter.After?.Text ?? "–"}");
        }

        foreach (var rule in diff.Rules)
        {
            await context.Out.WriteLineAsync($"  {rule.Rule}: {rule.Before ?? "–"} → {rule.After ?? "–"}");
        }

        if (diff.WeeklyRestChanges)
        {
            await context.Out.WriteLineAsync("  " + Texts.Vietnamese["regulations.weekly_rest_changes"]);
        }

        foreach (var day in diff.Days)
        {
            await context.Out.WriteLineAsync($"  {day.Date:dd/MM/yyyy}: {day.Before} → {day.After}");
        }

        return 0;
    }

    private static object Body(RegulationProblem p) => new { p.Code, p.Field, value = p.Detail, p.Source, text = RegulationWords.Of(Texts.Vietnamese, p) };

    private static async Task<RegulationDocument> FindAsync(string name, Regulations known, CancellationToken cancellationToken)
    {
        if (known.Document(name) is { } shipped)
        {
            return shipped;
        }

        var (document, problems) = RegulationFiles.ReadDraft(await ReadAsync(name, cancellationToken));
        return document ?? throw new CliException(string.Join(Environment.NewLine, problems.Select(p => $"{name}: {p.Code} ({p.Field}): {RegulationWords.Of(Texts.Vietnamese, p)}")));
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new CliException($"There is no file '{path}'.", 2);
        }

        // Read as far as the limit and one more: the check then says it is too long.
        using var reader = new StreamReader(path);
        var buffer = new char[RegulationFiles.MaxLength + 1];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }
}
