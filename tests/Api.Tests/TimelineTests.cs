using System.Net;

namespace CadreWorkflow.Api.Tests;

public sealed class TimelineTests(SharedHost shared)
{
    [Fact]
    public async Task A_history_is_cut_by_day_and_by_what_was_known_and_keeps_what_was_corrected()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await ScopeTests.SendAsync(union, id);
        var all = await ItemsAsync(union, $"/api/cases/{id:D}/timeline");
        Assert.Equal(["referral_filed", "referral_submitted", "union_resolved", "referral_sent"], all.Select(i => i.Type));
        Assert.All(all, i => Assert.Equal("union", i.Actor));

        var cut = await ItemsAsync(union, $"/api/cases/{id:D}/timeline?asOf=2026-03-03");
        Assert.Equal(["referral_filed", "referral_submitted"], cut.Select(i => i.Type));
        Assert.Empty(await ItemsAsync(union, $"/api/cases/{id:D}/timeline?asKnownOn=2026-01-01"));

        var resolved = all.Single(i => i.Type == "union_resolved");
        await union.ActAsync(id, "resolve", new { occurredOn = "2026-03-04", report = true, document = Http.Paper("11/NQ", "2026-03-04"), corrects = resolved.EventId, correction = new { reason = "Ghi nhầm số", basis = Http.Paper("11/NQ", "2026-03-04") } });
        var corrected = await ItemsAsync(union, $"/api/cases/{id:D}/timeline");
        Assert.True(corrected.Single(i => i.EventId == resolved.EventId).Superseded);
        Assert.Equal(resolved.EventId, corrected.Single(i => i.Corrects is not null).Corrects);

        using var future = await union.GetAsync($"/api/cases/{id:D}/timeline?asKnownOn=2199-01-01T00:00:00Z");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, future.StatusCode);
        Assert.Equal("future_instant", (await future.JsonAsync()).Code());
    }

    [Fact]
    public async Task A_units_and_a_persons_history_hold_their_cases_for_those_who_may_see_them()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.OfficerAsync("union_officer", province.Union1);
        using var other = await shared.Host.OfficerAsync("union_officer", province.Union2);
        var id = await union.FileAsync(province.Union1);
        var person = (await (await union.GetAsync($"/api/cases/{id:D}")).JsonAsync()).GetProperty("personId").GetGuid();
        Assert.Equal(["unit_opened", "party_body_assigned", "referral_filed"], (await ItemsAsync(union, $"/api/units/{province.Union1:D}/timeline")).Select(i => i.Type));
        Assert.Equal(["unit_opened", "party_body_assigned"], (await ItemsAsync(other, $"/api/units/{province.Union1:D}/timeline")).Select(i => i.Type));
        Assert.Contains("referral_filed", (await ItemsAsync(union, $"/api/people/{person:D}/timeline")).Select(i => i.Type));
        using var hidden = await other.GetAsync($"/api/people/{person:D}/timeline");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task The_words_of_a_return_are_shown_beside_the_fact_and_are_not_in_it()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await union.ActAsync(id, "submit", new { occurredOn = "2026-03-03" });
        await union.ActAsync(id, "return", new { occurredOn = "2026-03-04", by = "union", reason = "missing_papers", note = "Thiếu đơn tự nguyện" });
        var timeline = await (await union.GetAsync($"/api/cases/{id:D}/timeline")).JsonAsync();
        var item = timeline.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("type").GetString() == "referral_returned");
        Assert.Equal("Thiếu đơn tự nguyện", item.GetProperty("note").GetString());
        Assert.DoesNotContain("Thiếu", item.GetProperty("data").ToString(), StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<(Guid EventId, string? Type, string? Actor, Guid? Corrects, bool Superseded)>> ItemsAsync(HttpClient client, string address)
    {
        var body = await (await client.GetAsync(address)).JsonAsync();
        return
        [
            .. body.GetProperty("items").EnumerateArray().Select(i => (
                i.GetProperty("eventId").GetGuid(),
                i.GetProperty("type").GetString(),
                i.GetProperty("actor").GetString(),
                i.GetProperty("corrects").ValueKind == System.Text.Json.JsonValueKind.Null ? (Guid?)null : i.GetProperty("corrects").GetGuid(),
                i.GetProperty("superseded").GetBoolean())),
        ];
    }
}
