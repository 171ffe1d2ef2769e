using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CadreWorkflow.Domain.Regulations;

/// <summary>Which house writes a number which way.</summary>
public enum DocumentStyle
{
    /// <summary><c>77-KH/TU</c>: number, dash, type, slash, issuers (Party, and joint papers such as <c>02-QCPH/LĐLĐ-LHPN</c>).</summary>
    Party,

    /// <summary><c>15/HD-LĐLĐ</c>: number, slash, type, dash, issuers (state and union).</summary>
    State,

    /// <summary><c>30/2020/NĐ-CP</c> and <c>91/2025/QH15</c>: number, slash, year, slash, type and issuer.</summary>
    Law,
}

/// <summary>
/// A document's number and symbol, in parts and as written. <see cref="Number"/> drops leading zeros, codes are upper case, dashes are plain:
/// two spellings of one number have equal <see cref="Canonical"/>.
/// </summary>
/// <param name="Number">The running number, without leading zeros.</param>
/// <param name="Suffix">A letter after the number (<c>12a</c>), or empty.</param>
/// <param name="TypeCode">KH, HD, QĐ …; empty where the paper names only its issuer (a letter, a law).</param>
/// <param name="IssuerCodes">TU, TW, LĐLĐ …; several on a joint paper.</param>
/// <param name="Year">The year written inside the number of a law or decree, else null.</param>
/// <param name="Style">Which grammar it was written in.</param>
/// <param name="Raw">The text as it was given, trimmed and in NFC.</param>
public sealed record DocumentNumber(
    int Number, string Suffix, string TypeCode, ImmutableArray<string> IssuerCodes, int? Year, DocumentStyle Style, string Raw)
{
    public const int MaxLength = 100;

    /// <summary>One spelling for one number; what natural keys compare.</summary>
    public string Canonical
    {
        get
        {
            var number = Number.ToString("00", CultureInfo.InvariantCulture) + Suffix;
            var issuers = string.Join('-', IssuerCodes);
            return Style switch
            {
                DocumentStyle.Party => $"{number}-{TypeCode}/{issuers}",
                DocumentStyle.State when TypeCode.Length == 0 => $"{number}/{issuers}",
                DocumentStyle.State => $"{number}/{TypeCode}-{issuers}",
                _ => string.Create(CultureInfo.InvariantCulture, $"{number}/{Year}/") + (TypeCode.Length == 0 ? issuers : $"{TypeCode}-{issuers}"),
            };
        }
    }

    /// <summary>Issuers with initials of two or more offices after a number (<c>12729/VPCP-KGVX</c>) are letters: no type code.</summary>
    private static readonly ImmutableHashSet<string> StateTypeCodes = ImmutableHashSet.Create(StringComparer.Ordinal,
        "NQ", "QĐ", "CT", "QC", "QYĐ", "TC", "TB", "HD", "CTR", "CTH", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTR", "HĐ", "CV", "CĐ", "BGN", "BTT", "GUQ",
        "GM", "GGT", "GNP", "PG", "PC", "PB", "NĐ", "TT", "QCPH", "CTPH", "KL", "TTLT", "NQLT", "QYC", "L", "PL", "SL", "TBKL");

    /// <summary>
    /// Reads any of the three grammars. Problems: <c>document_empty</c>, <c>document_too_long</c>, <c>document_unreadable</c>, <c>document_no_issuer</c>.
    /// </summary>
    public static (DocumentNumber? Value, string? Problem) Parse(string? text)
    {
        var raw = TypedText.Composed(text).Trim();
        if (raw.Length == 0)
        {
            return (null, "document_empty");
        }

        if (raw.Length > MaxLength)
        {
            return (null, "document_too_long");
        }

        var s = Tidy(raw);
        var digits = 0;
        while (digits < s.Length && char.IsAsciiDigit(s[digits]))
        {
            digits++;
        }

        if (digits is 0 or > 6)
        {
            return (null, "document_unreadable");
        }

        var number = int.Parse(s[..digits], CultureInfo.InvariantCulture);
        var at = digits;
        var suffix = "";
        if (at < s.Length && char.IsLetter(s[at]))
        {
            suffix = s[at..(at + 1)];
            at++;
        }

        if (number == 0 || at >= s.Length - 1)
        {
            return (null, "document_unreadable");
        }

        var rest = s[(at + 1)..];
        return s[at] switch
        {
            '-' => Party(number, suffix, rest, raw),
            '/' when rest.Length > 4 && rest[4] == '/' && rest[..4].All(char.IsAsciiDigit) => Law(number, suffix, rest, raw),
            '/' => State(number, suffix, rest, raw),
            _ => (null, "document_unreadable"),
        };
    }

    public override string ToString() => Raw;

    public bool Equals(DocumentNumber? other) => other is not null && Canonical == other.Canonical;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    private static (DocumentNumber?, string?) Party(int number, string suffix, string rest, string raw)
    {
        var slash = rest.IndexOf('/');
        if (slash < 0)
        {
            return (null, "document_no_issuer");
        }

        var issuers = Issuers(rest[(slash + 1)..]);
        return IsCode(rest[..slash]) && issuers.Length > 0
            ? (new(number, suffix, rest[..slash], issuers, null, DocumentStyle.Party, raw), null)
            : (null, "document_unreadable");
    }

    private static (DocumentNumber?, string?) State(int number, string suffix, string rest, string raw)
    {
        var parts = Issuers(rest);
        if (parts.Length == 0)
        {
            return (null, "document_unreadable");
        }

        if (!StateTypeCodes.Contains(parts[0]))
        {
            return (new(number, suffix, "", parts, null, DocumentStyle.State, raw), null);
        }

        return parts.Length == 1
            ? (null, "document_no_issuer")
            : (new(number, suffix, parts[0], parts.RemoveAt(0), null, DocumentStyle.State, raw), null);
    }

    private static (DocumentNumber?, string?) Law(int number, string suffix, string rest, string raw)
    {
        var year = int.Parse(rest[..4], CultureInfo.InvariantCulture);
        var parts = Issuers(rest[5..]);
        if (parts.Length == 0 || year is < VietnameseDate.FirstYear or > VietnameseDate.LastYear)
        {
            return (null, "document_unreadable");
        }

        return parts.Length == 1
            ? (new(number, suffix, "", parts, year, DocumentStyle.Law, raw), null)
            : (new(number, suffix, parts[0], parts.RemoveAt(0), year, DocumentStyle.Law, raw), null);
    }

    private static ImmutableArray<string> Issuers(string text)
    {
        var parts = text.Split('-');
        return Array.TrueForAll(parts, IsCode) ? [.. parts] : [];
    }

    private static bool IsCode(string code) =>
        code.Length is > 0 and <= 20 && char.IsLetter(code[0]) && code.All(c => char.IsLetterOrDigit(c) || c is '&' or '.');

    // Word processors turn dashes into long ones and put spaces around them; neither is part of the number.
    private static string Tidy(string raw)
    {
        var result = new StringBuilder(raw.Length);
        foreach (var c in raw.ToUpperInvariant())
        {
            if (c is '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212')
            {
                result.Append('-');
            }
            else if (!char.IsWhiteSpace(c))
            {
                result.Append(c);
            }
        }

        return result.ToString();
    }
}
