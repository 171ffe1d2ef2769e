using System.Globalization;
using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Staffing;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a decision about a unit's staff needs beside the staff itself.</summary>
/// <param name="Today">The calendar date in Viet Nam.</param>
public sealed record StaffingContext(DateOnly Today, Regulations Regulations, OrgTree Units);

/// <summary>
/// Decides acts on the staff of a unit: the candidate fact is the statement. Refusals (codes): <c>unknown_unit</c>, <c>future_date</c>,
/// <c>document_missing</c>, <c>quota_negative</c>, <c>quota_dates_reversed</c>, <c>quota_overlaps</c>, <c>quota_unknown</c>, <c>already_on_staff</c>,
/// <c>not_on_staff</c>, <c>already_away</c>, <c>not_away</c>, <c>unit_not_active</c>.
/// </summary>
public static class StaffingDecisions
{
    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    public static Decision Decide(StaffingState staff, StaffingEvent act, StaffingContext context)
    {
        if (context.Units.Unit(act.UnitId, act.OccurredOn) is not { } facts)
        {
            return Refuse("unknown_unit", "unit", act.UnitId.ToString("D"));
        }

        if (act.OccurredOn > context.Today)
        {
            return Refuse("future_date", "occurredOn", Iso(act.OccurredOn));
        }

        return act switch
        {
            QuotaAssigned a => Assign(staff, a),
            QuotaStruck s => staff.Struck.Contains(s.Assignment) ? Decision.Nothing
                : staff.Ledger.Exists(q => q.Fact == s.Assignment) ? Accept(s)
                : Refuse("quota_unknown", "assignment", s.Assignment.ToString("D")),
            StaffJoined j => Join(staff, j, facts, context),
            StaffLeft l => staff.StayOn(l.PersonId, l.OccurredOn) is not null ? Accept(l)
                : staff.Stays.Exists(s => s.PersonId == l.PersonId && s.To == l.OccurredOn) ? Decision.Nothing
                : NotOnStaff(l.PersonId),
            StaffAway w => staff.StayOn(w.PersonId, w.OccurredOn) is not { } stay ? NotOnStaff(w.PersonId)
                : stay.AwayOn(w.OccurredOn) is { } why ? why == w.Why ? Decision.Nothing : Refuse("already_away", "personId", w.PersonId.ToString("D"))
                : Accept(w),
            StaffBack b => staff.StayOn(b.PersonId, b.OccurredOn) is not { } stay ? NotOnStaff(b.PersonId)
                : stay.Away.Exists(a => a.To is null && a.From <= b.OccurredOn) ? Accept(b)
                : stay.Away.Exists(a => a.To == b.OccurredOn) ? Decision.Nothing
                : Refuse("not_away", "personId", b.PersonId.ToString("D")),
            _ => throw new ArgumentException($"No decision about {act.GetType().Name}.", nameof(act)),
        };
    }

    private static Decision Assign(StaffingState staff, QuotaAssigned act)
    {
        if (act.Document is null)
        {
            return Refuse("document_missing", "document", null, "STF-01");
        }

        if (act.Assigned < 0)
        {
            return Refuse("quota_negative", "assigned", act.Assigned.ToString(CultureInfo.InvariantCulture), "STF-01");
        }

        if (act.To < act.From)
        {
            return Refuse("quota_dates_reversed", "to", Iso(act.To.Value), "STF-01");
        }

        foreach (var known in staff.Ledger)
        {
            if (known.From == act.From && known.To == act.To && known.Assigned == act.Assigned && known.Document == act.Document)
            {
                return Decision.Nothing;
            }

            // An open assignment ends where the next begins; two that both claim a day contradict each other.
            if (known.From == act.From || (known.To >= act.From && known.From < act.From) || (act.To >= known.From && act.From < known.From))
            {
                return Refuse("quota_overlaps", "from", Iso(act.From), "STF-01", ("known", Iso(known.From)), ("document", known.Document?.Number ?? ""));
            }
        }

        return Accept(act);
    }

    private static Decision Join(StaffingState staff, StaffJoined act, UnitFacts unit, StaffingContext context)
    {
        if (!unit.Active)
        {
            return Refuse("unit_not_active", "unit", unit.Code);
        }

        if (staff.StayOn(act.PersonId, act.OccurredOn) is { } stay)
        {
            return stay.From == act.OccurredOn && stay.Kind == act.Kind ? Decision.Nothing : Refuse("already_on_staff", "personId", act.PersonId.ToString("D"));
        }

        var found = new CadreFindings(context.Regulations, act.OccurredOn);
        var figures = StaffingFigures.On(staff, act.UnitId, context.Units, act.OccurredOn);
        if (act.Kind == StaffKind.Permanent && figures.UnknownSince is { } since)
        {
            found.Warn("STF-03", "quota_unknown_after_merger", unblock: "assign_quota", with: ("since", Iso(since)));
        }
        else if (act.Kind == StaffKind.Permanent && figures is { Assigned: { } assigned, QuotaFact: { } fact } && figures.Present + 1 > assigned)
        {
            found.Warn("STF-02", "over_quota", [fact], "assign_quota", ("assigned", assigned.ToString(CultureInfo.InvariantCulture)), ("present", (figures.Present + 1).ToString(CultureInfo.InvariantCulture)));
        }

        return Decision.Accept(Streams.Staffing(act.UnitId), act, found.ToEvaluation(null, null));
    }

    private static Decision NotOnStaff(Guid person) => Refuse("not_on_staff", "personId", person.ToString("D"));

    private static Decision Accept(StaffingEvent act) => Decision.Accept(Streams.Staffing(act.UnitId), act);

    private static Decision Refuse(string code, string field, string? value, string? rule = null, params (string Key, string Value)[] with) =>
        Decision.Refuse(new Refusal(code, field, value, rule, with.Length == 0 ? null : with.ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal)));
}
