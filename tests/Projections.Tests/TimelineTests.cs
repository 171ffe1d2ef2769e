using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Projections.Tests.Given;
using CadreWorkflow.Projections.Timelines;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests;

public sealed class TimelineTests
{
    private readonly MemoryLog _log = new MemoryLog().Province();

    [Fact]
    public async Task Given_facts_recorded_out_of_order_then_the_history_is_by_day_and_shows_what_was_corrected()
    {
        var told = _log.Refer(1, "A1", Day(2025, 1, 5));
        var sent = told.Say(new ReferralSent(Day(2025, 2, 10), true, null));
        told.Say(new ReferralSubmitted(Day(2025, 1, 8), true, null));
        var before = _log.Head;
        var corrected = told.Say(new ReferralSent(Day(2025, 2, 1), true, null), sent.Id);
        var timeline = new Timeline(_log);

        var items = await timeline.StreamAsync(Streams.Case(told.CaseId), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["referral_filed", "referral_submitted", "referral_sent", "referral_sent"], items.Select(i => i.Type));
        Assert.Equal(corrected.Id, items[3].CorrectedBy);
        Assert.Equal(sent.Id, items[2].Corrects);
        Assert.Null(items[2].CorrectedBy);

        Assert.Equal(3, (await timeline.StreamAsync(Streams.Case(told.CaseId), asKnown: before, cancellationToken: TestContext.Current.CancellationToken)).Count);
        Assert.Equal(2, (await timeline.StreamAsync(Streams.Case(told.CaseId), asOf: Day(2025, 1, 31), cancellationToken: TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Given_a_person_with_two_cases_and_a_class_then_the_history_holds_all_of_it_and_nobody_elses()
    {
        _log.Record(Streams.Person(Id(3, 1)), new PersonRegistered(Day(2025, 1, 1), Id(3, 1)));
        var first = _log.Refer(1, "A1", Day(2025, 1, 5)).Sent(Day(2025, 1, 10));
        _log.Refer(1, "A1", Day(2025, 6, 5), previous: first, number: 2);
        _log.Refer(2, "A1", Day(2025, 1, 5));
        var @class = Id(6, 1);
        _log.Record(Streams.TrainingClass(@class), new Domain.Training.ClassOpened(Day(2025, 2, 1), @class, Domain.Training.TrainingKind.PartyAwareness, "N1", "TT", Day(2025, 2, 1), Day(2025, 2, 5), null));
        _log.Record(Streams.TrainingClass(@class), new Domain.Training.PersonEnrolled(Day(2025, 2, 1), Id(3, 1), null));
        _log.Record(Streams.TrainingClass(@class), new Domain.Training.PersonEnrolled(Day(2025, 2, 1), Id(3, 2), null));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        var items = await new Timeline(_log).PersonAsync(connection, Id(3, 1), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["person_registered", "referral_filed", "referral_sent", "class_opened_v2", "person_enrolled", "referral_filed"], items.Select(i => i.Type));
    }

    [Fact]
    public async Task Given_a_case_that_moved_away_then_the_unit_sees_what_happened_while_it_was_there()
    {
        var told = _log.Refer(1, "A1", Day(2025, 1, 5)).Sent(Day(2025, 1, 10));
        told.Say(new CaseMoved(Day(2025, 3, 1), true, null, TransferPoint.WhileHelped, _log.Unit("B1"), null));
        told.Say(new TransferReceived(Day(2025, 3, 20), true, null));
        told.Say(new ApplicationReceived(Day(2025, 5, 1), true, null));
        _log.Unit("A1", new UnitRenamed(Day(2025, 4, 1), null, "Tên mới"));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);

        var left = await new Timeline(_log).UnitAsync(connection, _log.Unit("A1"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["unit_opened", "referral_filed", "referral_sent", "case_moved", "transfer_received", "unit_renamed"], left.Select(i => i.Type));
        var reached = await new Timeline(_log).UnitAsync(connection, _log.Unit("B1"), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["unit_opened", "case_moved", "transfer_received", "application_received"], reached.Select(i => i.Type));
    }
}
