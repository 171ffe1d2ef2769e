namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class WorkedExampleTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    [Theory]
    [Trait("LawCase", "1")]
    [InlineData("ADM-28", "09/01/2026", "09/04/2026", "10/04/2026")]
    [InlineData("ADM-30", "09/01/2026", "26/02/2026", "27/02/2026")]
    [InlineData("ADM-28", "15/06/2026", "09/09/2026", "09/09/2026")]
    [InlineData("ADM-30", "18/02/2026", "03/04/2026", "03/04/2026")]
    [InlineData("ADM-30", "03/08/2026", "16/09/2026", "16/09/2026")]
    [InlineData("ADM-28", "01/12/2026", "03/03/2027", "03/03/2027")]
    [InlineData("ADM-30", "23/12/2026", "04/02/2027", "04/02/2027")]
    public void W1_W2_W4_W6_W9_W11_W12_end_on_the_days_of_section_10_3(string rule, string start, string expectedPublic, string expectedPrivate)
    {
        Assert.Equal(D(expectedPublic), Deadlines.Compute(R, rule, D(start), CalendarKind.Public)!.Due);
        Assert.Equal(D(expectedPrivate), Deadlines.Compute(R, rule, D(start), CalendarKind.Private5)!.Due);
    }

    [Theory]
    [InlineData("09/01/2026", 60, "03/04/2026")]
    [InlineData("15/06/2026", 60, "07/09/2026")]
    [InlineData("18/02/2026", 30, "01/04/2026")]
    [InlineData("01/12/2026", 60, "23/02/2027")]
    public void A_count_of_weekends_only_would_end_on_another_day_than_ours(string start, int length, string naive)
    {
        var end = D(start);
        for (var left = length; left > 0;)
        {
            end = end.AddDays(1);
            left -= end.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        Assert.Equal(D(naive), end);
        Assert.NotEqual(end, R.Calendar(CalendarKind.Public).AddWorkingDays(D(start), length));
    }

    [Theory]
    [InlineData("public")]
    [InlineData("private5")]
    public void W12_case_3_a_count_through_the_unannounced_Tet_of_2027_is_provisional_and_shows_the_other_end(string calendar)
    {
        var deadline = Deadlines.Compute(R, "ADM-30", D("23/12/2026"), CalendarKind.Parse(calendar)!.Value)!;

        Assert.True(deadline.Provisional);
        Assert.Equal(D("04/02/2027"), deadline.Due);
        Assert.Equal(D("11/02/2027"), deadline.AlternativeDue);
        Assert.Contains("calendar_unconfirmed", deadline.Marks);
    }

    [Fact]
    public void W11_is_provisional_but_both_arrangements_of_Tet_2027_end_on_the_same_day()
    {
        var deadline = Deadlines.Compute(R, "ADM-28", D("01/12/2026"), CalendarKind.Public)!;

        Assert.True(deadline.Provisional);
        Assert.Null(deadline.AlternativeDue);
    }

    [Fact]
    public void W1_rests_on_announced_days_only_and_is_not_provisional()
    {
        Assert.False(Deadlines.Compute(R, "ADM-28", D("09/01/2026"), CalendarKind.Public)!.Provisional);
    }

    [Fact]
    public void W6_a_start_on_a_holiday_ends_as_a_start_on_the_last_working_day_before_it()
    {
        var calendar = R.Calendar(CalendarKind.Public);

        Assert.False(calendar.IsWorking(D("18/02/2026")));
        Assert.Equal(calendar.AddWorkingDays(D("13/02/2026"), 30), calendar.AddWorkingDays(D("18/02/2026"), 30));
    }

    [Theory]
    [InlineData("29/02/2028", 12, "28/02/2029")]
    [InlineData("29/02/2024", 60, "28/02/2029")]
    [InlineData("29/02/2024", 48, "29/02/2028")]
    [InlineData("01/03/2027", 12, "01/03/2028")]
    [InlineData("28/02/2027", 12, "28/02/2028")]
    [InlineData("31/08/2027", 6, "29/02/2028")]
    [InlineData("15/01/2020", 60, "15/01/2025")]
    [InlineData("20/11/2023", 36, "20/11/2026")]
    public void CAL_02_months_are_counted_once_from_the_start(string start, int months, string end)
    {
        Assert.Equal(D(end), Deadlines.AddMonths(D(start), months));
    }

    [Theory]
    [InlineData("30/11/2008", "15/11/2026", 216)]
    [InlineData("03/10/1966", "28/11/2026", 721)]
    [InlineData("20/11/1966", "28/11/2026", 720)]
    [InlineData("01/12/2008", "30/11/2026", 215)]
    public void ADM_01_case_27_age_is_counted_by_month_and_ignores_the_day(string birth, string meeting, int months)
    {
        Assert.Equal(months, Age.InMonths(D(birth), D(meeting)));
    }

    [Fact]
    public void ADM_01_case_27_the_limits_of_each_version_admit_216_to_720_months()
    {
        var (_, least) = R.Parameter(ParameterCatalogue.MinAgeMonths, D("15/11/2026"))!.Value;
        var (_, most) = R.Parameter(ParameterCatalogue.MaxAgeMonths, D("15/11/2026"))!.Value;

        Assert.Equal((216, true), (least.Int, least.Inclusive));
        Assert.Equal((720, true), (most.Int, most.Inclusive));
    }

    [Theory]
    [InlineData("29/02/2004", "28/02/2022", 18)]
    [InlineData("29/02/2004", "27/02/2022", 17)]
    [InlineData("30/11/2008", "29/11/2026", 17)]
    public void Completed_years_turn_on_the_birthday_or_on_28_02_for_a_leap_day(string birth, string on, int years)
    {
        Assert.Equal(years, Age.InCompletedYears(D(birth), D(on)));
    }
}
