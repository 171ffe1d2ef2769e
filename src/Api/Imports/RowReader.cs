using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Localisation;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Imports;

/// <summary>Why a row is no statement: which column, and what stands there.</summary>
/// <param name="Code">Stable code; its text is <c>import.row.{code}</c> or that of a refusal.</param>
/// <param name="Field">Column name; null when it is the row.</param>
/// <param name="Detail">What else the text needs to say, in the reader's language.</param>
internal sealed record RowProblem(string Code, string? Field = null, string? Value = null, string? Detail = null);

/// <summary>Reads the cells of one row by type. The first thing wrong is kept; what follows reads as empty.</summary>
internal sealed class RowReader(SourceRow row, SourceTable table)
{
    private static readonly string[] Yes = ["yes", "y", "true", "1", "x", "co", "dung"];
    private static readonly string[] No = ["no", "n", "false", "0", "khong", "sai"];

    private readonly Dictionary<string, string> _canonical = new(StringComparer.Ordinal);

    /// <summary>The first thing wrong with the row, or null.</summary>
    public RowProblem? Problem { get; private set; }

    public int Number => row.Number;

    /// <summary>What the row says, whatever the form of its file: the same statement has the same text.</summary>
    public string Canonical => string.Join('\n', _canonical.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value}"));

    /// <summary>Keeps the first problem.</summary>
    public void Refuse(string code, string? field = null, string? value = null) => Problem ??= new RowProblem(code, field, value is null ? null : CellText.Shown(value));

    /// <summary>True when the file has the column and the row has something in it.</summary>
    public bool Has(string name) => row.Cells.ContainsKey(name);

    public string? Text(string name, int maxLength = 300)
    {
        if (Cell(name) is not { } cell)
        {
            return null;
        }

        if (cell.Text.Length > maxLength)
        {
            Refuse("cell_too_long", name, cell.Text);
            return null;
        }

        // Spaces and line breaks inside a cell come from typing, not from what is said.
        return Keep(name, string.Join(' ', cell.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    public string RequiredText(string name, int maxLength = 300)
    {
        if (Text(name, maxLength) is { } text)
        {
            return text;
        }

        Refuse("required", name);
        return string.Empty;
    }

    public DateOnly? Date(string name)
    {
        if (Cell(name) is not { } cell)
        {
            return null;
        }

        var column = table.Columns.First(c => c.Name == name);
        var parsed = cell.Number is { } number && number < 10_000_000 ? FromSerial(number) : VietnameseDate.Parse(cell.Text, acceptTwoDigitYear: column.Kind != CellKind.BirthDate);
        if (parsed.Value is not { } day)
        {
            Refuse(parsed.Problem!, name, cell.Text);
            return null;
        }

        Keep(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return day;
    }

    public DateOnly RequiredDate(string name)
    {
        if (Date(name) is { } day)
        {
            return day;
        }

        Refuse("required", name);
        return default;
    }

    public int? Count(string name)
    {
        if (Cell(name) is not { } cell)
        {
            return null;
        }

        if (!int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 100_000)
        {
            Refuse("not_a_count", name, cell.Text);
            return null;
        }

        Keep(name, value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    /// <summary>A count as a report writes it: <c>1.169</c>, <c>&gt;21</c>, <c>gần 4000</c>.</summary>
    public ParsedCount? Reported(string name)
    {
        if (Text(name, 40) is not { } text)
        {
            return null;
        }

        var parsed = VietnameseNumber.Parse(text);
        if (parsed.Problem is { } problem)
        {
            Refuse(problem, name, text);
            return null;
        }

        return parsed;
    }

    /// <summary>A whole number that may be wrong by its sign: what it means to be negative is the rule's to say.</summary>
    public int? Whole(string name)
    {
        if (Cell(name) is not { } cell)
        {
            return null;
        }

        if (!int.TryParse(cell.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || Math.Abs((long)value) > 1_000_000)
        {
            Refuse("not_a_number", name, cell.Text);
            return null;
        }

        Keep(name, value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    public bool? YesNo(string name)
    {
        if (Cell(name) is not { } cell)
        {
            return null;
        }

        var folded = NameFolding.Fold(cell.Text);
        bool? value = Yes.Contains(folded, StringComparer.Ordinal) ? true : No.Contains(folded, StringComparer.Ordinal) ? false : null;
        if (value is null)
        {
            Refuse("not_yes_or_no", name, cell.Text);
            return null;
        }

        Keep(name, value.Value ? "yes" : "no");
        return value;
    }

    /// <summary>A code, or its word in Vietnamese or English.</summary>
    /// <param name="texts">Prefix of its words: <c>gender</c>.</param>
    public TEnum? Code<TEnum>(string name, string texts)
        where TEnum : struct, Enum
    {
        if (Cell(name) is not { } cell)
        {
            return null;
        }

        if (CodeWords<TEnum>.Of(texts).TryGetValue(NameFolding.Fold(cell.Text), out var value))
        {
            Keep(name, Codes.Of(value));
            return value;
        }

        Refuse("unknown_code", name, cell.Text);
        return null;
    }

    /// <summary>A calendar by its code, or by the words of a shared one.</summary>
    public CalendarKind? Calendar(string name)
    {
        if (Cell(name) is not { } cell)
        {
            return null;
        }

        var folded = NameFolding.Fold(cell.Text);
        var shared = new[] { CalendarKind.Public, CalendarKind.Private5 }
            .Where(k => new[] { Texts.Vietnamese, Texts.English }.Any(t => NameFolding.Fold(t["calendar_kind." + k]) == folded))
            .Select(k => (CalendarKind?)k).FirstOrDefault();
        if ((shared ?? CalendarKind.Parse(cell.Text)) is { } kind)
        {
            Keep(name, kind.Value);
            return kind;
        }

        Refuse("unknown_code", name, cell.Text);
        return null;
    }

    public TEnum RequiredCode<TEnum>(string name, string texts)
        where TEnum : struct, Enum
    {
        if (Code<TEnum>(name, texts) is { } value)
        {
            return value;
        }

        Refuse("required", name);
        return default;
    }

    /// <summary>The paper of the row; null when none of its columns is filled.</summary>
    public DocumentRef? Document()
    {
        var number = Text("document_number", 100);
        var date = Date("document_date");
        var issuer = Text("document_issuer", 200);
        if (number is null && date is null && issuer is null)
        {
            return null;
        }

        if (date is null)
        {
            Refuse("required", "document_date");
            return null;
        }

        return new DocumentRef(number ?? string.Empty, date.Value, issuer ?? string.Empty);
    }

    /// <summary>The ballot of the row; null when none of its columns is filled. Where nothing is said of papers, everybody present voted.</summary>
    public Tally? Ballot()
    {
        var summoned = Count("summoned");
        var present = Count("present");
        var agree = Count("agree");
        var exempt = Count("exempt_absent");
        var probationary = Count("probationary_voters");
        var issued = Count("issued");
        var returned = Count("returned");
        var disagree = Count("disagree");
        var blank = Count("blank");
        var invalid = Count("invalid");
        if ((summoned ?? present ?? agree ?? exempt ?? probationary ?? issued ?? returned ?? disagree ?? blank ?? invalid) is null)
        {
            return null;
        }

        if (summoned is null || present is null || agree is null)
        {
            Refuse("required", summoned is null ? "summoned" : present is null ? "present" : "agree");
            return null;
        }

        return new Tally(
            summoned.Value, present.Value, exempt ?? 0, probationary ?? 0, issued ?? present.Value, returned ?? issued ?? present.Value, invalid ?? 0, agree.Value, disagree ?? 0, blank ?? 0);
    }

    private SourceCell? Cell(string name)
    {
        if (!row.Cells.TryGetValue(name, out var cell))
        {
            return null;
        }

        if (cell.Problem is { } problem)
        {
            Refuse(problem, name, cell.Address is { } address ? $"{address}: {cell.Text}" : cell.Text);
            return null;
        }

        return cell;
    }

    private string Keep(string name, string value)
    {
        // When it was entered is no part of what was said.
        if (name != ImportColumns.RecordedOn)
        {
            _canonical[name] = value;
        }

        return value;
    }

    /// <summary>A day count of a workbook. A bare year or a small number in a date column is a slip, not a day of 1905.</summary>
    private ParsedDate FromSerial(double number)
    {
        var days = table.Date1904 ? number + 1462 : number;
        if (days != Math.Floor(days) || days is < 10_959 or > 109_574)
        {
            return new ParsedDate(null, "date_unreadable");
        }

        return new ParsedDate(DateOnly.FromDateTime(DateTime.FromOADate(days)), null);
    }
}

/// <summary>How people write the values of an enumeration: its codes, and its words in both languages, without marks.</summary>
internal static class CodeWords<TEnum>
    where TEnum : struct, Enum
{
    private static readonly ConcurrentDictionary<string, FrozenDictionary<string, TEnum>> ByPrefix = new(StringComparer.Ordinal);

    public static FrozenDictionary<string, TEnum> Of(string texts) => ByPrefix.GetOrAdd(texts, static prefix =>
    {
        var words = new Dictionary<string, TEnum>(StringComparer.Ordinal);
        foreach (var value in Enum.GetValues<TEnum>())
        {
            var code = Codes.Of(value);
            foreach (var word in new[] { code, code.Replace('_', ' '), code.Replace('_', '-'), Texts.Vietnamese[$"{prefix}.{code}"], Texts.English[$"{prefix}.{code}"] })
            {
                words.TryAdd(NameFolding.Fold(word), value);
            }
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    });
}
