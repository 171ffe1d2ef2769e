using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.EventStore;
using Microsoft.AspNetCore.Identity;

namespace CadreWorkflow.Api.Cli;

/// <summary>Verbs of whoever looks after the database.</summary>
internal static class DatabaseVerbs
{
    internal static IReadOnlyList<CliVerb> All { get; } =
    [
        new("db migrate", "[--demo]   Bring the database up to this program, with the owner's login; --demo marks an empty log as a demo.", MigrateAsync),
    ];

    private static async Task<int> MigrateAsync(CliContext context, CancellationToken cancellationToken)
    {
        var configuration = CliServices.Configuration();
        try
        {
            await Migration.RunAsync(configuration.OwnerConnection(), configuration.AppConnection(), context.Arguments.Has("--demo"), TimeProvider.System, cancellationToken);
        }
        catch (EventStoreSchemaException unfit)
        {
            throw new CliException(unfit.Message);
        }

        if (await Migration.IsDemoAsync(configuration.AppConnection(), cancellationToken))
        {
            await using var services = await CliServices.OpenAsync(cancellationToken: cancellationToken);
            await using var scope = services.CreateAsyncScope();
            await DemoAccounts.EnsureAsync(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), services.GetRequiredService<AccountStore>(), cancellationToken);
        }

        await context.Out.WriteLineAsync("The database is up to date.");
        return 0;
    }
}
