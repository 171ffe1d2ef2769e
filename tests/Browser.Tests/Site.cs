using System.Collections.Concurrent;
using CadreWorkflow.Api;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Jobs;
using CadreWorkflow.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>The real application on a port of its own over a real database with a small province, and one browser. Shared by all tests.</summary>
public sealed class Site : IAsyncLifetime
{
    private const string ChromiumVariable = "CADRE_CHROMIUM";

    private TestDatabase? _database;
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _signedIn = new(StringComparer.Ordinal);
    private string? _data;
    private WebApplication? _app;
    private IPlaywright? _playwright;

    public string Address => _app!.Urls.First();

    public IServiceProvider Services => _app!.Services;

    public Province Province { get; private set; } = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Browser = await LaunchAsync();
        _database = await TestCluster.CreateDatabaseAsync();
        _data = Directory.CreateTempSubdirectory("cadre-browser-").FullName;
        await Migration.RunAsync(_database.OwnerConnectionString, _database.AppConnectionString, demo: true, TimeProvider.System, CancellationToken.None);
        _app = CadreApp.Build(["--urls", "http://127.0.0.1:0"], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:Cadre"] = _database.AppConnectionString,
                ["Cadre:DataDirectory"] = _data,
            });
            builder.Logging.ClearProviders();
            builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        });
        await using (var scope = _app.Services.CreateAsyncScope())
        {
            await DemoAccounts.EnsureAsync(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), Services.GetRequiredService<AccountStore>(), CancellationToken.None);
        }

        await _app.StartAsync();
        Province = await Province.SeedAsync(Services);
        var personnel = await Services.GetRequiredService<AccountStore>().FindByNameAsync("personnel", CancellationToken.None);
        await Services.GetRequiredService<InboxStore>().AddAsync(
            personnel!.AccountId, Province.Today, [new DigestItem(Province.Cases["overdue"], "ADM-28", Province.Today.AddDays(-30), "overdue_serious")], CancellationToken.None);
    }

    /// <summary>An address with the names of seeded cases filled in: <c>{draft}</c>, <c>{draft:person}</c>, <c>{draft:fact}</c> (its last fact).</summary>
    public async Task<string> AddressAsync(string address)
    {
        address = address.Replace("{from}", Province.Today.AddYears(-1).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{to}", Province.Today.AddDays(-1).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        address = address.Replace("{report}", Province.Report.ToString("D"), StringComparison.Ordinal);
        foreach (var (key, id) in Province.Places)
        {
            address = address.Replace("{" + key + "}", id.ToString("D"), StringComparison.Ordinal);
        }

        foreach (var (key, id) in Province.Cases)
        {
            address = address.Replace("{" + key + "}", id.ToString("D"), StringComparison.Ordinal);
            if (address.Contains("{" + key + ":", StringComparison.Ordinal))
            {
                var history = await Services.GetRequiredService<CaseReader>().HistoryAsync(id, CancellationToken.None);
                address = address
                    .Replace("{" + key + ":person}", history.Filed!.PersonId.ToString("D"), StringComparison.Ordinal)
                    .Replace("{" + key + ":fact}", history.AllRecorded[^1].Id.ToString("D"), StringComparison.Ordinal);
            }
        }

        return address;
    }

    /// <summary>A browser window of its own, not signed in.</summary>
    public Task<IPage> OpenAsync(bool javaScript = true, int width = 1280, int height = 900) => OpenAsync(javaScript, width, height, null);

    private async Task<IPage> OpenAsync(bool javaScript, int width, int height, string? state)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            JavaScriptEnabled = javaScript,
            Locale = "en-US",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            StorageState = state,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    /// <summary>A browser window signed in as one of the demo accounts.</summary>
    public async Task<IPage> SignedInAsync(string user, bool javaScript = true, int width = 1280, int height = 900)
    {
        // Once for each account, as a person does: passwords are slow to check on purpose.
        var state = await _signedIn.GetOrAdd(user, u => new Lazy<Task<string>>(() => SignInAsync(u))).Value;
        return await OpenAsync(javaScript, width, height, state);
    }

    private async Task<string> SignInAsync(string user)
    {
        var page = await OpenAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#userName", user);
        await page.FillAsync("#password", DemoAccounts.PasswordOf(user));
        await page.ClickAsync("main button[type=submit]");
        Assert.DoesNotContain("sign-in", page.Url, StringComparison.Ordinal);
        var state = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
        return state;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_data is not null)
        {
            Directory.Delete(_data, recursive: true);
        }
    }

    private async Task<IBrowser> LaunchAsync()
    {
        string?[] places = [Environment.GetEnvironmentVariable(ChromiumVariable), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        var chromium = places.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"The page tests need a Chromium browser and found none. Install it (Debian: apt-get install chromium) or name one in {ChromiumVariable}.");
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
        });
    }
}
