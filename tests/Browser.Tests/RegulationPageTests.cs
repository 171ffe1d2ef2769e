using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Regulations.Files;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>A calendar is proposed on a page, its faults are listed with the text kept, and another account publishes it.</summary>
public sealed class RegulationPageTests(Site site)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("CADRE_PICTURES");

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Fact]
    public async Task A_calendar_proposed_by_one_account_is_published_by_another_and_faults_keep_the_text()
    {
        var page = await site.SignedInAsync("personnel");
        await page.GotoAsync("/regulations/propose");
        var faulty = Mill(j => j["weeklyRest"] = new JsonArray());
        await page.FillAsync("#content", faulty);
        await page.ClickAsync("main form button[type=submit]");
        Assert.Equal(faulty, await page.InputValueAsync("#content"));
        await CheckAsync(page, "regulations-faulty", "Nghỉ hằng tuần|weeklyRest");

        await page.FillAsync("#content", Mill(_ => { }));
        await page.FillAsync("#document-number", "15/TB-NM");
        await page.FillAsync("#document-date", "20/11/2026");
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForURLAsync("**/regulations/drafts/*");
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Phê duyệt và công bố" }).CountAsync());
        await CheckAsync(page, "regulations-draft-own", "cần một tài khoản khác phê duyệt");
        var address = page.Url;
        await page.Context.CloseAsync();

        page = await site.SignedInAsync("admin");
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bác đề xuất" }).ClickAsync();
        await CheckAsync(page, "regulations-draft-no-reason", "Lý do");
        await page.GetByRole(AriaRole.Button, new() { Name = "Phê duyệt và công bố" }).ClickAsync();
        await CheckAsync(page, "regulations-draft-approved", "Đã phê duyệt, đã công bố");
        await page.GotoAsync("/regulations/drafts");
        await CheckAsync(page, "regulations-drafts-list", "15/TB-NM");
        await page.GotoAsync("/regulations/nha-may-6-2026");
        await CheckAsync(page, "regulations-own-calendar", "15/TB-NM");
        await page.Context.CloseAsync();
    }

    private static async Task CheckAsync(IPage page, string name, string words)
    {
        var text = await page.InnerTextAsync("main");
        Assert.True(words.Split('|').Any(w => text.Contains(w, StringComparison.Ordinal)), text);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        var result = await page.RunAxe(Rules);
        Assert.True(result.Violations.Length == 0, $"{name}: " + string.Join("\n", result.Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")));
        if (Pictures is not null)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
        }

        var size = page.ViewportSize!;
        await page.SetViewportSizeAsync(320, 800);
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 320, $"{name} is wider than a screen of 320 pixels.");
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private static string Mill(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == "private5-2026").Canonical)!.AsObject();
        json["calendar"] = "nha-may-6";
        json["id"] = "nha-may-6-2026";
        json["weeklyRest"] = new JsonArray("sun");
        change(json);
        return json.ToJsonString();
    }
}
