namespace CadreWorkflow.Browser.Tests;

/// <summary>Previews as people use them, without JavaScript.</summary>
public sealed class OutlookJourneyTests(Site site)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CADRE_PICTURES");

    [Fact]
    public async Task An_extension_is_supposed_on_the_page_and_the_moved_dates_stand_beside_the_present_ones()
    {
        var page = await site.SignedInAsync("party", javaScript: false);
        await page.GotoAsync(await site.AddressAsync("/cases/{overdue}/what-if"));
        await page.FillAsync("#factDate", "01/10/2026");
        await page.SelectOptionAsync("#fact", new[] { await page.Locator("#fact option").Nth(1).GetAttributeAsync("value") ?? "" });
        await page.ClickAsync("main form button[type=submit]");
        Assert.True(await page.Locator("main table tbody tr").CountAsync() > 0);
        Assert.True(await page.Locator("main .c-tag--blue").CountAsync() > 0, "something moves");
        Assert.Equal("01/10/2026", await page.InputValueAsync("#factDate"));
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, "what-if-answer.png"), FullPage = true });
        }

        await page.FillAsync("#extensionDays", "900");
        await page.ClickAsync("main form button[type=submit]");
        Assert.True(await page.Locator(".govuk-error-summary").IsVisibleAsync());
        Assert.Equal("900", await page.InputValueAsync("#extensionDays"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_prepared_draft_shows_which_cases_it_touches_and_each_leads_to_its_case()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/regulations/impact");
        await page.SelectOptionAsync("#sample", "policy-invented-example");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("sample=policy-invented-example", page.Url, StringComparison.Ordinal);
        Assert.Contains("999-QĐ/TW", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_pasted_draft_with_faults_comes_back_with_each_fault_and_its_text()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/regulations/impact");
        await page.Locator("main details summary").ClickAsync();
        await page.FillAsync("#draft", "{\"family\": \"admission\"}");
        await page.ClickAsync("main form button[type=submit]");
        Assert.True(await page.Locator(".govuk-error-summary").IsVisibleAsync());
        Assert.Equal("{\"family\": \"admission\"}", await page.InputValueAsync("#draft"));
        await page.Context.CloseAsync();
    }
}
