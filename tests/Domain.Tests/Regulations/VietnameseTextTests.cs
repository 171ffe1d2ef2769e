namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class VietnameseTextTests
{
    [Theory]
    [InlineData("28/02/2026", "28/02/2026")]
    [InlineData("3/2/26", "03/02/2026")]
    [InlineData("03022026", "03/02/2026")]
    [InlineData("2026-02-03", "03/02/2026")]
    [InlineData("03-02-2026", "03/02/2026")]
    [InlineData("3.2.2026", "03/02/2026")]
    [InlineData("  28/02/2026 ", "28/02/2026")]
    [InlineData("29/02/2028", "29/02/2028")]
    public void A_date_is_read_day_first_in_the_forms_people_type(string text, string date)
    {
        Assert.Equal(new ParsedDate(D(date), null), VietnameseDate.Parse(text));
    }

    [Theory]
    [InlineData("28/02/202", "date_year_incomplete")]
    [InlineData("28/02/2", "date_year_incomplete")]
    [InlineData("28/02/20266", "date_unreadable")]
    [InlineData("29/02/2026", "date_no_such_day")]
    [InlineData("31/04/2026", "date_no_such_day")]
    [InlineData("02/28/2026", "date_no_such_day")]
    [InlineData("00/01/2026", "date_no_such_day")]
    [InlineData("28/02", "date_unreadable")]
    [InlineData("28/02-2026", "date_unreadable")]
    [InlineData("280226", "date_unreadable")]
    [InlineData("20260203", "date_year_out_of_range")]
    [InlineData("2026/02/28", "date_unreadable")]
    [InlineData("28/02/1026", "date_year_out_of_range")]
    [InlineData("28 tháng 2", "date_unreadable")]
    [InlineData("٢٨/02/2026", "date_unreadable")]
    [InlineData("+8/02/2026", "date_unreadable")]
    [InlineData("", "date_empty")]
    [InlineData("   ", "date_empty")]
    [InlineData(null, "date_empty")]
    public void Case_64_a_broken_date_is_refused_with_a_code_and_nothing_is_guessed(string? text, string problem)
    {
        Assert.Equal(new ParsedDate(null, problem), VietnameseDate.Parse(text));
    }

    [Fact]
    public void A_birth_date_with_a_two_digit_year_is_refused()
    {
        Assert.Equal("date_year_two_digits", VietnameseDate.Parse("3/2/66", acceptTwoDigitYear: false).Problem);
        Assert.Equal(D("03/02/1966"), VietnameseDate.Parse("3/2/1966", acceptTwoDigitYear: false).Value);
    }

    [Theory]
    [InlineData(841, 2099, "40,1\u00A0%")]
    [InlineData(149, 1000, "14,9\u00A0%")]
    [InlineData(1, 3, "33,3\u00A0%")]
    [InlineData(2, 3, "66,7\u00A0%")]
    [InlineData(1, 2000, "0,1\u00A0%")]
    [InlineData(-1, 2000, "-0,1\u00A0%")]
    [InlineData(1, 2001, "0,0\u00A0%")]
    [InlineData(-1, 20001, "0,0\u00A0%")]
    [InlineData(-16, 170, "-9,4\u00A0%")]
    [InlineData(145, 154, "94,2\u00A0%")]
    [InlineData(1, 1, "100,0\u00A0%")]
    [InlineData(123, 10, "1.230,0\u00A0%")]
    [InlineData(0, 7, "0,0\u00A0%")]
    [InlineData(long.MaxValue, long.MaxValue, "100,0\u00A0%")]
    public void Case_59_a_share_is_rounded_half_away_from_zero_to_one_decimal(long numerator, long denominator, string text)
    {
        Assert.Equal(text, VietnameseNumber.Percent(numerator, denominator));
    }

    [Theory]
    [InlineData(1L, 0L)]
    [InlineData(0L, 0L)]
    [InlineData(null, 3L)]
    [InlineData(3L, null)]
    public void A_share_of_nothing_is_a_dash_and_not_zero(long? numerator, long? denominator)
    {
        Assert.Equal("–", VietnameseNumber.Percent(numerator, denominator));
    }

    [Theory]
    [InlineData("4000", 4000, Precision.Exact)]
    [InlineData("2.099", 2099, Precision.Exact)]
    [InlineData("gần 4000", 4000, Precision.About)]
    [InlineData("Gần 4.000", 4000, Precision.About)]
    [InlineData("khoảng 12", 12, Precision.About)]
    [InlineData(">21", 21, Precision.AtLeast)]
    [InlineData("trên 568", 568, Precision.AtLeast)]
    [InlineData("dưới 3", 3, Precision.AtMost)]
    [InlineData("1.234.567", 1234567, Precision.Exact)]
    public void Case_65_a_count_keeps_how_exact_it_was(string text, long value, Precision precision)
    {
        Assert.Equal(new ParsedCount(value, precision, null), VietnameseNumber.Parse(text));
    }

    [Fact]
    public void Case_65_a_qualifier_in_NFD_is_understood()
    {
        Assert.Equal(Precision.About, VietnameseNumber.Parse("gần 4000".Normalize(System.Text.NormalizationForm.FormD)).Precision);
    }

    [Theory]
    [InlineData("", "number_empty")]
    [InlineData("gần", "number_unreadable")]
    [InlineData("40,1", "number_unreadable")]
    [InlineData("4.00", "number_grouping")]
    [InlineData("4000.000", "number_grouping")]
    [InlineData("-5", "number_unreadable")]
    [InlineData("5 người", "number_unreadable")]
    [InlineData("99.999.999.999.999.999.999", "number_too_large")]
    public void What_is_no_count_is_refused_with_a_code(string text, string problem)
    {
        Assert.Equal(problem, VietnameseNumber.Parse(text).Problem);
    }

    [Theory]
    [InlineData(2099, "2.099")]
    [InlineData(7, "7")]
    [InlineData(-1258, "-1.258")]
    [InlineData(1000000, "1.000.000")]
    public void A_count_has_dots_between_thousands(long value, string text)
    {
        Assert.Equal(text, VietnameseNumber.Count(value));
    }
}
