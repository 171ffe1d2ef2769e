using System.Net;

namespace CadreWorkflow.Api.Tests;

public sealed class IdempotencyTests(SharedHost shared)
{
    [Fact]
    public async Task The_same_request_under_the_same_key_answers_the_same_and_files_one_case()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var key = NewKey();
        using var first = await union.PostAsync("/api/cases", Http.Referral(province.Union1), key);
        using var second = await union.PostAsync("/api/cases", Http.Referral(province.Union1), key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(1, await CountAsync(union, province.Union1));
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused_and_changes_nothing()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var key = NewKey();
        using var first = await union.PostAsync("/api/cases", Http.Referral(province.Union1), key);
        using var other = await union.PostAsync("/api/cases", Http.Referral(province.Union1, name: "Trần Văn Bình"), key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("key_reused", (await other.JsonAsync()).Code());
        Assert.Equal(1, await CountAsync(union, province.Union1));
    }

    [Fact]
    public async Task Two_accounts_never_share_a_key()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var one = await shared.Host.OfficerAsync("union_officer", province.Union1);
        using var two = await shared.Host.OfficerAsync("union_officer", province.Union1);
        var key = NewKey();
        using var first = await one.PostAsync("/api/cases", Http.Referral(province.Union1), key);
        using var second = await two.PostAsync("/api/cases", Http.Referral(province.Union1, name: "Trần Văn Bình"), key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
    }

    [Fact]
    public async Task A_refusal_is_not_kept_so_the_corrected_request_may_use_the_key()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var key = NewKey();
        using var refused = await union.PostAsync("/api/cases", Http.Referral(province.Union1, day: "2099-01-01"), key);
        using var accepted = await union.PostAsync("/api/cases", Http.Referral(province.Union1), key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("future_date", (await refused.JsonAsync()).Code());
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    [Fact]
    public async Task An_act_reported_twice_decides_nothing_and_that_answer_is_kept_too()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        var report = new { occurredOn = "2026-03-04", report = true, document = Http.Paper("1/NQ", "2026-03-04") };
        var first = await union.ActAsync(id, "resolve", report);
        var key = NewKey();
        using var again = await union.PostAsync($"/api/cases/{id:D}/acts/resolve", report, key);
        using var replay = await union.PostAsync($"/api/cases/{id:D}/acts/resolve", report, key);
        var nothing = await again.JsonAsync();
        Assert.False(first.GetProperty("nothing").GetBoolean());
        Assert.True(nothing.GetProperty("nothing").GetBoolean());
        Assert.Equal(first.GetProperty("version").GetInt64(), nothing.GetProperty("version").GetInt64());
        Assert.Equal("true", replay.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(nothing.ToString(), (await replay.JsonAsync()).ToString());
    }

    [Fact]
    public async Task A_repeat_after_the_case_moved_on_still_gets_its_first_answer_even_with_the_old_version()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        var key = NewKey();
        var submit = new { occurredOn = "2026-03-03" };
        using var first = await union.PostAsync($"/api/cases/{id:D}/acts/submit", submit, key, "\"1\"");
        await union.ActAsync(id, "resolve", new { occurredOn = "2026-03-04", report = true, document = Http.Paper("1/NQ", "2026-03-04") });
        using var repeat = await union.PostAsync($"/api/cases/{id:D}/acts/submit", submit, key, "\"1\"");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, repeat.StatusCode);
        Assert.Equal((await first.JsonAsync()).ToString(), (await repeat.JsonAsync()).ToString());
    }

    [Fact]
    public async Task Twenty_at_once_under_one_key_file_one_case()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var response = await union.PostAsync("/api/cases", Http.Referral(province.Union1), key);
            return ((int)response.StatusCode, await response.JsonAsync());
        }));
        Assert.All(answers, a => Assert.True(a.Item1 == 201 || (a.Item1 == 409 && a.Item2.Code() == "in_flight"), a.ToString()));
        Assert.Single(answers.Where(a => a.Item1 == 201).Select(a => a.Item2.GetProperty("caseId").GetGuid()).Distinct());
        Assert.Equal(1, await CountAsync(union, province.Union1));
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("khoá")]
    public async Task A_key_that_cannot_be_one_is_refused(string key)
    {
        using var union = await shared.Host.ClientAsync("union");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = System.Net.Http.Json.JsonContent.Create(Http.Referral(Guid.NewGuid())) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Uri.EscapeDataString(key) == key ? key : key.Replace("á", "\u007f", StringComparison.Ordinal));
        using var response = await union.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static async Task<int> CountAsync(HttpClient client, Guid unit) =>
        (await (await client.GetAsync($"/api/cases?unit={unit:D}")).JsonAsync()).GetProperty("total").GetInt32();
}
