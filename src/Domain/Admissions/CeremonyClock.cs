namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>The clock of the ceremony (ADM-30): the version in force on the decision's issue date says whether issue or receipt starts it.</summary>
internal static class CeremonyClock
{
    /// <summary>Where the clock starts, with the fact that starts it; null while nothing does.</summary>
    internal static (DateOnly Start, DateOnly Issued, Guid Fact)? Start(CaseView view, Law law)
    {
        if (view.Last<DecisionIssued>(d => d is { Purpose: Purpose.Admission, Outcome: Outcome.Approved }) is not { } decision)
        {
            return null;
        }

        var issued = decision.It.OccurredOn;
        if (law.Choice(ParameterCatalogue.CeremonyClockStart, issued) == ClockStarts.DecisionIssued)
        {
            return (issued, issued, decision.Id);
        }

        return view.Last<DecisionReceived>() is { } received ? (received.It.OccurredOn, issued, received.Id) : null;
    }

    /// <param name="calendarFrom">The calendars of the bodies that have the case, from a clock start on.</param>
    internal static DateOnly? Due(CaseView view, Law law, Func<DateOnly, ClockCalendar> calendarFrom) =>
        Start(view, law) is { } start
            ? Deadlines.Due(law.Regulations, "ADM-30", start.Start, calendarFrom(start.Start), versionDate: start.Issued, pauses: CasePauses.On(view, "ADM-30"))?.Due
            : null;

    /// <summary>Past its end with neither ceremony nor the consent that lets one be held late.</summary>
    internal static bool IsOverdue(CaseView view, Law law, Func<DateOnly, ClockCalendar> calendarFrom) =>
        Due(view, law, calendarFrom) is { } due && view.Day > due
        && view.Last<CeremonyHeld>() is null && view.Last<ConsentRecorded>(c => c.Kind == ConsentKind.LateCeremony) is null;
}
