using System.Globalization;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>Lists and figures as workbooks, opened again with a reader.</summary>
public sealed class ExportTests(SharedHost shared)
{
    private static readonly string[] Names = ["Trần Thị Ánh", "Đặng Văn Bình", "Lê Thị Chúc"];

    [Fact]
    public async Task A_roster_is_exported_whole_in_Vietnamese_order_with_real_dates_its_filters_on_top_and_how_many_below()
    {
        var province = await ProvinceAsync();
        using var union = await shared.Host.ClientAsync("union", "vi");
        using var book = await OpenAsync(union, $"/rosters?unit={province.Union1:D}&asOf=01/06/2026&handler=Export");
        var sheet = Only(book);
        Assert.Equal(["Trần Thị Ánh", "Đặng Văn Bình", "Lê Thị Chúc"], Column(sheet, "Họ và tên"));
        Assert.Equal(["1", "2", "3"], Column(sheet, "STT"));
        Assert.Contains(Rows(sheet).Select(r => r[0]), t => t == "Tính đến ngày 01/06/2026");
        Assert.Contains(Rows(sheet).Select(r => r[0]), t => t.StartsWith("Đơn vị: ", StringComparison.Ordinal));
        Assert.Equal("Danh sách này có 3 người.", Rows(sheet)[^1][0]);
        var born = Cell(sheet, "Ngày sinh");
        Assert.Equal(new DateOnly(1995, 5, 20), DateOnly.FromDateTime(DateTime.FromOADate(double.Parse(born.CellValue!.Text, CultureInfo.InvariantCulture))));
        Assert.Null(born.DataType);
        var pane = sheet.Worksheet.Descendants<Pane>().Single();
        Assert.Equal((PaneStateValues.Frozen, "STT"), (pane.State!.Value, Rows(sheet)[(int)pane.VerticalSplit!.Value - 1][0]));
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => $"{e.Path?.XPath} {e.Description}"));
    }

    [Fact]
    public async Task Cadres_by_post_are_exported_in_Vietnamese_order_as_of_a_day()
    {
        var province = await ProvinceAsync();
        using var personnel = await shared.Host.ClientAsync("personnel", "vi");
        var people = await (await personnel.GetAsync($"/api/rosters/people?unit={province.Union1:D}")).JsonAsync();
        var post = Guid.CreateVersion7();
        async Task OkAsync(string address, object body)
        {
            using var response = await personnel.PostAsync(address, body);
            Assert.True(response.IsSuccessStatusCode, $"{address}: {await response.JsonAsync()}");
        }

        await OkAsync($"/api/posts/{post:D}/acts/open", new
        {
            occurredOn = "2020-01-02",
            unit = province.Union1,
            managedBy = province.Committee,
            code = $"uv-{post:N}"[..20],
            title = "Ủy viên",
            level = "grassroots",
            rank = 10,
            seats = 5,
            isHead = false,
            termMonths = 60,
        });
        foreach (var person in people.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("person").GetProperty("personId").GetGuid()))
        {
            await OkAsync($"/api/cadres/{person:D}/acts/take-post", new { occurredOn = "2024-01-02", postId = post, kind = "election", from = "2024-01-02", termEndsOn = "2029-01-01" });
        }

        using var book = await OpenAsync(personnel, $"/rosters/cadres?list=posts&unit={province.Union1:D}&asOf=01/06/2026&handler=Export");
        Assert.Equal(["Trần Thị Ánh", "Đặng Văn Bình", "Lê Thị Chúc"], Column(Only(book), "Họ và tên"));
        Assert.Equal(["Ủy viên", "Ủy viên", "Ủy viên"], Column(Only(book), "Chức danh"));
        Assert.Equal("Danh sách này có 3 dòng.", Rows(Only(book))[^1][0]);
        using var vacant = await OpenAsync(personnel, $"/rosters/cadres?list=vacancies&unit={province.Union1:D}&handler=Export");
        Assert.Equal(["2"], Column(Only(vacant), "Còn khuyết"));
        var office = (await (await personnel.GetAsync($"/api/units/{province.Union1:D}")).JsonAsync()).GetProperty("code").GetString()!;
        using var terms = await OpenAsync(personnel, $"/terms?unit={Uri.EscapeDataString(office)}&handler=Export");
        Assert.Equal(["Lê Thị Chúc", "Trần Thị Ánh", "Đặng Văn Bình"], Column(Only(terms), "Họ và tên").Order(StringComparer.Ordinal));
        await OkAsync($"/api/appointments/{Guid.CreateVersion7():D}/acts/open", new { occurredOn = "2026-03-02", reported = false, document = Http.Paper("1/TTr", "2026-03-02"), postId = post, kind = "appointment", source = "in_place" });
        using var procedures = await OpenAsync(personnel, $"/appointments?unit={Uri.EscapeDataString(office)}&handler=Export");
        Assert.Equal(["Ủy viên"], Column(Only(procedures), "Chức danh"));
        foreach (var list in (string[])["plan", "terms", "staff"])
        {
            using var page = await personnel.GetAsync($"/rosters/cadres?list={list}&unit={province.Union1:D}");
            Assert.Equal(System.Net.HttpStatusCode.OK, page.StatusCode);
        }

        using var union = await shared.Host.ClientAsync("union");
        using var forbidden = await union.GetAsync("/rosters/cadres");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task A_case_list_in_English_has_the_rows_the_page_has_and_none_of_another_unit()
    {
        var province = await ProvinceAsync();
        using var other = InEnglish(await shared.Host.OfficerAsync(Roles.UnionOfficer, province.Union2));
        using (var none = await OpenAsync(other, "/cases?handler=Export"))
        {
            Assert.DoesNotContain(Column(Only(none), "Full name"), n => Names.Contains(n, StringComparer.Ordinal));
        }

        using var own = InEnglish(await shared.Host.OfficerAsync(Roles.UnionOfficer, province.Union1));
        using var book = await OpenAsync(own, "/cases?open=true&sort=name&handler=Export");
        Assert.Equal(Names, Column(Only(book), "Full name"));
        Assert.Equal("This list has 3 cases.", Rows(Only(book))[^1][0]);
        using var refused = await shared.Host.ClientAsync("admin");
        using var forbidden = await refused.GetAsync("/cases?handler=Export");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task Statistics_are_exported_with_definitions_numerators_and_denominators()
    {
        var province = await ProvinceAsync();
        using var personnel = await shared.Host.ClientAsync("personnel", "vi");
        using var book = await OpenAsync(personnel, $"/statistics?from=01/01/2026&to=31/12/2026&unit={province.Union1:D}&by=gender&handler=Export");
        var sheets = book.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(s => (WorksheetPart)book.WorkbookPart.GetPartById(s.Id!.Value!)).ToList();
        Assert.Equal(["ST-01", "ST-02", "ST-03", "ST-04", "ST-05"], Column(sheets[0], "Định nghĩa").Take(5));
        Assert.Equal(["3", "3", "0", "0", "0"], Column(sheets[0], "Tử số").Take(5));
        Assert.Equal("3", Column(sheets[0], "Mẫu số")[3]);
        Assert.Equal("0.0%", FormatOf(book, Cell(sheets[0], "Giá trị", 3)));
        Assert.Equal("Cộng", Column(sheets[1], "Giới tính")[^1]);
        Assert.Contains(Rows(sheets[0]).Select(r => r[0]), t => t == "Kỳ: 01/01/2026 – 31/12/2026");
        Assert.Equal(3, sheets.Count);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => $"{e.Path?.XPath} {e.Description}"));
    }

    [Fact]
    public async Task Names_behind_a_number_are_for_those_who_may_see_the_cases()
    {
        var province = await ProvinceAsync();
        const string Address = "/statistics/cases?measure=referredPersons&from=01/01/2026&to=31/12/2026&handler=Export&unit=";
        using var personnel = await shared.Host.ClientAsync("personnel", "vi");
        using (var named = await OpenAsync(personnel, Address + province.Union1.ToString("D")))
        {
            Assert.Equal(Names.Order(StringComparer.Ordinal), Column(Only(named), "Họ và tên").Order(StringComparer.Ordinal));
        }

        using var admin = await shared.Host.ClientAsync("admin", "vi");
        using var book = await OpenAsync(admin, Address + province.Union1.ToString("D"));
        Assert.Equal(3, Column(Only(book), "Họ và tên").Count);
        Assert.DoesNotContain(Column(Only(book), "Họ và tên"), n => Names.Contains(n, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("party", "/queue?handler=Export")]
    [InlineData("personnel", "/rosters/units?handler=Export")]
    public async Task Every_other_list_opens_as_a_sound_workbook(string user, string address)
    {
        await ProvinceAsync();
        using var client = await shared.Host.ClientAsync(user, "vi");
        using var book = await OpenAsync(client, address);
        Assert.Contains(Rows(Only(book)), r => r[0] == "STT");
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(book).Select(e => $"{e.Path?.XPath} {e.Description}"));
    }

    private async Task<TestProvince> ProvinceAsync()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        foreach (var name in Names.Reverse())
        {
            using var filed = await union.PostAsync("/api/cases", Http.Referral(province.Union1, name: name));
            await ScopeTests.SendAsync(union, (await filed.JsonAsync()).GetProperty("caseId").GetGuid());
        }

        var head = await shared.Host.Services.GetRequiredService<IEventLog>().PositionAtAsync(null);
        Assert.True(await shared.Host.Services.GetRequiredService<SubscriptionMonitor>().WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(1)));
        return province;
    }

    private static async Task<SpreadsheetDocument> OpenAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType?.MediaType);
        return SpreadsheetDocument.Open(new MemoryStream(await response.Content.ReadAsByteArrayAsync()), false);
    }

    /// <summary>Pages speak the language that was chosen, not the browser's.</summary>
    private static HttpClient InEnglish(HttpClient client)
    {
        client.DefaultRequestHeaders.Add("Cookie", $"{CookieRequestCultureProvider.DefaultCookieName}={Uri.EscapeDataString(CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("en")))}");
        return client;
    }

    private static WorksheetPart Only(SpreadsheetDocument book) => book.WorkbookPart!.WorksheetParts.Single();

    private static List<List<string>> Rows(WorksheetPart sheet) => [.. sheet.Worksheet.Descendants<Row>().Select(r => r.Elements<Cell>().Select(TextOf).DefaultIfEmpty(string.Empty).ToList())];

    private static List<string> Column(WorksheetPart sheet, string heading)
    {
        var rows = Rows(sheet);
        var head = rows.FindIndex(r => r[0] == "STT");
        head = head < 0 ? rows.FindIndex(r => r[0] == "No.") : head;
        var at = rows[head].IndexOf(heading);
        Assert.True(at >= 0, $"No column {heading}: {string.Join(" | ", rows[head])}");
        return [.. rows.Skip(head + 1).TakeWhile(r => r.Count > 1).Select(r => r[at])];
    }

    private static Cell Cell(WorksheetPart sheet, string heading, int row = 0)
    {
        var rows = sheet.Worksheet.Descendants<Row>().ToList();
        var head = rows.FindIndex(r => r.Elements<Cell>().FirstOrDefault() is { } c && TextOf(c) == "STT");
        var at = rows[head].Elements<Cell>().ToList().FindIndex(c => TextOf(c) == heading);
        return rows[head + 1 + row].Elements<Cell>().ElementAt(at);
    }

    private static string FormatOf(SpreadsheetDocument book, Cell cell)
    {
        var styles = book.WorkbookPart!.WorkbookStylesPart!.Stylesheet;
        var format = styles.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value).NumberFormatId!.Value;
        return styles.NumberingFormats!.Elements<NumberingFormat>().First(f => f.NumberFormatId!.Value == format).FormatCode!.Value!;
    }

    private static string TextOf(Cell cell) => cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? string.Empty;
}
