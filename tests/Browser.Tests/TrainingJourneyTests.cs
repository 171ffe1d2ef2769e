namespace CadreWorkflow.Browser.Tests;

/// <summary>A class from its opening to its place in the figures, with JavaScript switched off.</summary>
public sealed class TrainingJourneyTests(Site site)
{
    [Fact]
    public async Task A_class_is_opened_filled_by_name_given_results_on_one_form_ended_and_counted()
    {
        var page = await site.SignedInAsync("party", javaScript: false);
        string Day(int days) => site.Province.Today.AddDays(days).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

        await page.GotoAsync("/classes");
        await page.GetByText("Lớp mới").ClickAsync();
        await page.ClickAsync("#send");
        Assert.True(await page.Locator(".govuk-error-summary").IsVisibleAsync());
        await page.SelectOptionAsync("#class-kind", "theory_elementary");
        await page.FillAsync("#class-code", "SC-JOURNEY");
        await page.FillAsync("#class-issuer", "Trung tâm Chính trị Vĩnh An");
        await page.FillAsync("#class-seats", "2");
        await page.FillAsync("#class-startsOn", Day(-20));
        await page.FillAsync("#class-endsOn", Day(-10));
        await page.FillAsync("#occurredOn", Day(-30));
        await page.ClickAsync("#send");
        Assert.Matches("/classes/[0-9a-f-]{36}$", page.Url);
        var address = page.Url;

        foreach (var name in new[] { "Võ Thị Út", "Hoang Minh An" })
        {
            await page.GotoAsync(address + "/enrol");
            await page.FillAsync("#class-name", name);
            await page.ClickAsync("#search");
            await page.CheckAsync("#found input[type=checkbox]");
            await page.FillAsync("#occurredOn", Day(-25));
            await page.ClickAsync("#send");
            Assert.Equal(address, page.Url);
        }

        await page.GotoAsync(address + "/results");
        var (numbers, results) = (page.Locator("input[name^='number.']"), page.Locator("select[name^='result.']"));
        await numbers.Nth(0).FillAsync("12/SC");
        await numbers.Nth(1).FillAsync("12/SC");
        await page.ClickAsync("#send");
        Assert.Contains("12/SC", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal("12/SC", await numbers.Nth(0).InputValueAsync());
        Assert.Equal("passed", await results.Nth(0).InputValueAsync());
        await numbers.Nth(1).FillAsync(string.Empty);
        await results.Nth(1).SelectOptionAsync("failed");
        await page.ClickAsync("#send");
        var list = await page.InnerTextAsync("main table");
        Assert.Contains("12/SC", list, StringComparison.Ordinal);
        Assert.Contains("Không đạt", list, StringComparison.Ordinal);

        await page.GetByText("Kết thúc lớp").ClickAsync();
        await page.ClickAsync("#send");
        Assert.Contains("Đã kết thúc", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.GotoAsync($"/statistics/training?from={Day(-12)}&to={Day(-8)}&by=kind");
        var row = await page.InnerTextAsync("#rows tbody tr");
        Assert.Contains("Sơ cấp LLCT", row, StringComparison.Ordinal);
        Assert.Contains("50,0", row, StringComparison.Ordinal);
        await page.ClickAsync("#rows tbody tr td:nth-child(3) a");
        Assert.Contains("(2)", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reported_count_stands_apart_and_is_told_as_exactly_as_the_paper_did()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/statistics/training");
        var text = await page.InnerTextAsync("main");
        Assert.Contains("trên 568", text, StringComparison.Ordinal);
        Assert.Contains("không nêu người hay lượt người", text, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }
}
