using CadreWorkflow.Domain.Admissions;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

public sealed class RoadTests
{
    [Fact]
    public void Every_step_of_the_road_is_accepted_as_a_proposal()
    {
        var given = Given.Nothing;
        foreach (var act in RoadToCeremony)
        {
            given = given.When(act.Proposed()).IsAcceptedCleanly().Then;
        }

        Assert.Equal(Stage.Probation, given.StageOn(D("2026-03-02")));
    }
}
