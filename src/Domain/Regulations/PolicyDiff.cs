namespace CadreWorkflow.Domain.Regulations;

/// <summary>One parameter that two versions state differently; null where a version does not state it.</summary>
public sealed record ParameterChange(string Code, PolicyParameter? Before, PolicyParameter? After);

/// <summary>One rule whose words two versions give differently.</summary>
public sealed record RuleChange(string Rule, RuleCitation? Before, RuleCitation? After);

/// <summary>What changes from one version to another of the same family.</summary>
public sealed record PolicyDiff(PolicyVersion Before, PolicyVersion After, IReadOnlyList<ParameterChange> Parameters, IReadOnlyList<RuleChange> Rules)
{
    /// <summary>Figures, units, clock starts and rule words that differ. Articles and marks of confirmation differ with every paper and are left out.</summary>
    public static PolicyDiff Between(PolicyVersion before, PolicyVersion after)
    {
        var parameters = before.Parameters.Keys.Union(after.Parameters.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(code => new ParameterChange(code, before.Parameters.GetValueOrDefault(code), after.Parameters.GetValueOrDefault(code)))
            .Where(c => !SaysTheSame(c.Before, c.After));
        var rules = before.Rules.Keys.Union(after.Rules.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(rule => new RuleChange(rule, before.Rules.GetValueOrDefault(rule), after.Rules.GetValueOrDefault(rule)))
            .Where(c => c.Before?.ExplanationVi != c.After?.ExplanationVi);
        return new PolicyDiff(before, after, [.. parameters], [.. rules]);
    }

    private static bool SaysTheSame(PolicyParameter? a, PolicyParameter? b) =>
        a is not null && b is not null && a.Value.Equals(b.Value)
        && (a.Unit, a.Inclusive, a.ClockStart, a.RollForward) == (b.Unit, b.Inclusive, b.ClockStart, b.RollForward);
}
