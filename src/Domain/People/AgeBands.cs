namespace CadreWorkflow.Domain.People;

/// <summary>The bands of the statistics (6.3), by completed years.</summary>
public static class AgeBands
{
    /// <summary>The band of someone born on a day, on another day. Unknown without a birth date, or before birth.</summary>
    public static AgeBand On(DateOnly? birthDate, DateOnly day)
    {
        if (birthDate is not { } born || born > day)
        {
            return AgeBand.Unknown;
        }

        return CompletedYears(born, day) switch
        {
            < 18 => AgeBand.Under18,
            <= 30 => AgeBand.From18To30,
            <= 35 => AgeBand.From31To35,
            <= 40 => AgeBand.From36To40,
            <= 45 => AgeBand.From41To45,
            <= 50 => AgeBand.From46To50,
            <= 55 => AgeBand.From51To55,
            <= 60 => AgeBand.From56To60,
            _ => AgeBand.Over60,
        };
    }

    /// <summary>Birthdays had by a day; someone born on 29/02 has it on 28/02 in other years (CAL-02).</summary>
    public static int CompletedYears(DateOnly born, DateOnly day)
    {
        var years = day.Year - born.Year;
        return born.AddYears(years) > day ? years - 1 : years;
    }
}
