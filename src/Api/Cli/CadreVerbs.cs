using System.Globalization;
using System.Text.Json;
using CadreWorkflow.Api.Endpoints;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using Npgsql;

namespace CadreWorkflow.Api.Cli;

/// <summary>The statistics of cadre work: the same answers as the HTTP interface gives.</summary>
internal static class CadreVerbs
{
    private const string Asked = "[--on DATE] [--unit CODE] [--as-known-on DATE]";

    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("statistics staffing", Asked + " [--seconded-at sender|receiver] [--json]   Present over assigned (ST-19).", StaffingAsync),
        new("statistics plans", Asked + " [--plan ID] [--json]   Shape of the plans (ST-20).", PlansAsync),
        new("statistics declarations", Asked + " [--year YEAR] [--json]   Declarations filed on time (ST-21).", DeclarationsAsync),
        new("statistics cadres", Asked + " [--json]   Qualification, theory level and terms of the holders of posts.", CadresAsync),
    ];

    private static async Task<int> StaffingAsync(CliContext context, CancellationToken cancellationToken)
    {
        var counted = context.Arguments.Get("--seconded-at") is not { } text ? default
            : Codes.TryParse<SecondedCountedAt>(text, out var at) ? at : throw new CliException("--seconded-at is sender or receiver.", 2);
        return await AnswerAsync(
            context,
            async (services, connection, scope) => await CadreStatistics.StaffingOfAsync(connection, services.GetRequiredService<StaffingReport>(), scope, counted, cancellationToken)
                ?? throw new CliException("--unit: there is no such unit on that day."),
            async (body, output) =>
            {
                await output.WriteLineAsync($"{body.Head.UnitName}, {body.Head.Day:dd/MM/yyyy}: {Staff(body.Total)}, {body.Figure.Text}");
                foreach (var row in body.Rows)
                {
                    await output.WriteLineAsync($"  {row.Code} {row.Name}: {Staff(row.Figures)}, {row.Text}");
                }
            },
            cancellationToken);
    }

    private static Task<int> PlansAsync(CliContext context, CancellationToken cancellationToken)
    {
        var plan = context.Arguments.Get("--plan") is not { } text ? (Guid?)null : Guid.TryParse(text, out var id) ? id : throw new CliException($"--plan: '{text}' is no id.", 2);
        return AnswerAsync(
            context,
            async (services, connection, scope) =>
                CadreStatistics.InWords(await services.GetRequiredService<PlanShapeReport>().QueryAsync(connection, scope, plan, cancellationToken), Texts.Vietnamese),
            async (body, output) =>
            {
                await output.WriteLineAsync(Number($"{body.Head.UnitName}, {body.Head.Day:dd/MM/yyyy}: {body.Plans} quy hoạch, {body.Names} lượt, {body.Persons} người, {body.PostsTotal} chức danh, hệ số {body.Ratio}"));
                foreach (var share in body.Shares)
                {
                    await output.WriteLineAsync(Number($"  {share.Rule} {share.Figure.Measure}: {share.Figure.Numerator}/{share.Figure.Denominator} = {share.Figure.Text}"));
                }

                await WriteAsync(output, body.Divisions);
            },
            cancellationToken);
    }

    private static Task<int> DeclarationsAsync(CliContext context, CancellationToken cancellationToken) => AnswerAsync(
        context,
        async (services, connection, scope) => CadreStatistics.InWords(
            await services.GetRequiredService<DeclarationReport>().QueryAsync(connection, scope, context.Arguments.Number("--year", scope.Day.Year), cancellationToken), Texts.Vietnamese),
        async (body, output) =>
        {
            foreach (var row in body.Units.Concat(body.Kinds).Prepend(body.Whole with { Label = body.Head.UnitName }))
            {
                await output.WriteLineAsync(Number($"{row.Label}: {row.FiledOnTime}/{row.Obliged} đúng hạn = {row.Figure.Text}; nộp muộn {row.FiledLate}, quá hạn {row.Late}, chưa đến hạn {row.Due}"));
            }
        },
        cancellationToken);

    private static Task<int> CadresAsync(CliContext context, CancellationToken cancellationToken) => AnswerAsync(
        context,
        async (services, connection, scope) => CadreStatistics.InWords(
            await services.GetRequiredService<CadreQualifications>().QueryAsync(connection, scope, scope.AsKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : null, cancellationToken),
            Texts.Vietnamese),
        async (body, output) =>
        {
            await output.WriteLineAsync(Number($"{body.Head.UnitName}, {body.Head.Day:dd/MM/yyyy}: {body.Persons} cán bộ, {body.Tenures} chức vụ"));
            await WriteAsync(output, [.. body.Divisions, new("term", body.Terms)]);
        },
        cancellationToken);

    private static async Task WriteAsync(TextWriter output, IEnumerable<CadreDivision> divisions)
    {
        foreach (var part in divisions.SelectMany(d => d.Parts))
        {
            await output.WriteLineAsync(Number($"  {part.Label}: {part.Count} ({part.Text})"));
        }
    }

    /// <summary>Asks about a day, a unit and a day of knowledge, and prints the answer as JSON or in lines.</summary>
    internal static async Task<int> AnswerAsync<T>(
        CliContext context, Func<IServiceProvider, NpgsqlConnection, ReadScope, Task<T>> ask, Func<T, TextWriter, Task> write, CancellationToken cancellationToken)
    {
        var arguments = context.Arguments;
        await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
        var (clock, reads) = (services.GetRequiredService<CadreClock>(), services.GetRequiredService<ReadSide>());
        var asKnownOn = arguments.Date("--as-known-on") ?? arguments.Date("--asKnownOn");
        if (asKnownOn > clock.Today)
        {
            throw new CliException($"--as-known-on: {asKnownOn:yyyy-MM-dd} is in the future.");
        }

        var facts = await services.GetRequiredService<ReferenceFacts>().RefreshAsync(cancellationToken);
        var scope = new ReadScope(arguments.Date("--on") ?? clock.Today, clock.Today)
        {
            Unit = arguments.Get("--unit") is not { } unit ? null
                : Guid.TryParse(unit, out var id) ? id
                : facts.Units.ByCode(unit, clock.Today)?.Id ?? throw new CliException($"--unit: there is no unit '{unit}'."),
            AsKnownOn = asKnownOn,
            AsKnownPosition = await reads.PositionAsync(asKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : null, cancellationToken),
        };
        await using var connection = await reads.OpenAsync(cancellationToken);
        var answer = await ask(services, connection, scope);
        if (arguments.Has("--json"))
        {
            await context.Out.WriteLineAsync(JsonSerializer.Serialize(answer, ReportVerbs.Json));
            return 0;
        }

        await write(answer, context.Out);
        return 0;
    }

    private static string Staff(StaffingFigures figures) => Number(
        $"giao {figures.Assigned?.ToString(CultureInfo.InvariantCulture) ?? VietnameseNumber.NoValue}, có mặt {figures.Present}, thiếu {figures.Vacancies?.ToString(CultureInfo.InvariantCulture) ?? VietnameseNumber.NoValue}");

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
