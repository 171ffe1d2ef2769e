using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Projections.Cases;
using Npgsql;

namespace CadreWorkflow.Projections.Deadlines;

/// <summary>Reads and writes deadline rows; only what changed is written.</summary>
internal sealed class DeadlineRowWriter(string schema)
{
    private readonly string _schema = ReadSchema.Quote(schema);

    /// <summary>The deadlines now known of these cases.</summary>
    internal async Task<ILookup<Guid, DeadlineRow>> ReadAsync(NpgsqlConnection connection, Guid[] caseIds, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select case_id, rule, start_fact, recorded_from, clock_start, due, met_on, open, acting_unit, calendar, policy_version, provisional, confirmed,
                   extension_days, version_date, stands_since, pauses, moves
            from {_schema}.deadline where case_id = any($1) and recorded_to = {ReadModel.Forever}
            """,
            connection)
        { Parameters = { new() { Value = caseIds } } };
        var rows = new List<DeadlineRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var deadline = new CaseDeadline(
                reader.GetString(1), reader.GetFieldValue<DateOnly>(4), reader.GetFieldValue<DateOnly>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<DateOnly>(6),
                reader.GetBoolean(7), reader.GetGuid(8), CalendarKind.Parse(reader.GetString(9)) ?? CalendarKind.Public,
                reader.GetString(10), reader.GetBoolean(11), reader.GetBoolean(12), reader.GetGuid(2))
            {
                ExtensionWorkingDays = reader.GetInt32(13),
                VersionDate = reader.GetFieldValue<DateOnly>(14),
                StandsSince = reader.IsDBNull(15) ? null : reader.GetFieldValue<DateOnly>(15),
                Pauses = ClockPauses.Parse(reader.GetString(16)),
                Moves = ClockMoves.Parse(reader.GetString(17)),
            };
            rows.Add(new(reader.GetGuid(0), deadline, reader.GetInt64(3), isStored: true));
        }

        return rows.ToLookup(r => r.CaseId);
    }

    /// <summary>Ends rows already in the table.</summary>
    internal async Task EndAsync(NpgsqlConnection connection, IReadOnlyList<DeadlineRow> ended, CancellationToken cancellationToken)
    {
        if (ended.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            $"""
            update {_schema}.deadline d set recorded_to = e.recorded_to
            from unnest($1, $2, $3, $4, $5) as e(case_id, rule, start_fact, recorded_from, recorded_to)
            where d.case_id = e.case_id and d.rule = e.rule and d.start_fact = e.start_fact and d.recorded_from = e.recorded_from
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = ended.Select(d => d.CaseId).ToArray() },
                new() { Value = ended.Select(d => d.Deadline.Rule).ToArray() },
                new() { Value = ended.Select(d => d.Deadline.StartFact).ToArray() },
                new() { Value = ended.Select(d => d.RecordedFrom).ToArray() },
                new() { Value = ended.Select(d => d.RecordedTo).ToArray() },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds rows, as they are now.</summary>
    internal async Task CopyAsync(NpgsqlConnection connection, IReadOnlyCollection<DeadlineRow> begun, CancellationToken cancellationToken)
    {
        if (begun.Count == 0)
        {
            return;
        }

        await using var importer = await connection.BeginBinaryImportAsync(
            $"""
            copy {_schema}.deadline (case_id, rule, start_fact, recorded_from, recorded_to, clock_start, due, met_on, open, acting_unit, calendar, policy_version,
            provisional, confirmed, extension_days, version_date, stands_since, pauses, moves) from stdin (format binary)
            """,
            cancellationToken);
        foreach (var row in begun)
        {
            var (w, deadline) = (new CopyRow(importer, cancellationToken), row.Deadline);
            await w.StartAsync();
            await w.IdAsync(row.CaseId);
            await w.TextAsync(deadline.Rule);
            await w.IdAsync(deadline.StartFact);
            await w.LongAsync(row.RecordedFrom);
            await w.LongAsync(row.RecordedTo);
            await w.DateAsync(deadline.ClockStart);
            await w.DateAsync(deadline.Due);
            await w.DateAsync(deadline.MetOn);
            await w.BoolAsync(deadline.Open);
            await w.IdAsync(deadline.ActingUnit);
            await w.TextAsync(deadline.Calendar.Code());
            await w.TextAsync(deadline.PolicyVersion);
            await w.BoolAsync(deadline.Provisional);
            await w.BoolAsync(deadline.Confirmed);
            await w.IntAsync(deadline.ExtensionWorkingDays);
            await w.DateAsync(deadline.VersionDate);
            await w.DateAsync(deadline.StandsSince);
            await w.TextAsync(deadline.Pauses.ToString());
            await w.TextAsync(deadline.Moves.ToString());
            row.IsStored = true;
        }

        await importer.CompleteAsync(cancellationToken);
    }
}
