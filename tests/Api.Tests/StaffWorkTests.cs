using System.Net;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>Reported counts, recurring duties and the staff figures of a federation through the HTTP door.</summary>
public sealed class StaffWorkTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task S1_The_Party_share_of_the_block_is_73_4_per_cent_as_reported_and_as_known_and_units_without_a_report_are_named()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var personnel = await shared.Host.ClientAsync("personnel");
        var acts = $"/api/headcounts/{province.Union1:D}/acts";
        var report = Report(4816, 2360, 2456, 3534);
        await OkAsync(personnel, $"{acts}/report", report);
        await OkAsync(personnel, $"{acts}/report", report);
        using var wrong = await personnel.PostAsync($"{acts}/report", Report(4816, 2360, 2455, 3534, "2023-06-30"));
        Assert.Equal("headcount_gender_does_not_add_up", (await wrong.JsonAsync()).Code());
        using var sum = await personnel.PostAsync($"{acts}/report", Report(100, 60, 40, 101, "2023-06-30"));
        Assert.Equal("headcount_part_exceeds_members", (await sum.JsonAsync()).Code());

        var answer = await GetAsync(personnel, $"/api/statistics/headcounts?unit={province.Union1:D}&on=2023-12-31");
        var total = answer.GetProperty("total");
        Assert.Equal(("73,4\u00A0%", 3534, 4816), (total.GetProperty("partyShare").GetProperty("text").GetString(), Share(total, "numerator"), Share(total, "denominator")));
        var before = await GetAsync(personnel, $"/api/statistics/headcounts?unit={province.Union1:D}&on=2023-03-23");
        Assert.Equal("–", before.GetProperty("total").GetProperty("partyShare").GetProperty("text").GetString());
        Assert.Equal(province.Union1, before.GetProperty("without")[0].GetProperty("unit").GetGuid());

        var reports = await GetAsync(personnel, $"/api/headcounts/{province.Union1:D}");
        var first = reports.GetProperty("reports")[0].GetProperty("fact").GetGuid();
        await OkAsync(personnel, $"{acts}/report", Report(4816, 2360, 2456, 3535, replaces: first));
        var corrected = await GetAsync(personnel, $"/api/statistics/headcounts?unit={province.Union1:D}");
        Assert.Equal(3535, Share(corrected.GetProperty("total"), "numerator"));
        Assert.Equal(1, corrected.GetProperty("total").GetProperty("reports").GetInt32());
        var growth = await GetAsync(personnel, $"/api/statistics/party-growth?unit={province.Union1:D}&year=2024");
        Assert.Equal((0, 3535, "below"), (growth.GetProperty("total").GetProperty("admitted").GetInt32(), growth.GetProperty("total").GetProperty("atStart").GetInt32(), growth.GetProperty("total").GetProperty("standing").GetString()));
        var data = shared.Host.Services.GetRequiredService<IConfiguration>().DataDirectory();
        var (code, output, error) = await CliTests.RunAsync(shared.Host.Database, data, ["statistics", "headcounts", "--unit", province.Union1.ToString("D"), "--json"]);
        Assert.True(code == 0, error);
        Assert.Equal(JsonSerializer.Serialize(corrected.GetProperty("total")), JsonSerializer.Serialize(JsonDocument.Parse(output).RootElement.GetProperty("total")));
        using var union = await shared.Host.ClientAsync("union");
        using var refused = await union.PostAsync($"{acts}/report", report);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task A_joint_session_missed_is_overdue_on_the_board_and_a_unit_without_a_rule_is_named()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var personnel = await shared.Host.ClientAsync("personnel");
        var duty = Guid.CreateVersion7();
        var acts = $"/api/duties/{province.Union1:D}/acts";
        await OkAsync(personnel, $"{acts}/schedule", new { occurredOn = "2025-01-02", document = Paper(), dutyId = duty, kind = "joint_session", period = "half_year", times = 1, from = "2025-01-01" });
        await OkAsync(personnel, $"{acts}/hold", new { occurredOn = "2025-06-20", document = Paper(), dutyId = duty });
        using var review = await personnel.PostAsync($"{acts}/schedule", new { occurredOn = "2025-01-02", dutyId = Guid.CreateVersion7(), kind = "plan_review", period = "year", times = 1, from = "2025-01-01" });
        Assert.Equal("duty_not_scheduled", (await review.JsonAsync()).Code());

        var board = await GetAsync(personnel, $"/api/duties?unit={province.Union1:D}&on=2026-02-01&from=2025-01-01");
        Assert.Equal(("overdue", 1), (board.GetProperty("items")[0].GetProperty("urgency").GetString(), board.GetProperty("items")[0].GetProperty("missed").GetInt32()));
        Assert.Equal(("50,0\u00A0%", 1), (board.GetProperty("total").GetProperty("heldText").GetString(), board.GetProperty("without").GetArrayLength()));
        await OkAsync(personnel, $"{acts}/hold", new { occurredOn = "2026-01-15", document = Paper(), dutyId = duty, @for = "2025-12-31" });
        await OkAsync(personnel, $"{acts}/adopt-paper", new { occurredOn = "2025-01-02", document = Paper(), paper = "coordination_rule", from = "2025-01-01" });
        await OkAsync(personnel, $"{acts}/tally", new { occurredOn = "2014-12-31", document = Http.Paper("9-BC", "2014-12-31"), kind = "workers_conference", year = 2014, held = 174, due = 176 });
        board = await GetAsync(personnel, $"/api/duties?unit={province.Union1:D}&on=2026-02-01&from=2025-01-01");
        Assert.Equal(("open", "100,0\u00A0%", 0), (board.GetProperty("items")[0].GetProperty("urgency").GetString(), board.GetProperty("total").GetProperty("heldText").GetString(), board.GetProperty("without").GetArrayLength()));
        Assert.Equal("98,9\u00A0%", board.GetProperty("tallies")[0].GetProperty("text").GetString());
        var own = await GetAsync(personnel, $"/api/duties/{province.Union1:D}?on=2026-02-01");
        Assert.Equal(["done", "done_late", "open"], own.GetProperty("duties")[0].GetProperty("occasions").EnumerateArray().Select(o => o.GetProperty("standing").GetString()));
    }

    [Fact]
    public async Task The_personnel_desk_is_reminded_of_a_duty_that_was_missed()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var personnel = await host.ClientAsync("personnel");
        await OkAsync(personnel, $"/api/duties/{province.Union1:D}/acts/schedule", new { occurredOn = "2025-01-02", dutyId = Guid.CreateVersion7(), kind = "workers_conference", period = "year", times = 1, from = "2025-01-01" });
        await GetAsync(personnel, "/api/duties");
        var clock = host.Services.GetRequiredService<CadreClock>();
        clock.SetDemoNow(new DateTimeOffset(2026, 6, 8, 9, 0, 0, TimeSpan.FromHours(7)));
        Assert.True(await host.Services.GetRequiredService<ReminderSweep>().RunAsync(CancellationToken.None) > 0);
        var item = (await GetAsync(personnel, "/api/inbox")).GetProperty("items")[0].GetProperty("items")[0];
        Assert.Equal(("workers_conference", "overdue", "2025-12-31", province.Union1), (item.GetProperty("duty").GetString(), item.GetProperty("urgency").GetString(), item.GetProperty("due").GetString(), item.GetProperty("caseId").GetGuid()));
    }

    [Fact]
    public async Task S0_The_federation_went_from_170_to_154_posts_with_145_present_94_2_per_cent_and_9_vacancies()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var personnel = await shared.Host.ClientAsync("personnel");
        var staffing = $"/api/staffing/{province.Union1:D}";
        await OkAsync(personnel, $"{staffing}/acts/assign-quota", new { occurredOn = "2018-01-02", document = Paper(), assigned = 170, from = "2018-01-01" });
        await OkAsync(personnel, $"{staffing}/acts/assign-quota", new { occurredOn = "2022-01-02", document = Paper(), assigned = 154, from = "2022-01-01" });
        for (var n = 0; n < 145; n++)
        {
            await OkAsync(personnel, $"{staffing}/acts/join", new { occurredOn = "2020-01-02", personId = Guid.CreateVersion7(), kind = "permanent" });
        }

        var before = await GetAsync(personnel, staffing + "?on=2021-12-31");
        Assert.Equal(170, before.GetProperty("total").GetProperty("assigned").GetInt32());
        var after = await GetAsync(personnel, staffing + "?on=2022-10-20");
        var total = after.GetProperty("total");
        Assert.Equal(
            (154, 145, 9, "94,2\u00A0%"),
            (total.GetProperty("assigned").GetInt32(), total.GetProperty("present").GetInt32(), total.GetProperty("vacancies").GetInt32(), after.GetProperty("totalText").GetString()));
    }

    [Fact]
    public async Task ST_21_A_yearly_round_obliges_everybody_on_the_staff_once_and_its_body_takes_no_contents()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var personnel = await shared.Host.ClientAsync("personnel");
        for (var n = 0; n < 2; n++)
        {
            var caseId = await union.FileAsync(province.Union2, $"2026-03-0{n + 2}");
            var person = (await GetAsync(union, $"/api/cases/{caseId:D}")).GetProperty("personId").GetGuid();
            await OkAsync(personnel, $"/api/staffing/{province.Union2:D}/acts/join", new { occurredOn = "2020-01-02", personId = person, kind = "permanent" });
        }

        var round = new { unit = province.Union2, year = 2026, occurredOn = "2026-06-01" };
        Assert.Equal((2, 0), await RoundAsync(personnel, round));
        Assert.Equal((0, 2), await RoundAsync(personnel, round));
        using var contents = await personnel.PostAsync("/api/declarations/rounds", new { unit = province.Union2, year = 2026, occurredOn = "2026-06-01", amount = 1 });
        Assert.Equal("unknown_member", (await contents.JsonAsync()).Code());
        using var wrong = await personnel.PostAsync("/api/declarations/rounds", new { unit = province.Union2, year = 2025, occurredOn = "2026-06-01" });
        Assert.Equal("obligation_year_invalid", (await wrong.JsonAsync()).Code());
        using var refused = await union.PostAsync("/api/declarations/rounds", round);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<(int Opened, int Already)> RoundAsync(HttpClient client, object round)
    {
        using var response = await client.PostAsync("/api/declarations/rounds", round);
        var done = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, done.ToString());
        return (done.GetProperty("opened").GetInt32(), done.GetProperty("already").GetInt32());
    }

    private static object Report(int members, int men, int women, int party, string day = "2023-03-24", Guid? replaces = null) => new
    {
        occurredOn = day,
        document = Http.Paper("04-BC/CĐVC", "2023-03-24", "CĐVC"),
        body = "union",
        precision = "exact",
        figures = new { members, men, women, partyMembers = party },
        replaces,
    };

    private static object Paper() => Http.Paper("12-QĐ/ĐU", "2018-01-01", "ĐU");

    private static int Share(JsonElement row, string part) => row.GetProperty("partyShare").GetProperty(part).GetInt32();

    private static async Task<JsonElement> GetAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {body}");
        return body;
    }

    private static async Task OkAsync(HttpClient client, string address, object body)
    {
        using var response = await client.PostAsync(address, body);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {await response.JsonAsync()}");
    }
}
