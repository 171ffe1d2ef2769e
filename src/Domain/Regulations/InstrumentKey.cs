using System.Globalization;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>
/// Identity of a legal instrument: number, type, issuer <em>and date</em>. Party numbering restarts every term, so "01-HD/TW" alone names four
/// different papers and is refused.
/// </summary>
public sealed record InstrumentKey(DocumentNumber Number, DateOnly Date)
{
    private const string DateWord = "ngày";

    /// <summary>
    /// Reads <c>01-HD/TW ngày 19/5/2026</c>, <c>01-HD/TW, 19/5/2026</c> or <c>01-HD/TW (19/5/2026)</c>. Problems: <c>instrument_ambiguous</c> (no date),
    /// <c>instrument_bad_date</c>, or the number's own.
    /// </summary>
    public static (InstrumentKey? Value, string? Problem) Parse(string? text)
    {
        var s = TypedText.Composed(text).Trim();
        var (numberText, dateText) = Split(s);
        var (number, problem) = DocumentNumber.Parse(numberText);
        if (number is null)
        {
            return (null, problem);
        }

        if (dateText is null)
        {
            return (null, "instrument_ambiguous");
        }

        return VietnameseDate.Parse(dateText, acceptTwoDigitYear: false).Value is { } date
            ? (new InstrumentKey(number, date), null)
            : (null, "instrument_bad_date");
    }

    /// <summary>Always with its date: <c>01-HD/TW ngày 19/5/2026</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Number.Raw} {DateWord} {Date.Day:00}/{Date.Month}/{Date.Year}");

    private static (string Number, string? Date) Split(string s)
    {
        var word = s.IndexOf(DateWord, StringComparison.OrdinalIgnoreCase);
        if (word > 0)
        {
            return (s[..word].TrimEnd(',', ' '), s[(word + DateWord.Length)..]);
        }

        if (s.EndsWith(')') && s.LastIndexOf('(') is > 0 and var open)
        {
            return (s[..open], s[(open + 1)..^1]);
        }

        return s.IndexOf(',') is > 0 and var comma ? (s[..comma], s[(comma + 1)..]) : (s, null);
    }
}
