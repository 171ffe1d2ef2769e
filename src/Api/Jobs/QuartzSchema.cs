using CadreWorkflow.Api.Engine;
using Npgsql;
using Quartz;

namespace CadreWorkflow.Api.Jobs;

/// <summary>The scheduler's own tables, made by its own provisioning with the owner's login.</summary>
internal static class QuartzSchema
{
    internal const string TablePrefix = "quartz.qrtz_";

    internal static async Task MigrateAsync(string owner, string role, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);
        await Migration.ExecuteAsync(connection, "set client_min_messages = warning; create schema if not exists quartz; revoke all on schema quartz from public", cancellationToken);

        // The scheduler provisions when it starts; this one has no work and is gone at once.
        var services = new ServiceCollection().AddLogging();
        services.AddQuartz("provision", quartz => quartz.UsePersistentStore(store =>
        {
            store.ConfigureStore(options => options.TablePrefix = TablePrefix);
            store.UsePostgres(owner);
            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
        }));
        await using (var provider = services.BuildServiceProvider())
        {
            var scheduler = await provider.GetRequiredKeyedService<ISchedulerFactory>("provision").GetScheduler(cancellationToken);
            await scheduler.Start(cancellationToken);
            await scheduler.Shutdown(waitForJobsToComplete: false, cancellationToken);
        }

        await Migration.ExecuteAsync(
            connection,
            $"grant usage on schema quartz to {Migration.Quote(role)}; grant select, insert, update, delete on all tables in schema quartz to {Migration.Quote(role)}; grant usage on all sequences in schema quartz to {Migration.Quote(role)}",
            cancellationToken);
    }
}
