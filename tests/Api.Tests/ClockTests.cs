using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;


/// <summary>Deadlines that show their counting, before and after a calendar changes.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Case_4_a_deadline_moved_by_a_calendar_is_listed_with_its_cause_can_still_be_explained_as_printed_and_keeps_both_verdicts()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union", "vi");
        using var party = await host.ClientAsync("party", "vi");
        var id = await union.FileAsync(province.Union1, "2025-11-03");
        await union.ActAsync(id, "submit", new { occurredOn = "2025-11-04" });
        await union.ActAsync(id, "resolve", new { occurredOn = "2025-11-05", report = true, document = Http.Paper("1/NQ", "2025-11-05") });
        await union.ActAsync(id, "send", new { occurredOn = "2025-11-06", report = true, document = Http.Paper("2/CV", "2025-11-06") });
        var tally = new { summoned = 9, present = 9, exemptAbsent = 0, probationaryVoters = 0, issued = 9, returned = 9, invalid = 0, agree = 9, disagree = 0, blank = 0 };
        await party.ActAsync(id, "cell-vote", new { occurredOn = "2026-01-09", report = true, purpose = "admission", document = Http.Paper("3/NQ", "2026-01-09", "CB"), tally });

        var clock = await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28");
        Assert.Equal("2026-04-09", clock.GetProperty("due").GetString());
        Assert.Equal("public", clock.GetProperty("calendar").GetString());
        Assert.Equal(60, clock.GetProperty("days").EnumerateArray().Count(d => d.GetProperty("counted").GetBoolean()));
        Assert.Contains("Thứ hai 16/02/2026: Nghỉ lễ: Tết Âm lịch, không tính", clock.GetProperty("days").EnumerateArray().Select(d => d.GetProperty("text").GetString()));
        Assert.Contains(clock.GetProperty("startFact").GetProperty("eventId").GetGuid(), (await JsonAsync(party, $"/api/cases/{id:D}/timeline")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("eventId").GetGuid()));

        await party.ActAsync(id, "suspend", new { occurredOn = "2026-03-02", report = true, reason = "verification" });
        await party.ActAsync(id, "resume", new { occurredOn = "2026-03-09", report = true });
        var paused = await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28");
        Assert.Equal("2026-04-16", paused.GetProperty("due").GetString());
        Assert.Equal(("2026-03-02", "2026-03-08"), (paused.GetProperty("pauses")[0].GetProperty("from").GetString(), paused.GetProperty("pauses")[0].GetProperty("to").GetString()));
        Assert.Contains("pause_unconfirmed", paused.GetProperty("marks").EnumerateArray().Select(m => m.GetProperty("code").GetString()));

        await party.ActAsync(id, "decide", new { occurredOn = "2026-04-17", report = true, purpose = "admission", outcome = "approved", body = "upper_standing_committee", document = Http.Paper("5/QĐ", "2026-04-17", "ĐU") });
        var position = await PublishAsync(host);
        var key = position.ToString(CultureInfo.InvariantCulture);
        Assert.Equal("2026-04-17", (await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28")).GetProperty("due").GetString());
        Assert.Equal("2026-04-16", (await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28?regulations={position - 1}")).GetProperty("due").GetString());

        var moves = await JsonAsync(party, "/api/regulations/moves/" + key);
        var move = moves.GetProperty("items").EnumerateArray().Single(m => m.GetProperty("caseId").GetGuid() == id && m.GetProperty("rule").GetString() == "ADM-28");
        Assert.Equal(("2026-04-16", "2026-04-17", true), (move.GetProperty("oldDue").GetString(), move.GetProperty("newDue").GetString(), move.GetProperty("verdictChanged").GetBoolean()));
        Assert.Equal("public-2026-b", moves.GetProperty("cause").GetProperty("id").GetString());
        Assert.Equal(moves.ToString(), (await JsonAsync(party, "/api/regulations/moves/public-2026-b")).ToString());
        using var missing = await party.GetAsync("/api/regulations/moves/no-such-version");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);

        using var browser = await ExplainTests.BrowserAsync(host, "party");
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync($"/cases/{id:D}"));
        Assert.Contains("Khi ghi: muộn hạn. Theo lịch và quy định hiện nay: đúng hạn.", page, StringComparison.Ordinal);
        Assert.Contains("16/04/2026", WebUtility.HtmlDecode(await browser.GetStringAsync($"/cases/{id:D}/deadlines/ADM-28?regulations={position - 1}")), StringComparison.Ordinal);
        Assert.Contains("17/04/2026", WebUtility.HtmlDecode(await browser.GetStringAsync("/regulations/moves/" + key)), StringComparison.Ordinal);

        // The command line counts by what is published too, and looks back like the interface.
        var data = host.Services.GetRequiredService<IConfiguration>().DataDirectory();
        var (code, output, error) = await CliTests.RunAsync(host.Database, data, ["explain-deadline", "--case", id.ToString("D"), "--rule", "ADM-28", "--json"]);
        Assert.True(code == 0, error);
        Assert.Equal(JsonSerializer.Serialize(await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28")), JsonSerializer.Serialize(JsonDocument.Parse(output).RootElement));
        var plain = await CliTests.RunAsync(host.Database, data, ["explain-deadline", "--rule", "ADM-28", "--start", "2026-01-09", "--json"]);
        Assert.Equal("2026-04-10", JsonDocument.Parse(plain.Output).RootElement.GetProperty("due").GetString());
        var then = await CliTests.RunAsync(host.Database, data, ["as-of", id.ToString("D"), "2026-03-04", "--json"]);
        Assert.True(then.Code == 0, then.Error);
        var asOf = JsonDocument.Parse(then.Output).RootElement;
        Assert.Equal("suspended", asOf.GetProperty("stage").GetString());
        Assert.DoesNotContain("decision_issued", asOf.GetProperty("facts").EnumerateArray().Select(f => f.GetProperty("type").GetString()));
        Assert.Equal(JsonSerializer.Serialize(await JsonAsync(party, $"/api/cases/{id:D}/as-of?asOf=2026-03-04")), JsonSerializer.Serialize(asOf));
    }

    [Fact]
    public async Task Case_48_a_case_whose_cell_gets_another_committee_is_counted_in_the_calendar_of_that_committee_from_the_day_of_the_move()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union", "vi");
        using var party = await host.ClientAsync("party", "vi");
        var id = await union.FileAsync(province.Union1, "2026-03-02");
        await ScopeTests.SendAsync(union, id);
        var tally = new { summoned = 9, present = 9, exemptAbsent = 0, probationaryVoters = 0, issued = 9, returned = 9, invalid = 0, agree = 9, disagree = 0, blank = 0 };
        await party.ActAsync(id, "cell-vote", new { occurredOn = "2026-08-14", report = true, purpose = "admission", document = Http.Paper("3/NQ", "2026-08-14", "CB"), tally });
        Assert.Equal("2026-11-10", (await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28")).GetProperty("due").GetString());

        var gateway = host.Services.GetRequiredService<CommandGateway>();
        var enterprise = Guid.CreateVersion7();
        var before = (await host.Services.GetRequiredService<IEventLog>().ReadStreamAsync($"case-{id:D}")).Events[^1].RecordedAt;
        foreach (var (unit, act) in new (Guid, UnitEvent)[]
        {
            (enterprise, new UnitOpened(new(2015, 1, 1), null, enterprise, Tree.Party, UnitKind.GrassrootsCommittee, "DU-DN", "Đảng ủy doanh nghiệp", province.PartyRoot, Sector.NonState, CalendarKind.Private5, false)),
            (province.Cell1, new UnitMoved(new(2026, 8, 24), null, enterprise)),
        })
        {
            Assert.IsType<CommandResult.Accepted>(await gateway.SendAsync(new UnitCommand(unit, act), Identity.Actor.System, Guid.CreateVersion7(), "test"));
        }

        await host.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None);
        var clock = await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28");
        Assert.Equal(("2026-11-09", enterprise), (clock.GetProperty("due").GetString(), clock.GetProperty("actingUnit").GetGuid()));
        var move = Assert.Single(clock.GetProperty("moves").EnumerateArray());
        Assert.Equal(("2026-08-24", "private5", "Đảng ủy doanh nghiệp"), (move.GetProperty("from").GetString(), move.GetProperty("calendar").GetString(), move.GetProperty("actingUnitName").GetString()));
        var texts = clock.GetProperty("days").EnumerateArray().Select(d => d.GetProperty("text").GetString()!).ToList();
        Assert.Contains(texts, t => t.StartsWith("Thứ hai 24/08/2026", StringComparison.Ordinal) && t.Contains("Đảng ủy doanh nghiệp phải làm", StringComparison.Ordinal));
        using var browser = await ExplainTests.BrowserAsync(host, "party");
        Assert.Contains("Từ ngày 24/08/2026", WebUtility.HtmlDecode(await browser.GetStringAsync($"/cases/{id:D}/deadlines/ADM-28")), StringComparison.Ordinal);

        // What was printed before the move was on record is still had as it was printed.
        var printed = await JsonAsync(party, $"/api/cases/{id:D}/deadlines/ADM-28?asKnownOn={Uri.EscapeDataString(before.ToString("O", CultureInfo.InvariantCulture))}");
        Assert.Equal(("2026-11-10", 0), (printed.GetProperty("due").GetString(), printed.GetProperty("moves").GetArrayLength()));

        // The board of the new body shows it under its own end.
        var head = await host.Services.GetRequiredService<IEventLog>().PositionAtAsync(null);
        Assert.True(await host.Services.GetRequiredService<SubscriptionMonitor>().WaitForPositionAsync(ReadModel.Name, head, TimeSpan.FromMinutes(1)));
        var board = await JsonAsync(party, $"/api/deadlines?unit={enterprise:D}");
        Assert.Contains(board.GetProperty("items").EnumerateArray(), i => i.GetProperty("deadline") is var d && d.GetProperty("caseId").GetGuid() == id && d.GetProperty("rule").GetString() == "ADM-28" && d.GetProperty("due").GetString() == "2026-11-09");
    }

    private static async Task<JsonElement> JsonAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address}: {body}");
        return body;
    }

    /// <summary>Friday 13/3/2026 off for Saturday 18/4 worked, announced now.</summary>
    private static async Task<long> PublishAsync(ApiHost host)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == "public-2026").Canonical)!.AsObject();
        json["id"] = "public-2026-b";
        json["supersedes"] = "public-2026";
        var days = json["days"]!.AsArray();
        days.Add(JsonNode.Parse("""{"date": "2026-03-13", "weekday": "fri", "kind": "swap_off", "pair": "2026-04-18", "confirmed": true, "source": "TB 2/TB-BNV"}"""));
        days.Add(JsonNode.Parse("""{"date": "2026-04-18", "weekday": "sat", "kind": "swap_worked", "pair": "2026-03-13", "confirmed": true, "source": "TB 2/TB-BNV"}"""));
        json["days"] = new JsonArray([.. days.Select(d => d!.DeepClone()).OrderBy(d => (string)d["date"]!, StringComparer.Ordinal)]);
        var reference = host.Services.GetRequiredService<ReferenceFacts>();
        var facts = await reference.RefreshAsync(CancellationToken.None);
        var (document, problems) = facts.Regulations.Propose("public-2026-b", json.ToJsonString());
        Assert.True(document is not null, string.Join("; ", problems));
        var command = Guid.CreateVersion7();
        var @event = EventCodec.Encode(Uuid.EventOf(command, 0), document.Publication(new DateOnly(2026, 11, 22)), new EventHeaders("publish_regulations", "test"));
        var outcome = await host.Services.GetRequiredService<IEventLog>().AppendAsync(
            new AppendRequest(command, "publish_regulations", [new(Streams.Regulations, Streams.Regulations, facts.RegulationsVersion, [@event])], [], command.ToString("D"), null, null, null));
        Assert.IsType<AppendOutcome.Appended>(outcome);
        var position = (await reference.RefreshAsync(CancellationToken.None)).Regulations.Position;
        Assert.True(await host.Services.GetRequiredService<SubscriptionMonitor>().WaitForPositionAsync(ReadModel.Name, position, TimeSpan.FromMinutes(1)));
        return position;
    }
}
