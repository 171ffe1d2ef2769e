using System.Text;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>Writes the column of errors into CSV; every other character stays as it was sent, encoding and delimiter too.</summary>
internal static class CsvMarks
{
    public static byte[] Write(byte[] bytes, SourceTable table, IReadOnlyDictionary<int, RowMark> marks, string heading)
    {
        var text = CsvTable.Decode(bytes);
        var delimiter = CsvTable.Delimiter(text);
        var column = table.ErrorColumn ?? table.Layout.Count;
        var marked = new StringBuilder(text.Length + (marks.Count * 80));
        var (position, line) = (0, 1);
        while (position < text.Length)
        {
            var (first, begin) = (line, position);
            var cells = new List<(int Begin, int End)>();
            var ended = false;
            while (!ended)
            {
                var from = position;
                (_, position, line, ended) = CsvTable.Cell(text, position, line, delimiter);
                var tail = ended && position - 2 >= from && text[position - 1] == '\n' && text[position - 2] == '\r' ? 2 : 1;
                cells.Add((from, position - tail));
            }

            var value = first == table.HeadingRow ? table.ErrorColumn is null ? heading : null
                : first > table.HeadingRow ? marks.GetValueOrDefault(first)?.Text ?? string.Empty
                : null;
            var row = text[begin..position];
            marked.Append(value is null || (value.Length == 0 && column >= cells.Count) ? row : With(text, cells, column, Quoted(value, delimiter), delimiter, position));
        }

        return bytes switch
        {
            [0xFF, 0xFE, ..] => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(marked.ToString())],

            // Without its mark Excel takes UTF-8 for the machine's own encoding, and the column is for people who open it there.
            _ => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(marked.ToString())],
        };
    }

    /// <summary>A row with one cell put in its place or behind as many empty ones as are missing.</summary>
    private static string With(string text, List<(int Begin, int End)> cells, int column, string value, char delimiter, int next)
    {
        var (begin, end) = (cells[0].Begin, cells[^1].End);
        return column < cells.Count
            ? string.Concat(text.AsSpan(begin, cells[column].Begin - begin), value, text.AsSpan(cells[column].End, next - cells[column].End))
            : string.Concat(text.AsSpan(begin, end - begin), new string(delimiter, column - cells.Count + 1), value, text.AsSpan(end, next - end));
    }

    private static string Quoted(string value, char delimiter)
    {
        // What begins like a formula would be one when the file is opened.
        var plain = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' ? "'" + value : value;
        return plain.AsSpan().IndexOfAny(['"', '\r', '\n', delimiter]) < 0 ? plain : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
