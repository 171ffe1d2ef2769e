using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>Reorganisations as an administrator and a union officer do them, without JavaScript.</summary>
public sealed class OrganisationJourneyTests(Site site)
{
    [Fact]
    public async Task A_unit_is_opened_counted_and_renamed_and_each_act_is_shown_once_more_before_it_is_recorded()
    {
        var page = await site.SignedInAsync("admin", javaScript: false);
        await page.GotoAsync("/units/LD01/acts/open");
        await page.FillAsync("#code", "CD01 99");
        await page.FillAsync("#name", "Công đoàn Chợ Vĩnh An");
        await page.SelectOptionAsync("#kind", "grassroots_union");
        await DecisionAsync(page, "77/QĐ-LĐLĐ");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("CD01 99", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal("Công đoàn Chợ Vĩnh An", await page.InputValueAsync("#name"));

        await page.FillAsync("#code", "CD0199");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("77/QĐ-LĐLĐ", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("button[value=edit]");
        Assert.Equal("CD0199", await page.InputValueAsync("#code"));
        await page.ClickAsync("main form button[type=submit]");
        await page.ClickAsync("button[value=confirm]");
        Assert.Contains("CD0199 – Công đoàn Chợ Vĩnh An", await page.InnerTextAsync("h1"), StringComparison.Ordinal);

        var unit = page.Url;
        await page.GotoAsync(unit + "/acts/rename");
        await page.FillAsync("#name", "Công đoàn Ban Quản lý chợ Vĩnh An");
        await DecisionAsync(page, "78/QĐ-LĐLĐ");
        await page.ClickAsync("main form button[type=submit]");
        await page.ClickAsync("button[value=confirm]");
        Assert.Contains("Ban Quản lý chợ", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.GotoAsync("/units/cd0199");
        Assert.Contains("78/QĐ-LĐLĐ", await page.InnerTextAsync("#history + ol"), StringComparison.Ordinal);

        await page.Locator("#history + ol a[href*=strike-fact]").Last.ClickAsync();
        await page.FillAsync("#note", "Tên cũ vẫn đúng");
        await page.ClickAsync("main form button[type=submit]");
        await page.ClickAsync("button[value=confirm]");
        Assert.Contains("CD0199 – Công đoàn Chợ Vĩnh An", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Cases_of_a_split_union_are_assigned_one_by_one_and_many_at_once()
    {
        var page = await site.SignedInAsync("union", javaScript: false);
        await page.GotoAsync("/units/CD0110");
        await page.ClickAsync("text=Phân về đơn vị kế thừa");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("ít nhất một hồ sơ", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        var rows = page.Locator("main tbody tr");
        Assert.Equal(3, await rows.CountAsync());
        await rows.Nth(0).Locator("select").SelectOptionAsync(new SelectOptionValue { Label = "CD0111 – Công đoàn Xưởng May số 1" });
        await rows.Nth(1).Locator("input[type=checkbox]").CheckAsync();
        await rows.Nth(2).Locator("input[type=checkbox]").CheckAsync();
        await page.Locator("main form .c-buttons select").SelectOptionAsync(new SelectOptionValue { Label = "CD0112 – Công đoàn Xưởng May số 2" });
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("Đã phân 3 hồ sơ", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.GotoAsync("/cases?unit=CD0112");
        Assert.Equal(2, await page.Locator("main tbody tr").CountAsync());
        await page.Context.CloseAsync();
    }

    private static async Task DecisionAsync(IPage page, string number)
    {
        await page.FillAsync("#document-number", number);
        await page.FillAsync("#document-date", "01/10/2026");
        await page.FillAsync("#document-issuer", "LĐLĐ");
    }
}
