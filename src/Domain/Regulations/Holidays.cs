using CadreWorkflow.Domain.Regulations.Files;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Codes of the statutory days, and how many days off each gives by law. Their dates are data, never computed from a lunar calendar.</summary>
public static class Holidays
{
    public const string NewYear = "new_year";
    public const string Tet = "tet";
    public const string HungKings = "hung_kings";
    public const string Reunification = "reunification_day";
    public const string Labour = "labour_day";
    public const string National = "national_day";
    public const string Culture = "culture_day";

    /// <summary>24/11 is a day off from 2026 on (resolution 28/2026/QH16, in force 01/7/2026).</summary>
    internal const int CultureFromYear = 2026;

    // The second day off around 02/9 came with the Labour Code of 2019, in force 01/01/2021.
    private const int TwoNationalDaysFromYear = 2021;

    /// <summary>Name of a holiday: Vietnamese, English.</summary>
    public static (string Vi, string En) Name(string code) => (RuleCatalogue.Holidays[code].Vi, RuleCatalogue.Holidays[code].En);

    public static bool IsKnown(string code) => RuleCatalogue.IsHoliday(code);

    internal static IEnumerable<(string Holiday, int Count)> StatutoryDays(int year) =>
    [
        (NewYear, 1), (Tet, 5), (HungKings, 1), (Reunification, 1), (Labour, 1),
        (National, year >= TwoNationalDaysFromYear ? 2 : 1), (Culture, year >= CultureFromYear ? 1 : 0),
    ];
}
