using System.Net;
using System.Text;
using System.Text.Json;

namespace CadreWorkflow.Api.Tests;

public sealed class BadInputTests(SharedHost shared)
{
    [Theory]
    [InlineData("""{"occurredOn":"28/02/202","unionUnit":"UNIT","person":{"fullName":"Lê An"}}""", 400, "invalid_date", "occurredOn", "28/02/202")]
    [InlineData("""{"occurredOn":"2026-02-30","unionUnit":"UNIT","person":{"fullName":"Lê An"}}""", 400, "invalid_date", "occurredOn", "2026-02-30")]
    [InlineData("""{"occurredOn":20260228,"unionUnit":"UNIT","person":{"fullName":"Lê An"}}""", 400, "invalid_date", "occurredOn", "Number")]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"NOWHERE","person":{"fullName":"Lê An"}}""", 422, "unknown_unit", "unionUnit", "NOWHERE")]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"0197a000-0000-7000-8000-000000000000","person":{"fullName":"Lê An"}}""", 422, "unknown_unit", "unionUnit", null)]
    [InlineData("""{"occurredOn":"2099-03-02","unionUnit":"UNIT","person":{"fullName":"Lê An"}}""", 422, "future_date", "occurredOn", "2099-03-02")]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT","person":{"fullName":"Lê\u0000An"}}""", 400, "nul_character", "person.fullName", null)]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT","person":{"fullName":"Lê\ufffeAn"}}""", 400, "control_character", "person.fullName", null)]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT","person":{"fullName":"NguyÔn V¨n An"}}""", 400, "text_looks_tcvn3", "person.fullName", "NguyÔn V¨n An")]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT","person":{"fullName":"   "}}""", 422, "invalid_value", "person.fullName", null)]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT","person":{"fullName":"Lê An","gender":"nam"}}""", 400, "invalid_value", "person.gender", "nam")]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT","person":{"fullName":"Lê An"},"colour":"red"}""", 400, "unknown_member", "colour", null)]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT","person":{"birthDate":"1995-05-20"}}""", 400, "missing_member", "person.fullName", null)]
    [InlineData("""{"unionUnit":"UNIT","person":{"fullName":"Lê An"}}""", 400, "missing_member", "occurredOn", null)]
    [InlineData("""{"occurredOn":"2026-03-02","unionUnit":"UNIT"}""", 400, "missing_member", "person", null)]
    [InlineData("""{"occurredOn":"2026-03-02","occurredOn":"2026-03-03","unionUnit":"UNIT","person":{"fullName":"Lê An"}}""", 400, "invalid_json", null, null)]
    [InlineData("""{"occurredOn":"2026-03-02",""", 400, "invalid_json", null, null)]
    [InlineData("[]", 400, "invalid_json", null, null)]
    public async Task A_referral_that_cannot_be_meant_is_refused_naming_field_and_value(string body, int status, string code, string? field, string? value)
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union", "vi");
        using var response = await union.PostAsync("/api/cases", Json(body.Replace("UNIT", province.Union1.ToString("D"), StringComparison.Ordinal)));
        var problem = await response.JsonAsync();
        Assert.True((int)response.StatusCode == status, problem.ToString());
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, problem.Code());
        Assert.Equal(field, Text(problem, "field"));
        if (value is not null)
        {
            Assert.Equal(value, Text(problem, "value"));
        }

        Assert.False(string.IsNullOrEmpty(Text(problem, "detail")));
        Assert.DoesNotContain("{", Text(problem, "detail"), StringComparison.Ordinal);
        var list = await (await union.GetAsync($"/api/cases?unit={province.Union1:D}")).JsonAsync();
        Assert.Equal(0, list.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_name_in_decomposed_marks_is_kept_composed_and_found_without_marks()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.OfficerAsync("union_officer", province.Union1);
        var mark = "Hoà" + new string([.. Guid.NewGuid().ToString("N").Where(char.IsLetter)]);
        using var filed = await union.PostAsync("/api/cases", Http.Referral(province.Union1, name: $"Đỗ Thị {mark}".Normalize(NormalizationForm.FormD)));
        Assert.Equal(HttpStatusCode.Created, filed.StatusCode);
        var found = await (await union.GetAsync($"/api/people?search={Uri.EscapeDataString("do thi " + mark.Replace('à', 'a'))}")).JsonAsync();
        Assert.Equal($"Đỗ Thị {mark}", found.GetProperty("items")[0].GetProperty("fullName").GetString());
    }

    [Theory]
    [InlineData("""{"summoned":20,"present":17,"exemptAbsent":0,"probationaryVoters":0,"issued":17,"returned":17,"invalid":0,"agree":13,"disagree":3,"blank":0}""", "tally_does_not_add_up")]
    [InlineData("""{"summoned":20,"present":20,"exemptAbsent":0,"probationaryVoters":2,"issued":20,"returned":20,"invalid":0,"agree":20,"disagree":0,"blank":0}""", "tally_probationary_voters")]
    public async Task A_tally_that_contradicts_itself_is_refused_to_reports_too(string tally, string code)
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        var body = $$"""{"occurredOn":"2026-03-10","report":true,"document":{"number":"3/NQ","date":"2026-03-10","issuer":"CB"},"tally":{{tally}}}""";
        using var response = await union.PostAsync($"/api/cases/{id:D}/acts/cell-vote", Json(body));
        var problem = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.UnprocessableEntity, problem.ToString());
        Assert.Equal(code, problem.Code());
        Assert.Equal("tally", Text(problem, "field"));
        Assert.Equal(JsonValueKind.Array, problem.GetProperty("findings").ValueKind);
    }

    [Fact]
    public async Task Ten_megabytes_are_refused_before_they_are_read()
    {
        using var union = await shared.Host.ClientAsync("union");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = Json("{\"reference\":\"" + new string('a', 10_000_000) + "\"}") };
        request.Headers.ExpectContinue = true;
        using var response = await union.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body_too_large", (await response.JsonAsync()).Code());
    }

    [Fact]
    public async Task What_is_not_JSON_is_refused_by_its_type()
    {
        using var union = await shared.Host.ClientAsync("union");
        using var response = await union.PostAsync("/api/cases", new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("unsupported_media_type", (await response.JsonAsync()).Code());
    }

    [Theory]
    [InlineData("vi", "không phải là ngày")]
    [InlineData("en", "is not a date")]
    public async Task What_went_wrong_is_said_in_the_readers_language(string language, string words)
    {
        using var union = await shared.Host.ClientAsync("union", language);
        using var response = await union.PostAsync("/api/cases", Json("""{"occurredOn":"28/02/202"}"""));
        Assert.Contains(words, Text(await response.JsonAsync(), "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_act_nobody_knows_and_a_case_nobody_filed_are_told_apart()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        using var unknownAct = await union.PostAsync($"/api/cases/{id:D}/acts/promote", Json("""{"occurredOn":"2026-03-10"}"""));
        using var unknownCase = await union.PostAsync($"/api/cases/{Guid.NewGuid():D}/acts/submit", Json("""{"occurredOn":"2026-03-10"}"""));
        Assert.Equal("unknown_act", (await unknownAct.JsonAsync()).Code());
        Assert.Equal(HttpStatusCode.NotFound, unknownCase.StatusCode);
        Assert.Equal("not_found", (await unknownCase.JsonAsync()).Code());
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string? Text(JsonElement problem, string name) => problem.TryGetProperty(name, out var value) ? value.GetString() : null;
}
