using System.Net;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>Lists and statistics of cadre work through their doors, and the command line saying the same.</summary>
public sealed class CadreListApiTests(SharedHost shared) : IClassFixture<SharedHost>
{
    [Fact]
    public async Task Lists_and_statistics_of_a_unit_say_what_was_recorded_and_open_to_each_other()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var personnel = await shared.Host.ClientAsync("personnel", "vi");
        var caseId = await union.FileAsync(province.Union1);
        var person = (await (await union.GetAsync($"/api/cases/{caseId:D}")).JsonAsync()).GetProperty("personId").GetGuid();
        var (held, vacant) = (await PostAsync(personnel, province, "Phó chủ tịch", 40), await PostAsync(personnel, province, "Chủ tịch", 50));
        await OkAsync(personnel, $"/api/cadres/{person:D}/acts/take-post", new { occurredOn = "2021-01-02", document = Paper(), postId = held, kind = "election", from = "2021-01-02", termEndsOn = "2026-01-01" });
        await OkAsync(personnel, $"/api/staffing/{province.Union1:D}/acts/assign-quota", new { occurredOn = "2022-01-02", document = Paper(), assigned = 4, from = "2022-01-01" });
        for (var n = 0; n < 3; n++)
        {
            await OkAsync(personnel, $"/api/staffing/{province.Union1:D}/acts/join", new { occurredOn = "2022-02-01", personId = n == 0 ? person : Guid.CreateVersion7(), kind = "permanent" });
        }

        var duty = Guid.CreateVersion7();
        await OkAsync(personnel, $"/api/declarations/{person:D}/acts/arise", new { occurredOn = "2025-11-01", obligationId = duty, kind = "yearly", year = 2025, dueOn = "2025-12-30" });
        var plan = Guid.CreateVersion7();
        await OkAsync(personnel, $"/api/plans/{plan:D}/acts/open", new { occurredOn = "2023-01-05", reported = true, document = Paper(), body = province.Union1, term = "next_term", termFrom = "2026-07-01", termTo = "2031-06-30" });
        await OkAsync(personnel, $"/api/plans/{plan:D}/acts/name", new { occurredOn = "2023-02-05", reported = true, document = Paper(), personId = person, postId = vacant, approvedBy = province.Committee });
        var procedure = Guid.CreateVersion7();
        await OkAsync(personnel, $"/api/appointments/{procedure:D}/acts/open", new { occurredOn = "2026-03-02", reported = false, document = Paper(), postId = vacant, kind = "appointment", source = "in_place" });
        var asked = $"unit={province.Union1:D}&on=2026-03-03";

        var term = (await GetAsync(personnel, "terms?" + asked)).GetProperty("items")[0];
        Assert.Equal(("overdue", "Nguyễn Thị Đào", held), (term.GetProperty("item").GetProperty("status").GetString(), term.GetProperty("personName").GetString(), term.GetProperty("item").GetProperty("postId").GetGuid()));
        var vacancies = await GetAsync(personnel, "vacancies?" + asked);
        Assert.Equal((1, vacant), (vacancies.GetProperty("total").GetInt32(), vacancies.GetProperty("items")[0].GetProperty("postId").GetGuid()));
        var shownPlan = (await GetAsync(personnel, "plans?" + asked)).GetProperty("items")[0];
        Assert.Equal((1, 2024), (shownPlan.GetProperty("persons").GetInt32(), shownPlan.GetProperty("missedReview").GetInt32()));
        var shownProcedure = (await GetAsync(personnel, "appointments?late=false&" + asked)).GetProperty("items")[0].GetProperty("item");
        Assert.Equal(("policy_awaited", "approve_policy", "APT-11"), (shownProcedure.GetProperty("state").GetString(), shownProcedure.GetProperty("next").GetString(), shownProcedure.GetProperty("dueRule").GetString()));
        var late = await GetAsync(personnel, "declarations?status=late&" + asked);
        Assert.Equal(duty, late.GetProperty("items")[0].GetProperty("item").GetProperty("dutyId").GetGuid());
        Assert.Equal(3, (await GetAsync(personnel, "staff?" + asked)).GetProperty("counts").GetProperty("present").GetInt32());

        var staffing = await GetAsync(personnel, "statistics/staffing?" + asked);
        Assert.Equal(("ST-19", "75,0\u00A0%"), (staffing.GetProperty("definition").GetString(), staffing.GetProperty("figure").GetProperty("text").GetString()));
        var shape = await GetAsync(personnel, "statistics/plans?" + asked);
        var women = shape.GetProperty("shares").EnumerateArray().Single(s => s.GetProperty("figure").GetProperty("measure").GetString() == "women").GetProperty("figure");
        Assert.Equal(("100,0\u00A0%", 1), (women.GetProperty("text").GetString(), women.GetProperty("numerator").GetInt32()));
        var ethnic = shape.GetProperty("shares").EnumerateArray().Single(s => s.GetProperty("figure").GetProperty("measure").GetString() == "ethnic_minority").GetProperty("figure");
        Assert.Equal("–", ethnic.GetProperty("text").GetString());
        Assert.Equal(1, (await GetAsync(personnel, "statistics/plans/persons?measure=women&" + asked)).GetProperty("total").GetInt32());
        var declared = await GetAsync(personnel, "statistics/declarations?year=2025&" + asked);
        Assert.Equal((1, 0), (declared.GetProperty("whole").GetProperty("obliged").GetInt32(), declared.GetProperty("whole").GetProperty("filedOnTime").GetInt32()));
        Assert.Equal(1, (await GetAsync(personnel, "statistics/cadres?" + asked)).GetProperty("persons").GetInt32());

        var eligible = await GetAsync(personnel, $"posts/{vacant:D}/eligible?for=appointment&" + asked);
        Assert.Equal(3, eligible.GetProperty("total").GetInt32());
        var first = eligible.GetProperty("items")[0];
        Assert.Equal(person, first.GetProperty("personId").GetGuid());

        // A certificate that proves more than what is stated counts from its day, in figures and in eligibility alike.
        async Task<int> AdvancedAsync(string day) => (await GetAsync(personnel, $"statistics/cadres?unit={province.Union1:D}&on={day}")).GetProperty("figures").EnumerateArray()
            .Single(f => f.GetProperty("measure").GetString() == "theory_advanced_or_bachelor").GetProperty("numerator").GetInt32();
        Assert.Equal(0, await AdvancedAsync("2026-03-03"));
        await OkAsync(personnel, $"/api/people/{person:D}/certificates", new { occurredOn = "2026-03-03", kind = "theory_advanced", certificate = new { number = "9/CC", date = "2024-07-01", issuer = "Học viện" } });
        Assert.Equal((1, 0), (await AdvancedAsync("2026-03-03"), await AdvancedAsync("2024-06-30")));

        // Known before any of it was recorded there was nothing.
        Assert.Equal(0, (await GetAsync(personnel, $"terms?{asked}&asKnownOn=2020-01-01")).GetProperty("total").GetInt32());
        using var future = await personnel.GetAsync($"/api/terms?{asked}&asKnownOn=2199-01-01");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, future.StatusCode);
        using var forbidden = await union.GetAsync("/api/terms?" + asked);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        using var wrong = await personnel.GetAsync($"/api/appointments?state=nowhere&{asked}");
        Assert.Equal(("invalid_parameter", "state"), ((await wrong.JsonAsync()).GetProperty("code").GetString(), (await wrong.JsonAsync()).GetProperty("field").GetString()));

        var data = shared.Host.Services.GetRequiredService<IConfiguration>().DataDirectory();
        var (code, output, error) = await CliTests.RunAsync(shared.Host.Database, data, ["statistics", "staffing", "--unit", province.Union1.ToString("D"), "--on", "2026-03-03", "--json"]);
        Assert.True(code == 0, error);
        Assert.Equal("75,0\u00A0%", JsonDocument.Parse(output).RootElement.GetProperty("figure").GetProperty("text").GetString());
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync("/api/" + address);
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {body}");
        return body;
    }

    private static async Task<Guid> PostAsync(HttpClient client, TestProvince province, string title, int rank)
    {
        var id = Guid.CreateVersion7();
        await OkAsync(client, $"/api/posts/{id:D}/acts/open", new
        {
            occurredOn = "2020-01-02",
            document = Paper(),
            unit = province.Union1,
            managedBy = province.Committee,
            code = $"p-{id:N}"[..20],
            title,
            level = "grassroots",
            rank,
            seats = 1,
            isHead = false,
            theory = "elementary",
            termMonths = 60,
        });
        return id;
    }

    private static object Paper() => Http.Paper("12-QĐ/ĐU", "2018-01-01", "ĐU");

    private static async Task OkAsync(HttpClient client, string address, object body)
    {
        using var response = await client.PostAsync(address, body);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {await response.JsonAsync()}");
    }
}
