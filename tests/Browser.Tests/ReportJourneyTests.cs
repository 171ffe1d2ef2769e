namespace CadreWorkflow.Browser.Tests;

/// <summary>Figures are published and looked at again later, with JavaScript switched off.</summary>
public sealed class ReportJourneyTests(Site site)
{
    [Fact]
    public async Task Published_figures_show_what_differs_now_and_lead_to_the_event_that_made_the_difference()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync(await site.AddressAsync("/statistics?from={from}&to={to}&by=unit"));
        Assert.Contains("số khác", await page.InnerTextAsync("main .govuk-inset-text"), StringComparison.Ordinal);
        await page.ClickAsync("main .govuk-inset-text a");
        Assert.Contains(site.Province.Report.ToString("D"), page.Url, StringComparison.Ordinal);
        var report = await page.InnerTextAsync("main");
        foreach (var said in new[] { "Lượt giới thiệu", "ghi muộn", "Gửi văn bản giới thiệu đến cấp ủy", "đúng từng số đã công bố" })
        {
            Assert.Contains(said, report, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Muộn", report, StringComparison.Ordinal);
        await page.GetByText("Gửi văn bản giới thiệu đến cấp ủy").First.ClickAsync();
        Assert.Contains("/cases/", page.Url, StringComparison.Ordinal);
        Assert.Contains("#e-", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Figures_are_published_from_the_statistics_page_and_half_a_paper_is_an_error_that_loses_nothing()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/statistics?from=01/01/2026&to=31/03/2026&by=sector");
        await page.GetByText("Công bố số liệu này").ClickAsync();
        await page.FillAsync("#document-number", "15/BC-LĐLĐ");
        await page.ClickAsync("main form button[type=submit]");
        Assert.True(await page.Locator(".govuk-error-summary").IsVisibleAsync());
        Assert.Equal("15/BC-LĐLĐ", await page.InputValueAsync("#document-number"));
        await page.FillAsync("#document-date", "20/11/2026");
        await page.FillAsync("#document-issuer", "Liên đoàn Lao động tỉnh");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Matches("/reports/[0-9a-f-]{36}$", page.Url);
        Assert.Contains("15/BC-LĐLĐ", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("Mọi số nay vẫn đúng như đã công bố", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync("/reports");
        Assert.Contains("15/BC-LĐLĐ", await page.InnerTextAsync("main table"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_desk_that_may_not_publish_sees_no_link_and_no_form()
    {
        var page = await site.SignedInAsync("union", javaScript: false);
        await page.GotoAsync("/statistics");
        Assert.Equal(0, await page.GetByText("Công bố số liệu này").CountAsync());
        var response = await page.GotoAsync("/reports/publish?from=01/01/2026&to=31/03/2026");
        Assert.Equal(403, response!.Status);
        await page.Context.CloseAsync();
    }
}
