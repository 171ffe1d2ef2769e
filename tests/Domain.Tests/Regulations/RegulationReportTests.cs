namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using Xunit;
using static Days;

public sealed class RegulationReportTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    [Fact]
    public void The_shipped_files_are_good_and_each_is_listed_with_its_term_and_hash()
    {
        var report = RegulationReport.OfShipped();

        Assert.True(report.IsGood);
        Assert.Equal(RegulationFiles.All.Length, report.Versions.Length);
        var line = report.Versions.Single(v => v.Id == "294-qd-tw-2025");
        Assert.Equal(("admission", D("01/07/2025"), D("07/04/2026"), true), (line.Chain, line.From, line.To!.Value, line.Confirmed));
        Assert.All(report.Versions, v => Assert.Equal(64, v.ContentHash.Length));
        Assert.True(report.UnconfirmedParameters > 0);
        Assert.True(report.UnconfirmedDays > 0);
    }

    [Fact]
    public void A_report_names_every_problem_of_every_file_at_once()
    {
        var files = RegulationFiles.ShippedFiles().Where(f => f.Name != "232-qd-tw-2025")
            .Append(new RegulationFile("broken", "{"))
            .Append(new RegulationFile("208-qd-tw-2026-copy", RegulationFiles.ShippedFiles().Single(f => f.Name == "208-qd-tw-2026").Text));
        var report = RegulationReport.Of(files);

        Assert.False(report.IsGood);
        Assert.Contains(report.Problems, p => (p.Code, p.Source) == (RegulationProblems.Malformed, "broken"));
        Assert.Contains(report.Problems, p => (p.Code, p.Source) == (RegulationProblems.NameDiffers, "208-qd-tw-2026-copy"));
        Assert.Contains(report.Problems, p => (p.Code, p.Source) == (RegulationProblems.SupersedesUnknown, "294-qd-tw-2025"));
    }

    [Fact]
    public void A_difference_between_two_versions_names_what_is_said_differently_and_nothing_else()
    {
        var diff = PolicyDiff.Between(R.Policy("20-qd-tw-2026")!, R.Policy("208-qd-tw-2026")!);

        Assert.Equal(
            [ParameterCatalogue.CeremonyClockStart, ParameterCatalogue.CommitteeDecider, ParameterCatalogue.Education],
            diff.Parameters.Select(p => p.Code));
        Assert.Equal(["ADM-03", "ADM-30"], diff.Rules.Select(r => r.Rule));
        Assert.Empty(PolicyDiff.Between(R.Policy("24-qd-tw-2021")!, R.Policy("232-qd-tw-2025")!).Parameters);
    }

    [Fact]
    public void A_parameter_only_one_version_states_is_a_difference()
    {
        var diff = PolicyDiff.Between(R.Policy("50-qd-tw-2021")!, R.Policy("377-qd-tw-2025-planning")!);

        var share = diff.Parameters.Single(p => p.Code == ParameterCatalogue.PlanningYoungShare);
        Assert.Equal(new Ratio(15, 100), share.Before!.Ratio);
        Assert.Null(share.After);
    }

    [Fact]
    public void An_override_makes_one_version_govern_its_family_on_every_date_and_no_other_family()
    {
        var overridden = R.Overriding("294-qd-tw-2025");

        Assert.Equal("294-qd-tw-2025", overridden.PolicyOn(PolicyFamilies.Admission, D("22/11/2026"))!.Id);
        Assert.Equal("294-qd-tw-2025", Deadlines.Compute(overridden, "ADM-30", D("03/08/2026"), CalendarKind.Public)!.PolicyVersion);
        Assert.Equal(R.PolicyOn(PolicyFamilies.Guidance, D("22/11/2026"))!.Id, overridden.PolicyOn(PolicyFamilies.Guidance, D("22/11/2026"))!.Id);
        Assert.Equal("208-qd-tw-2026", R.PolicyOn(PolicyFamilies.Admission, D("22/11/2026"))!.Id);
        Assert.Throws<ArgumentException>(() => R.Overriding("no-such-version"));
    }
}
