using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Posts and plans as the personnel desk works on them, with JavaScript switched off.</summary>
public sealed class PlanJourneyTests(Site site)
{
    [Fact]
    public async Task A_plan_goes_from_its_post_over_the_five_steps_to_a_name_and_who_was_not_carried_is_told_why()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        var code = "pct_" + Guid.NewGuid().ToString("N")[..8];
        await page.GotoAsync($"/posts/new?unit={site.Province.OtherUnion:D}");
        await FillAsync(page, ("#occurredOn", "01/01/2020"), ("#post-title", "Phó Chủ tịch công đoàn trường"), ("#post-code", code), ("#post-rank", "70"), ("#post-managedBy", "TU"));
        await page.ClickAsync("#send");
        Assert.Contains("Cấp", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal(code, await page.InputValueAsync("#post-code"));
        await page.SelectOptionAsync("#post-level", "grassroots");
        await page.SelectOptionAsync("#post-theory", "intermediate");
        await page.ClickAsync("#send");
        Assert.Contains("Chưa ai giữ chức danh này", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GotoAsync($"/plans/new?unit={site.Province.OtherUnion:D}");
        await FillAsync(page, ("#plan-termFrom", "01/07/2028"), ("#plan-termTo", "30/06/2023"));
        await page.ClickAsync("#send");
        Assert.Contains("Nhiệm kỳ kết thúc trước khi bắt đầu", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        await page.FillAsync("#plan-termTo", "30/06/2033");
        await page.ClickAsync("#send");
        var plan = new Uri(page.Url).AbsolutePath;
        Assert.StartsWith("/plans/", plan, StringComparison.Ordinal);
        Assert.Contains("Chưa có ai trong quy hoạch", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        // The first step screens two people; a row is added and one taken away without any script.
        await page.GotoAsync(plan + "/acts/consult?step=1");
        await FillAsync(page, ("#plan-summoned", "29"), ("#plan-present", "29"), ("#c-0-plan_name", "Bùi Đình Yên"));
        await page.ClickAsync("#add-row");
        await page.ClickAsync("#add-row");
        Assert.Equal("Bùi Đình Yên", await page.InputValueAsync("#c-0-plan_name"));
        await page.FillAsync("#c-1-plan_name", "Không Có Ai");
        await page.FillAsync("#c-2-plan_name", "Võ Thị Út");
        await page.ClickAsync("button[value=drop-1]");
        Assert.Equal("Võ Thị Út", await page.InputValueAsync("#c-1-plan_name"));
        await ChoosePostsAsync(page);
        await TwiceAsync(page);

        for (var step = 2; step <= 5; step++)
        {
            await page.GotoAsync($"{plan}/acts/consult?step={step}");
            Assert.Equal("Bùi Đình Yên", await page.InputValueAsync("#c-0-plan_name"));
            await FillAsync(
                page, ("#plan-summoned", "29"), ("#plan-present", "29"), ("#plan-issued", "29"), ("#plan-returned", "29"), ("#c-0-plan_agree", "18"), ("#c-0-plan_disagree", "11"),
                ("#c-1-plan_agree", step == 5 ? "14" : "20"), ("#c-1-plan_disagree", "9"));
            await page.ClickAsync("#send");
            if (step == 5)
            {
                var check = await page.InnerTextAsync("section[aria-labelledby=check]");
                Assert.Contains("18 trên 29 được triệu tập = 62,1", check, StringComparison.Ordinal);
                Assert.Contains("cần trên 50", check, StringComparison.Ordinal);
                Assert.Contains("Không đạt", check, StringComparison.Ordinal);
            }

            await page.ClickAsync("#send");
            Assert.EndsWith(plan, page.Url, StringComparison.Ordinal);
        }

        // Who was carried by every step waits to be approved; the other is refused with the article, and what was typed stays.
        Assert.DoesNotContain("Võ Thị Út", await page.InnerTextAsync("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
        await page.ClickAsync("section[aria-labelledby=waiting] a");
        await PaperAsync(page);
        await page.FillAsync("#plan-person", "Võ Thị Út");
        await page.ClickAsync("#send");
        Assert.Contains("Chưa đạt mức phiếu ở bước 5", await page.InnerTextAsync("section[aria-labelledby=blocked]"), StringComparison.Ordinal);
        Assert.Contains("PLN-31", await page.InnerTextAsync("section[aria-labelledby=blocked]"), StringComparison.Ordinal);
        Assert.Equal("77-QĐ/TU", await page.InputValueAsync("#document-number"));
        await page.FillAsync("#plan-person", "Bùi Đình Yên");
        await page.ClickAsync("#send");
        Assert.Contains("Lý luận chính trị Sơ cấp, tiêu chuẩn là Trung cấp", await page.InnerTextAsync("section[aria-labelledby=check]"), StringComparison.Ordinal);
        await page.ClickAsync("#send");
        Assert.EndsWith(plan, page.Url, StringComparison.Ordinal);
        Assert.Contains("Bùi Đình Yên", await page.InnerTextAsync("section[aria-labelledby=names] table"), StringComparison.Ordinal);

        var book = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Xuất Excel").ClickAsync());
        Assert.EndsWith(".xlsx", book.SuggestedFilename, StringComparison.Ordinal);
        await page.ClickAsync("a[href$='/needs']");
        Assert.Contains("Trung cấp", await page.InnerTextAsync("table"), StringComparison.Ordinal);
        await page.GotoAsync(plan);
        await page.ClickAsync("section[aria-labelledby=names] table a[href*=remove-name]");
        await page.SelectOptionAsync("#plan-removal", "moved");
        await page.ClickAsync("#send");
        Assert.Contains("Chưa có ai trong quy hoạch", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        // Struck, the removal never was: the name stands again, in the plan and in the person's own record.
        await page.Locator(".c-timeline > li", new PageLocatorOptions { HasText = "Đưa tên ra khỏi quy hoạch" }).GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { NameString = "Xóa vì ghi nhầm" }).ClickAsync();
        await page.ClickAsync("#send");
        Assert.Contains("Bùi Đình Yên", await page.InnerTextAsync("section[aria-labelledby=names] table"), StringComparison.Ordinal);
        var person = Guid.Parse((await page.Locator("section[aria-labelledby=names] th a").GetAttributeAsync("href"))!.Split('/')[^1]);
        var cadre = await site.Services.GetRequiredService<Api.Engine.CadreReader>().CadreAsync(person, CancellationToken.None);
        Assert.Single(cadre.PlannedOn(site.Province.Today));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/plans")]
    [InlineData("/plans/{plan}")]
    [InlineData("/plans/{plan}/shape")]
    [InlineData("/plans/{plan}/acts/name")]
    [InlineData("/posts")]
    [InlineData("/posts/{deputy}/eligible")]
    [InlineData("/posts/new")]
    public async Task Plans_and_posts_are_the_personnel_desks_alone(string address)
    {
        var page = await site.SignedInAsync("union", javaScript: false);
        Assert.Equal(403, (await page.GotoAsync(await site.AddressAsync(address)))!.Status);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_plan_of_2024_is_shown_under_the_shares_of_its_own_regulation()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync(await site.AddressAsync("/plans/{plan}/shape?asOf=01/06/2024"));
        Assert.Contains("từ 25", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("50-QĐ/TW", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync(await site.AddressAsync("/plans/{plan}/shape"));
        Assert.Contains("phấn đấu, không nêu tỷ lệ", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("50-QĐ/TW", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static async Task ChoosePostsAsync(IPage page)
    {
        for (var row = 0; row < 2; row++)
        {
            await page.SelectOptionAsync($"#c-{row}-plan_post", new SelectOptionValue { Index = 1 });
        }
    }

    private static async Task TwiceAsync(IPage page)
    {
        await page.ClickAsync("#send");
        Assert.Contains("Xem lại trước khi ghi", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("#send");
    }

    private static Task PaperAsync(IPage page) => FillAsync(page, ("#document-number", "77-QĐ/TU"), ("#document-date", "20/11/2026"), ("#document-issuer", "Tỉnh ủy"));

    private static async Task FillAsync(IPage page, params (string Field, string Value)[] values)
    {
        foreach (var (field, value) in values)
        {
            await page.FillAsync(field, value);
        }
    }
}
