namespace CadreWorkflow.Browser.Tests;

/// <summary>What surrounds every page.</summary>
public sealed class FrameTests(Site site)
{
    [Theory]
    [InlineData("union")]
    [InlineData("party")]
    [InlineData("personnel")]
    [InlineData("admin")]
    public async Task The_main_areas_stand_in_one_row_in_both_languages_and_every_one_opens(string user)
    {
        var page = await site.SignedInAsync(user);
        foreach (var language in new[] { "vi", "en" })
        {
            await page.GotoAsync($"/language?to={language}&back=/deadlines");
            var tops = await page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.c-nav .c-width > ul > li')].map((li) => li.getBoundingClientRect().top)");
            Assert.Single(tops.Distinct());
        }

        var places = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.c-nav a')].map((a) => a.getAttribute('href'))");
        foreach (var place in places)
        {
            await page.GotoAsync(place);
            Assert.Equal(1, await page.Locator(".c-nav a[aria-current=page]").CountAsync());
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_behind_more_opens_without_JavaScript()
    {
        var page = await site.SignedInAsync("union", javaScript: false);
        await page.GotoAsync("/");
        await page.ClickAsync(".c-more > summary");
        await page.ClickAsync(".c-more a[href='/deadlines']");
        Assert.EndsWith("/deadlines", page.Url, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_behind_more_closes_with_Escape_and_gives_the_focus_back()
    {
        var page = await site.SignedInAsync("union");
        await page.GotoAsync("/");
        await page.FocusAsync(".c-more > summary");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        Assert.True(await page.Locator(".c-more a:focus").IsVisibleAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator(".c-more > ul").IsVisibleAsync());
        Assert.Equal(1, await page.Locator(".c-more > summary:focus").CountAsync());
        await page.Context.CloseAsync();
    }
}
