using CadreWorkflow.Api.Engine;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.EventStore;
using Npgsql;

namespace CadreWorkflow.Api.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task The_application_refuses_to_start_on_the_owners_login()
    {
        await using var database = await ApiHost.MigratedDatabaseAsync();
        var refused = await Assert.ThrowsAsync<EventStoreSchemaException>(() => ApiHost.StartAsync(database, connection: database.OwnerConnectionString));
        Assert.Contains("cadre_owner", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_refuses_to_start_on_a_superuser()
    {
        await using var database = await ApiHost.MigratedDatabaseAsync();
        var refused = await Assert.ThrowsAsync<EventStoreSchemaException>(() => ApiHost.StartAsync(database, connection: database.SuperuserConnectionString));
        Assert.Contains("superuser", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_application_says_what_to_do_about_a_database_that_was_never_migrated()
    {
        await using var database = await TestCluster.CreateDatabaseAsync();
        var refused = await Assert.ThrowsAsync<EventStoreSchemaException>(() => ApiHost.StartAsync(database));
        Assert.Contains("cli db migrate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regulation_file_that_differs_from_what_was_published_stops_migration_and_start()
    {
        await using var database = await TestCluster.CreateDatabaseAsync();
        await EventStoreSchema.MigrateAsync(database.OwnerConnectionString, new NpgsqlConnectionStringBuilder(database.AppConnectionString).Username!);
        var shipped = RegulationFiles.All.First(d => d.Calendar is not null);
        var altered = RegulationFiles.Read(shipped.Id, shipped.Canonical.Replace(shipped.Calendar!.Source, shipped.Calendar.Source + " (altered)", StringComparison.Ordinal)).Document!;
        await using (var log = new EventLog(database.AppConnectionString))
        {
            var published = EventCodec.Encode(Guid.NewGuid(), altered.Publication(new DateOnly(2026, 1, 1)), EventHeaders.None);
            await log.AppendAsync(new AppendRequest(Guid.NewGuid(), "test", [new(Streams.Regulations, Streams.Regulations, 0, [published])], [], null, null, null, null));
        }

        await Assert.ThrowsAsync<RegulationException>(() => Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: false, TimeProvider.System, CancellationToken.None));
        var refused = await Assert.ThrowsAsync<RegulationException>(() => ApiHost.StartAsync(database));
        Assert.Contains(shipped.Id, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var database = await ApiHost.MigratedDatabaseAsync();
        await using var log = new EventLog(database.AppConnectionString);
        var before = await log.PositionAtAsync(null);
        await Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: true, TimeProvider.System, CancellationToken.None);
        Assert.Equal(before, await log.PositionAtAsync(null));
        Assert.True(before > 0);
    }
}
