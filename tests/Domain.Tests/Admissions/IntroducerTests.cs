using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>ADM-06…10 and the variants of 2.6: who introduces.</summary>
public sealed class IntroducerTests
{
    private static readonly CaseEvent[] Prepared = RoadToOpinions.Without<IntroducedByMember>().Without<IntroducedByUnion>();
    private static readonly CaseEvent[] InTheOffice = [Filed("2025-01-06", World.Office), .. Prepared.Without<ReferralFiled>()];

    [Fact]
    public void ADM_06_without_youth_union_the_union_and_one_member_introduce()
    {
        Vote(Prepared, Member("2025-11-10"), UnionIntroduction("2025-11-12")).IsAcceptedCleanly();
        Vote(Prepared, Member("2025-11-10"), Member("2025-11-11", SecondMember)).IsBlockedOnlyBy("ADM-06", "union_introduction_missing");
        Vote(Prepared, UnionIntroduction("2025-11-12")).IsBlockedOnlyBy("ADM-06", "introducers_missing");
    }

    [Fact]
    public void ADM_06_of_youth_age_with_youth_union_the_youth_union_and_one_member_introduce()
    {
        Vote(Given.Facts(InTheOffice).Born(2000, 1, 1), Member("2025-11-10"), YouthIntroduction("2025-11-12")).IsAcceptedCleanly();
        Vote(Given.Facts(InTheOffice).Born(2000, 1, 1), Member("2025-11-10"), Member("2025-11-11", SecondMember)).IsBlockedOnlyBy("ADM-06", "youth_introduction_missing");
    }

    [Fact]
    public void ADM_06_of_youth_age_outside_the_youth_union_is_blocked_until_joining()
    {
        var given = Given.Facts(InTheOffice).Born(2000, 1, 1);
        given = given with { Person = given.Person with { YouthUnionMember = false } };
        given.When(YouthIntroduction("2025-11-12").Proposed()).IsBlockedBy("ADM-06", "not_a_youth_union_member");
        Vote(given, Member("2025-11-10"), YouthIntroduction("2025-11-12")).IsBlockedBy("ADM-06", "not_a_youth_union_member");
    }

    [Fact]
    public void ADM_06_beyond_youth_age_with_youth_union_two_members_introduce()
    {
        Vote(Given.Facts(InTheOffice).Born(1990, 1, 1), Member("2025-11-10"), Member("2025-11-11", SecondMember)).IsAcceptedCleanly();
        Vote(Given.Facts(InTheOffice).Born(1990, 1, 1), Member("2025-11-10")).IsBlockedOnlyBy("ADM-06", "introducers_missing");
        Given.Facts(InTheOffice).Born(1990, 1, 1).When(YouthIntroduction("2025-11-12").Proposed()).IsBlockedBy("ADM-06", "beyond_youth_age");
    }

    [Fact]
    public void Case_24_the_union_form_is_blocked_where_a_youth_union_exists_and_says_which_form_is_needed()
    {
        var verdict = Given.Facts(InTheOffice).Born(2000, 1, 1).When(UnionIntroduction("2025-11-12").Proposed()).IsBlockedBy("ADM-06", "youth_union_exists");
        Assert.Contains(verdict.Decision.Findings, f => f.Unblock == "introduce_youth");
        Given.Facts(InTheOffice).Born(2000, 1, 1).When(UnionIntroduction("2025-11-12")).IsRecordedWith("ADM-06", "youth_union_exists");
    }

    [Fact]
    public void Case_24_a_source_nomination_is_open_to_a_union_with_a_youth_union_beside_it() =>
        Given.Nothing.Born(2000, 1, 1).When(Filed("2025-01-06", World.Office)).IsAcceptedCleanly();

    [Fact]
    public void Case_25_turning_31_between_the_youth_resolution_and_the_meeting_is_for_people_to_decide() =>
        Vote(Given.Facts(InTheOffice).Born(1994, 12, 1), Member("2025-11-10"), Member("2025-11-11", SecondMember), YouthIntroduction("2025-11-12"))
            .IsAcceptedCleanly().Warns("ADM-06", "passed_youth_age");

    [Fact]
    public void Case_26_a_union_dissolved_on_the_way_leaves_two_members_and_its_resolution_stays_as_history()
    {
        var dissolved = World.With(World.Factory, new UnitDissolved(D("2025-12-01"), null));
        var given = Given.Facts([.. Prepared, UnionIntroduction("2025-11-12"), Member("2025-11-10")]).At(dissolved);
        given.When(CellVote("2026-01-09").Proposed()).IsBlockedOnlyBy("ADM-06", "introducers_missing");
        var two = given.And(Member("2025-12-10", SecondMember));
        two.When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
        Assert.Contains(two.History.Facts, f => f.Event is IntroducedByUnion);
        Assert.Contains(two.History.Facts, f => f.Event is UnionResolved);
    }

    [Fact]
    public void Case_28_one_person_named_twice_is_one_introducer_and_a_spouse_is_only_pointed_out()
    {
        Vote(Given.Facts(InTheOffice).Born(1990, 1, 1), Member("2025-11-10"), Member("2025-11-11")).IsBlockedOnlyBy("ADM-06", "introducers_missing");
        Given.Facts(Prepared).When((Member("2025-11-10") with { Spouse = true }).Proposed()).IsAcceptedCleanly().Warns("ADM-06", "introducer_is_spouse");
    }

    [Fact]
    public void Case_28_the_applicant_is_no_introducer() =>
        Given.Facts(Prepared).When(Member("2025-11-10", Given.PersonId)).IsRefused("introducer_is_applicant", "ADM-06");

    [Fact]
    public void Case_21_ADM_07_eleven_months_and_29_days_together_fail_and_the_day_is_told() =>
        Given.Facts(Prepared).When((Member("2025-11-10") with { TogetherSince = D("2024-11-11") }).Proposed())
            .IsBlockedOnlyBy("ADM-07", "introducer_tie_too_short").WithEarliest(D("2025-11-11"));

    [Fact]
    public void ADM_07_twelve_months_to_the_day_pass() =>
        Given.Facts(Prepared).When((Member("2025-11-10") with { TogetherSince = D("2024-11-10") }).Proposed()).IsAcceptedCleanly();

    [Fact]
    public void ADM_07_the_tie_is_tested_again_on_the_meeting_day()
    {
        var young = Member("2025-11-10") with { TogetherSince = D("2025-01-20") };
        Vote(Prepared, young, UnionIntroduction("2025-11-12")).IsBlockedOnlyBy("ADM-07", "introducer_tie_too_short").WithEarliest(D("2026-01-20"));
    }

    [Fact]
    public void ADM_07_living_in_one_residence_unit_is_no_tie_under_the_version_of_2016()
    {
        var residence = Member("2021-07-29") with { SameResidenceOnly = true };
        Given.Facts(Early).When(residence.Proposed()).IsBlockedOnlyBy("ADM-07", "residence_tie_not_known").WithEarliest(D("2021-07-30"));
        Given.Facts(Early).When((Member("2021-07-30") with { SameResidenceOnly = true }).Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void ADM_07_the_introducer_is_official_and_of_the_same_grassroots_organisation()
    {
        Given.Facts(Prepared).When((Member("2025-11-10") with { OfficialSince = D("2025-11-20") }).Proposed())
            .IsBlockedOnlyBy("ADM-07", "introducer_not_official").WithEarliest(D("2025-11-20"));
        Given.Facts(Prepared).When((Member("2025-11-10") with { SameGrassrootsOrganisation = false }).Proposed())
            .IsBlockedOnlyBy("ADM-07", "introducer_of_other_organisation").WithEarliest(null);
    }

    [Fact]
    public void Case_22_ADM_08_six_months_official_and_two_years_together_pass() =>
        Given.Facts(Prepared).When((Member("2025-11-10") with { OfficialSince = D("2025-05-10"), TogetherSince = D("2023-11-10") }).Proposed()).IsAcceptedCleanly();

    [Fact]
    public void Case_21_ADM_09_a_replacement_with_two_months_passes()
    {
        var replaced = new IntroducerReleased(D("2025-11-20"), true, null, FirstMember, ReasonCode.Left);
        var replacement = Member("2025-11-25", SecondMember) with { TogetherSince = D("2025-09-25"), Replaces = FirstMember };
        var given = Given.Facts([.. Prepared, UnionIntroduction("2025-11-12"), Member("2025-11-10"), replaced]);
        given.When(replacement.Proposed()).IsAcceptedCleanly().Shows("ADM-09", "twelve_months_waived");
        given.And(replacement).When(CellVote("2026-01-09").Proposed()).IsAcceptedCleanly();
    }

    [Fact]
    public void ADM_09_naming_somebody_who_was_never_released_waives_nothing()
    {
        var replacement = Member("2025-11-25", SecondMember) with { TogetherSince = D("2025-09-25"), Replaces = FirstMember };
        Given.Facts([.. Prepared, Member("2025-11-10")]).When(replacement.Proposed())
            .IsBlockedOnlyBy("ADM-07", "introducer_tie_too_short").Warns("ADM-09", "replaced_introducer_not_released");
    }

    [Fact]
    public void Case_23_an_introducer_who_left_the_day_before_the_meeting_no_longer_counts()
    {
        var left = new IntroducerReleased(D("2026-01-08"), true, null, FirstMember, ReasonCode.Left);
        Vote(RoadToOpinions, left).IsBlockedOnlyBy("ADM-06", "introducers_missing");
        Vote(RoadToOpinions, left with { OccurredOn = D("2026-01-10") }).IsAcceptedCleanly();
    }

    [Fact]
    public void ADM_10_a_cell_assigned_from_above_is_shown_as_such()
    {
        Given.Nothing.When(Filed("2025-01-06") with { PartyBody = World.OtherCell }).IsAcceptedCleanly().Shows("ADM-10", "cell_assigned_from_above");
        Given.Nothing.When(Filed("2025-01-06")).SaysNothingOf("ADM-10");
    }

    private static CaseEvent[] Early { get; } = [Filed("2021-01-06"), Acknowledged("2021-02-03"), Certified("2021-03-28"), Applied("2021-06-01"), PersonalHistory("2021-06-05"), Verification("2021-06-10")];

    private static Verdict Vote(CaseEvent[] facts, params CaseEvent[] more) => Vote(Given.Facts(facts), more);

    private static Verdict Vote(Given given, params CaseEvent[] more) => given.And(more).When(CellVote("2026-01-09").Proposed());
}
