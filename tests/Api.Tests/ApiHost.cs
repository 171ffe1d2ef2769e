using System.Net.Http.Headers;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CadreWorkflow.Api.Tests;

/// <summary>The real host on a port of its own over a real, migrated database marked demo.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly string _data;
    private readonly WebApplication _app;

    private ApiHost(TestDatabase database, bool ownsDatabase, string data, WebApplication app) => (_database, _ownsDatabase, _data, _app) = (database, ownsDatabase, data, app);

    public TestDatabase Database => _database;

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static Task<TestDatabase> MigratedDatabaseAsync() => TestCluster.CreateDatabaseAsync("api_migrated", async database =>
    {
        await Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: true, TimeProvider.System, CancellationToken.None);
        await using var services = CoreServices(database.AppConnectionString);
        await using var scope = services.CreateAsyncScope();
        await DemoAccounts.EnsureAsync(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), services.GetRequiredService<AccountStore>(), CancellationToken.None);
    });

    public static async Task<ApiHost> StartAsync(Action<IServiceCollection>? services = null)
    {
        var database = await MigratedDatabaseAsync();
        return await StartAsync(database, ownsDatabase: true, services: services);
    }

    /// <summary>A second process's worth of host on the same database and data folder, or a first one on a given connection.</summary>
    public static async Task<ApiHost> StartAsync(
        TestDatabase database, bool ownsDatabase = false, string? connection = null, string? data = null, Action<IServiceCollection>? services = null)
    {
        data ??= Directory.CreateTempSubdirectory("cadre-api-").FullName;
        var app = CadreApp.Build(["--urls", "http://127.0.0.1:0"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Cadre"] = connection ?? database.AppConnectionString,
                ["Cadre:DataDirectory"] = data,
            });
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(new ProblemLog());
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        }, services);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new ApiHost(database, ownsDatabase, data, app);
    }

    public Task<ApiHost> AnotherAsync() => StartAsync(_database, data: _data);

    /// <summary>A client signed in by a bearer token.</summary>
    public async Task<HttpClient> ClientAsync(string user, string language = "en")
    {
        var store = Services.GetRequiredService<AccountStore>();
        var actor = await store.FindByNameAsync(user, CancellationToken.None) ?? throw new InvalidOperationException($"No account {user}.");
        var client = Anonymous(language);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await store.IssueTokenAsync(actor.AccountId, TimeSpan.FromHours(1), CancellationToken.None));
        return client;
    }

    public HttpClient Anonymous(string language = "en")
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    /// <summary>An account with one role over one subtree.</summary>
    public async Task<HttpClient> OfficerAsync(string role, Guid? unit)
    {
        var name = "officer" + Guid.NewGuid().ToString("N");
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { UserName = name, DisplayName = name };
        var made = await accounts.CreateAsync(account, "a password for a test");
        if (!made.Succeeded)
        {
            throw new InvalidOperationException(string.Join("; ", made.Errors.Select(e => e.Description)));
        }

        await Services.GetRequiredService<AccountStore>().GrantAsync(account.Id, role, unit, "test", CancellationToken.None);
        return await ClientAsync(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsDatabase)
        {
            await _database.DisposeAsync();
            Directory.Delete(_data, recursive: true);
        }
    }

    private static ServiceProvider CoreServices(string connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Cadre"] = connection,
            ["Cadre:DataDirectory"] = Path.Combine(Path.GetTempPath(), "cadre-api-template"),
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddEngineCore(configuration);
        services.AddIdentityCore();
        services.AddSingleton<AccountStore>();
        return services.BuildServiceProvider();
    }
}

/// <summary>Errors of the host on the test's own output, so that a 500 can be understood.</summary>
internal sealed class ProblemLog : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Console.Error.WriteLine($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose()
    {
    }
}
