using System.Text;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Projections.Statistics;
using Npgsql;

namespace CadreWorkflow.Projections.Tests.Given;

/// <summary>A database with the tables of the read side, fed from a log in memory.</summary>
internal sealed class ReadSide : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private ReadSide(TestDatabase database, NpgsqlDataSource source, MemoryLog log)
    {
        _database = database;
        Source = source;
        Log = log;
        Model = new ReadModel(log);
        Facts = new ReadFacts();
    }

    internal NpgsqlDataSource Source { get; }

    internal MemoryLog Log { get; }

    internal ReadModel Model { get; set; }

    internal ReadFacts Facts { get; }

    internal string OwnerConnectionString => _database.OwnerConnectionString;

    internal static async Task<ReadSide> CreateAsync(MemoryLog log)
    {
        var database = await TestCluster.CreateDatabaseAsync("read_side", d => ReadSchema.MigrateAsync(d.OwnerConnectionString, CadreDatabase.AppRole));
        return new(database, NpgsqlDataSource.Create(database.AppConnectionString), log);
    }

    internal static async Task<ReadSide> OfAsync(MemoryLog log, int batch = 1000)
    {
        var read = await CreateAsync(log);
        await read.FeedAsync(batch);
        return read;
    }

    /// <summary>Applies what the log holds beyond the tables' position.</summary>
    internal async Task FeedAsync(int batch = 1000)
    {
        await using var connection = await Source.OpenConnectionAsync();
        var applied = await ReadModel.PositionAsync(connection);
        foreach (var chunk in Log.Events.Where(e => e.Position > applied).Chunk(batch))
        {
            await ApplyAsync(connection, chunk);
        }
    }

    internal async Task ApplyAsync(NpgsqlConnection connection, IReadOnlyList<Recorded<IDomainEvent>> events, bool commit = true)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await Model.ApplyAsync(events, connection, transaction, TestContext.Current.CancellationToken);
        if (commit)
        {
            await transaction.CommitAsync();
        }
        else
        {
            await transaction.RollbackAsync();
        }
    }

    internal async Task<StatisticsResult> StatisticsAsync(StatisticsRequest request)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await new AdmissionStatistics(Facts).QueryAsync(connection, request);
    }

    internal async Task<StatisticsCases> CasesAsync(StatisticsRequest request, string measure, string? key = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        return await new AdmissionStatistics(Facts).CasesAsync(connection, request, StatisticsMeasure.Find(measure)!, key, 0, AdmissionStatistics.MaxPage);
    }

    /// <summary>Every row of every table, as text in a fixed order.</summary>
    internal async Task<string> DumpAsync()
    {
        var text = new StringBuilder();
        await using var connection = await Source.OpenConnectionAsync();
        string[] tables =
        [
            "case_now", "case_past", "deadline", "unit_fact", "regulation_fact", "training_fact", "report", "post_fact", "tenure", "planned_post", "proposal", "discipline", "cadre_plan",
            "plan_name", "personnel_procedure", "staff_quota", "staff_stay", "declaration_duty", "unit_statement", "progress",
        ];
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"select t::text from read.{table} t order by 1", connection);
            await using var reader = await command.ExecuteReaderAsync();
            text.AppendLine(table);
            while (await reader.ReadAsync())
            {
                text.AppendLine(reader.GetString(0));
            }
        }

        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _database.DisposeAsync();
    }
}
