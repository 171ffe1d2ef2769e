using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Reports;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Projections.Reports;

/// <summary>A report as it went out.</summary>
/// <param name="PublishedBy">Account id; null for the system.</param>
public sealed record PublishedReport(Guid EventId, long Position, DateTimeOffset RecordedAt, string? PublishedBy, ReportPublished It);

/// <summary>Lists and finds published reports.</summary>
public static class PublishedReports
{
    private const string Columns = "event_id, position, recorded_at, published_by, data";

    /// <summary>The report of an id; null when there is none.</summary>
    public static async Task<PublishedReport?> FindAsync(NpgsqlConnection connection, Guid reportId, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from {ReadSchema.Live}.report where report_id = $1", connection) { Parameters = { new() { Value = reportId } } };
        return await ReadAsync(command, cancellationToken) is [var only, ..] ? only : null;
    }

    /// <summary>The last report with the same question, whatever day its outcomes were observed on; null when there is none.</summary>
    public static async Task<PublishedReport?> LatestAsync(
        NpgsqlConnection connection, DateOnly from, DateOnly to, Guid unit, string? by, string structure, CancellationToken cancellationToken = default)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {Columns} from {ReadSchema.Live}.report
            where from_on = $1 and to_on = $2 and unit = $3 and division is not distinct from $4 and structure = $5 order by position desc limit 1
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = from }, new() { Value = to }, new() { Value = unit }, new() { Value = (object?)by ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = structure },
            },
        };
        return await ReadAsync(command, cancellationToken) is [var only, ..] ? only : null;
    }

    /// <summary>Reports about some units, the latest first, and how many there are.</summary>
    /// <param name="units">Null for all.</param>
    public static async Task<(int Total, IReadOnlyList<PublishedReport> Items)> ListAsync(
        NpgsqlConnection connection, IReadOnlyCollection<Guid>? units, int skip, int take, CancellationToken cancellationToken = default)
    {
        var within = units is null ? "" : "where unit = any ($1)";
        await using var count = new NpgsqlCommand($"select count(*)::int from {ReadSchema.Live}.report {within}", connection);
        await using var list = new NpgsqlCommand($"select {Columns} from {ReadSchema.Live}.report {within} order by position desc offset {(units is null ? "$1 limit $2" : "$2 limit $3")}", connection);
        foreach (var command in units is null ? [] : new[] { count, list })
        {
            command.Parameters.Add(new() { Value = units!.ToArray() });
        }

        list.Parameters.Add(new() { Value = Math.Max(0, skip) });
        list.Parameters.Add(new() { Value = Math.Clamp(take, 1, 500) });
        return ((int)(await count.ExecuteScalarAsync(cancellationToken))!, await ReadAsync(list, cancellationToken));
    }

    internal static async Task WriteAsync(NpgsqlConnection connection, string schema, Recorded<ReportPublished> report, CancellationToken cancellationToken)
    {
        var question = report.Event.Question;
        await using var command = new NpgsqlCommand(
            $"""
            insert into {schema}.report (report_id, event_id, position, recorded_at, published_by, published_on, from_on, to_on, unit, division, structure, data)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = report.Event.ReportId }, new() { Value = report.Id }, new() { Value = report.Position }, new() { Value = report.RecordedAt.ToUniversalTime() },
                new() { Value = (object?)report.UserName ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = report.Event.OccurredOn }, new() { Value = question.From },
                new() { Value = question.To }, new() { Value = question.Unit }, new() { Value = (object?)question.By ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                new() { Value = question.Structure }, new() { Value = DomainEvents.Catalog.Write(report.Event).Data },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<PublishedReport>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var reports = new List<PublishedReport>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            reports.Add(new(
                reader.GetGuid(0), reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2), reader.Text(3),
                (ReportPublished)DomainEvents.Catalog.Read("report_published", reader.GetString(4))));
        }

        return reports;
    }
}
