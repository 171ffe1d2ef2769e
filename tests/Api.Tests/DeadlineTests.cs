using System.Text.Json;

namespace CadreWorkflow.Api.Tests;

public sealed class DeadlineTests(SharedHost shared)
{
    [Theory]
    [InlineData("ADM-28", "2026-01-09", "public", "2026-04-09", 60)]
    [InlineData("ADM-28", "2026-01-09", "private5", "2026-04-10", 60)]
    [InlineData("ADM-30", "2026-02-18", "public", "2026-04-03", 30)]
    [InlineData("ADM-28", "2026-06-15", "public", "2026-09-09", 60)]
    public async Task A_working_day_clock_counts_every_day_and_says_why(string rule, string start, string calendar, string due, int length)
    {
        using var personnel = await shared.Host.ClientAsync("personnel");
        var answer = await (await personnel.GetAsync($"/api/deadlines/explain?rule={rule}&start={start}&calendar={calendar}")).JsonAsync();
        Assert.Equal(due, answer.GetProperty("due").GetString());
        var days = answer.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal(length, days.Count(d => d.GetProperty("counted").GetBoolean()));
        Assert.Equal(due, days[^1].GetProperty("date").GetString());
        Assert.Equal(DateOnly.Parse(start, System.Globalization.CultureInfo.InvariantCulture).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), days[0].GetProperty("date").GetString());
        Assert.All(days, d => Assert.False(string.IsNullOrEmpty(d.GetProperty("reason").GetString())));
        foreach (var field in new[] { "provisional", "alternativeDue", "policyVersion", "article", "confirmed" })
        {
            Assert.True(answer.TryGetProperty(field, out _), field);
        }
    }

    [Fact]
    public async Task A_deadline_over_an_unannounced_Tet_is_provisional_and_names_the_other_end()
    {
        using var personnel = await shared.Host.ClientAsync("personnel");
        var answer = await (await personnel.GetAsync("/api/deadlines/explain?rule=ADM-30&start=2026-12-23&calendar=public")).JsonAsync();
        Assert.Equal("2027-02-04", answer.GetProperty("due").GetString());
        Assert.True(answer.GetProperty("provisional").GetBoolean());
        Assert.Equal("2027-02-11", answer.GetProperty("alternativeDue").GetString());
    }

    [Fact]
    public async Task A_month_clock_lists_no_days_and_ignores_the_calendar()
    {
        using var personnel = await shared.Host.ClientAsync("personnel");
        var answer = await (await personnel.GetAsync("/api/deadlines/explain?rule=ADM-31&start=2024-02-29&calendar=private5")).JsonAsync();
        Assert.Equal("2025-02-28", answer.GetProperty("due").GetString());
        Assert.Equal(JsonValueKind.Array, answer.GetProperty("days").ValueKind);
        Assert.Equal(0, answer.GetProperty("days").GetArrayLength());
    }

    [Theory]
    [InlineData("rule=ADM-99&start=2026-01-09", 422, "deadline_unknown_rule")]
    [InlineData("rule=ADM-28&start=1990-01-09", 422, "deadline_start_outside_policy")]
    [InlineData("rule=ADM-28&start=2090-01-09", 422, "deadline_start_outside_calendar")]
    [InlineData("rule=ADM-28&start=2026-01-09&calendar=lunar", 422, "deadline_unknown_calendar")]
    [InlineData("rule=ADM-28&start=09/01/2026", 400, "invalid_date")]
    [InlineData("rule=ADM-28", 400, "missing_member")]
    public async Task What_cannot_be_explained_is_refused_by_name(string query, int status, string code)
    {
        using var personnel = await shared.Host.ClientAsync("personnel");
        using var response = await personnel.GetAsync("/api/deadlines/explain?" + query);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await response.JsonAsync()).Code());
    }
}
