using System.Collections.Frozen;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Which parameters a clock reads.</summary>
/// <param name="Length">Code of the length.</param>
/// <param name="ClockStart">Code of the choice of clock start, where the version chooses; else the length's own.</param>
/// <param name="Extension">Code of the longest extension, where one may be granted.</param>
public sealed record DeadlineRule(string Rule, string Family, string Length, string? ClockStart = null, string? Extension = null);

/// <summary>The clocks of the law book, ADM-28…36.</summary>
public static class DeadlineRules
{
    private static readonly DeadlineRule[] Rules =
    [
        new("ADM-28", PolicyFamilies.Admission, ParameterCatalogue.DecisionDays, Extension: ParameterCatalogue.DecisionExtensionDays),
        new("ADM-29", PolicyFamilies.Admission, ParameterCatalogue.DecisionExtensionDays),
        new("ADM-30", PolicyFamilies.Admission, ParameterCatalogue.CeremonyDays, ParameterCatalogue.CeremonyClockStart),
        new("ADM-31", PolicyFamilies.Admission, ParameterCatalogue.ProbationMonths),
        new("ADM-32", PolicyFamilies.Admission, ParameterCatalogue.RecognitionCellDays),
        new("ADM-33", PolicyFamilies.Admission, ParameterCatalogue.RecognitionDecisionDays, Extension: ParameterCatalogue.DecisionExtensionDays),
        new("ADM-34", PolicyFamilies.Guidance, ParameterCatalogue.CertificateMonths),
        new("ADM-35", PolicyFamilies.Guidance, ParameterCatalogue.DocumentMonths),
        new("ADM-36", PolicyFamilies.Admission, ParameterCatalogue.TransferCompleteDays),
    ];

    public static readonly FrozenDictionary<string, DeadlineRule> All = Rules.ToFrozenDictionary(r => r.Rule, StringComparer.Ordinal);

    /// <summary>Whether a clock counts working days; the others count months, whatever the calendar (CAL-04).</summary>
    internal static bool CountsDays(string rule) => rule is not ("ADM-31" or "ADM-34" or "ADM-35");
}
