namespace CadreWorkflow.Browser.Tests;

/// <summary>Filters and pages of lists refresh in place; without JavaScript the same addresses do the same.</summary>
public sealed class RefreshTests(Site site)
{
    [Fact]
    public async Task A_filter_is_applied_in_place_the_address_the_focus_and_the_title_follow_and_the_count_is_said()
    {
        var page = await site.SignedInAsync("union");
        await page.GotoAsync("/cases?open=true");
        await page.EvaluateAsync("window.sameDocument = true");
        await page.FillAsync("#q", "khong-co-ai-ten-nay");
        await page.PressAsync("#q", "Enter");
        await page.WaitForURLAsync(url => url.Contains("q=khong-co-ai-ten-nay", StringComparison.Ordinal));
        await page.WaitForFunctionAsync("() => document.getElementById('announced').textContent.includes('(0)')");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Equal("q", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(await page.InnerTextAsync("h1"), await page.Locator("#announced").TextContentAsync());
        Assert.Contains("(0)", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("status", await page.Locator("#announced").GetAttributeAsync("role"));

        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => document.querySelectorAll('tbody tr').length > 0");
        Assert.Equal(string.Empty, await page.InputValueAsync("#q"));

        // No list of names stays behind in the browser of a shared machine.
        Assert.DoesNotContain("<", await page.EvaluateAsync<string>("JSON.stringify({ ...sessionStorage }) + JSON.stringify({ ...localStorage })"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_refreshed_page_of_statistics_has_its_chart_and_its_print_button_again()
    {
        var page = await site.SignedInAsync("personnel");
        await page.GotoAsync("/statistics?from=01/01/2025&to=31/12/2026&by=gender");
        await page.WaitForSelectorAsync(".c-chart canvas, .c-chart svg");
        await page.EvaluateAsync("window.sameDocument = true");
        await page.SelectOptionAsync("#by", "education");
        await page.ClickAsync("#filter");
        await page.WaitForURLAsync(url => url.Contains("by=education", StringComparison.Ordinal));
        await page.WaitForSelectorAsync(".c-chart canvas, .c-chart svg");
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        Assert.Equal("filter", await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(1, await page.Locator(".c-legend").CountAsync());
        Assert.True(await page.Locator("[data-print]").IsVisibleAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_wrong_filter_shows_its_error_in_place_and_the_title_counts_it()
    {
        var page = await site.SignedInAsync("union");
        await page.GotoAsync("/cases");
        await page.FillAsync("#asOf", "32/13/2026");
        await page.PressAsync("#asOf", "Enter");
        await page.WaitForSelectorAsync(".govuk-error-summary");
        Assert.StartsWith("(1", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("32/13/2026", await page.InputValueAsync("#asOf"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Somebody_signed_out_meanwhile_gets_the_sign_in_page_whole()
    {
        var page = await site.SignedInAsync("union");
        await page.GotoAsync("/cases");
        await page.Context.ClearCookiesAsync();
        await page.FillAsync("#q", "x");
        await page.PressAsync("#q", "Enter");
        await page.WaitForSelectorAsync("#password");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_JavaScript_the_same_filter_gives_the_same_list()
    {
        var page = await site.SignedInAsync("union", javaScript: false);
        await page.GotoAsync("/cases?open=true");
        await page.FillAsync("#q", "khong-co-ai-ten-nay");
        await page.PressAsync("#q", "Enter");
        Assert.Contains("(0)", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Vietnamese_typing_by_Telex_or_VNI_outside_a_field_fires_nothing()
    {
        foreach (var (user, address) in new[] { ("union", "/"), ("union", "/cases"), ("party", "/queue"), ("personnel", "/rosters") })
        {
            var page = await site.SignedInAsync(user);
            await page.GotoAsync(address);
            await page.EvaluateAsync("window.sameDocument = true");
            var before = await page.EvaluateAsync<string>("location.href + document.querySelector('main').innerText");

            // "Nguyễn Thị Đặng" as its keys go down: letters and digits alone, shifted ones, and the keys that UniKey itself takes.
            foreach (var key in "Nguyeenx Thij DDawngj?/NguyE65n4 Thi5 D9a8ng5zsfrxjaeowd0123456789")
            {
                await page.Keyboard.PressAsync(key == ' ' ? "Shift" : key.ToString());
            }

            Assert.Equal(before, await page.EvaluateAsync<string>("location.href + document.querySelector('main').innerText"));
            Assert.Equal("BODY", await page.EvaluateAsync<string>("document.activeElement.tagName"));
            Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
            await page.Context.CloseAsync();
        }
    }
}
