using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// One policy version applied to an act by decision and with a reason, where the transition of a new regulation says so or a higher body does. The act
/// is judged by it whole, what earlier steps amount to included, except acts that carry an override of their own.
/// </summary>
public static class Overrides
{
    private static readonly string[] Families = [PolicyFamilies.Admission, PolicyFamilies.Guidance];

    /// <summary>The versions that may be applied to an act of a case: those of admission and its guidance that nobody corrected, newest first.</summary>
    public static IReadOnlyList<PolicyVersion> Choices(Regulations regulations) =>
        [.. regulations.Policies.Where(v => Families.Contains(v.Family, StringComparer.Ordinal) && Speaks(regulations, v.Id)).OrderByDescending(v => v.EffectiveFrom).ThenBy(v => v.Id, StringComparer.Ordinal)];

    /// <summary>Why an override cannot stand; null when its version governs cases and its reason is given.</summary>
    public static Refusal? Refuse(string? version, string? reason, Regulations regulations) =>
        string.IsNullOrWhiteSpace(reason) ? CaseRefusals.OverrideReasonMissing() : Version(version, regulations);

    internal static Refusal? Refuse(PolicyOverride stated, CaseEvent act, Regulations regulations) =>
        act is FactStruck ? CaseRefusals.OverrideOfStrike(stated.Version)
        : stated.NoteId == Guid.Empty ? CaseRefusals.OverrideReasonMissing()
        : Version(stated.Version, regulations);

    private static Refusal? Version(string? version, Regulations regulations)
    {
        if (string.IsNullOrWhiteSpace(version) || regulations.Document(version) is not { } document)
        {
            return CaseRefusals.OverrideVersionUnknown(version ?? "");
        }

        return !Families.Contains(document.Policy?.Family, StringComparer.Ordinal) ? CaseRefusals.OverrideOfOtherFamily(version)
            : !regulations.Speaks(document) ? CaseRefusals.OverrideVersionCorrected(version)
            : null;
    }

    private static bool Speaks(Regulations regulations, string version) => regulations.Document(version) is { } document && regulations.Speaks(document);
}
