namespace CadreWorkflow.Domain.Regulations;

/// <summary>A date read from text, or the code of what is wrong with it; never a guess.</summary>
public readonly record struct ParsedDate(DateOnly? Value, string? Problem);

/// <summary>
/// Strict reading of dates as people type them: <c>28/02/2026</c>, <c>3/2/26</c>, <c>28-02-2026</c>, <c>28.02.2026</c>, <c>03022026</c> and ISO
/// <c>2026-02-28</c>. Day first, always. Problems: <c>date_empty</c>, <c>date_unreadable</c>, <c>date_year_incomplete</c> (<c>28/02/202</c>),
/// <c>date_year_two_digits</c> (where the caller does not accept them), <c>date_year_out_of_range</c>, <c>date_no_such_day</c>.
/// </summary>
public static class VietnameseDate
{
    public const int FirstYear = 1900;
    public const int LastYear = 2199;

    /// <param name="text">What was typed.</param>
    /// <param name="acceptTwoDigitYear">
    /// <c>26</c> is read as 2026. Acts recorded here are of this century; a birth date is not, so readers of birth dates pass false.
    /// </param>
    public static ParsedDate Parse(string? text, bool acceptTwoDigitYear = true)
    {
        var s = text.AsSpan().Trim();
        if (s.IsEmpty)
        {
            return Refuse("date_empty");
        }

        if (s.Length == 10 && s[4] == '-' && s[7] == '-')
        {
            return Number(s[..4], out var y) && Number(s[5..7], out var m) && Number(s[8..], out var d)
                ? Make(y, m, d)
                : Refuse("date_unreadable");
        }

        if (Number(s, out _))
        {
            return s.Length == 8 && Number(s[..2], out var d) && Number(s[2..4], out var m) && Number(s[4..], out var y)
                ? Make(y, m, d)
                : Refuse("date_unreadable");
        }

        var separator = s.IndexOfAny('/', '-', '.');
        if (separator is < 1 or > 2)
        {
            return Refuse("date_unreadable");
        }

        var rest = s[(separator + 1)..];
        var second = rest.IndexOf(s[separator]);
        if (second is < 1 or > 2)
        {
            return Refuse("date_unreadable");
        }

        var yearText = rest[(second + 1)..];
        if (!Number(s[..separator], out var day) || !Number(rest[..second], out var month) || !Number(yearText, out var year))
        {
            return Refuse("date_unreadable");
        }

        return yearText.Length switch
        {
            4 => Make(year, month, day),
            2 when acceptTwoDigitYear => Make(2000 + year, month, day),
            2 => Refuse("date_year_two_digits"),
            1 or 3 => Refuse("date_year_incomplete"),
            _ => Refuse("date_unreadable"),
        };
    }

    /// <summary>Renders <c>28/02/2026</c>.</summary>
    public static string Format(DateOnly date) => date.ToString("dd'/'MM'/'yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static ParsedDate Make(int year, int month, int day)
    {
        if (year is < FirstYear or > LastYear)
        {
            return Refuse("date_year_out_of_range");
        }

        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new ParsedDate(new DateOnly(year, month, day), null)
            : Refuse("date_no_such_day");
    }

    // ASCII digits only: int.TryParse would take signs and spaces, and char.IsDigit other scripts' digits.
    private static bool Number(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        if (digits.IsEmpty || digits.Length > 8)
        {
            return false;
        }

        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }

    private static ParsedDate Refuse(string problem) => new(null, problem);
}
