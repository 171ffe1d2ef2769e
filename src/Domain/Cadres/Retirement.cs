using CadreWorkflow.Domain.People;

namespace CadreWorkflow.Domain.Cadres;

using CadreWorkflow.Domain.Regulations;

/// <summary>Retirement by the Labour Code and Decree 135/2020: the age rises by some months each year until it reaches its end.</summary>
public static class Retirement
{
    private const int YearsAhead = 60;

    /// <summary>The day normal retirement age is reached, by the rule as published on a day; null without a birth date, gender or rule.</summary>
    public static DateOnly? On(Regulations regulations, DateOnly? birthDate, Gender gender, DateOnly day)
    {
        if (birthDate is not { } born || gender == Gender.Unknown
            || regulations.Parameter(gender == Gender.Male ? ParameterCatalogue.RetirementMen : ParameterCatalogue.RetirementWomen, day) is not { } found
            || found.Parameter.Steps is not [var first, var step, var last])
        {
            return null;
        }

        var from = found.Version.EffectiveFrom.Year;
        for (var year = from; year <= from + YearsAhead; year++)
        {
            var months = Math.Min(last, first + ((year - from) * step));
            if (Deadlines.AddMonths(born, months) is { } reached && (reached.Year <= year || months == last))
            {
                return reached;
            }
        }

        return null;
    }

    /// <summary>Whole months from a day to retirement, the day of the month ignored as for ages (APT-04); negative when past.</summary>
    public static int MonthsLeft(DateOnly retiresOn, DateOnly day) => Age.InMonths(day, retiresOn);
}
