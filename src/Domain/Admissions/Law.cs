namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// The rules of admission as dated data. Each question names the date that chooses the version: the meeting for dossier, age and votes, the cell
/// resolution for the decision's clock, the issue date for the ceremony's, the ceremony for probation. The day a fact was recorded never does.
/// </summary>
internal sealed class Law(Regulations regulations)
{
    private PolicyVersion[]? _guidance;

    internal Regulations Regulations { get; } = regulations;

    /// <summary>The parameter in force for an act of that day; null before the data begins.</summary>
    internal PolicyParameter? Parameter(string code, DateOnly actDate) => Regulations.Parameter(code, actDate)?.Parameter;

    internal int? Int(string code, DateOnly actDate) => Parameter(code, actDate)?.Int;

    internal string? Choice(string code, DateOnly actDate) => Parameter(code, actDate)?.Choice;

    private PolicyVersion[] Guidance =>
        _guidance ??= [.. Regulations.Policies.Where(v => v.Family == PolicyFamilies.Guidance).OrderBy(v => v.EffectiveFrom)];

    internal bool Passes(CellVoted vote) => Passes(vote.Tally, VotingBody.Cell, vote.OccurredOn);

    internal bool Passes(CommitteeVoted vote) => Passes(vote.Tally, vote.Body, vote.OccurredOn);

    internal int MaxFailedVotes(DateOnly day) => Int(ParameterCatalogue.MaxFailedVotes, day) ?? int.MaxValue;

    /// <summary>The exact end of probation (ADM-31, ADM-32): months from the ceremony, never moved by a rest day (CAL-04).</summary>
    internal DateOnly? TwelveMonthDate(CaseView view) => view.Last<CeremonyHeld>() is { } ceremony ? TwelveMonthDate(ceremony.It.OccurredOn) : null;

    internal DateOnly? TwelveMonthDate(DateOnly ceremony) =>
        Int(ParameterCatalogue.ProbationMonths, ceremony) is { } months ? Deadlines.AddMonths(ceremony, months) : null;

    /// <summary>The last day a paper is good for, under the version governing an act of that day; null when it does not age.</summary>
    internal DateOnly? LastDayOf(DossierPaper paper, DateOnly actDate) =>
        Parameter(TermOf(paper.Paper), actDate) is { } term ? LastDay(paper.Date, term) : null;

    internal bool HasExpired(DossierPaper paper, DateOnly actDate) => LastDayOf(paper, actDate) is { } last && actDate > last;

    /// <summary>Days on which a paper of that date may cease to be good, or be good again: never more than two per version of the guidance.</summary>
    internal IEnumerable<DateOnly> DaysPaperMayLapse((Paper Paper, DateOnly Date) paper)
    {
        var code = TermOf(paper.Paper);
        DateOnly? firstLapse = null;
        foreach (var version in Guidance)
        {
            if (!version.Parameters.TryGetValue(code, out var term) || LastDay(paper.Date, term) is not { } last || last == DateOnly.MaxValue)
            {
                continue;
            }

            var lapse = last.AddDays(1) > version.EffectiveFrom ? last.AddDays(1) : version.EffectiveFrom;
            if (version.EffectiveTo is not { } end || lapse <= end)
            {
                firstLapse = firstLapse is { } first && first < lapse ? first : lapse;
                yield return lapse;
            }

            // Another version may keep a paper alive that had run out under the one before.
            if (firstLapse < version.EffectiveFrom)
            {
                yield return version.EffectiveFrom;
            }
        }
    }

    /// <summary>Days after an act on which another version begins to govern: time alone may change a verdict on those.</summary>
    internal IEnumerable<DateOnly> VersionsBeginningAfter(DateOnly day) =>
        Regulations.Policies.Where(v => v.Family is PolicyFamilies.Admission or PolicyFamilies.Guidance).Select(v => v.EffectiveFrom).Where(d => d > day).Distinct();

    internal static string TermOf(Paper paper) =>
        paper == Paper.AwarenessCertificate ? ParameterCatalogue.CertificateMonths : ParameterCatalogue.DocumentMonths;

    private bool Passes(Tally tally, VotingBody body, DateOnly meeting) => Votes.Judge(Regulations, body, tally, meeting) is { Passed: true };

    private static DateOnly? LastDay(DateOnly from, PolicyParameter term) =>
        Deadlines.AddMonths(from, term.Int) is { } end ? (term.Inclusive ? end : end.AddDays(-1)) : null;
}
