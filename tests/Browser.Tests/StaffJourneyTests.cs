using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>The personnel desk's year: who is on the staff, who declares, what the units owe, what they report. All without JavaScript.</summary>
public sealed class StaffJourneyTests(Site site)
{
    [Fact]
    public async Task A_merged_unit_waits_for_its_quota_then_a_person_joins_by_name_and_the_figures_follow()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/staffing?unit=LD01");
        Assert.Contains("chờ quyết định giao mới", await page.InnerTextAsync("main tbody"), StringComparison.Ordinal);
        await page.GotoAsync("/staffing/CD0102");
        Assert.Contains("STF-03", await page.InnerTextAsync(".govuk-inset-text"), StringComparison.Ordinal);
        await page.ClickAsync(".govuk-inset-text a");
        await page.FillAsync("#st-assigned", "4");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Equal("4", await page.InputValueAsync("#st-assigned"));
        Assert.True(await page.Locator(".govuk-error-summary li").CountAsync() >= 2);
        var day = site.Province.Today.AddDays(-10).ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await page.FillAsync("#st-occurredOn", day);
        await page.FillAsync("#st-from", day);
        await PaperAsync(page, "77/QĐ-LĐLĐ");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("25,0\u00A0%", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GotoAsync("/staffing/CD0102/acts/join");
        await page.FillAsync("#st-person", "vo thi ut");
        await page.FillAsync("#st-occurredOn", day);
        await page.SelectOptionAsync("#st-kind", "permanent");
        await page.ClickAsync("main form button[type=submit]");
        await page.Locator("input[name='st.personId']").First.CheckAsync();
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("50,0\u00A0%", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Contains("Võ Thị Út", await page.InnerTextAsync("#people + div"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_yearly_round_obliges_each_person_once_and_a_field_with_contents_is_refused()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/declarations/round?unit=CD0101");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("cho 4 người", await page.InnerTextAsync(".c-card--now"), StringComparison.Ordinal);
        await page.ClickAsync("button[value=confirm]");
        Assert.Contains("cho 4 người", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(4, await page.Locator("main tbody tr").CountAsync());
        await page.GotoAsync("/declarations/round?unit=CD0101");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("4 người đã có nghĩa vụ", await page.InnerTextAsync(".c-card--now"), StringComparison.Ordinal);

        await page.GotoAsync("/declarations?unit=CD0101");
        await page.Locator("main tbody th a").First.ClickAsync();
        var person = page.Url;
        await page.Locator("a[href*='/acts/file']").First.ClickAsync();
        await page.FillAsync("#st-occurredOn", site.Province.Today.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        var address = page.Url;
        var token = await page.Locator("main form input[name=__RequestVerificationToken]").First.GetAttributeAsync("value");
        var form = page.Context.APIRequest.CreateFormData();
        form.Set("__RequestVerificationToken", token!);
        form.Set("st.occurredOn", "01/11/2026");
        form.Set("noi_dung", "nha o 2 ty dong");
        var refused = await page.Context.APIRequest.PostAsync(address, new APIRequestContextOptions { Form = form });
        Assert.Equal(422, refused.Status);
        var said = await refused.TextAsync();
        Assert.Contains("noi_dung", said, StringComparison.Ordinal);
        Assert.DoesNotContain("2 ty dong", said, StringComparison.Ordinal);
        await page.ClickAsync("main form button[type=submit]");
        await page.GotoAsync(person);
        Assert.Contains("Nộp đúng hạn", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_report_that_does_not_add_up_is_kept_on_the_form_and_a_missed_session_is_held_late()
    {
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/headcounts/CD0111/report");
        await page.FillAsync("#st-occurredOn", "31/12/2025");
        await page.FillAsync("#st-members", "4816");
        await page.FillAsync("#st-men", "2360");
        await page.FillAsync("#st-women", "2455");
        await page.FillAsync("#st-partyMembers", "3534");
        await PaperAsync(page, "04-BC/CĐCS");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("HDC-02", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        await page.FillAsync("#st-women", "2456");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("73,4\u00A0%", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GotoAsync("/duties?unit=CD0102&duty.urgency=overdue");
        await page.Locator("main tbody a[href*='/acts/hold']").First.ClickAsync();
        Assert.Equal("31/12/2025", await page.InputValueAsync("#st-for"));
        await page.FillAsync("#st-occurredOn", "20/03/2026");
        await PaperAsync(page, "6/BB-CĐCS");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("Làm muộn", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static async Task PaperAsync(IPage page, string number)
    {
        await page.FillAsync("#document-number", number);
        await page.FillAsync("#document-date", "01/10/2025");
        await page.FillAsync("#document-issuer", "LĐLĐ");
    }
}
