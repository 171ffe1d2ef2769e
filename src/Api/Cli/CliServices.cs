using CadreWorkflow.Api.Engine;

namespace CadreWorkflow.Api.Cli;

/// <summary>Services for a verb: the same engine as the host's, without the host.</summary>
public static class CliServices
{
    /// <summary>Configuration as the host reads it: <c>appsettings.json</c>, then the environment.</summary>
    public static IConfiguration Configuration() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();

    /// <summary>The engine, after the same check of the login that the host makes.</summary>
    public static async Task<ServiceProvider> OpenAsync(Action<IServiceCollection>? more = null, CancellationToken cancellationToken = default)
    {
        var configuration = Configuration();
        await EventStore.EventStoreSchema.EnsureApplicationLoginAsync(configuration.AppConnection(), cancellationToken: cancellationToken);
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        services.AddEngineCore(configuration);
        services.AddIdentityCore();
        services.AddSingleton<Identity.AccountStore>();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
