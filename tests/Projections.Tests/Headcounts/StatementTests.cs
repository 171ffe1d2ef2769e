using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Duties;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Headcounts;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Planning;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Duties;
using CadreWorkflow.Projections.Headcounts;
using CadreWorkflow.Projections.Statistics;
using CadreWorkflow.Projections.Tests.Given;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Headcounts;

/// <summary>What units state of themselves, rolled up, on a day and as known.</summary>
public sealed class StatementTests
{
    private static readonly DateOnly Today = Day(2026, 11, 22);

    private readonly MemoryLog _log = new MemoryLog().Province();

    [Fact]
    public async Task ST_15_and_ST_16_A_unit_without_a_report_is_the_sum_of_those_beneath_and_the_silent_ones_are_named()
    {
        Report("A1", 100, 40, workers: 200);
        Report("A2", 50, 35);
        await using var read = await ReadSide.OfAsync(_log);
        var answer = await AskAsync(read, "A");
        Assert.Equal((150, "50,0\u00A0%", "50,0\u00A0%"), (answer.Total.Figures.Members, answer.Total.PartyShare.Text, answer.Total.Density.Text));
        Assert.Equal((75L, 150L, 100L), (answer.Total.PartyShare.Numerator, answer.Total.PartyShare.Denominator, answer.Total.Density.Numerator));
        Assert.Equal(["A3"], answer.Without.Select(w => w.Code));
        Assert.Equal(7, (await AskAsync(read, "T")).Without.Count);
    }

    [Fact]
    public async Task A_units_own_report_speaks_for_everything_below_it_and_a_correction_counts_from_when_it_was_known()
    {
        Report("A1", 100, 40);
        var own = Report("A", 4816, 3534);
        var known = _log.Head;
        Report("A", 4816, 3535, replaces: own.Id);
        await using var read = await ReadSide.OfAsync(_log);
        var now = await AskAsync(read, "A");
        Assert.Equal((3535, 1, 0), (now.Total.Figures.PartyMembers, now.Total.Reports, now.Without.Count));
        var then = await AskAsync(read, "A", known);
        Assert.Equal((3534, "73,4\u00A0%", known), (then.Total.Figures.PartyMembers, then.Total.PartyShare.Text, then.Position));
        Assert.Null((await AskAsync(read, "A", day: Day(2025, 12, 30))).Total.Figures.Members);
    }

    [Fact]
    public async Task ST_18_Party_growth_is_those_admitted_in_the_year_over_the_Party_members_reported_at_its_start()
    {
        Report("A1", 500, 100, on: Day(2024, 12, 31));
        for (var person = 1; person <= 3; person++)
        {
            _log.Refer(person, "A1", Day(2024, 6, 1)).Sent(Day(2024, 6, 10)).Decided(Day(2025, 5, person));
        }

        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var growth = await new HeadcountStatistics(read.Facts, new AdmissionStatistics(read.Facts)).GrowthAsync(connection, _log.Unit("A"), 2025, Today);
        Assert.Equal((3, 100L, "3,0\u00A0%", "within"), (growth.Total.Admitted, growth.Total.AtStart, growth.Total.Text, growth.Total.Standing));
        Assert.Equal((3, "–"), (growth.Rows[0].Admitted, growth.Rows[1].Text));
    }

    [Fact]
    public async Task The_board_counts_held_over_due_names_units_without_rule_and_stops_at_the_end_of_a_unit()
    {
        Schedule("A1", 1);
        Schedule("A2", 2);
        Say("A1", new DutyHeld(Day(2025, 3, 1), null, _log.Unit("A1"), Id(8, 1)));
        Say("A", new WorkingPaperAdopted(Day(2025, 1, 1), Paper(), _log.Unit("A"), WorkingPaper.Programme, Day(2025, 1, 1)));
        _log.Unit("A2", new UnitDissolved(Day(2025, 6, 1), null));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var board = new DutyBoard(read.Facts, new PlanList(read.Facts), new DeclarationBoard(read.Facts));
        var answer = await board.QueryAsync(connection, new(Day(2026, 2, 1)) { Unit = _log.Unit("T"), From = Day(2025, 1, 1) }, TestContext.Current.CancellationToken);
        var row = Assert.Single(answer.Items);
        Assert.Equal(("A1", DutyUrgency.Open, 0), (row.Code, row.Urgency, row.Missed));
        Assert.Equal((1, 1), (answer.Total.Held, answer.Total.Due));
        Assert.DoesNotContain(answer.Without, w => w.Code.StartsWith('A'));
        Assert.Contains(answer.Without, w => w.Code == "B1");
        var missed = await board.QueryAsync(connection, new(Day(2027, 1, 1)) { Unit = _log.Unit("A"), From = Day(2026, 1, 1) }, TestContext.Current.CancellationToken);
        Assert.Equal((DutyUrgency.Overdue, "0,0\u00A0%"), (missed.Items[0].Urgency, missed.Total.HeldText));
    }

    [Fact]
    public async Task PLN_15_and_AST_02_Reviews_of_plans_and_yearly_declarations_are_on_the_board_from_their_own_records()
    {
        var (plan, person) = (Id(7, 1), Id(3, 1));
        _log.Record(Streams.Plan(plan), new PlanOpened(Day(2024, 3, 1), true, Paper(), plan, _log.Unit("A"), PlanTerm.NextTerm, Day(2025, 1, 1), Day(2029, 12, 31)));
        _log.Record(Streams.Plan(plan), new PlanReviewed(Day(2026, 2, 1), true, Paper(), 2026));
        _log.Record(Streams.Staffing(_log.Unit("A1")), new StaffJoined(Day(2020, 1, 1), null, _log.Unit("A1"), person, StaffKind.Permanent));
        _log.Record(Streams.Declarations(person), new ObligationArose(Day(2026, 11, 1), person, Id(6, 1), DeclarationKind.Yearly, 2026, Day(2026, 12, 31)));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var board = new DutyBoard(read.Facts, new PlanList(read.Facts), new DeclarationBoard(read.Facts));
        var answer = await board.QueryAsync(connection, new(Day(2026, 12, 10)) { Unit = _log.Unit("A") }, TestContext.Current.CancellationToken);
        Assert.Equal([(DutyKind.PlanReview, DutyUrgency.Overdue), (DutyKind.YearlyDeclaration, DutyUrgency.Soon)], answer.Items.Select(i => (i.Kind, i.Urgency)));
        Assert.Equal((2025, Day(2026, 12, 31)), (answer.Items[0].LastMissed!.From.Year, answer.Items[1].NextDue));
        var late = await board.QueryAsync(connection, new(Day(2027, 1, 1)) { Unit = _log.Unit("A"), Kind = DutyKind.YearlyDeclaration }, TestContext.Current.CancellationToken);
        Assert.Equal((DutyUrgency.Overdue, 1), (late.Items[0].Urgency, late.Items[0].Missed));
    }

    [Fact]
    public async Task A_figure_is_marked_as_rounded_only_where_a_report_that_gives_it_is()
    {
        Report("A1", 100, 40, workers: 200);
        _log.Record(Streams.Headcount(_log.Unit("A2")), new HeadcountReported(Day(2025, 12, 31), Paper(), _log.Unit("A2"), CountedBody.Union, Precision.About, new(Members: 90)));
        await using var read = await ReadSide.OfAsync(_log);
        Assert.Equal(["members"], (await AskAsync(read, "A")).Total.Rounded);
    }

    [Fact]
    public async Task Batches_of_any_size_give_equal_rows()
    {
        Report("A1", 100, 40);
        Schedule("A1", 1);
        Report("A2", 50, 35);
        await using var one = await ReadSide.OfAsync(_log, batch: 1);
        await using var all = await ReadSide.OfAsync(_log);
        var dump = await all.DumpAsync();
        Assert.Equal(await one.DumpAsync(), dump);
        Assert.Contains("headcount_reported", dump, StringComparison.Ordinal);
    }

    private Recorded<IDomainEvent> Report(string unit, int members, int party, int? workers = null, Guid? replaces = null, DateOnly? on = null) =>
        _log.Record(Streams.Headcount(_log.Unit(unit)), new HeadcountReported(
            on ?? Day(2025, 12, 31), Paper(), _log.Unit(unit), CountedBody.Union, Precision.Exact, new(workers, members, PartyMembers: party), replaces));

    private void Schedule(string unit, int duty) =>
        Say(unit, new DutyScheduled(Day(2025, 1, 1), null, _log.Unit(unit), Id(8, duty), DutyKind.WorkersConference, DutyPeriod.Year, 1, Day(2025, 1, 1)));

    private void Say(string unit, DutyEvent fact) => _log.Record(Streams.Duties(_log.Unit(unit)), fact);

    private async Task<HeadcountAnswer> AskAsync(ReadSide read, string unit, long? position = null, DateOnly? day = null)
    {
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await new HeadcountStatistics(read.Facts, new AdmissionStatistics(read.Facts)).QueryAsync(
            connection, new(day ?? Today) { Unit = _log.Unit(unit), AsKnownPosition = position }, TestContext.Current.CancellationToken);
    }

    private static DocumentRef Paper() => new("1-BC", Day(2025, 1, 1), "CĐ");
}
