using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Domain.Tests.Training;

using CadreWorkflow.Domain.Regulations;

public sealed class ProgrammeTests
{
    private static readonly Guid Id = new(7, 1, 1, new byte[8]);
    private static readonly Guid Owner = new(8, 1, 1, new byte[8]);
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly OrgTree Units = OrgTree.Empty.Evolve(new(
        new UnitOpened(new(2000, 1, 1), null, Owner, Tree.Union, UnitKind.ProvincialFederation, "LD", "Liên đoàn", null, Sector.Unknown, CalendarKind.Public, false),
        Guid.Empty, Streams.Unit(Owner), 1, 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null));

    private static readonly ProgrammeOpened Opening =
        new(new(2009, 1, 5), Id, "CT-2009", "Bồi dưỡng nhiệm kỳ 2009–2014", TrainingKind.TheoryUnspecified, Owner, new(2009, 1, 1), new(2014, 12, 31), 40, 2_000, null);

    [Fact]
    public void Counts_of_S4_are_kept_as_the_report_has_them_and_not_as_participants()
    {
        var state = Fold(Opening);
        foreach (var (kind, number, precision) in new[]
        {
            (TrainingKind.TheoryUnspecified, 1169, Precision.Exact), (TrainingKind.Professional, 2256, Precision.Exact),
            (TrainingKind.Workshop, 21, Precision.AtLeast), (TrainingKind.UnionSkills, 568, Precision.AtLeast),
        })
        {
            var decision = Decide(state, new ProgrammeVolumeReported(new(2015, 1, 5), kind, new(number, precision, Counted.NotStated), null));
            state = state.Evolve(Recorded((ProgrammeEvent)Assert.Single(decision.Events).Event, state.Version + 1));
        }

        Assert.Equal([1169, 2256, 21, 568], state.Reported.Select(r => r.Reported.Number));
        Assert.All(state.Reported, r => Assert.Equal(Counted.NotStated, r.Reported.Counted));
        Assert.Empty(Decide(state, state.Reported[0]).Events);
    }

    [Fact]
    public void A_count_that_cannot_be_is_refused()
    {
        Refused(Fold(Opening), Report(new(0, Precision.Exact, Counted.Persons)), "reported_count_invalid");
        Refused(Fold(Opening), Report(new(40, Precision.Exact, Counted.Persons, 41)), "more_results_than_enrolled");
        Assert.Single(Decide(Fold(Opening), Report(new(40, Precision.AtLeast, Counted.Persons, 41))).Events);
    }

    [Fact]
    public void A_programme_that_is_no_statement_is_refused()
    {
        Refused(ProgrammeState.Empty, Opening with { Code = " " }, "code_invalid");
        Refused(ProgrammeState.Empty, Opening with { Title = string.Empty }, "name_invalid");
        Refused(ProgrammeState.Empty, Opening with { Owner = Id }, "unit_unknown");
        Refused(ProgrammeState.Empty, Opening with { To = new(2008, 12, 31) }, "dates_reversed");
        Refused(ProgrammeState.Empty, Opening with { PlannedClasses = 0 }, "seats_invalid");
        Refused(ProgrammeState.Empty, Opening with { PlannedSeats = -1 }, "seats_invalid");
        Refused(ProgrammeState.Empty, Opening with { OccurredOn = Today.AddDays(1) }, "future_date");
        Refused(ProgrammeState.Empty, new ProgrammeClosed(Today), "programme_unknown");
        Refused(Fold(Opening), Opening with { Title = "Khác" }, "programme_exists");
        Assert.Empty(Decide(Fold(Opening), Opening).Events);
    }

    [Fact]
    public void A_programme_is_revised_while_it_runs_and_closed_once()
    {
        var revised = new ProgrammeRevised(new(2010, 1, 5), new(2009, 1, 1), new(2014, 12, 31), 45, 2_300, null);
        Assert.Equal(2_300, Fold(Opening, revised).Opened!.PlannedSeats);
        Assert.Empty(Decide(Fold(Opening, revised), revised).Events);
        Refused(Fold(Opening), revised with { To = new(2008, 1, 1) }, "dates_reversed");
        var closed = Fold(Opening, new ProgrammeClosed(new(2015, 1, 1)));
        Refused(closed, revised, "programme_closed");
        Assert.Empty(Decide(closed, new ProgrammeClosed(Today)).Events);
    }

    private static ProgrammeVolumeReported Report(ReportedCount count) => new(Today, TrainingKind.Workshop, count, null);

    private static Decision Decide(ProgrammeState state, ProgrammeEvent act) => ProgrammeDecisions.Decide(state, Id, act, Units, Today);

    private static void Refused(ProgrammeState state, ProgrammeEvent act, string code) => Assert.Equal(code, Decide(state, act).Refusal?.Code);

    private static ProgrammeState Fold(params ProgrammeEvent[] events) => ProgrammeState.Of(events.Select((e, i) => Recorded(e, i + 1)));

    private static Recorded<ProgrammeEvent> Recorded(ProgrammeEvent e, long version) =>
        new(e, new Guid((int)version, 5, 5, new byte[8]), Streams.Programme(Id), version, version, DateTimeOffset.UnixEpoch, EventHeaders.None, null);
}
