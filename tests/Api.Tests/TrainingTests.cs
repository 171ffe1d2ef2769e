using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Tests.Imports;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

/// <summary>Training through its doors: programmes, classes, results of a whole list, papers shown, volumes, files of participants.</summary>
public sealed class TrainingTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();

    [Fact]
    public async Task A_class_is_planned_under_a_programme_opened_filled_certified_and_counted()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var party = await shared.Host.ClientAsync("party");
        using var personnel = await shared.Host.ClientAsync("personnel");
        var (ann, ben) = (await PersonAsync(union, province), await PersonAsync(union, province));

        await OkAsync(party, "/api/programmes", new { occurredOn = "2026-01-02", code = "CT-" + _mark, title = "Bồi dưỡng 2026", kind = "theory_elementary", owner = province.Committee, from = "2026-01-01", to = "2026-12-31", plannedClasses = 2, plannedSeats = 80 });
        var body = new { occurredOn = "2026-01-05", kind = "theory_elementary", code = "SC-" + _mark, issuer = "TTCT", startsOn = "2026-03-02", endsOn = "2026-03-20", seats = 2, planned = true, programme = "CT-" + _mark, unit = province.Committee };
        var id = TrainingIds.Class("SC-" + _mark);
        await OkAsync(party, "/api/classes", body);
        await RefusedAsync(party, $"/api/classes/{id:D}/acts/enrol", new { occurredOn = "2026-02-01", personId = ann }, "class_not_open");
        await OkAsync(personnel, $"/api/classes/{id:D}/acts/open", new { occurredOn = "2026-02-01" });
        foreach (var person in new[] { ann, ben })
        {
            await OkAsync(party, $"/api/classes/{id:D}/acts/enrol", new { occurredOn = "2026-02-01", personId = person });
        }

        await RefusedAsync(party, $"/api/classes/{id:D}/acts/enrol", new { occurredOn = "2026-02-01", personId = await PersonAsync(union, province) }, "class_full");
        object Results(string second) => new
        {
            occurredOn = "2026-03-20",
            results = new object[]
            {
                new { personId = ann, attended = true, certificate = new { number = "1/SC", date = "2026-03-20", issuer = "TTCT" } },
                new { personId = ben, attended = true, certificate = new { number = second, date = "2026-03-20", issuer = "TTCT" } },
            },
        };
        await RefusedAsync(party, $"/api/classes/{id:D}/acts/results", Results("1/SC"), "certificate_number_used");
        Assert.Null((await ClassAsync(party, id)).GetProperty("participants")[0].GetProperty("certificate").GetString());
        await OkAsync(party, $"/api/classes/{id:D}/acts/results", Results("2/SC"));
        await RefusedAsync(party, $"/api/classes/{id:D}/acts/reissue", Reissue(ann, "lost"), "reissue_not_issuers_error");
        await OkAsync(party, $"/api/classes/{id:D}/acts/reissue", Reissue(ann, "issuer_error"));
        await OkAsync(party, $"/api/classes/{id:D}/acts/end", new { occurredOn = "2026-03-20" });

        var shown = await ClassAsync(party, id);
        Assert.Equal(("ended", "theory_level"), (shown.GetProperty("state").GetString(), shown.GetProperty("countsAs").GetString()));
        var again = shown.GetProperty("participants").EnumerateArray().Single(p => p.GetProperty("personId").GetGuid() == ann);
        Assert.Equal(("1a/SC", "1/SC"), (again.GetProperty("certificate").GetProperty("number").GetString(), again.GetProperty("firstCertificate").GetProperty("number").GetString()));

        var figures = await (await party.GetAsync($"/api/statistics/training?from=2026-03-01&to=2026-03-31&by=unit&unit={province.Committee:D}")).JsonAsync();
        Assert.Equal((1, 2, 2, 2), (Number(figures, "classes"), Number(figures, "personTimes"), Number(figures, "persons"), Number(figures, "certificates")));
        Assert.Equal("100,0\u00a0%", figures.GetProperty("completionText").GetString());
        var behind = await (await party.GetAsync($"/api/statistics/training/participants?from=2026-03-01&to=2026-03-31&unit={province.Committee:D}&measure=persons")).JsonAsync();
        Assert.Equal(2, Number(behind, "total"));
        var listed = (await (await party.GetAsync("/api/programmes")).JsonAsync()).EnumerateArray().Single(p => p.GetProperty("code").GetString() == "CT-" + _mark);
        Assert.Equal((1, 2), (Number(listed, "ended"), Number(listed, "personTimes")));
        Assert.Equal(1, Number(await (await party.GetAsync($"/api/classes?q=SC-{_mark}&state=ended")).JsonAsync(), "total"));

        await OkAsync(party, $"/api/people/{ann:D}/certificates", new { occurredOn = "2026-04-01", kind = "theory_advanced", certificate = new { number = "9/CC", date = "2015-01-01", issuer = "Học viện" } });
        var proved = await (await personnel.GetAsync($"/api/people/{ann:D}/certificates")).JsonAsync();
        Assert.Equal(("elementary", "advanced", "advanced"), (Text(proved, "statedTheoryLevel"), Text(proved, "provedTheoryLevel"), Text(proved, "theoryLevel")));
        Assert.Equal(2, proved.GetProperty("certificates").GetArrayLength());
        var (post, plan) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var paper = new { number = "5/QĐ", date = "2026-04-02", issuer = "LĐLĐ" };
        await OkAsync(personnel, $"/api/posts/{post:D}/acts/open", new
        {
            occurredOn = "2020-01-02",
            document = paper,
            unit = province.Union1,
            managedBy = province.Committee,
            code = $"ct-{post:N}"[..20],
            title = "Chủ tịch",
            level = "grassroots",
            rank = 50,
            seats = 1,
            isHead = true,
            theory = "advanced",
            termMonths = 60,
        });
        await OkAsync(personnel, $"/api/plans/{plan:D}/acts/open", new { occurredOn = "2026-04-02", reported = true, document = paper, body = province.Union1, term = "next_term", termFrom = "2026-07-01", termTo = "2031-06-30" });
        await OkAsync(personnel, $"/api/plans/{plan:D}/acts/name", new { occurredOn = "2026-04-03", reported = true, document = paper, personId = ann, postId = post, approvedBy = province.Committee });
        var named = (await (await personnel.GetAsync($"/api/plans/{plan:D}")).JsonAsync()).GetProperty("names")[0].GetProperty("named");
        Assert.Equal("advanced", Text(named, "theory"));
        await RefusedAsync(party, $"/api/people/{ann:D}/certificates", new { occurredOn = "2026-04-01", kind = "theory_confirmed", certificate = new { number = "3/XN", date = "2021-07-09", issuer = "BTC" }, confirms = "intermediate" }, "confirmation_too_late");
    }

    [Fact]
    public async Task A_corrected_certificate_corrects_the_fact_of_the_case_and_its_term_runs_from_the_first()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var party = await shared.Host.ClientAsync("party");
        var caseId = await union.FileAsync(province.Union1);
        await ScopeTests.SendAsync(union, caseId);
        var person = (await (await union.GetAsync($"/api/cases/{caseId:D}")).JsonAsync()).GetProperty("personId").GetGuid();
        var id = await OpenedAsync(party, "party_awareness", "NT-" + _mark);
        await OkAsync(party, $"/api/classes/{id:D}/acts/enrol", new { occurredOn = "2026-03-05", personId = person, caseId });
        await OkAsync(party, $"/api/classes/{id:D}/acts/certify", new { occurredOn = "2026-03-20", personId = person, certificate = new { number = "1/SC", date = "2026-03-20", issuer = "TTCT" } });
        await UntilAsync(caseId, "1/SC");
        await OkAsync(party, $"/api/classes/{id:D}/acts/reissue", Reissue(person, "issuer_error"));
        await UntilAsync(caseId, "1a/SC");
        var events = EventCodec.Decode<CaseEvent>(await shared.Host.Services.GetRequiredService<IEventLog>().ReadStreamAsync(Streams.Case(caseId))).Where(e => e.Event is AwarenessCertified).ToList();
        Assert.Equal([("1/SC", new DateOnly(2026, 3, 20)), ("1a/SC", new DateOnly(2026, 3, 20))], events.Select(e => ((AwarenessCertified)e.Event).Document!).Select(d => (d.Number, d.Date)));
        Assert.Equal(events[0].Id, events[1].Headers.Corrects);
    }

    [Fact]
    public async Task A_file_of_a_class_registers_finds_and_certifies_everybody_once_and_tells_what_is_wrong()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var party = await shared.Host.ClientAsync("party", "vi");
        var id = await OpenedAsync(party, "union_skills", "NV-" + _mark);
        await PersonAsync(union, province, "Trần Thị Có Sẵn " + Letters());
        var file = Sheets.Csv(
            "class,reference,member_number,full_name,birth_date,gender,occurred_on,attended,result,certificate_number,certificate_date",
            $"nv-{_mark},,,Lê Văn Mới {Letters()},1990-01-01,male,2026-03-02,yes,passed,1/{_mark},2026-03-20",
            $"NV-{_mark},,,Trần Thị Có Sẵn {Letters()},1995-05-20,female,2026-03-02,yes,failed,,",
            $"NV-{_mark},,,Lê Văn Hai {Letters()},1991-01-01,male,2026-03-02,no,passed,2/{_mark},2026-03-20",
            $"NV-{_mark},,,Lê Văn Ba {Letters()},,male,2026-03-02,,,,",
            $"KHONG-CO,,,Lê Văn Bốn {Letters()},1992-01-01,male,2026-03-02,,,,",
            $"NV-{_mark},,,Lê Văn Năm {Letters()},1993-01-01,male,2026-03-02,,passed,1/{_mark},2026-03-20",
            $"NV-{_mark},,,Lê Văn Sáu {Letters()},1994-01-01,male,2026-03-02,,,3/{_mark},");
        var dry = await SendAsync(party, "participants?dryRun=true", file);
        Assert.Equal("done", dry.GetProperty("rows")[0].GetProperty("status").GetString());
        Assert.Empty((await ClassAsync(party, id)).GetProperty("participants").EnumerateArray());
        var report = await SendAsync(party, "participants", file);
        Assert.Equal(
            [null, null, "not_attended", "person_not_named", "unknown_class", "certificate_number_used", "required"],
            report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("code").GetString()));
        Assert.All((await SendAsync(party, "participants", file)).GetProperty("rows").EnumerateArray().Take(2), r => Assert.Equal("already_done", r.GetProperty("status").GetString()));
        Assert.Equal(2, (await ClassAsync(party, id)).GetProperty("participants").GetArrayLength());
        using var refused = await union.PostAsync("/api/imports/participants", new StringContent("x"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Counts_of_S4_come_in_by_file_and_out_beside_the_figures()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var party = await shared.Host.ClientAsync("party", "vi");
        var committee = (await (await party.GetAsync($"/api/units/{province.Committee:D}")).JsonAsync()).GetProperty("code").GetString();
        var file = Sheets.Csv(
            "change,occurred_on,programme,unit,kind,title,starts_on,ends_on,count,counted",
            $"programme,2009-01-05,S4-{_mark},{committee},theory_unspecified,Nhiệm kỳ 2009-2014,1999-01-01,2000-12-31,,",
            $"report,2015-01-05,S4-{_mark},,theory_unspecified,,,,1.169,",
            $"report,2015-01-05,S4-{_mark},,professional,,,,2.256,not_stated",
            $"report,2015-01-05,S4-{_mark},,workshop,,,,>21,",
            $"report,2015-01-05,S4-{_mark},,union_skills,,,,hơn 568,",
            $"report,2015-01-05,S4-{_mark},,union_skills,,,,mấy trăm,");
        var report = await SendAsync(party, "training", file);
        Assert.Equal(["done", "done", "done", "done", "done", "invalid"], report.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        var figures = await (await party.GetAsync($"/api/statistics/training?from=1999-01-01&to=2000-12-31&unit={province.Committee:D}")).JsonAsync();
        Assert.Equal(0, Number(figures, "personTimes"));
        Assert.Equal(["1.169", "2.256", ">21", ">568"], figures.GetProperty("reported").EnumerateArray().Select(r => r.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Who_holds_the_right_over_another_body_neither_sees_nor_changes_its_classes()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var party = await shared.Host.ClientAsync("party");
        using var other = await shared.Host.OfficerAsync(Roles.PartyOfficer, province.Cell1);
        using var admin = await shared.Host.ClientAsync("admin");
        var id = await OpenedAsync(party, "union_skills", "RI-" + _mark, province.Committee);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/classes/{id:D}")).StatusCode);
        Assert.Equal(0, Number(await (await other.GetAsync($"/api/classes?q=RI-{_mark}")).JsonAsync(), "total"));
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync($"/api/classes/{id:D}/acts/end", new { occurredOn = "2026-03-20" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.GetAsync("/api/classes")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/api/statistics/training?from=2026-01-01&to=2026-12-31")).StatusCode);
    }

    private static object Reissue(Guid person, string reason) =>
        new { occurredOn = "2026-04-02", personId = person, certificate = new { number = "1a/SC", date = "2026-04-02", issuer = "TTCT" }, replaces = "1/SC", reason };

    private static async Task<Guid> OpenedAsync(HttpClient client, string kind, string code, Guid? unit = null)
    {
        await OkAsync(client, "/api/classes", new { occurredOn = "2026-02-01", kind, code, issuer = "TTCT", startsOn = "2026-03-02", endsOn = "2026-03-20", seats = 40, unit = unit?.ToString("D") });
        return TrainingIds.Class(code);
    }

    private async Task<Guid> PersonAsync(HttpClient union, TestProvince province, string? name = null)
    {
        var filed = await union.PostAsync("/api/cases", Http.Referral(province.Union1, name: name ?? $"Nguyễn Văn {Letters()} {Guid.NewGuid().ToString("N").Aggregate("", (t, c) => t + (char)('a' + (c % 20)))[..6]}"));
        return (await (await union.GetAsync($"/api/cases/{(await filed.JsonAsync()).GetProperty("id").GetGuid():D}")).JsonAsync()).GetProperty("personId").GetGuid();
    }

    /// <summary>Names hold no digits.</summary>
    private string Letters() => new([.. _mark.Select(c => (char)('A' + (c % 20)))]);

    private async Task UntilAsync(Guid caseId, string number)
    {
        // A bound on a hang, not on speed.
        var log = shared.Host.Services.GetRequiredService<IEventLog>();
        for (var tries = 0; tries < 600; tries++)
        {
            if ((await log.ReadStreamAsync(Streams.Case(caseId))).Events.Any(e => e.Data.Contains($"\"{number}\"", StringComparison.Ordinal)))
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail(number);
    }

    private static async Task<JsonElement> SendAsync(HttpClient client, string address, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var response = await client.PostAsync("/api/imports/" + address, content);
        var body = await response.JsonAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, body.ToString());
        return body;
    }

    private static async Task<JsonElement> ClassAsync(HttpClient client, Guid id) => await (await client.GetAsync($"/api/classes/{id:D}")).JsonAsync();

    private static async Task OkAsync(HttpClient client, string address, object body)
    {
        using var response = await client.PostAsync(address, body);
        Assert.True(response.IsSuccessStatusCode, address + " " + await response.Content.ReadAsStringAsync());
    }

    private static async Task RefusedAsync(HttpClient client, string address, object body, string code)
    {
        using var response = await client.PostAsync(address, body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(code, Text(await response.JsonAsync(), "code"));
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
