using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests.Imports;

public sealed class ImportDoorTests(SharedHost shared)
{
    private const string Referrals = "reference,union_unit,full_name,birth_date,gender,education,filed_on,submitted_on,resolved_on,resolution_number,summoned,present,agree,disagree,sent_on,letter_number";
    private const string Acts = "reference,act,occurred_on,document_number,document_date,document_issuer,purpose,summoned,present,probationary_voters,issued,returned,agree,disagree,class";

    private ApiHost Host => shared.Host;

    [Fact]
    public async Task Given_rows_good_and_bad_then_each_gets_its_own_answer_and_only_the_good_are_recorded()
    {
        var (unit, mark) = await UnitAsync();
        using var union = await Host.ClientAsync("union", "vi");
        var file = Sheets.Csv(
            Referrals,
            Referral(mark, 1, unit),
            Referral(mark, 2, unit),
            Referral(mark, 1, unit),
            $"{mark}-4,KHONG-CO,Lê Văn Bốn {Word(mark)},1990-01-04,male,bachelor,2026-03-02,,,,,,,,,",
            $"{mark}-5,{unit},Lê Văn Năm {Word(mark)},1990-01-05,male,bachelor,2099-03-02,,,,,,,,,",
            $"{mark}-6,{unit},Lê Văn Sáu {Word(mark)},1990-01-06,male,bachelor,2026-03-02,2026-03-03,2026-03-04,1/NQ,9,9,10,,,",
            $"{mark}-7,{unit},Lê Văn Bảy {Word(mark)},1990-01-07,male,bachelor,28/02/202,,,,,,,,,",
            $"{mark}-8,{unit},Lê Văn Tám {Word(mark)},1990-01-08,male,bachelor,2026-03-02,2026-03-03,2026-03-04,1/NQ,9,9,3,6,,");
        var report = await SendAsync(union, "referrals", file);
        Assert.Equal(["done", "done", "already_done", "invalid", "invalid", "invalid", "invalid", "blocked"], Column(report, "status"));
        Assert.Equal([null, null, "duplicate_row", "unknown_unit", "future_date", "tally_more_counted_than_returned", "date_year_incomplete", "blocked"], Column(report, "code"));
        Assert.Contains("KHONG-CO", report.GetProperty("rows")[3].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("28/02/202", report.GetProperty("rows")[6].GetProperty("message").GetString(), StringComparison.Ordinal);
        var counts = report.GetProperty("counts");
        Assert.Equal((2, 1, 4, 1), (Count(counts, "done"), Count(counts, "alreadyDone"), Count(counts, "invalid"), Count(counts, "blocked")));
        foreach (var missing in new[] { 4, 5, 6, 7, 8 })
        {
            Assert.Equal(0, await EventsOfAsync($"{mark}-{missing}"));
        }
    }

    [Fact]
    public async Task Sending_a_file_again_changes_nothing_also_from_another_account_or_as_a_workbook()
    {
        var (unit, mark) = await UnitAsync();
        using var union = await Host.ClientAsync("union");
        using var colleague = await Host.OfficerAsync(Roles.UnionOfficer, null);
        var file = Sheets.Csv([Referrals, .. Enumerable.Range(1, 20).Select(i => Referral(mark, i, unit))]);
        var first = await SendAsync(union, "referrals", file);
        Assert.All(Column(first, "status"), s => Assert.Equal("done", s));
        var recorded = await EventsOfFileAsync(mark);
        foreach (var client in new[] { union, colleague })
        {
            var again = await SendAsync(client, "referrals", file);
            Assert.All(Column(again, "status"), s => Assert.Equal("already_done", s));
            Assert.Equal(Column(first, "caseId"), Column(again, "caseId"));
        }

        var workbook = Sheets.Xlsx([.. Encoding.UTF8.GetString(file).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',').Select(c => (object?)c).ToArray())]);
        Assert.All(Column(await SendAsync(union, "referrals", workbook), "status"), s => Assert.Equal("already_done", s));
        Assert.Equal(recorded, await EventsOfFileAsync(mark));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_become_of_each_row_and_records_nothing()
    {
        var (unit, mark) = await UnitAsync();
        using var union = await Host.ClientAsync("union");
        var file = Sheets.Csv(Referrals, Referral(mark, 1, unit), $"{mark}-2,KHONG-CO,Lê Văn Hai,1990-01-04,male,bachelor,2026-03-02,,,,,,,,,", $"{mark}-3,{unit},Lê Văn Ba {Word(mark)},1990-01-08,male,bachelor,2026-03-02,2026-03-03,2026-03-04,1/NQ,9,9,3,6,,");
        var dry = await SendAsync(union, "referrals?dryRun=true", file);
        // Other tests write to the same log meanwhile: what counts is what these rows would have left.
        Assert.Equal(0, await CasesAsync(mark));
        Assert.True(dry.GetProperty("dryRun").GetBoolean());
        var real = await SendAsync(union, "referrals", file);
        Assert.Equal(Column(dry, "status"), Column(real, "status"));
        Assert.Equal(["done", "invalid", "blocked"], Column(real, "status"));
    }

    [Fact]
    public async Task Acts_follow_by_file_number_and_what_is_no_statement_is_refused_row_by_row()
    {
        var (unit, mark) = await UnitAsync();
        using var union = await Host.ClientAsync("union");
        using var party = await Host.ClientAsync("party");
        await SendAsync(union, "referrals", Sheets.Csv(Referrals, Referral(mark, 1, unit)));
        var file = Sheets.Csv(
            Acts,
            $"{mark}-1,acknowledge,2026-03-10,1-TB/ĐU,2026-03-10,ĐU,,,,,,,,,",
            $"{mark}-1,enrol,2026-03-12,,,,,,,,,,,,",
            $"{mark}-1,cell-vote,2026-06-10,1-NQ/CB,2026-06-10,CB,admission,9,9,,9,9,9,1,",
            $"{mark}-1,cell-vote,2026-06-10,1-NQ/CB,2026-06-10,CB,admission,9,9,1,9,9,9,,",
            $"{mark}-1,cell-vote,2026-06-10,1-NQ/CB,2026-06-10,CB,admission,9,9,,9,9,8,1,",
            $"{mark}-9,enrol,2026-03-12,,,,,,,,,,,,",
            $"{mark}-1,enrol,2099-03-12,,,,,,,,,,,,");
        var dry = await SendAsync(party, "acts?dryRun=true", file);
        var report = await SendAsync(party, "acts", file);
        Assert.Equal(["done", "done", "invalid", "invalid", "warning", "invalid", "invalid"], Column(report, "status"));
        Assert.Equal(["tally_more_counted_than_returned", "tally_probationary_voters", "findings", "unknown_case", "future_date"], Column(report, "code").Skip(2));
        Assert.Equal(Column(report, "status"), Column(dry, "status"));
        Assert.Equal(["already_done", "already_done"], Column(await SendAsync(party, "acts", file), "status").Take(2));
    }

    [Fact]
    public async Task An_officer_of_another_unit_records_nothing_and_learns_nothing()
    {
        var (unit, mark) = await UnitAsync();
        var elsewhere = await TestProvince.OpenAsync(Host);
        using var union = await Host.ClientAsync("union");
        using var other = await Host.OfficerAsync(Roles.UnionOfficer, elsewhere.Union2);
        Assert.Equal(["forbidden"], Column(await SendAsync(other, "referrals", Sheets.Csv(Referrals, Referral(mark, 1, unit))), "code"));
        await SendAsync(union, "referrals", Sheets.Csv(Referrals, Referral(mark, 1, unit)));
        var report = await SendAsync(other, "acts", Sheets.Csv(Acts, $"{mark}-1,acknowledge,2026-03-10,1-TB/ĐU,2026-03-10,ĐU,,,,,,,,,", $"{mark}-none,acknowledge,2026-03-10,,,,,,,,,,,,"));
        Assert.Equal(["unknown_case", "unknown_case"], Column(report, "code"));
        using var personnel = await Host.ClientAsync("personnel");
        using var refused = await PostAsync(personnel, "referrals", Sheets.Csv(Referrals));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    [Trait("LawCase", "66")]
    public async Task A_namesake_needs_a_card_number_and_a_second_row_of_one_person_is_refused()
    {
        var (unit, mark) = await UnitAsync();
        using var union = await Host.ClientAsync("union");
        await union.PostAsync("/api/cases", Http.Referral((await TestProvince.OpenAsync(Host)).Union1, name: $"Đỗ Văn {Word(mark)}"));
        const string Headings = "reference,union_unit,full_name,birth_date,member_number,filed_on";
        var rows = new[] { $"{mark}-1,{unit},Đỗ Văn {Word(mark)},1995-05-20,,2026-03-02", $"{mark}-2,{unit},Đỗ Văn {Word(mark)},1995-05-20,38{mark},2026-03-02" };
        Assert.Equal(["possible_same_person", null], Column(await SendAsync(union, "referrals", Sheets.Csv([Headings, .. rows])), "code"));
        var twice = await SendAsync(union, "referrals", Sheets.Csv(Headings, $"{mark}-3,{unit},Lê Hòa {Word(mark)},1991-05-20,,2026-03-02", $"{mark}-4,{unit},Lê Hoà {Word(mark)},1991-05-20,,2026-03-02"));
        Assert.Equal([null, "same_person_in_file"], Column(twice, "code"));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_half_way_records_nothing()
    {
        var (unit, mark) = await UnitAsync();
        using var union = await Host.ClientAsync("union");
        var file = Sheets.Csv([Referrals, .. Enumerable.Range(1, 50).Select(i => Referral(mark, i, unit))]);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(Host.Address.Host, Host.Address.Port);
            var request = $"POST /api/imports/referrals HTTP/1.1\r\nHost: {Host.Address.Authority}\r\nAuthorization: {union.DefaultRequestHeaders.Authorization}\r\nContent-Type: text/csv\r\nContent-Length: {file.Length}\r\n\r\n";
            var line = Encoding.UTF8.GetString(file).IndexOf($"{mark}-25", StringComparison.Ordinal);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
            await stream.WriteAsync(file.AsMemory(0, Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(file)[..line])));
            socket.Client.Shutdown(SocketShutdown.Send);
            Assert.DoesNotContain(" 200 ", await AnswerAsync(stream), StringComparison.Ordinal);
        }

        using var cut = await PostAsync(union, "referrals", file[..(file.Length / 2)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, cut.StatusCode);
        Assert.Equal("file_cut_short", (await cut.JsonAsync()).Code());
        Assert.Equal(0, await CasesAsync(mark));
    }

    [Fact]
    public async Task An_import_stopped_half_way_leaves_whole_rows_and_goes_on_when_sent_again()
    {
        var (unit, mark) = await UnitAsync();
        var importer = Host.Services.GetRequiredService<Importer>();
        var rows = ImportReader.Read(Sheets.Csv([Referrals, .. Enumerable.Range(1, 200).Select(i => Referral(mark, i, unit))]), ImportKind.Referrals, importer.Ids);
        using var stop = new CancellationTokenSource();
        var running = importer.RunAsync(ImportKind.Referrals, rows, Actor.System, false, "import", null, stop.Token);
        while (await CasesAsync(mark) < 10 && !running.IsCompleted)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        await Record.ExceptionAsync(() => running);
        await importer.RunAsync(ImportKind.Referrals, rows, Actor.System, false, "import", null, CancellationToken.None);
        Assert.Equal(200, await CasesAsync(mark));
        for (var i = 1; i <= 200; i++)
        {
            Assert.Equal(4, await EventsOfAsync($"{mark}-{i}"));
        }
    }

    [Fact]
    public async Task Five_thousand_rows_are_recorded_and_sent_again_as_a_form()
    {
        var (unit, mark) = await UnitAsync();
        using var union = await Host.ClientAsync("union");
        var file = Sheets.Csv(["reference,union_unit,full_name,birth_date,member_number,filed_on", .. Enumerable.Range(1, 5000).Select(i => $"{mark}-{i},{unit},Lê Văn {Word(mark)},1990-01-01,{mark}{i},2026-03-02")]);
        var report = await SendAsync(union, "referrals", file);
        Assert.Equal(5000, Count(report.GetProperty("counts"), "done"));
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "danh sách.csv" } };
        using var again = await union.PostAsync("/api/imports/referrals", form);
        Assert.Equal(5000, Count((await again.JsonAsync()).GetProperty("counts"), "alreadyDone"));
    }

    [Fact]
    public async Task The_template_has_the_headings_of_the_readers_language()
    {
        using var union = await Host.ClientAsync("union", "vi");
        var text = await union.GetStringAsync("/api/imports/referrals/template");
        Assert.Contains("Họ và tên", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ngày nhập", text, StringComparison.Ordinal);
    }

    private static string Referral(string mark, int i, string unit) =>
        $"{mark}-{i},{unit},Trần Thị {Word(mark)} {Word(i.ToString(System.Globalization.CultureInfo.InvariantCulture))},1992-01-01,female,bachelor,2026-03-02,2026-03-03,2026-03-05,{i}/NQ-CĐCS,7,7,7,0,2026-03-06,{i}/CV-CĐCS";

    /// <summary>Digits are no part of names.</summary>
    private static string Word(string mark) => string.Concat(mark.Select(c => char.IsAsciiDigit(c) ? (char)('g' + (c - '0')) : c));

    private static List<string?> Column(JsonElement report, string name) =>
        [.. report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty(name).ValueKind == JsonValueKind.Null ? null : r.GetProperty(name).GetString())];

    private static int Count(JsonElement counts, string name) => counts.GetProperty(name).GetInt32();

    private static async Task<JsonElement> SendAsync(HttpClient client, string kind, byte[] file)
    {
        using var response = await PostAsync(client, kind, file);
        var body = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, body.ToString());
        return body;
    }

    /// <summary>What the server said; nothing where it cut the line first.</summary>
    private static async Task<string> AnswerAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string kind, byte[] file)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        return await client.PostAsync($"/api/imports/{kind}", content);
    }

    private async Task<(string Code, string Mark)> UnitAsync()
    {
        var province = await TestProvince.OpenAsync(Host);
        var facts = await Host.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None);
        return (facts.Units.Unit(province.Union1, new DateOnly(2026, 3, 1))!.Code, Guid.NewGuid().ToString("N")[..8]);
    }

    private Task<int> EventsOfFileAsync(string mark) => ScalarAsync(
        "select count(*)::int from cadre.mt_events where stream_id in (select stream_id from cadre.mt_events where type = 'referral_filed' and data->>'reference' like $1 || '-%')", mark);

    private Task<int> CasesAsync(string mark) => ScalarAsync("select count(*)::int from cadre.mt_events where type = 'referral_filed' and data->>'reference' like $1 || '-%'", mark);

    private Task<int> EventsOfAsync(string reference) => ScalarAsync(
        "select count(*)::int from cadre.mt_events where stream_id in (select stream_id from cadre.mt_events where type = 'referral_filed' and data->>'reference' = $1)", reference);

    private async Task<int> ScalarAsync(string sql, string value)
    {
        await using var command = Host.Services.GetRequiredService<CadreDatabases>().Jobs.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
