using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>A clock of a case: from which fact, until when, met or not, and who has to act.</summary>
/// <param name="Rule">ADM-28, 30, 32, 33, 34, 35 or 36.</param>
/// <param name="Due">The last day that is on time.</param>
/// <param name="MetOn">Day of the act that met it, in time or late; null while none has.</param>
/// <param name="Open">Somebody still has to act.</param>
/// <param name="ActingUnit">The body that must act now, or had to when the clock was met; its calendar counts from the day it had to (CAL-07).</param>
/// <param name="Calendar">The calendar at the start, which counts until a move.</param>
/// <param name="Provisional">The calendar is not announced for some counted day.</param>
/// <param name="Confirmed">Length and clock start were seen on an official source.</param>
/// <param name="StartFact">The fact the clock starts from.</param>
public sealed record CaseDeadline(
    string Rule, DateOnly ClockStart, DateOnly Due, DateOnly? MetOn, bool Open, Guid ActingUnit, CalendarKind Calendar,
    string PolicyVersion, bool Provisional, bool Confirmed, Guid StartFact)
{
    /// <summary>Working days granted on top in time and counted in <see cref="Due"/> (ADM-29).</summary>
    public int ExtensionWorkingDays { get; init; }

    /// <summary>The date that chose the policy version.</summary>
    public DateOnly VersionDate { get; init; }

    /// <summary>Bodies that took the clock over from the one at the start, and the calendars it counts in since.</summary>
    public ClockMoves Moves { get; init; } = ClockMoves.None;

    /// <summary>The calendars it counts in, by day.</summary>
    internal ClockCalendar Counted => Moves.CountedFrom(Calendar);

    /// <summary>Stretches in which the clock stood still and whose days <see cref="Due"/> passes over.</summary>
    public ClockPauses Pauses { get; init; } = ClockPauses.None;

    /// <summary>
    /// The day since which the clock stands still; null while it runs. While it stands, <see cref="Due"/> is the end if the case went on again on
    /// the day asked about, or, where none was, on the day of the stop: the earliest end still possible. It is never late meanwhile.
    /// </summary>
    public DateOnly? StandsSince { get; init; }

    /// <summary>Done late, or still open on that day and past its end.</summary>
    public bool IsLateOn(DateOnly day) => MetOn is { } met ? met > Due : Open && StandsSince is null && day > Due;
}

/// <summary>Every clock of a case, computed from its facts: ADM-28, 30, 32, 33, 34, 35, 36 with the extensions of ADM-29.</summary>
public static class CaseDeadlines
{
    /// <summary>The clocks started by the effective facts. A clock whose end lies outside the published calendars is left out.</summary>
    /// <param name="day">The day asked about: a clock that stands still shows its end as if the case went on again on it. Null for rows, whose dates no day may change.</param>
    public static IReadOnlyList<CaseDeadline> Of(CaseHistory history, Regulations regulations, OrgTree units, DateOnly? day = null)
    {
        var law = new Law(regulations);
        var view = CaseView.On(history, DateOnly.MaxValue, law);
        var scene = new Scene(history, view, law, units, day);
        return [.. scene.All().OfType<CaseDeadline>().OrderBy(d => d.Due)];
    }

    /// <summary>The full count of a clock, every day with its reason, paused days listed; or the code of why there is none.</summary>
    /// <param name="regulations">Those the clock was computed under, or others to see what they would make of it.</param>
    public static DeadlineAnswer Explain(CaseDeadline deadline, Regulations regulations) => Deadlines.Explain(
        regulations, deadline.Rule, deadline.ClockStart, deadline.Calendar.Code(), deadline.ExtensionWorkingDays, deadline.VersionDate, deadline.Pauses.Stretches(),
        deadline.Counted.Changes);

    /// <summary>
    /// The end of a decision's clock with the extensions granted in time (ADM-28, ADM-29, ADM-33), as the view's day sees it; null where it cannot be
    /// computed.
    /// </summary>
    internal static DateOnly? DecisionDue(CaseView view, Law law, string rule, DateOnly start, ClockCalendar calendar) =>
        Deadlines.Due(law.Regulations, rule, start, calendar, Extension(view, law, rule, start, calendar), pauses: CasePauses.On(view, rule))?.Due;

    /// <summary>The calendar of a body on a day; the public one for a body outside the trees.</summary>
    internal static CalendarKind CalendarOf(OrgTree units, Guid unit, DateOnly day) => units.Unit(unit, day)?.Calendar ?? CalendarKind.Public;

    /// <summary>The body above a cell, which decides; a committee decides itself.</summary>
    public static Guid DecidingBody(OrgTree units, Guid partyBody, DateOnly day) =>
        units.Unit(partyBody, day) is { Kind: UnitKind.PartyCell or UnitKind.SectionalCommittee, Parent: { } parent } ? parent : partyBody;

    /// <summary>Who decides while the clock of a decision runs, up to a day.</summary>
    internal static ActingBodies Deciding(CaseHistory history, OrgTree units, DateOnly start, DateOnly? until) =>
        ActingBodies.Over(history, units, start, until, (body, day) => DecidingBody(units, body, day));

    /// <summary>Which Party body has the case while a clock of its own runs, up to a day.</summary>
    internal static ActingBodies Holding(CaseHistory history, OrgTree units, DateOnly start, DateOnly? until) =>
        ActingBodies.Over(history, units, start, until, static (body, _) => body);

    private static int Extension(CaseView view, Law law, string rule, DateOnly start, ClockCalendar calendar)
    {
        var granted = view.All<DeadlineExtended>().Where(e => e.It.Rule == rule && e.It.OccurredOn >= start).Select(e => (e.It.OccurredOn, e.It.WorkingDays)).ToList();
        if (granted.Count == 0)
        {
            return 0;
        }

        var longest = law.Int(ParameterCatalogue.DecisionExtensionDays, start) ?? 0;
        var inRange = granted.Select(g => (g.OccurredOn, Math.Min(g.WorkingDays, longest)));
        return Math.Min(longest, Deadlines.ExtensionInTime(law.Regulations, rule, start, calendar, inRange, CasePauses.All(view, rule)));
    }

    private sealed record Scene(CaseHistory History, CaseView View, Law Law, OrgTree Units, DateOnly? Asked)
    {
        private bool Running => View.Terminal is null;

        internal IEnumerable<CaseDeadline?> All()
        {
            yield return AdmissionDecision();
            yield return Ceremony();
            yield return RecognitionMeeting();
            yield return RecognitionDecision();
            foreach (var paper in Papers())
            {
                yield return paper;
            }

            yield return Transfer();
        }

        private CaseDeadline? AdmissionDecision()
        {
            if (View.Last<CellVoted>(v => v.Purpose == Purpose.Admission && View.Passes(v)) is not { } vote)
            {
                return null;
            }

            var met = View.Last<DecisionIssued>(d => d.Purpose == Purpose.Admission)?.It.OccurredOn;
            return Decision("ADM-28", vote, met, Running && View.Reached is Stage.CellResolved or Stage.CommitteeResolved or Stage.CommitteeEscalated);
        }

        private CaseDeadline? Ceremony()
        {
            if (CeremonyClock.Start(View, Law) is not { } start)
            {
                return null;
            }

            var met = View.Last<CeremonyHeld>()?.It.OccurredOn;
            return Clock("ADM-30", start.Start, start.Fact, met, Running && met is null, Holding(start.Start, met), versionDate: start.Issued);
        }

        private CaseDeadline? RecognitionMeeting()
        {
            if (View.Last<CeremonyHeld>() is not { } ceremony || Law.TwelveMonthDate(ceremony.It.OccurredOn) is not { } end)
            {
                return null;
            }

            var votes = View.All<CellVoted>().Where(v => v.It.Purpose != Purpose.Admission).ToList();
            DateOnly? met = votes.Count > 0 ? votes[0].It.OccurredOn : null;
            return Clock("ADM-32", end, ceremony.Id, met, Running && met is null, Holding(end, met));
        }

        private CaseDeadline? RecognitionDecision()
        {
            if (RecognitionRounds.Of(View, Law).Passed is not { } vote)
            {
                return null;
            }

            var met = View.Last<DecisionIssued>(d => d.Purpose == vote.It.Purpose)?.It.OccurredOn;
            return Decision("ADM-33", vote, met, Running && met is null);
        }

        private IEnumerable<CaseDeadline?> Papers()
        {
            var considered = View.Last<CellVoted>(v => v.Purpose == Purpose.Admission)?.It.OccurredOn;
            foreach (var kind in (Paper[])[Paper.AwarenessCertificate, Paper.AdmissionApplication, Paper.PersonalHistory, Paper.OpinionSummary])
            {
                if (Dossier.Newest(View, kind) is { } paper)
                {
                    var rule = kind == Paper.AwarenessCertificate ? "ADM-34" : "ADM-35";
                    yield return Clock(rule, paper.Date, paper.Fact, considered, Running && considered is null, Holding(paper.Date, considered));
                }
            }
        }

        private CaseDeadline? Transfer()
        {
            if (View.Last<CaseMoved>() is not { } move)
            {
                return null;
            }

            var on = move.It.OccurredOn;
            var met = View.All<TransferReceived>().Where(r => r.It.OccurredOn >= on).Select(r => (DateOnly?)r.It.OccurredOn).FirstOrDefault();
            var receiver = move.It.ToPartyBody ?? History.PartyBodyOn(on);
            var acting = ActingBodies.Over(History, Units, on, Until(met), (_, _) => receiver);
            return Clock("ADM-36", on, move.Id, met, Running && ReferenceEquals(View.Moving, move.It), acting);
        }

        private CaseDeadline? Decision(string rule, Fact<CellVoted> vote, DateOnly? met, bool open)
        {
            var start = vote.It.OccurredOn;
            var acting = Deciding(History, Units, start, Until(met));
            return Clock(rule, start, vote.Id, met, open, acting, extension: Extension(View, Law, rule, start, acting.Counted));
        }

        private ActingBodies Holding(DateOnly start, DateOnly? met) => CaseDeadlines.Holding(History, Units, start, Until(met));

        /// <summary>Who took the case over after a clock was met, or after the case ended, did not take over the clock.</summary>
        private DateOnly? Until(DateOnly? met) => met ?? (Running ? null : View.EndedOn);

        private CaseDeadline? Clock(
            string rule, DateOnly start, Guid fact, DateOnly? met, bool open, ActingBodies acting, int extension = 0, DateOnly? versionDate = null)
        {
            var calendar = acting.Counted;
            var clock = DeadlineRules.All[rule];
            var pauses = CasePauses.Of(View, rule, start, Until(met), Asked);
            var chooses = versionDate ?? start;
            if (Deadlines.Due(Law.Regulations, rule, start, calendar, extension, chooses, pauses.Stretches()) is not { } due
                || Law.Regulations.Parameter(clock.Length, chooses) is not { } length)
            {
                return null;
            }

            // A stop after the end changes nothing: what is late stays late.
            var counted = pauses.Count == 0 ? pauses : ClockPauses.Of(pauses.Where(p => p.From <= due.Due));
            return new(rule, start, due.Due, met, open, acting.Last, acting.Calendar, length.Version.Id, due.Provisional, IsConfirmed(clock, length.Version, extension), fact)
            {
                ExtensionWorkingDays = extension,
                VersionDate = chooses,
                Moves = DeadlineRules.CountsDays(rule) ? ClockMoves.Of(acting.Moves.Where(m => m.From <= due.Due)) : ClockMoves.None,
                Pauses = counted,
                StandsSince = open ? Standing(rule, start, due.Due) : null,
            };
        }

        private DateOnly? Standing(string rule, DateOnly start, DateOnly due)
        {
            DateOnly? since = null;
            foreach (var stop in CasePauses.Of(View, rule, start, null, null).Where(p => p.To is null && p.From <= due))
            {
                since = since is { } first && first < stop.From ? first : stop.From;
            }

            return since is { } day && day <= start ? start.AddDays(1) : since;
        }

        private static bool IsConfirmed(DeadlineRule clock, PolicyVersion version, int extension) =>
            version.Parameters[clock.Length].Confirmed
            && (clock.ClockStart is null || version.Parameters[clock.ClockStart].Confirmed)
            && (extension == 0 || version.Parameters[clock.Extension!].Confirmed);
    }
}
