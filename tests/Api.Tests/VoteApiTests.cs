using System.Net;
using System.Text.Json;

namespace CadreWorkflow.Api.Tests;

/// <summary>The arithmetic of votes over HTTP, alone and with the act that records one (cases 29–37, 43, 44, 46).</summary>
public sealed class VoteApiTests(SharedHost shared)
{
    [Theory]
    [InlineData("cell", 20, 17, 0, 13, 20, 14, false)]
    [InlineData("cell", 20, 18, 2, 12, 18, 12, true)]
    [InlineData("cell", 20, 19, 1, 12, 19, 13, false)]
    [InlineData("cell", 8, 8, 0, 5, 8, 6, false)]
    [InlineData("cell", 9, 9, 0, 6, 9, 6, true)]
    [InlineData("cell", 3, 3, 0, 2, 3, 2, true)]
    [InlineData("upper_standing_committee", 10, 10, 0, 5, 10, 6, false)]
    [InlineData("grassroots_committee", 15, 15, 0, 9, 15, 10, false)]
    public async Task Cases_29_to_33_base_needed_and_result_are_told(string body, int summoned, int present, int exempt, int agree, int voteBase, int needed, bool passed)
    {
        var judged = await JudgeAsync(body, Tally(summoned, present, exempt, agree), delegated: body == "grassroots_committee");
        Assert.Equal(
            (voteBase, needed, passed, summoned - voteBase),
            (judged.GetProperty("base").GetInt32(), judged.GetProperty("needed").GetInt32(), judged.GetProperty("passed").GetBoolean(), judged.GetProperty("deducted").GetInt32()));
        Assert.Equal(body == "upper_standing_committee", judged.GetProperty("tie").GetBoolean());

        // Case 36: a delegated committee below two thirds goes up.
        Assert.Equal(body == "grassroots_committee", judged.GetProperty("escalates").GetBoolean());
        Assert.NotEmpty(judged.GetProperty("article").GetString()!);
        Assert.NotEmpty(judged.GetProperty("policyVersion").GetString()!);
    }

    [Fact]
    public async Task Case_30_the_words_do_the_sum_as_a_reader_would()
    {
        var words = (await JudgeAsync("cell", Tally(20, 18, 2, 12), language: "vi")).GetProperty("words").EnumerateArray().Select(w => w.GetString()).ToList();
        Assert.Contains("Cơ số 18 đảng viên chính thức: 20 triệu tập, trừ 2 miễn sinh hoạt hoặc tạm chuyển đi, vắng mặt", words);
        Assert.Contains("Cần 12 phiếu đồng ý = 2/3 của 18", words);
        Assert.Contains("Kết quả: ĐẠT", words);
        var rounded = (await JudgeAsync("cell", Tally(20, 17, 0, 13), language: "vi")).GetProperty("words").EnumerateArray().Select(w => w.GetString()).ToList();
        Assert.Contains("Cần 14 phiếu đồng ý = 2/3 của 20, làm tròn lên", rounded);
        Assert.Contains("Kết quả: KHÔNG ĐẠT, thiếu 1 phiếu", rounded);
    }

    [Theory]
    [InlineData("""{"summoned":20,"present":17,"exemptAbsent":0,"probationaryVoters":0,"issued":17,"returned":17,"invalid":0,"agree":13,"disagree":3,"blank":0}""", "cell", "tally_does_not_add_up")]
    [InlineData("""{"summoned":20,"present":17,"exemptAbsent":0,"probationaryVoters":0,"issued":17,"returned":18,"invalid":0,"agree":13,"disagree":4,"blank":0}""", "cell", "tally_more_returned_than_issued")]
    [InlineData("""{"summoned":20,"present":20,"exemptAbsent":0,"probationaryVoters":2,"issued":20,"returned":20,"invalid":0,"agree":20,"disagree":0,"blank":0}""", "cell", "tally_probationary_voters")]
    [InlineData("""{"summoned":2,"present":2,"exemptAbsent":0,"probationaryVoters":0,"issued":2,"returned":2,"invalid":0,"agree":2,"disagree":0,"blank":0}""", "cell", "cell_too_small")]
    [InlineData("""{"summoned":9,"present":9,"exemptAbsent":0,"probationaryVoters":0,"issued":9,"returned":9,"invalid":0,"agree":9,"disagree":0,"blank":0}""", "sectional_committee", "vote_body_without_threshold")]
    public async Task Cases_32_34_35_what_is_no_tally_is_refused_by_name(string tally, string body, string code)
    {
        using var party = await shared.Host.ClientAsync("party");
        using var response = await party.PostAsync("/api/votes/judge", new { tally = JsonDocument.Parse(tally).RootElement, body, purpose = "admission", date = "2026-01-09" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.JsonAsync();
        Assert.Equal(code, problem.Code());
        Assert.NotEmpty(problem.GetProperty("rule").GetString()!);
    }

    [Fact]
    public async Task Who_voted_how_has_no_field_to_travel_in()
    {
        using var party = await shared.Host.ClientAsync("party");
        using var response = await party.PostAsync("/api/votes/judge", new { tally = Tally(9, 9, 0, 9), body = "cell", purpose = "admission", date = "2026-01-09", voters = new[] { "Nguyễn Văn A" } });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("unknown_member", (await response.JsonAsync()).Code());
    }

    [Fact]
    public async Task Case_37_the_act_answers_with_its_arithmetic_and_the_old_tally_stays()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1, "2025-01-06");
        var failed = await VoteAsync(union, id, "2025-06-10", "1/NQ", "admission", Tally(9, 9, 0, 5));
        Assert.False(failed.GetProperty("vote").GetProperty("passed").GetBoolean());
        Assert.Equal((6, 1), (failed.GetProperty("vote").GetProperty("needed").GetInt32(), failed.GetProperty("vote").GetProperty("missing").GetInt32()));
        var passed = await VoteAsync(union, id, "2025-09-10", "2/NQ", "admission", Tally(9, 9, 0, 6), "raised_card");
        Assert.True(passed.GetProperty("vote").GetProperty("passed").GetBoolean());
        var items = (await (await union.GetAsync($"/api/cases/{id:D}/timeline")).JsonAsync()).GetProperty("items").EnumerateArray().Where(i => i.GetProperty("type").GetString() == "cell_voted_v2").ToList();
        Assert.Equal([5, 6], items.Select(i => i.GetProperty("data").GetProperty("tally").GetProperty("agree").GetInt32()));
        Assert.Equal("raised_card", items[1].GetProperty("data").GetProperty("ballot").GetString());
        Assert.All(items, i => Assert.False(i.GetProperty("superseded").GetBoolean()));
    }

    [Fact]
    public async Task Case_43_44_three_failed_rounds_go_up_and_a_reprimand_is_shown()
    {
        var (id, union) = await ProbationAsync();
        using (union)
        {
            await union.ActAsync(id, "discipline", new { occurredOn = "2024-08-01", report = true, kind = "reprimand", document = Http.Paper("8/QĐ", "2024-08-01") });
            var first = await VoteAsync(union, id, "2025-04-01", "11/NQ", "recognition", Tally(9, 9, 0, 5));
            Assert.Contains("disciplined_still_considered", Findings(first));
            await VoteAsync(union, id, "2025-07-01", "12/NQ", "recognition", Tally(9, 9, 0, 4));
            await VoteAsync(union, id, "2025-10-01", "13/NQ", "strike_off", Tally(9, 9, 0, 5));
            Assert.Equal("recognition_escalated", await StageAsync(union, id));
            var fourth = await VoteAsync(union, id, "2025-11-03", "14/NQ", "recognition", Tally(9, 9, 0, 9));
            Assert.Contains("votes_used_up", Findings(fourth));
        }
    }

    [Fact]
    public async Task Case_43_two_failed_rounds_then_two_thirds_for_striking_off_strike_off()
    {
        var (id, union) = await ProbationAsync();
        using (union)
        {
            await VoteAsync(union, id, "2025-04-01", "11/NQ", "recognition", Tally(9, 9, 0, 5));
            await VoteAsync(union, id, "2025-07-01", "12/NQ", "recognition", Tally(9, 9, 0, 4));
            await VoteAsync(union, id, "2025-10-01", "13/NQ", "strike_off", Tally(9, 9, 0, 6));
            var decided = await union.ActAsync(id, "decide", new
            {
                occurredOn = "2025-10-20",
                report = true,
                purpose = "strike_off",
                outcome = "approved",
                body = "upper_standing_committee",
                document = Http.Paper("20/QĐ", "2025-10-20"),
            });
            Assert.DoesNotContain("step_not_recorded", Findings(decided, "ADM-38"));
            Assert.Equal("removed_from_probation", await StageAsync(union, id));
        }
    }

    [Fact]
    public async Task Case_46_who_dies_in_probation_is_not_counted_as_removed()
    {
        var (id, union) = await ProbationAsync();
        using (union)
        {
            await union.ActAsync(id, "leave", new { occurredOn = "2024-09-01", report = true, reason = "died" });
            var body = await (await union.GetAsync($"/api/cases/{id:D}")).JsonAsync();
            Assert.Equal(("left_probation", "admitted"), (body.GetProperty("stage").GetString(), body.GetProperty("outcome").GetString()));
        }
    }

    internal static object Tally(int summoned, int present, int exempt, int agree) =>
        new { summoned, present, exemptAbsent = exempt, probationaryVoters = 0, issued = present, returned = present, invalid = 0, agree, disagree = present - agree, blank = 0 };

    internal static Task<JsonElement> VoteAsync(HttpClient client, Guid id, string day, string number, string purpose, object tally, string? ballot = null) =>
        client.ActAsync(id, "cell-vote", new { occurredOn = day, report = true, document = Http.Paper(number, day, "CB"), purpose, tally, ballot });

    internal static IEnumerable<string?> Findings(JsonElement answer, string? rule = null) =>
        answer.GetProperty("findings").EnumerateArray().Where(f => rule is null || f.GetProperty("rule").GetString() == rule).Select(f => f.GetProperty("code").GetString());

    private static async Task<string?> StageAsync(HttpClient client, Guid id) => (await (await client.GetAsync($"/api/cases/{id:D}")).JsonAsync()).GetProperty("stage").GetString();

    private async Task<(Guid Id, HttpClient Union)> ProbationAsync()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1, "2023-01-06");
        await VoteAsync(union, id, "2024-01-10", "1/NQ", "admission", Tally(9, 9, 0, 9));
        await union.ActAsync(id, "decide", new
        {
            occurredOn = "2024-02-10",
            report = true,
            purpose = "admission",
            outcome = "approved",
            body = "upper_standing_committee",
            document = Http.Paper("2/QĐ", "2024-02-10"),
        });
        await union.ActAsync(id, "ceremony", new { occurredOn = "2024-03-01", report = true });
        return (id, union);
    }

    private async Task<JsonElement> JudgeAsync(string body, object tally, bool delegated = false, string language = "en")
    {
        using var party = await shared.Host.ClientAsync("party", language);
        using var response = await party.PostAsync("/api/votes/judge", new { tally, body, purpose = "admission", date = "2026-01-09", delegated });
        var answer = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToString());
        return answer;
    }
}
