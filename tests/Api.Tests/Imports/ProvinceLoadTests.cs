using System.Net;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests.Imports;

public sealed partial class ProvinceLoadTests(LoadedProvince province) : IClassFixture<LoadedProvince>
{
    private const string Period = "/api/statistics/admissions?from=2021-01-01&to=2022-09-30";

    [Fact]
    public void Every_row_of_the_province_is_recorded_by_the_ordinary_import()
    {
        Assert.True(province.First.Troubles.Count == 0, string.Join(Environment.NewLine, province.First.Troubles.GroupBy(t => (t.File, t.Row.Code)).Select(g => $"{g.Count()} × {g.First()}")));
        Assert.Equal(province.First.Rows, province.First.Commands);
    }

    [Fact]
    public async Task Loading_again_records_nothing_more()
    {
        var again = await province.LoadAsync();
        Assert.Equal((0, province.First.Rows), (again.Commands, again.AlreadyDone));
    }

    [Fact]
    public async Task The_period_of_the_report_gives_its_figures_today_and_as_known_at_its_end()
    {
        foreach (var address in new[] { Period, Period + "&asKnownOn=2022-09-30" })
        {
            var figures = await GetAsync(address);
            Assert.Equal((2099, 2095, 841), (Number(figures, "referredPersonTimes"), Number(figures, "referredPersons"), Number(figures, "admitted")));
            Assert.Equal("40,1\u00A0%", figures.GetProperty("periodRatioText").GetString());
            Assert.Equal(841.0 / 2095, figures.GetProperty("periodRatio").GetDouble());
        }
    }

    [Fact]
    public async Task Outcomes_at_the_end_of_the_period_leave_1258_persons_not_admitted()
    {
        foreach (var address in new[] { Period + "&observedOn=2022-09-30", Period + "&asKnownOn=2022-09-30" })
        {
            var figures = await GetAsync(address);
            var outcomes = Outcomes(figures);
            Assert.Equal(2095, outcomes.Values.Sum());
            Assert.Equal(1258, outcomes.Where(o => o.Key is not ("admitted" or "removed")).Sum(o => o.Value));
            Assert.Equal(2095 - 1258, Number(figures.GetProperty("cohort"), "admittedByThen"));
        }
    }

    [Fact]
    public async Task Some_of_them_were_admitted_later()
    {
        var figures = await GetAsync(Period + "&observedOn=2026-11-20");
        var outcomes = Outcomes(figures);
        Assert.Equal(2095, outcomes.Values.Sum());
        Assert.InRange(Number(figures.GetProperty("cohort"), "admittedByThen"), 1300, 1400);
        Assert.All(["admitted", "in_progress", "returned", "rejected", "withdrawn", "lapsed", "moved", "removed", "cancelled"], o => Assert.True(outcomes[o] > 0, o));
    }

    [Theory]
    [InlineData("unit")]
    [InlineData("sector")]
    [InlineData("gender")]
    [InlineData("age")]
    [InlineData("education")]
    [InlineData("theory")]
    [InlineData("month")]
    public async Task Rows_of_every_breakdown_sum_to_the_figures(string by)
    {
        foreach (var structure in new[] { "then", "now" })
        {
            var rows = (await GetAsync($"{Period}&by={by}&structure={structure}")).GetProperty("rows").EnumerateArray().ToList();
            Assert.True(rows.Count > 1);
            Assert.Equal(2099, rows.Sum(r => Number(r, "referredPersonTimes")));
            Assert.Equal(841, rows.Sum(r => Number(r, "admitted")));
        }
    }

    [Fact]
    public async Task Case_70_the_report_as_known_at_its_end_stays_as_published_after_a_later_cancellation()
    {
        using var personnel = await province.Host.ClientAsync("personnel");
        using var party = await province.Host.ClientAsync("party");
        using var published = await personnel.PostAsync("/api/reports", new { from = "2021-01-01", to = "2022-09-30", asKnownOn = "2022-09-30" });
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        var id = (await published.JsonAsync()).GetProperty("id").GetGuid();
        var before = await GetAsync($"/api/reports/{id:D}");
        Assert.Equal(841, Figure(before, "admitted"));
        Assert.Equal(2099, Figure(before, "referredPersonTimes"));

        // One that counts today as then: a person admitted twice would go on counting.
        var now = (await GetAsync("/api/statistics/admissions/cases?from=2021-01-01&to=2022-09-30&measure=admitted&pageSize=1")).GetProperty("items")[0].GetProperty("caseId").GetGuid();
        await party.ActAsync(now, "cancel", new { occurredOn = "2026-11-02", report = true, purpose = "admission", document = Http.Paper("900/QĐ", "2026-11-02") });
        try
        {
            var report = await GetAsync($"/api/reports/{id:D}");
            Assert.True(report.GetProperty("reproduced").GetBoolean());
            Assert.Equal(841, Figure(report, "admitted"));
            var change = report.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("measure").GetString() == "admitted");
            Assert.Equal((841, 840), (Number(change, "then"), Number(change, "now")));
            Assert.Equal("cancellation", report.GetProperty("causes").EnumerateArray().Single(c => c.GetProperty("caseId").GetGuid() == now).GetProperty("events").EnumerateArray().Last().GetProperty("kind").GetString());
            var then = await GetAsync(Period + "&asKnownOn=2022-09-30");
            Assert.Equal((2099, 841, "40,1\u00A0%"), (Number(then, "referredPersonTimes"), Number(then, "admitted"), then.GetProperty("periodRatioText").GetString()));
        }
        finally
        {
            var cancelled = (await GetAsync($"/api/cases/{now:D}/timeline")).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("type").GetString() == "decision_cancelled").GetProperty("eventId").GetGuid();
            await party.ActAsync(now, "strike-fact", new { occurredOn = "2026-11-03", reason = "wrong_form", corrects = cancelled });
        }

        Assert.DoesNotContain((await GetAsync($"/api/reports/{id:D}")).GetProperty("changes").EnumerateArray(), c => c.GetProperty("measure").GetString() == "admitted");
    }

    [Fact]
    public async Task The_desks_of_today_have_work()
    {
        // A demo is looked at on the day its samples end; the test looks at that day whatever today is.
        var clock = province.Host.Services.GetRequiredService<CadreClock>();
        clock.SetDemoNow(new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(7)));
        try
        {
            var stages = new Dictionary<string, int>(StringComparer.Ordinal);
            using var personnel = await province.Host.ClientAsync("personnel");
            foreach (var stage in new[] { "draft", "unit_review", "nominated", "sent_to_party", "returned", "cell_resolved", "committee_resolved", "decided", "ceremony_overdue", "probation", "recognition_due", "suspended", "redo_ordered", "transferred_out" })
            {
                using var response = await personnel.GetAsync($"/api/cases?stage={stage}&size=1");
                var body = await response.JsonAsync();
                Assert.True(response.StatusCode == HttpStatusCode.OK, body.ToString());
                stages[stage] = body.GetProperty("total").GetInt32();
            }

            Assert.All(stages, s => Assert.True(s.Value > 0, s.Key));
        }
        finally
        {
            clock.SetDemoNow(null);
        }
    }

    private static int Figure(JsonElement report, string measure) =>
        Number(report.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("row").GetString() == string.Empty && f.GetProperty("measure").GetString() == measure), "value");

    private static int Number(JsonElement figures, string name) => figures.GetProperty(name).GetInt32();

    private static Dictionary<string, int> Outcomes(JsonElement figures) =>
        figures.GetProperty("outcomes").EnumerateArray().ToDictionary(o => o.GetProperty("code").GetString()!, o => o.GetProperty("count").GetInt32(), StringComparer.Ordinal);

    private async Task<JsonElement> GetAsync(string address)
    {
        using var personnel = await province.Host.ClientAsync("personnel");
        using var response = await personnel.GetAsync(address);
        var body = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, body.ToString());
        return body;
    }
}
