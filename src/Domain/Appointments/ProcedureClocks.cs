using CadreWorkflow.Domain.Cadres;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Appointments;

using CadreWorkflow.Domain.Regulations;

/// <summary>A working-day clock of a procedure, with everything that explains it.</summary>
/// <param name="Rule">APT-10 or APT-11.</param>
/// <param name="Start">Not itself counted (CAL-01).</param>
/// <param name="Length">Working days.</param>
/// <param name="Due">The last day that is on time.</param>
/// <param name="MetOn">The day the act was done; null while it is awaited.</param>
/// <param name="Confirmed">Whether the length was confirmed for the version.</param>
/// <param name="Provisional">The count rests on an unannounced year.</param>
/// <param name="Days">Every day from the day after the start to the end.</param>
public sealed record ProcedureClock(
    string Rule, DateOnly Start, int Length, DateOnly Due, DateOnly? MetOn, string PolicyVersion, string Article, bool Confirmed, string CalendarVersion, string Calendar,
    bool Provisional, Guid ActingUnit, IReadOnlyList<CountedDay> Days);

/// <summary>
/// The clocks of a procedure: the answer on the policy (APT-11) and the whole procedure once it is approved (APT-10). A version that lays down no length
/// gives no clock. Late is a fault that is shown, never a bar.
/// </summary>
public static class ProcedureClocks
{
    /// <summary>The clocks that ran by a day, in the order they started.</summary>
    public static IReadOnlyList<ProcedureClock> Of(AppointmentHistory procedure, Regulations regulations, OrgTree units, PostFacts post, DateOnly day)
    {
        var clocks = new List<ProcedureClock>();
        if (procedure.Opened is not { } opened || opened.OccurredOn > day)
        {
            return clocks;
        }

        var policy = procedure.Policy is { } p && p.Event.OccurredOn <= day ? p.Event : null;
        DateOnly? over = procedure.Decided is { } d && d.Event.OccurredOn <= day ? d.Event.OccurredOn : procedure.Ended is { } e && e.Event.OccurredOn <= day ? e.Event.OccurredOn : null;
        // A refusal is an answer too; a procedure over without any has no clock to show.
        var answered = policy?.OccurredOn ?? (procedure.Ended is { Event.Why: ProcedureEnding.PolicyRefused } refused ? refused.Event.OccurredOn : null);
        if ((answered ?? over) == answered
            && Clock(regulations, units, "APT-11", ParameterCatalogue.AppointmentPolicyDays, opened.OccurredOn, post.ManagedBy, answered) is { } answer)
        {
            clocks.Add(answer);
        }

        if (policy is not null && Clock(regulations, units, "APT-10", ParameterCatalogue.AppointmentProcedureDays, policy.OccurredOn, post.ManagedBy, over) is { } whole)
        {
            clocks.Add(whole);
        }

        return clocks;
    }

    private static ProcedureClock? Clock(Regulations regulations, OrgTree units, string rule, string code, DateOnly start, Guid body, DateOnly? metOn)
    {
        if (regulations.Parameter(code, start) is not { } length || units.Unit(body, start) is not { } unit)
        {
            return null;
        }

        var calendar = regulations.Calendar(unit.Calendar);
        if (!calendar.Covers(start) || calendar.AddWorkingDays(start, length.Parameter.Int) is not { } due)
        {
            return null;
        }

        return new(
            rule, start, length.Parameter.Int, due, metOn, length.Version.Id, length.Parameter.Article, length.Parameter.Confirmed, calendar.VersionsBetween(start, due), unit.Calendar.Code(),
            calendar.IsProvisional(start, due), body, [.. Enumerable.Range(1, due.DayNumber - start.DayNumber).Select(n => calendar.Describe(start.AddDays(n)))]);
    }
}
