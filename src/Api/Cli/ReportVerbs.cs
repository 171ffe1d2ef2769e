using System.Globalization;
using System.Text.Json;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Api.Cli;

/// <summary>Verbs that ask: the same answers as the HTTP interface gives.</summary>
internal static class ReportVerbs
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("statistics admissions", "--from DATE --to DATE [--unit CODE] [--by unit|sector|gender|age|education|theory|month] [--as-known-on DATE] [--observed-on DATE] [--structure then|now] [--json]", StatisticsAsync),
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

        var facts = await services.GetRequiredService<ReferenceFacts>().RefreshAsync(cancellationToken);
        var request = new StatisticsRequest(NeedDate(arguments, "--from"), NeedDate(arguments, "--to"), clock.Today)
        {
            Unit = arguments.Get("--unit") is not { } unit ? null
                : Guid.TryParse(unit, out var id) ? id
                : facts.Units.ByCode(unit, clock.Today)?.Id ?? throw new CliException($"--unit: there is no unit '{unit}'."),
            By = Code<StatisticsBy>(arguments, "--by"),
            AsKnownOn = asKnownOn,
            AsKnownPosition = await reads.PositionAsync(asKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : null, cancellationToken),
            ObservedOn = arguments.Date("--observed-on") ?? arguments.Date("--observedOn"),
            Structure = Code<StatisticsStructure>(arguments, "--structure") ?? StatisticsStructure.Then,
        };
        await using var connection = await reads.OpenAsync(cancellationToken);
        var result = StatisticsEndpoints.InWords(await services.GetRequiredService<AdmissionStatistics>().QueryAsync(connection, request, cancellationToken), Texts.Vietnamese);
        if (arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(result, Json));
            return 0;
        }

        await context.Out.WriteLineAsync($"Kỳ {request.From:dd/MM/yyyy} – {request.To:dd/MM/yyyy}");
        await WriteAsync(context.Out, "Tổng", result);
        foreach (var row in result.Rows)
        {
            await WriteAsync(context.Out, row.IsUnassigned ? $"{row.Label} [{Texts.Vietnamese["stats.unassigned"]}]" : row.Label, row);
        }

        foreach (var outcome in result.Outcomes)
        {
            await context.Out.WriteLineAsync($"  {outcome.Label}: {outcome.Count.ToString(CultureInfo.InvariantCulture)}");
        }

        return 0;
    }

    private static Task WriteAsync(TextWriter output, string label, StatisticsFigures figures) => output.WriteLineAsync(
        string.Create(CultureInfo.InvariantCulture, $"{label}: giới thiệu {figures.ReferredPersonTimes} lượt / {figures.ReferredPersons} người, kết nạp {figures.Admitted}, tỷ lệ {figures.PeriodRatioText}"));

    private static DateOnly NeedDate(CliArguments arguments, string name) => arguments.Date(name) ?? throw new CliException($"{name} is missing.", 2);

    private static TEnum? Code<TEnum>(CliArguments arguments, string name)
        where TEnum : struct, Enum =>
        arguments.Get(name) is not { } text ? null
        : Codes.TryParse<TEnum>(text, out var value) ? value
        : throw new CliException($"{name} is one of {string.Join(", ", Codes.All<TEnum>())}.", 2);
}
