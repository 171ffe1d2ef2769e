using System.Net;
using System.Text.Json;

namespace CadreWorkflow.Api.Tests;

/// <summary>Corrections over HTTP: a reason, a basis, always of the first record, and nothing said is lost.</summary>
public sealed class CorrectionApiTests(SharedHost shared)
{
    private static readonly object Why = new { reason = "Đánh máy nhầm ngày", basis = Http.Paper("1/NQ", "2026-03-10", "CB") };

    [Fact]
    public async Task A_correction_without_reason_or_basis_is_refused_by_field()
    {
        var (union, id, vote) = await VotedAsync();
        using (union)
        {
            Assert.Equal(("correction_reason_missing", "correction.reason"), await RefusedAsync(union, id, Vote("2026-03-09", vote)));
            Assert.Equal(("correction_basis_missing", "correction.basis.number"), await RefusedAsync(union, id, Vote("2026-03-09", vote, new { reason = "Nhầm" })));
            Assert.Equal(
                ("future_date", "correction.basis.date"), await RefusedAsync(union, id, Vote("2026-03-09", vote, new { reason = "Nhầm", basis = Http.Paper("1/NQ", "2126-03-10") })));
        }
    }

    [Fact]
    public async Task A_second_correction_replaces_the_first_and_a_correction_of_a_correction_names_the_first_record()
    {
        var (union, id, vote) = await VotedAsync();
        using (union)
        {
            await union.ActAsync(id, "cell-vote", Vote("2026-03-09", vote, Why));
            await union.ActAsync(id, "cell-vote", Vote("2026-03-08", vote, Why));
            var items = await ItemsAsync(union, id);
            var corrections = items.Where(i => i.GetProperty("corrects").ValueKind != JsonValueKind.Null).ToList();
            Assert.All(corrections, c => Assert.Equal(vote, c.GetProperty("corrects").GetGuid()));
            Assert.Equal([false, true], corrections.OrderBy(c => c.GetProperty("occurredOn").GetString(), StringComparer.Ordinal).Select(c => c.GetProperty("superseded").GetBoolean()));
            Assert.All(corrections, c => Assert.Equal("Đánh máy nhầm ngày", c.GetProperty("correction").GetProperty("reason").GetString()));
            Assert.All(corrections, c => Assert.Equal("1/NQ", c.GetProperty("correction").GetProperty("basis").GetProperty("number").GetString()));

            using var refused = await union.PostAsync($"/api/cases/{id:D}/acts/cell-vote", Vote("2026-03-07", corrections[0].GetProperty("eventId").GetGuid(), Why));
            var problem = await refused.JsonAsync();
            Assert.Equal("correction_of_correction", problem.Code());
            Assert.Contains(vote.ToString("D"), problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_correction_of_another_act_or_with_a_future_day_is_refused()
    {
        var (union, id, vote) = await VotedAsync();
        using (union)
        {
            using var other = await union.PostAsync($"/api/cases/{id:D}/acts/submit", new { occurredOn = "2026-03-09", report = true, corrects = vote, correction = Why });
            Assert.Equal("correction_of_other_act", (await other.JsonAsync()).Code());
            Assert.Equal("future_date", (await RefusedAsync(union, id, Vote("2126-03-09", vote, Why))).Code);
        }
    }

    [Fact]
    public async Task A_correction_under_later_acts_is_recorded_with_a_warning_that_names_them()
    {
        var (union, id, vote) = await VotedAsync();
        using (union)
        {
            await union.ActAsync(id, "committee-vote", new
            {
                occurredOn = "2026-03-20",
                report = true,
                document = Http.Paper("5/NQ", "2026-03-20"),
                purpose = "admission",
                body = "grassroots_committee",
                delegated = false,
                tally = VoteApiTests.Tally(15, 15, 0, 15),
            });
            var corrected = await union.ActAsync(id, "cell-vote", new
            {
                occurredOn = "2026-03-10",
                report = true,
                document = Http.Paper("1/NQ", "2026-03-10", "CB"),
                purpose = "admission",
                tally = VoteApiTests.Tally(9, 9, 0, 3),
                corrects = vote,
                correction = Why,
            });
            var warning = corrected.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("code").GetString() == "later_acts_rest_on_it");
            Assert.Equal("warn", warning.GetProperty("severity").GetString());
            Assert.Equal("ADM-50", warning.GetProperty("rule").GetString());
            Assert.NotEmpty(warning.GetProperty("facts").EnumerateArray());
        }
    }

    [Fact]
    public async Task Case_68_an_entry_shows_the_verdict_of_then_and_the_verdict_of_now_when_the_birth_date_was_corrected()
    {
        var (union, id, vote) = await VotedAsync();
        using (union)
        {
            var person = (await (await union.GetAsync($"/api/cases/{id:D}")).JsonAsync()).GetProperty("personId").GetGuid();
            var before = await EntryAsync(union, id, vote);
            Assert.Equal(JsonValueKind.Null, before.GetProperty("again").ValueKind);
            using var revised = await union.PostAsync(
                $"/api/people/{person:D}/revisions", new { fullName = "Nguyễn Thị Đào", birthDate = "2009-05-20", gender = "female", education = "bachelor", theoryLevel = "elementary" });
            Assert.True(revised.IsSuccessStatusCode, await revised.Content.ReadAsStringAsync());

            var entry = await EntryAsync(union, id, vote);
            Assert.DoesNotContain("too_young", VoteApiTests.Findings(entry.GetProperty("versions")[0]));
            var again = entry.GetProperty("again");
            Assert.Equal((1, 2), (again.GetProperty("thenRevision").GetInt32(), again.GetProperty("nowRevision").GetInt32()));
            Assert.Contains("too_young", again.GetProperty("came").EnumerateArray().Select(f => f.GetProperty("code").GetString()));
            Assert.DoesNotContain("2009", entry.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_entry_tells_what_it_said_before_and_after_who_when_why_and_by_which_paper()
    {
        var (union, id, vote) = await VotedAsync();
        using (union)
        {
            await union.ActAsync(id, "cell-vote", Vote("2026-03-09", vote, Why));
            var versions = (await EntryAsync(union, id, vote)).GetProperty("versions").EnumerateArray().ToList();
            Assert.Equal(["2026-03-10", "2026-03-09"], versions.Select(v => v.GetProperty("occurredOn").GetString()));
            Assert.All(versions, v => Assert.Equal("union", v.GetProperty("actor").GetString()));
            Assert.Equal("Đánh máy nhầm ngày", versions[1].GetProperty("correction").GetProperty("reason").GetString());
            using var missing = await union.GetAsync($"/api/cases/{id:D}/facts/{Guid.NewGuid():D}");
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }

    private static object Vote(string day, Guid? corrects = null, object? correction = null) => new
    {
        occurredOn = day,
        report = true,
        document = Http.Paper("1/NQ", "2026-03-10", "CB"),
        purpose = "admission",
        tally = VoteApiTests.Tally(9, 9, 0, 9),
        corrects,
        correction,
    };

    private static async Task<(string? Code, string? Field)> RefusedAsync(HttpClient client, Guid id, object body)
    {
        using var response = await client.PostAsync($"/api/cases/{id:D}/acts/cell-vote", body);
        var problem = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.UnprocessableEntity, problem.ToString());
        return (problem.Code(), problem.GetProperty("field").GetString());
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient client, Guid id) =>
        [.. (await (await client.GetAsync($"/api/cases/{id:D}/timeline")).JsonAsync()).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> EntryAsync(HttpClient client, Guid id, Guid fact)
    {
        using var response = await client.GetAsync($"/api/cases/{id:D}/facts/{fact:D}");
        var entry = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, entry.ToString());
        return entry;
    }

    private async Task<(HttpClient Union, Guid Id, Guid Vote)> VotedAsync()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        var union = await shared.Host.ClientAsync("union");
        var id = await union.FileAsync(province.Union1);
        await union.ActAsync(id, "cell-vote", Vote("2026-03-10"));
        return (union, id, (await ItemsAsync(union, id))[^1].GetProperty("eventId").GetGuid());
    }
}
