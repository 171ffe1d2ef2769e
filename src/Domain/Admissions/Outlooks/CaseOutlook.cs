using CadreWorkflow.Domain.Organisation;

namespace CadreWorkflow.Domain.Admissions.Outlooks;

using CadreWorkflow.Domain.Regulations;

/// <summary>What a later date of a case is.</summary>
public enum OutlookKind
{
    /// <summary>The last day on which an act is in time.</summary>
    Deadline,

    /// <summary>The day a certificate or a paper runs out.</summary>
    Expiry,

    /// <summary>The exact end of the twelve months (ADM-31); no calendar moves it.</summary>
    ProbationEnd,

    /// <summary>The first day on which the cell may consider recognition: the day after the twelve months.</summary>
    RecognitionWindow,
}

/// <summary>One later date of a case.</summary>
/// <param name="Rule">Rule id of the clock.</param>
/// <param name="Paper">Which paper, for an expiry.</param>
/// <param name="Start">Where the count starts.</param>
/// <param name="Expected">
/// Not begun yet: computed as if the step before it were done on its last day in time, or on the day asked about when that has passed.
/// </param>
/// <param name="Late">Somebody still has to act and is late on the day asked about.</param>
/// <param name="Clock">The count behind it, ready for <see cref="CaseDeadlines.Explain"/>.</param>
public sealed record OutlookDate(OutlookKind Kind, string Rule, Paper? Paper, DateOnly Date, DateOnly Start, bool Expected, bool Late, CaseDeadline Clock)
{
    /// <summary>Two outlooks of one case speak of the same date.</summary>
    public bool IsSameAs(OutlookDate other) => (Kind, Rule, Paper) == (other.Kind, other.Rule, other.Paper);
}

/// <summary>Every later date of a case that can be computed on a day, and what may be done on it. Pure; nothing is stored.</summary>
/// <param name="Regulations">What it was computed under.</param>
/// <param name="Dates">By date. A date whose end lies outside the published calendars is left out.</param>
/// <param name="Acts">The verdict on each act, in the order of the road.</param>
public sealed record CaseOutlook(
    DateOnly Day, Stage Stage, Regulations Regulations, IReadOnlyList<OutlookDate> Dates, IReadOnlyList<ActionVerdict> Acts)
{
    /// <summary>The outlook of a case on a day.</summary>
    public static CaseOutlook Of(CaseHistory history, CaseContext context, DateOnly day) =>
        Of(history, context, day, CaseActions.For(history, context, day));

    /// <summary>The same with only the acts the case is at: what a preview over very many cases can afford.</summary>
    public static CaseOutlook OfNextActs(CaseHistory history, CaseContext context, DateOnly day) =>
        Of(history, context, day, CaseActions.Next(history, context, day));

    /// <summary>What changed from one outlook of a case to another.</summary>
    public static OutlookComparison Compare(CaseOutlook before, CaseOutlook after) => OutlookComparison.Of(before, after);

    private static CaseOutlook Of(CaseHistory history, CaseContext context, DateOnly day, IReadOnlyList<ActionVerdict> acts)
    {
        var law = new Law(context.Regulations);
        var view = CaseView.On(history, day, law);
        var dates = view.Terminal is null ? [.. new Later(history, view, context.Units, law, day).All().OrderBy(d => d.Date)] : Array.Empty<OutlookDate>();
        return new(day, Stages.On(history, view, law, context.Units), context.Regulations, dates, acts);
    }

    private sealed record Later(CaseHistory History, CaseView View, OrgTree Units, Law Law, DateOnly Day)
    {
        internal IEnumerable<OutlookDate> All()
        {
            var clocks = CaseDeadlines.Of(History, Law.Regulations, Units, Day);
            foreach (var clock in clocks.Where(c => c.Open))
            {
                yield return Dated(clock);
            }

            // The road ahead from the furthest clock that waits: each step on its last day in time.
            var decision = clocks.FirstOrDefault(c => c.Rule == "ADM-28");
            var ceremony = clocks.FirstOrDefault(c => c.Rule == "ADM-30") ?? (decision is null ? null : ExpectedCeremony(decision));
            if (ceremony is { MetOn: null, StartFact: var fact } && fact == Guid.Empty && View.Last<CeremonyHeld>() is null)
            {
                yield return Dated(ceremony, expected: true);
            }

            var held = View.Last<CeremonyHeld>()?.It.OccurredOn;
            var began = held ?? (ceremony is null ? null : LastInTime(ceremony));
            if (began is not { } first || Expected("ADM-31", first, History.PartyBodyOn(first)) is not { } probation)
            {
                yield break;
            }

            yield return new(OutlookKind.ProbationEnd, "ADM-31", null, probation.Due, probation.ClockStart, held is null, Late: false, probation);
            if (probation.Due < DateOnly.MaxValue)
            {
                yield return new(OutlookKind.RecognitionWindow, "ADM-32", null, probation.Due.AddDays(1), probation.ClockStart, held is null, Late: false, probation);
            }

            var meeting = clocks.FirstOrDefault(c => c.Rule == "ADM-32");
            if (meeting is null && Expected("ADM-32", probation.Due, probation.ActingUnit) is { } later)
            {
                meeting = later;
                yield return Dated(later, expected: true);
            }

            if (meeting is { MetOn: null } && clocks.All(c => c.Rule != "ADM-33")
                && Expected("ADM-33", LastInTime(meeting), DecidingBody(meeting)) is { } recognition)
            {
                yield return Dated(recognition, expected: true);
            }
        }

        private CaseDeadline? ExpectedCeremony(CaseDeadline decision)
        {
            // Issued and not received under a version that counts from receipt: as if received on the day asked about.
            var issued = decision.MetOn ?? LastInTime(decision);
            return Expected("ADM-30", decision.MetOn is null || issued > Day ? issued : Day, History.PartyBodyOn(issued), issued);
        }

        private DateOnly LastInTime(CaseDeadline clock) => clock.Due > Day ? clock.Due : Day;

        private Guid DecidingBody(CaseDeadline meeting) => CaseDeadlines.DecidingBody(Units, meeting.ActingUnit, meeting.ClockStart);

        private CaseDeadline? Expected(string rule, DateOnly start, Guid body, DateOnly? versionDate = null)
        {
            var calendar = CaseDeadlines.CalendarOf(Units, body, start);
            var chooses = versionDate ?? start;
            return Deadlines.Due(Law.Regulations, rule, start, calendar, versionDate: chooses) is { } due
                && Law.Regulations.Parameter(DeadlineRules.All[rule].Length, chooses) is { } length
                ? new(rule, start, due.Due, null, true, body, calendar, length.Version.Id, due.Provisional, length.Parameter.Confirmed, Guid.Empty) { VersionDate = chooses }
                : null;
        }

        private OutlookDate Dated(CaseDeadline clock, bool expected = false)
        {
            var expiry = clock.Rule is "ADM-34" or "ADM-35";
            return new(
                expiry ? OutlookKind.Expiry : OutlookKind.Deadline, clock.Rule, expiry ? PaperOf(clock.StartFact) : null, clock.Due, clock.ClockStart, expected,
                !expiry && clock.IsLateOn(Day), clock);
        }

        private Paper? PaperOf(Guid fact)
        {
            foreach (var known in History.Facts)
            {
                if (known.Id == fact)
                {
                    return Dossier.PaperOf(known.Event)?.Paper;
                }
            }

            return null;
        }
    }
}
