using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using static CadreWorkflow.Domain.Tests.Organisation.UnitLog;

namespace CadreWorkflow.Domain.Tests.Organisation;

public sealed class OrgTreeTests
{
    [Fact]
    public void Given_a_unit_moved_mid_year_then_each_day_has_its_own_parent()
    {
        var log = new UnitLog().Province();
        log.Do("A1", new UnitMoved(Day(2022, 6, 1), null, log["B"]));
        var tree = log.Units;

        Assert.Equal(log["A"], tree.Unit(log["A1"], Day(2022, 5, 31))!.Parent);
        Assert.Equal(log["B"], tree.Unit(log["A1"], Day(2022, 6, 1))!.Parent);
        Assert.Equal([log["A2"]], tree.Children(log["A"], Day(2022, 6, 1)));
        Assert.Equal([log["A1"], log["B1"]], tree.Children(log["B"], Day(2022, 6, 1)));
        Assert.True(tree.IsWithin(log["A1"], log["A"], Day(2022, 5, 31)));
        Assert.False(tree.IsWithin(log["A1"], log["A"], Day(2022, 6, 1)));
        Assert.Equal([log["B"], log["T"]], tree.Ancestors(log["A1"], Day(2022, 6, 1)));
    }

    [Fact]
    public void Given_facts_recorded_in_any_order_then_the_tree_of_every_day_is_the_same()
    {
        var log = new UnitLog().Province();
        log.Record(Streams.Unit(log["A1"]), new UnitMoved(Day(2023, 1, 1), null, log["B"]));
        log.Record(Streams.Unit(log["A1"]), new UnitRenamed(Day(2022, 1, 1), null, "Tên thứ hai"));
        log.Record(Streams.Unit(log["A1"]), new UnitMoved(Day(2021, 1, 1), null, log["T"]));
        var tree = log.Units;

        Assert.Equal(log["A"], tree.Unit(log["A1"], Day(2020, 6, 1))!.Parent);
        Assert.Equal(log["T"], tree.Unit(log["A1"], Day(2022, 6, 1))!.Parent);
        Assert.Equal(log["B"], tree.Unit(log["A1"], Day(2023, 6, 1))!.Parent);
        Assert.Equal("Tên thứ hai", tree.Unit(log["A1"], Day(2023, 6, 1))!.Name);
        Assert.Equal("Đơn vị A1", tree.Unit(log["A1"], Day(2021, 6, 1))!.Name);
    }

    [Fact]
    public void Given_a_corrected_fact_then_the_first_statement_no_longer_holds()
    {
        var log = new UnitLog().Province();
        log.Record(Streams.Unit(log["A1"]), new UnitRenamed(Day(2022, 1, 1), null, "Sai"));
        log.Record(Streams.Unit(log["A1"]), new UnitRenamed(Day(2022, 2, 1), null, "Đúng"), log.Events[^1].Id);

        Assert.Equal("Đơn vị A1", log.Units.Unit(log["A1"], Day(2022, 1, 15))!.Name);
        Assert.Equal("Đúng", log.Units.Unit(log["A1"], Day(2022, 2, 1))!.Name);
    }

    [Fact]
    public void Given_a_merger_then_the_unit_ends_that_day_and_its_children_stand_under_the_successor()
    {
        var log = new UnitLog().Province();
        log.Do("A", new UnitMerged(Day(2025, 7, 1), null, log["B"]));
        var tree = log.Units;

        Assert.True(tree.Unit(log["A"], Day(2025, 6, 30))!.Active);
        var ended = tree.Unit(log["A"], Day(2025, 7, 1))!;
        Assert.False(ended.Active);
        Assert.Equal(Day(2025, 7, 1), ended.EndedOn);
        Assert.Equal([log["B"]], tree.Successors(log["A"]));
        Assert.Equal([log["A1"], log["A2"], log["B1"]], tree.Children(log["B"], Day(2025, 7, 1)));
    }

    [Fact]
    public void Given_a_split_then_the_successors_are_those_named()
    {
        var log = new UnitLog().Province().Open("A3", "A").Open("A4", "A");
        log.Do("A1", new UnitSplit(Day(2024, 1, 1), null, [log["A3"], log["A4"]]));

        Assert.Equal([log["A3"], log["A4"]], log.Units.Successors(log["A1"]));
        Assert.Empty(log.Units.Successors(log["A3"]));
    }

    [Fact]
    public void Given_an_assigned_party_body_then_units_below_are_served_by_it_until_it_changes()
    {
        var log = new UnitLog().Province().Open("P3", "P", Tree.Party);
        log.Do("A", new PartyBodyAssigned(Day(2021, 1, 1), null, log["P1"]));
        log.Do("A2", new PartyBodyAssigned(Day(2022, 1, 1), null, log["P2"]));
        log.Do("P1", new UnitMerged(Day(2023, 1, 1), null, log["P3"]));
        var tree = log.Units;

        Assert.Null(tree.PartyBodyFor(log["A1"], Day(2020, 12, 31)));
        Assert.Equal(log["P1"], tree.PartyBodyFor(log["A1"], Day(2021, 1, 1)));
        Assert.Equal(log["P1"], tree.PartyBodyFor(log["A2"], Day(2021, 12, 31)));
        Assert.Equal(log["P2"], tree.PartyBodyFor(log["A2"], Day(2022, 1, 1)));
        Assert.Equal(log["P3"], tree.PartyBodyFor(log["A1"], Day(2023, 1, 1)));
        Assert.Null(tree.PartyBodyFor(log["B1"], Day(2023, 1, 1)));
    }

    [Fact]
    public void Given_a_body_that_was_dissolved_then_it_serves_nobody()
    {
        var log = new UnitLog().Province();
        log.Do("A", new PartyBodyAssigned(Day(2021, 1, 1), null, log["P1"]));
        log.Do("P1", new UnitDissolved(Day(2023, 1, 1), null));
        Assert.Null(log.Units.PartyBodyFor(log["A1"], Day(2023, 1, 1)));
    }

    [Fact]
    public void Given_codes_then_either_case_of_letters_finds_the_unit()
    {
        var log = new UnitLog().Province();
        Assert.Equal(log["A1"], log.Units.ByCode("a1", Today)!.Id);
        Assert.Null(log.Units.ByCode("zz", Today));
        Assert.Equal(log["T"], log.Units.Root(Tree.Union));
        Assert.Equal(log["P"], log.Units.Root(Tree.Party));
        Assert.Equal(Guid.Empty, OrgTree.Empty.Root(Tree.Party));
    }

    [Fact]
    public void Given_the_facts_of_a_unit_then_youth_union_sector_and_calendar_are_dated()
    {
        var log = new UnitLog().Province();
        log.Do("A1", new YouthUnionChanged(Day(2022, 1, 1), null, true));
        log.Do("A1", new UnitReclassified(Day(2023, 1, 1), null, Sector.NonState, CalendarKind.Private5));

        Assert.False(log.Units.Unit(log["A1"], Day(2021, 12, 31))!.HasYouthUnion);
        Assert.True(log.Units.Unit(log["A1"], Day(2022, 1, 1))!.HasYouthUnion);
        Assert.Equal(Sector.StateService, log.Units.Unit(log["A1"], Day(2022, 12, 31))!.Sector);
        Assert.Equal((Sector.NonState, CalendarKind.Private5), (log.Units.Unit(log["A1"], Day(2023, 1, 1))!.Sector, log.Units.Unit(log["A1"], Day(2023, 1, 1))!.Calendar));
        Assert.Equal(3, log.Units.Unit(log["A1"], Today)!.StreamVersion);
    }

    [Fact]
    public void Given_structural_facts_then_the_structure_version_counts_the_events_planned_on_the_guard_stream()
    {
        var log = new UnitLog().Province();
        var before = log.Units.StructureVersion;
        var merger = log.Try("A", new UnitMerged(Day(2025, 7, 1), null, log["B"]));
        log.Do("A", new UnitMerged(Day(2025, 7, 1), null, log["B"]));
        log.Do("B", new UnitRenamed(Day(2025, 7, 2), null, "Tên mới"));

        Assert.Equal(9, before);
        Assert.Equal(before + merger.Events.Count(e => e.StreamId == Streams.OrgStructure), log.Units.StructureVersion);
        Assert.Equal(3, merger.Events.Count(e => e.Event is StructureChanged));
    }

    [Fact]
    public void Given_folding_one_by_one_then_it_equals_folding_all_at_once()
    {
        var log = new UnitLog().Province();
        log.Do("A", new UnitMerged(Day(2025, 7, 1), null, log["B"]));
        var stepwise = log.Events.Aggregate(OrgTree.Empty, (tree, e) => tree.Evolve(e));
        foreach (var unit in log.Units.Units)
        {
            Assert.Equal(log.Units.Unit(unit, Today), stepwise.Unit(unit, Today));
            Assert.Equal(log.Units.Children(unit, Today), stepwise.Children(unit, Today));
        }

        Assert.Equal(log.Units.StructureVersion, stepwise.StructureVersion);
    }

    [Fact]
    public void Given_ten_thousand_units_then_the_fold_and_every_ancestor_walk_end_and_find_the_root()
    {
        var events = new List<Recorded<UnitEvent>>();
        var ids = Enumerable.Range(0, 10_000).Select(i => new Guid(i + 1, 1, 1, new byte[8])).ToArray();
        for (var i = 0; i < ids.Length; i++)
        {
            var opened = new UnitOpened(Day(2020, 1, 1), null, ids[i], Tree.Union, UnitKind.GrassrootsUnion, $"U{i}", $"Đơn vị {i}",
                i == 0 ? null : ids[(i - 1) / 20], Sector.Unknown, CalendarKind.Public, false);
            events.Add(new(opened, ids[i], Streams.Unit(ids[i]), 1, i + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null));
        }

        var tree = OrgTree.Of(events);
        Assert.Equal(10_000, tree.Count);
        Assert.All(ids, id => Assert.True(tree.IsWithin(id, ids[0], Today)));
        Assert.Equal(20, tree.Children(ids[0], Today).Count);
    }
}
