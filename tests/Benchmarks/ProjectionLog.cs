using System.Text.Json;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// Ten years of a large province written straight into the log's tables: about ten events a case, cases overlapping as they do in life, so that a
/// case's next event comes thousands of events after its last.
/// </summary>
internal sealed class ProjectionLog
{
    private const int Districts = 21;
    private const int Unions = 30;
    private const int EventsPerCase = 10;

    private static readonly DateOnly Start = new(2016, 8, 1);
    private static readonly int Days = new DateOnly(2026, 8, 1).DayNumber - Start.DayNumber;

    private readonly List<Guid> _unions = [];
    private readonly List<Guid> _bodies = [];
    private long _position;

    internal static async Task WriteAsync(CadreDatabase database, int events)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using (var drop = new NpgsqlCommand("alter table cadre.mt_events drop constraint fkey_mt_events_stream_id", connection))
        {
            // Rows are copied stream after stream in one pass; the log itself never does without it.
            await drop.ExecuteNonQueryAsync();
        }

        await using (var importer = await connection.BeginBinaryImportAsync(
            "copy cadre.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers) from stdin (format binary)"))
        {
            var log = new ProjectionLog();
            await log.FoundAsync(importer);
            await log.LiveAsync(importer, events / EventsPerCase);
            await importer.CompleteAsync();
        }

        await using var analyze = new NpgsqlCommand("analyze cadre.mt_events", connection) { CommandTimeout = 0 };
        await analyze.ExecuteNonQueryAsync();
    }

    private async Task FoundAsync(NpgsqlBinaryImporter importer)
    {
        var version = 0;
        foreach (var document in RegulationFiles.All)
        {
            await AddAsync(importer, Streams.Regulations, ++version, document.Publication(Start), Start);
        }

        async Task<Guid> OpenAsync(string code, Guid? parent, Tree tree, UnitKind kind)
        {
            var id = Id(1, (int)_position);
            await AddAsync(importer, Streams.Unit(id), 1, new UnitOpened(
                Start, null, id, tree, kind, code, "Đơn vị " + code, parent, Sector.StateService, CalendarKind.Public, HasYouthUnion: false), Start);
            return id;
        }

        var root = await OpenAsync("T", null, Tree.Union, UnitKind.ProvincialFederation);
        var party = await OpenAsync("P", null, Tree.Party, UnitKind.ProvincialCommittee);
        for (var d = 0; d < Districts; d++)
        {
            var district = await OpenAsync($"D{d}", root, Tree.Union, UnitKind.DistrictFederation);
            _bodies.Add(await OpenAsync($"P{d}", party, Tree.Party, UnitKind.GrassrootsCommittee));
            for (var u = 0; u < Unions; u++)
            {
                _unions.Add(await OpenAsync($"D{d}U{u}", district, Tree.Union, UnitKind.GrassrootsUnion));
            }
        }
    }

    private async Task LiveAsync(NpgsqlBinaryImporter importer, int cases)
    {
        // Day, case and step packed in one number: sorting two million of them costs little memory.
        var acts = new List<long>(cases * EventsPerCase);
        for (var c = 0; c < cases; c++)
        {
            var random = new Random(c);
            var day = random.Next(Days);
            var steps = random.Next(10) < 6 ? 12 : 7;
            for (var step = 0; step < steps; step++)
            {
                acts.Add(((long)day << 36) | ((long)c << 8) | (long)step);
                day += random.Next(step < 3 ? 10 : 70);
            }
        }

        acts.Sort();
        foreach (var act in acts)
        {
            var (day, c, step) = (Start.AddDays((int)(act >> 36)), (int)((act >> 8) & 0xFFFFFFF), (int)(act & 0xFF));
            var id = Id(4, c);
            await AddAsync(importer, Streams.Case(id), step + 1, Fact(c, id, step, day), day);
        }
    }

    private CaseEvent Fact(int c, Guid id, int step, DateOnly on)
    {
        var paper = new DocumentRef($"{c}-NQ/TU", on, "TU");
        return step switch
        {
            0 => new ReferralFiled(
                on, false, null, id, Id(3, c - (c % 50 == 1 ? 1 : 0)), _unions[c % _unions.Count], _bodies[c % _bodies.Count], null, c % 50 == 1 ? 2 : 1, $"HS-{c}", (Gender)(1 + (c % 2)),
                (AgeBand)(2 + (c % 4)), (Education)(5 + (c % 5)), (TheoryLevel)(c % 5), (Sector)(1 + (c % 5)), null, FormerPartyMember: false),
            1 => new ReferralSubmitted(on, false, null),
            2 => new UnionResolved(on, false, paper, null),
            3 => new ReferralSent(on, false, paper),
            4 => new ReferralAcknowledged(on, true, paper, null),
            5 => new AwarenessCertified(on, true, paper, null),
            6 => new ApplicationReceived(on, true, paper),
            7 => new VerificationConcluded(on, true, null, true, true, true),
            8 => new OpinionsCollected(on, true, paper, true, true),
            9 => new CellVoted(on, true, paper, Purpose.Admission, new Tally(9, 9, 0, 0, 9, 9, 0, 9, 0, 0)),
            10 => new DecisionIssued(on, true, paper, Purpose.Admission, Outcome.Approved, VotingBody.UpperStandingCommittee, null, null),
            _ => new CeremonyHeld(on, true, null),
        };
    }

    private async Task AddAsync(NpgsqlBinaryImporter importer, string stream, int version, IDomainEvent @event, DateOnly recorded)
    {
        _position++;
        var (type, data) = DomainEvents.Catalog.Write(@event);
        await importer.StartRowAsync();
        await importer.WriteAsync(_position, NpgsqlDbType.Bigint);
        await importer.WriteAsync(Id(9, (int)_position), NpgsqlDbType.Uuid);
        await importer.WriteAsync(stream, NpgsqlDbType.Varchar);
        await importer.WriteAsync((long)version, NpgsqlDbType.Bigint);
        await importer.WriteAsync(data, NpgsqlDbType.Jsonb);
        await importer.WriteAsync(type, NpgsqlDbType.Varchar);
        await importer.WriteAsync(VietnamTime.StartOf(recorded).UtcDateTime, NpgsqlDbType.TimestampTz);
        await importer.WriteAsync(JsonSerializer.Serialize(new { command = type, via = "import" }), NpgsqlDbType.Jsonb);
    }

    private static Guid Id(int kind, int number) => new(number + 1, (short)kind, 0, [1, 2, 3, 4, 5, 6, 7, 8]);
}
