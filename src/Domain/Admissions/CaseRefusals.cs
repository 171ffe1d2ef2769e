using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Admissions;

/// <summary>Everything about a case that is no statement at all and is refused to everyone. One place, so that each has its text and its test.</summary>
public static class CaseRefusals
{
    /// <summary>Every code, for texts and for the test that walks them.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "case_not_filed", "case_already_filed", "case_of_other_id", "person_mismatch", "person_not_set", "second_open_case", "previous_case_of_other_person", "previous_case_unknown",
        "superseded_by_given",
        "unknown_unit", "unit_of_other_tree", "party_body_unknown", "future_date", "date_out_of_range", "document_missing", "document_incomplete",
        "tally_missing", "tally_negative", "tally_probationary_voters", "tally_more_present_than_summoned", "tally_more_issued_than_present",
        "tally_more_returned_than_issued", "tally_more_counted_than_returned", "tally_does_not_add_up", "cell_too_small", "vote_body_without_threshold", "vote_before_rules",
        "reason_missing", "unknown_fact", "correction_of_correction", "correction_of_other_act", "correction_of_struck_fact", "correction_reason_missing", "correction_basis_missing",
        "filing_cannot_be_struck", "corrects_missing",
        "unknown_clock", "days_not_positive", "nothing_to_follow", "not_a_successor", "dates_in_wrong_order", "unknown_stage", "introducer_is_applicant",
        "override_version_unknown", "override_of_other_family", "override_version_corrected", "override_reason_missing", "override_of_strike",
    ];

    internal static Refusal NotFiled(Guid caseId) => new("case_not_filed", "caseId", caseId.ToString("D"));

    internal static Refusal AlreadyFiled(Guid caseId) => new("case_already_filed", "caseId", caseId.ToString("D"));

    internal static Refusal OtherCase(Guid caseId) => new("case_of_other_id", "caseId", caseId.ToString("D"));

    internal static Refusal PersonMismatch(Guid personId) => new("person_mismatch", "personId", personId.ToString("D"));

    internal static Refusal PersonNotSet() => new("person_not_set", "personId");

    /// <summary>One person, one open case: the second waits or is a re-referral of the first.</summary>
    internal static Refusal SecondOpenCase(Guid open) => new("second_open_case", "personId", open.ToString("D"), Parameters: P(("openCase", open.ToString("D"))));

    internal static Refusal PreviousCaseOfOtherPerson(Guid previous) => new("previous_case_of_other_person", "previousCase", previous.ToString("D"));

    internal static Refusal PreviousCaseUnknown(Guid previous) => new("previous_case_unknown", "previousCase", previous.ToString("D"));

    /// <summary>Only a re-referral supersedes a case, in its own append.</summary>
    internal static Refusal SupersededByGiven(Guid next) => new("superseded_by_given", "supersededBy", next.ToString("D"));

    internal static Refusal UnknownUnit(string field, Guid unit) => new("unknown_unit", field, unit.ToString("D"));

    internal static Refusal UnitOfOtherTree(string field, Guid unit) => new("unit_of_other_tree", field, unit.ToString("D"));

    internal static Refusal PartyBodyUnknown(Guid unionUnit) => new("party_body_unknown", "partyBody", unionUnit.ToString("D"));

    internal static Refusal FutureDate(string field, DateOnly date, DateOnly today) =>
        new("future_date", field, Iso(date), Parameters: P(("today", Iso(today))));

    internal static Refusal DateOutOfRange(string field, DateOnly date) => new("date_out_of_range", field, Iso(date));

    internal static Refusal DocumentMissing() => new("document_missing", "document");

    internal static Refusal DocumentIncomplete(string field) => new("document_incomplete", field);

    internal static Refusal TallyMissing() => new("tally_missing", "tally");

    /// <summary>The tally contradicts itself, or counts voters who have no vote (ADM-21).</summary>
    internal static Refusal TallyWrong(string code, Tally tally) =>
        new(code, "tally", tally.ToString(), code == "tally_probationary_voters" ? "ADM-21" : "ADM-19");

    internal static Refusal CellTooSmall(int voters, int minimum) => new("cell_too_small", "tally.summoned", Digits(voters), "ADM-22", P(("minimum", Digits(minimum))));

    /// <summary>A sectional committee appraises; only those above and below it have a threshold (ADM-23).</summary>
    internal static Refusal BodyWithoutThreshold(VotingBody body) => new("vote_body_without_threshold", "body", Events.Codes.Of(body), "ADM-23");

    internal static Refusal VoteBeforeRules(DateOnly on) => new("vote_before_rules", "date", Iso(on), "ADM-19");

    internal static Refusal ReasonMissing() => new("reason_missing", "reason");

    internal static Refusal UnknownFact(Guid id) => new("unknown_fact", "corrects", id.ToString("D"));

    internal static Refusal CorrectionOfCorrection(Guid id, Guid original) =>
        new("correction_of_correction", "corrects", id.ToString("D"), Parameters: P(("original", original.ToString("D"))));

    internal static Refusal CorrectionOfOtherAct(Guid id) => new("correction_of_other_act", "corrects", id.ToString("D"));

    /// <summary>What never happened cannot have happened otherwise: the act is stated anew.</summary>
    internal static Refusal CorrectionOfStruckFact(Guid id) => new("correction_of_struck_fact", "corrects", id.ToString("D"));

    internal static Refusal CorrectionReasonMissing() => new("correction_reason_missing", "correction.reason", Rule: "ADM-50");

    internal static Refusal CorrectionBasisMissing() => new("correction_basis_missing", "correction.basis.number", Rule: "ADM-50");

    internal static Refusal FilingCannotBeStruck(Guid id) => new("filing_cannot_be_struck", "corrects", id.ToString("D"));

    internal static Refusal CorrectsMissing() => new("corrects_missing", "corrects");

    internal static Refusal UnknownClock(string rule) => new("unknown_clock", "rule", rule, "ADM-29");

    internal static Refusal DaysNotPositive(int days) => new("days_not_positive", "workingDays", Digits(days), "ADM-29");

    internal static Refusal NothingToFollow() => new("nothing_to_follow", "unionUnit");

    /// <summary>A case follows its unit to where the merger or split says, and nowhere else.</summary>
    internal static Refusal NotASuccessor(string field, Guid left, Guid target, string successors) =>
        new("not_a_successor", field, target.ToString("D"), Parameters: P(("unit", left.ToString("D")), ("successors", successors)));

    internal static Refusal DatesInWrongOrder(string field, DateOnly date, DateOnly limit) =>
        new("dates_in_wrong_order", field, Iso(date), Parameters: P(("limit", Iso(limit))));

    internal static Refusal UnknownStage(string value) => new("unknown_stage", "fromStage", value, "ADM-50");

    internal static Refusal IntroducerIsApplicant(Guid id) => new("introducer_is_applicant", "introducer", id.ToString("D"), "ADM-06");

    internal static Refusal OverrideVersionUnknown(string version) => new("override_version_unknown", "override.version", version);

    internal static Refusal OverrideOfOtherFamily(string version) => new("override_of_other_family", "override.version", version);

    /// <summary>A version that was entered wrongly governs nothing new.</summary>
    internal static Refusal OverrideVersionCorrected(string version) => new("override_version_corrected", "override.version", version);

    internal static Refusal OverrideReasonMissing() => new("override_reason_missing", "override.reason");

    /// <summary>A strike says that nothing happened: there is nothing to judge.</summary>
    internal static Refusal OverrideOfStrike(string version) => new("override_of_strike", "override", version);

    internal static Dictionary<string, string> P(params (string Key, string Value)[] values) => values.ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
}
