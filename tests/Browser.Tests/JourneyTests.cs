using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Admissions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CadreWorkflow.Browser.Tests;

/// <summary>The main jobs of the desks, as people do them.</summary>
public sealed partial class JourneyTests(Site site)
{
    private const string Union = "CD0101 – Công đoàn Bệnh viện Đa khoa Vĩnh An";

    [Fact]
    public async Task A_referral_is_filed_with_the_keyboard_alone()
    {
        var page = await site.SignedInAsync("union");
        await page.GotoAsync("/cases/new");
        await page.FocusAsync("#fullName");
        await page.Keyboard.TypeAsync("Trịnh Thị Phím");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("19/5/1995");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.FocusAsync("#unionUnit");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(Union);
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync(CaseAddress());
        Assert.Contains("Trịnh Thị Phím", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        Assert.True(await page.Locator(".govuk-notification-banner--success").IsVisibleAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_control_of_the_new_referral_can_be_reached_by_tabbing_and_shows_its_focus()
    {
        var page = await site.SignedInAsync("union");
        await page.GotoAsync("/cases/new");
        var reached = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (name, visible) = await FocusedAsync(page);
            reached.Add(name);
            Assert.True(visible, $"Focus on '{name}' cannot be seen.");
        }

        Assert.Superset(new HashSet<string>(["fullName", "birthDate", "gender", "education", "theoryLevel", "unionUnit", "occurredOn", "report", "document.number"], StringComparer.Ordinal), reached);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Without_JavaScript_a_wrong_form_comes_back_whole_and_the_mended_one_is_recorded()
    {
        var page = await site.SignedInAsync("union", javaScript: false);
        await page.GotoAsync("/cases/new");
        await page.FillAsync("#fullName", "Mai Văn Không");
        await page.FillAsync("#birthDate", "28/02/202");
        await page.CheckAsync("input[name=gender][value=male]");
        await page.SelectOptionAsync("#education", "college");
        await page.SelectOptionAsync("#theoryLevel", "none");
        await page.FillAsync("#unionUnit", Union);
        await page.FillAsync("#occurredOn", "3/2/26");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("28/02/202", await page.InnerTextAsync(".govuk-error-summary"), StringComparison.Ordinal);
        Assert.StartsWith("(1", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal("Mai Văn Không", await page.InputValueAsync("#fullName"));
        Assert.Equal("college", await page.InputValueAsync("#education"));
        Assert.True(await page.IsCheckedAsync("input[name=gender][value=male]"));
        Assert.Equal("3/2/26", await page.InputValueAsync("#occurredOn"));

        await page.FillAsync("#birthDate", "28/02/2000");
        await page.ClickAsync("main form button[type=submit]");
        Assert.Matches(CaseAddress(), page.Url);
        Assert.Contains("03/02/2026", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_page_posted_twice_decides_once()
    {
        var page = await site.SignedInAsync("union");
        var id = await site.Province.FileAsync("Lương Thị Hai Lần", 5);
        await page.GotoAsync($"/cases/{id:D}/acts/submit");
        var fields = await FieldsAsync(page);
        var first = await PostAsync(page, $"/cases/{id:D}/acts/submit", fields);
        var second = await PostAsync(page, $"/cases/{id:D}/acts/submit", fields);
        Assert.Equal((int)HttpStatusCode.Found, first.Status);
        Assert.Equal((int)HttpStatusCode.Found, second.Status);
        Assert.Equal(first.Headers["location"], second.Headers["location"]);
        var history = await site.Services.GetRequiredService<CaseReader>().HistoryAsync(id, CancellationToken.None);
        Assert.Single(history.AllRecorded, r => r.Event is ReferralSubmitted);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_name_typed_in_decomposed_letters_is_kept_in_composed_ones()
    {
        var page = await site.SignedInAsync("union");
        const string Name = "Đỗ Thị Hoà Hiếu";
        await page.GotoAsync("/cases/new");
        await page.FillAsync("#fullName", Name.Normalize(NormalizationForm.FormD));
        await page.FillAsync("#birthDate", "01/01/1990");
        await page.CheckAsync("input[name=gender][value=female]");
        await page.SelectOptionAsync("#education", "master");
        await page.SelectOptionAsync("#theoryLevel", "advanced");
        await page.FillAsync("#unionUnit", Union.Normalize(NormalizationForm.FormD));
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForURLAsync(CaseAddress());
        Assert.Contains(Name.Normalize(NormalizationForm.FormC), await page.InnerTextAsync("h1"), StringComparison.Ordinal);

        await page.GotoAsync("/cases?q=" + Uri.EscapeDataString("do thi hoa hieu"));
        Assert.Contains(Name, await page.InnerTextAsync("table"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_English_switch_changes_every_word_and_comes_back()
    {
        var page = await site.SignedInAsync("union");
        await page.GotoAsync("/cases?sort=name");
        await page.ClickAsync("text=English");
        Assert.Equal("en", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Contains("sort=name", page.Url, StringComparison.Ordinal);
        Assert.Contains("cases", await page.InnerTextAsync("h1"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Filter", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("text=Tiếng Việt");
        Assert.Equal("vi", await page.Locator("html").GetAttributeAsync("lang"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_others_recorded_meanwhile_is_shown_and_the_form_is_sent_again_without_retyping()
    {
        var page = await site.SignedInAsync("union");
        var id = await site.Province.FileAsync("Tạ Văn Song Song", 9);
        await page.GotoAsync($"/cases/{id:D}/acts/withdraw");
        await page.FillAsync("#document-number", "7/ĐĐN-CN");
        await page.FillAsync("#document-date", "01/11/2026");
        await page.FillAsync("#document-issuer", "Cá nhân");
        await site.Province.ActAsync(id, new ReferralSubmitted(site.Province.Today.AddDays(-1), true, null));
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("Trình Ban Chấp hành công đoàn", await page.InnerTextAsync("main .govuk-notification-banner"), StringComparison.Ordinal);
        Assert.Equal("7/ĐĐN-CN", await page.InputValueAsync("#document-number"));
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForURLAsync(CaseAddress());
        Assert.Contains("đã rút", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_vote_form_shows_its_sum_and_a_tally_that_does_not_add_up_is_refused_at_its_field()
    {
        var page = await site.SignedInAsync("party");
        await page.GotoAsync($"/cases/{site.Province.Cases["opinions"]:D}/acts/cell-vote");
        await page.CheckAsync("input[name=report][value=true]");
        (string Field, string Value)[] typed = [("summoned", "20"), ("present", "18"), ("exemptAbsent", "2"), ("issued", "18"), ("returned", "18"), ("agree", "12"), ("disagree", "5")];
        foreach (var (field, value) in typed)
        {
            await page.FillAsync("#tally-" + field, value);
        }

        var sum = await page.InnerTextAsync("[data-tally-out]");
        Assert.Contains("20 − 2 = 18", sum, StringComparison.Ordinal);
        Assert.Contains("cần 12", sum, StringComparison.Ordinal);
        await page.FillAsync("#document-number", "9/NQ-CB");
        await page.FillAsync("#document-date", "20/11/2026");
        await page.FillAsync("#document-issuer", "Chi bộ Khoa Nội");
        await page.ClickAsync("main form button[type=submit]");
        Assert.True(await page.Locator(".govuk-error-summary").IsVisibleAsync());
        Assert.Equal("12", await page.InputValueAsync("#tally-agree"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_file_is_looked_at_row_by_row_then_recorded_and_sent_again_changes_nothing()
    {
        var page = await site.SignedInAsync("union");
        var file = new FilePayload { Name = "gioi-thieu.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(await ImportFileAsync(page)) };
        await page.GotoAsync("/imports");
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("main form button[type=submit]");
        Assert.Contains("Chưa có gì được ghi", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForURLAsync(url => url.Contains("handler", StringComparison.Ordinal));
        Assert.Contains("Đã nhập gioi-thieu.csv: 1 dòng", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.ClickAsync("text=Chọn tệp khác");
        await page.SetInputFilesAsync("#file", file);
        await page.ClickAsync("main form button[type=submit]");
        await page.WaitForSelectorAsync("table, .govuk-error-summary");
        Assert.Contains("Đã ghi từ trước", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_number_of_the_statistics_opens_to_as_many_cases_and_its_chart_is_drawn_from_the_table()
    {
        var page = await site.SignedInAsync("personnel");
        await page.GotoAsync("/statistics?from=01/01/2025&to=31/12/2026&by=gender");
        await page.WaitForSelectorAsync(".c-chart canvas, .c-chart svg");
        var number = int.Parse(await page.InnerTextAsync(".c-figure__n >> nth=1"), System.Globalization.CultureInfo.InvariantCulture);
        await page.ClickAsync(".c-figure__n >> nth=1");
        Assert.Contains($": {number} ", await page.InnerTextAsync("h1"), StringComparison.Ordinal);
        await page.GotoAsync(page.Url + "&size=100");
        Assert.Equal(number, await page.Locator("tbody tr").CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_first_page_is_light()
    {
        var page = await site.OpenAsync();
        long bytes = 0;
        page.RequestFinished += async (_, request) => Interlocked.Add(ref bytes, (await request.SizesAsync()).ResponseBodySize);
        await page.GotoAsync("/sign-in", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.InRange(Interlocked.Read(ref bytes), 1, 120_000);
        await page.Context.CloseAsync();
    }

    private static async Task<(string Name, bool Visible)> FocusedAsync(IPage page)
    {
        var parts = await page.EvaluateAsync<string[]>(
            """
            () => {
              const e = document.activeElement;
              const s = getComputedStyle(e, e.matches('.govuk-radios__input, .govuk-checkboxes__input') ? null : undefined);
              const label = e.matches('.govuk-radios__input, .govuk-checkboxes__input') ? getComputedStyle(e.nextElementSibling, '::before') : s;
              const seen = s.outlineStyle !== 'none' || s.boxShadow !== 'none' || label.boxShadow !== 'none' || label.outlineStyle !== 'none' || e === document.body;
              return [e.name || e.id || e.textContent.trim().slice(0, 40), String(seen)];
            }
            """);
        return (parts[0], parts[1] == "true");
    }

    private static async Task<Dictionary<string, object>> FieldsAsync(IPage page)
    {
        var pairs = await page.EvaluateAsync<string[][]>("() => [...new FormData(document.querySelector('main form[method=post]')).entries()].map(([k, v]) => [k, String(v)])");
        return pairs.ToDictionary(p => p[0], p => (object)p[1], StringComparer.Ordinal);
    }

    private static async Task<IAPIResponse> PostAsync(IPage page, string address, Dictionary<string, object> fields)
    {
        var form = page.Context.APIRequest.CreateFormData();
        foreach (var (name, value) in fields)
        {
            form.Set(name, (string)value);
        }

        return await page.Context.APIRequest.PostAsync(address, new APIRequestContextOptions { Form = form, MaxRedirects = 0 });
    }

    private static async Task<string> ImportFileAsync(IPage page)
    {
        var template = await (await page.Context.APIRequest.GetAsync("/api/imports/referrals/template", new APIRequestContextOptions
        {
            Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Accept-Language"] = "en" },
        })).TextAsync();
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["union_unit"] = "CD0101",
            ["full_name"] = "Kiều Thị Tệp",
            ["birth_date"] = "12/12/1993",
            ["gender"] = "nữ",
            ["education"] = "đại học",
            ["theory_level"] = "sơ cấp",
            ["filed_on"] = "10/11/2026",
            ["reference"] = "TEP-01",
        };
        var columns = template.Trim('\uFEFF', '\r', '\n').Split(',');
        return template.TrimEnd() + "\r\n" + string.Join(',', columns.Select(c => values.GetValueOrDefault(c.Trim(), string.Empty))) + "\r\n";
    }

    [GeneratedRegex("/cases/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex CaseAddress();
}
