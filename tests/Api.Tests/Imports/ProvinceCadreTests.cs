using System.Text.Json;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Api.Imports.Rows;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>The cadre half of the province: the figures the reports give, as of their days.</summary>
public sealed partial class ProvinceLoadTests
{
    [Fact]
    public async Task S0_145_of_154_posts_are_filled_on_20_10_2022_and_170_were_assigned_before()
    {
        var before = (await GetAsync("/api/statistics/staffing?unit=LD&on=2021-12-31")).GetProperty("total");
        Assert.Equal(170, Number(before, "assigned"));
        var answer = await GetAsync("/api/statistics/staffing?unit=LD&on=2022-10-20");
        var then = answer.GetProperty("total");
        Assert.Equal((154, 145, 9), (Number(then, "assigned"), Number(then, "present"), Number(then, "vacancies")));
        Assert.Equal("94,2\u00A0%", (await GetAsync($"/api/staffing/{ImportIds.Unit("LD"):D}?on=2022-10-20")).GetProperty("totalText").GetString());

        // Also as it was known on that day.
        var known = (await GetAsync("/api/statistics/staffing?unit=LD&on=2022-10-20&asKnownOn=2022-12-31")).GetProperty("total");
        Assert.Equal((154, 145), (Number(known, "assigned"), Number(known, "present")));
    }

    [Fact]
    public async Task Case_63_the_quota_of_the_merged_department_is_unknown_until_its_new_decision()
    {
        var merged = $"/api/staffing/{ImportIds.Unit("CQ-TGNC"):D}?on=";
        var between = (await GetAsync(merged + "2022-06-30")).GetProperty("own");
        Assert.Equal(JsonValueKind.Null, Missing(between, "assigned"));
        Assert.Equal("2022-03-01", between.GetProperty("unknownSince").GetString());
        Assert.Equal(JsonValueKind.Null, Missing((await GetAsync("/api/statistics/staffing?unit=LD&on=2022-06-30")).GetProperty("total"), "assigned"));
        Assert.Equal(8, Number((await GetAsync(merged + "2022-07-01")).GetProperty("own"), "assigned"));
    }

    [Fact]
    public async Task S0_seven_departments_became_six_and_four_attached_units_three()
    {
        foreach (var (on, departments, attached) in new[] { ("2022-02-28", 7, 4), ("2022-10-20", 6, 3) })
        {
            // The newspaper and the old departments have ended; what is left has a staff.
            var office = (await GetAsync($"/api/statistics/staffing?unit=CQ&on={on}")).GetProperty("rows").EnumerateArray().Count(r => r.GetProperty("code").GetString() != "CQ" && Number(r.GetProperty("figures"), "present") > 0);
            var all = (await GetAsync($"/api/statistics/staffing?unit=LD&on={on}")).GetProperty("rows").EnumerateArray().Where(r => Number(r.GetProperty("figures"), "present") > 0).Select(r => r.GetProperty("code").GetString()!).ToList();
            Assert.Equal(departments, office);
            Assert.Equal(attached, all.Count(c => c is "BAO" or "TV" or "NVH" or "DN"));
            Assert.Equal((21, 8), (all.Count(c => c[0] == 'D' && c.Length == 3), all.Count(c => c[0] == 'S')));
        }
    }

    [Fact]
    public async Task S1_734_of_a_thousand_union_members_of_the_civil_servants_are_Party_members()
    {
        (string Body, int Members, int Men, int Women, int Party, string Share)[] expected =
            [("union", 4816, 2360, 2456, 3534, "73,4\u00A0%"), ("veterans", 315, 312, 3, 303, "96,2\u00A0%"), ("youth_union", 1183, 366, 817, 483, "40,8\u00A0%")];
        foreach (var (body, members, men, women, party, share) in expected)
        {
            var total = (await GetAsync($"/api/statistics/headcounts?unit=S01&on=2023-12-31&body={body}")).GetProperty("total");
            var figures = total.GetProperty("figures");
            Assert.Equal((members, men, women, party), (Number(figures, "members"), Number(figures, "men"), Number(figures, "women"), Number(figures, "partyMembers")));
            Assert.Equal(share, total.GetProperty("partyShare").GetProperty("text").GetString());
        }

        var together = (await GetAsync("/api/statistics/headcounts?unit=S01&on=2023-12-31&body=together")).GetProperty("total").GetProperty("figures");
        Assert.Equal((6314, 31, 1396, 4408, 647), (Number(together, "members"), Number(together, "doctors"), Number(together, "masters"), Number(together, "bachelors"), Number(together, "theoryAdvanced")));
    }

    [Fact]
    public async Task S4_training_of_the_term_comes_to_1169_and_2256_person_times_and_the_reported_bounds_stay_bounds()
    {
        var answer = await GetAsync("/api/statistics/training?unit=LD&from=2018-03-20&to=2023-03-19&by=kind");
        var rows = answer.GetProperty("rows").EnumerateArray().ToDictionary(r => r.GetProperty("key").GetString()!, r => Number(r, "personTimes"), StringComparer.Ordinal);
        Assert.Equal((1169, 2256), (rows["theory_elementary"], rows["professional"]));
        Assert.Equal([">21", ">568"], answer.GetProperty("reported").EnumerateArray().Select(r => r.GetProperty("text").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task S4_the_elected_bodies_of_a_district_have_17_5_5_and_5_seats_and_they_were_filled()
    {
        var posts = (await GetAsync("/api/posts?unit=D04&on=2023-06-01")).EnumerateArray().ToDictionary(p => p.GetProperty("code").GetString()!, p => (Seats: Number(p, "seats"), Id: p.GetProperty("id").GetGuid()), StringComparer.Ordinal);
        foreach (var (code, seats) in new[] { ("uy_vien_bch", 17), ("uy_vien_btv", 5), ("uy_vien_ubkt", 5), ("uy_vien_nu_cong", 5) })
        {
            Assert.Equal(seats, posts[code].Seats);
            Assert.Equal(seats, Number(await GetAsync($"/api/terms?post={posts[code].Id:D}&on=2023-06-01"), "total"));
        }
    }

    [Fact]
    public async Task One_cadre_is_followed_from_referral_to_appointment()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "samples", "province", "procedures.csv"));
        var heading = rows[0].TrimStart('\uFEFF').Split(',');
        var appointed = rows.Single(r => r.Contains(",appoint,", StringComparison.Ordinal) && r.Contains("BN-2026-01", StringComparison.Ordinal)).Split(',');
        var card = appointed[Array.IndexOf(heading, "member_number")];
        var ids = province.Host.Services.GetRequiredService<Importer>().Ids;
        var person = ids.PersonId(ids.Person(card, string.Empty, null, string.Empty));
        var cadre = await GetAsync($"/api/cadres/{person:D}?on=2026-11-20");
        Assert.Equal("pho_truong_ban", Assert.Single(cadre.GetProperty("posts").EnumerateArray()).GetProperty("facts").GetProperty("code").GetString());
        Assert.Equal(ImportIds.Unit("CQ-TGNC"), cadre.GetProperty("posts")[0].GetProperty("facts").GetProperty("unit").GetGuid());
        Assert.NotEmpty(cadre.GetProperty("planned").EnumerateArray());
        var referral = File.ReadAllLines(Path.Combine(Repository.Root, "samples", "province", "referrals.csv")).Single(r => r.Contains(card, StringComparison.Ordinal));
        var story = (await GetAsync($"/api/cases?search={Uri.EscapeDataString(referral.Split(',')[4])}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("case")).Single(i => i.GetProperty("personId").GetGuid() == person);
        Assert.Equal("recognised", story.GetProperty("stage").GetString());
        Assert.Contains(referral.Split(',')[1], File.ReadAllText(Path.Combine(Repository.Root, "samples", "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_procedures_and_declarations_show_what_the_rules_speak_of()
    {
        var overdue = await GetAsync("/api/terms?unit=CQ&status=overdue&on=2026-11-20");
        Assert.Equal("CQ-CS", Assert.Single(Items(overdue)).GetProperty("item").GetProperty("unit").GetGuid() == ImportIds.Unit("CQ-CS") ? "CQ-CS" : "?");
        Assert.NotEmpty(Items(await GetAsync("/api/terms?unit=CQ&status=review_due&on=2026-11-20")));
        var procedures = Items(await GetAsync("/api/appointments?unit=LD&on=2026-11-20")).Select(p => p.GetProperty("item").GetProperty("state").GetString()!).ToList();
        Assert.All(new[] { "consulting", "decided", "in_force", "ended" }, state => Assert.Contains(state, procedures));
        Assert.InRange(Number(await GetAsync("/api/declarations?status=filed_late&on=2026-11-20"), "total"), 6, 12);
        Assert.Equal(1, Number(await GetAsync("/api/declarations?status=late&on=2026-11-20"), "total"));
    }

    private static JsonValueKind Missing(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ValueKind : JsonValueKind.Null;

    private static List<JsonElement> Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
}
