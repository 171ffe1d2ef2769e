using System.Text.Json;
using CadreWorkflow.Api.Cli;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>The command line gives the answers of the HTTP interface, word for word, and takes no option it does not know.</summary>
public sealed class CliExplainTests
{
    [Fact]
    public async Task Every_verb_refuses_an_option_it_does_not_have_and_names_those_it_has()
    {
        foreach (var verb in CliProgram.Verbs.Where(v => !v.TakesFields))
        {
            var (output, error) = (new StringWriter(), new StringWriter());
            Assert.Equal(2, await CliProgram.RunAsync([.. verb.Name.Split(' '), "--no-such-option", "x"], output, error, TestContext.Current.CancellationToken));
            Assert.StartsWith("--no-such-option: " + verb.Name, error.ToString(), StringComparison.Ordinal);
            Assert.All(verb.Options, o => Assert.Contains(o, error.ToString(), StringComparison.Ordinal));
            Assert.Empty(output.ToString());
        }
    }

    [Fact]
    public async Task A_misspelt_option_is_named_with_the_right_ones_and_help_prints_the_usage()
    {
        var error = new StringWriter();
        Assert.Equal(2, await CliProgram.RunAsync(["what-if", Guid.NewGuid().ToString("D"), "--calender", "private5"], TextWriter.Null, error, TestContext.Current.CancellationToken));
        Assert.Equal("--calender: what-if has no such option; it has --act, --calendar, --date, --day, --draft, --extension, --fact, --json, --policy.", error.ToString().Trim());
        var output = new StringWriter();
        Assert.Equal(0, await CliProgram.RunAsync(["as-of", "--help"], output, TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.Contains("--as-known-on DATE", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_impact_diff_as_of_and_explain_deadline_say_what_HTTP_says()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union", "vi");
        using var personnel = await host.ClientAsync("personnel", "vi");
        var id = await WhatIfTests.VotedAsync(union, province.Union1, "2026-10-05");
        var head = await host.Services.GetRequiredService<IEventLog>().PositionAtAsync(null);
        Assert.True(await host.Services.GetRequiredService<SubscriptionMonitor>().WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(1)));
        var draft = Path.Combine(Directory.CreateTempSubdirectory("cadre-cli-").FullName, "draft.json");
        await File.WriteAllTextAsync(draft, SampleDrafts.Find("policy-invented-example"), TestContext.Current.CancellationToken);

        Same(
            await PostAsync(union, $"/api/cases/{id:D}/what-if", new { changes = new[] { new { calendar = "private5" } } }),
            await RunAsync(host, "what-if", id.ToString("D"), "--calendar", "private5", "--json"));
        Same(
            await PostAsync(union, $"/api/cases/{id:D}/what-if", new { changes = new[] { new { draft = SampleDrafts.Find("policy-invented-example") } } }),
            await RunAsync(host, "what-if", id.ToString("D"), "--draft", draft, "--json"));
        Same(
            await PostAsync(personnel, "/api/regulations/impact", new { content = SampleDrafts.Find("policy-invented-example"), day = "2026-11-20", pageSize = 20 }),
            await RunAsync(host, "policy", "impact", draft, "--day", "2026-11-20", "--json"));
        Same(
            await GetAsync(personnel, "/api/regulations/diff?a=20-qd-tw-2026&b=208-qd-tw-2026"), await RunAsync(host, "policy", "diff", "20-qd-tw-2026", "208-qd-tw-2026", "--json"));
        Same(await GetAsync(union, $"/api/cases/{id:D}/as-of?asOf=2026-10-04"), await RunAsync(host, "as-of", id.ToString("D"), "2026-10-04", "--json"));
        Same(
            await GetAsync(union, "/api/deadlines/explain?rule=ADM-28&start=2026-10-05"), await RunAsync(host, "explain-deadline", "--rule", "ADM-28", "--start", "2026-10-05", "--json"));
        Same(
            await GetAsync(union, $"/api/cases/{id:D}/deadlines/ADM-28"), await RunAsync(host, "explain-deadline", "--case", id.ToString("D"), "--rule", "ADM-28", "--json"));

        // In words, a deadline cites where its length is written and the version that says so.
        var article = (await GetAsync(union, "/api/deadlines/explain?rule=ADM-28&start=2026-10-05")).GetProperty("article").GetString()!;
        foreach (var words in new[] { await RunAsync(host, "explain-deadline", "--rule", "ADM-28", "--start", "2026-10-05"), await RunAsync(host, "explain-deadline", "--case", id.ToString("D"), "--rule", "ADM-28") })
        {
            Assert.Contains($"{article}, 208-qd-tw-2026", words, StringComparison.Ordinal);
        }
    }

    private static void Same(JsonElement http, string output)
    {
        Assert.Equal(JsonSerializer.Serialize(http), JsonSerializer.Serialize(JsonDocument.Parse(output).RootElement));
    }

    private static async Task<string> RunAsync(ApiHost host, params string[] words)
    {
        var (code, output, error) = await CliTests.RunAsync(host.Database, host.Services.GetRequiredService<IConfiguration>().DataDirectory(), words);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {error}");
        return output;
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        return await JsonAsync(response);
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string address, object body)
    {
        using var response = await client.PostAsync(address, body);
        return await JsonAsync(response);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body;
    }
}
