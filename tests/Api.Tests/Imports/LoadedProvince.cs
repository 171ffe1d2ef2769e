using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>The demo province, loaded once for all its tests, with its read side.</summary>
public sealed class LoadedProvince : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private string _data = null!;

    public ServiceProvider Services { get; private set; } = null!;

    public NpgsqlDataSource Source { get; private set; } = null!;

    internal DemoLoadResult First { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await ApiHost.MigratedDatabaseAsync();
        _data = Directory.CreateTempSubdirectory("cadre-province-").FullName;
        Services = Engine(_database.AppConnectionString, _data);
        First = await LoadAsync();
        Source = NpgsqlDataSource.Create(_database.AppConnectionString);
        await ReadSchema.MigrateAsync(_database.OwnerConnectionString, CadreDatabase.AppRole);
        await FeedAsync();
    }

    internal Task<DemoLoadResult> LoadAsync() =>
        Services.GetRequiredService<DemoLoader>().LoadAsync(Path.Combine(Repository.Root, "samples", "province"), null, CancellationToken.None);

    /// <summary>The last position recorded on a Vietnamese day.</summary>
    public Task<long> PositionAtEndOfAsync(DateOnly day) =>
        Services.GetRequiredService<IEventLog>().PositionAtAsync(Domain.Regulations.VietnamTime.EndOf(day).AddTicks(-10));

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Services.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    internal static ServiceProvider Engine(string connection, string data)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Cadre"] = connection,
            ["Cadre:DataDirectory"] = data,
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging(l => l.AddProvider(new ProblemLog()));
        services.AddEngineCore(configuration);
        services.AddIdentityCore();
        services.AddSingleton<AccountStore>();
        services.AddImportCore();
        return services.BuildServiceProvider();
    }

    private async Task FeedAsync()
    {
        var log = Services.GetRequiredService<IEventLog>();
        var model = new ReadModel(new Streams(log));
        await using var connection = await Source.OpenConnectionAsync();
        for (var position = 0L; ;)
        {
            var batch = (await log.ReadAllAsync(position, 2000)).Select(EventCodec.Decode).ToList();
            if (batch.Count == 0)
            {
                return;
            }

            await using var transaction = await connection.BeginTransactionAsync();
            await model.ApplyAsync(batch, connection, transaction, CancellationToken.None);
            await transaction.CommitAsync();
            position = batch[^1].Position;
        }
    }

    private sealed class Streams(IEventLog log) : IStreamReader
    {
        public async Task<IReadOnlyList<Recorded<IDomainEvent>>> ReadAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken) =>
            [.. (await log.ReadStreamsAsync([.. streamIds], cancellationToken)).SelectMany(s => s.Events).Select(EventCodec.Decode)];
    }
}
