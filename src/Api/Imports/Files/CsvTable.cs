using System.Globalization;
using System.Text;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>Reads CSV as Excel and others write it: comma, semicolon or tab; UTF-8 with or without mark, or UTF-16 with mark.</summary>
internal static class CsvTable
{
    /// <exception cref="ImportFileException">The file cannot be read, or ends before its last row does.</exception>
    public static SourceTable Read(ReadOnlySpan<byte> bytes, ImportKind kind, Action<SourceTable, SourceRow> take)
    {
        var text = Decode(bytes);
        var builder = new TableBuilder(kind, take);
        var cells = new List<SourceCell>();
        var delimiter = Delimiter(text);
        var (position, line) = (0, 1);
        while (position < text.Length)
        {
            cells.Clear();
            var first = line;
            var ended = false;
            while (!ended)
            {
                (var cell, position, line, ended) = Cell(text, position, line, delimiter);
                if (cells.Count == ImportLimits.MaxColumns)
                {
                    throw new ImportFileException("too_many_columns", first.ToString(CultureInfo.InvariantCulture));
                }

                cells.Add(CellText.Read(cell));
            }

            builder.Add(first, cells);
        }

        return builder.Build();
    }

    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes switch
            {
                [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes[3..]),
                [0xFF, 0xFE, ..] => new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes[2..]),
                _ => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes),
            };
        }
        catch (DecoderFallbackException wrong)
        {
            // Half a character at the very end is a file cut short; anywhere else it is another encoding.
            throw wrong.Index >= bytes.Length - 4
                ? new ImportFileException("cut_short")
                : new ImportFileException("encoding_not_utf8", wrong.Index.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The delimiter most frequent in the first lines, outside quotes. Vietnamese Excel writes semicolons where the comma is the decimal sign.</summary>
    internal static char Delimiter(string text)
    {
        Span<int> counts = stackalloc int[3];
        var quoted = false;
        var lines = 0;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 20_000)))
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted)
            {
                switch (c)
                {
                    case ',': counts[0]++; break;
                    case ';': counts[1]++; break;
                    case '\t': counts[2]++; break;
                    case '\n': lines++; break;
                }
            }

            if (lines > ImportLimits.MaxLinesBeforeHeadings)
            {
                break;
            }
        }

        return counts[1] > counts[0] && counts[1] >= counts[2] ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }

    /// <summary>One cell from a position: its text, where the next begins, on which line, and whether it ended the row.</summary>
    internal static (string Text, int Next, int Line, bool EndsRow) Cell(string text, int at, int line, char delimiter)
    {
        var value = string.Empty;
        if (at < text.Length && text[at] == '"')
        {
            (value, at, line) = Quoted(text, at, line);
        }
        else
        {
            var length = text.AsSpan(at).IndexOfAny(delimiter, '\r', '\n');
            if (length < 0)
            {
                // Every program that writes rows ends the last one; a file that stops in the middle of a line may have lost the rest.
                throw new ImportFileException("cut_short", line.ToString(CultureInfo.InvariantCulture));
            }

            value = text.Substring(at, length);
            at += length;
        }

        if (at == text.Length)
        {
            throw new ImportFileException("cut_short", line.ToString(CultureInfo.InvariantCulture));
        }

        if (text[at] == delimiter)
        {
            return (value, at + 1, line, false);
        }

        if (text[at] is not ('\r' or '\n'))
        {
            throw new ImportFileException("text_after_quote", line.ToString(CultureInfo.InvariantCulture));
        }

        var next = text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? at + 2 : at + 1;
        return (value, next, line + 1, true);
    }

    private static (string Text, int Next, int Line) Quoted(string text, int at, int line)
    {
        var opened = line;
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                if (at + 1 < text.Length && text[at + 1] == '"')
                {
                    at++;
                }
                else
                {
                    return (value.ToString(), at + 1, line);
                }
            }

            line += text[at] == '\n' ? 1 : 0;
            value.Append(text[at]);
        }

        throw new ImportFileException("cut_short", opened.ToString(CultureInfo.InvariantCulture));
    }
}
