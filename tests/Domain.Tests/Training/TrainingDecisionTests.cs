using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Training;

namespace CadreWorkflow.Domain.Tests.Training;

public sealed class TrainingDecisionTests
{
    private static readonly Guid Class = new(1, 1, 1, new byte[8]);
    private static readonly Guid Ann = new(2, 1, 1, new byte[8]);
    private static readonly Guid Ben = new(3, 1, 1, new byte[8]);
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly ClassOpened Opening = new(Day(1), Class, TrainingKind.PartyAwareness, "NTVD-01", "TTCT", Day(10), Day(14), 2);

    [Fact]
    public void Given_an_enrolled_person_when_certified_then_the_certificate_serves_the_case_of_the_call_up()
    {
        var caseId = Guid.AllBitsSet;
        var state = Fold(Opening, new PersonEnrolled(Day(5), Ann, caseId));
        var decision = Decide(state, Issued(Ann, "77/GCN"));
        Assert.Equal(caseId, Assert.IsType<CertificateIssued>(Assert.Single(decision.Events).Event).CaseId);
    }

    [Fact]
    public void Given_a_certificate_when_a_second_is_issued_then_it_is_refused_and_the_same_decides_nothing()
    {
        var state = Fold(Opening, new PersonEnrolled(Day(5), Ann, null), new PersonEnrolled(Day(5), Ben, null), Issued(Ann, "77/GCN"));
        Assert.Empty(Decide(state, Issued(Ann, "77/GCN")).Events);
        Refused(state, Issued(Ann, "78/GCN"), "certificate_exists");
        Refused(state, Issued(Ben, "77/GCN"), "certificate_number_used");
        Refused(state, new PersonFailed(Day(14), Ann, null), "certificate_exists");
        Refused(state, new ClassCancelled(Day(14)), "certificates_exist");
    }

    [Fact]
    public void Given_someone_not_called_up_when_a_result_is_recorded_then_it_is_refused()
    {
        Refused(Fold(Opening), Issued(Ann, "77/GCN"), "not_enrolled");
        Refused(Fold(Opening, new PersonEnrolled(Day(5), Ann, null)), new PersonFailed(Day(9), Ann, null), "before_class_started");
    }

    [Fact]
    public void Given_a_person_who_failed_when_certified_later_then_the_certificate_stands()
    {
        var state = Fold(Opening, new PersonEnrolled(Day(5), Ann, null), new PersonFailed(Day(14), Ann, null));
        Assert.Empty(Decide(state, new PersonFailed(Day(14), Ann, null)).Events);
        Assert.Single(Decide(state, Issued(Ann, "77/GCN")).Events);
    }

    [Fact]
    public void Given_a_full_an_ended_or_a_cancelled_class_when_someone_is_called_up_then_it_is_refused()
    {
        var full = Fold(Opening, new PersonEnrolled(Day(5), Ann, null), new PersonEnrolled(Day(5), Ben, null));
        Refused(full, new PersonEnrolled(Day(6), Guid.AllBitsSet, null), "class_full");
        Assert.Empty(Decide(full, new PersonEnrolled(Day(6), Ann, null)).Events);
        Refused(Fold(Opening, new ClassEnded(Day(14))), new PersonEnrolled(Day(15), Ann, null), "class_ended");
        Refused(Fold(Opening, new ClassCancelled(Day(9))), new PersonEnrolled(Day(9), Ann, null), "class_cancelled");
        Assert.Empty(Decide(Fold(Opening, new ClassCancelled(Day(9))), new ClassCancelled(Day(9))).Events);
        Refused(Fold(Opening, new ClassEnded(Day(14))), new ClassCancelled(Day(15)), "class_ended");
    }

    [Fact]
    public void Given_an_opening_that_is_no_statement_then_it_is_refused()
    {
        Refused(TrainingClassState.Empty, Opening with { EndsOn = Day(9) }, "dates_reversed");
        Refused(TrainingClassState.Empty, Opening with { Seats = 0 }, "seats_invalid");
        Refused(TrainingClassState.Empty, Opening with { Code = string.Empty }, "code_invalid");
        Refused(TrainingClassState.Empty, Opening with { OccurredOn = Today.AddDays(1) }, "future_date");
        Refused(TrainingClassState.Empty, new ClassEnded(Day(14)), "class_unknown");
        Refused(Fold(Opening), Opening with { Seats = 30 }, "class_exists");
        Assert.Empty(Decide(Fold(Opening), Opening).Events);
        Refused(Fold(Opening), new ClassEnded(Day(9)), "before_class_started");
        Assert.Single(Decide(Fold(Opening), new ClassEnded(Day(14))).Events);
        Refused(Fold(Opening, new ClassEnded(Day(14))), new ClassEnded(Day(15)), "class_ended");
        Assert.Empty(Decide(Fold(Opening, new ClassEnded(Day(14))), new ClassEnded(Day(14))).Events);
    }

    private static DateOnly Day(int day) => new(2022, 3, day);

    private static CertificateIssued Issued(Guid person, string number) => new(Day(14), person, null, new DocumentRef(number, Day(14), "TTCT"));

    private static Decision Decide(TrainingClassState state, TrainingEvent act) => TrainingDecisions.Decide(state, Class, act, Today);

    private static void Refused(TrainingClassState state, TrainingEvent act, string code) => Assert.Equal(code, Decide(state, act).Refusal?.Code);

    private static TrainingClassState Fold(params TrainingEvent[] events) =>
        TrainingClassState.Of(events.Select((e, i) =>
            new Recorded<TrainingEvent>(e, new Guid(i, 5, 5, new byte[8]), Streams.TrainingClass(Class), i + 1, i + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null)));
}
