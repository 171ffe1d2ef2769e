using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Drafts;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>A site adds a version of a regulation by itself: one account proposes, another approves, and acts of its days are judged by it.</summary>
public sealed class RegulationTests
{
    [Fact]
    public async Task A_version_is_published_by_a_second_account_and_judges_acts_from_its_first_day_on()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        using var personnel = await host.ClientAsync("personnel");
        using var admin = await host.ClientAsync("admin");
        var before = await FileAsync(union, province.Union1, "2026-11-20", "Trần Văn Bình");

        var proposed = await personnel.PostAsync("/api/regulations/drafts", new { content = Successor() });
        Assert.Equal(HttpStatusCode.Created, proposed.StatusCode);
        var draft = (await proposed.JsonAsync()).GetProperty("id").GetGuid();
        Assert.Equal("208-qd-tw-2026", await FileAsync(union, province.Union1, "2026-11-20", "Lê Thị Cúc"));

        // The same content again is the same draft, whoever sends it.
        var again = await (await admin.PostAsync("/api/regulations/drafts", new { content = Successor().ToJsonString() })).JsonAsync();
        Assert.Equal((draft, true), (again.GetProperty("id").GetGuid(), again.GetProperty("nothing").GetBoolean()));

        var own = await personnel.PostAsync($"/api/regulations/drafts/{draft:D}/approve", new { });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, own.StatusCode);
        Assert.Equal("four_eyes", (await own.JsonAsync()).Code());
        Assert.Equal("open", (await GetAsync(admin, $"/api/regulations/drafts/{draft:D}")).GetProperty("status").GetString());

        var approved = await admin.PostAsync($"/api/regulations/drafts/{draft:D}/approve", new { });
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        Assert.True((await (await admin.PostAsync($"/api/regulations/drafts/{draft:D}/approve", new { })).JsonAsync()).GetProperty("nothing").GetBoolean());

        var version = await GetAsync(union, "/api/regulations/300-qd-tw-2026");
        Assert.Equal("2026-11-16", version.GetProperty("version").GetProperty("from").GetString());
        var publication = version.GetProperty("publication");
        Assert.Equal(("personnel", "admin", "300-QĐ/TW"), (publication.GetProperty("proposedBy").GetString(), publication.GetProperty("by").GetString(), publication.GetProperty("document").GetProperty("number").GetString()));
        Assert.Equal("2026-11-15", (await GetAsync(union, "/api/regulations/208-qd-tw-2026")).GetProperty("version").GetProperty("to").GetString());

        Assert.Equal("208-qd-tw-2026", before);
        Assert.Equal("300-qd-tw-2026", await FileAsync(union, province.Union1, "2026-11-20", "Phạm Văn Dũng"));
        Assert.Equal("208-qd-tw-2026", await FileAsync(union, province.Union1, "2026-11-15", "Hoàng Thị Em"));
        Assert.Equal(
            ("208-qd-tw-2026", "300-qd-tw-2026"),
            (await CurrentAsync(union, "2026-11-15"), await CurrentAsync(union, "2026-11-16")));
    }

    [Fact]
    public async Task Of_two_drafts_that_follow_the_same_version_only_one_can_be_approved()
    {
        await using var host = await ApiHost.StartAsync();
        using var personnel = await host.ClientAsync("personnel");
        using var admin = await host.ClientAsync("admin");
        var first = await ProposeAsync(personnel, Successor());
        var second = await ProposeAsync(personnel, Successor(j => j["id"] = "301-qd-tw-2026"));

        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync($"/api/regulations/drafts/{first:D}/approve", new { })).StatusCode);
        var late = await admin.PostAsync($"/api/regulations/drafts/{second:D}/approve", new { });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Equal(RegulationProblems.SupersedesTwice, (await late.JsonAsync()).Code());
        var problems = (await GetAsync(admin, $"/api/regulations/drafts/{second:D}")).GetProperty("problems");
        Assert.Equal(RegulationProblems.SupersedesTwice, problems[0].GetProperty("code").GetString());

        var unreasoned = await admin.PostAsync($"/api/regulations/drafts/{second:D}/reject", new { reason = " " });
        Assert.Equal("reason_required", (await unreasoned.JsonAsync()).Code());
        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync($"/api/regulations/drafts/{second:D}/reject", new { reason = "Đã có bản khác" })).StatusCode);
        var rejected = await GetAsync(personnel, $"/api/regulations/drafts/{second:D}");
        Assert.Equal(("rejected", "Đã có bản khác", "admin"), (rejected.GetProperty("status").GetString(), rejected.GetProperty("reason").GetString(), rejected.GetProperty("settledBy").GetString()));
    }

    [Fact]
    public async Task Only_those_who_hold_the_right_for_everybody_propose_and_others_are_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        using var local = await host.OfficerAsync(Roles.PersonnelOfficer, province.Union1);

        foreach (var client in new[] { union, local })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync("/api/regulations/drafts", new { content = Successor() })).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsync($"/api/regulations/drafts/{Guid.NewGuid():D}/approve", new { })).StatusCode);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await union.GetAsync("/api/regulations/drafts")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await union.GetAsync("/api/regulations")).StatusCode);
    }

    public static TheoryData<string, string, string> Faults { get; } = new()
    {
        { "zero months", RegulationProblems.ValueOutOfRange, "parameters" },
        { "unknown code", RegulationProblems.UnknownParameter, "parameters" },
        { "overlap", RegulationProblems.Overlap, "effectiveFrom" },
        { "cycle", RegulationProblems.SupersedesCycle, "supersedes" },
        { "no date", RegulationProblems.AmbiguousInstrument, "instrument" },
        { "gap year", RegulationProblems.YearGap, "year" },
        { "worked holiday", RegulationProblems.WorkedHoliday, "days" },
        { "no swap", RegulationProblems.WorkedWithoutSwap, "days" },
        { "year zero", RegulationProblems.BadYear, "year" },
        { "no rest", RegulationProblems.BadWeeklyRest, "weeklyRest" },
        { "empty row", RegulationProblems.Malformed, "content" },
    };

    [Fact]
    public async Task A_faulty_file_is_refused_with_field_and_value_in_both_languages_and_nothing_is_stored()
    {
        await using var host = await ApiHost.StartAsync();
        var log = host.Services.GetRequiredService<IEventLog>();
        var head = await log.PositionAtAsync(null);
        foreach (var language in new[] { "vi", "en" })
        {
            using var personnel = await host.ClientAsync("personnel", language);
            foreach (var (name, code, field) in Faults.Select(f => f.Data))
            {
                var body = new { content = Faulty(name), document = new { number = "9441/TB-BNV", date = "2026-11-20", issuer = "BNV" } };
                var refused = await personnel.PostAsync("/api/regulations/drafts", body);
                Assert.True(refused.StatusCode == HttpStatusCode.UnprocessableEntity, $"{name}: {(int)refused.StatusCode}");
                var problems = (await refused.JsonAsync()).GetProperty("problems").EnumerateArray().ToList();
                var problem = problems.Find(p => p.GetProperty("code").GetString() == code);
                Assert.True(problem.ValueKind == JsonValueKind.Object, $"{name}: {string.Join(", ", problems.Select(p => p.GetProperty("code").GetString()))}");
                Assert.Equal(field, problem.GetProperty("field").GetString());
                Assert.NotEmpty(problem.GetProperty("text").GetString()!);

                var check = await (await personnel.PostAsync("/api/regulations/check", new { content = Faulty(name) })).JsonAsync();
                Assert.False(check.GetProperty("good").GetBoolean());
            }
        }

        Assert.Equal(head, await log.PositionAtAsync(null));
    }

    [Fact]
    public async Task An_organisation_publishes_its_six_day_week_and_its_unit_counts_by_it()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var personnel = await host.ClientAsync("personnel");
        using var admin = await host.ClientAsync("admin");
        var reclassify = new { occurredOn = "2026-01-01", sector = "non_state", calendar = "nha-may-6", document = (object?)null };

        var unknown = await admin.PostAsync($"/api/units/{province.Cell1:D}/acts/reclassify", reclassify);
        Assert.Equal("calendar_unknown", (await unknown.JsonAsync()).Code());

        var unannounced = await personnel.PostAsync("/api/regulations/drafts", new { content = Mill() });
        Assert.Equal("document_required", (await unannounced.JsonAsync()).Code());
        var proposed = await personnel.PostAsync("/api/regulations/drafts", new { content = Mill(), document = new { number = "15/TB-NM", date = "2026-11-20", issuer = "NM" } });
        var draft = (await proposed.JsonAsync()).GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync($"/api/regulations/drafts/{draft:D}/approve", new { })).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await admin.PostAsync($"/api/units/{province.Cell1:D}/acts/reclassify", reclassify)).StatusCode);
        Assert.Equal("nha-may-6", (await GetAsync(admin, $"/api/units/{province.Cell1:D}")).GetProperty("calendar").GetString());
        var own = await GetAsync(admin, "/api/deadlines/explain?rule=ADM-30&start=2026-08-03&calendar=nha-may-6");
        var enterprise = await GetAsync(admin, "/api/deadlines/explain?rule=ADM-30&start=2026-08-03&calendar=private5");
        Assert.True(own.GetProperty("due").GetDateTime() < enterprise.GetProperty("due").GetDateTime());
    }

    [Fact]
    public async Task Two_versions_are_compared_and_two_that_cannot_be_are_refused()
    {
        await using var host = await ApiHost.StartAsync();
        using var union = await host.ClientAsync("union");

        var diff = await GetAsync(union, "/api/regulations/diff?a=50-qd-tw-2021&b=377-qd-tw-2025-planning");
        Assert.Contains("Planning.YoungShare", diff.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("code").GetString()));
        var days = await GetAsync(union, "/api/regulations/diff?a=public-2026&b=public-2025");
        Assert.NotEmpty(days.GetProperty("days").EnumerateArray());
        Assert.Equal("versions_not_comparable", (await (await union.GetAsync("/api/regulations/diff?a=public-2026&b=private5-2026")).JsonAsync()).Code());
        Assert.Equal("unknown_version", (await (await union.GetAsync("/api/regulations/diff?a=public-2026&b=nothing")).JsonAsync()).Code());
        Assert.Equal(HttpStatusCode.NotFound, (await union.GetAsync("/api/regulations/nothing")).StatusCode);
    }

    [Fact]
    public async Task The_command_line_checks_and_compares_files_without_a_database()
    {
        Assert.Equal(0, (await CliAsync("policy", "check")).Code);

        var folder = Directory.CreateTempSubdirectory("cadre-policy-");
        var (good, faulty) = (Path.Combine(folder.FullName, "300-qd-tw-2026.json"), Path.Combine(folder.FullName, "public-2026-2.json"));
        await File.WriteAllTextAsync(good, Successor(j => Parameter(j, ParameterCatalogue.DecisionDays)["value"] = 45).ToJsonString());
        await File.WriteAllTextAsync(faulty, Faulty("no swap").ToJsonString());

        Assert.Equal(0, (await CliAsync("policy", "check", good)).Code);
        var refused = await CliAsync("policy", "check", faulty, good, "--json");
        Assert.Equal(1, refused.Code);
        var problems = JsonDocument.Parse(refused.Output).RootElement.GetProperty("problems").EnumerateArray().ToList();
        Assert.Contains(problems, p => p.GetProperty("code").GetString() == RegulationProblems.WorkedWithoutSwap && p.GetProperty("field").GetString() == "days");
        Assert.Contains(RegulationProblems.WorkedWithoutSwap, (await CliAsync("policy", "check", faulty)).Error, StringComparison.Ordinal);

        var diff = JsonDocument.Parse((await CliAsync("policy", "diff", "208-qd-tw-2026", good, "--json")).Output).RootElement;
        var changed = Assert.Single(diff.GetProperty("parameters").EnumerateArray());
        Assert.Equal((ParameterCatalogue.DecisionDays, "60", "45"), (changed.GetProperty("code").GetString(), changed.GetProperty("before").GetProperty("value").GetString(), changed.GetProperty("after").GetProperty("value").GetString()));
        Assert.Equal(1, (await CliAsync("policy", "diff", "208-qd-tw-2026", "public-2026")).Code);
        Assert.Equal(2, (await CliAsync("policy", "check", Path.Combine(folder.FullName, "nothing.json"))).Code);
        folder.Delete(recursive: true);
    }

    private static async Task<(int Code, string Output, string Error)> CliAsync(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CadreWorkflow.Api.Cli.CliProgram.RunAsync(words, output, error);
        return (code, output.ToString(), error.ToString());
    }

    [Fact]
    public void Every_problem_parameter_unit_family_and_refusal_has_a_text_in_both_languages()
    {
        string[] keys =
        [
            .. RegulationProblems.All.Select(c => "refusal." + c), .. RegulationDraftDecisions.Codes.Select(c => "refusal." + c), .. PolicyFamilies.All.Select(f => "policy_family." + f),
            .. ParameterCatalogue.All.Keys.Select(c => "policy_parameter." + c), .. ParameterCatalogue.All.Values.SelectMany(s => s.Choices).Select(c => "policy_choice." + c),
        ];
        Assert.All(keys, key => Assert.True(Texts.Vietnamese.Has(key) && Texts.English.Has(key), key));
    }

    /// <summary>Files the referral of a former member and says which version the finding cites.</summary>
    private static async Task<string> FileAsync(HttpClient client, Guid unit, string day, string name)
    {
        var filed = await client.PostAsync("/api/cases", new
        {
            occurredOn = day,
            report = true,
            unionUnit = unit.ToString("D"),
            formerPartyMember = true,
            person = new { fullName = name, birthDate = "1990-05-20", gender = "male", education = "bachelor", theoryLevel = "elementary" },
        });
        var body = await filed.JsonAsync();
        Assert.True(filed.StatusCode == HttpStatusCode.Created, body.ToString());
        return body.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("rule").GetString() == "ADM-44").GetProperty("policyVersion").GetString()!;
    }

    private static async Task<string?> CurrentAsync(HttpClient client, string on) =>
        (await GetAsync(client, $"/api/regulations?on={on}")).GetProperty("chains").EnumerateArray().Single(c => c.GetProperty("chain").GetString() == "admission").GetProperty("current").GetString();

    private static async Task<Guid> ProposeAsync(HttpClient client, JsonObject content)
    {
        var proposed = await client.PostAsync("/api/regulations/drafts", new { content });
        Assert.Equal(HttpStatusCode.Created, proposed.StatusCode);
        return (await proposed.JsonAsync()).GetProperty("id").GetGuid();
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string address)
    {
        var response = await client.GetAsync(address);
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body;
    }

    private static JsonObject Successor(Action<JsonObject>? change = null) => Changed("208-qd-tw-2026", j =>
    {
        j["id"] = "300-qd-tw-2026";
        j["instrument"] = "300-QĐ/TW ngày 10/11/2026";
        j["issuedOn"] = "2026-11-10";
        j["effectiveFrom"] = "2026-11-16";
        j["supersedes"] = "208-qd-tw-2026";
        change?.Invoke(j);
    });

    private static JsonObject Mill() => Changed("private5-2026", j =>
    {
        j["calendar"] = "nha-may-6";
        j["id"] = "nha-may-6-2026";
        j["weeklyRest"] = new JsonArray("sun");
    });

    private static JsonObject Faulty(string name) => name switch
    {
        "zero months" => Successor(j => Parameter(j, ParameterCatalogue.ProbationMonths)["value"] = 0),
        "unknown code" => Successor(j => Parameter(j, ParameterCatalogue.ProbationMonths)["code"] = "Probation.Weeks"),
        "overlap" => Successor(j => (j["issuedOn"], j["instrument"], j["effectiveFrom"]) = ("2026-07-20", "300-QĐ/TW ngày 20/7/2026", "2026-07-26")),
        "cycle" => Successor(j => j["supersedes"] = "300-qd-tw-2026"),
        "no date" => Successor(j => j["instrument"] = "01-HD/TW"),
        "gap year" => Changed("public-2028", j => (j["id"], j["year"], j["days"]) = ("public-2031", 2031, new JsonArray())),
        "worked holiday" => Year(j => Day(j, "2026-01-10")["holiday"] = "new_year"),
        "no swap" => Year(j => Day(j, "2026-01-10").Remove("pair")),
        "year zero" => Year(j => j["year"] = 0),
        "no rest" => Year(j => j["weeklyRest"] = new JsonArray()),
        _ => Year(j => j["days"]!.AsArray().Add(null)),
    };

    private static JsonObject Year(Action<JsonObject> change) => Changed("public-2026", j =>
    {
        j["id"] = "public-2026-2";
        j["supersedes"] = "public-2026";
        change(j);
    });

    private static JsonObject Changed(string id, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == id).Canonical)!.AsObject();
        change(json);
        return json;
    }

    private static JsonObject Parameter(JsonObject j, string code) => j["parameters"]!.AsArray().Single(p => (string?)p!["code"] == code)!.AsObject();

    private static JsonObject Day(JsonObject j, string date) => j["days"]!.AsArray().Single(d => (string?)d!["date"] == date)!.AsObject();
}
