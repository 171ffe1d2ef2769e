using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Tests.Admissions;

using static Acts;

/// <summary>ADM-01…05: who may be admitted, tested on the day the cell considers.</summary>
public sealed class EligibilityTests
{
    private static readonly CaseVotes Meeting = new("2026-01-09");

    [Theory]
    [InlineData(2008, 1, 31, true)]
    [InlineData(2008, 2, 1, false)]
    public void ADM_01_full_18_is_counted_by_month_whatever_the_day(int year, int month, int day, bool allowed)
    {
        var vote = Meeting.With(g => g.Born(year, month, day));
        if (allowed)
        {
            vote.IsAcceptedCleanly();
        }
        else
        {
            vote.IsBlockedOnlyBy("ADM-01", "too_young").WithEarliest(D("2026-02-01"));
        }
    }

    [Theory]
    [InlineData("2008-11-30", "2026-11-15", null)]
    [InlineData("2008-12-01", "2026-11-15", "too_young")]
    [InlineData("1966-10-03", "2026-11-28", "over_age_without_consent")]
    [InlineData("1966-11-20", "2026-11-28", null)]
    public void Case_27_ages_at_both_ends_are_counted_in_whole_months(string born, string meeting, string? finding)
    {
        var given = Given.Facts(RoadToOpinions).On(D("2026-12-01"));
        var verdict = (given with { Person = given.Person with { BirthDate = D(born) } }).When(CellVote(meeting));
        Assert.Equal(finding, verdict.Decision.Findings.SingleOrDefault(f => f.Rule is "ADM-01" or "ADM-02")?.Code);
    }

    [Fact]
    public void ADM_01_an_unknown_birth_date_is_said_and_does_not_stop() =>
        Meeting.With(g => g with { Person = g.Person with { BirthDate = null } }).IsAcceptedCleanly().Warns("ADM-01", "age_unknown");

    [Fact]
    public void ADM_01_the_evaluation_cites_the_revision_of_the_person_and_no_birth_date()
    {
        var vote = Meeting.With(g => (g with { Person = g.Person with { Revision = 7 } }).Born(2010, 3, 4));
        Assert.Equal(7, vote.Decision.Evaluation!.PersonRevision);
        Assert.DoesNotContain(vote.Decision.Findings, f => f.Rule == "ADM-01" && f.Parameters is not null);
    }

    [Fact]
    public void ADM_02_over_60_by_month_needs_written_consent_before_the_meeting()
    {
        Meeting.With(g => g.Born(1966, 1, 31)).IsAcceptedCleanly();
        Meeting.With(g => g.Born(1965, 12, 31)).IsBlockedOnlyBy("ADM-02", "over_age_without_consent").WithEarliest(null);
        Meeting.With(g => g.Born(1965, 12, 31).And(Consent("2026-01-05", ConsentKind.OverAge))).IsAcceptedCleanly().Shows("ADM-02", "over_age_with_consent");
        Meeting.With(g => g.Born(1965, 12, 31).And(Consent("2026-01-12", ConsentKind.OverAge))).IsBlockedBy("ADM-02", "over_age_without_consent");
    }

    [Fact]
    public void ADM_03_a_completed_programme_without_diploma_suffices_only_from_208_on()
    {
        Meeting.With(g => Educated(g, Education.LowerSecondary)).IsAcceptedCleanly();
        Meeting.With(g => Educated(g, Education.LowerSecondaryProgramme)).IsBlockedOnlyBy("ADM-03", "education_too_low");
        new CaseVotes("2026-08-03").With(g => Educated(g, Education.LowerSecondaryProgramme)).IsAcceptedCleanly();
    }

    [Fact]
    public void ADM_03_a_later_version_that_asks_less_gives_the_earliest_day() =>
        new CaseVotes("2026-07-20").With(g => Educated(g, Education.LowerSecondaryProgramme))
            .IsBlockedOnlyBy("ADM-03", "education_too_low").WithEarliest(D("2026-07-26"));

    [Fact]
    public void ADM_04_difficult_areas_need_the_consent_of_a_higher_body()
    {
        Meeting.With(g => Educated(g, Education.Primary)).IsBlockedBy("ADM-03", "education_too_low");
        Meeting.With(g => Educated(g, Education.Primary).And(Consent("2025-12-01", ConsentKind.Education))).IsAcceptedCleanly().Shows("ADM-04", "education_with_consent");
    }

    [Fact]
    public void ADM_05_only_the_conclusion_on_the_political_standard_counts()
    {
        var notOk = RoadToOpinions.With(Concluded("2025-10-10") with { Ok = false });
        new CaseVotes("2026-01-09", notOk).With(g => g).IsBlockedBy("ADM-05", "political_standard_not_met");
        Meeting.With(g => g).SaysNothingOf("ADM-05");
    }

    private static Given Educated(Given given, Education education) => given with { Person = given.Person with { Education = education } };

    /// <summary>A proposal of the cell's vote on a day, over a dossier fresh enough for it.</summary>
    private sealed record CaseVotes(string Day, CaseEvent[]? Facts = null)
    {
        internal Verdict With(Func<Given, Given> change) => change(Given.Facts(Facts ?? RoadToOpinions)).When(CellVote(Day).Proposed());
    }
}
