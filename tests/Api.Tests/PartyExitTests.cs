using System.Net;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>Exits from the Party stated by hand, and taken back.</summary>
public sealed class PartyExitTests(SharedHost shared)
{
    [Fact]
    public async Task An_exit_stated_wrongly_is_struck_with_a_reason_and_both_records_stay_in_the_history()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union", "vi");
        using var stranger = await shared.Host.OfficerAsync(Identity.Roles.UnionOfficer, (await TestProvince.OpenAsync(shared.Host)).Union1);
        using var personnel = await shared.Host.ClientAsync("personnel", "vi");
        var person = await PersonOfAsync(await union.FileAsync(province.Union1));
        using var stated = await union.PostAsync($"/api/people/{person:D}/party-exits", new { occurredOn = "2020-05-04", kind = "dropped_out" });
        Assert.True(stated.IsSuccessStatusCode, (await stated.JsonAsync()).ToString());
        var exit = (await ItemsAsync(union, person)).Single(i => i.GetProperty("type").GetString() == "party_exit_recorded_v2").GetProperty("eventId").GetGuid();

        async Task<(HttpStatusCode Status, string? Code)> StrikeAsync(HttpClient client, Guid fact, object body)
        {
            using var response = await client.PostAsync($"/api/people/{person:D}/party-exits/{fact:D}/strike", body);
            return (response.StatusCode, (await response.JsonAsync()).Code());
        }

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "reason_missing"), await StrikeAsync(union, exit, new { reason = " " }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unknown_fact"), await StrikeAsync(union, Guid.NewGuid(), new { reason = "Nhầm người" }));
        Assert.Equal(HttpStatusCode.NotFound, (await StrikeAsync(stranger, exit, new { reason = "Nhầm người" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await StrikeAsync(personnel, exit, new { reason = "Nhầm người" })).Status);
        Assert.Single(await StateOfAsync(person));

        Assert.Equal(HttpStatusCode.OK, (await StrikeAsync(union, exit, new { reason = "Nhầm người" })).Status);
        Assert.Empty(await StateOfAsync(person));
        var items = await ItemsAsync(union, person);
        Assert.True(items.Single(i => i.GetProperty("eventId").GetGuid() == exit).GetProperty("superseded").GetBoolean());
        var struck = items.Single(i => i.GetProperty("type").GetString() == "party_exit_struck");
        Assert.Equal((exit, "Nhầm người"), (struck.GetProperty("corrects").GetGuid(), struck.GetProperty("note").GetString()));
    }

    [Fact]
    public async Task The_page_shows_exits_and_offers_to_strike_those_stated_by_themselves()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union", "vi");
        var person = await PersonOfAsync(await union.FileAsync(province.Union1));
        using var browser = await ExplainTests.BrowserAsync(shared.Host, "union");
        Assert.Contains($"/people/{person:D}/party-exits", await browser.GetStringAsync($"/people/{person:D}"), StringComparison.Ordinal);
        using (await union.PostAsync($"/api/people/{person:D}/party-exits", new { occurredOn = "2020-05-04", kind = "dropped_out" }))
        {
            var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/people/{person:D}/party-exits"));
            Assert.Contains("04/05/2020", page, StringComparison.Ordinal);
            Assert.Contains("Gạch bỏ việc ghi sai", page, StringComparison.Ordinal);
        }
    }

    private async Task<Guid> PersonOfAsync(Guid caseId) => (await shared.Host.Services.GetRequiredService<CaseReader>().HistoryAsync(caseId, CancellationToken.None)).Filed!.PersonId;

    private async Task<IReadOnlyList<object>> StateOfAsync(Guid person) => [.. (await shared.Host.Services.GetRequiredService<CaseReader>().PersonAsync(person, CancellationToken.None)).Exits];

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient client, Guid person) =>
        [.. (await (await client.GetAsync($"/api/people/{person:D}/timeline")).JsonAsync()).GetProperty("items").EnumerateArray()];
}
