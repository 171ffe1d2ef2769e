namespace CadreWorkflow.Domain.Tests.Admissions.Model;

using CadreWorkflow.Domain.People;
using static Acts;

/// <summary>The dated rules of the law book's sections 9.1 and 9.2 as a reader would note them on paper.</summary>
internal static class LawTable
{
    internal const int DecisionDays = 60;
    internal const int RecognitionDecisionDays = 30;
    internal const int LongestExtension = 30;
    internal const int CeremonyDays = 30;
    internal const int RecognitionMeetingDays = 30;
    internal const int TransferDays = 60;
    internal const int CertificateMonths = 60;
    internal const int PaperMonths = 12;
    internal const int ProbationMonths = 12;
    internal const int TieMonths = 12;
    internal const int ReadmissionMonths = 36;
    internal const int MinorCrimeMonths = 60;

    private static readonly DateOnly Of24 = D("2021-07-30");
    private static readonly DateOnly Of20 = D("2026-04-08");
    private static readonly DateOnly Of208 = D("2026-07-26");

    /// <summary>The ceremony's clock starts on issue from 208 on, on receipt before.</summary>
    internal static bool ClockStartsOnIssue(DateOnly issued) => issued >= Of208;

    /// <summary>Neither the text of 20 nor that of 208 was opened.</summary>
    internal static bool ClockStartIsUnconfirmed(DateOnly issued) => issued >= Of20;

    /// <summary>At grassroots level the standing committee decides from 208 on, the whole committee before.</summary>
    internal static bool StandingCommitteeDecides(DateOnly day) => day >= Of208;

    /// <summary>A tie by residence alone is known from 24 on.</summary>
    internal static bool ResidenceCounts(DateOnly day) => day >= Of24;

    /// <summary>The lower secondary programme without its diploma is enough from 208 on.</summary>
    internal static bool Schooled(Education education, DateOnly day) => education switch
    {
        Education.BelowPrimary or Education.Primary => false,
        Education.LowerSecondaryProgramme => day >= Of208,
        _ => true,
    };

    /// <summary>Two thirds, in integers.</summary>
    internal static bool TwoThirds(int agree, int all) => 3 * agree >= 2 * all;

    internal static bool MoreThanHalf(int agree, int all) => 2 * agree > all;

    /// <summary>The same-numbered day so many months on, or the last day of that month.</summary>
    internal static DateOnly MonthsOn(DateOnly start, int months)
    {
        var count = (start.Year * 12) + start.Month - 1 + months;
        var (year, month) = (count / 12, (count % 12) + 1);
        return new(year, month, Math.Min(start.Day, DateTime.DaysInMonth(year, month)));
    }
}
