namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class CalendarTests
{
    private static readonly Regulations R = Regulations.FromFiles();
    private static readonly WorkingCalendar Public = R.Calendar(CalendarKind.Public);
    private static readonly WorkingCalendar Private = R.Calendar(CalendarKind.Private5);

    [Fact]
    public void Both_calendars_hold_every_year_from_2016_to_2027_and_a_horizon_after_it()
    {
        foreach (var calendar in new[] { Public, Private })
        {
            Assert.Equal(Enumerable.Range(2016, 13), calendar.Years.Select(y => y.Year));
            Assert.Equal(D("31/12/2027"), calendar.LastStart);
            Assert.Equal([2028], calendar.Years.Where(y => y.Horizon).Select(y => y.Year));
        }
    }

    [Fact]
    public void Every_row_of_every_year_names_its_source()
    {
        Assert.All(R.CalendarVersions.SelectMany(y => y.Days), d => Assert.NotEmpty(d.Source));
        Assert.All(
            R.CalendarVersions.SelectMany(y => y.Days).Where(d => d.Source.Contains("memory", StringComparison.Ordinal)),
            d => Assert.False(d.Confirmed));
    }

    [Theory]
    [InlineData(2025, "01/01 27/01 28/01 29/01 30/01 31/01 07/04 30/04 01/05 02/05 01/09 02/09", "26/04")]
    [InlineData(2026, "01/01 02/01 16/02 17/02 18/02 19/02 20/02 27/04 30/04 01/05 31/08 01/09 02/09 24/11", "10/01 22/08")]
    public void Section_10_2_lists_exactly_the_public_days_off_on_weekdays_and_the_worked_Saturdays(int year, string off, string worked)
    {
        Assert.Equal(off, Weekdays(Public, year, isWorking: false));
        Assert.Equal(worked, string.Join(' ', Public.Years.Single(y => y.Year == year).Days.Where(d => d.Kind == DayKind.SwapWorked).Select(Short)));
    }

    [Fact]
    public void Section_10_2_the_2027_option_A_takes_05_to_11_02_and_the_substitute_of_01_05()
    {
        Assert.Equal("01/01 05/02 08/02 09/02 10/02 11/02 16/04 30/04 03/05 02/09 03/09 24/11", Weekdays(Public, 2027, isWorking: false));
        Assert.False(Public.Years.Single(y => y.Year == 2027).Confirmed);
    }

    [Fact]
    public void Case_2_24_11_is_a_holiday_from_2026_and_a_working_day_in_2025()
    {
        Assert.Equal(new CountedDay(D("24/11/2026"), false, "holiday", "culture_day"), Public.Describe(D("24/11/2026")));
        Assert.Equal(new CountedDay(D("24/11/2025"), true, "working", null), Public.Describe(D("24/11/2025")));
        Assert.Equal(Public.AddWorkingDays(D("20/11/2026"), 3), Public.AddWorkingDays(D("20/11/2026"), 2)!.Value.AddDays(1));
        Assert.Equal(D("26/11/2026"), Public.AddWorkingDays(D("20/11/2026"), 3));
        Assert.Equal(D("25/11/2025"), Public.AddWorkingDays(D("20/11/2025"), 3));
    }

    [Fact]
    public void Case_5_the_Saturday_after_21_08_2026_counts_for_the_public_sector_only()
    {
        Assert.Equal(D("22/08/2026"), Public.AddWorkingDays(D("21/08/2026"), 1));
        Assert.Equal(D("24/08/2026"), Private.AddWorkingDays(D("21/08/2026"), 1));
        Assert.Equal("swap_worked", Public.Describe(D("22/08/2026")).ReasonCode);
        Assert.Equal("weekend", Private.Describe(D("22/08/2026")).ReasonCode);
    }

    [Fact]
    public void CAL_07_the_five_day_week_of_enterprises_has_no_swap_in_any_year()
    {
        Assert.DoesNotContain(Private.Years.SelectMany(y => y.Days), d => d.Kind is DayKind.SwapOff or DayKind.SwapWorked);
    }

    [Fact]
    public void CAL_06_each_day_off_by_substitution_names_the_holiday_it_stands_for()
    {
        var substitute = Public.Years.Single(y => y.Year == 2026).Days.Single(d => d.Kind == DayKind.Substitute);

        Assert.Equal((D("27/04/2026"), D("26/04/2026"), "hung_kings"), (substitute.Date, substitute.Pair!.Value, substitute.HolidayCode));
    }

    [Fact]
    public void The_proposed_swap_of_23_11_2026_is_not_entered()
    {
        Assert.True(Public.IsWorking(D("23/11/2026")));
        Assert.False(Public.IsWorking(D("28/11/2026")));
    }

    [Fact]
    public void CAL_03_an_end_on_a_rest_day_rolls_to_the_next_working_day_and_a_working_day_stays()
    {
        Assert.Equal(D("23/02/2026"), Public.RollForward(D("14/02/2026")));
        Assert.Equal(D("13/02/2026"), Public.RollForward(D("13/02/2026")));
        Assert.Equal(D("22/08/2026"), Public.RollForward(D("22/08/2026")));
    }

    [Fact]
    public void Case_10_an_instant_late_in_the_UTC_evening_is_the_next_day_in_Viet_Nam()
    {
        Assert.Equal(D("09/01/2026"), VietnamTime.ToVietnamDate(new DateTimeOffset(2026, 1, 8, 23, 30, 0, TimeSpan.Zero)));
        Assert.Equal(D("08/01/2026"), VietnamTime.ToVietnamDate(new DateTimeOffset(2026, 1, 8, 16, 59, 59, TimeSpan.Zero)));
        Assert.Equal(D("09/01/2026"), VietnamTime.ToVietnamDate(VietnamTime.StartOf(D("09/01/2026"))));
        Assert.Equal(D("10/01/2026"), VietnamTime.ToVietnamDate(VietnamTime.EndOf(D("09/01/2026"))));
    }

    [Fact]
    public void Every_holiday_code_in_the_data_has_a_Vietnamese_and_an_English_name()
    {
        foreach (var code in R.CalendarVersions.SelectMany(y => y.Days).Select(d => d.HolidayCode).OfType<string>().Distinct())
        {
            var (vi, en) = Holidays.Name(code);
            Assert.NotEmpty(vi);
            Assert.NotEmpty(en);
        }
    }

    [Fact]
    public void Calendar_codes_are_the_codes_of_the_kinds()
    {
        Assert.Equal("public", CalendarKind.Public.Code());
        Assert.Equal("private5", CalendarKind.Private5.Code());
        Assert.Equal(CalendarKind.Public, default);
        Assert.Equal(CalendarKind.Public, CalendarKind.Parse("public"));
        Assert.Equal(CalendarKind.Private5, CalendarKind.Parse("private5"));
        Assert.Equal("nha-may-6", CalendarKind.Parse("nha-may-6")!.Value.Code());
        Assert.Null(CalendarKind.Parse("Nhà máy"));
        Assert.Same(Public, R.Calendar("public"));
        Assert.Null(R.Calendar("private6"));
    }

    private static string Weekdays(WorkingCalendar calendar, int year, bool isWorking)
    {
        var days = Enumerable.Range(0, 366).Select(new DateOnly(year, 1, 1).AddDays)
            .Where(d => d.Year == year && d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && calendar.IsWorking(d) == isWorking);
        return string.Join(' ', days.Select(Short));
    }

    private static string Short(CalendarDay day) => Short(day.Date);

    private static string Short(DateOnly day) => day.ToString("dd'/'MM", System.Globalization.CultureInfo.InvariantCulture);
}
