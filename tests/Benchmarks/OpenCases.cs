using System.Text.Json;
using CadreWorkflow.Api;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace CadreWorkflow.Benchmarks;

/// <summary>A database with very many open cases of the second half of 2026, all but a few with a running clock, read side included.</summary>
internal sealed class OpenCases : IAsyncDisposable
{
    private const int ReadAtOnce = 5_000;

    private static readonly DateOnly Opened = new(2015, 1, 1);
    private static readonly Guid Union = Id(1, 1);
    private static readonly Guid Body = Id(2, 1);

    private readonly ServiceProvider _services;

    private OpenCases(ServiceProvider services, CadreDatabase database) => (_services, Database) = (services, database);

    internal CadreDatabase Database { get; }

    internal IServiceProvider Services => _services;

    internal static async Task<OpenCases> CreateAsync(int cases)
    {
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench");
        await Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: false, TimeProvider.System, CancellationToken.None);
        await WriteAsync(database, cases);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Cadre"] = database.AppConnectionString,
            ["Cadre:DataDirectory"] = Path.Combine(folder, "app"),
        }).Build();
        var collection = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        collection.AddEngineCore(configuration);
        var open = new OpenCases(collection.BuildServiceProvider(), database);
        await open.FeedAsync();
        await using var source = NpgsqlDataSource.Create(database.OwnerConnectionString);
        await using var analyze = source.CreateCommand("analyze");
        await analyze.ExecuteNonQueryAsync();
        return open;
    }

    /// <summary>Brings the read side to the head of the log.</summary>
    internal async Task FeedAsync()
    {
        await using var source = NpgsqlDataSource.Create(Database.AppConnectionString);
        var log = _services.GetRequiredService<IEventLog>();
        var model = new ReadModel(_services.GetRequiredService<IStreamReader>());
        await using var connection = await source.OpenConnectionAsync();
        var position = await ReadModel.PositionAsync(connection);
        while (await log.ReadAllAsync(position, ReadAtOnce) is { Count: > 0 } batch)
        {
            position = batch[^1].Position;
            await using var transaction = await connection.BeginTransactionAsync();
            await model.ApplyAsync([.. batch.Select(EventCodec.Decode)], connection, transaction, CancellationToken.None);
            await transaction.CommitAsync();
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static async Task WriteAsync(CadreDatabase database, int cases)
    {
        await using var connection = new NpgsqlConnection(database.OwnerConnectionString);
        await connection.OpenAsync();
        await using (var drop = new NpgsqlCommand("alter table cadre.mt_events drop constraint fkey_mt_events_stream_id", connection))
        {
            // Rows are copied stream after stream in one pass; the log itself never does without it.
            await drop.ExecuteNonQueryAsync();
        }

        long position;
        await using (var head = new NpgsqlCommand("select coalesce(max(seq_id), 0) from cadre.mt_events", connection))
        {
            position = (long)(await head.ExecuteScalarAsync())!;
        }

        await using (var importer = await connection.BeginBinaryImportAsync(
            "copy cadre.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers) from stdin (format binary)"))
        {
            async Task AddAsync(string stream, int version, IDomainEvent @event)
            {
                position++;
                var (type, data) = DomainEvents.Catalog.Write(@event);
                await importer.StartRowAsync();
                await importer.WriteAsync(position, NpgsqlDbType.Bigint);
                await importer.WriteAsync(Id(9, (int)position), NpgsqlDbType.Uuid);
                await importer.WriteAsync(stream, NpgsqlDbType.Varchar);
                await importer.WriteAsync((long)version, NpgsqlDbType.Bigint);
                await importer.WriteAsync(data, NpgsqlDbType.Jsonb);
                await importer.WriteAsync(type, NpgsqlDbType.Varchar);
                await importer.WriteAsync(VietnamTime.StartOf(@event.OccurredOn).UtcDateTime, NpgsqlDbType.TimestampTz);
                await importer.WriteAsync(JsonSerializer.Serialize(new { command = type, via = "import" }), NpgsqlDbType.Jsonb);
            }

            await AddAsync(Streams.Unit(Union), 1, new UnitOpened(Opened, null, Union, Tree.Union, UnitKind.ProvincialFederation, "T", "T", null, Sector.StateService, CalendarKind.Public, false));
            await AddAsync(Streams.Unit(Body), 1, new UnitOpened(Opened, null, Body, Tree.Party, UnitKind.ProvincialCommittee, "P", "P", null, Sector.StateService, CalendarKind.Public, false));
            await AddAsync(Streams.OrgStructure, 1, new StructureChanged(Opened, Union));
            await AddAsync(Streams.OrgStructure, 2, new StructureChanged(Opened, Body));
            for (var c = 0; c < cases; c++)
            {
                var (version, id) = (0, Id(4, c));
                await AddAsync(Streams.Person(Id(3, c)), 1, new CaseOpened(new DateOnly(2025, 1, 6), id));
                foreach (var fact in Life(c, id))
                {
                    await AddAsync(Streams.Case(id), ++version, fact);
                }
            }

            await importer.CompleteAsync();
        }

        // The log goes on after what was copied.
        await using var sequence = new NpgsqlCommand(
            "select setval('cadre.mt_events_sequence', (select max(seq_id) from cadre.mt_events)); insert into cadre.mt_streams (id, version) select stream_id, max(version) from cadre.mt_events group by 1 on conflict (id) do nothing", connection);
        await sequence.ExecuteNonQueryAsync();
    }

    /// <summary>One in five waits for the cell, three in five for the decision, one in five for the ceremony.</summary>
    private static IEnumerable<CaseEvent> Life(int c, Guid id)
    {
        var vote = new DateOnly(2026, 8, 24).AddDays(c % 80);
        DocumentRef Paper(DateOnly on) => new($"{c}-NQ/TU", on, "TU");
        DateOnly Before(int days) => vote.AddDays(-days);
        yield return new ReferralFiled(
            Before(400), false, null, id, Id(3, c), Union, Body, null, 1, $"HS-{c}", Gender.Female, AgeBand.From18To30, Education.Bachelor, TheoryLevel.Elementary, Sector.StateService, null, false);
        yield return new ReferralSubmitted(Before(399), false, null);
        yield return new UnionResolved(Before(395), false, Paper(Before(395)), null);
        yield return new ReferralSent(Before(390), false, Paper(Before(390)));
        yield return new ReferralAcknowledged(Before(380), true, Paper(Before(380)), null);
        yield return new AwarenessCertified(Before(300), true, Paper(Before(300)), null);
        yield return new ApplicationReceived(Before(120), true, Paper(Before(120)));
        yield return new VerificationConcluded(Before(60), true, null, true, true, true);
        yield return new OpinionsCollected(Before(30), true, Paper(Before(30)), true, true);
        if (c % 5 != 0)
        {
            yield return new CellVoted(vote, true, Paper(vote), Purpose.Admission, new Tally(9, 9, 0, 0, 9, 9, 0, 9, 0, 0));
        }

        if (c % 5 == 4)
        {
            yield return new DecisionIssued(vote.AddDays(7), true, Paper(vote.AddDays(7)), Purpose.Admission, Outcome.Approved, VotingBody.UpperStandingCommittee, null, null);
        }
    }

    private static Guid Id(int kind, int number) => new(number + 1, (short)kind, 0, [1, 2, 3, 4, 5, 6, 7, 9]);
}
