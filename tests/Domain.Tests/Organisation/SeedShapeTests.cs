using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Tests.Organisation.UnitLog;

namespace CadreWorkflow.Domain.Tests.Organisation;

/// <summary>The reorganisations the source reports tell of, as the trees hold them.</summary>
public sealed class SeedShapeTests
{
    private readonly UnitLog _log = new();

    [Fact]
    public void A_federation_of_seven_departments_and_four_attached_units_has_six_and_three_after_a_merger_and_a_dissolution()
    {
        _log.Open("LĐLĐ", null).Open("CQ", "LĐLĐ").Open("ĐV", "LĐLĐ");
        string[] departments = ["VP", "TC", "TG", "NC", "CSPL", "UBKT", "TCh"];
        string[] attached = ["BAO", "NVH", "TTDV", "TTTV"];
        foreach (var code in departments)
        {
            _log.Open(code, "CQ");
        }

        foreach (var code in attached)
        {
            _log.Open(code, "ĐV");
        }

        var decision = new DocumentRef("160-KH/ĐĐ", Day(2022, 2, 28), "LĐLĐ");
        _log.Open("TG-NC", "CQ", on: Day(2022, 3, 1));
        _log.Do("TG", new UnitMerged(Day(2022, 3, 1), decision, _log["TG-NC"]));
        _log.Do("NC", new UnitMerged(Day(2022, 3, 1), decision, _log["TG-NC"]));
        _log.Do("BAO", new UnitDissolved(Day(2022, 3, 1), decision));

        var tree = _log.Units;
        Assert.Equal((7, 4), (tree.Children(_log["CQ"], Day(2022, 2, 28)).Count, tree.Children(_log["ĐV"], Day(2022, 2, 28)).Count));
        Assert.Equal((6, 3), (tree.Children(_log["CQ"], Day(2022, 10, 20)).Count, tree.Children(_log["ĐV"], Day(2022, 10, 20)).Count));
        Assert.Equal([_log["NC"], _log["TG"]], tree.Predecessors(_log["TG-NC"]));
        Assert.Empty(tree.LivingSuccessors(_log["BAO"], Day(2022, 10, 20)));
    }
}
