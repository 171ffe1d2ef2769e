namespace CadreWorkflow.Domain.Tests.Regulations;

using CadreWorkflow.Domain.Regulations;
using Xunit;

public sealed class WorkedExampleTests
{
    private static readonly Regulations R = Regulations.FromFiles();

    [Theory]
    [InlineData("W1", "2026-01-09", 60, "2026-04-09", "2026-04-10")]
    [InlineData("W2", "2026-01-09", 30, "2026-02-26", "2026-02-27")]
    [InlineData("W4", "2026-06-15", 60, "2026-09-09", "2026-09-09")]
    [InlineData("W6", "2026-02-18", 30, "2026-04-03", "2026-04-03")]
    [InlineData("W9", "2026-08-03", 30, "2026-09-16", "2026-09-16")]
    [InlineData("W11", "2026-12-01", 60, "2027-03-03", "2027-03-03")]
    [InlineData("W12", "2026-12-23", 30, "2027-02-04", "2027-02-04")]
    public void The_worked_examples_of_section_10_3_hold_for_both_calendars(string example, string start, int length, string expectedPublic, string expectedPrivate)
    {
        Assert.Equal(Day(expectedPublic), R.Calendar(CalendarKind.Public).AddWorkingDays(Day(start), length));
        Assert.Equal(Day(expectedPrivate), R.Calendar(CalendarKind.Private5).AddWorkingDays(Day(start), length));
        Assert.StartsWith("W", example, StringComparison.Ordinal);
    }

    private static DateOnly Day(string iso) => DateOnly.Parse(iso, System.Globalization.CultureInfo.InvariantCulture);
}
