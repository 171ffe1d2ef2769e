using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Votes and corrections as people record them, with JavaScript switched off.</summary>
public sealed class VoteJourneyTests(Site site)
{
    [Fact]
    public async Task A_vote_is_shown_with_its_arithmetic_before_it_is_recorded_and_afterwards()
    {
        var (page, id) = await VotingAsync("Lê Văn Phiếu", agree: "12", disagree: "6", exempt: "2", present: "18");
        var check = await page.InnerTextAsync("section[aria-labelledby=check]");
        Assert.Contains("Cơ số 18 đảng viên chính thức: 20 triệu tập, trừ 2", check, StringComparison.Ordinal);
        Assert.Contains("Cần 12 phiếu đồng ý = 2/3 của 18", check, StringComparison.Ordinal);
        Assert.Contains("Kết quả: ĐẠT", check, StringComparison.Ordinal);
        Assert.Equal("12", await page.InputValueAsync("#tally-agree"));
        Assert.EndsWith("/acts/cell-vote", page.Url, StringComparison.Ordinal);

        // What is changed after the look is looked at again.
        await page.FillAsync("#tally-agree", "11");
        await page.FillAsync("#tally-disagree", "7");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("KHÔNG ĐẠT, thiếu 1 phiếu", await page.InnerTextAsync("section[aria-labelledby=check]"), StringComparison.Ordinal);
        await page.ClickAsync("main form button[type=submit]");
        Assert.EndsWith($"/cases/{id:D}", page.Url, StringComparison.Ordinal);
        Assert.Contains("11/18 đồng ý, cần 12", await page.InnerTextAsync("section[aria-labelledby=votes]"), StringComparison.Ordinal);
        Assert.Contains("Bỏ phiếu kín", await page.InnerTextAsync(".c-timeline"), StringComparison.Ordinal);

        await page.ClickAsync("section[aria-labelledby=votes] a");
        var minutes = await page.InnerTextAsync("article");
        Assert.Contains("BIÊN BẢN KIỂM PHIẾU", minutes, StringComparison.Ordinal);
        Assert.Contains("được triệu tập: 20; có mặt: 18; vắng mặt: 2", minutes, StringComparison.Ordinal);
        Assert.Contains("Bỏ phiếu kín", minutes, StringComparison.Ordinal);
        Assert.Contains("đồng ý 11 (61,1", minutes, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_correction_shows_what_changes_asks_why_and_keeps_what_was_said()
    {
        var (page, id) = await VotingAsync("Trần Thị Sửa", agree: "16", disagree: "2", exempt: "0", present: "18");
        await page.ClickAsync("main form button[type=submit]");
        await page.Locator(".c-timeline > li", new PageLocatorOptions { HasText = "Chi bộ biểu quyết" }).GetByText("Đính chính", new LocatorGetByTextOptions { Exact = false }).First.ClickAsync();
        await page.FillAsync("#tally-agree", "10");
        await page.FillAsync("#tally-disagree", "8");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("Lý do đính chính", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal("10", await page.InputValueAsync("#tally-agree"));
        await page.FillAsync("#correction-reason", "Đọc nhầm biên bản");
        await page.FillAsync("#correction-basis-number", "9/BB-CB");
        await page.FillAsync("#correction-basis-date", "20/11/2026");
        await page.FillAsync("#correction-basis-issuer", "Chi bộ Khoa Nội");
        await page.ClickAsync("main form button[type=submit]");
        var changes = await page.InnerTextAsync("section[aria-labelledby=check] table");
        Assert.Contains("Đồng ý", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("Phiếu phát ra", changes, StringComparison.Ordinal);
        Assert.Contains("KHÔNG ĐẠT", await page.InnerTextAsync("section[aria-labelledby=check]"), StringComparison.Ordinal);
        await page.ClickAsync("main form button[type=submit]");
        Assert.EndsWith($"/cases/{id:D}", page.Url, StringComparison.Ordinal);
        Assert.Contains("Đọc nhầm biên bản", await page.InnerTextAsync(".c-timeline"), StringComparison.Ordinal);

        await page.GetByText("xem trước và sau đính chính").First.ClickAsync();
        var entry = await page.InnerTextAsync("main");
        foreach (var said in new[] { "Đã đính chính 1 lần", "Đọc nhầm biên bản", "9/BB-CB", "đã đổi", "Kết quả: ĐẠT", "KHÔNG ĐẠT" })
        {
            Assert.Contains(said, entry, StringComparison.Ordinal);
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_form_that_would_correct_a_correction_leads_to_the_first_record()
    {
        var (page, id) = await VotingAsync("Phạm Thị Gốc", agree: "16", disagree: "2", exempt: "0", present: "18");
        await page.ClickAsync("main form button[type=submit]");
        var reader = (Api.Engine.CaseReader)site.Services.GetService(typeof(Api.Engine.CaseReader))!;
        var vote = (await reader.HistoryAsync(id, CancellationToken.None)).AllRecorded[^1];
        await site.Province.CorrectAsync(id, ((Domain.Admissions.CellVoted)vote.Event) with { OccurredOn = vote.Event.OccurredOn.AddDays(-1) }, vote.Id);
        var correction = (await reader.HistoryAsync(id, CancellationToken.None)).AllRecorded[^1];
        await page.GotoAsync($"/cases/{id:D}/acts/cell-vote?corrects={correction.Id:D}");
        Assert.Contains("Hãy đính chính bản ghi gốc", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        await page.GetByText("Mở bản ghi gốc để đính chính").ClickAsync();
        Assert.Contains($"corrects={vote.Id:D}", page.Url, StringComparison.Ordinal);
        Assert.True(await page.Locator("#tally-agree").IsVisibleAsync());
        await page.Context.CloseAsync();
    }

    private async Task<(IPage Page, Guid Id)> VotingAsync(string name, string agree, string disagree, string exempt, string present)
    {
        var id = await site.Province.FileAsync(name, 100);
        var page = await site.SignedInAsync("union", javaScript: false);
        await page.GotoAsync($"/cases/{id:D}/acts/cell-vote");
        await page.FillAsync("#occurredOn", "20/11/2026");
        await page.CheckAsync("input[name=ballot][value=secret_ballot]");
        (string Field, string Value)[] typed =
            [("summoned", "20"), ("present", present), ("exemptAbsent", exempt), ("issued", present), ("returned", present), ("agree", agree), ("disagree", disagree)];
        foreach (var (field, value) in typed)
        {
            await page.FillAsync("#tally-" + field, value);
        }

        await page.FillAsync("#document-number", "9/NQ-CB");
        await page.FillAsync("#document-date", "20/11/2026");
        await page.FillAsync("#document-issuer", "Chi bộ Khoa Nội");
        await page.ClickAsync("main form button[type=submit]");
        return (page, id);
    }
}
