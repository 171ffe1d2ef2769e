using CadreWorkflow.Cluster;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Fresh databases with the event log in them.</summary>
internal static class Databases
{
    public static Task<TestDatabase> WithLogAsync() => TestCluster.CreateDatabaseAsync(
        "eventstore",
        database => EventStoreSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole));

    public static Task<TestDatabase> WithDemoLogAsync() => TestCluster.CreateDatabaseAsync(
        "eventstore_demo",
        database => EventStoreSchema.MigrateAsync(database.OwnerConnectionString, CadreDatabase.AppRole, allowTestClock: true));
}
