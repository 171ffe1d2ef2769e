using System.Globalization;
using System.Text.Json;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Training;

namespace CadreWorkflow.Api.Cli;

/// <summary>Training on the command line: the same answers as the HTTP interface gives.</summary>
internal static class TrainingVerbs
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("statistics training", "--from DATE --to DATE [--by kind|unit|year|programme] [--unit CODE] [--as-known-on DATE] [--json]", StatisticsAsync),
        new("classes list", "[--kind K] [--state planned|open|ended|cancelled] [--json]", ClassesAsync),
    ];

    private static async Task<int> StatisticsAsync(CliContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var clock = services.GetRequiredService<CadreClock>();
        var reads = services.GetRequiredService<ReadSide>();
        var asKnownOn = arguments.Date("--as-known-on") ?? arguments.Date("--asKnownOn");
        if (asKnownOn > clock.Today)
        {
            throw new CliException($"--as-known-on: {asKnownOn:yyyy-MM-dd} is in the future.");
        }

        var (from, to) = (Need(arguments, "--from"), Need(arguments, "--to"));
        if (to < from)
        {
            throw new CliException("--to is before --from.", 2);
        }

        var units = (await services.GetRequiredService<ReferenceFacts>().RefreshAsync(cancellationToken)).Units;
        var question = new TrainingQuestion(from, to)
        {
            By = arguments.Get("--by") is not { } by ? null
                : Codes.TryParse<TrainingBy>(by, out var known) ? known
                : throw new CliException($"--by is one of {string.Join(", ", Codes.All<TrainingBy>())}.", 2),
            Unit = arguments.Get("--unit") is not { } unit ? null
                : Guid.TryParse(unit, out var id) ? id
                : units.ByCode(unit, clock.Today)?.Id ?? throw new CliException($"--unit: there is no unit '{unit}'."),
            AsKnownPosition = await reads.PositionAsync(asKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : null, cancellationToken),
        };
        var texts = Texts.Vietnamese;
        await using var connection = await reads.OpenAsync(cancellationToken);
        var result = TrainingStatisticsEndpoints.InWords(await services.GetRequiredService<TrainingStatistics>().QueryAsync(connection, question, asKnownOn, cancellationToken), texts);
        if (arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(result, Json));
            return 0;
        }

        await context.Out.WriteLineAsync($"Kỳ {from:dd/MM/yyyy} – {to:dd/MM/yyyy}");
        await WriteAsync(context.Out, "Tổng", result);
        foreach (var row in result.Rows)
        {
            await WriteAsync(context.Out, row.Label, row);
        }

        foreach (var reported in result.Reported)
        {
            await context.Out.WriteLineAsync($"  Số báo cáo {reported.Of}: {texts["training_kind." + reported.Kind]} {reported.Text} ({texts["counted." + reported.Counted]})");
        }

        return 0;
    }

    private static async Task<int> ClassesAsync(CliContext context, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        var kind = arguments.Get("--kind");
        if (kind is not null && !Codes.TryParse<TrainingKind>(kind, out _))
        {
            throw new CliException($"--kind is one of {string.Join(", ", Codes.All<TrainingKind>())}.", 2);
        }

        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        await using var connection = await services.GetRequiredService<ReadSide>().OpenAsync(cancellationToken);
        var page = await TrainingList.QueryAsync(connection, new ClassFilter(kind, arguments.Get("--state"), Take: TrainingList.MaxPage), cancellationToken: cancellationToken);
        if (arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(page, Json));
            return 0;
        }

        foreach (var item in page.Items)
        {
            await context.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{item.Code}\t{Texts.Vietnamese["training_kind." + item.Kind]}\t{item.StartsOn:dd/MM/yyyy}–{item.EndsOn:dd/MM/yyyy}\t{Texts.Vietnamese["class_state." + item.State]}\t{item.Enrolled}/{item.Certified}"));
        }

        await context.Out.WriteLineAsync($"{page.Items.Count}/{page.Total}");
        return 0;
    }

    private static Task WriteAsync(TextWriter output, string label, TrainingFigures figures) => output.WriteLineAsync(string.Create(
        CultureInfo.InvariantCulture,
        $"{label}: {figures.Classes} lớp, {figures.PersonTimes} lượt người, {figures.Persons} người, {figures.Certificates} giấy chứng nhận / {figures.Enrolled} ghi danh ({figures.CompletionText})"));

    private static DateOnly Need(CliArguments arguments, string name) => arguments.Date(name) ?? throw new CliException($"{name} is missing.", 2);
}
