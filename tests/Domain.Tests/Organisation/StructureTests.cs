using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Tests.Organisation.UnitLog;

namespace CadreWorkflow.Domain.Tests.Organisation;

public sealed class StructureTests
{
    private readonly UnitLog _log = new UnitLog().Province();

    [Fact]
    public void Given_children_when_their_unit_is_dissolved_or_split_then_each_must_be_given_a_new_superior_and_gets_it_that_day()
    {
        _log.Open("C", "T");
        _log.Refused("A", new UnitDissolved(Day(2022, 1, 1), null), "has_children", [_log.Under("A1", "B")]);
        _log.Refused("A", new UnitDissolved(Day(2022, 1, 1), null), "placement_not_child", [_log.Under("A1", "B"), _log.Under("A2", "B"), _log.Under("B1", "B")]);
        _log.Refused("A", new UnitDissolved(Day(2022, 1, 1), null), "cycle", [_log.Under("A1", "A"), _log.Under("A2", "B")]);
        _log.Refused("A", new UnitDissolved(Day(2022, 1, 1), null), "wrong_tree", [_log.Under("A1", "P1"), _log.Under("A2", "B")]);
        _log.Do("A", new UnitSplit(Day(2022, 1, 1), null, [_log["B"], _log["C"]]), [_log.Under("A1", "B"), _log.Under("A2", "C")]);

        var tree = _log.Units;
        Assert.Equal([_log["A1"], _log["B1"]], tree.Children(_log["B"], Day(2022, 1, 1)));
        Assert.Equal([_log["A2"]], tree.Children(_log["C"], Day(2022, 1, 1)));
        Assert.Equal([_log["A1"], _log["A2"]], tree.Children(_log["A"], Day(2021, 12, 31)));
        Assert.Equal([_log["A"]], tree.Predecessors(_log["C"]));
    }

    [Fact]
    public void Given_two_children_placed_under_each_other_when_their_unit_is_dissolved_then_it_is_a_cycle() =>
        _log.Refused("A", new UnitDissolved(Day(2022, 1, 1), null), "cycle", [_log.Under("A1", "A2"), _log.Under("A2", "A1")]);

    [Fact]
    public void Given_two_acts_that_say_different_things_of_one_day_then_the_second_is_refused()
    {
        _log.Do("A1", new UnitMoved(Day(2022, 1, 1), null, _log["B"]));
        _log.Refused("A1", new UnitMoved(Day(2022, 1, 1), null, _log["T"]), "contradicts_same_day");
        _log.Do("A1", new UnitRenamed(Day(2022, 1, 1), null, "Tên hai"));
        _log.Refused("A1", new UnitRenamed(Day(2022, 1, 1), null, "Tên ba"), "contradicts_same_day");
        _log.Do("A1", new PartyBodyAssigned(Day(2022, 1, 1), null, _log["P1"]));
        _log.Refused("A1", new PartyBodyAssigned(Day(2022, 1, 1), null, _log["P2"]), "contradicts_same_day");
        _log.Do("A2", new UnitMerged(Day(2022, 1, 1), null, _log["B1"]));
        _log.Refused("A2", new UnitDissolved(Day(2022, 1, 1), null), "unit_ended");
        _log.Refused("B1", new UnitMerged(Day(2022, 1, 1), null, _log["A1"]), "successor_not_active");
    }

    [Fact]
    public void Given_facts_recorded_for_later_days_when_a_back_dated_ending_would_leave_them_in_the_air_then_it_is_refused()
    {
        _log.Do("A1", new UnitRenamed(Day(2023, 1, 1), null, "Tên hai"));
        _log.Refused("A1", new UnitDissolved(Day(2022, 1, 1), null), "later_fact");
        _log.Do("B1", new UnitMerged(Day(2023, 1, 1), null, _log["A2"]));
        _log.Refused("A2", new UnitMerged(Day(2022, 1, 1), null, _log["A1"]), "successor_not_active");
        _log.Do("A2", new UnitDissolved(Day(2024, 1, 1), null));
    }

    [Fact]
    public void Given_a_superior_that_has_ended_since_when_a_back_dated_move_or_opening_would_leave_a_unit_under_it_then_it_is_refused()
    {
        _log.Do("A", new UnitMerged(Day(2025, 7, 1), null, _log["B"]));
        _log.Refused("B1", new UnitMoved(Day(2022, 1, 1), null, _log["A"]), "parent_ends_later");
        _log.NewId("X");
        _log.Refused("X", _log.Opening("X", "A", on: Day(2022, 1, 1)), "parent_ends_later");

        // Once it is said where it went when the superior ended, it may have stood there before.
        _log.Open("C1", "B");
        _log.Do("C1", new UnitMoved(Day(2025, 7, 1), null, _log["T"]));
        _log.Do("C1", new UnitMoved(Day(2022, 1, 1), null, _log["A"]));
        Assert.Equal(_log["A"], _log.Units.Unit(_log["C1"], Day(2025, 6, 30))!.Parent);
    }

    [Fact]
    public void Given_a_chain_of_mergers_then_the_living_successor_is_found_and_the_root_cannot_end()
    {
        _log.Do("A1", new UnitMerged(Day(2022, 1, 1), null, _log["A2"]));
        _log.Do("A2", new UnitMerged(Day(2023, 1, 1), null, _log["B1"]));
        Assert.Equal([_log["B1"]], _log.Units.LivingSuccessors(_log["A1"], Today));
        Assert.Equal([_log["A2"]], _log.Units.LivingSuccessors(_log["A1"], Day(2022, 6, 1)).Where(u => u == _log["A2"]));
        Assert.Empty(_log.Units.LivingSuccessors(_log["B1"], Today));
        _log.Refused("T", new UnitDissolved(Day(2024, 1, 1), null), "cycle", [_log.Under("A", "B"), _log.Under("B", "A")]);
    }

    [Fact]
    public void Given_a_paper_without_number_or_issuer_or_from_the_future_then_it_is_refused()
    {
        UnitEvent Renamed(DocumentRef paper) => new UnitRenamed(Day(2022, 1, 1), paper, "Tên hai");
        _log.Refused("A1", Renamed(new(" ", Day(2021, 12, 1), "TLĐ")), "document_incomplete");
        _log.Refused("A1", Renamed(new("12/QĐ-LĐLĐ", Day(2021, 12, 1), "")), "document_incomplete");
        _log.Refused("A1", Renamed(new("12/QĐ-LĐLĐ", Today.AddDays(1), "LĐLĐ")), "future_date");
        _log.Refused("A1", new UnitRenamed(new DateOnly(202, 1, 1), null, "Tên hai"), "date_out_of_range");
        _log.Do("A1", Renamed(new("12/QĐ-LĐLĐ", Day(2021, 12, 1), "LĐLĐ")));
    }

    [Fact]
    public void Given_a_wrong_fact_when_it_is_corrected_then_the_days_read_as_if_it_had_been_said_rightly()
    {
        _log.Do("A1", new UnitMoved(Day(2022, 1, 1), null, _log["B"]));
        var move = _log.Last<UnitMoved>("A1");
        _log.Do("A1", new UnitMoved(Day(2022, 3, 1), null, _log["T"]), corrects: move);
        Assert.Equal(_log["A"], _log.Units.Unit(_log["A1"], Day(2022, 2, 1))!.Parent);
        Assert.Equal(_log["T"], _log.Units.Unit(_log["A1"], Day(2022, 3, 1))!.Parent);

        var correction = _log.Last<UnitMoved>("A1");
        _log.Refused("A1", new UnitMoved(Day(2022, 4, 1), null, _log["B"]), "correction_of_correction", corrects: correction);
        _log.Refused("A1", new UnitRenamed(Day(2022, 4, 1), null, "X"), "correction_of_other_act", corrects: move);
        _log.Refused("A1", new UnitMoved(Day(2022, 4, 1), null, _log["A1"]), "cycle", corrects: move);
        _log.Refused("A1", new UnitMoved(Day(2022, 4, 1), null, _log["B"]), "unknown_fact", corrects: Guid.AllBitsSet);
        _log.Refused("A1", new UnitFactStruck(Day(2022, 4, 1), null, null), "unknown_fact");
        _log.Do("A1", new UnitFactStruck(Day(2026, 4, 1), null, null), corrects: move);
        Assert.Equal(_log["A"], _log.Units.Unit(_log["A1"], Today)!.Parent);
    }

    [Fact]
    public void Given_a_wrong_opening_when_it_is_corrected_then_code_and_tree_stay_and_what_stands_on_it_must_still_hold()
    {
        var opening = _log.Last<UnitOpened>("A");
        var wrong = (UnitOpened)_log.Events.Single(e => e.Id == opening).Event;
        _log.Refused("A", wrong with { Code = "AA" }, "correction_changes_identity", corrects: opening);
        _log.Refused("A", wrong with { OccurredOn = Day(2021, 1, 1) }, "parent_not_active", corrects: opening);
        _log.Refused("A", new UnitFactStruck(Today, null, null), "opening_cannot_be_struck", corrects: opening);
        _log.Do("A", wrong with { Name = "Tên đúng", Kind = UnitKind.DistrictFederation }, corrects: opening);
        Assert.Equal(("Tên đúng", UnitKind.DistrictFederation), (_log.Units.Unit(_log["A"], Today)!.Name, _log.Units.Unit(_log["A"], Today)!.Kind));
    }

    [Fact]
    public void Given_a_merger_of_the_wrong_unit_when_it_is_struck_then_the_unit_lives_and_has_its_children_back()
    {
        _log.Do("A", new UnitMerged(Day(2025, 7, 1), null, _log["B"]));
        var merger = _log.Last<UnitMerged>("A");
        _log.Refused("A", new UnitMerged(Day(2025, 8, 1), null, _log["B"]), "ending_strike_first", corrects: merger);
        _log.Do("A", new UnitMerged(Day(2025, 7, 1), new("5/QĐ", Day(2025, 6, 1), "LĐLĐ"), _log["B"]), corrects: merger);
        _log.Do("A", new UnitFactStruck(Today, null, null), corrects: merger);

        Assert.True(_log.Units.Unit(_log["A"], Today)!.Active);
        Assert.Equal([_log["A1"], _log["A2"]], _log.Units.Children(_log["A"], Today));
        Assert.Empty(_log.Units.Successors(_log["A"]));
    }

    /// <summary>Whatever is said in whatever order, what was accepted leaves every living unit under a living superior on every day.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Given_random_acts_in_any_order_then_the_trees_hold_on_every_day(int seed)
    {
        var random = new Random(seed);
        string[] codes = ["A", "B", "A1", "A2", "B1", "C", "C1", "C2"];
        _log.Open("C", "T").Open("C1", "C").Open("C2", "C");
        var accepted = 0;
        for (var i = 0; i < 400; i++)
        {
            var code = codes[random.Next(codes.Length)];
            Guid Other() => _log[codes[random.Next(codes.Length)]];
            var day = Day(2020, 1, 1).AddDays(random.Next(0, 60) * 30);
            var tree = _log.Units;
            UnitEvent act = random.Next(9) switch
            {
                < 4 => new UnitMoved(day, null, random.Next(4) == 0 ? _log["T"] : Other()),
                4 => new UnitRenamed(day, null, "Tên " + i),
                5 => new UnitMerged(day, null, Other()),
                6 => new UnitSplit(day, null, [Other(), Other()]),
                7 => new UnitDissolved(day, null),
                _ => new UnitFactStruck(Today, null, null),
            };
            var children = tree.Children(_log[code], day).Select(c => new UnitPlacement(c, Other())).ToList();
            var records = _log.Events.Where(e => e.StreamId == Streams.Unit(_log[code]) && e.Headers.Corrects is null).ToList();
            Guid? corrects = act is UnitFactStruck ? records[random.Next(records.Count)].Id : null;
            if (_log.Try(code, act, children, corrects) is { IsAccepted: true, Events.Count: > 0 })
            {
                _log.Do(code, act, children, corrects);
                accepted++;
            }
        }

        Assert.True(accepted > 20, $"Only {accepted} acts were accepted.");
        var then = _log.Units;
        for (var day = Day(2020, 1, 1); day <= Day(2025, 6, 1); day = day.AddDays(15))
        {
            foreach (var unit in then.Units.Select(u => then.Unit(u, day)!).Where(u => u.Active && u.Parent is not null))
            {
                Assert.True(then.Unit(unit.Parent!.Value, day)!.Active, $"{unit.Code} stands under an ended unit on {day:yyyy-MM-dd}.");
                Assert.DoesNotContain(unit.Id, then.Ancestors(unit.Id, day));
                Assert.True(then.IsWithin(unit.Id, then.Root(unit.Tree), day));
            }

            foreach (var unit in then.Units.Where(u => then.EndingOf(u) is { } ending && ending.OccurredOn == day))
            {
                Assert.All(then.Successors(unit), s => Assert.True(then.Unit(s, day)!.Active));
            }
        }
    }
}
