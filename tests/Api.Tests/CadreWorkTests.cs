using System.Net;

namespace CadreWorkflow.Api.Tests;

/// <summary>Cadre work through its door: posts, a plan, a procedure, staff and duties to declare.</summary>
public sealed class CadreWorkTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Day = "2026-06-01";

    private string _position = "0";

    [Fact]
    public async Task A_union_member_is_planned_for_appointed_and_watched_to_the_end_of_the_term()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var personnel = await shared.Host.ClientAsync("personnel");
        var caseId = await union.FileAsync(province.Union1);
        var person = (await (await union.GetAsync($"/api/cases/{caseId:D}")).JsonAsync()).GetProperty("personId").GetGuid();
        var post = await PostAsync(personnel, province);

        var plan = Guid.CreateVersion7();
        await OkAsync(personnel, $"/api/plans/{plan:D}/acts/open", new { occurredOn = "2026-01-05", reported = false, document = Paper(), body = province.Union1, term = "next_term", termFrom = "2026-07-01", termTo = "2031-06-30" });
        var name = new { occurredOn = Day, reported = false, document = Paper(), personId = person, postId = post, approvedBy = province.Committee };
        using (var early = await personnel.PostAsync($"/api/plans/{plan:D}/acts/name", name))
        {
            var problem = await early.JsonAsync();
            Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
            Assert.Equal(5, problem.GetProperty("findings").EnumerateArray().Count(f => f.GetProperty("rule").GetString() == "PLN-31"));
        }

        for (var step = 1; step <= 5; step++)
        {
            await OkAsync(personnel, $"/api/plans/{plan:D}/acts/consult", Held(step, "2026-05-10", person, post));
        }

        await OkAsync(personnel, $"/api/plans/{plan:D}/acts/name", name);
        var shown = await (await personnel.GetAsync($"/api/plans/{plan:D}")).JsonAsync();
        Assert.Equal(1, shown.GetProperty("shape").GetProperty("women").GetProperty("count").GetInt32());
        Assert.Equal(person, shown.GetProperty("names")[0].GetProperty("named").GetProperty("personId").GetGuid());

        var last = shown.GetProperty("steps").EnumerateArray().Last();
        Assert.Equal((5, "1/2", "summoned"), (last.GetProperty("number").GetInt32(), last.GetProperty("threshold").GetString(), last.GetProperty("countedOf").GetString()));
        Assert.True(last.GetProperty("quorate").GetBoolean() && last.GetProperty("votes")[0].GetProperty("carried").GetBoolean());

        var procedure = Guid.CreateVersion7();
        var acts = $"/api/appointments/{procedure:D}/acts";
        await OkAsync(personnel, $"{acts}/open", new { occurredOn = "2026-07-01", reported = false, document = Paper(), postId = post, kind = "appointment", source = "in_place" });
        await OkAsync(personnel, $"{acts}/approve-policy", new { occurredOn = "2026-07-06", reported = false, document = Paper(), approvedBy = province.Committee });
        await OkAsync(personnel, $"{acts}/propose", new { occurredOn = "2026-07-07", reported = false, document = Paper(), personId = person });
        for (var step = 1; step <= 5; step++)
        {
            await OkAsync(personnel, $"{acts}/hold-step", Held(step, $"2026-07-{7 + step:00}", person, post));
        }

        var appoint = new { occurredOn = "2026-07-15", reported = false, document = Paper(), personId = person, decidedBy = province.Committee, from = "2026-08-01", termEndsOn = "2031-07-31" };
        using (var bare = await personnel.PostAsync($"{acts}/appoint", appoint))
        {
            Assert.Contains("APT-03", (await bare.JsonAsync()).GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("rule").GetString()));
        }

        foreach (var item in Codes())
        {
            await OkAsync(personnel, $"{acts}/record-paper", new { occurredOn = "2026-07-14", reported = false, document = Paper(), personId = person, item });
        }

        await OkAsync(personnel, $"{acts}/appoint", appoint);
        var cadre = await (await personnel.GetAsync($"/api/cadres/{person:D}?on=2031-08-01")).JsonAsync();
        Assert.Equal("overdue", cadre.GetProperty("posts")[0].GetProperty("status").GetString());
        Assert.Empty(cadre.GetProperty("proposals").EnumerateArray());

        // Entered wrongly: struck, its post is taken back in the same append, and it is stated again with the right term.
        var fact = (await (await personnel.GetAsync($"/api/appointments/{procedure:D}")).JsonAsync()).GetProperty("facts").EnumerateArray().Single(f => f.GetProperty("type").GetString() == "appointed").GetProperty("eventId").GetGuid();
        var taken = (await (await personnel.GetAsync($"/api/cadres/{person:D}?on=2026-09-01")).JsonAsync()).GetProperty("posts")[0].GetProperty("post").GetProperty("fact").GetGuid();
        using (var follows = await personnel.PostAsync($"/api/cadres/{person:D}/acts/strike-fact", new { occurredOn = "2026-09-01", fact = taken }))
        {
            Assert.Equal("follows_from_other_record", (await follows.JsonAsync()).GetProperty("code").GetString());
        }

        Assert.Equal(1, await TermsAsync());
        await OkAsync(personnel, $"{acts}/strike-fact", new { occurredOn = "2026-09-01", reported = false, fact });
        Assert.Equal(0, await TermsAsync());
        var without = await (await personnel.GetAsync($"/api/cadres/{person:D}?on=2026-09-01")).JsonAsync();
        Assert.Empty(without.GetProperty("posts").EnumerateArray());
        Assert.Single(without.GetProperty("proposals").EnumerateArray());
        await OkAsync(personnel, $"{acts}/appoint", new { occurredOn = "2026-07-15", reported = false, document = Paper(), personId = person, decidedBy = province.Committee, from = "2026-08-01", termEndsOn = "2031-06-30" });
        var again = await (await personnel.GetAsync($"/api/cadres/{person:D}?on=2026-09-01")).JsonAsync();
        Assert.Equal("2031-06-30", again.GetProperty("posts")[0].GetProperty("post").GetProperty("termEndsOn").GetString());
        Assert.Equal(1, await TermsAsync());

        // The tables follow: a read waits for the position of the last write.
        async Task<int> TermsAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/terms?person={person:D}&on=2026-09-01");
            request.Headers.Add("X-Log-Position", _position);
            using var answer = await personnel.SendAsync(request);
            return (await answer.JsonAsync()).GetProperty("total").GetInt32();
        }
    }

    [Fact]
    public async Task What_a_procedure_allows_is_told_with_its_clocks_and_a_record_is_for_the_desk_of_its_posts()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var personnel = await shared.Host.ClientAsync("personnel");
        using var elsewhere = await shared.Host.OfficerAsync("personnel_officer", province.Union2);
        var caseId = await union.FileAsync(province.Union1);
        var person = (await (await union.GetAsync($"/api/cases/{caseId:D}")).JsonAsync()).GetProperty("personId").GetGuid();
        var post = await PostAsync(personnel, province);
        var procedure = Guid.CreateVersion7();
        var acts = $"/api/appointments/{procedure:D}/acts";
        await OkAsync(personnel, $"{acts}/open", new { occurredOn = "2025-08-01", reported = false, document = Paper(), postId = post, kind = "appointment", source = "in_place" });
        await OkAsync(personnel, $"{acts}/approve-policy", new { occurredOn = "2025-08-15", reported = false, document = Paper(), approvedBy = province.Committee });
        await OkAsync(personnel, $"{acts}/propose", new { occurredOn = "2025-08-18", reported = false, document = Paper(), personId = person });
        var standing = await (await personnel.GetAsync($"/api/appointments/{procedure:D}/actions?on=2025-09-01")).JsonAsync();
        Assert.Equal(("consulting", 1), (standing.GetProperty("stage").GetString(), standing.GetProperty("nextStep").GetInt32()));
        Assert.Equal(30, standing.GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("rule").GetString() == "APT-10").GetProperty("length").GetInt32());
        var appoint = standing.GetProperty("actions").EnumerateArray().Single(a => a.GetProperty("code").GetString() == "appoint");
        Assert.False(appoint.GetProperty("allowed").GetBoolean());
        Assert.Contains("step_not_recorded", appoint.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()));
        Assert.True(standing.GetProperty("actions").EnumerateArray().First(a => a.GetProperty("code").GetString() == "hold-step").GetProperty("allowed").GetBoolean());

        // Another unit's personnel desk learns nothing of it and changes nothing.
        using var actions = await elsewhere.GetAsync($"/api/appointments/{procedure:D}/actions");
        Assert.Equal(HttpStatusCode.Forbidden, actions.StatusCode);
        using var hidden = await elsewhere.GetAsync($"/api/cadres/{person:D}");
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var taken = await elsewhere.PostAsync($"/api/cadres/{person:D}/acts/take-post", new { occurredOn = "2025-08-18", document = Paper(), postId = post, kind = "election", from = "2025-08-18" });
        Assert.Equal(HttpStatusCode.Forbidden, taken.StatusCode);

        // The union desk sees the person's referral and nothing of the procedure; the personnel desk sees both.
        Assert.Contains("candidate_proposed", await TypesAsync(personnel));
        Assert.DoesNotContain("candidate_proposed", await TypesAsync(union));
        Assert.Contains("referral_filed", await TypesAsync(union));

        async Task<List<string?>> TypesAsync(HttpClient client) =>
            [.. (await (await client.GetAsync($"/api/people/{person:D}/timeline")).JsonAsync()).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("type").GetString())];
    }

    [Fact]
    public async Task Staff_of_a_unit_and_everything_below_it_is_counted_against_the_quota_of_the_day()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var personnel = await shared.Host.ClientAsync("personnel");
        var staffing = $"/api/staffing/{province.Union1:D}";
        await OkAsync(personnel, $"{staffing}/acts/assign-quota", new { occurredOn = "2018-01-02", document = Paper(), assigned = 170, from = "2018-01-01" });
        await OkAsync(personnel, $"{staffing}/acts/assign-quota", new { occurredOn = "2022-01-02", document = Paper(), assigned = 154, from = "2022-01-01" });
        using var negative = await personnel.PostAsync($"{staffing}/acts/assign-quota", new { occurredOn = "2022-01-02", document = Paper(), assigned = -1, from = "2023-01-01" });
        Assert.Equal("quota_negative", (await negative.JsonAsync()).GetProperty("code").GetString());
        for (var n = 0; n < 3; n++)
        {
            await OkAsync(personnel, $"{staffing}/acts/join", new { occurredOn = "2020-01-02", personId = Guid.CreateVersion7(), kind = "permanent" });
        }

        var before = await (await personnel.GetAsync(staffing + "?on=2021-12-31")).JsonAsync();
        Assert.Equal((170, 3), (before.GetProperty("own").GetProperty("assigned").GetInt32(), before.GetProperty("own").GetProperty("present").GetInt32()));
        var after = await (await personnel.GetAsync(staffing + "?on=2022-10-20")).JsonAsync();
        Assert.Equal((151, "1,9\u00A0%"), (after.GetProperty("total").GetProperty("vacancies").GetInt32(), after.GetProperty("totalText").GetString()));
    }

    [Fact]
    public async Task A_duty_to_declare_keeps_no_contents_and_the_union_desk_sees_none_of_it()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var personnel = await shared.Host.ClientAsync("personnel");
        var caseId = await union.FileAsync(province.Union2);
        var person = (await (await union.GetAsync($"/api/cases/{caseId:D}")).JsonAsync()).GetProperty("personId").GetGuid();
        var acts = $"/api/declarations/{person:D}/acts";
        var duty = Guid.CreateVersion7();
        await OkAsync(personnel, $"{acts}/arise", new { occurredOn = "2025-11-01", obligationId = duty, kind = "yearly", year = 2025, dueOn = "2025-12-30" });
        using var contents = await personnel.PostAsync($"{acts}/file", new { occurredOn = "2025-12-20", obligationId = duty, amount = 150_000_000 });
        Assert.Equal("unknown_member", (await contents.JsonAsync()).GetProperty("code").GetString());
        await OkAsync(personnel, $"{acts}/file", new { occurredOn = "2025-12-31", obligationId = duty });
        var listed = await (await personnel.GetAsync($"/api/declarations/{person:D}")).JsonAsync();
        Assert.Equal("2025-12-31", listed[0].GetProperty("filedOn").GetString());
        using var hidden = await union.GetAsync($"/api/declarations/{person:D}");
        Assert.Equal(HttpStatusCode.Forbidden, hidden.StatusCode);
    }

    private async Task<Guid> PostAsync(HttpClient client, TestProvince province)
    {
        var id = Guid.CreateVersion7();
        await OkAsync(client, $"/api/posts/{id:D}/acts/open", new
        {
            occurredOn = "2020-01-02",
            document = Paper(),
            unit = province.Union1,
            managedBy = province.Committee,
            code = $"ct-{id:N}"[..20],
            title = "Chủ tịch công đoàn cơ sở",
            level = "grassroots",
            rank = 50,
            seats = 1,
            isHead = true,
            theory = "elementary",
            termMonths = 60,
        });
        return id;
    }

    private static object Held(int step, string day, Guid person, Guid post) => new
    {
        occurredOn = day,
        reported = false,
        document = Paper(),
        step,
        conference = new { members = 0, summoned = 20, present = 18, secret = true, issued = 18, returned = 18, invalid = 0 },
        candidates = step == 1 ? [] : new[] { new { personId = person, postId = post, agree = 16, disagree = 2 } },
    };

    private static object Paper() => Http.Paper("12-QĐ/ĐU", "2018-01-01", "ĐU");

    private static IEnumerable<string> Codes() => Domain.Events.Codes.All<Domain.Appointments.DossierItem>();

    private async Task OkAsync(HttpClient client, string address, object body)
    {
        using var response = await client.PostAsync(address, body);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode} {await response.JsonAsync()}");
        _position = response.Headers.GetValues("X-Log-Position").Single();
    }
}
