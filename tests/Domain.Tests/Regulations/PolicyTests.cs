namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class PolicyTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    [Theory]
    [InlineData("25/07/2016", "29-qd-tw-2016")]
    [InlineData("29/07/2021", "29-qd-tw-2016")]
    [InlineData("30/07/2021", "24-qd-tw-2021")]
    [InlineData("19/01/2025", "24-qd-tw-2021")]
    [InlineData("20/01/2025", "232-qd-tw-2025")]
    [InlineData("10/06/2025", "232-qd-tw-2025")]
    [InlineData("30/06/2025", "232-qd-tw-2025")]
    [InlineData("01/07/2025", "294-qd-tw-2025")]
    [InlineData("07/04/2026", "294-qd-tw-2025")]
    [InlineData("08/04/2026", "20-qd-tw-2026")]
    [InlineData("24/07/2026", "20-qd-tw-2026")]
    [InlineData("26/07/2026", "208-qd-tw-2026")]
    [InlineData("22/11/2026", "208-qd-tw-2026")]
    public void Case_12_the_date_of_the_act_chooses_among_the_six_versions(string actDate, string version)
    {
        Assert.Equal(version, R.PolicyOn(PolicyFamilies.Admission, D(actDate))!.Id);
    }

    [Fact]
    public void Before_the_data_and_in_an_unknown_family_no_version_governs()
    {
        Assert.Null(R.PolicyOn(PolicyFamilies.Admission, D("24/07/2016")));
        Assert.Null(R.PolicyOn("no-such-family", D("22/11/2026")));
        Assert.Null(R.Policy("no-such-version"));
        Assert.Null(R.Parameter("No.SuchCode", D("22/11/2026")));
    }

    [Fact]
    public void Each_version_ends_the_day_before_its_successor_begins_and_the_last_is_open()
    {
        foreach (var family in R.Policies.GroupBy(p => p.Family))
        {
            var timeline = family.OrderBy(p => p.EffectiveFrom).ToList();
            for (var i = 1; i < timeline.Count; i++)
            {
                Assert.Equal(timeline[i].EffectiveFrom.AddDays(-1), timeline[i - 1].EffectiveTo);
            }

            Assert.Null(timeline[^1].EffectiveTo);
        }
    }

    [Fact]
    public void Version_294_is_in_force_from_01_07_2025_and_not_from_its_date()
    {
        var version = R.Policy("294-qd-tw-2025")!;

        Assert.Equal((D("26/05/2025"), D("01/07/2025"), D("07/04/2026")), (version.IssuedOn, version.EffectiveFrom, version.EffectiveTo!.Value));
        Assert.False(version.GovernsOn(D("10/06/2025")));
    }

    [Fact]
    public void Versions_20_and_208_are_marked_unconfirmed()
    {
        Assert.Equal(
            ["20-qd-tw-2026", "208-qd-tw-2026"],
            R.Policies.Where(p => p.Family == PolicyFamilies.Admission && !p.Confirmed).Select(p => p.Id));
    }

    [Theory]
    [InlineData(ParameterCatalogue.IntroducerTie, "01/01/2020", "WorkOrStudy", true)]
    [InlineData(ParameterCatalogue.IntroducerTie, "01/01/2022", "WorkStudyOrResidence", true)]
    [InlineData(ParameterCatalogue.Education, "01/01/2020", "SecondaryDiplomaOrEquivalent", true)]
    [InlineData(ParameterCatalogue.Education, "01/01/2022", "SecondaryDiploma", true)]
    [InlineData(ParameterCatalogue.Education, "01/08/2026", "SecondaryProgrammeCompleted", false)]
    [InlineData(ParameterCatalogue.CeremonyClockStart, "01/01/2026", "DecisionReceived", true)]
    [InlineData(ParameterCatalogue.CeremonyClockStart, "01/05/2026", "DecisionReceived", false)]
    [InlineData(ParameterCatalogue.CeremonyClockStart, "01/08/2026", "DecisionIssued", false)]
    [InlineData(ParameterCatalogue.CommitteeDecider, "01/01/2026", "WholeCommittee", true)]
    [InlineData(ParameterCatalogue.CommitteeDecider, "01/08/2026", "StandingCommittee", false)]
    [InlineData(ParameterCatalogue.PlanningWithAppointment, "07/10/2025", "NotStated", true)]
    [InlineData(ParameterCatalogue.PlanningWithAppointment, "08/10/2025", "Forbidden", true)]
    public void Section_9_2_what_changed_changes_on_its_day(string code, string actDate, string choice, bool confirmed)
    {
        var (_, parameter) = R.Parameter(code, D(actDate))!.Value;

        Assert.Equal((choice, confirmed), (parameter.Choice, parameter.Confirmed));
    }

    [Fact]
    public void Section_9_4_every_parameter_of_every_version_cites_an_article()
    {
        Assert.All(R.Policies.SelectMany(p => p.Parameters.Values), p => Assert.NotEmpty(p.Article));
    }

    [Theory]
    [InlineData(ParameterCatalogue.DecisionDays, 60)]
    [InlineData(ParameterCatalogue.DecisionExtensionDays, 30)]
    [InlineData(ParameterCatalogue.CeremonyDays, 30)]
    [InlineData(ParameterCatalogue.ProbationMonths, 12)]
    [InlineData(ParameterCatalogue.RecognitionCellDays, 30)]
    [InlineData(ParameterCatalogue.RecognitionDecisionDays, 30)]
    [InlineData(ParameterCatalogue.MaxFailedVotes, 3)]
    [InlineData(ParameterCatalogue.CertificateMonths, 60)]
    [InlineData(ParameterCatalogue.DocumentMonths, 12)]
    [InlineData(ParameterCatalogue.ReadmissionMinMonths, 36)]
    [InlineData(ParameterCatalogue.ReadmissionMinMonthsMinorCrime, 60)]
    public void Section_9_4_the_figures_are_those_of_the_law_book_in_every_version(string code, int value)
    {
        for (var day = D("25/07/2016"); day <= D("22/11/2026"); day = day.AddDays(30))
        {
            Assert.Equal(value, R.Parameter(code, day)!.Value.Parameter.Int);
        }
    }

    [Fact]
    public void Case_14_APT_05_a_reprimand_waits_12_months_under_80_and_24_under_377()
    {
        var reprimand = D("01/09/2024");
        bool IsAllowed(DateOnly proposal) =>
            Deadlines.AddMonths(reprimand, R.Parameter(ParameterCatalogue.DisciplineWaitMonths, proposal)!.Value.Parameter.Steps[0]) <= proposal;

        Assert.True(IsAllowed(D("01/10/2025")));
        Assert.False(IsAllowed(D("09/10/2025")));
        Assert.Equal([24, 36, 60], R.Parameter(ParameterCatalogue.DisciplineWaitMonths, D("09/10/2025"))!.Value.Parameter.Steps);
    }

    [Fact]
    public void Case_15_AST_04_a_supplement_of_500_million_is_declared_on_15_06_2026_and_not_on_15_07_2026()
    {
        bool MustDeclare(DateOnly day) => 500_000_000 >= R.Parameter(ParameterCatalogue.AssetSupplement, day)!.Value.Parameter.Whole;

        Assert.True(MustDeclare(D("15/06/2026")));
        Assert.False(MustDeclare(D("15/07/2026")));
    }

    [Fact]
    public void ADM_44_case_54_36_months_after_20_11_2023_is_20_11_2026()
    {
        var (_, wait) = R.Parameter(ParameterCatalogue.ReadmissionMinMonths, D("20/11/2026"))!.Value;

        Assert.Equal(D("20/11/2026"), Deadlines.AddMonths(D("20/11/2023"), wait.Int));
    }

    [Fact]
    public void Section_2_3_the_form_of_the_union_is_found_by_our_own_code_and_its_date()
    {
        Assert.Equal("4A-KNĐ", R.Form("UnionIntroductionResolution", D("01/01/2022"))!.OfficialNumber);
        Assert.Equal("4A-KNĐ", R.Form("UnionIntroductionResolution", D("22/11/2026"))!.OfficialNumber);
        Assert.Equal("41", R.CatalogueItem("UnionIntroductionResolution", D("22/11/2026"))!.OfficialNumber);
        Assert.Null(R.CatalogueItem("UnionIntroductionResolution", D("29/06/2026")));
        Assert.Null(R.Form("NoSuchForm", D("22/11/2026")));
    }

    [Fact]
    public void A_parameter_read_as_the_wrong_kind_of_value_is_a_programming_error()
    {
        var (_, parameter) = R.Parameter(ParameterCatalogue.DecisionDays, D("22/11/2026"))!.Value;

        Assert.Throws<InvalidOperationException>(() => parameter.Choice);
        Assert.Throws<InvalidOperationException>(() => parameter.Ratio);
        Assert.Throws<InvalidOperationException>(() => parameter.Steps);
    }
}
