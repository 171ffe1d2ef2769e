using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Training;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Tests.Given;
using CadreWorkflow.Projections.Training;
using Npgsql;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Statistics;

public sealed class TrainingStatisticsTests
{
    private static readonly Guid Ann = Id(3, 1);
    private static readonly Guid Ben = Id(3, 2);
    private static readonly Guid Cam = Id(3, 3);

    private readonly MemoryLog _log = new MemoryLog().Province();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ST_22_and_ST_09_count_persons_person_times_and_certificates_apart_in_the_period_the_class_ended_in()
    {
        var first = Class(1, TrainingKind.PartyAwareness, Day(2025, 1, 1), "A1", Ann, Ben);
        var second = Class(2, TrainingKind.PartyAwareness, Day(2025, 2, 1), "B1", Ann);
        Say(Class(3, TrainingKind.Workshop, Day(2026, 1, 1), null, Ann, Ben, Cam), new AttendanceRecorded(Day(2026, 1, 5), Cam, false));
        Say(first, new PersonFailed(Day(2025, 1, 5), Ben, null));
        Say(Class(4, TrainingKind.PartyAwareness, Day(2025, 3, 1), "A1", Cam, end: false), new ClassCancelled(Day(2025, 3, 2)));
        var known = _log.Head;
        Say(first, new CertificateIssued(Day(2025, 1, 6), Ann, null, Paper("1/GCN", Day(2025, 1, 6))));
        Say(second, new PersonEnrolled(Day(2025, 2, 1), Cam, null), new EnrolmentWithdrawn(Day(2025, 2, 2), Cam));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(Stop);
        var statistics = new TrainingStatistics(read.Facts);

        var both = await AskAsync(statistics, connection, new(Day(2025, 1, 1), Day(2026, 12, 31)) { By = TrainingBy.Kind });
        Assert.Equal((3, 5, 2, 3, 1, 1), (both.Classes, both.PersonTimes, both.Persons, both.Enrolled, both.Certificates, both.Failed));
        Assert.Equal("33,3\u00a0%", both.CompletionText);
        Assert.Equal([("party_awareness", 2, 3, 2), ("workshop", 1, 2, 2)], both.Rows.Select(r => (r.Key, r.Classes, r.PersonTimes, r.Persons)));
        Assert.Equal("–", both.Rows[1].CompletionText);

        var year = await AskAsync(statistics, connection, new(Day(2025, 1, 1), Day(2026, 12, 31)) { By = TrainingBy.Year });
        Assert.Equal([("2025", 3), ("2026", 2)], year.Rows.Select(r => (r.Key, r.PersonTimes)));

        var units = await AskAsync(statistics, connection, new(Day(2025, 1, 1), Day(2026, 12, 31)) { By = TrainingBy.Unit });
        Assert.Equal([(TrainingStatistics.Unknown, 2), ("Đơn vị A", 2), ("Đơn vị B", 1)], units.Rows.Select(r => (r.Label, r.PersonTimes)).OrderBy(r => r.Label, StringComparer.Ordinal));
        Assert.Equal(2, (await AskAsync(statistics, connection, new(Day(2025, 1, 1), Day(2026, 12, 31)) { Unit = _log.Unit("A") })).PersonTimes);

        var then = await AskAsync(statistics, connection, new(Day(2025, 1, 1), Day(2025, 12, 31)) { AsKnownPosition = known });
        Assert.Equal((2, 3, 0), (then.Classes, then.PersonTimes, then.Certificates));

        foreach (var (measure, number) in new[] { ("personTimes", both.PersonTimes), ("persons", both.Persons), ("enrolled", both.Enrolled), ("certificates", both.Certificates), ("failed", both.Failed) })
        {
            var (total, items) = await statistics.ListAsync(connection, new(Day(2025, 1, 1), Day(2026, 12, 31)) { By = TrainingBy.Kind }, measure, null, 0, 50, Stop);
            Assert.Equal((number, number), (total, items.Count));
        }

        Assert.Equal(2, (await statistics.ListAsync(connection, new(Day(2025, 1, 1), Day(2026, 12, 31)) { By = TrainingBy.Kind }, "personTimes", "workshop", 0, 50, Stop)).Total);
    }

    [Fact]
    public async Task Counts_of_papers_stand_beside_the_figures_with_what_they_count_and_how_exactly_and_are_in_none_of_them()
    {
        var programme = Id(7, 1);
        _log.Record(Streams.Programme(programme), new ProgrammeOpened(Day(2009, 1, 1), programme, "CT", "Nhiệm kỳ", TrainingKind.TheoryUnspecified, _log.Unit("A"), Day(2009, 1, 1), Day(2014, 12, 31), 40, 2_000, null));
        foreach (var (kind, number, precision) in new[] { (TrainingKind.TheoryUnspecified, 1169, Precision.Exact), (TrainingKind.Professional, 2256, Precision.Exact), (TrainingKind.Workshop, 21, Precision.AtLeast), (TrainingKind.UnionSkills, 568, Precision.AtLeast) })
        {
            _log.Record(Streams.Programme(programme), new ProgrammeVolumeReported(Day(2015, 1, 1), kind, new(number, precision, Counted.NotStated), null));
        }

        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(Stop);
        var statistics = new TrainingStatistics(read.Facts);
        var term = await AskAsync(statistics, connection, new(Day(2009, 1, 1), Day(2014, 12, 31)) { By = TrainingBy.Kind });
        Assert.Equal((0, 0, 0), (term.Classes, term.PersonTimes, term.Persons));
        Assert.Equal(["1.169", "2.256", ">21", ">568"], term.Reported.Select(r => r.Text));
        Assert.All(term.Reported, r => Assert.Equal("not_stated", r.Counted));
        Assert.Empty((await AskAsync(statistics, connection, new(Day(2009, 1, 1), Day(2013, 12, 31)))).Reported);
        var listed = Assert.Single(await TrainingList.ProgrammesAsync(connection, null, null, Stop));
        Assert.Equal((40, 2_000, 0, Day(2014, 12, 31)), (listed.PlannedClasses, listed.PlannedSeats, listed.Classes, listed.To));
    }

    [Fact]
    public async Task Classes_are_listed_as_planned_or_opened_with_who_passed_who_failed_and_who_was_absent()
    {
        var planned = Id(6, 8);
        Say(planned, new ClassPlanned(Day(2025, 1, 1), planned, TrainingKind.UnionSkills, "KH", "Trường", Day(2025, 6, 1), Day(2025, 6, 3), 30));
        var opened = Class(1, TrainingKind.UnionSkills, Day(2025, 1, 1), "A1", Ann, Ben, end: false);
        Say(opened, new AttendanceRecorded(Day(2025, 1, 5), Ben, false), new CertificateIssued(Day(2025, 1, 6), Ann, null, Paper("1/GCN", Day(2025, 1, 6))));
        var then = _log.Head;
        Say(opened, new CertificateReissued(Day(2025, 1, 9), Ann, null, Paper("1a/GCN", Day(2025, 1, 9)), "1/GCN", ReissueReason.IssuerError), new ClassEnded(Day(2025, 1, 9)));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(Stop);

        var all = await TrainingList.QueryAsync(connection, new(), null, Stop);
        Assert.Equal([("KH", "planned", 0, 0, 0), ("N1", "ended", 2, 1, 1)], all.Items.Select(c => (c.Code, c.State, c.Enrolled, c.Certified, c.Absent)));
        Assert.Equal("open", Assert.Single((await TrainingList.QueryAsync(connection, new(State: "open"), then, Stop)).Items).State);
        Assert.Equal("N1", Assert.Single((await TrainingList.QueryAsync(connection, new(Text: "n", Kind: "union_skills", To: Day(2025, 2, 1), Units: [_log.Unit("A1")]), null, Stop)).Items).Code);
        var ann = Assert.Single(await TrainingList.OfPersonAsync(connection, Ann, null, Stop));
        Assert.Equal(("1a/GCN", Day(2025, 1, 6)), (ann.CertificateNumber, ann.CertificateOn));
        Assert.Equal("1/GCN", Assert.Single(await TrainingList.OfPersonAsync(connection, Ann, then, Stop)).CertificateNumber);
    }

    [Fact]
    public async Task Cases_that_name_a_class_stand_beside_its_own_list_and_nobody_twice()
    {
        var @class = Class(1, TrainingKind.PartyAwareness, Day(2025, 1, 1), "A1", Ann, end: false);
        foreach (var person in new[] { 1, 2, 3 })
        {
            _log.Refer(person, "A1", Day(2024, 11, 1)).Sent(Day(2024, 11, 20)).Say(new AwarenessEnrolled(Day(2025, 1, 1), true, null, @class));
        }

        var then = _log.Head;
        var moved = _log.Refer(4, "B1", Day(2024, 11, 1)).Sent(Day(2024, 11, 20));
        var called = moved.Say(new AwarenessEnrolled(Day(2025, 1, 1), true, null, @class));
        var known = _log.Head;
        moved.Say(new FactStruck(Day(2025, 1, 2), false, null, ReasonCode.WrongForm, null), corrects: called.Id);
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(Stop);

        // Ann is on the list of the class, however her case says it too.
        async Task<(int, int)> CountsAsync(long? position) =>
            Assert.Single((await TrainingList.QueryAsync(connection, new(), position, Stop)).Items) is var item ? (item.Enrolled, item.CalledByCases) : default;
        Assert.Equal((1, 2), await CountsAsync(null));
        Assert.Equal((1, 3), await CountsAsync(known));
        Assert.Equal((1, 2), await CountsAsync(then));

        var cases = await new CaseList(read.Facts).QueryAsync(connection, new ReadScope(Day(2025, 6, 1), Day(2025, 6, 1)), new CaseListFilter { AwarenessClass = @class }, Stop);
        Assert.Equal(3, cases.Total);
    }

    [Fact]
    public async Task What_proves_a_theory_level_comes_from_classes_and_from_papers_shown_and_not_from_those_struck()
    {
        Say(Class(1, TrainingKind.TheoryElementary, Day(2025, 1, 1), null, Ann), new CertificateIssued(Day(2025, 1, 6), Ann, null, Paper("7/SC", Day(2025, 1, 6))));
        _log.Record(Streams.Evidence(Ann), new EvidenceRecorded(Day(2025, 2, 1), Ann, TrainingKind.TheoryAdvanced, Paper("9/CC", Day(2015, 1, 1))));
        var known = _log.Head;
        _log.Record(Streams.Evidence(Ann), new EvidenceStruck(Day(2025, 2, 2), Ann, TrainingKind.TheoryAdvanced, "9/cc"));
        _log.Record(Streams.Evidence(Ann), new EvidenceRecorded(Day(2025, 2, 3), Ann, TrainingKind.TheoryConfirmed, Paper("3/XN", Day(2018, 1, 1)), TheoryLevel.Intermediate));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(Stop);
        Assert.Equal(TheoryLevel.Advanced, TheoryLevels.Highest((await TrainingNeeds.TheoryAsync(connection, [Ann], known, Stop))[Ann], Day(2026, 1, 1))?.Level);
        Assert.Equal(TheoryLevel.Intermediate, TheoryLevels.Highest((await TrainingNeeds.TheoryAsync(connection, [Ann, Ben], null, Stop))[Ann], Day(2026, 1, 1))?.Level);
    }

    [Fact]
    public async Task ST_13_warns_six_months_ahead_of_certificates_that_no_cell_has_looked_at()
    {
        _log.Refer(1, "A1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2021, 6, 1));
        _log.Refer(2, "A1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2021, 3, 1)).Voted(Day(2021, 9, 9));
        _log.Refer(3, "B1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2021, 2, 1));
        _log.Refer(4, "A1", Day(2020, 1, 1)).Sent(Day(2020, 1, 10)).Certified(Day(2024, 3, 1));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(Stop);
        var needs = new TrainingNeeds(read.Facts);
        var page = await needs.ExpiringAsync(connection, new ReadScope(Day(2026, 1, 1), Day(2026, 1, 1)), new(), Stop);
        Assert.Equal([Day(2026, 2, 1), Day(2026, 6, 1)], page.Items.Select(i => i.ExpiresOn!.Value));
        Assert.Single((await needs.ExpiringAsync(connection, new ReadScope(Day(2026, 1, 1), Day(2026, 1, 1)) { Unit = _log.Unit("A") }, new(), Stop)).Items);
        Assert.Empty((await needs.ExpiringAsync(connection, new ReadScope(Day(2025, 7, 31), Day(2026, 1, 1)), new(), Stop)).Items);
        Assert.Equal(0, (await needs.WaitingAsync(connection, new ReadScope(Day(2026, 1, 1), Day(2026, 1, 1)), new(), TrainingKind.PartyAwareness, Stop)).Total);
    }

    private Guid Class(int number, TrainingKind kind, DateOnly day, string? unit, params Guid[] people) => Class(number, kind, day, unit, people, end: true);

    private Guid Class(int number, TrainingKind kind, DateOnly day, string? unit, Guid one, bool end) => Class(number, kind, day, unit, [one], end);

    private Guid Class(int number, TrainingKind kind, DateOnly day, string? unit, Guid one, Guid two, bool end) => Class(number, kind, day, unit, [one, two], end);

    private Guid Class(int number, TrainingKind kind, DateOnly day, string? unit, Guid[] people, bool end)
    {
        var id = Id(6, number);
        Say(id, new ClassOpened(day, id, kind, $"N{number}", "TT", day, day.AddDays(4), 30, null, unit is null ? null : _log.Unit(unit)));
        Say(id, [.. people.Select(p => new PersonEnrolled(day, p, null))]);
        if (end)
        {
            Say(id, new ClassEnded(day.AddDays(4)));
        }

        return id;
    }

    private void Say(Guid id, params TrainingEvent[] events)
    {
        foreach (var e in events)
        {
            _log.Record(Streams.TrainingClass(id), e);
        }
    }

    private static DocumentRef Paper(string number, DateOnly on) => new(number, on, "TT");

    private static Task<TrainingResult> AskAsync(TrainingStatistics statistics, NpgsqlConnection connection, TrainingQuestion question) => statistics.QueryAsync(connection, question, null, Stop);
}
