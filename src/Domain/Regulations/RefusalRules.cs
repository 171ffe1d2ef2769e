using System.Collections.Frozen;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>
/// The rule each refusal rests on, by code: an article of the law book where law says no, else a principle of the record itself (REC-01…17), whose
/// text is the product's own. Every catalogue of refusal codes is walked by a test, so a new code must be added here.
/// </summary>
public static class RefusalRules
{
    private static readonly (string Rule, string[] Codes)[] Table =
    [
        ("ADM-06", ["introducer_is_applicant"]),
        ("ADM-19", [
            "tally_missing", "tally_negative", "tally_more_present_than_summoned", "tally_more_issued_than_present", "tally_more_returned_than_issued", "tally_more_counted_than_returned",
            "tally_does_not_add_up",
        ]),
        ("ADM-21", ["tally_probationary_voters"]),
        ("ADM-22", ["cell_too_small"]),
        ("ADM-23", ["vote_body_without_threshold"]),
        ("ADM-29", ["unknown_clock", "days_not_positive", "deadline_extension_not_allowed", "deadline_extension_too_long"]),
        ("ADM-50", ["unknown_stage"]),
        ("APT-12", ["term_missing", "term_reversed"]),
        ("APT-14", ["term_not_later"]),
        ("APT-42", ["candidate_for_other_post", "no_tie", "not_a_candidate", "step_has_no_votes", "step_unknown"]),
        ("AST-01", ["obligation_exists", "obligation_waived"]),
        ("AST-02", ["obligation_year_invalid", "round_too_large"]),
        ("AST-06", ["control_body_missing"]),
        ("AST-07", ["not_filed"]),
        ("CAL-07", ["deadline_unknown_calendar"]),
        ("PLN-13", ["discipline_unknown"]),
        ("PLN-14", ["not_in_plan"]),
        ("PLN-15", ["review_year_invalid"]),
        ("STF-01", ["quota_dates_reversed", "quota_negative", "quota_overlaps"]),
        ("DUT-01", ["duty_times_invalid", "duty_not_scheduled", "duty_exists", "duty_already_runs"]),
        ("DUT-03", ["duty_unknown", "duty_before_start", "duty_held_before_period", "duty_ended", "duty_fact_unknown"]),
        ("DUT-04", ["paper_dates_reversed"]),
        ("DUT-05", ["tally_held_exceeds_due", "tally_year_invalid", "tally_exists"]),
        ("HDC-01", ["headcount_empty", "headcount_out_of_range"]),
        ("HDC-02", ["headcount_gender_does_not_add_up"]),
        ("HDC-03", ["headcount_part_exceeds_members", "headcount_members_exceed_workers"]),
        ("HDC-05", ["headcount_unknown", "headcount_replaced", "headcount_exists"]),

        ("REC-01", ["case_already_filed", "case_of_other_id", "person_mismatch", "second_open_case", "previous_case_of_other_person", "superseded_by_given", "duplicate_row", "same_person_in_file", "possible_same_person"]),
        ("REC-02", ["future_date", "future_instant", "date_out_of_range", "dates_in_wrong_order", "dates_reversed", "plan_term_reversed", "born_after_referral", "instrument_after_today",
            "report_dates_reversed", "report_in_the_future", "report_paper_in_the_future"]),
        ("REC-03", ["document_missing", "document_incomplete", "certificate_exists", "certificate_number_used", "certificates_exist", "certificate_unknown", "reissue_not_issuers_error",
            "confirmation_too_late", "confirmed_level_missing"]),
        ("REC-04", [
            "unknown_fact", "correction_of_correction", "correction_of_other_act", "correction_of_struck_fact", "filing_cannot_be_struck", "corrects_missing", "correction_basis_missing",
            "correction_changes_identity", "opening_cannot_be_struck", "ending_strike_first", "exit_follows_from_case", "later_fact_stands_on_it", "procedure_cannot_be_struck",
        ]),
        ("REC-05", [
            "case_not_filed", "person_not_set", "previous_case_unknown", "unknown_unit", "unknown_case", "unknown_person", "unknown_class", "unit_unknown", "class_unknown",
            "parent_unknown", "successor_unknown", "party_body_unknown", "ambiguous_reference", "post_unknown", "plan_unknown", "procedure_unknown", "obligation_unknown",
            "quota_unknown", "programme_unknown", "unknown_programme", "ambiguous_person",
        ]),
        ("REC-06", ["unit_of_other_tree", "wrong_tree", "kind_not_of_tree", "parent_required", "cycle"]),
        ("REC-07", [
            "nothing_to_follow", "not_a_successor", "before_unit_opened", "unit_ended", "parent_not_active", "parent_ends_later", "successor_not_active", "successor_is_self",
            "successor_ends_later", "no_successor", "one_successor", "has_children", "placement_not_child", "later_fact", "contradicts_same_day", "party_body_not_active",
            "unit_not_active",
        ]),
        ("REC-08", ["code_reused", "code_invalid", "name_invalid", "unit_exists", "class_exists", "programme_exists", "post_exists", "post_code_invalid", "post_code_used", "post_rank_invalid", "post_seats_invalid", "post_term_invalid"]),
        ("REC-09", ["reason_missing", "reason_required", "correction_reason_missing", "override_reason_missing"]),
        ("REC-10", ["seats_invalid", "class_cancelled", "class_ended", "class_full", "not_enrolled", "before_class_started", "class_not_open", "class_differs_from_plan",
            "kind_without_class", "kind_without_certificate", "result_exists", "not_attended", "programme_closed"]),
        ("ST-22", ["reported_count_invalid"]),
        ("ST-09", ["more_results_than_enrolled"]),
        ("REC-11", [
            "invalid_json", "unknown_member", "missing_member", "invalid_value", "invalid_date", "invalid_instant", "nul_character", "control_character", "text_looks_tcvn3",
            "text_looks_vni", "text_too_long", "body_too_large", "unsupported_media_type", "bad_request", "invalid_if_match", "invalid_idempotency_key", "invalid_parameter",
            "method_not_allowed", "unknown_act", "required", "unknown_code", "not_yes_or_no", "not_a_count", "not_a_name", "formula", "cell_error", "cell_too_long", "person_not_named", "members_invalid", "report_too_wide",
        ]),
        ("REC-12", ["unauthenticated", "forbidden", "not_found", "csrf"]),
        ("REC-13", ["stale_version", "version_conflict", "key_reused", "in_flight"]),
        ("REC-15", [
            "vote_before_rules", "deadline_unknown_rule", "deadline_start_outside_policy", "deadline_start_outside_calendar", "deadline_due_outside_calendar",
            "deadline_clock_start_missing", "override_version_unknown", "override_of_other_family", "override_version_corrected", "override_of_strike",
        ]),
        ("REC-16", [
            "already_away", "already_in_post", "already_on_staff", "follows_from_other_record", "not_away", "not_in_post", "not_on_staff", "plan_closed", "plan_exists",
            "post_abolished", "post_of_other_body", "procedure_exists", "procedure_over",
        ]),
        ("REC-17", ["four_eyes", "draft_closed", "draft_of_other_account"]),
    ];

    /// <summary>Families of codes that are refused for one reason each.</summary>
    private static readonly (string Start, string Rule)[] Families =
        [("date_", "REC-11"), ("number_", "REC-11"), ("document_", "REC-03"), ("policy_", "REC-14"), ("calendar_", "REC-14"), ("version_", "REC-14"), ("file_", "REC-14"), ("what_if_", "REC-15")];

    private static readonly FrozenDictionary<string, string> ByCode =
        Table.SelectMany(row => row.Codes.Select(code => (code, row.Rule))).ToFrozenDictionary(p => p.code, p => p.Rule, StringComparer.Ordinal);

    /// <summary>Every code listed by itself.</summary>
    public static IEnumerable<string> Codes => ByCode.Keys;

    /// <summary>The rule a refusal of this code rests on; null for a code nobody listed.</summary>
    public static string? Find(string code) =>
        ByCode.TryGetValue(code, out var rule) ? rule : Array.Find(Families, f => code.StartsWith(f.Start, StringComparison.Ordinal)).Rule;

    /// <summary>As <see cref="Find"/>; what nobody listed could not be read.</summary>
    internal static string Of(string code) => Find(code) ?? "REC-11";
}
