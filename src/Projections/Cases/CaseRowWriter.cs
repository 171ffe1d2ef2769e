using CadreWorkflow.Domain.Events;
using Npgsql;

namespace CadreWorkflow.Projections.Cases;

/// <summary>Writes case rows: superseded versions go to <c>case_past</c>, the latest replaces the one in <c>case_now</c>.</summary>
internal sealed class CaseRowWriter(string schema)
{
    private const string Columns =
        "case_id, person_id, recorded_from, recorded_to, version, union_unit, party_body, sent_unit, sent_body, decided_unit, decided_body, previous_case, awareness_class, "
        + "referral_number, reference, gender, age_band, education, theory_level, sector, youth_union_member, former_party_member, filed_on, submitted_on, "
        + "resolved_on, first_sent_on, sent_on, returned_on, acknowledged_on, enrolled_on, certificate_issued_on, certificate_expires_on, applied_on, verified_on, "
        + "opinions_on, cell_voted_on, cell_resolved_on, committee_voted_on, decided_on, decision_received_on, ceremony_on, new_member_certified_on, "
        + "probation_ends_on, recognised_on, recognised_from, removed_on, left_on, declined_on, cancelled_on, withdrawn_on, moved_on, ended_on, "
        + "stage_days, stages, outcome_days, outcomes, unit_days, units, bodies";

    private readonly string _schema = ReadSchema.Quote(schema);

    /// <summary>For versions that came and went.</summary>
    internal CaseRowCopy Past() => new($"copy {_schema}.case_past ({Columns}) from stdin (format binary)");

    /// <param name="superseded">First position at which each touched case, already in the tables, was superseded.</param>
    /// <param name="latest">The version each touched case has now.</param>
    internal async Task WriteLatestAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<Guid, long> superseded, IReadOnlyCollection<CaseRow> latest, CancellationToken cancellationToken)
    {
        if (superseded.Count > 0)
        {
            await using var move = new NpgsqlCommand(
                $"""
                with touched as (select * from unnest($1, $2) as t(case_id, at)),
                gone as (delete from {_schema}.case_now n using touched t where n.case_id = t.case_id returning n.*, t.at as ended_at)
                insert into {_schema}.case_past ({Columns})
                select {Columns.Replace("recorded_to", "ended_at", StringComparison.Ordinal)} from gone
                """,
                connection)
            {
                Parameters = { new() { Value = superseded.Keys.ToArray() }, new() { Value = superseded.Values.ToArray() } },
            };
            await move.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var now = new CaseRowCopy($"copy {_schema}.case_now ({Columns}) from stdin (format binary)");
        foreach (var row in latest)
        {
            await now.AddAsync(connection, row, ReadModel.Forever, cancellationToken);
        }

        await now.CompleteAsync(cancellationToken);
    }
}

/// <summary>
/// One COPY of case rows after another, each open from its first row until it is completed: rows go to the database as they come, which stores them
/// while the next are computed. The connection serves nothing else meanwhile.
/// </summary>
/// <param name="sql">The command, with the columns in the order written here.</param>
internal sealed class CaseRowCopy(string sql) : IAsyncDisposable
{
    private NpgsqlBinaryImporter? _importer;

    /// <param name="to">The position that ended the version, or <see cref="ReadModel.Forever"/>.</param>
    internal async ValueTask AddAsync(NpgsqlConnection connection, CaseRow row, long to, CancellationToken cancellationToken)
    {
        _importer ??= await connection.BeginBinaryImportAsync(sql, cancellationToken);
        await WriteAsync(new CopyRow(_importer, cancellationToken), row, to);
    }

    internal async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_importer is { } importer)
        {
            _importer = null;
            await using (importer)
            {
                await importer.CompleteAsync(cancellationToken);
            }
        }
    }

    /// <summary>Without <see cref="CompleteAsync"/> nothing since the last one is stored.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_importer is { } importer)
        {
            _importer = null;
            await importer.DisposeAsync();
        }
    }

    private static async Task WriteAsync(CopyRow w, CaseRow row, long to)
    {
        var (filed, dates, statistics) = (row.Filed, row.Dates, row.Statistics);
        var place = row.Places[^1];
        var sent = row.PlaceOn(dates.FirstSentOn);
        var decided = row.PlaceOn(dates.DecidedOn);
        await w.StartAsync();
        await w.IdAsync(row.CaseId);
        await w.IdAsync(filed.PersonId);
        await w.LongAsync(row.RecordedFrom);
        await w.LongAsync(to);
        await w.LongAsync(row.Version);
        await w.IdAsync(place.UnionUnit);
        await w.IdAsync(place.PartyBody);
        await w.IdAsync(sent?.UnionUnit);
        await w.IdAsync(sent?.PartyBody);
        await w.IdAsync(decided?.UnionUnit);
        await w.IdAsync(decided?.PartyBody);
        await w.IdAsync(filed.PreviousCase);
        await w.IdAsync(row.AwarenessClass);
        await w.IntAsync(filed.ReferralNumber);
        await w.TextAsync(filed.Reference);
        await w.TextAsync(Codes.Of(statistics.Gender));
        await w.TextAsync(Codes.Of(statistics.AgeBand));
        await w.TextAsync(Codes.Of(statistics.Education));
        await w.TextAsync(Codes.Of(statistics.TheoryLevel));
        await w.TextAsync(Codes.Of(statistics.Sector));
        await w.BoolAsync(filed.YouthUnionMember);
        await w.BoolAsync(filed.FormerPartyMember);
        await w.DateAsync(filed.OccurredOn);
        await WriteAsync(w, dates);
        await w.DatesAsync(Array.ConvertAll(row.Stages, s => s.From));
        await w.TextsAsync(Array.ConvertAll(row.Stages, s => s.Stage));
        await w.DatesAsync(Array.ConvertAll(row.Outcomes, o => o.From));
        await w.TextsAsync(Array.ConvertAll(row.Outcomes, o => o.Outcome));
        await w.DatesAsync(Array.ConvertAll(row.Places, p => p.From));
        await w.IdsAsync(Array.ConvertAll(row.Places, p => p.UnionUnit));
        await w.IdsAsync(Array.ConvertAll(row.Places, p => p.PartyBody));
    }

    private static async Task WriteAsync(CopyRow w, CaseDates dates)
    {
        await w.DateAsync(dates.SubmittedOn);
        await w.DateAsync(dates.ResolvedOn);
        await w.DateAsync(dates.FirstSentOn);
        await w.DateAsync(dates.SentOn);
        await w.DateAsync(dates.ReturnedOn);
        await w.DateAsync(dates.AcknowledgedOn);
        await w.DateAsync(dates.EnrolledOn);
        await w.DateAsync(dates.CertificateIssuedOn);
        await w.DateAsync(dates.CertificateExpiresOn);
        await w.DateAsync(dates.AppliedOn);
        await w.DateAsync(dates.VerifiedOn);
        await w.DateAsync(dates.OpinionsOn);
        await w.DateAsync(dates.CellVotedOn);
        await w.DateAsync(dates.CellResolvedOn);
        await w.DateAsync(dates.CommitteeVotedOn);
        await w.DateAsync(dates.DecidedOn);
        await w.DateAsync(dates.DecisionReceivedOn);
        await w.DateAsync(dates.CeremonyOn);
        await w.DateAsync(dates.NewMemberCertifiedOn);
        await w.DateAsync(dates.ProbationEndsOn);
        await w.DateAsync(dates.RecognisedOn);
        await w.DateAsync(dates.RecognisedFrom);
        await w.DateAsync(dates.RemovedOn);
        await w.DateAsync(dates.LeftOn);
        await w.DateAsync(dates.DeclinedOn);
        await w.DateAsync(dates.CancelledOn);
        await w.DateAsync(dates.WithdrawnOn);
        await w.DateAsync(dates.MovedOn);
        await w.DateAsync(dates.EndedOn);
    }
}
