using System.Globalization;
using System.Text.Json;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

public sealed class WhatIfTests(SharedHost shared)
{
    [Fact]
    public async Task A_meeting_on_another_day_moves_the_decision_and_the_log_stays_as_it_is()
    {
        var (union, id) = await VotedAsync("2026-10-05");
        using var _ = union;
        var log = shared.Host.Services.GetRequiredService<IEventLog>();
        var before = await log.ReadStreamAsync($"case-{id:D}");
        var vote = before.Events[^1].Id;

        var answer = await AskAsync(union, id, new { fact = vote, date = "2026-10-12" });
        var decision = answer.GetProperty("dates").EnumerateArray().Single(d => d.GetProperty("rule").GetString() == "ADM-28");
        Assert.Equal("start", decision.GetProperty("causes")[0].GetString());
        Assert.True(string.CompareOrdinal(decision.GetProperty("to").GetString(), decision.GetProperty("from").GetString()) > 0);
        Assert.False(answer.GetProperty("stored").GetBoolean());
        Assert.Equal(before.Version, (await log.ReadStreamAsync($"case-{id:D}")).Version);

        var shown = await (await union.GetAsync($"/api/cases/{id:D}")).JsonAsync();
        Assert.Equal(decision.GetProperty("from").GetString(), shown.GetProperty("deadlines").EnumerateArray().Single(d => d.GetProperty("rule").GetString() == "ADM-28").GetProperty("due").GetString());
    }

    [Fact]
    public async Task A_shipped_draft_moves_the_decision_by_its_policy()
    {
        var (union, id) = await VotedAsync("2026-10-05");
        using var _ = union;
        var answer = await AskAsync(union, id, new { draft = Outlooks.SampleDrafts.Find("policy-invented-example") });
        var decision = answer.GetProperty("dates").EnumerateArray().Single(d => d.GetProperty("rule").GetString() == "ADM-28");
        Assert.Equal(("policy", "999-qd-tw-2026-vi-du"), (decision.GetProperty("causes")[0].GetString(), decision.GetProperty("policyVersionAfter").GetString()));
        Assert.True(decision.GetProperty("days").GetInt32() < 0);
    }

    [Fact]
    public async Task What_cannot_be_supposed_is_refused_by_its_place_in_the_readers_language()
    {
        var (union, id) = await VotedAsync("2026-10-05");
        using var _ = union;
        await RefusedAsync(union, id, 422, "what_if_extension_too_long", new { extensionDays = 31 });
        await RefusedAsync(union, id, 422, "what_if_unknown_version", new { policy = "300-qd-tw-2030" });
        await RefusedAsync(union, id, 422, "what_if_unknown_fact", new { fact = Guid.NewGuid(), date = "2026-10-12" });
        await RefusedAsync(union, id, 422, "what_if_date_out_of_range", new { act = "decide", date = "2090-10-12" });
        await RefusedAsync(union, id, 400, "missing_member", new { act = "decide" });
        await RefusedAsync(union, id, 400, "what_if_one_kind", new { policy = "208-qd-tw-2026", extensionDays = 1 });
        await RefusedAsync(union, id, 400, "unknown_member", new { colour = "red" });

        var faulty = Outlooks.SampleDrafts.Find("policy-invented-example")!.Replace("\"value\": 45", "\"value\": 0", StringComparison.Ordinal);
        var problem = await RefusedAsync(union, id, 422, "regulation_faulty", new { draft = faulty });
        Assert.Equal("policy_value_out_of_range", problem.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_closed_case_and_a_case_one_may_not_see_are_refused()
    {
        var (union, id) = await VotedAsync("2026-10-05");
        using var _ = union;
        await union.ActAsync(id, "withdraw", new { occurredOn = "2026-10-20", report = true });
        var problem = await RefusedAsync(union, id, 422, "what_if_case_closed", new { extensionDays = 5 });
        Assert.Contains("20/10/2026", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);

        var elsewhere = await TestProvince.OpenAsync(shared.Host);
        using var stranger = await shared.Host.OfficerAsync("union_officer", elsewhere.Union1);
        await RefusedAsync(stranger, id, 404, "not_found", new { extensionDays = 5 });
    }

    [Fact]
    public async Task The_page_works_without_JavaScript_and_keeps_what_was_typed()
    {
        var (union, id) = await VotedAsync("2026-10-05");
        using var _ = union;
        var page = await (await union.GetAsync($"/cases/{id:D}/what-if")).Content.ReadAsStringAsync();
        Assert.Contains("name=\"extensionDays\"", page, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, Guid id, object change)
    {
        using var response = await client.PostAsync($"/api/cases/{id:D}/what-if", new { changes = new[] { change }, day = "2026-11-01" });
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body;
    }

    private static async Task<JsonElement> RefusedAsync(HttpClient client, Guid id, int status, string code, object change)
    {
        using var response = await client.PostAsync($"/api/cases/{id:D}/what-if", new { changes = new[] { change } });
        var body = await response.JsonAsync();
        Assert.True((int)response.StatusCode == status && body.Code() == code, string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {body}"));
        return body;
    }

    private async Task<(HttpClient Union, Guid Case)> VotedAsync(string on)
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        var union = await shared.Host.ClientAsync("union", "vi");
        return (union, await VotedAsync(union, province.Union1, on));
    }

    internal static async Task<Guid> VotedAsync(HttpClient union, Guid unit, string on)
    {
        var id = await union.FileAsync(unit);
        await ScopeTests.SendAsync(union, id);
        await union.ActAsync(id, "cell-vote", new
        {
            occurredOn = on,
            report = true,
            purpose = "admission",
            document = Http.Paper("30-NQ/CB", on, "CB"),
            tally = new { summoned = 9, present = 9, exemptAbsent = 0, probationaryVoters = 0, issued = 9, returned = 9, invalid = 0, agree = 9, disagree = 0, blank = 0 },
        });
        return id;
    }
}
