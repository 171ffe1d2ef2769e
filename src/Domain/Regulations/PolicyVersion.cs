using System.Collections.Immutable;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>
/// One dated version of one family of rules, as one instrument states it. Versions are never edited or deleted: a later one supersedes, a wrong one
/// is corrected by another that names it.
/// </summary>
/// <param name="Family">Which chain it belongs to (<see cref="PolicyFamilies"/>).</param>
/// <param name="Id">Stable id stored by evaluations, e.g. <c>294-qd-tw-2025</c>.</param>
/// <param name="Instrument">Number and date of the paper.</param>
/// <param name="IssuedOn">Date of the paper.</param>
/// <param name="EffectiveFrom">First act date it governs.</param>
/// <param name="EffectiveTo">Last act date it governs: its own stated end, or the day before its successor begins; null while open.</param>
/// <param name="Confirmed">Whether number, date and effect were seen on an official source.</param>
/// <param name="SourceNote">Where it was seen, and what was not.</param>
/// <param name="Parameters">By code (<see cref="ParameterCatalogue"/>).</param>
public sealed record PolicyVersion(
    string Family,
    string Id,
    InstrumentKey Instrument,
    DateOnly IssuedOn,
    DateOnly EffectiveFrom,
    DateOnly? EffectiveTo,
    bool Confirmed,
    string SourceNote,
    IReadOnlyDictionary<string, PolicyParameter> Parameters)
{
    /// <summary>Id of the version this one follows; null for the first of a family.</summary>
    public string? Supersedes { get; init; }

    /// <summary>Id of the version whose entry here was wrong and which this one replaces for new evaluations.</summary>
    public string? Corrects { get; init; }

    /// <summary>What the instrument says, or is assumed to say, about acts under way; null if nothing was seen.</summary>
    public string? TransitionNote { get; init; }

    /// <summary>Where this version states each rule, and its words where they differ from the catalogue.</summary>
    public IReadOnlyDictionary<string, RuleCitation> Rules { get; init; } = ImmutableDictionary<string, RuleCitation>.Empty;

    /// <summary>Official numbers of forms by our own stable code.</summary>
    public IReadOnlyDictionary<string, FormEntry> Forms { get; init; } = ImmutableDictionary<string, FormEntry>.Empty;

    /// <summary>SHA-256 (lower-case hex) of the canonical text.</summary>
    public string ContentHash { get; init; } = "";

    public bool GovernsOn(DateOnly actDate) => EffectiveFrom <= actDate && (EffectiveTo is not { } end || actDate <= end);
}

/// <summary>One figure or choice a version lays down.</summary>
/// <param name="Code">E.g. <c>Admission.DecisionDays</c>.</param>
/// <param name="Value">The figure, share, choice or steps.</param>
/// <param name="Unit"><c>WD</c>, <c>day</c>, <c>month</c>, <c>year</c>, <c>ratio</c>, <c>enum</c>, <c>count</c>, <c>VND</c>.</param>
/// <param name="Inclusive">A share: "at least" (true) or "more than". A term: valid on its end day too (case 18 of the law book).</param>
/// <param name="ClockStart">The fact a term runs from; null where it is no term.</param>
/// <param name="RollForward">Whether an end on a rest day moves to the next working day (CAL-03); never so for months, which are exact (CAL-04).</param>
/// <param name="Article">Where it is written.</param>
/// <param name="Confirmed">Whether the figure itself was seen on an official source for this version.</param>
public sealed record PolicyParameter(
    string Code, PolicyValue Value, string Unit, bool Inclusive, string? ClockStart, bool RollForward, string Article, bool Confirmed)
{
    /// <summary>What is open about the figure; null if nothing.</summary>
    public string? Note { get; init; }

    public long Whole => Value is PolicyValue.WholeNumber v ? v.Value : throw Mismatch("whole number");

    public int Int => checked((int)Whole);

    public Ratio Ratio => Value is PolicyValue.Share v ? v.Value : throw Mismatch("ratio");

    public string Choice => Value is PolicyValue.Choice v ? v.Value : throw Mismatch("choice");

    public ImmutableArray<int> Steps => Value is PolicyValue.Steps v ? v.Values : throw Mismatch("list of steps");

    private InvalidOperationException Mismatch(string wanted) => new($"{Code} is not a {wanted}");
}

/// <summary>What a parameter can hold; never a fraction in floating point.</summary>
public abstract record PolicyValue
{
    private PolicyValue()
    {
    }

    public sealed record WholeNumber(long Value) : PolicyValue;

    public sealed record Share(Ratio Value) : PolicyValue;

    public sealed record Choice(string Value) : PolicyValue;

    /// <summary>Graded figures, e.g. months of waiting after reprimand, warning, removal (APT-05).</summary>
    public sealed record Steps(ImmutableArray<int> Values) : PolicyValue
    {
        public bool Equals(Steps? other) => other is not null && Values.SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Length == 0 ? 0 : HashCode.Combine(Values.Length, Values[0]);
    }
}

/// <summary>Where a version states a rule, with its own words when they differ from the catalogue's.</summary>
public sealed record RuleCitation(string Rule, string Article, bool Confirmed, string? ExplanationVi, string? ExplanationEn);

/// <summary>The official number of a form in one instrument.</summary>
/// <param name="Code">Our own stable code, e.g. <c>UnionIntroductionResolution</c>.</param>
/// <param name="OfficialNumber">E.g. <c>4A-KNĐ</c>, or the catalogue's item number.</param>
public sealed record FormEntry(string Code, string OfficialNumber, string TitleVi, string TitleEn, bool Confirmed);

/// <summary>A rule as a reader is shown it: title, article in force on the day, plain explanation.</summary>
/// <param name="PolicyVersion">The version the article is cited from; null where the day is before the data.</param>
public sealed record RuleText(
    string Rule, string TitleVi, string TitleEn, string Article, bool ArticleConfirmed, string ExplanationVi, string ExplanationEn, string? PolicyVersion);
