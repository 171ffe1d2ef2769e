using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Tests.Admissions.Model;

using CadreWorkflow.Domain.Regulations;
using static LawTable;

/// <summary>A clock as the law book draws it: from when, until when, met on which day, still waited for.</summary>
internal sealed record ModelClock(string Rule, DateOnly Start, DateOnly Due, DateOnly? Met, bool Open);

/// <summary>ADM-28…36 by counting days one at a time.</summary>
internal static class ModelClocks
{
    internal static IEnumerable<ModelClock> Of(ModelCase c, OrgTree units)
    {
        var s = c.AtTheEnd;
        var running = s.End is null;
        if (s.All<CellVoted>().LastOrDefault(v => v.Purpose == Purpose.Admission && ModelState.Passed(v)) is { } resolved)
        {
            var met = s.Last<DecisionIssued>(d => d.Purpose == Purpose.Admission)?.OccurredOn;
            var waiting = running && s.Reached is Stage.CellResolved or Stage.CommitteeResolved or Stage.CommitteeEscalated;
            yield return new("ADM-28", resolved.OccurredOn, DecisionDue(c, s, "ADM-28", resolved.OccurredOn, units, Lost("ADM-28", met)), met, waiting);
        }

        if (CeremonyStart(s) is { } start)
        {
            var met = s.Last<CeremonyHeld>()?.OccurredOn;
            yield return new("ADM-30", start, NaiveCalendar.Count(start, CeremonyDays, Calendar(units, c.PlaceOn(start).Party, start), Lost("ADM-30", met)), met, running && met is null);
        }

        // No clock can be drawn from a day whose calendar is not published yet.
        if (s.TwelveMonths is { } end && end <= NaiveCalendar.LastStart)
        {
            var met = s.All<CellVoted>().FirstOrDefault(v => v.Purpose != Purpose.Admission)?.OccurredOn;
            yield return new("ADM-32", end, NaiveCalendar.Count(end, RecognitionMeetingDays, Calendar(units, c.PlaceOn(end).Party, end), Lost("ADM-32", met)), met, running && met is null);
        }

        if (s.Settled is { } settled)
        {
            var met = s.Last<DecisionIssued>(d => d.Purpose == settled.Purpose)?.OccurredOn;
            yield return new("ADM-33", settled.OccurredOn, DecisionDue(c, s, "ADM-33", settled.OccurredOn, units, Lost("ADM-33", met)), met, running && met is null);
        }

        var considered = s.Last<CellVoted>(v => v.Purpose == Purpose.Admission)?.OccurredOn;
        foreach (var (kind, rule, months) in new[]
                 {
                     (Paper.AwarenessCertificate, "ADM-34", CertificateMonths), (Paper.AdmissionApplication, "ADM-35", PaperMonths),
                     (Paper.PersonalHistory, "ADM-35", PaperMonths), (Paper.OpinionSummary, "ADM-35", PaperMonths),
                 })
        {
            if (s.Paper(kind) is { } date)
            {
                yield return new(rule, date, MonthsOn(date, months), considered, running && considered is null);
            }
        }

        if (s.Last<CaseMoved>() is { } moved)
        {
            var met = s.All<TransferReceived>().FirstOrDefault(r => r.OccurredOn >= moved.OccurredOn)?.OccurredOn;
            var receiver = moved.ToPartyBody ?? c.PlaceOn(moved.OccurredOn).Party;
            var due = NaiveCalendar.Count(moved.OccurredOn, TransferDays, Calendar(units, receiver, moved.OccurredOn));
            yield return new("ADM-36", moved.OccurredOn, due, met, running && ReferenceEquals(s.Sent, moved));
        }

        Predicate<DateOnly> Lost(string rule, DateOnly? met) => s.Stops.SeenAfter(rule, met ?? (running ? null : s.EndedOn));
    }

    /// <summary>The end of a decision's clock: its days, and what was granted while it still ran, thirty days at most (ADM-29).</summary>
    internal static DateOnly DecisionDue(ModelCase c, ModelState s, string rule, DateOnly start, OrgTree units, Predicate<DateOnly> lost)
    {
        var cell = c.PlaceOn(start).Party;
        var body = units.Unit(cell, start) is { Kind: UnitKind.PartyCell or UnitKind.SectionalCommittee, Parent: { } above } ? above : cell;
        var calendar = Calendar(units, body, start);
        var days = rule == "ADM-28" ? DecisionDays : RecognitionDecisionDays;
        var granted = 0;
        foreach (var extension in s.All<DeadlineExtended>().Where(e => e.Rule == rule && e.OccurredOn >= start))
        {
            var end = NaiveCalendar.Count(start, days + granted, calendar, s.Stops.SeenOn(rule, extension.OccurredOn));
            granted += extension.OccurredOn <= end ? Math.Min(extension.WorkingDays, LongestExtension - granted) : 0;
        }

        return NaiveCalendar.Count(start, days + granted, calendar, lost);
    }

    /// <summary>The day the ceremony's clock starts: issue or receipt, as the version of the day of issue says.</summary>
    internal static DateOnly? CeremonyStart(ModelState s) =>
        s.Last<DecisionIssued>(d => d is { Purpose: Purpose.Admission, Outcome: Outcome.Approved }) is not { } decision ? null
        : ClockStartsOnIssue(decision.OccurredOn) ? decision.OccurredOn
        : s.Last<DecisionReceived>()?.OccurredOn;

    internal static DateOnly? CeremonyDue(ModelState s, DateOnly day, CalendarKind calendar) =>
        CeremonyStart(s) is { } start ? NaiveCalendar.Count(start, CeremonyDays, calendar, s.Stops.SeenOn("ADM-30", day)) : null;

    internal static bool IsOverdue(ModelState s, DateOnly day, CalendarKind calendar) =>
        CeremonyDue(s, day, calendar) is { } due && day > due && s.Last<CeremonyHeld>() is null && s.Last<ConsentRecorded>(c => c.Kind == ConsentKind.LateCeremony) is null;

    internal static CalendarKind Calendar(OrgTree units, Guid unit, DateOnly day) => units.Unit(unit, day)?.Calendar ?? CalendarKind.Public;
}
