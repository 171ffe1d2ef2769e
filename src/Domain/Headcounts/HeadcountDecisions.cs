using System.Globalization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Headcounts;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// Decides reports of counts: the candidate fact is the statement. Refusals (codes): see <see cref="Codes"/>. Counts that contradict each other are no
/// statement at all; counts that are merely unlikely are the unit's own to answer for.
/// </summary>
public static class HeadcountDecisions
{
    private const int Most = 10_000_000;

    /// <summary>Codes of what is refused.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "unknown_unit", "unit_not_active", "future_date", "document_missing", "headcount_empty", "headcount_out_of_range", "headcount_gender_does_not_add_up", "headcount_part_exceeds_members",
        "headcount_members_exceed_workers", "headcount_unknown", "headcount_replaced", "headcount_exists",
    ];

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    /// <param name="today">The calendar date in Viet Nam.</param>
    public static Decision Decide(HeadcountState state, HeadcountEvent act, OrgTree units, DateOnly today)
    {
        if (units.Unit(act.UnitId, act.OccurredOn) is not { } unit)
        {
            return Refuse("unknown_unit", "unit", act.UnitId.ToString("D"));
        }

        if (act.OccurredOn > today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        return act switch
        {
            HeadcountReported report => Report(state, report, unit),
            HeadcountStruck struck => Strike(state, struck),
            _ => throw new ArgumentException($"No decision about {act.GetType().Name}.", nameof(act)),
        };
    }

    private static Decision Report(HeadcountState state, HeadcountReported act, UnitFacts unit)
    {
        if (!unit.Active)
        {
            return Refuse("unit_not_active", "unit", unit.Code);
        }

        if (act.Document is null)
        {
            return Refuse("document_missing", "document", null, "HDC-01");
        }

        if (Contradiction(act) is { } contradiction)
        {
            return Decision.Refuse(contradiction);
        }

        if (act.Replaces is { } earlier)
        {
            if (state.Reports.Find(r => r.Fact == earlier) is not { } known)
            {
                return Refuse("headcount_unknown", "replaces", earlier.ToString("D"), "HDC-05");
            }

            if (!known.Counts)
            {
                return state.Reports.Exists(r => r.Said == act) ? Decision.Nothing : Refuse("headcount_replaced", "replaces", earlier.ToString("D"), "HDC-05");
            }
        }

        var same = state.Reports.Find(r => r.Counts && r.Fact != act.Replaces && r.Said.Body == act.Body && r.Said.OccurredOn == act.OccurredOn);
        return same is null ? Accept(act)
            : same.Said with { Replaces = null } == act with { Replaces = null } ? Decision.Nothing
            : Refuse("headcount_exists", "occurredOn", Iso(act.OccurredOn), "HDC-05", ("document", same.Said.Document?.Number ?? ""));
    }

    private static Decision Strike(HeadcountState state, HeadcountStruck act) =>
        state.Reports.Find(r => r.Fact == act.Report) is not { } known ? Refuse("headcount_unknown", "report", act.Report.ToString("D"), "HDC-05")
        : known.Struck ? Decision.Nothing
        : known.ReplacedBy is not null ? Refuse("headcount_replaced", "report", act.Report.ToString("D"), "HDC-05")
        : Accept(act);

    /// <summary>What cannot be true of one report, whoever says it; null when nothing.</summary>
    internal static Refusal? Contradiction(HeadcountReported act)
    {
        var f = act.Figures;
        (string Field, int? Value)[] all =
        [
            ("workers", f.Workers), ("members", f.Members), ("men", f.Men), ("women", f.Women), ("genderUnknown", f.GenderUnknown), ("partyMembers", f.PartyMembers), ("doctors", f.Doctors),
            ("masters", f.Masters), ("bachelors", f.Bachelors), ("theoryAdvanced", f.TheoryAdvanced),
        ];
        if (Array.TrueForAll(all, a => a.Value is null))
        {
            return Of("headcount_empty", "members", null, "HDC-01");
        }

        if (Array.Find(all, a => a.Value is < 0 or > Most) is { Field: not null } odd)
        {
            return Of("headcount_out_of_range", odd.Field, Text(odd.Value!.Value), "HDC-01");
        }

        if (f.Members is not { } members)
        {
            return null;
        }

        // Rounded figures need not add up; a part larger than the whole is wrong however it was rounded.
        var gender = (f.Men ?? 0) + (f.Women ?? 0) + (f.GenderUnknown ?? 0);
        if (gender > members || (gender != members && f is { Men: not null, Women: not null } && act.Precision == Precision.Exact))
        {
            return Of("headcount_gender_does_not_add_up", "members", Text(members), "HDC-02", ("sum", Text(gender)));
        }

        foreach (var (field, value) in all.Where(a => a.Field is "partyMembers" or "doctors" or "masters" or "bachelors" or "theoryAdvanced"))
        {
            if (value > members)
            {
                return Part(field, value.Value, members);
            }
        }

        // One person has one highest degree, but counts of several bodies hold a person as often as they are a member (HDC-04).
        var degrees = (f.Doctors ?? 0) + (f.Masters ?? 0) + (f.Bachelors ?? 0);
        if (act.Body != CountedBody.Together && degrees > members)
        {
            return Part("bachelors", degrees, members);
        }

        return act.Body == CountedBody.Union && f.Workers < members
            ? Of("headcount_members_exceed_workers", "members", Text(members), "HDC-03", ("workers", Text(f.Workers.Value)))
            : null;
    }

    private static Refusal Part(string field, int value, int members) => Of("headcount_part_exceeds_members", field, Text(value), "HDC-03", ("members", Text(members)));

    private static Decision Accept(HeadcountEvent act) => Decision.Accept(Streams.Headcount(act.UnitId), act);

    private static Decision Refuse(string code, string field, string? value, string? rule = null, params (string Key, string Value)[] with) => Decision.Refuse(Of(code, field, value, rule, with));

    private static Refusal Of(string code, string field, string? value, string? rule, params (string Key, string Value)[] with) =>
        new(code, field, value, rule, with.Length == 0 ? null : with.ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
