using System.Net;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>A version of the rules applied by decision: who may, what is refused, what is kept and shown.</summary>
public sealed class OverrideTests(SharedHost shared)
{
    private const string Older = "24-qd-tw-2021";
    private const string Reason = "Theo điều khoản chuyển tiếp của công văn 12-CV/TU";

    private static object Vote(object? applied) => new
    {
        occurredOn = "2026-03-09",
        report = true,
        document = Http.Paper("30-NQ/CB", "2026-03-09", "CB"),
        purpose = "admission",
        tally = new { summoned = 9, present = 9, exemptAbsent = 0, probationaryVoters = 0, issued = 9, returned = 9, invalid = 0, agree = 9, disagree = 0, blank = 0 },
        @override = applied,
    };

    [Fact]
    public async Task An_override_without_ground_is_refused_by_field_and_nothing_is_stored()
    {
        var (_, id) = await SentAsync();
        using var party = await shared.Host.ClientAsync("party");
        var before = await CountAsync(party, id);
        Assert.Equal(("override_version_unknown", "override.version"), await RefusedAsync(party, id, new { version = "no-such-version", reason = Reason }));
        Assert.Equal(("override_of_other_family", "override.version"), await RefusedAsync(party, id, new { version = "377-qd-tw-2025-planning", reason = Reason }));
        Assert.Equal(("override_of_other_family", "override.version"), await RefusedAsync(party, id, new { version = "public-2026", reason = Reason }));
        Assert.Equal(("override_reason_missing", "override.reason"), await RefusedAsync(party, id, new { version = Older, reason = " " }));
        Assert.Equal(("override_reason_missing", "override.reason"), await RefusedAsync(party, id, new { version = Older }));
        Assert.Equal(before, await CountAsync(party, id));
    }

    [Fact]
    public async Task Only_who_answers_for_the_committee_above_the_cell_may_apply_another_version()
    {
        var (province, id) = await SentAsync();
        using var union = await shared.Host.ClientAsync("union");
        using var cell = await shared.Host.OfficerAsync(Roles.PartyOfficer, province.Cell1);
        using var committee = await shared.Host.OfficerAsync(Roles.PartyOfficer, province.Committee);
        var applied = new { version = Older, reason = Reason };
        foreach (var who in new[] { union, cell })
        {
            using var answer = await who.PostAsync($"/api/cases/{id:D}/acts/cell-vote", Vote(applied));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        await committee.ActAsync(id, "cell-vote", Vote(applied));
    }

    [Fact]
    public async Task Version_and_reason_stand_in_the_history_and_the_act_is_had_again_by_them()
    {
        var (_, id) = await SentAsync();
        using var party = await shared.Host.ClientAsync("party", "vi");
        var answer = await party.ActAsync(id, "cell-vote", Vote(new { version = Older, reason = Reason }));
        Assert.Contains(answer.GetProperty("findings").EnumerateArray(), f => f.GetProperty("policyVersion").GetString() == Older);
        var item = (await ItemsAsync(party, id)).Single(i => i.GetProperty("type").GetString() == "cell_voted_v2");
        Assert.Equal((Older, Reason), (item.GetProperty("override").GetProperty("version").GetString(), item.GetProperty("override").GetProperty("reason").GetString()));

        var loaded = (await shared.Host.Services.GetRequiredService<CaseReader>().LoadAsync(id, CancellationToken.None))!;
        var fact = loaded.History.AllRecorded.Single(r => r.Id == item.GetProperty("eventId").GetGuid());
        Assert.Contains(Older, fact.Headers.Evaluation!.PolicyVersions);
        var again = Domain.Admissions.CaseDecisions.Again(loaded.History, fact.Id, loaded.Context)!;
        Assert.Equal(fact.Headers.Evaluation.Findings.Select(f => (f.Rule, f.Code, f.PolicyVersion)), again.Findings.Select(f => (f.Rule, f.Code, f.PolicyVersion)));

        using var browser = await ExplainTests.BrowserAsync(shared.Host, "party");
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/cases/{id:D}"));
        Assert.Contains("Áp dụng 24-QĐ/TW ngày 30/7/2021 theo quyết định, lý do: " + Reason, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_offers_versions_to_the_committee_only()
    {
        var (_, id) = await SentAsync();
        using var browser = await ExplainTests.BrowserAsync(shared.Host, "party");
        Assert.Contains("override.version", await browser.GetStringAsync($"/cases/{id:D}/acts/cell-vote"), StringComparison.Ordinal);
        using var union = await ExplainTests.BrowserAsync(shared.Host, "union");
        Assert.DoesNotContain("override.version", await union.GetStringAsync($"/cases/{id:D}/acts/cell-vote"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_is_answered_by_one_version_when_asked_and_an_unknown_one_is_refused()
    {
        var (_, id) = await SentAsync();
        using var party = await shared.Host.ClientAsync("party");
        var answer = await (await party.GetAsync($"/api/cases/{id:D}/actions/cell-vote?on=2026-06-20&override={Older}")).JsonAsync();
        Assert.Contains(answer.GetProperty("findings").EnumerateArray(), f => f.GetProperty("policyVersion").GetString() == Older);
        using var refused = await party.GetAsync($"/api/cases/{id:D}/actions/cell-vote?on=2026-06-20&override=nothing");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("override_version_unknown", (await refused.JsonAsync()).Code());
    }

    private async Task<(TestProvince Province, Guid Case)> SentAsync()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await ScopeTests.SendAsync(union, id);
        return (province, id);
    }

    private static async Task<(string? Code, string? Field)> RefusedAsync(HttpClient client, Guid id, object applied)
    {
        using var response = await client.PostAsync($"/api/cases/{id:D}/acts/cell-vote", Vote(applied));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.JsonAsync();
        return (problem.Code(), problem.GetProperty("field").GetString());
    }

    private static async Task<List<JsonElement>> ItemsAsync(HttpClient client, Guid id) =>
        [.. (await (await client.GetAsync($"/api/cases/{id:D}/timeline")).JsonAsync()).GetProperty("items").EnumerateArray()];

    private static async Task<int> CountAsync(HttpClient client, Guid id) => (await ItemsAsync(client, id)).Count;
}
