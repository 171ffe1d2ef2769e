using System.Globalization;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Projections.Duties;
using CadreWorkflow.Projections.Headcounts;

namespace CadreWorkflow.Api.Cli;

/// <summary>Reported counts and recurring duties: the same answers as the HTTP interface gives.</summary>
internal static class HeadcountVerbs
{
    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("statistics headcounts", "[--on DATE] [--unit CODE] [--as-known-on DATE] [--body union|veterans|youth_union|womens_union|together] [--json]   Party share and density as reported (ST-15, ST-16).", SharesAsync),
        new("statistics party-growth", "[--year YEAR] [--unit CODE] [--as-known-on DATE] [--json]   Admitted over Party members at the start of the year (ST-18).", GrowthAsync),
        new("statistics duties", "[--on DATE] [--since DATE] [--unit CODE] [--as-known-on DATE] [--json]   Recurring duties: overdue, due, held; units without plan or rule.", DutiesAsync),
    ];

    private static Task<int> SharesAsync(CliContext context, CancellationToken cancellationToken)
    {
        var body = context.Arguments.Get("--body") is not { } text ? CountedBody.Union
            : Codes.TryParse<CountedBody>(text, out var code) ? code : throw new CliException($"--body is one of {string.Join(", ", Codes.All<CountedBody>())}.", 2);
        return CadreVerbs.AnswerAsync(
            context,
            (services, connection, asked) => services.GetRequiredService<HeadcountStatistics>()
                .QueryAsync(connection, new(asked.Day) { Unit = asked.Unit, Body = body, AsKnownPosition = asked.AsKnownPosition }, cancellationToken),
            (answer, output) => WriteAsync(output, answer.Rows.Append(answer.Total).Select(r => Line($"{r.Code} {r.Name}: đảng viên {Told(r.Figures.PartyMembers)} / đoàn viên {Told(r.Figures.Members)} = {r.PartyShare.Text}, lao động {Told(r.Figures.Workers)}, mật độ {r.Density.Text}, chưa báo cáo {r.Missing}"))),
            cancellationToken);
    }

    /// <summary>A figure nobody reported is said to be missing, not left out.</summary>
    private static string Told(object? figure) => figure?.ToString() is { Length: > 0 } text ? text : "–";

    private static Task<int> GrowthAsync(CliContext context, CancellationToken cancellationToken) => CadreVerbs.AnswerAsync(
        context,
        (services, connection, asked) => services.GetRequiredService<HeadcountStatistics>()
            .GrowthAsync(connection, asked.Unit, context.Arguments.Number("--year", asked.Today.Year), asked.Today, asked.AsKnownPosition, cancellationToken),
        (answer, output) => WriteAsync(output, answer.Rows.Append(answer.Total).Select(r => Line($"{r.Code} {r.Name}: kết nạp {r.Admitted} / đảng viên đầu năm {Told(r.AtStart)} = {r.Text}"))),
        cancellationToken);

    private static Task<int> DutiesAsync(CliContext context, CancellationToken cancellationToken) => CadreVerbs.AnswerAsync(
        context,
        (services, connection, asked) => services.GetRequiredService<DutyBoard>()
            .QueryAsync(connection, new(asked.Day) { Unit = asked.Unit, From = context.Arguments.Date("--since"), AsKnownPosition = asked.AsKnownPosition }, cancellationToken),
        (answer, output) => WriteAsync(output, answer.Items.Select(i => Line($"{Texts.Vietnamese.Code("duty_urgency", i.Urgency)}: {i.Name}, {Texts.Vietnamese.Code("duty_kind", i.Kind)}, hạn {i.NextDue:dd/MM/yyyy}"))
            .Append(Line($"Đã làm {answer.Total.Held} / phải làm {answer.Total.Due} = {answer.Total.HeldText}; chưa có quy chế, chương trình: {answer.Without.Count}"))),
        cancellationToken);

    private static async Task WriteAsync(TextWriter output, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await output.WriteLineAsync(line);
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
