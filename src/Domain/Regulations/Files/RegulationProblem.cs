using System.Collections.Frozen;

namespace CadreWorkflow.Domain.Regulations.Files;

/// <summary>What is wrong with a regulation file or a set of them.</summary>
/// <param name="Code">Stable code, such as <c>policy_overlap</c> (<see cref="RegulationProblems"/>).</param>
/// <param name="Source">Id of the version or name of the file.</param>
/// <param name="Detail">The parameter, date or other version concerned.</param>
public sealed record RegulationProblem(string Code, string Source, string Detail)
{
    /// <summary>The member of the file concerned.</summary>
    public string Field => RegulationProblems.FieldOf(Code);

    public override string ToString() => $"{Code} {Source}: {Detail}";
}

/// <summary>Regulation data is not fit to be used; nothing is loaded from a set with a problem.</summary>
public sealed class RegulationException(IReadOnlyList<RegulationProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<RegulationProblem> Problems { get; } = problems;
}

/// <summary>Every code a check can give.</summary>
public static class RegulationProblems
{
    public const string Malformed = "file_malformed";
    public const string NameDiffers = "file_name_differs";
    public const string HashDiffers = "file_hash_differs";
    public const string BadId = "version_bad_id";
    public const string DuplicateId = "version_duplicate_id";
    public const string SourceMissing = "version_source_missing";

    public const string UnknownFamily = "policy_unknown_family";
    public const string BadInstrument = "policy_bad_instrument";
    public const string AmbiguousInstrument = "policy_ambiguous_instrument";
    public const string InstrumentDateDiffers = "policy_instrument_date_differs";
    public const string DateOutOfRange = "policy_date_out_of_range";
    public const string EffectiveBeforeIssue = "policy_effective_before_issue";
    public const string SupersedesUnknown = "policy_supersedes_unknown";
    public const string SupersedesCycle = "policy_supersedes_cycle";
    public const string SupersedesTwice = "policy_supersedes_twice";
    public const string SecondRoot = "policy_second_root";
    public const string Overlap = "policy_overlap";
    public const string Gap = "policy_gap";
    public const string CorrectsUnknown = "policy_corrects_unknown";
    public const string CorrectsTwice = "policy_corrects_twice";
    public const string UnknownParameter = "policy_unknown_parameter";
    public const string DuplicateParameter = "policy_duplicate_parameter";
    public const string MissingParameter = "policy_missing_parameter";
    public const string BadUnit = "policy_bad_unit";
    public const string BadValue = "policy_bad_value";
    public const string ValueOutOfRange = "policy_value_out_of_range";
    public const string TermMustNotRoll = "policy_term_must_not_roll";
    public const string BadClockStart = "policy_bad_clock_start";
    public const string ArticleMissing = "policy_article_missing";
    public const string AmbiguousArticle = "policy_ambiguous_article";
    public const string RuleNotCited = "policy_rule_not_cited";
    public const string UnknownRule = "policy_unknown_rule";
    public const string DuplicateRule = "policy_duplicate_rule";
    public const string DuplicateForm = "policy_duplicate_form";

    public const string BadCalendarCode = "calendar_bad_code";
    public const string BadYear = "calendar_bad_year";
    public const string BadWeeklyRest = "calendar_bad_weekly_rest";
    public const string BadDayKind = "calendar_bad_day_kind";
    public const string BadWeekday = "calendar_weekday_differs";
    public const string DayOutsideYear = "calendar_day_outside_year";
    public const string DuplicateDay = "calendar_duplicate_day";
    public const string UnknownHoliday = "calendar_unknown_holiday";
    public const string WorkedHoliday = "calendar_worked_holiday";
    public const string WorkedWithoutSwap = "calendar_worked_without_swap";
    public const string SwapPairDiffers = "calendar_swap_pair_differs";
    public const string SwapInPrivate = "calendar_swap_in_private";
    public const string SwapOffNotWorking = "calendar_swap_off_not_working";
    public const string SwapWorkedNotRest = "calendar_swap_worked_not_rest";
    public const string SubstituteMissing = "calendar_substitute_missing";
    public const string SubstituteNotDue = "calendar_substitute_not_due";
    public const string StatutoryMissing = "calendar_statutory_missing";
    public const string StatutoryCount = "calendar_statutory_count";
    public const string YearGap = "calendar_year_gap";
    public const string YearTwice = "calendar_year_twice";
    public const string SupersedesYearDiffers = "calendar_supersedes_differs";
    public const string CalendarSupersedesCycle = "calendar_supersedes_cycle";
    public const string HorizonNotLast = "calendar_horizon_not_last";

    /// <summary>Every code, for the test that each has a text.</summary>
    public static IReadOnlyCollection<string> All => Fields.Keys;

    private static readonly FrozenDictionary<string, string> Fields = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Malformed] = "content",
        [NameDiffers] = "id",
        [HashDiffers] = "content",
        [BadId] = "id",
        [DuplicateId] = "id",
        [SourceMissing] = "source",
        [UnknownFamily] = "family",
        [BadInstrument] = "instrument",
        [AmbiguousInstrument] = "instrument",
        [InstrumentDateDiffers] = "issuedOn",
        [DateOutOfRange] = "issuedOn",
        [EffectiveBeforeIssue] = "effectiveFrom",
        [SupersedesUnknown] = "supersedes",
        [SupersedesCycle] = "supersedes",
        [SupersedesTwice] = "supersedes",
        [SecondRoot] = "supersedes",
        [Overlap] = "effectiveFrom",
        [Gap] = "effectiveFrom",
        [CorrectsUnknown] = "corrects",
        [CorrectsTwice] = "corrects",
        [UnknownParameter] = "parameters",
        [DuplicateParameter] = "parameters",
        [MissingParameter] = "parameters",
        [BadUnit] = "parameters",
        [BadValue] = "parameters",
        [ValueOutOfRange] = "parameters",
        [TermMustNotRoll] = "parameters",
        [BadClockStart] = "parameters",
        [ArticleMissing] = "article",
        [AmbiguousArticle] = "article",
        [RuleNotCited] = "rules",
        [UnknownRule] = "rules",
        [DuplicateRule] = "rules",
        [DuplicateForm] = "forms",
        [BadCalendarCode] = "calendar",
        [BadYear] = "year",
        [BadWeeklyRest] = "weeklyRest",
        [BadDayKind] = "days",
        [BadWeekday] = "days",
        [DayOutsideYear] = "days",
        [DuplicateDay] = "days",
        [UnknownHoliday] = "days",
        [WorkedHoliday] = "days",
        [WorkedWithoutSwap] = "days",
        [SwapPairDiffers] = "days",
        [SwapInPrivate] = "days",
        [SwapOffNotWorking] = "days",
        [SwapWorkedNotRest] = "days",
        [SubstituteMissing] = "days",
        [SubstituteNotDue] = "days",
        [StatutoryMissing] = "days",
        [StatutoryCount] = "days",
        [YearGap] = "year",
        [YearTwice] = "supersedes",
        [SupersedesYearDiffers] = "supersedes",
        [CalendarSupersedesCycle] = "supersedes",
        [HorizonNotLast] = "horizon",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The member of a regulation file a code speaks of.</summary>
    public static string FieldOf(string code) => Fields[code];
}
