using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Organisation;

/// <summary>Why a statement about a unit is none. Each names the field, and in its parameters what stands against it.</summary>
public static class UnitRefusals
{
    /// <summary>Every code, for the test that each has a text.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "future_date", "date_out_of_range", "unit_unknown", "unit_exists", "before_unit_opened", "unit_ended", "code_reused", "code_invalid", "name_invalid", "kind_not_of_tree",
        "parent_required", "parent_unknown", "parent_not_active", "parent_ends_later", "wrong_tree", "cycle", "successor_unknown", "successor_not_active", "successor_is_self",
        "successor_ends_later", "no_successor", "one_successor", "has_children", "placement_not_child", "later_fact", "contradicts_same_day", "party_body_unknown",
        "party_body_not_active", "document_incomplete", "unknown_fact", "correction_of_correction", "correction_of_other_act", "correction_changes_identity",
        "opening_cannot_be_struck", "ending_strike_first", "members_invalid",
    ];

    internal static Decision Refuse(string code, string? field, string? value, params (string Name, string Value)[] with) =>
        Decision.Refuse(Refusal(code, field, value, with));

    internal static Refusal Refusal(string code, string? field, string? value, params (string Name, string Value)[] with) => new(
        code, field, value, Parameters: with.Length == 0 ? null : with.ToDictionary(w => w.Name, w => w.Value, StringComparer.Ordinal));
}
