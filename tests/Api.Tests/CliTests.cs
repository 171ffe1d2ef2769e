using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Cluster;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>The command line as it is run: a process of its own beside a running host.</summary>
public sealed class CliTests
{
    [Fact]
    public async Task A_fresh_database_is_migrated_twice_and_gets_its_demo_accounts()
    {
        await using var database = await TestCluster.CreateDatabaseAsync();
        var data = Directory.CreateTempSubdirectory("cadre-cli-").FullName;
        for (var i = 0; i < 2; i++)
        {
            var (code, output, error) = await RunAsync(database, data, ["db", "migrate", "--demo"], owner: true);
            Assert.True(code == 0, error);
            Assert.Contains("up to date", output, StringComparison.Ordinal);
        }

        await using var host = await ApiHost.StartAsync(database, data: data);
        var (issued, token, refused) = await RunAsync(database, data, ["tokens", "issue", "--user", "personnel", "--days", "1"]);
        Assert.True(issued == 0, refused);
        using var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.TrimEnd().Split('\n')[^1]);
        using var response = await client.GetAsync("/api/statistics/admissions?from=2021-01-01&to=2022-09-30");
        Assert.True(response.IsSuccessStatusCode, (await response.JsonAsync()).ToString());
    }

    [Fact]
    public async Task The_command_line_says_what_HTTP_says_verifies_the_chain_and_rebuilds_beside_a_running_host()
    {
        await using var host = await ApiHost.StartAsync();
        var data = host.Services.GetRequiredService<IConfiguration>().DataDirectory();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await ScopeTests.SendAsync(union, id);
        var head = await host.Services.GetRequiredService<IEventLog>().PositionAtAsync(null);
        var monitor = host.Services.GetRequiredService<SubscriptionMonitor>();
        Assert.True(await monitor.WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(1)));

        using var personnel = await host.ClientAsync("personnel", "vi");
        var http = await (await personnel.GetAsync("/api/statistics/admissions?from=2026-01-01&to=2026-12-31&by=gender&observedOn=2026-06-30")).JsonAsync();
        var (code, output, error) = await RunAsync(host.Database, data, ["statistics", "admissions", "--from", "2026-01-01", "--to", "2026-12-31", "--by", "gender", "--observed-on", "2026-06-30", "--json"]);
        Assert.True(code == 0, error);
        Assert.Equal(JsonSerializer.Serialize(http), JsonSerializer.Serialize(JsonDocument.Parse(output).RootElement));
        Assert.Equal(1, http.GetProperty("referredPersons").GetInt32());

        Assert.Equal(0, (await RunAsync(host.Database, data, ["sign-chain-head"])).Code);
        var verified = await RunAsync(host.Database, data, ["verify-chain", "--json"]);
        Assert.True(verified.Code == 0, verified.Error);
        Assert.True(JsonDocument.Parse(verified.Output).RootElement.GetProperty("sound").GetBoolean());

        var rebuilt = await RunAsync(host.Database, data, ["projections", "rebuild", "read"], owner: true);
        Assert.True(rebuilt.Code == 0, rebuilt.Error);
        await union.FileAsync(province.Union2);
        head = await host.Services.GetRequiredService<IEventLog>().PositionAtAsync(null);
        Assert.True(await monitor.WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(2)), "the swapped read side goes on");
        Assert.Equal(2, (await (await personnel.GetAsync("/api/cases")).JsonAsync()).GetProperty("total").GetInt32());

        var explained = await RunAsync(host.Database, data, ["explain-deadline", "--rule", "ADM-28", "--start", "2026-01-09", "--json"]);
        Assert.Equal("2026-04-09", JsonDocument.Parse(explained.Output).RootElement.GetProperty("due").GetString());
        var unknown = await RunAsync(host.Database, data, ["dance"]);
        Assert.Equal(2, unknown.Code);
        Assert.Contains("tokens issue", unknown.Error, StringComparison.Ordinal);
    }

    internal static async Task<(int Code, string Output, string Error)> RunAsync(TestDatabase database, string data, string[] words, bool owner = false)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CadreWorkflow.Api.dll"), "cli", .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["ConnectionStrings__Cadre"] = database.AppConnectionString;
        start.Environment["ConnectionStrings__CadreOwner"] = owner ? database.OwnerConnectionString : null;
        start.Environment["Cadre__DataDirectory"] = data;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
