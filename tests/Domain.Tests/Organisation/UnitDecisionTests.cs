using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Tests.Organisation.UnitLog;

namespace CadreWorkflow.Domain.Tests.Organisation;

public sealed class UnitDecisionTests
{
    private readonly UnitLog _log = new UnitLog().Province();

    [Fact]
    public void Given_a_unit_when_it_is_moved_under_its_own_branch_then_it_is_a_cycle()
    {
        _log.Refused("A", new UnitMoved(Day(2022, 1, 1), null, _log["A1"]), "cycle");
        _log.Refused("A", new UnitMoved(Day(2022, 1, 1), null, _log["A"]), "cycle");
        _log.Refused("T", new UnitMoved(Day(2022, 1, 1), null, _log["A1"]), "cycle");
    }

    [Fact]
    public void Given_a_later_move_already_recorded_when_a_back_dated_move_would_close_a_circle_then_it_is_refused()
    {
        _log.Do("B", new UnitMoved(Day(2023, 1, 1), null, _log["A"]));
        _log.Refused("A", new UnitMoved(Day(2022, 1, 1), null, _log["B"]), "cycle");
        _log.Do("A1", new UnitMoved(Day(2022, 1, 1), null, _log["B"]));
    }

    [Fact]
    public void Given_a_dissolved_unit_when_another_is_merged_into_it_then_it_is_refused()
    {
        _log.Do("B1", new UnitDissolved(Day(2022, 1, 1), null));
        _log.Refused("A1", new UnitMerged(Day(2022, 1, 1), null, _log["B1"]), "successor_not_active");
        _log.Refused("A1", new UnitMerged(Day(2022, 1, 1), null, _log["A1"]), "successor_is_self");
        _log.Refused("A1", new UnitMerged(Day(2022, 1, 1), null, _log["P1"]), "wrong_tree");
        _log.Refused("A1", new UnitMerged(Day(2022, 1, 1), null, Guid.AllBitsSet), "successor_unknown");
        _log.Refused("A", new UnitMerged(Day(2019, 1, 1), null, _log["B"]), "before_unit_opened");
    }

    [Fact]
    public void Given_a_unit_when_it_merges_into_its_own_child_then_the_child_takes_its_place()
    {
        _log.Do("A", new UnitMerged(Day(2022, 1, 1), null, _log["A1"]));
        Assert.Equal(_log["T"], _log.Units.Unit(_log["A1"], Day(2022, 1, 1))!.Parent);
        Assert.Equal(_log["A1"], _log.Units.Unit(_log["A2"], Day(2022, 1, 1))!.Parent);
        _log.Refused("T", new UnitMerged(Day(2023, 1, 1), null, _log["B1"]), "cycle");
    }

    [Fact]
    public void Given_a_split_that_leaves_none_then_it_is_refused()
    {
        _log.Refused("A1", new UnitSplit(Day(2022, 1, 1), null, []), "no_successor");
        _log.Refused("A1", new UnitSplit(Day(2022, 1, 1), null, [_log["A1"]]), "successor_is_self");
        _log.Refused("A1", new UnitSplit(Day(2022, 1, 1), null, [Guid.AllBitsSet]), "successor_unknown");
        _log.Refused("A1", new UnitSplit(Day(2022, 1, 1), null, [_log["A2"], _log["A2"]]), "one_successor");
        _log.Open("C", "T");
        _log.Refused("A", new UnitSplit(Day(2022, 1, 1), null, [_log["B"], _log["C"]]), "has_children");
    }

    [Fact]
    public void Given_a_unit_with_children_when_it_is_dissolved_then_it_is_refused_also_for_children_that_come_later()
    {
        _log.Refused("A", new UnitDissolved(Day(2022, 1, 1), null), "has_children");
        _log.Open("B2", "B1", on: Day(2023, 1, 1));
        _log.Refused("B1", new UnitDissolved(Day(2022, 1, 1), null), "has_children");
        _log.Refused("B1", new UnitMerged(Day(2022, 1, 1), null, _log["A1"]), "has_children");
    }

    [Fact]
    public void Given_an_opening_when_its_place_or_code_is_wrong_then_it_is_refused()
    {
        _log.NewId("X");
        var opening = _log.Opening("X", "A");
        _log.Refused("X", opening with { Parent = Guid.AllBitsSet }, "parent_unknown");
        _log.Refused("X", opening with { Parent = _log["P1"] }, "wrong_tree");
        _log.Refused("X", opening with { Parent = null }, "parent_required");
        _log.Refused("X", opening with { Kind = UnitKind.PartyCell }, "kind_not_of_tree");
        _log.Refused("X", opening with { Code = "a1" }, "code_reused");
        _log.Refused("X", opening with { Code = "có cách" }, "code_invalid");
        _log.Refused("X", opening with { Name = " " }, "name_invalid");
        _log.Refused("X", opening with { Name = "Tên\u0000" }, "name_invalid");
        _log.Refused("X", opening with { OccurredOn = Today.AddDays(1) }, "future_date");
        _log.Refused("X", opening with { OccurredOn = Day(2019, 12, 31) }, "parent_not_active");
        _log.Refused("A1", _log.Opening("A1", "B"), "unit_exists");
        Assert.True(_log.Try("X", opening).IsAccepted);
    }

    [Fact]
    public void Given_the_code_of_an_ended_unit_when_a_new_unit_takes_it_then_it_is_refused()
    {
        _log.Do("B1", new UnitDissolved(Day(2022, 1, 1), null));
        _log.NewId("X");
        _log.Refused("X", _log.Opening("X", "B", on: Day(2023, 1, 1)) with { Code = "B1" }, "code_reused");
    }

    [Fact]
    public void Given_an_act_before_the_unit_opened_or_after_it_ended_then_it_is_refused()
    {
        _log.Refused("A1", new UnitRenamed(Day(2019, 12, 31), null, "Tên"), "before_unit_opened");
        _log.Do("A1", new UnitDissolved(Day(2022, 1, 1), null));
        _log.Refused("A1", new UnitRenamed(Day(2022, 1, 1), null, "Tên"), "unit_ended");
        _log.Do("A1", new UnitRenamed(Day(2021, 12, 31), null, "Tên"));
        _log.Refused("A1", new UnitDissolved(Day(2021, 1, 1), null), "unit_ended");
        _log.Refused("A2", new UnitMoved(Day(2023, 1, 1), null, _log["A1"]), "parent_not_active");
    }

    [Fact]
    public void Given_an_unknown_unit_then_nothing_can_be_said_of_it()
    {
        _log.NewId("X");
        _log.Refused("X", new UnitRenamed(Day(2022, 1, 1), null, "Tên"), "unit_unknown");
        _log.Refused("A1", new PartyBodyAssigned(Day(2022, 1, 1), null, Guid.AllBitsSet), "party_body_unknown");
        _log.Refused("A1", new PartyBodyAssigned(Day(2022, 1, 1), null, _log["B"]), "wrong_tree");
        _log.Refused("P1", new PartyBodyAssigned(Day(2022, 1, 1), null, _log["P2"]), "wrong_tree");
    }

    [Fact]
    public void Given_anything_decided_once_when_it_is_decided_again_then_it_decides_nothing()
    {
        _log.Open("A3", "A").Open("P3", "P", Tree.Party);
        (string Code, UnitEvent Act)[] acts =
        [
            ("A1", _log.Opening("A1", "A")),
            ("A1", new UnitRenamed(Day(2022, 1, 1), null, "Tên hai")),
            ("A1", new UnitMoved(Day(2022, 1, 1), null, _log["B"])),
            ("A1", new YouthUnionChanged(Day(2022, 1, 1), null, true)),
            ("A1", new UnitReclassified(Day(2022, 1, 1), null, Sector.Fdi, Domain.Regulations.CalendarKind.Private5)),
            ("A1", new PartyBodyAssigned(Day(2022, 1, 1), null, _log["P1"])),
            ("A1", new UnitSplit(Day(2023, 1, 1), null, [_log["A2"], _log["A3"]])),
            ("P3", new UnitDissolved(Day(2023, 1, 1), null)),
            ("B", new UnitMerged(Day(2024, 1, 1), null, _log["A"])),
        ];
        foreach (var (code, act) in acts)
        {
            _log.Do(code, act);
            var again = _log.Try(code, act);
            Assert.True(again.IsAccepted, act.ToString());
            Assert.Empty(again.Events);
        }
    }
}
