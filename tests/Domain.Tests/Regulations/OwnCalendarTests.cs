namespace CadreWorkflow.Domain.Tests.Regulations;

using System.Text.Json.Nodes;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using Xunit;
using static Days;

/// <summary>An organisation that works six days counts its deadlines in its own week (CAL-07).</summary>
public sealed class OwnCalendarTests
{
    private const string Mill = "nha-may-6";

    private static readonly Regulations R = Regulations.FromFiles();

    [Fact]
    public void A_six_day_week_counts_Saturdays_and_ends_sooner_than_the_five_day_week()
    {
        var r = WithMill(2026);
        var own = Deadlines.Explain(r, "ADM-30", D("03/08/2026"), Mill).Deadline!;

        Assert.True(own.Due < Deadlines.Compute(r, "ADM-30", D("03/08/2026"), CalendarKind.Private5)!.Due);
        Assert.Contains(own.Days, d => d is { Counted: true, Date.DayOfWeek: DayOfWeek.Saturday });
        Assert.DoesNotContain(own.Days, d => d is { Counted: true, Date.DayOfWeek: DayOfWeek.Sunday });
        Assert.Equal("nha-may-6-2026", own.CalendarVersion);
        Assert.False(own.Provisional);
        Assert.Equal(own.Due, Deadlines.Due(r, "ADM-30", D("03/08/2026"), CalendarKind.Parse(Mill)!.Value)!.Value.Due);
    }

    [Fact]
    public void A_year_the_organisation_has_not_published_is_counted_by_the_enterprise_calendar_and_marked()
    {
        var own = Deadlines.Explain(WithMill(2026), "ADM-30", D("04/05/2025"), Mill).Deadline!;
        var enterprise = Deadlines.Compute(R, "ADM-30", D("04/05/2025"), CalendarKind.Private5)!;

        Assert.Equal((enterprise.Due, enterprise.CalendarVersion), (own.Due, own.CalendarVersion));
        Assert.True(own.Provisional);
        Assert.Contains("calendar_unconfirmed", own.Marks);
    }

    [Fact]
    public void A_clock_in_a_calendar_nobody_published_has_no_end_and_says_so()
    {
        Assert.Null(Deadlines.Due(R, "ADM-30", D("03/08/2026"), CalendarKind.Parse(Mill)!.Value));
        Assert.Equal(DeadlineRefusals.UnknownCalendar, Deadlines.Explain(R, "ADM-30", D("03/08/2026"), Mill).Refusal);
    }

    [Fact]
    public void A_year_apart_from_the_enterprise_years_it_would_stand_on_is_refused()
    {
        var problems = R.Propose(MillText(2035, j =>
        {
            j["year"] = 2035;
            j["days"] = new JsonArray();
        })).Problems;

        Assert.Contains(RegulationProblems.YearGap, problems.Select(p => p.Code));
        Assert.Contains(problems, p => p is { Code: RegulationProblems.YearGap, Field: "year", Source: "nha-may-6-2035" });
    }

    [Fact]
    public void A_year_beyond_a_gap_that_is_on_record_all_the_same_is_left_out_and_breaks_nothing()
    {
        var (far, _) = RegulationFiles.ReadDraft(MillText(2026, j =>
        {
            j["id"] = "nha-may-6-2035";
            j["year"] = 2035;
            j["days"] = new JsonArray();
        }));
        var r = WithMill(2026).Apply(far!.Publication(D("22/11/2026")), 901);

        Assert.Equal(D("31/12/2028"), r.Calendar(Mill)!.LastDay);
    }

    [Fact]
    public void A_unit_names_its_own_calendar_by_code_as_it_is_stored()
    {
        var act = new UnitReclassified(D("01/01/2026"), null, Sector.NonState, CalendarKind.Parse(Mill)!.Value);
        var (type, data) = DomainEvents.Catalog.Write(act);

        Assert.Equal(Mill, (string?)JsonNode.Parse(data)!["calendar"]);
        Assert.Equal(act, DomainEvents.Catalog.Read(type, data));
    }

    private static Regulations WithMill(int year)
    {
        var (document, problems) = R.Propose(MillText(year, _ => { }));
        Assert.Empty(problems);
        return R.Apply(document!.Publication(D("22/11/2026")), 900);
    }

    /// <summary>The enterprise year with Saturdays worked; a holiday on a Saturday then gives no substitute.</summary>
    private static string MillText(int year, Action<JsonObject> change)
    {
        var j = JsonNode.Parse(RegulationFiles.All.Single(d => d.Id == "private5-2026").Canonical)!.AsObject();
        j["calendar"] = Mill;
        j["id"] = $"{Mill}-{year}";
        j["weeklyRest"] = new JsonArray("sun");
        change(j);
        return j.ToJsonString();
    }
}
