using System.Globalization;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using static CadreWorkflow.Domain.Events.InvariantText;

namespace CadreWorkflow.Domain.Duties;

/// <summary>
/// Decides acts about what a unit owes again and again: the candidate fact is the statement. Refusals (codes): see <see cref="Codes"/>.
/// </summary>
public static class DutyDecisions
{
    private const int MostTimes = 31;
    private const int MostTallied = 1_000_000;

    /// <summary>Codes of what is refused.</summary>
    public static IReadOnlyList<string> Codes { get; } =
    [
        "unknown_unit", "unit_not_active", "future_date", "document_missing", "duty_times_invalid", "duty_not_scheduled", "duty_exists", "duty_already_runs", "duty_unknown", "duty_before_start",
        "duty_ended", "duty_held_before_period", "duty_fact_unknown", "paper_dates_reversed", "tally_held_exceeds_due", "tally_year_invalid", "tally_exists",
    ];

    /// <summary>Decides one act. Stating what already holds decides nothing.</summary>
    /// <param name="today">The calendar date in Viet Nam.</param>
    public static Decision Decide(DutyState state, DutyEvent act, OrgTree units, DateOnly today)
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
            DutyScheduled scheduled => Schedule(state, scheduled, unit),
            DutyHeld held => Hold(state, held),
            DutyEnded ended => End(state, ended),
            DutyFactStruck struck => state.Struck.Contains(struck.Fact) ? Decision.Nothing
                : state.AllRecorded.Any(r => r.Id == struck.Fact && r.Event is not DutyFactStruck) ? Accept(struck)
                : Refuse("duty_fact_unknown", "fact", struck.Fact.ToString("D"), "DUT-03"),
            WorkingPaperAdopted paper => Adopt(state, paper, unit),
            DutyTallied tally => Tally(state, tally),
            _ => throw new ArgumentException($"No decision about {act.GetType().Name}.", nameof(act)),
        };
    }

    private static Decision Schedule(DutyState state, DutyScheduled act, UnitFacts unit)
    {
        if (!unit.Active)
        {
            return Refuse("unit_not_active", "unit", unit.Code);
        }

        // Reviews of plans and declarations are already on record where they are done; a second list of them would contradict it.
        if (act.Kind is DutyKind.PlanReview or DutyKind.YearlyDeclaration)
        {
            return Refuse("duty_not_scheduled", "kind", Events.Codes.Of(act.Kind), act.Kind == DutyKind.PlanReview ? "PLN-15" : "AST-02", ("duty_kind", Events.Codes.Of(act.Kind)));
        }

        if (act.Times is < 1 or > MostTimes)
        {
            return Refuse("duty_times_invalid", "times", Text(act.Times), "DUT-01");
        }

        if (state.Find(act.DutyId) is { } known)
        {
            return known.Said == act ? Decision.Nothing : Refuse("duty_exists", "dutyId", act.DutyId.ToString("D"), "DUT-01");
        }

        return state.Duties.Find(d => d.Said.Kind == act.Kind && d.Said.Period == act.Period && (d.EndedOn is null || d.EndedOn > act.From)) is { } running
            ? Refuse("duty_already_runs", "kind", Events.Codes.Of(act.Kind), "DUT-01", ("duty_kind", Events.Codes.Of(act.Kind)), ("since", Iso(running.Said.From)))
            : Accept(act);
    }

    private static Decision Hold(DutyState state, DutyHeld act)
    {
        if (state.Find(act.DutyId) is not { } duty)
        {
            return Refuse("duty_unknown", "dutyId", act.DutyId.ToString("D"), "DUT-03");
        }

        var period = Periods.First(duty.Said.Period, act.For ?? act.OccurredOn);
        if (period < Periods.First(duty.Said.Period, duty.Said.From))
        {
            return Refuse("duty_before_start", act.For is null ? "occurredOn" : "for", Iso(act.For ?? act.OccurredOn), "DUT-03", ("since", Iso(duty.Said.From)));
        }

        if (act.OccurredOn < period)
        {
            return Refuse("duty_held_before_period", "for", Iso(act.For!.Value), "DUT-03", ("from", Iso(period)));
        }

        if (duty.EndedOn <= period)
        {
            return Refuse("duty_ended", "dutyId", Iso(duty.EndedOn.Value), "DUT-03");
        }

        return duty.Held.Exists(h => h.Said == act) ? Decision.Nothing : Accept(act);
    }

    private static Decision End(DutyState state, DutyEnded act) =>
        state.Find(act.DutyId) is not { } duty ? Refuse("duty_unknown", "dutyId", act.DutyId.ToString("D"), "DUT-03")
        : duty.EndedOn is { } ended ? (ended == act.OccurredOn ? Decision.Nothing : Refuse("duty_ended", "dutyId", Iso(ended), "DUT-03"))
        : act.OccurredOn < duty.Said.From ? Refuse("duty_before_start", "occurredOn", Iso(act.OccurredOn), "DUT-03", ("since", Iso(duty.Said.From)))
        : Accept(act);

    private static Decision Adopt(DutyState state, WorkingPaperAdopted act, UnitFacts unit) =>
        !unit.Active ? Refuse("unit_not_active", "unit", unit.Code)
        : act.Document is null ? Refuse("document_missing", "document", null, "DUT-04")
        : act.To < act.From ? Refuse("paper_dates_reversed", "to", Iso(act.To.Value), "DUT-04")
        : state.Papers.Exists(p => p.Said == act) ? Decision.Nothing
        : Accept(act);

    private static Decision Tally(DutyState state, DutyTallied act) =>
        act.Document is null ? Refuse("document_missing", "document", null, "DUT-05")
        : act.Due is < 0 or > MostTallied || act.Held < 0 || act.Held > act.Due ? Refuse("tally_held_exceeds_due", "held", Text(act.Held), "DUT-05", ("due", Text(act.Due)))
        : act.Year > act.OccurredOn.Year || act.Year < 1975 ? Refuse("tally_year_invalid", "year", Text(act.Year), "DUT-05")
        : state.Tallies.Find(t => t.Said.Kind == act.Kind && t.Said.Year == act.Year) is not { } known ? Accept(act)
        : known.Said == act ? Decision.Nothing
        : Refuse("tally_exists", "year", Text(act.Year), "DUT-05", ("document", known.Said.Document?.Number ?? ""));

    private static Decision Accept(DutyEvent act) => Decision.Accept(Streams.Duties(act.UnitId), act);

    private static Decision Refuse(string code, string field, string? value, string? rule = null, params (string Key, string Value)[] with) =>
        Decision.Refuse(new(code, field, value, rule, with.Length == 0 ? null : with.ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal)));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
