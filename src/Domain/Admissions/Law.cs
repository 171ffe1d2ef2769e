using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Admissions;

using CadreWorkflow.Domain.Regulations;

/// <summary>
/// The rules of admission as dated data. Each question names the date that chooses the version: the meeting for dossier, age and votes, the cell
/// resolution for the decision's clock, the issue date for the ceremony's, the ceremony for probation. The day a fact was recorded never does.
/// </summary>
internal sealed class Law(Regulations regulations)
{
    private const int MaxFoldsKept = 16;

    private readonly List<(CaseHistory History, DateOnly Day, CaseView View)> _folded = [];
    private Dictionary<string, Law>? _under;
    private PolicyVersion[]? _guidance;
    private DateOnly[]? _boundaries;

    internal Regulations Regulations { get; } = regulations;

    /// <summary>The rules for an act a version was applied to by decision; these rules where none was, or where it is not published in them.</summary>
    internal Law Under(PolicyOverride? stated)
    {
        if (stated is null || Regulations.Policy(stated.Version) is null)
        {
            return this;
        }

        _under ??= new(StringComparer.Ordinal);
        return _under.TryGetValue(stated.Version, out var known) ? known : _under[stated.Version] = new(Regulations.Overriding(stated.Version));
    }

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

    /// <summary>The first day after an act on which another version governs, or none does any more: time alone may change a verdict there.</summary>
    internal DateOnly? NextVersionAfter(DateOnly day)
    {
        foreach (var boundary in Boundaries)
        {
            if (boundary > day)
            {
                return boundary;
            }
        }

        return null;
    }

    /// <summary>A case as it stood on a day. What was folded for one question is kept: a page asks about many acts of one case on one day.</summary>
    internal CaseView View(CaseHistory history, DateOnly day)
    {
        foreach (var known in _folded)
        {
            if (known.Day == day && ReferenceEquals(known.History, history))
            {
                return known.View;
            }
        }

        var view = CaseView.On(history, day, this);
        if (_folded.Count < MaxFoldsKept)
        {
            _folded.Add((history, day, view));
        }

        return view;
    }

    private DateOnly[] Boundaries => _boundaries ??=
    [
        .. Regulations.Policies.Where(v => v.Family is PolicyFamilies.Admission or PolicyFamilies.Guidance)
            .SelectMany(v => v.EffectiveTo is { } end && end < DateOnly.MaxValue ? (DateOnly[])[v.EffectiveFrom, end.AddDays(1)] : [v.EffectiveFrom])
            .Distinct().Order(),
    ];

    internal static string TermOf(Paper paper) =>
        paper == Paper.AwarenessCertificate ? ParameterCatalogue.CertificateMonths : ParameterCatalogue.DocumentMonths;

    private bool Passes(Tally tally, VotingBody body, DateOnly meeting) => Votes.Judge(Regulations, body, tally, meeting) is { Passed: true };

    private static DateOnly? LastDay(DateOnly from, PolicyParameter term) =>
        Deadlines.AddMonths(from, term.Int) is { } end ? (term.Inclusive ? end : end.AddDays(-1)) : null;
}
