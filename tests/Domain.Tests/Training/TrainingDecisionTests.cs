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

    [Fact]
    public void Given_a_planned_class_when_it_is_opened_then_dates_may_differ_but_neither_kind_nor_code()
    {
        var plan = new ClassPlanned(Day(1), Class, TrainingKind.PartyAwareness, "NTVD-01", "TTCT", Day(20), Day(24), 40);
        var planned = Fold(plan);
        Assert.Empty(Decide(planned, plan).Events);
        Refused(planned, plan with { Seats = 41 }, "class_exists");
        Refused(planned, new PersonEnrolled(Day(5), Ann, null), "class_not_open");
        Refused(planned, Opening with { Kind = TrainingKind.NewMember }, "class_differs_from_plan");
        Refused(planned, Opening with { Code = "NTVD-02" }, "class_differs_from_plan");
        Assert.Single(Decide(planned, Opening).Events);
        Assert.Single(Decide(planned, new ClassCancelled(Day(2))).Events);
        Refused(Fold(plan, new ClassCancelled(Day(2))), Opening, "class_cancelled");
    }

    [Fact]
    public void Given_a_kind_without_classes_or_without_certificates_then_it_has_none()
    {
        Refused(TrainingClassState.Empty, Opening with { Kind = TrainingKind.TheoryConfirmed }, "kind_without_class");
        Refused(TrainingClassState.Empty, Opening with { Kind = TrainingKind.TheoryUnspecified }, "kind_without_class");
        foreach (var kind in new[] { TrainingKind.Workshop, TrainingKind.KnowledgeUpdate })
        {
            var state = Fold(Opening with { Kind = kind }, new PersonEnrolled(Day(5), Ann, null));
            Refused(state, Issued(Ann, "77/GCN"), "kind_without_certificate");
            Refused(state, new PersonFailed(Day(14), Ann, null), "kind_without_certificate");
            Assert.Single(Decide(state, new AttendanceRecorded(Day(14), Ann, true)).Events);
        }
    }

    [Fact]
    public void Given_a_certificate_when_the_issuer_erred_then_it_is_issued_again_as_a_correction_of_the_first_and_for_nothing_else()
    {
        var state = Fold(Opening, new PersonEnrolled(Day(5), Ann, Guid.AllBitsSet), Issued(Ann, "77/GCN"));
        var again = new CertificateReissued(Day(20), Ann, null, new DocumentRef("77a/GCN", Day(20), "TTCT"), "77/GCN", ReissueReason.IssuerError);
        var planned = Assert.Single(Decide(state, again).Events);
        Assert.Equal(state.Participants[Ann].CertificateFact, planned.Corrects);
        Assert.Equal(Guid.AllBitsSet, ((CertificateReissued)planned.Event).CaseId);
        foreach (var reason in Enum.GetValues<ReissueReason>().Where(r => r != ReissueReason.IssuerError))
        {
            Refused(state, again with { Reason = reason }, "reissue_not_issuers_error");
        }

        Refused(state, again with { Replaces = "76/GCN" }, "certificate_unknown");
        var after = Fold(Opening, new PersonEnrolled(Day(5), Ann, null), new PersonEnrolled(Day(5), Ben, null), Issued(Ann, "77/GCN"), again);
        Assert.Equal("77a/GCN", after.Participants[Ann].Current?.Number);
        Assert.Empty(Decide(after, again).Events);
        Refused(after, Issued(Ann, "78/GCN"), "certificate_exists");
        Refused(after, Issued(Ben, "77a/GCN"), "certificate_number_used");
        Refused(after, Issued(Ben, "77/GCN"), "certificate_number_used");
    }

    [Fact]
    public void Given_someone_absent_then_there_is_no_certificate_and_given_a_result_then_nobody_is_taken_off_the_list()
    {
        var absent = Fold(Opening, new PersonEnrolled(Day(5), Ann, null), new AttendanceRecorded(Day(14), Ann, false));
        Refused(absent, Issued(Ann, "77/GCN"), "not_attended");
        Assert.Single(Decide(absent, new EnrolmentWithdrawn(Day(15), Ann)).Events);
        Assert.Empty(Decide(absent, new EnrolmentWithdrawn(Day(15), Ben)).Events);
        var passed = Fold(Opening, new PersonEnrolled(Day(5), Ann, null), Issued(Ann, "77/GCN"));
        Refused(passed, new EnrolmentWithdrawn(Day(15), Ann), "result_exists");
        Refused(passed, new AttendanceRecorded(Day(15), Ann, false), "certificate_exists");
        Assert.Empty(Fold(Opening, new PersonEnrolled(Day(5), Ann, null), new EnrolmentWithdrawn(Day(6), Ann)).Participants);
    }

    [Fact]
    public void Given_the_results_of_a_whole_list_when_one_cannot_be_then_none_is_recorded_and_its_number_is_told()
    {
        var state = Fold(Opening, new PersonEnrolled(Day(5), Ann, null), new PersonEnrolled(Day(5), Ben, null));
        var all = TrainingDecisions.DecideAll(state, Class, [Issued(Ann, "77/GCN"), Issued(Ben, "78/GCN"), new ClassEnded(Day(14))], Today);
        Assert.Equal(3, all.Events.Count);
        var wrong = TrainingDecisions.DecideAll(state, Class, [Issued(Ann, "77/GCN"), Issued(Ben, "77/GCN")], Today);
        Assert.Equal(("certificate_number_used", "2"), (wrong.Refusal?.Code, wrong.Refusal?.Parameters?["act"]));
        Assert.Empty(TrainingDecisions.DecideAll(Fold(Opening, new PersonEnrolled(Day(5), Ann, null)), Class, [new PersonEnrolled(Day(5), Ann, null)], Today).Events);
    }

    [Fact]
    public void Given_a_count_of_a_paper_with_more_results_than_people_then_it_is_refused()
    {
        Refused(Fold(Opening), new ClassVolumeReported(Day(15), new(50, Domain.Regulations.Precision.Exact, Counted.PersonTimes, 51), null), "more_results_than_enrolled");
        Assert.Single(Decide(Fold(Opening), new ClassVolumeReported(Day(15), new(50, Domain.Regulations.Precision.Exact, Counted.PersonTimes, 49), null)).Events);
    }

    [Fact]
    public void Given_an_ended_class_when_an_earlier_call_up_is_learned_of_then_it_is_recorded()
    {
        Assert.Single(Decide(Fold(Opening, new ClassEnded(Day(14))), new PersonEnrolled(Day(5), Ann, null)).Events);
    }

    private static DateOnly Day(int day) => new(2022, 3, day);

    private static CertificateIssued Issued(Guid person, string number) => new(Day(14), person, null, new DocumentRef(number, Day(14), "TTCT"));

    private static Decision Decide(TrainingClassState state, TrainingEvent act) => TrainingDecisions.Decide(state, Class, act, Today);

    private static void Refused(TrainingClassState state, TrainingEvent act, string code) => Assert.Equal(code, Decide(state, act).Refusal?.Code);

    private static TrainingClassState Fold(params TrainingEvent[] events) =>
        TrainingClassState.Of(events.Select((e, i) =>
            new Recorded<TrainingEvent>(e, new Guid(i, 5, 5, new byte[8]), Streams.TrainingClass(Class), i + 1, i + 1, DateTimeOffset.UnixEpoch, EventHeaders.None, null)));
}
