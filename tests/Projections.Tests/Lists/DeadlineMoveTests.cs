using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.Projections.Deadlines;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Tests.Given;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Lists;

/// <summary>What the announcement of a calendar does to deadlines that run.</summary>
public sealed class DeadlineMoveTests
{
    private static readonly ReadScope Now = new(Day(2026, 12, 31), Day(2026, 12, 31));

    [Fact]
    public async Task Case_3_W12_when_the_Tet_of_2027_is_announced_otherwise_the_deadline_moves_loses_its_mark_and_the_move_names_its_cause()
    {
        var log = Shipped();
        var told = log.Refer(1, "A1", Day(2026, 5, 4)).Sent(Day(2026, 5, 6)).Voted(Day(2026, 10, 9));
        told.Decided(Day(2026, 12, 23));
        log.Refer(2, "A1", Day(2026, 5, 4)).Sent(Day(2026, 5, 6)).Voted(Day(2026, 9, 9)).Decided(Day(2026, 9, 23));
        var before = log.Head;
        var announced = log.Record(Streams.Regulations, Announced("public-2027", "public-2027-b", 2027, TetByOptionB));
        await using var read = await ReadSide.OfAsync(log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        var page = await new DeadlineMoves(read.Facts).QueryAsync(connection, Now, new CaseListFilter(), announced.Position);
        var move = Assert.Single(page.Items, m => m.Rule == "ADM-30");
        Assert.Equal((told.CaseId, Day(2027, 2, 4), Day(2027, 2, 11)), (move.CaseId, move.OldDue, move.NewDue));
        Assert.Equal((true, false, true), (move.WasProvisional, move.Provisional, move.Open));
        Assert.False(move.VerdictChanged);

        var publication = (await DeadlineMoves.PublicationsAsync(connection))[0];
        Assert.Equal((announced.Position, "public-2027-b", true), (publication.Position, publication.Id, publication.IsCalendar));
        Assert.Equal(page.Total, publication.Moved);
        Assert.Equal(0, (await new DeadlineMoves(read.Facts).QueryAsync(connection, Now, new CaseListFilter(), before)).Total);

        var printed = CaseDeadlines.Of(History(log, told), Regulations.Empty.Apply(Published(log, before)), log.Units).Single(d => d.Rule == "ADM-30");
        Assert.Equal(Day(2027, 2, 4), printed.Due);
        Assert.True(CaseDeadlines.Explain(printed, Regulations.Empty.Apply(Published(log, before))).Deadline!.Provisional);
    }

    [Fact]
    public async Task Case_4_a_swap_announced_late_makes_an_act_judged_late_in_time_and_the_move_says_that_both_verdicts_stand()
    {
        var log = Shipped();
        var told = log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9));
        told.Decided(Day(2026, 4, 10));
        var swap = log.Record(Streams.Regulations, Announced("public-2026", "public-2026-b", 2026, SwapOf13March));
        await using var read = await ReadSide.OfAsync(log, batch: 7);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        var page = await new DeadlineMoves(read.Facts).QueryAsync(connection, Now, new CaseListFilter(), swap.Position);
        var move = Assert.Single(page.Items, m => m.Rule == "ADM-28");
        Assert.Equal((Day(2026, 4, 9), Day(2026, 4, 10), (DateOnly?)Day(2026, 4, 10)), (move.OldDue, move.NewDue, move.MetOn));
        Assert.True(move.VerdictChanged);
        Assert.False(move.Open);
    }

    [Fact]
    public async Task Moves_are_seen_within_the_readers_subtree_only()
    {
        var log = Shipped();
        log.Refer(1, "A1", Day(2026, 5, 4)).Sent(Day(2026, 5, 6)).Voted(Day(2026, 10, 9)).Decided(Day(2026, 12, 23));
        log.Refer(2, "B1", Day(2026, 5, 4)).Sent(Day(2026, 5, 6)).Voted(Day(2026, 10, 9)).Decided(Day(2026, 12, 23));
        var announced = log.Record(Streams.Regulations, Announced("public-2027", "public-2027-b", 2027, TetByOptionB));
        await using var read = await ReadSide.OfAsync(log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        async Task<int> SeenAsync(ReadScope scope) =>
            (await new DeadlineMoves(read.Facts).QueryAsync(connection, scope, new CaseListFilter(), announced.Position)).Items.Count(m => m.Rule == "ADM-30");

        Assert.Equal(2, await SeenAsync(Now));
        Assert.Equal(1, await SeenAsync(Now with { Allowed = [log.Unit("A1")] }));
        Assert.Equal(0, await SeenAsync(Now with { Allowed = [Guid.Empty] }));
    }

    private static MemoryLog Shipped()
    {
        var log = new MemoryLog();
        foreach (var document in RegulationFiles.All)
        {
            log.Record(Streams.Regulations, document.Publication(Day(2020, 1, 1)));
        }

        return log.Province();
    }

    private static CaseHistory History(MemoryLog log, CaseTold told) => CaseHistory.Of(log.Events.Where(e => e.StreamId == Streams.Case(told.CaseId)).Select(Cast<CaseEvent>));

    private static IEnumerable<(RegulationEvent Event, long Position)> Published(MemoryLog log, long until) =>
        log.Events.Where(e => e.Event is RegulationEvent && e.Position <= until).Select(e => ((RegulationEvent)e.Event, e.Position));

    private static RegulationEvent Announced(string shipped, string id, int year, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == shipped).Canonical)!.AsObject();
        json["id"] = id;
        json["supersedes"] = shipped;
        change(json);
        var (document, problems) = Regulations.FromFiles().Propose(id, json.ToJsonString());
        Assert.True(document is not null, string.Join("; ", problems));
        return document.Publication(new DateOnly(year - 1, 12, 28));
    }

    private static void TetByOptionB(JsonObject json)
    {
        json["confirmed"] = true;
        json["source"] = "TB 1/TB-BNV";
        var other = json["alternatives"]!.AsArray()[0]!["days"]!.AsArray();
        var days = json["days"]!.AsArray().Where(d => (string?)d!["holiday"] != "tet").Concat(other).Select(d => d!.DeepClone()).OrderBy(d => (string)d["date"]!, StringComparer.Ordinal).ToList();
        foreach (var day in days)
        {
            day["confirmed"] = true;
        }

        json["days"] = new JsonArray([.. days]);
        json.Remove("alternatives");
    }

    private static void SwapOf13March(JsonObject json)
    {
        var days = json["days"]!.AsArray();
        days.Add(JsonNode.Parse("""{"date": "2026-03-13", "weekday": "fri", "kind": "swap_off", "pair": "2026-04-11", "confirmed": true, "source": "TB 2/TB-BNV"}"""));
        days.Add(JsonNode.Parse("""{"date": "2026-04-11", "weekday": "sat", "kind": "swap_worked", "pair": "2026-03-13", "confirmed": true, "source": "TB 2/TB-BNV"}"""));
        json["days"] = new JsonArray([.. days.Select(d => d!.DeepClone()).OrderBy(d => (string)d["date"]!, StringComparer.Ordinal)]);
    }
}
