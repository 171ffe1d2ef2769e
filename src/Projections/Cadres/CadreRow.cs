using NpgsqlTypes;

namespace CadreWorkflow.Projections.Cadres;

/// <summary>One of the tables of cadre work: its name and the columns after key and recorded times.</summary>
internal sealed record CadreTable(string Name, IReadOnlyList<(string Name, NpgsqlDbType Type)> Columns)
{
    private const NpgsqlDbType Ids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;
    private const NpgsqlDbType Days = NpgsqlDbType.Array | NpgsqlDbType.Date;
    private const NpgsqlDbType Numbers = NpgsqlDbType.Array | NpgsqlDbType.Integer;
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;

    internal static readonly CadreTable Tenure = Of(
        "tenure", ("person_id", NpgsqlDbType.Uuid), ("post_id", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("decided_on", NpgsqlDbType.Date), ("from_on", NpgsqlDbType.Date),
        ("term_ends_on", NpgsqlDbType.Date), ("to_on", NpgsqlDbType.Date), ("left_by", NpgsqlDbType.Text));

    internal static readonly CadreTable PlannedPost = Of(
        "planned_post", ("person_id", NpgsqlDbType.Uuid), ("plan_id", NpgsqlDbType.Uuid), ("post_id", NpgsqlDbType.Uuid), ("level", NpgsqlDbType.Text), ("from_on", NpgsqlDbType.Date),
        ("to_on", NpgsqlDbType.Date), ("reason", NpgsqlDbType.Text));

    internal static readonly CadreTable Proposal = Of(
        "proposal", ("person_id", NpgsqlDbType.Uuid), ("appointment_id", NpgsqlDbType.Uuid), ("post_id", NpgsqlDbType.Uuid), ("from_on", NpgsqlDbType.Date), ("to_on", NpgsqlDbType.Date));

    internal static readonly CadreTable Discipline = Of(
        "discipline", ("person_id", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("on_day", NpgsqlDbType.Date), ("ended_on", NpgsqlDbType.Date));

    internal static readonly CadreTable Plan = Of(
        "cadre_plan", ("body", NpgsqlDbType.Uuid), ("term", NpgsqlDbType.Text), ("term_from", NpgsqlDbType.Date), ("term_to", NpgsqlDbType.Date), ("opened_on", NpgsqlDbType.Date),
        ("closed_on", NpgsqlDbType.Date), ("review_years", Numbers), ("review_days", Days), ("step_numbers", Numbers), ("step_days", Days));

    internal static readonly CadreTable PlanName = Of(
        "plan_name", ("plan_id", NpgsqlDbType.Uuid), ("person_id", NpgsqlDbType.Uuid), ("post_id", NpgsqlDbType.Uuid), ("approved_by", NpgsqlDbType.Uuid), ("from_on", NpgsqlDbType.Date),
        ("to_on", NpgsqlDbType.Date), ("reason", NpgsqlDbType.Text), ("gender", NpgsqlDbType.Text), ("age_years", NpgsqlDbType.Integer), ("education", NpgsqlDbType.Text),
        ("theory", NpgsqlDbType.Text), ("science_technology", NpgsqlDbType.Boolean));

    internal static readonly CadreTable Procedure = Of(
        "personnel_procedure", ("post_id", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("source", NpgsqlDbType.Text), ("opened_on", NpgsqlDbType.Date), ("policy_on", NpgsqlDbType.Date),
        ("candidates", Ids), ("candidate_days", Days), ("step_numbers", Numbers), ("step_days", Days), ("decided_on", NpgsqlDbType.Date), ("decided_by", NpgsqlDbType.Uuid),
        ("person_id", NpgsqlDbType.Uuid), ("in_force_from", NpgsqlDbType.Date), ("term_ends_on", NpgsqlDbType.Date), ("ended_on", NpgsqlDbType.Date), ("ended_by", NpgsqlDbType.Text));

    internal static readonly CadreTable Quota = Of(
        "staff_quota", ("unit", NpgsqlDbType.Uuid), ("assigned", NpgsqlDbType.Integer), ("from_on", NpgsqlDbType.Date), ("to_on", NpgsqlDbType.Date), ("document_number", NpgsqlDbType.Text),
        ("document_on", NpgsqlDbType.Date), ("document_issuer", NpgsqlDbType.Text), ("document_kept_at", NpgsqlDbType.Text));

    internal static readonly CadreTable Stay = Of(
        "staff_stay", ("unit", NpgsqlDbType.Uuid), ("person_id", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("from_on", NpgsqlDbType.Date), ("to_on", NpgsqlDbType.Date),
        ("away_from", Days), ("away_to", Days), ("away_why", Texts));

    internal static readonly CadreTable Duty = Of(
        "declaration_duty", ("person_id", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("year", NpgsqlDbType.Integer), ("arose_on", NpgsqlDbType.Date), ("due_on", NpgsqlDbType.Date),
        ("filed_on", NpgsqlDbType.Date), ("handed_over_on", NpgsqlDbType.Date), ("published_on", NpgsqlDbType.Date), ("waived_on", NpgsqlDbType.Date));

    private static CadreTable Of(string name, params (string, NpgsqlDbType)[] columns) => new(name, columns);
}

/// <summary>A row as an aggregate's state has it, without the positions at which it was known.</summary>
/// <param name="Key">The fact or thing the row is of; unique in its table among what is known at one position.</param>
internal sealed record CadreRow(CadreTable Table, Guid Key, object?[] Values)
{
    internal bool Says(CadreRow other) => System.Collections.StructuralComparisons.StructuralEqualityComparer.Equals(Values, other.Values);
}
