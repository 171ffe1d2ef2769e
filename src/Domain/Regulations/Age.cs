namespace CadreWorkflow.Domain.Regulations;

/// <summary>Ages as the admission rule counts them (ADM-01).</summary>
public static class Age
{
    /// <summary>Age in months "tính theo tháng": the day of the month is ignored. Negative for a birth after the day.</summary>
    public static int InMonths(DateOnly birth, DateOnly on) =>
        ((on.Year - birth.Year) * 12) + (on.Month - birth.Month);

    /// <summary>Completed years on a day; someone born on 29/02 completes a year on 28/02 of a common year (CAL-02).</summary>
    public static int InCompletedYears(DateOnly birth, DateOnly on)
    {
        var years = on.Year - birth.Year;
        return birth.AddYears(years) > on ? years - 1 : years;
    }
}
