using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using CadreWorkflow.Domain.Events;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>How exact a reported figure is; reports write "gần 4000" and "trên 21".</summary>
[JsonConverter(typeof(CodeConverter<Precision>))]
public enum Precision
{
    Exact,
    About,
    AtLeast,
    AtMost,
}

/// <summary>A count read from text, or the code of what is wrong: <c>number_empty</c>, <c>number_unreadable</c>, <c>number_grouping</c>, <c>number_too_large</c>.</summary>
public readonly record struct ParsedCount(long? Value, Precision Precision, string? Problem);

/// <summary>Vietnamese counts and percentages: dot between thousands, decimal comma, U+00A0 before the sign.</summary>
public static class VietnameseNumber
{
    /// <summary>What a share with a zero denominator shows; it is not 0 %.</summary>
    public const string NoValue = "–";

    private static readonly (string Word, Precision Precision)[] Qualifiers =
    [
        ("gần", Precision.About), ("khoảng", Precision.About), ("xấp xỉ", Precision.About), ("ước", Precision.About), ("~", Precision.About),
        ("hơn", Precision.AtLeast), ("trên", Precision.AtLeast), ("ít nhất", Precision.AtLeast), (">=", Precision.AtLeast), ("≥", Precision.AtLeast), (">", Precision.AtLeast),
        ("dưới", Precision.AtMost), ("không quá", Precision.AtMost), ("tối đa", Precision.AtMost), ("<=", Precision.AtMost), ("≤", Precision.AtMost), ("<", Precision.AtMost),
    ];

    /// <summary>
    /// The share with one decimal, rounded half away from zero on integers: <c>841/2099</c> is <c>40,1 %</c>, and 149/1000 is <c>14,9 %</c>.
    /// A zero or missing denominator gives <see cref="NoValue"/>.
    /// </summary>
    public static string Percent(long? numerator, long? denominator)
    {
        if (numerator is not { } n || denominator is not { } d || d == 0)
        {
            return NoValue;
        }

        var negative = (n < 0) != (d < 0) && n != 0;
        var top = Int128.Abs(n) * 1000;
        var bottom = Int128.Abs(d);
        var tenths = ((2 * top) + bottom) / (2 * bottom);
        var sign = negative && tenths != 0 ? "-" : "";
        return $"{sign}{Group((tenths / 10).ToString(CultureInfo.InvariantCulture))},{(int)(tenths % 10)}\u00A0%";
    }

    /// <summary>A count with dots between thousands: <c>2.099</c>.</summary>
    public static string Count(long value) =>
        (value < 0 ? "-" : "") + Group(Int128.Abs(value).ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads <c>2.099</c>, <c>4000</c>, <c>gần 4000</c>, <c>&gt;21</c>. A comma, a fraction or odd grouping is refused, not guessed.</summary>
    public static ParsedCount Parse(string? text)
    {
        var s = TypedText.Composed(text).Replace('\u00A0', ' ').Trim();
        if (s.Length == 0)
        {
            return new(null, Precision.Exact, "number_empty");
        }

        var precision = Precision.Exact;
        foreach (var (word, meaning) in Qualifiers)
        {
            if (s.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                precision = meaning;
                s = s[word.Length..].TrimStart();
                break;
            }
        }

        var groups = s.Split('.');
        if (Array.Exists(groups, g => g.Length == 0 || !g.All(char.IsAsciiDigit)))
        {
            return new(null, precision, "number_unreadable");
        }

        if (groups.Length > 1 && (groups[0].Length > 3 || groups.Skip(1).Any(g => g.Length != 3)))
        {
            return new(null, precision, "number_grouping");
        }

        return long.TryParse(string.Concat(groups), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new(value, precision, null)
            : new(null, precision, "number_too_large");
    }

    private static string Group(string digits)
    {
        var result = new StringBuilder(digits);
        for (var at = digits.Length - 3; at > 0; at -= 3)
        {
            result.Insert(at, '.');
        }

        return result.ToString();
    }
}
