using System.Net.Http.Headers;
using System.Text.Json;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>Files of a personnel desk: one row is one act of cadre work, done or answered by itself.</summary>
public sealed class CadreImportTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Headings =
        "act,occurred_on,unit_code,post,post_title,level,rank,managed_by,full_name,birth_date,gender,kind,assigned,from,to,plan,term,procedure,step,summoned,present,votes,decided_by,reason,paper,year,document_number,document_date,report";

    [Fact]
    public async Task A_desk_sends_posts_staff_a_plan_and_a_procedure_in_one_file_and_every_row_is_recorded()
    {
        var (unit, file) = await StoryAsync("Trần Văn Kế");
        var rehearsed = await SendAsync(file, dryRun: true);
        Assert.DoesNotContain(Rows(rehearsed), r => r.GetProperty("status").GetString() is "invalid" or "blocked");
        Assert.Equal(Rows(rehearsed).Count, rehearsed.GetProperty("counts").GetProperty("done").GetInt32());

        var report = await SendAsync(file);
        Assert.Equal(Rows(report).Count, report.GetProperty("counts").GetProperty("done").GetInt32());
        using var personnel = await shared.Host.ClientAsync("personnel");
        var staffing = await (await personnel.GetAsync($"/api/staffing/{unit:D}?on=2026-09-30")).JsonAsync();
        Assert.Equal((4, 3), (staffing.GetProperty("own").GetProperty("assigned").GetInt32(), staffing.GetProperty("own").GetProperty("present").GetInt32()));

        var again = await SendAsync(file);
        Assert.Equal(Rows(report).Count, again.GetProperty("counts").GetProperty("alreadyDone").GetInt32());
    }

    [Fact]
    public async Task Wrong_rows_are_named_by_field_value_and_rule_and_the_others_go_on()
    {
        var (_, story) = await StoryAsync("Phạm Thị Sai");
        await SendAsync(story);
        var u = Code;
        string[] bad =
        [
            Row(u, "assign_quota", "2026-02-01", ("assigned", "-3"), ("from", "2027-01-01"), ("document_number", "9/QĐ"), ("document_date", "2026-02-01")),
            Row(u, "assign_quota", "2026-02-01", ("assigned", "5"), ("from", "2024-01-02"), ("document_number", "10/QĐ"), ("document_date", "2026-02-01")),
            Row(u, "take_post", "2026-02-01", ("post", "khong_co"), ("full_name", "Phạm Thị Sai 1"), ("kind", "appointment")),
            Row(u, "take_post", "2026-02-01", ("post", "khong_co"), ("full_name", "Lê Thị Mới"), ("birth_date", "1988-01-01"), ("kind", "appointment")),
            Row(u, "consult", "2026-03-20", ("plan", "QH1"), ("step", "2"), ("post", "pho_ban"), ("summoned", "30"), ("present", "28"), ("votes", "Phạm Thị Sai Bốn 14/04/1986: 20/15")),
            Row(u, "consult", "2026-03-20", ("plan", "QH1"), ("step", "2"), ("post", "pho_ban"), ("summoned", "29"), ("present", "19"), ("votes", "Phạm Thị Sai Bốn 14/04/1986: 15/4"), ("report", "no")),
            Row(u, "name_in_plan", "2026-04-02", ("plan", "QH1"), ("post", "pho_ban"), ("full_name", "Phạm Thị Sai Bốn"), ("birth_date", "1986-04-14"), ("document_number", "12/QĐ"), ("document_date", "2026-04-02"), ("report", "no")),
            Row(u, "name_in_plan", "2026-04-02", ("plan", "QH1"), ("post", "pho_ban"), ("full_name", "Người Không Có"), ("birth_date", "1986-04-14"), ("document_number", "12/QĐ"), ("document_date", "2026-04-02")),
            Row(u, "appoint", "2026-08-05", ("procedure", "BN2"), ("full_name", "Phạm Thị Sai Bốn"), ("birth_date", "1986-04-14"), ("decided_by", u), ("to", "2031-08-04"), ("document_number", "13/QĐ"), ("document_date", "2026-08-05"), ("report", "no")),
            Row(u, "consult", "2026-03-20", ("plan", "QH1"), ("step", "2"), ("post", "pho_ban"), ("summoned", "30"), ("present", "28"), ("votes", "ai đó: mười")),
            Row(u, "leave", "2026-10-01", ("full_name", "Phạm Thị Sai Ba"), ("birth_date", "1986-03-13"), ("reason", "retired")),
        ];
        string[] headed = [Headings, Row(u, "open_procedure", "2026-08-01", ("procedure", "BN2"), ("post", "pho_ban"), ("kind", "appointment")), Row(u, "propose", "2026-08-02", ("procedure", "BN2"), ("full_name", "Phạm Thị Sai Bốn"), ("birth_date", "1986-04-14")), .. bad];
        var rows = Rows(await SendAsync(Sheets.Csv(headed))).Skip(2).ToList();
        (string Status, string Code, string? Field)[] expected =
        [
            ("invalid", "quota_negative", "assigned"), ("invalid", "quota_overlaps", "from"), ("invalid", "not_a_name", "full_name"), ("invalid", "unknown_post", "post"),
            ("invalid", "conference_more_votes_than_valid", "summoned"), ("blocked", "blocked", null), ("blocked", "blocked", null), ("invalid", "unknown_person_named", "full_name"),
            ("blocked", "blocked", null), ("invalid", "votes_unreadable", "votes"), ("done", "", null),
        ];
        Assert.Equal(expected.Length, rows.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], (rows[i].GetProperty("status").GetString()!, rows[i].GetProperty("code").GetString() ?? "", rows[i].GetProperty("field").GetString()));
        }

        Assert.Contains("STF-01", rows[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("-3", rows[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains(Findings(rows[5]), f => f == "attendance_too_low");
        Assert.Contains(Findings(rows[6]), f => f == "too_many_for_post");
        Assert.Contains(Findings(rows[8]), f => f == "step_not_recorded");
        Assert.All(rows.Take(10), r => Assert.False(string.IsNullOrWhiteSpace(r.GetProperty("message").GetString())));
        var english = Rows(await SendAsync(Sheets.Csv(headed), language: "en")).Skip(2).ToList();
        Assert.Contains("no post", english[3].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_subject_has_a_short_template_and_a_desk_without_the_right_is_refused()
    {
        using var personnel = await shared.Host.ClientAsync("personnel");
        foreach (var of in new[] { "posts", "staff", "plans", "procedures", "declarations", "reports" })
        {
            var template = await personnel.GetStringAsync($"/api/imports/cadres/template?of={of}");
            Assert.InRange(template.Split(',').Length, 8, 30);
            var empty = Sheets.Read(Sheets.Csv(template.TrimEnd('\r', '\n').TrimStart('\uFEFF')), Api.Imports.ImportKind.Cadres);
            Assert.Empty(empty);
        }

        using var union = await shared.Host.ClientAsync("union");
        using var response = await PostAsync(union, Sheets.Csv(Headings), false, "vi");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_duty_to_declare_is_named_by_its_person_kind_and_year_and_no_column_takes_an_amount()
    {
        var (_, story) = await StoryAsync("Vũ Văn Khai");
        await SendAsync(story);
        const string Columns = "act,occurred_on,full_name,birth_date,kind,year,control_body,form,document_number,document_date";
        var report = await SendAsync(Sheets.Csv(
            Columns,
            "Phát sinh nghĩa vụ kê khai,01/11/2025,Vũ Văn Khai Một,11/01/1986,Hằng năm,2025,,,,",
            "Nộp bản kê khai,05/01/2026,Vũ Văn Khai Một,11/01/1986,Hằng năm,2025,,,,",
            "Bàn giao bản kê khai,08/01/2026,Vũ Văn Khai Một,11/01/1986,Hằng năm,2025,UBKT,,4/BB,08/01/2026",
            "Công khai bản kê khai,20/01/2026,Vũ Văn Khai Một,11/01/1986,Hằng năm,2025,,Niêm yết,5/TB,20/01/2026"));
        var rows = Rows(report);
        Assert.Equal(["done", "warning", "done", "done"], rows.Select(r => r.GetProperty("status").GetString()!));
        Assert.Contains("AST-02", rows[1].ToString(), StringComparison.Ordinal);
        using var personnel = await shared.Host.ClientAsync("personnel");
        using var amount = await PostAsync(personnel, Sheets.Csv(Columns + ",amount", "x,y,z,,,,,,,,150000000"), false, "vi");
        Assert.Equal("file_unknown_column", (await amount.JsonAsync()).GetProperty("code").GetString());
    }

    private string Code { get; set; } = string.Empty;

    /// <summary>A unit with a post, a quota, three persons on the staff, a plan with three names and an appointment.</summary>
    private async Task<(Guid Unit, byte[] File)> StoryAsync(string name)
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var personnel = await shared.Host.ClientAsync("personnel");
        var u = Code = (await (await personnel.GetAsync($"/api/staffing/{province.Union1:D}")).JsonAsync()).GetProperty("code").GetString()!;
        var people = new[] { ("Một", "1986-01-11"), ("Hai", "1986-02-12"), ("Ba", "1986-03-13") }.Select(p => (Name: $"{name} {p.Item1}", Born: p.Item2)).ToList();
        (string, string)[] Who((string Name, string Born) p) => [("full_name", p.Name), ("birth_date", p.Born)];
        var votes = string.Join("; ", people.Select(p => $"{p.Name} {p.Born}: 27/1"));
        var lines = new List<string>
        {
            Headings,
            Row(u, "open_post", "2024-01-02", ("post", "pho_ban"), ("post_title", "Phó trưởng ban"), ("level", "grassroots"), ("rank", "40"), ("managed_by", u)),
            Row(u, "assign_quota", "2024-01-02", ("assigned", "4"), ("from", "2024-01-02"), ("document_number", "1/QĐ"), ("document_date", "2024-01-02")),
        };
        lines.AddRange(people.Select(p => Row(u, "join", "2024-02-01", [.. Who(p), ("gender", "Nữ")])));
        lines.Add(Row(u, "take_post", "2024-02-01", ("post", "pho_ban"), ("full_name", $"{name} Bốn"), ("birth_date", "1986-04-14"), ("gender", "Nữ"), ("kind", "election")));
        lines.Add(Row(u, "leave_post", "2025-02-01", ("post", "pho_ban"), ("full_name", $"{name} Bốn"), ("birth_date", "1986-04-14"), ("reason", "moved")));
        lines.Add(Row(u, "open_plan", "2026-01-05", ("plan", "QH1"), ("term", "next_term"), ("from", "2026-07-01"), ("to", "2031-06-30")));
        for (var step = 1; step <= 5; step++)
        {
            lines.Add(Row(u, "consult", $"2026-02-0{step}", ("plan", "QH1"), ("step", $"{step}"), ("post", "pho_ban"), ("summoned", "30"), ("present", "28"), ("votes", step == 1 ? votes.Replace(": 27/1", "", StringComparison.Ordinal) : votes)));
        }

        lines.AddRange(people.Select(p => Row(u, "name_in_plan", "2026-03-02", [.. Who(p), ("plan", "QH1"), ("post", "pho_ban"), ("document_number", "2/QĐ"), ("document_date", "2026-03-02")])));
        lines.Add(Row(u, "open_procedure", "2026-06-01", ("procedure", "BN1"), ("post", "pho_ban"), ("kind", "appointment")));
        lines.Add(Row(u, "approve_policy", "2026-06-04", ("procedure", "BN1"), ("decided_by", u)));
        lines.Add(Row(u, "propose", "2026-06-05", [.. Who(people[0]), ("procedure", "BN1")]));
        for (var step = 1; step <= 5; step++)
        {
            lines.Add(Row(u, "hold_step", $"2026-06-{7 + step:00}", ("procedure", "BN1"), ("step", $"{step}"), ("post", "pho_ban"), ("summoned", "9"), ("present", "9"), ("votes", step == 1 ? $"{people[0].Name} {people[0].Born}" : $"{people[0].Name} {people[0].Born}: 8/1")));
        }

        string[] papers = ["submission", "minutes", "personal_history", "self_review", "collective_comment", "residence_comment", "political_standard", "asset_declaration", "diplomas", "health_certificate"];
        lines.AddRange(papers.Select(paper => Row(u, "record_paper", "2026-06-15", [.. Who(people[0]), ("procedure", "BN1"), ("paper", paper)])));
        lines.Add(Row(u, "appoint", "2026-06-18", [.. Who(people[0]), ("procedure", "BN1"), ("decided_by", u), ("from", "2026-07-01"), ("to", "2031-06-30"), ("document_number", "3/QĐ"), ("document_date", "2026-06-18")]));
        return (province.Union1, Sheets.Csv([.. lines]));
    }

    private static string Row(string unit, string act, string day, params (string Column, string Value)[] cells)
    {
        var all = cells.Append(("act", act)).Append(("occurred_on", day)).Append(("unit_code", unit)).ToDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal);
        return string.Join(',', Headings.Split(',').Select(h => all.GetValueOrDefault(h, string.Empty)));
    }

    private static List<JsonElement> Rows(JsonElement report) => [.. report.GetProperty("rows").EnumerateArray()];

    private static IEnumerable<string> Findings(JsonElement row) => row.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("code").GetString()!);

    private async Task<JsonElement> SendAsync(byte[] file, bool dryRun = false, string language = "vi")
    {
        using var personnel = await shared.Host.ClientAsync("personnel");
        using var response = await PostAsync(personnel, file, dryRun, language);
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, body.ToString());
        return body;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, byte[] file, bool dryRun, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/imports/cadres" + (dryRun ? "?dryRun=true" : "")) { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await client.SendAsync(request);
    }
}
