using System.Globalization;
using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>A procedure and a cadre's record as the personnel desk works on them, with JavaScript switched off.</summary>
public sealed class AppointmentJourneyTests(Site site)
{
    [Fact]
    public async Task A_procedure_goes_from_its_opening_to_a_decision_in_force_later_which_is_struck_and_stated_again()
    {
        const string Name = "Đặng Thị Bổ Nhiệm";
        await site.Province.FileAsync(Name, 60);
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync($"/appointments/new?post={site.Province.Places["chair"]:D}");
        await page.CheckAsync("input[name=kind][value=promotion]");
        await page.FillAsync("#occurredOn", Day(-20));
        await SendAsync(page);
        var procedure = new Uri(page.Url).AbsolutePath;
        Assert.Contains("Chờ chủ trương", await page.InnerTextAsync(".c-identity"), StringComparison.Ordinal);

        // A decision before its steps is refused as a proposal, says why with the article, and keeps what was typed.
        await page.GotoAsync(procedure + "/acts/propose");
        await FillAsync(page, ("#occurredOn", Day(-18)), ("#personName", "Không Có Ai Như Thế"));
        await SendAsync(page);
        Assert.Contains("Không có ai tên Không Có Ai Như Thế", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        await page.FillAsync("#personName", "dang thi bo nhiem");
        await SendAsync(page);
        await page.CheckAsync("input[name=personId]");
        await SendAsync(page);
        Assert.Contains(Name, await page.InnerTextAsync("section[aria-labelledby=candidates]"), StringComparison.Ordinal);

        await page.GotoAsync(procedure + "/acts/hold-step?step=3");
        await FillAsync(page, ("#occurredOn", Day(-17)), ("#conference-summoned", "29"), ("#conference-present", "19"), ("#conference-issued", "19"), ("#conference-returned", "19"));
        await page.FillAsync("input[name$='.agree']", "15");
        await SendAsync(page);
        var blocked = await page.InnerTextAsync("section[aria-labelledby=blocked]");
        Assert.Contains("Chỉ có 19 người dự, cần ít nhất 20", blocked, StringComparison.Ordinal);
        Assert.Contains("Bước 2 chưa làm", blocked, StringComparison.Ordinal);
        Assert.Contains("APT-42", blocked, StringComparison.Ordinal);
        Assert.Equal("15", await page.InputValueAsync("input[name$='.agree']"));
        await page.CheckAsync("input[name=report][value=true]");
        await SendAsync(page);
        var ballot = await page.InnerTextAsync("section[aria-labelledby=ballots]");
        Assert.Contains("không đủ số người dự", ballot, StringComparison.Ordinal);
        Assert.Contains("Cần ít nhất 15 phiếu: trên 1/2 của 29 người được triệu tập", ballot, StringComparison.Ordinal);
        Assert.Contains("Sang bước sau", ballot, StringComparison.Ordinal);

        await page.GotoAsync(procedure + "/acts/record-paper");
        await page.CheckAsync("#item-diplomas");
        await page.CheckAsync("#item-health_certificate");
        await SendAsync(page);
        Assert.Contains("Hồ sơ: có 2/10 giấy tờ", await page.InnerTextAsync("section[aria-labelledby=candidates]"), StringComparison.Ordinal);

        await page.GotoAsync(procedure + "/acts/appoint");
        Assert.Contains("Hồ sơ còn thiếu: Tờ trình", await page.InnerTextAsync("section[aria-labelledby=rules]"), StringComparison.Ordinal);
        await page.CheckAsync("input[name=report][value=true]");
        await FillAsync(page, ("#from", Day(40)), ("#document-number", "99-QĐ/TU"), ("#document-date", Day(0)), ("#document-issuer", "Tỉnh ủy"));
        await SendAsync(page);
        Assert.Contains("có hiệu lực từ " + Day(40), await page.InnerTextAsync(".c-identity"), StringComparison.Ordinal);
        Assert.Contains("Đã quyết định, chưa hiệu lực", await page.InnerTextAsync(".c-identity"), StringComparison.Ordinal);

        // Entered wrongly: struck, the form comes back filled, and what was said stays to be seen.
        await page.Locator(".c-timeline > li", new PageLocatorOptions { HasText = "Quyết định bổ nhiệm" }).GetByText("Xóa vì ghi nhầm", new LocatorGetByTextOptions { Exact = false }).ClickAsync();
        await SendAsync(page);
        Assert.Equal("99-QĐ/TU", await page.InputValueAsync("#document-number"));
        await page.FillAsync("#from", Day(10));
        await SendAsync(page);
        Assert.Contains("có hiệu lực từ " + Day(10), await page.InnerTextAsync(".c-identity"), StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator(".c-timeline > li.struck").CountAsync());

        await page.ClickAsync(".c-identity a");
        Assert.Contains("Chức danh trước đây và sắp tới (1)", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync(".c-identity a");
        Assert.Contains("Bổ nhiệm", await page.InnerTextAsync(".c-steps"), StringComparison.Ordinal);
        var stretches = await page.Locator(".c-timeline .c-stretch").AllInnerTextsAsync();
        Assert.Contains("Cán bộ", stretches);
        Assert.Contains("Kết nạp", stretches);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_cadre_overdue_is_told_so_a_discipline_says_until_when_and_the_union_desk_sees_none_of_it()
    {
        var cadre = site.Province.Places["cadre"];
        var page = await site.SignedInAsync("personnel", javaScript: false);
        await page.GotoAsync("/terms?status=overdue");
        Assert.Contains("Quá hạn bổ nhiệm lại", await page.InnerTextAsync(".c-table"), StringComparison.Ordinal);
        foreach (var list in new[] { "/terms", "/appointments" })
        {
            var book = await page.APIRequest.GetAsync(list + "?handler=Export");
            Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", book.Headers["content-type"]);
        }

        await page.GotoAsync($"/cadres/{cadre:D}");
        var record = await page.InnerTextAsync("main");
        Assert.Contains("Chưa được xem xét chức danh cao hơn trước ngày " + site.Province.Today.AddMonths(-20).AddMonths(24).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture), record, StringComparison.Ordinal);
        Assert.Contains("377-qd-tw-2025-appointment", record, StringComparison.Ordinal);

        await page.GotoAsync($"/cadres/{cadre:D}/acts/extend?post={site.Province.Places["head"]:D}");
        await page.FillAsync("#termEndsOn", "01/01/2020");
        await SendAsync(page);
        Assert.Contains("không muộn hơn thời hạn hiện có", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.Equal("01/01/2020", await page.InputValueAsync("#termEndsOn"));
        await page.Context.CloseAsync();

        var union = await site.SignedInAsync("union", javaScript: false);
        Assert.Equal(403, (await union.GotoAsync($"/cadres/{cadre:D}"))!.Status);
        await union.GotoAsync($"/people/{cadre:D}");
        Assert.DoesNotContain("Trưởng ban Tổ chức", await union.InnerTextAsync("main"), StringComparison.Ordinal);
        await union.Context.CloseAsync();
    }

    private string Day(int from) => site.Province.Today.AddDays(from).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static Task SendAsync(IPage page) => page.ClickAsync("main form[method=post] button[type=submit]:not([name])");

    private static async Task FillAsync(IPage page, params (string Field, string Text)[] fields)
    {
        foreach (var (field, text) in fields)
        {
            await page.FillAsync(field, text);
        }
    }
}
