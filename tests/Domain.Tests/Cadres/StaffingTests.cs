using CadreWorkflow.Domain.Declarations;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Staffing;
using CadreWorkflow.Domain.Tests.Admissions;

namespace CadreWorkflow.Domain.Tests.Cadres;

using static CadreWorld;

/// <summary>Quota ledger (4.6) and duties to declare (4.7).</summary>
public sealed class StaffingTests
{
    private static readonly Guid Unit = World.Factory;

    [Fact]
    public void Case_63_STF_01_and_STF_02_145_of_154_leaves_nine_vacancies_on_that_day_and_170_before()
    {
        var staff = Staff([Quota(170, "01/01/2018"), Quota(154, "01/01/2022"), .. Joined(145)]);
        Assert.Equal((154, 145, 9, 0), Figures(staff, "20/10/2022"));
        Assert.Equal((170, 145, 25, 0), Figures(staff, "31/12/2021"));
        Assert.Null(StaffingFigures.On(staff, Unit, Units, D("31/12/2017")).Assigned);
    }

    [Fact]
    public void Case_63_STF_03_After_a_merger_the_quota_is_unknown_until_a_new_decision_and_never_the_sum()
    {
        var merged = World.With(World.Office, new UnitMerged(D("01/07/2023"), null, Unit));
        var staff = Staff([Quota(100, "01/01/2022"), .. Joined(90)]);
        Assert.Equal(100, StaffingFigures.On(staff, Unit, merged, D("30/06/2023")).Assigned);
        var after = StaffingFigures.On(staff, Unit, merged, D("01/07/2023"));
        Assert.Equal((null, 90, null, (DateOnly?)D("01/07/2023")), (after.Assigned, after.Present, after.Vacancies, after.UnknownSince));
        var renewed = Staff([Quota(100, "01/01/2022"), .. Joined(90), Quota(154, "01/08/2023")]);
        Assert.Equal(154, StaffingFigures.On(renewed, Unit, merged, D("01/08/2023")).Assigned);
        Decide(staff, Join(Id(500), "02/07/2023"), merged).Says("STF-03", "quota_unknown_after_merger");
    }

    [Fact]
    public void STF_02_One_more_than_assigned_is_recorded_with_a_warning()
    {
        var decision = Decide(Staff([Quota(2, "01/01/2022"), .. Joined(2)]), Join(Id(500), "01/06/2022"));
        Assert.Equal(Severity.Warn, decision.Says("STF-02", "over_quota").Severity);
        Assert.True(decision.IsAccepted);
    }

    [Fact]
    public void STF_04_Seconded_people_count_at_the_sender_or_the_receiver_as_chosen()
    {
        var staff = Staff(
        [
            Quota(10, "01/01/2022"), .. Joined(3), new StaffAway(D("01/06/2022"), null, Unit, Id(600), StaffAbsence.SecondedOut),
            new StaffJoined(D("01/06/2022"), null, Unit, Id(700), StaffKind.SecondedIn), new StaffJoined(D("01/06/2022"), null, Unit, Id(701), StaffKind.RotatedIn),
        ]);
        Assert.Equal(3, StaffingFigures.On(staff, Unit, Units, D("01/07/2022")).Present);
        Assert.Equal(4, StaffingFigures.On(staff, Unit, Units, D("01/07/2022"), SecondedCountedAt.Receiver).Present);
        Assert.Equal(3, StaffingFigures.On(staff, Unit, Units, D("31/05/2022"), SecondedCountedAt.Receiver).Present);
    }

    [Fact]
    public void Given_a_quota_that_is_negative_reversed_overlapping_or_without_paper_when_assigned_then_it_is_refused_and_nothing_guessed()
    {
        var staff = Staff([Quota(154, "01/01/2022") with { To = D("31/12/2023") }]);
        Assert.Equal("quota_negative", Decide(staff, Quota(-1, "01/01/2024")).Refusal!.Code);
        Assert.Equal("quota_dates_reversed", Decide(staff, Quota(1, "01/01/2024") with { To = D("01/12/2023") }).Refusal!.Code);
        Assert.Equal("quota_overlaps", Decide(staff, Quota(160, "01/06/2023")).Refusal!.Code);
        Assert.Equal("quota_overlaps", Decide(staff, Quota(160, "01/06/2021") with { To = D("01/06/2022") }).Refusal!.Code);
        Assert.Equal("document_missing", Decide(staff, Quota(160, "01/01/2024") with { Document = null }).Refusal!.Code);
        Assert.True(Decide(staff, Quota(160, "01/01/2024")).IsAccepted);
        Assert.Empty(Decide(staff, Quota(154, "01/01/2022") with { To = D("31/12/2023") }).Events);
    }

    [Fact]
    public void Given_a_wrong_assignment_when_struck_then_the_one_before_holds_again()
    {
        var staff = Staff([Quota(170, "01/01/2018"), Quota(145, "01/01/2022"), new QuotaStruck(D("02/01/2022"), null, Unit, FactId(1))]);
        Assert.Equal(170, staff.QuotaOn(D("01/06/2022"))!.Assigned);
        Assert.Empty(Decide(staff, new QuotaStruck(D("02/01/2022"), null, Unit, FactId(1))).Events);
        Assert.Equal("quota_unknown", Decide(staff, new QuotaStruck(D("02/01/2022"), null, Unit, Id(1))).Refusal!.Code);
    }

    [Fact]
    public void Given_somebody_not_on_the_staff_when_leaving_or_away_then_it_is_refused_and_joining_twice_too()
    {
        var staff = Staff([.. Joined(1)]);
        Assert.Equal("not_on_staff", Decide(staff, new StaffLeft(D("01/06/2022"), null, Unit, Id(999), StaffLeaving.Retired)).Refusal!.Code);
        Assert.Equal("not_away", Decide(staff, new StaffBack(D("01/06/2022"), null, Unit, Id(600))).Refusal!.Code);
        Assert.Equal("already_on_staff", Decide(staff, Join(Id(600), "01/06/2022")).Refusal!.Code);
        Assert.Equal("unknown_unit", Decide(staff, Join(Id(1), "01/06/2022") with { UnitId = Id(998) }).Refusal!.Code);
    }

    [Fact]
    public void Several_units_together_are_known_only_where_each_is()
    {
        var known = StaffingFigures.On(Staff([Quota(10, "01/01/2022"), .. Joined(8)]), Unit, Units, D("01/06/2022"));
        Assert.Equal((20, 16, 4), (StaffingFigures.Sum([known, known]).Assigned, StaffingFigures.Sum([known, known]).Present, StaffingFigures.Sum([known, known]).Vacancies));
        Assert.Null(StaffingFigures.Sum([known, StaffingFigures.On(StaffingState.Empty, Unit, Units, D("01/06/2022"))]).Assigned);
    }

    [Fact]
    public void Case_15_AST_03_and_AST_04_Five_hundred_million_must_be_declared_before_July_2026_and_not_after()
    {
        Assert.True(DeclarationDecisions.MustSupplement(500_000_000, D("15/06/2026"), Law));
        Assert.False(DeclarationDecisions.MustSupplement(500_000_000, D("15/07/2026"), Law));
        Assert.True(DeclarationDecisions.MustDeclare(60_000_000, D("15/06/2026"), Law));
        Assert.False(DeclarationDecisions.MustDeclare(60_000_000, D("15/07/2026"), Law));
    }

    [Fact]
    public void AST_01_AST_02_and_AST_05_A_yearly_duty_arises_once_a_year_and_is_late_after_its_day()
    {
        Assert.Equal(D("30/12/2025"), DeclarationDecisions.YearEndDue(2025, Law));
        Assert.Equal(D("31/12/2026"), DeclarationDecisions.YearEndDue(2026, Law));
        var state = Duties(Yearly(2025));
        Assert.Empty(Declare(state, Yearly(2025) with { ObligationId = Id(71) }).Events);
        Declare(state, new DeclarationFiled(D("31/12/2025"), Ann, Id(70))).Says("AST-02", "late");
        Declare(state, new DeclarationFiled(D("30/12/2025"), Ann, Id(70))).SaysNothingOf("AST-02");
        Declare(Duties(Yearly(2025) with { Kind = DeclarationKind.Supplementary }), new DeclarationFiled(D("31/12/2025"), Ann, Id(70))).Says("AST-05", "late");
        Assert.Equal("obligation_year_invalid", Declare(state, Yearly(2026) with { DueOn = D("31/12/2027"), ObligationId = Id(72) }).Refusal!.Code);
    }

    [Fact]
    public void AST_06_AST_07_and_AST_08_A_declaration_is_handed_over_and_published_only_once_filed()
    {
        var open = Duties(Yearly(2025));
        Assert.Equal("not_filed", Declare(open, new DeclarationHandedOver(D("31/12/2025"), Ann, Id(70), Paper(), "UBKT")).Refusal!.Code);
        Assert.Equal("not_filed", Declare(open, new DeclarationPublished(D("31/12/2025"), Ann, Id(70), Paper(), DisclosureForm.Posting)).Refusal!.Code);
        var filed = Duties(Yearly(2025), new DeclarationFiled(D("20/12/2025"), Ann, Id(70)));
        Assert.Equal("control_body_missing", Declare(filed, new DeclarationHandedOver(D("31/12/2025"), Ann, Id(70), Paper(), " ")).Refusal!.Code);
        Assert.True(Declare(filed, new DeclarationHandedOver(D("31/12/2025"), Ann, Id(70), Paper(), "UBKT")).IsAccepted);
        Assert.True(Declare(filed, new DeclarationPublished(D("31/12/2025"), Ann, Id(70), Paper(), DisclosureForm.Meeting)).IsAccepted);
    }

    [Fact]
    public void A_declaration_event_has_no_field_that_could_hold_its_contents() =>
        Assert.All(
            DeclarationEventTypes.All.SelectMany(t => t.ClrType.GetProperties()),
            p => Assert.True(p.PropertyType != typeof(long) && p.PropertyType != typeof(decimal) && (p.PropertyType != typeof(int) || p.Name == "Year"), p.Name));

    private static (int? Assigned, int Present, int? Vacancies, int? Excess) Figures(StaffingState staff, string day)
    {
        var f = StaffingFigures.On(staff, Unit, Units, D(day));
        return (f.Assigned, f.Present, f.Vacancies, f.Excess);
    }

    private static StaffingState Staff(IEnumerable<StaffingEvent> facts) => StaffingState.Of(Fold(facts, Streams.Staffing(Unit)));

    private static Decision Decide(StaffingState staff, StaffingEvent act, OrgTree? units = null) => StaffingDecisions.Decide(staff, act, new(Today, Law, units ?? Units));

    private static QuotaAssigned Quota(int assigned, string from) => new(D(from), Paper(), Unit, assigned, D(from), null);

    private static StaffJoined Join(Guid person, string day) => new(D(day), null, Unit, person, StaffKind.Permanent);

    private static IEnumerable<StaffingEvent> Joined(int count) => Enumerable.Range(600, count).Select(n => Join(Id(n), "01/01/2019"));

    private static DeclarationState Duties(params DeclarationEvent[] facts) => DeclarationState.Of(Fold(facts, Streams.Declarations(Ann)));

    private static Decision Declare(DeclarationState state, DeclarationEvent act) => DeclarationDecisions.Decide(state, act, Today, Law);

    private static ObligationArose Yearly(int year) => new(new(year, 11, 1), Ann, Id(70), DeclarationKind.Yearly, year, DeclarationDecisions.YearEndDue(year, Law));
}
