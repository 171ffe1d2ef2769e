using System.Net;
using System.Text.Json;

namespace CadreWorkflow.Api.Tests;

/// <summary>Published figures stand as they went out; what differs now is told with the events that made the difference.</summary>
public sealed class ReportTests
{
    [Fact]
    public async Task Case_56_a_cancelled_admission_leaves_the_published_year_as_it_was_and_todays_lower_by_one()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        using var party = await host.ClientAsync("party");
        using var personnel = await host.ClientAsync("personnel");
        var admitted = new List<Guid>();
        foreach (var unit in new[] { province.Union1, province.Union1, province.Union2 })
        {
            admitted.Add(await AdmittedAsync(union, unit));
        }

        var id = await PublishAsync(personnel, new { from = "2024-01-01", to = "2024-12-31", by = "unit", observedOn = "2024-12-31" });
        var fresh = await GetAsync(personnel, $"/api/reports/{id:D}");
        Assert.Empty(fresh.GetProperty("changes").EnumerateArray());
        Assert.Equal(3, Figure(fresh, "", "admitted"));
        Assert.DoesNotContain("Nguyễn", fresh.ToString(), StringComparison.Ordinal);

        await party.ActAsync(admitted[0], "cancel", new { occurredOn = "2026-06-01", report = true, purpose = "admission", document = Http.Paper("90/QĐ", "2026-06-01") });
        await union.ActAsync(admitted[1], "receive-decision", new { occurredOn = "2024-04-01", report = true });
        var report = await GetAsync(personnel, $"/api/reports/{id:D}");
        Assert.Equal(3, Figure(report, "", "admitted"));
        Assert.True(report.GetProperty("reproduced").GetBoolean());
        Assert.Equal((3, 2), Change(report, "", "admitted"));
        Assert.Equal((2, 1), Change(report, province.Union1.ToString("D"), "admitted"));
        Assert.DoesNotContain(report.GetProperty("changes").EnumerateArray(), c => c.GetProperty("row").GetString() == province.Union2.ToString("D"));
        var cause = Assert.Single(report.GetProperty("causes").EnumerateArray());
        Assert.Equal(admitted[0], cause.GetProperty("caseId").GetGuid());
        var caused = Assert.Single(cause.GetProperty("events").EnumerateArray());
        Assert.Equal("cancellation", caused.GetProperty("kind").GetString());
        Assert.Equal($"/cases/{admitted[0]:D}#e-{caused.GetProperty("eventId").GetGuid():D}", caused.GetProperty("href").GetString());

        var listed = Assert.Single((await GetAsync(personnel, "/api/reports")).GetProperty("items").EnumerateArray());
        Assert.Equal(report.GetProperty("changes").GetArrayLength(), listed.GetProperty("changed").GetInt32());
        Assert.Equal("personnel", listed.GetProperty("publishedBy").GetString());
    }

    [Fact]
    public async Task Late_records_corrections_and_strikes_are_each_named_as_the_cause()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        using var personnel = await host.ClientAsync("personnel");
        var cases = new[] { await AdmittedAsync(union, province.Union1), await AdmittedAsync(union, province.Union1) };
        var id = await PublishAsync(personnel, new { from = "2024-01-01", to = "2024-12-31", observedOn = "2024-12-31" });
        var decision = await DecisionAsync(union, cases[0]);
        await union.ActAsync(cases[0], "decide", Decide("2025-03-15", decision, new { reason = "Nhầm năm", basis = Http.Paper("2/QĐ", "2025-03-15") }));
        await union.ActAsync(cases[1], "strike-fact", new { occurredOn = "2026-01-05", reason = "wrong_form", corrects = await DecisionAsync(union, cases[1]) });
        var late = await AdmittedAsync(union, province.Union1);
        var report = await GetAsync(personnel, $"/api/reports/{id:D}");
        Assert.Equal((2, 1), Change(report, "", "admitted"));
        Assert.Equal((2, 3), Change(report, "", "referredPersons"));
        var kinds = report.GetProperty("causes").EnumerateArray()
            .ToDictionary(c => c.GetProperty("caseId").GetGuid(), c => c.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).Distinct().ToList());
        Assert.Equal(["correction"], kinds[cases[0]]);
        Assert.Equal(["strike"], kinds[cases[1]]);
        Assert.Equal(["late_record"], kinds[late]);
        Assert.True(report.GetProperty("reproduced").GetBoolean());
    }

    [Fact]
    public async Task Publishing_the_same_twice_on_a_day_is_one_publication_and_a_changed_one_is_another()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        using var personnel = await host.ClientAsync("personnel");
        await AdmittedAsync(union, province.Union1);
        var question = new { from = "2024-01-01", to = "2024-12-31", observedOn = "2024-12-31" };
        var first = await PublishAsync(personnel, question);
        Assert.Equal(first, await PublishAsync(personnel, question));
        await AdmittedAsync(union, province.Union1);
        Assert.NotEqual(first, await PublishAsync(personnel, question));
        Assert.Equal(2, (await GetAsync(personnel, "/api/reports")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Only_personnel_publishes_and_only_within_its_units()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        var question = new { from = "2024-01-01", to = "2024-12-31", unit = province.Union1.ToString("D") };
        foreach (var desk in new[] { "union", "party", "admin" })
        {
            using var client = await host.ClientAsync(desk);
            using var refused = await client.PostAsync("/api/reports", question);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var own = await host.OfficerAsync("personnel_officer", province.Union1);
        using var other = await host.OfficerAsync("personnel_officer", province.Union2);
        using var foreign = await other.PostAsync("/api/reports", question);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        var id = await PublishAsync(own, question);
        using var hidden = await other.GetAsync($"/api/reports/{id:D}");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal(0, (await GetAsync(other, "/api/reports")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await GetAsync(own, "/api/reports")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("""{"from":"2024-12-31","to":"2024-01-01"}""", "report_dates_reversed", 422)]
    [InlineData("""{"from":"2124-01-01","to":"2124-12-31"}""", "report_in_the_future", 422)]
    [InlineData("""{"from":"2024-01-01","to":"2024-12-31","observedOn":"2124-01-01"}""", "report_in_the_future", 422)]
    [InlineData("""{"from":"2024-01-01","to":"2024-12-31","asKnownOn":"2124-01-01"}""", "report_in_the_future", 422)]
    [InlineData("""{"from":"2024-01-01","to":"2024-12-31","document":{"number":"1/BC","date":"2124-01-01","issuer":"LĐ"}}""", "report_paper_in_the_future", 422)]
    [InlineData("""{"from":"2024-01-01","to":"2024-12-31","unit":"NOWHERE"}""", "unknown_unit", 422)]
    [InlineData("""{"from":"2024-01-01"}""", "missing_member", 400)]
    [InlineData("""{"from":"28/02/202","to":"2024-12-31"}""", "invalid_date", 400)]
    public async Task A_publication_that_cannot_be_meant_is_refused_by_name(string body, string code, int status)
    {
        using var personnel = await Shared.Host.ClientAsync("personnel");
        await TestProvince.OpenAsync(Shared.Host);
        using var response = await personnel.PostAsync("/api/reports", JsonDocument.Parse(body).RootElement);
        var problem = await response.JsonAsync();
        Assert.Equal((status, code), ((int)response.StatusCode, problem.Code()));
        Assert.DoesNotContain('{', problem.GetProperty("detail").GetString()!);
    }

    public ReportTests(SharedHost shared) => Shared = shared;

    private SharedHost Shared { get; }

    private static int Figure(JsonElement report, string row, string measure) =>
        report.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("row").GetString() == row && f.GetProperty("measure").GetString() == measure).GetProperty("value").GetInt32();

    private static (int Then, int Now) Change(JsonElement report, string row, string measure)
    {
        var change = report.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("row").GetString() == row && c.GetProperty("measure").GetString() == measure);
        return (change.GetProperty("then").GetInt32(), change.GetProperty("now").GetInt32());
    }

    private static async Task<Guid> PublishAsync(HttpClient client, object question)
    {
        using var response = await client.PostAsync("/api/reports", question);
        var body = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Created, body.ToString());
        return body.GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        var body = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, body.ToString());
        return body;
    }

    private static object Decide(string day, Guid? corrects = null, object? correction = null) => new
    {
        occurredOn = day,
        report = true,
        purpose = "admission",
        outcome = "approved",
        body = "upper_standing_committee",
        document = Http.Paper("2/QĐ", day),
        corrects,
        correction,
    };

    private static async Task<Guid> DecisionAsync(HttpClient client, Guid id) =>
        (await GetAsync(client, $"/api/cases/{id:D}/timeline")).GetProperty("items").EnumerateArray().Single(i => i.GetProperty("type").GetString() == "decision_issued").GetProperty("eventId").GetGuid();

    private static async Task<Guid> AdmittedAsync(HttpClient union, Guid unit)
    {
        var id = await union.FileAsync(unit, "2024-01-08");
        await union.ActAsync(id, "send", new { occurredOn = "2024-01-15", report = true, document = Http.Paper("1/CV", "2024-01-15") });
        await union.ActAsync(id, "decide", Decide("2024-03-15"));
        return id;
    }
}
