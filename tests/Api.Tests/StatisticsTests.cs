using System.Net;
using System.Text.Json;

namespace CadreWorkflow.Api.Tests;

public sealed class StatisticsTests
{
    [Fact]
    public async Task The_answer_has_the_fixed_fields_and_every_number_opens_to_its_list()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        var position = string.Empty;
        foreach (var unit in new[] { province.Union1, province.Union1, province.Union2 })
        {
            var id = await union.FileAsync(unit);
            await union.ActAsync(id, "submit", new { occurredOn = "2026-03-03", report = true });
            await union.ActAsync(id, "resolve", new { occurredOn = "2026-03-04", report = true, document = Http.Paper("1/NQ", "2026-03-04") });
            position = (await union.ActAsync(id, "send", new { occurredOn = "2026-03-05", report = true, document = Http.Paper("2/CV", "2026-03-05") })).GetProperty("position").ToString();
        }

        using var personnel = await host.ClientAsync("personnel", "vi");
        personnel.DefaultRequestHeaders.Add("X-Log-Position", position);
        using var response = await personnel.GetAsync("/api/statistics/admissions?from=2026-01-01&to=2026-06-30&by=unit&observedOn=2026-06-30");
        var figures = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, figures.ToString());
        Assert.Equal("2026-01-01", figures.GetProperty("period").GetProperty("from").GetString());
        Assert.Equal("2026-06-30", figures.GetProperty("period").GetProperty("to").GetString());
        Assert.Equal(JsonValueKind.Null, figures.GetProperty("asKnownOn").ValueKind);
        Assert.Equal(3, figures.GetProperty("referredPersonTimes").GetInt32());
        Assert.Equal(3, figures.GetProperty("referredPersons").GetInt32());
        Assert.Equal(0, figures.GetProperty("admitted").GetInt32());
        Assert.Equal(0, figures.GetProperty("periodRatio").GetDouble());
        Assert.Equal("0,0\u00A0%", figures.GetProperty("periodRatioText").GetString());
        var cohort = figures.GetProperty("cohort");
        Assert.Equal(3, cohort.GetProperty("referred").GetInt32());
        Assert.Equal("2026-06-30", cohort.GetProperty("observedOn").GetString());
        Assert.Equal(0, cohort.GetProperty("admittedByThen").GetInt32());
        Assert.Equal(0, cohort.GetProperty("conversion").GetDouble());
        var outcomes = figures.GetProperty("outcomes").EnumerateArray().ToList();
        Assert.Equal(
            ["admitted", "in_progress", "returned", "rejected", "withdrawn", "lapsed", "moved", "removed", "cancelled"],
            outcomes.Select(o => o.GetProperty("code").GetString()));
        Assert.Equal(3, outcomes.Sum(o => o.GetProperty("count").GetInt32()));
        Assert.Equal("Đang trong quy trình", outcomes[1].GetProperty("label").GetString());
        Assert.Equal(3, figures.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty("referredPersons").GetInt32()));

        foreach (var (measure, expected) in new[] { ("referredPersonTimes", 3), ("referredPersons", 3), ("admitted", 0), ("cohort.referred", 3), ("outcomes.in_progress", 3) })
        {
            var list = await (await personnel.GetAsync($"/api/statistics/admissions/cases?from=2026-01-01&to=2026-06-30&observedOn=2026-06-30&measure={measure}")).JsonAsync();
            Assert.Equal(expected, list.GetProperty("total").GetInt32());
            Assert.Equal(expected, list.GetProperty("items").GetArrayLength());
        }

        var own = await (await personnel.GetAsync($"/api/statistics/admissions/cases?from=2026-01-01&to=2026-06-30&by=unit&measure=referredPersons&key={province.Union1:D}")).JsonAsync();
        Assert.Equal(2, own.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("from=2026-06-30&to=2026-01-01", 422, "dates_reversed")]
    [InlineData("from=28/02/202&to=2026-01-01", 400, "invalid_date")]
    [InlineData("to=2026-01-01", 400, "missing_member")]
    [InlineData("from=2026-01-01&to=2026-06-30&by=colour", 400, "invalid_parameter")]
    [InlineData("from=2026-01-01&to=2026-06-30&unit=NOWHERE", 422, "unknown_unit")]
    [InlineData("from=2026-01-01&to=2026-06-30&asKnownOn=2199-01-01", 422, "future_instant")]
    public async Task A_question_that_cannot_be_meant_is_refused_by_name(string query, int status, string code)
    {
        using var personnel = await Shared.Host.ClientAsync("personnel");
        using var response = await personnel.GetAsync("/api/statistics/admissions?" + query);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await response.JsonAsync()).Code());
    }

    public StatisticsTests(SharedHost shared) => Shared = shared;

    private SharedHost Shared { get; }
}
