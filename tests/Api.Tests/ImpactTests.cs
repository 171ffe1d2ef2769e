using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Outlooks;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>What a draft would do to open cases, on a host of its own so that every case is known.</summary>
public sealed class ImpactTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private TestProvince _province = null!;
    private Guid _before;
    private Guid _after;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _province = await TestProvince.OpenAsync(_host);
        using var union = await _host.ClientAsync("union");
        _before = await WhatIfTests.VotedAsync(union, _province.Union1, "2026-09-14");
        _after = await WhatIfTests.VotedAsync(union, _province.Union2, "2026-10-05");
        var drafted = await union.FileAsync(_province.Union2, "2026-10-05");
        Assert.NotEqual(Guid.Empty, drafted);
        await CaughtUpAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_amendment_moves_the_decisions_of_cases_begun_under_it_and_the_log_stays_as_it_is()
    {
        using var personnel = await _host.ClientAsync("personnel", "vi");
        var log = _host.Services.GetRequiredService<IEventLog>();
        var head = await log.PositionAtAsync(null);
        var body = await AskAsync(personnel, new { content = SampleDrafts.Find("policy-invented-example"), day = "2026-11-20" });

        Assert.Equal((3, false), (body.GetProperty("open").GetInt32(), body.GetProperty("stored").GetBoolean()));
        var clock = Assert.Single(body.GetProperty("clocks").EnumerateArray());
        Assert.Equal(("ADM-28", 1), (clock.GetProperty("rule").GetString(), clock.GetProperty("moved").GetInt32()));
        Assert.True(clock.GetProperty("longest").GetInt32() < 0);
        var touched = body.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("caseId").GetGuid() == _after);
        Assert.Equal("Nguyễn Thị Đào", touched.GetProperty("personName").GetString());
        Assert.Equal("policy", touched.GetProperty("moves")[0].GetProperty("causes")[0].GetString());
        Assert.DoesNotContain(body.GetProperty("cases").EnumerateArray(), c => c.GetProperty("caseId").GetGuid() == _before && c.GetProperty("moves").GetArrayLength() > 0);

        Assert.Equal(head, await log.PositionAtAsync(null));
        var regulations = (await _host.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None)).Regulations;
        Assert.Null(regulations.Policy("999-qd-tw-2026-vi-du"));
    }

    [Fact]
    public async Task Who_answers_for_regulations_without_seeing_cases_gets_the_numbers_and_no_name()
    {
        using var admin = await _host.ClientAsync("admin", "vi");
        using var personnel = await _host.ClientAsync("personnel", "vi");
        var question = new { content = SampleDrafts.Find("policy-invented-example"), day = "2026-11-20" };
        var (numbers, all) = (await AskAsync(admin, question), await AskAsync(personnel, question));
        Assert.Equal(
            (all.GetProperty("open").GetInt32(), all.GetProperty("affected").GetInt32(), all.GetProperty("clocks").ToString()),
            (numbers.GetProperty("open").GetInt32(), numbers.GetProperty("affected").GetInt32(), numbers.GetProperty("clocks").ToString()));
        Assert.True(numbers.GetProperty("affected").GetInt32() > 0);
        Assert.Equal((true, 0), (numbers.GetProperty("casesHidden").GetBoolean(), numbers.GetProperty("cases").GetArrayLength()));
        Assert.DoesNotContain("Nguyễn Thị Đào", numbers.ToString(), StringComparison.Ordinal);

        using var browser = await ExplainTests.BrowserAsync(_host, "admin");
        var page = System.Net.WebUtility.HtmlDecode(await browser.GetStringAsync("/regulations/impact?sample=policy-invented-example&day=2026-11-20"));
        Assert.Contains("chỉ người có quyền xem hồ sơ mới thấy", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Nguyễn Thị Đào", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_swapped_day_moves_only_clocks_that_count_over_it()
    {
        using var personnel = await _host.ClientAsync("personnel");
        var body = await AskAsync(personnel, new { content = JsonDocument.Parse(SampleDrafts.Find("public-2026-swap-23-11")!).RootElement });

        // Sixty working days from 14/09 end after 23/11 and before 28/11, when the swap gives the day back.
        var due = (await (await personnel.GetAsync("/api/deadlines/explain?rule=ADM-28&start=2026-09-14")).JsonAsync()).GetProperty("due").GetString();
        var later = (await (await personnel.GetAsync("/api/deadlines/explain?rule=ADM-28&start=2026-10-05")).JsonAsync()).GetProperty("due").GetString();
        Assert.True(string.CompareOrdinal("2026-11-28", later) < 0);
        var moved = body.GetProperty("cases").EnumerateArray().SelectMany(c => c.GetProperty("moves").EnumerateArray()).Select(m => m.GetProperty("from").GetString()).ToList();
        Assert.DoesNotContain(later, moved);
        Assert.Equal(string.CompareOrdinal("2026-11-23", due) <= 0 && string.CompareOrdinal(due, "2026-11-28") < 0, moved.Contains(due));
    }

    [Fact]
    public async Task A_reader_sees_his_own_cases_only_and_totals_of_them()
    {
        using var elsewhere = await _host.OfficerAsync("union_officer", _province.Union1);
        using var own = await _host.OfficerAsync("union_officer", _province.Union2);
        var draft = new { content = SampleDrafts.Find("policy-invented-example"), day = "2026-11-20" };
        var none = await AskAsync(elsewhere, draft);
        var some = await AskAsync(own, draft);
        Assert.Equal((1, 2), (none.GetProperty("open").GetInt32(), some.GetProperty("open").GetInt32()));
        Assert.DoesNotContain(none.GetProperty("cases").EnumerateArray(), c => c.GetProperty("caseId").GetGuid() == _after);
        Assert.Contains(some.GetProperty("cases").EnumerateArray(), c => c.GetProperty("caseId").GetGuid() == _after);
    }

    [Fact]
    public async Task Cases_come_by_kind_of_effect_and_a_page_at_a_time()
    {
        using var personnel = await _host.ClientAsync("personnel");
        var draft = SampleDrafts.Find("policy-invented-example");
        var earlier = await AskAsync(personnel, new { content = draft, day = "2026-11-20", effect = "earlier", pageSize = 1 });
        Assert.Equal((1, 1), (earlier.GetProperty("total").GetInt32(), earlier.GetProperty("cases").GetArrayLength()));
        var beyond = await AskAsync(personnel, new { content = draft, day = "2026-11-20", effect = "earlier", pageSize = 1, page = 2 });
        Assert.Equal(0, beyond.GetProperty("cases").GetArrayLength());
    }

    [Fact]
    public async Task A_faulty_draft_is_refused_with_every_fault_named()
    {
        using var personnel = await _host.ClientAsync("personnel");
        foreach (var (body, status, code) in new (object, int, string)[]
        {
            (new { content = "not json" }, 422, "regulation_faulty"),
            (new { content = SampleDrafts.Find("policy-invented-example")!.Replace("\"2026-10-01\"", "\"2020-10-01\"", StringComparison.Ordinal) }, 422, "regulation_faulty"),
            (new { content = 5 }, 400, "invalid_value"),
            (new { content = "{}", effect = "colour" }, 400, "invalid_value"),
            (new { content = "{}", pageSize = 5000 }, 400, "invalid_value"),
        })
        {
            using var response = await personnel.PostAsync("/api/regulations/impact", body);
            var problem = await response.JsonAsync();
            Assert.True((int)response.StatusCode == status && problem.Code() == code, problem.ToString());
        }
    }

    private async Task CaughtUpAsync()
    {
        var head = await _host.Services.GetRequiredService<IEventLog>().PositionAtAsync(null);
        Assert.True(await _host.Services.GetRequiredService<SubscriptionMonitor>().WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(1)));
    }

    private static async Task<JsonElement> AskAsync(HttpClient client, object body)
    {
        using var response = await client.PostAsync("/api/regulations/impact", body);
        var answer = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, answer.ToString());
        return answer;
    }
}
