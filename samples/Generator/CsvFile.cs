using System.Globalization;
using System.Text;

namespace CadreWorkflow.Generator;

/// <summary>A file of the samples as RFC 4180 writes it: comma, CRLF, quotes only where needed, UTF-8 with a byte order mark so that Excel opens it rightly.</summary>
internal sealed class CsvFile(params string[] columns)
{
    private readonly StringBuilder _text = new StringBuilder().AppendJoin(',', columns).Append("\r\n");

    public int Rows { get; private set; }

    /// <summary>Adds a row; a column not named is empty, a name that is no column is a mistake of the generator.</summary>
    public void Add(IReadOnlyDictionary<string, string> values)
    {
        var used = 0;
        for (var i = 0; i < columns.Length; i++)
        {
            if (i > 0)
            {
                _text.Append(',');
            }

            if (values.TryGetValue(columns[i], out var value))
            {
                used++;
                _text.Append(Quote(value));
            }
        }

        if (used != values.Count)
        {
            throw new InvalidOperationException($"A value has no column among: {string.Join(' ', values.Keys.Except(columns, StringComparer.Ordinal))}.");
        }

        _text.Append("\r\n");
        Rows++;
    }

    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(_text.ToString().Normalize(NormalizationForm.FormC))];

    private static string Quote(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}

internal static class Iso
{
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
