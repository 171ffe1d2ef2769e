using System.Net;
using System.Text;
using System.Text.Json;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Api.Tests;

public sealed class OrganisationTests(SharedHost shared)
{
    private static readonly DateOnly SplitDay = new(2026, 3, 20);

    private CommandGateway Gateway => shared.Host.Services.GetRequiredService<CommandGateway>();

    [Fact]
    public async Task Case_48_after_a_split_each_case_waits_until_an_officer_names_its_successor_one_by_one_or_many_at_once()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        var (left, right) = (await OpenAsync(province.UnionRoot), await OpenAsync(province.UnionRoot));
        using var union = await shared.Host.ClientAsync("union");
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await union.FileAsync(province.Union1));
        }

        await SendAsync(province.Union1, new UnitSplit(SplitDay, Paper(), [left, right]));
        var waiting = await union.GetFromAsync($"/api/units/unassigned?unit={province.Union1:D}");
        Assert.Equal(3, waiting.GetProperty("total").GetInt32());
        Assert.Equal("split", waiting.GetProperty("items")[0].GetProperty("left")[0].GetProperty("how").GetString());
        Assert.Equal(2, waiting.GetProperty("items")[0].GetProperty("left")[0].GetProperty("successors").GetArrayLength());

        object Items(params (Guid Case, Guid To)[] items) => new { items = items.Select(i => new { caseId = i.Case, successor = i.To.ToString("D") }) };
        var key = Guid.NewGuid().ToString("N");
        var bulk = Items((ids[0], left), (ids[1], right), (ids[2], province.Union2), (Guid.NewGuid(), left));
        var done = await (await union.PostAsync("/api/units/assignments", bulk, key)).JsonAsync();
        Assert.Equal(["done", "done", "refused", "refused"], done.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetString()));
        Assert.Equal(["not_a_successor", "not_found"], done.GetProperty("items").EnumerateArray().Skip(2).Select(i => i.GetProperty("code").GetString()));
        var again = await (await union.PostAsync("/api/units/assignments", bulk, key)).JsonAsync();
        Assert.Equal(["already_done", "already_done", "refused", "refused"], again.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("status").GetString()));

        Assert.Equal(left, (await union.GetFromAsync($"/api/cases/{ids[0]:D}")).GetProperty("unionUnit").GetGuid());
        Assert.Equal(right, (await union.GetFromAsync($"/api/cases/{ids[1]:D}")).GetProperty("unionUnit").GetGuid());
        Assert.Equal(1, (await union.GetFromAsync($"/api/units/unassigned?unit={province.Union1:D}")).GetProperty("total").GetInt32());

        var timeline = await union.GetFromAsync($"/api/cases/{ids[0]:D}/timeline");
        Assert.Contains(timeline.GetProperty("items").EnumerateArray(), i => i.GetProperty("type").GetString() == "case_followed_unit" && i.GetProperty("occurredOn").GetString() == "2026-03-20");
    }

    [Fact]
    public async Task Case_47_a_chain_of_mergers_carries_a_late_filing_to_the_living_unit_and_old_links_name_it()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        var last = await OpenAsync(province.UnionRoot);
        using var union = await shared.Host.ClientAsync("union");
        await SendAsync(province.Union1, new UnitMerged(new DateOnly(2026, 3, 10), Paper(), province.Union2));
        await SendAsync(province.Union2, new UnitMerged(SplitDay, Paper(), last));
        var id = await union.FileAsync(province.Union1, "2026-03-02");
        var shown = await UntilAsync(union, id, s => s.GetProperty("unionUnit").GetGuid() == last);
        Assert.Equal(last, shown.GetProperty("unionUnit").GetGuid());

        var old = await union.GetFromAsync($"/api/units/{province.Union1:D}");
        var ended = old.GetProperty("ended");
        Assert.Equal(("merged", "2026-03-10"), (ended.GetProperty("how").GetString(), ended.GetProperty("endedOn").GetString()));
        Assert.Equal(province.Union2, ended.GetProperty("successors")[0].GetProperty("id").GetGuid());
        Assert.Equal(last, ended.GetProperty("living")[0].GetProperty("id").GetGuid());
        Assert.Equal(JsonValueKind.Null, (await union.GetFromAsync($"/api/units/{province.Union1:D}?asOf=2026-03-09")).GetProperty("ended").ValueKind);
        Assert.Contains(province.Union2.ToString("D"), (await union.GetFromAsync($"/api/units/{last:D}")).GetProperty("predecessors").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merger_recorded_by_mistake_is_struck_and_its_cases_come_back()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var union = await shared.Host.ClientAsync("union");
        using var admin = await shared.Host.ClientAsync("admin");
        var id = await union.FileAsync(province.Union1);
        await SendAsync(province.Union1, new UnitMerged(SplitDay, null, province.Union2));
        await UntilAsync(union, id, s => s.GetProperty("unionUnit").GetGuid() == province.Union2);

        var log = shared.Host.Services.GetRequiredService<IEventLog>();
        var merger = (await log.ReadStreamAsync(Streams.Unit(province.Union1))).Events.Single(e => e.Type == "unit_merged");
        var struck = await admin.PostAsync(
            $"/api/units/{province.Union1:D}/acts/strike-fact", new { occurredOn = "2026-04-01", corrects = merger.Id, note = "Ghi nhầm đơn vị" });
        Assert.Equal(HttpStatusCode.OK, struck.StatusCode);
        var shown = await UntilAsync(union, id, s => s.GetProperty("unionUnit").GetGuid() == province.Union1);
        Assert.Equal(province.Union1, shown.GetProperty("unionUnit").GetGuid());
        Assert.True((await admin.GetFromAsync($"/api/units/{province.Union1:D}")).GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task A_dissolution_names_where_each_unit_below_goes_and_nonsense_is_refused_with_the_reason_and_nothing_stored()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var admin = await shared.Host.ClientAsync("admin");
        var parent = await OpenAsync(province.UnionRoot, UnitKind.DistrictFederation);
        var child = await OpenAsync(parent);
        var orphaned = await (await admin.PostAsync($"/api/units/{parent:D}/acts/dissolve", new { occurredOn = "2026-03-20" })).JsonAsync();
        Assert.Equal(("has_children", "children"), (orphaned.Code(), orphaned.GetProperty("field").GetString()));
        Assert.True((await admin.GetFromAsync($"/api/units/{parent:D}")).GetProperty("active").GetBoolean());

        var done = await admin.PostAsync(
            $"/api/units/{parent:D}/acts/dissolve",
            new { occurredOn = "2026-03-20", document = Http.Paper("12/QĐ-LĐLĐ", "2026-03-15", "LĐLĐ"), children = new[] { new { unit = child.ToString("D"), parent = province.UnionRoot.ToString("D") } } });
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal(province.UnionRoot, (await admin.GetFromAsync($"/api/units/{child:D}")).GetProperty("parent").GetGuid());
        Assert.Equal(parent, (await admin.GetFromAsync($"/api/units/{child:D}?asOf=2026-03-19")).GetProperty("parent").GetGuid());

        var into = await (await admin.PostAsync($"/api/units/{child:D}/acts/merge", new { occurredOn = "2026-03-25", into = parent.ToString("D") })).JsonAsync();
        Assert.Equal("successor_not_active", into.Code());
        var split = await (await admin.PostAsync($"/api/units/{child:D}/acts/split", new { occurredOn = "2026-03-25", successors = Array.Empty<string>() })).JsonAsync();
        Assert.Equal("no_successor", split.Code());
    }

    [Fact]
    public async Task The_tree_is_told_as_it_was_known_then_and_the_stock_of_a_unit_balances()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        using var admin = await shared.Host.ClientAsync("admin");
        var parent = await OpenAsync(province.UnionRoot, UnitKind.DistrictFederation);
        await Task.Delay(5);
        var before = TimeProvider.System.GetUtcNow();
        await Task.Delay(5);
        await SendAsync(province.Union1, new UnitMoved(new DateOnly(2026, 2, 1), Paper(), parent));
        await SendAsync(province.Union1, new UnitMembersCounted(new DateOnly(2025, 12, 1), null, 42, 10, false));

        var now = await admin.GetFromAsync($"/api/units?parent={parent:D}&asOf=2026-03-01");
        Assert.Equal(1, now.GetProperty("total").GetInt32());
        var known = await admin.GetFromAsync($"/api/units/{province.Union1:D}?asOf=2026-03-01&asKnownOn={Uri.EscapeDataString(before.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffK", System.Globalization.CultureInfo.InvariantCulture))}");
        Assert.Equal(province.UnionRoot, known.GetProperty("parent").GetGuid());

        var stock = await UntilAsync(admin, $"/api/units/stock?unit={parent:D}&from=2026-01-01&to=2026-03-31", s => s.GetProperty("total").GetProperty("members").GetProperty("end").GetInt32() == 42);
        var units = stock.GetProperty("total").GetProperty("units");
        Assert.Equal((0, 1, 1), (units.GetProperty("start").GetInt32(), units.GetProperty("transferredIn").GetInt32(), units.GetProperty("end").GetInt32()));
        Assert.Equal(42, stock.GetProperty("total").GetProperty("members").GetProperty("transferredIn").GetInt32());
    }

    [Fact]
    public async Task An_import_row_of_a_unit_that_has_ended_names_who_took_over()
    {
        var province = await TestProvince.OpenAsync(shared.Host);
        var units = (await shared.Host.Services.GetRequiredService<ReferenceFacts>().RefreshAsync(CancellationToken.None)).Units;
        var (code, successor) = (units.Unit(province.Union1, SplitDay)!.Code, units.Unit(province.Union2, SplitDay)!.Code);
        await SendAsync(province.Union1, new UnitMerged(SplitDay, Paper(), province.Union2));
        using var union = await shared.Host.ClientAsync("union", "vi");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(
            "reference,union_unit,full_name,birth_date,gender,education,filed_on\n" +
            $"X-{code},{code},Lê Thị Sau,1990-01-04,female,bachelor,2026-03-21\n" +
            $"Y-{code},{code},Lê Thị Trước,1990-01-05,female,bachelor,2026-03-19\n"));
        content.Headers.ContentType = new("text/csv");
        var report = await (await union.PostAsync("/api/imports/referrals", content)).JsonAsync();
        var rows = report.GetProperty("rows");
        Assert.Equal(("invalid", "unit_ended"), (rows[0].GetProperty("status").GetString(), rows[0].GetProperty("code").GetString()));
        Assert.Contains(successor, rows[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("20/03/2026", rows[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("done", rows[1].GetProperty("status").GetString());
    }

    private static DocumentRef Paper() => new("12/QĐ-LĐLĐ", new DateOnly(2026, 3, 1), "LĐLĐ");

    private async Task SendAsync(Guid unit, UnitEvent act)
    {
        var result = await Gateway.SendAsync(new UnitCommand(unit, act), Actor.System, Guid.CreateVersion7(), "test");
        Assert.True(result is CommandResult.Accepted, result.ToString());
    }

    private async Task<Guid> OpenAsync(Guid parent, UnitKind kind = UnitKind.GrassrootsUnion)
    {
        var id = Guid.CreateVersion7();
        await SendAsync(id, new UnitOpened(new DateOnly(2015, 1, 1), null, id, Tree.Union, kind, "M-" + id.ToString("N")[^10..], "Đơn vị mới", parent, Sector.NonState, CalendarKind.Public, false));
        return id;
    }

    private static Task<JsonElement> UntilAsync(HttpClient client, Guid caseId, Func<JsonElement, bool> there) => UntilAsync(client, $"/api/cases/{caseId:D}", there);

    private static async Task<JsonElement> UntilAsync(HttpClient client, string address, Func<JsonElement, bool> there)
    {
        // A bound on a hang, not on speed.
        for (var tries = 0; ; tries++)
        {
            var shown = await client.GetFromAsync(address);
            if (there(shown) || tries > 600)
            {
                return shown;
            }

            await Task.Delay(100);
        }
    }
}

internal static class GetJson
{
    internal static async Task<JsonElement> GetFromAsync(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        var body = await response.JsonAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address}: {body}");
        return body;
    }
}
