using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>A clock of a case: from which fact, until when, met or not, and who has to act.</summary>
/// <param name="Rule">ADM-28, 30, 32, 33, 34, 35 or 36.</param>
/// <param name="Due">The last day that is on time.</param>
/// <param name="MetOn">Day of the act that met it, in time or late; null while none has.</param>
/// <param name="Open">Somebody still has to act.</param>
/// <param name="ActingUnit">The body that must act; its calendar counts (CAL-07).</param>
/// <param name="Provisional">The calendar is not announced for some counted day.</param>
/// <param name="Confirmed">Length and clock start were seen on an official source.</param>
/// <param name="StartFact">The fact the clock starts from.</param>
public sealed record CaseDeadline(
    string Rule, DateOnly ClockStart, DateOnly Due, DateOnly? MetOn, bool Open, Guid ActingUnit, CalendarKind Calendar,
    string PolicyVersion, bool Provisional, bool Confirmed, Guid StartFact)
{
    /// <summary>Done late, or still open on that day and past its end.</summary>
    public bool IsLateOn(DateOnly day) => MetOn is { } met ? met > Due : Open && day > Due;
}

/// <summary>Every clock of a case, computed from its facts: ADM-28, 30, 32, 33, 34, 35, 36 with the extensions of ADM-29.</summary>
public static class CaseDeadlines
{
    /// <summary>The clocks started by the effective facts. A clock whose end lies outside the published calendars is left out.</summary>
    public static IReadOnlyList<CaseDeadline> Of(CaseHistory history, Regulations regulations, OrgTree units)
    {
        var law = new Law(regulations);
        var view = CaseView.On(history, DateOnly.MaxValue, law);
        var scene = new Scene(history, view, law, units);
        return [.. scene.All().OfType<CaseDeadline>().OrderBy(d => d.Due)];
    }

    /// <summary>The end of a decision's clock with the extensions granted in time (ADM-28, ADM-29, ADM-33); null where it cannot be computed.</summary>
    internal static DateOnly? DecisionDue(CaseView view, Law law, string rule, DateOnly start, CalendarKind calendar) =>
        Deadlines.Due(law.Regulations, rule, start, calendar, Extension(view, law, rule, start, calendar))?.Due;

    /// <summary>The calendar of a body on a day; the public one for a body outside the trees.</summary>
    internal static CalendarKind CalendarOf(OrgTree units, Guid unit, DateOnly day) => units.Unit(unit, day)?.Calendar ?? CalendarKind.Public;

    /// <summary>The body above a cell, which decides; a committee decides itself.</summary>
    internal static Guid DecidingBody(OrgTree units, Guid partyBody, DateOnly day) =>
        units.Unit(partyBody, day) is { Kind: UnitKind.PartyCell or UnitKind.SectionalCommittee, Parent: { } parent } ? parent : partyBody;

    private static int Extension(CaseView view, Law law, string rule, DateOnly start, CalendarKind calendar)
    {
        var granted = view.All<DeadlineExtended>().Where(e => e.It.Rule == rule && e.It.OccurredOn >= start).Select(e => (e.It.OccurredOn, e.It.WorkingDays)).ToList();
        if (granted.Count == 0)
        {
            return 0;
        }

        var longest = law.Int(ParameterCatalogue.DecisionExtensionDays, start) ?? 0;
        var inRange = granted.Select(g => (g.OccurredOn, Math.Min(g.WorkingDays, longest)));
        return Math.Min(longest, Deadlines.ExtensionInTime(law.Regulations, rule, start, calendar, inRange));
    }

    private sealed record Scene(CaseHistory History, CaseView View, Law Law, OrgTree Units)
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
            if (View.Last<CellVoted>(v => v.Purpose == Purpose.Admission && Law.Passes(v)) is not { } vote)
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
            var cell = History.PartyBodyOn(start.Start);
            return Clock("ADM-30", start.Start, start.Fact, met, Running && met is null, cell, versionDate: start.Issued);
        }

        private CaseDeadline? RecognitionMeeting()
        {
            if (View.Last<CeremonyHeld>() is not { } ceremony || Law.TwelveMonthDate(ceremony.It.OccurredOn) is not { } end)
            {
                return null;
            }

            var votes = View.All<CellVoted>().Where(v => v.It.Purpose != Purpose.Admission).ToList();
            DateOnly? met = votes.Count > 0 ? votes[0].It.OccurredOn : null;
            return Clock("ADM-32", end, ceremony.Id, met, Running && met is null, History.PartyBodyOn(end));
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
                    yield return Clock(rule, paper.Date, paper.Fact, considered, Running && considered is null, History.PartyBodyOn(paper.Date));
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
            return Clock("ADM-36", on, move.Id, met, Running && ReferenceEquals(View.Moving, move.It), receiver);
        }

        private CaseDeadline? Decision(string rule, Fact<CellVoted> vote, DateOnly? met, bool open)
        {
            var start = vote.It.OccurredOn;
            var body = DecidingBody(Units, History.PartyBodyOn(start), start);
            var calendar = CalendarOf(Units, body, start);
            return Clock(rule, start, vote.Id, met, open, body, extension: Extension(View, Law, rule, start, calendar));
        }

        private CaseDeadline? Clock(
            string rule, DateOnly start, Guid fact, DateOnly? met, bool open, Guid body, int extension = 0, DateOnly? versionDate = null)
        {
            var calendar = CalendarOf(Units, body, start);
            var clock = DeadlineRules.All[rule];
            if (Deadlines.Due(Law.Regulations, rule, start, calendar, extension, versionDate) is not { } due
                || Law.Regulations.Parameter(clock.Length, versionDate ?? start) is not { } length)
            {
                return null;
            }

            var confirmed = length.Parameter.Confirmed && (clock.ClockStart is null || Law.Parameter(clock.ClockStart, versionDate ?? start) is { Confirmed: true });
            return new(rule, start, due.Due, met, open, body, calendar, length.Version.Id, due.Provisional, confirmed, fact);
        }
    }
}
