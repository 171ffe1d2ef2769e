namespace CadreWorkflow.Domain.Admissions.Deciding;

using CadreWorkflow.Domain.Regulations;

/// <summary>Lateness of acts against their clocks (ADM-28…33, ADM-36). Late is a fault to be answered for; it never undoes the act.</summary>
internal static class Clocks
{
    /// <summary>An act against the end of its clock. The calendar is part of the verdict also when the act is in time.</summary>
    internal static void Late(ActScene s, string rule, DateOnly start, DateOnly due, ClockCalendar calendar, IEnumerable<Guid> facts)
    {
        Read(s, start, due, calendar);
        if (s.Day > due)
        {
            s.Found.Warn(rule, "late", facts, with: [ActScene.With("start", start), ActScene.With("due", due)]);
        }
    }

    /// <summary>A decision after the days from the cell's resolution, extensions granted in time included.</summary>
    internal static void JudgeDecision(ActScene s, string rule, Fact<CellVoted> vote)
    {
        var start = vote.It.OccurredOn;
        var calendar = CaseDeadlines.Deciding(s.History, s.Context.Units, start, s.Day).Counted;
        if (CaseDeadlines.DecisionDue(s.View, s.Law, rule, start, calendar) is { } due)
        {
            Read(s, start, due, calendar);
            if (s.Day > due)
            {
                s.Found.Warn(rule, "late", [vote.Id], with: [ActScene.With("start", start), ActScene.With("due", due)]);
            }
        }
    }

    internal static void Judge(ActScene s, DeadlineExtended act)
    {
        if (s.Law.Int(ParameterCatalogue.DecisionExtensionDays, s.Day) is { } longest && act.WorkingDays > longest)
        {
            s.Found.Block("ADM-29", "extension_too_long", unblock: "shorter_extension", with: [ActScene.With("longest", longest)]);
        }

        if (StartOf(s, act.Rule) is not { } vote)
        {
            s.Found.Block("ADM-29", "clock_not_running", unblock: "record_step", with: [("step", "cell-vote")]);
            return;
        }

        var start = vote.It.OccurredOn;
        var calendar = CaseDeadlines.Deciding(s.History, s.Context.Units, start, s.Day).Counted;
        if (CaseDeadlines.DecisionDue(s.View, s.Law, act.Rule, start, calendar) is { } due)
        {
            Read(s, start, due, calendar);
            if (s.Day > due)
            {
                // Recorded all the same: it was granted, but it does not undo the lateness.
                s.Found.Warn("ADM-29", "extension_after_lapse", [vote.Id], with: [ActScene.With("due", due)]);
            }
        }
    }

    /// <summary>Once overdue, a ceremony waits for the consent of the upper committee (ADM-30).</summary>
    internal static void Judge(ActScene s, CeremonyHeld _)
    {
        if (CeremonyClock.Start(s.View, s.Law) is not { } start)
        {
            if (s.View.Last<DecisionIssued>() is { } decision)
            {
                s.Found.Warn("ADM-30", "decision_not_received", [decision.Id], "receive_decision");
            }

            return;
        }

        MarkUnconfirmedStart(s, start.Issued, start.Fact);
        if (CeremonyClock.Due(s.View, s.Law, s.CellCalendarFrom) is not { } due)
        {
            return;
        }

        Read(s, start.Start, due, s.CellCalendarFrom(start.Start));
        if (CeremonyClock.IsOverdue(s.View, s.Law, s.CellCalendarFrom))
        {
            s.Found.Block("ADM-30", "ceremony_overdue", [start.Fact], "consent_given", with: [ActScene.With("start", start.Start), ActScene.With("due", due)]);
        }
        else if (s.Day > due)
        {
            s.Found.Warn("ADM-30", "late_with_consent", [start.Fact], with: [ActScene.With("due", due)]);
        }
    }

    internal static void Judge(ActScene s, DecisionReceived _)
    {
        if (s.View.Last<DecisionIssued>(d => d.Purpose == Purpose.Admission) is { } decision)
        {
            MarkUnconfirmedStart(s, decision.It.OccurredOn, decision.Id);
        }
    }

    internal static void Judge(ActScene s, TransferReceived _)
    {
        if (s.View.Last<CaseMoved>() is not { } move)
        {
            return;
        }

        var receiver = move.It.ToPartyBody ?? s.PartyBody;
        var calendar = ActingBodies.Over(s.History, s.Context.Units, move.It.OccurredOn, s.Day, (_, _) => receiver).Counted;
        if (Deadlines.Due(s.Law.Regulations, "ADM-36", move.It.OccurredOn, calendar, pauses: CasePauses.On(s.View, "ADM-36")) is { } due)
        {
            Read(s, move.It.OccurredOn, due.Due, calendar);
            if (s.Day > due.Due)
            {
                s.Found.Warn("ADM-36", "late", [move.Id], with: [ActScene.With("due", due.Due)]);
            }
        }
    }

    /// <summary>
    /// The clock start is unconfirmed when the version itself says so, or when issue and receipt fall under versions that choose differently.
    /// </summary>
    private static void MarkUnconfirmedStart(ActScene s, DateOnly issued, Guid fact)
    {
        var chosen = s.Law.Parameter(ParameterCatalogue.CeremonyClockStart, issued);
        var received = s.Act is DecisionReceived ? s.Day : s.View.Last<DecisionReceived>()?.It.OccurredOn;
        var straddles = received is { } day && s.Law.Choice(ParameterCatalogue.CeremonyClockStart, day) != chosen?.Choice;
        if (chosen is { Confirmed: false } || straddles)
        {
            s.Found.Warn("ADM-30", "clock_start_unconfirmed", [fact], "human_decision", ("clockStart", chosen?.Choice ?? ""));
        }
    }

    private static Fact<CellVoted>? StartOf(ActScene s, string rule) =>
        rule == "ADM-28"
            ? s.View.Last<CellVoted>(v => v.Purpose == Purpose.Admission && s.View.Passes(v))
            : RecognitionRounds.Of(s.View, s.Law).Passed;

    private static void Read(ActScene s, DateOnly start, DateOnly due, ClockCalendar calendar)
    {
        foreach (var version in ClockCount.Versions(s.Law.Regulations, calendar, start, due))
        {
            s.Found.Read(version);
        }
    }
}
