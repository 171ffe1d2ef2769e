using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Tests.Imports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>Every "no" with its reason, the same through every door.</summary>
public sealed partial class ExplainTests(SharedHost shared)
{
    private const string Columns = "case_id,act,occurred_on,report,document_number,document_date,document_issuer,purpose,summoned,present,exempt_absent,probationary_voters,issued,returned,invalid,agree,disagree,blank,outcome,body";

    private ApiHost Host => shared.Host;

    [Fact]
    public async Task Page_HTTP_import_preview_and_command_line_give_the_same_answer()
    {
        var (draft, opinions, probation) = await CasesAsync();
        using var party = await Host.ClientAsync("party", "vi");
        using var union = await Host.ClientAsync("union", "vi");
        using var partyBrowser = await BrowserAsync(Host, "party");
        using var unionBrowser = await BrowserAsync(Host, "union");
        var vote = "&document.number=30-NQ/CB&document.date={0}&document.issuer=CB&purpose={1}&tally.summoned=9&tally.present=9&tally.exemptAbsent=0&tally.probationaryVoters=0&tally.issued=9&tally.returned=9&tally.invalid=0&tally.agree={2}&tally.disagree={3}&tally.blank=0";
        (Guid Case, string Act, string On, string Fields, string Row)[] asked =
        [
            (draft, "submit", "2026-03-03", "", ""),
            (draft, "send", "2026-03-05", "&document.number=2/CV&document.date=2026-03-05&document.issuer=CB", "2/CV,2026-03-05,CB"),
            (opinions, "ceremony", "2026-06-20", "", ""),
            (opinions, "cell-vote", "2026-06-20", string.Format(null, vote, "2026-06-20", "admission", 9, 0), "30-NQ/CB,2026-06-20,CB,admission,9,9,0,0,9,9,0,9,0,0"),
            (opinions, "cell-vote", "2026-06-20", string.Format(null, vote, "2026-06-20", "admission", 9, 3), "30-NQ/CB,2026-06-20,CB,admission,9,9,0,0,9,9,0,9,3,0"),
            (probation, "cell-vote", "2026-11-20", string.Format(null, vote, "2026-11-20", "recognition", 8, 1), "30-NQ/CB,2026-11-20,CB,recognition,9,9,0,0,9,9,0,8,1,0"),
            (probation, "decide", "2026-11-20", "&document.number=50-QĐ/ĐU&document.date=2026-11-20&document.issuer=ĐU&purpose=recognition&outcome=approved&body=upper_standing_committee", "50-QĐ/ĐU,2026-11-20,ĐU,recognition,,,,,,,,,,,approved,upper_standing_committee"),
        ];
        foreach (var (id, act, on, fields, row) in asked)
        {
            var which = $"{act} on {on} with '{fields}'";
            var (client, browser) = id == draft ? (union, unionBrowser) : (party, partyBrowser);
            var http = await (await client.GetAsync($"/api/cases/{id:D}/actions/{act}?on={on}{fields}")).JsonAsync();
            Assert.True(http.TryGetProperty("allowed", out var verdict), $"{which}: {http}");
            var allowed = verdict.GetBoolean();

            // The command line, word for word.
            var words = fields.Split('&', StringSplitOptions.RemoveEmptyEntries).SelectMany(f => f.Split('=') is [var n, var v] ? new[] { "--" + n, v } : []);
            var (code, output, error) = await CliTests.RunAsync(Host.Database, Host.Services.GetRequiredService<IConfiguration>().DataDirectory(), ["explain", id.ToString("D"), act, "--on", on, .. words, "--json"]);
            Assert.True(code == 0, $"{which}: {error}");
            Assert.Equal(JsonSerializer.Serialize(http), JsonSerializer.Serialize(JsonDocument.Parse(output).RootElement));

            // The page shows every finding in the same words, and the same first day.
            var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/cases/{id:D}/why/{act}?on={on}{fields}"));
            Assert.Equal(
                http.GetProperty("findings").EnumerateArray().Select(f => (f.GetProperty("severity").GetString(), f.GetProperty("text").GetString())),
                ShownFinding().Matches(page).Select(m => ((string?)m.Groups["severity"].Value, (string?)m.Groups["text"].Value)));
            Assert.Equal(allowed, page.Contains("làm được vào ngày", StringComparison.Ordinal) && !page.Contains("chưa làm được vào ngày", StringComparison.Ordinal));
            if (http.GetProperty("earliest").GetString() is { } earliest)
            {
                Assert.Contains($"?on={earliest}", page, StringComparison.Ordinal);
            }

            // The preview of an import, where the act has columns.
            var sheet = Sheets.Csv(Columns, $"{id:D},{act},{on},no,{row}{new string(',', 15 - row.Count(c => c == ','))}");
            using var sent = new ByteArrayContent(sheet);
            sent.Headers.ContentType = new("text/csv");
            using var response = await client.PostAsync("/api/imports/acts?dryRun=true", sent);
            var report = await response.JsonAsync();
            Assert.True(response.IsSuccessStatusCode, report.ToString());
            var done = report.GetProperty("rows")[0];
            Assert.Equal(allowed, done.GetProperty("status").GetString() is "done" or "warning");
            var codes = http.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()).ToList();
            if (done.GetProperty("status").GetString() == "invalid")
            {
                Assert.Equal(codes.Single(), done.GetProperty("code").GetString());
            }
            else
            {
                Assert.Equal(codes.Order(StringComparer.Ordinal), done.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()).Order(StringComparer.Ordinal));
                Assert.Equal(
                    http.GetProperty("earliest").GetString(),
                    allowed ? null : done.GetProperty("findings").EnumerateArray().First(f => f.GetProperty("severity").GetString() == "block").GetProperty("earliest").GetString());
            }
        }
    }

    [Fact]
    public async Task An_explanation_names_article_instrument_facts_of_the_timeline_the_way_out_and_the_first_day()
    {
        var (_, opinions, probation) = await CasesAsync();
        using var party = await Host.ClientAsync("party", "vi");
        var tooEarly = await (await party.GetAsync($"/api/cases/{probation:D}/actions/cell-vote?on=2026-11-20")).JsonAsync();
        Assert.False(tooEarly.GetProperty("allowed").GetBoolean());
        var why = tooEarly.GetProperty("findings").EnumerateArray().ToDictionary(f => f.GetProperty("code").GetString()!);
        Assert.Equal("ADM-32", why["probation_not_over"].GetProperty("rule").GetString());
        Assert.Matches("^[^ ]+ ngày [0-9]+/[0-9]+/[0-9]{4}$", why["probation_not_over"].GetProperty("instrument").GetProperty("name").GetString());
        Assert.Equal("ghi giấy chứng nhận lớp đảng viên mới", why["new_member_certificate_missing"].GetProperty("unblockText").GetString());
        Assert.Equal(JsonValueKind.Null, tooEarly.GetProperty("earliest").ValueKind);

        await party.ActAsync(probation, "certify-new-member", new { occurredOn = "2026-09-10", report = true, document = Http.Paper("130/GCN", "2026-09-10", "TTCT") });
        var waits = await (await party.GetAsync($"/api/cases/{probation:D}/actions/cell-vote?on=2026-11-20")).JsonAsync();
        Assert.Equal("2027-07-02", waits.GetProperty("earliest").GetString());
        var then = await (await party.GetAsync($"/api/cases/{probation:D}/actions/cell-vote?on=2027-07-02")).JsonAsync();
        Assert.True(then.GetProperty("allowed").GetBoolean(), then.ToString());

        var timeline = await (await party.GetAsync($"/api/cases/{opinions:D}/timeline")).JsonAsync();
        var known = timeline.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("eventId").GetGuid()).ToHashSet();
        var expired = await (await party.GetAsync($"/api/cases/{opinions:D}/actions/cell-vote?on=2027-09-01")).JsonAsync();
        var papers = expired.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("code").GetString() == "paper_expired").ToList();
        Assert.NotEmpty(papers);
        Assert.All(papers, p =>
        {
            var fact = p.GetProperty("facts")[0];
            Assert.Contains(fact.GetProperty("eventId").GetGuid(), known);
            Assert.False(string.IsNullOrEmpty(fact.GetProperty("text").GetString()));
            Assert.False(string.IsNullOrEmpty(fact.GetProperty("document").GetProperty("date").GetString()));
        });
    }

    [Fact]
    public async Task A_list_of_actions_speaks_of_the_day_asked_about()
    {
        var (draft, _, _) = await CasesAsync();
        using var union = await Host.ClientAsync("union");
        async Task<IEnumerable<string?>> AllowedAsync(string day) =>
            (await (await union.GetAsync($"/api/cases/{draft:D}/actions?on={day}")).JsonAsync()).EnumerateArray().Where(a => a.GetProperty("allowed").GetBoolean()).Select(a => a.GetProperty("code").GetString());

        Assert.Contains("submit", await AllowedAsync("2026-03-03"));
        Assert.Empty(await AllowedAsync("2026-03-01"));
        var before = await (await union.GetAsync($"/api/cases/{draft:D}/actions/submit?on=2026-03-01")).JsonAsync();
        Assert.Equal("case_not_filed", before.GetProperty("findings")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("dance", "", 422, "unknown_act")]
    [InlineData("refer", "", 422, "unknown_act")]
    [InlineData("submit", "?on=28/02/202", 400, "invalid_date")]
    [InlineData("cell-vote", "?tally.agree=many", 400, "invalid_value")]
    [InlineData("cell-vote", "?colour=red", 400, "unknown_member")]
    [InlineData("re-refer", "?unionUnit=x", 400, "unknown_member")]
    public async Task What_cannot_be_asked_is_refused_by_name(string act, string query, int status, string code)
    {
        var (draft, _, _) = await CasesAsync();
        using var union = await Host.ClientAsync("union");
        using var response = await union.GetAsync($"/api/cases/{draft:D}/actions/{act}{query}");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await response.JsonAsync()).Code());
    }

    private async Task<(Guid Draft, Guid Opinions, Guid Probation)> CasesAsync()
    {
        var province = await TestProvince.OpenAsync(Host);
        using var union = await Host.ClientAsync("union");
        using var party = await Host.ClientAsync("party");
        var draft = await union.FileAsync(province.Union1);
        var opinions = await union.FileAsync(province.Union1);
        var probation = await union.FileAsync(province.Union1);
        foreach (var id in new[] { opinions, probation })
        {
            await ScopeTests.SendAsync(union, id);
            await party.ActAsync(id, "acknowledge", new { occurredOn = "2026-03-09", report = true });
            await party.ActAsync(id, "enrol", new { occurredOn = "2026-03-10", report = true });
            await party.ActAsync(id, "pass", new { occurredOn = "2026-03-20", report = true, document = Http.Paper("120/GCN", "2026-03-20", "TTCT") });
            await party.ActAsync(id, "apply", new { occurredOn = "2026-03-25", report = true, document = Http.Paper("1-KNĐ", "2026-03-25", "CB") });
            await party.ActAsync(id, "record-paper", new { occurredOn = "2026-03-26", report = true, paper = "personal_history", document = Http.Paper("2-KNĐ", "2026-03-26", "CB") });
            await party.ActAsync(id, "start-verification", new { occurredOn = "2026-03-27", report = true, @sealed = true });
            await party.ActAsync(id, "conclude", new { occurredOn = "2026-04-20", report = true, ok = true, scopeComplete = true, certifiedAfterwards = true });
            await party.ActAsync(id, "collect-opinions", new { occurredOn = "2026-05-05", report = true, massOrganisations = true, residenceCell = true, document = Http.Paper("3/TH", "2026-05-05", "CB") });
        }

        var tally = new { summoned = 9, present = 9, exemptAbsent = 0, probationaryVoters = 0, issued = 9, returned = 9, invalid = 0, agree = 9, disagree = 0, blank = 0 };
        await party.ActAsync(probation, "cell-vote", new { occurredOn = "2026-05-20", report = true, purpose = "admission", document = Http.Paper("30-NQ/CB", "2026-05-20", "CB"), tally });
        await party.ActAsync(probation, "committee-vote", new { occurredOn = "2026-05-25", report = true, purpose = "admission", body = "grassroots_committee", document = Http.Paper("40-NQ/ĐU", "2026-05-25", "ĐU"), tally });
        await party.ActAsync(probation, "decide", new { occurredOn = "2026-06-10", report = true, purpose = "admission", outcome = "approved", body = "upper_standing_committee", document = Http.Paper("50-QĐ/ĐU", "2026-06-10", "ĐU") });
        await party.ActAsync(probation, "receive-decision", new { occurredOn = "2026-06-15", report = true });
        await party.ActAsync(probation, "ceremony", new { occurredOn = "2026-07-01", report = true });
        return (draft, opinions, probation);
    }

    internal static async Task<HttpClient> BrowserAsync(ApiHost host, string user)
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = host.Address };
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("vi");
        var token = AntiforgeryField().Match(await browser.GetStringAsync("/sign-in")).Groups["token"].Value;
        using var signedIn = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["__RequestVerificationToken"] = token,
            ["userName"] = user,
            ["password"] = $"demo-{user}-2026!",
        }));
        Assert.True(signedIn.IsSuccessStatusCode);
        return browser;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AntiforgeryField();

    [GeneratedRegex("<section class=\"c-card c-why\" data-severity=\"(?<severity>[a-z]+)\" aria-label=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShownFinding();
}
