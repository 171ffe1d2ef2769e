using System.Globalization;
using System.IO.Compression;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>Reads the first visible sheet of a workbook, row by row. Values only: a formula is refused, because what it shows may change after the file was looked at.</summary>
internal static class XlsxTable
{
    /// <exception cref="ImportFileException">No workbook, cut short, too large when unpacked.</exception>
    public static SourceTable Read(byte[] bytes, ImportKind kind)
    {
        CheckPacking(bytes);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var document = SpreadsheetDocument.Open(stream, false, new OpenSettings { MaxCharactersInPart = ImportLimits.MaxUnpackedBytes });
            var workbook = document.WorkbookPart ?? throw new ImportFileException("not_a_workbook");
            var sheets = workbook.Workbook.Sheets?.Elements<Sheet>().ToList() ?? [];
            var sheet = sheets.Find(s => s.State is null || s.State.Value == SheetStateValues.Visible) ?? throw new ImportFileException("no_sheet");
            if (sheet.Id?.Value is not { } id || workbook.GetPartById(id) is not WorksheetPart part)
            {
                throw new ImportFileException("no_sheet");
            }

            var date1904 = workbook.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
            return ReadSheet(part, SharedStrings(workbook), kind, date1904);
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or XmlException or InvalidDataException or FileFormatException or InvalidOperationException or FormatException)
        {
            throw new ImportFileException("not_a_workbook");
        }
    }

    /// <summary>Looks at the directory of the archive before anything is unpacked.</summary>
    private static void CheckPacking(byte[] bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            if (archive.Entries.Count > ImportLimits.MaxWorkbookParts)
            {
                throw new ImportFileException("packed_too_much");
            }

            var unpacked = 0L;
            foreach (var entry in archive.Entries)
            {
                // The directory can lie about sizes, so each part is unpacked once, counted and thrown away.
                unpacked = Unpack(entry, unpacked);
            }
        }
        catch (InvalidDataException)
        {
            // The directory of an archive stands at its end: a file cut short has none.
            throw new ImportFileException("cut_short");
        }
    }

    private static long Unpack(ZipArchiveEntry entry, long soFar)
    {
        var buffer = new byte[64 * 1024];
        var own = 0L;
        using var content = entry.Open();
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            own += read;
            if (soFar + own > ImportLimits.MaxUnpackedBytes
                || (own > ImportLimits.PackingRatioMattersFromBytes && own / Math.Max(1, entry.CompressedLength) > ImportLimits.MaxPackingRatio))
            {
                throw new ImportFileException("packed_too_much", value: entry.FullName);
            }
        }

        return soFar + own;
    }

    private static List<string> SharedStrings(WorkbookPart workbook)
    {
        var strings = new List<string>();
        if (workbook.SharedStringTablePart is not { } part)
        {
            return strings;
        }

        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SharedStringItem) && reader.IsStartElement && reader.LoadCurrentElement() is SharedStringItem item)
            {
                strings.Add(TextOf(item));
            }
        }

        return strings;
    }

    private static SourceTable ReadSheet(WorksheetPart part, List<string> strings, ImportKind kind, bool date1904)
    {
        var builder = new TableBuilder(kind, date1904);
        var cells = new List<SourceCell>();
        var number = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement || reader.LoadCurrentElement() is not Row row)
            {
                continue;
            }

            number = (int)(row.RowIndex?.Value ?? (uint)(number + 1));
            cells.Clear();
            foreach (var cell in row.Elements<Cell>())
            {
                var column = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
                if (column >= ImportLimits.MaxColumns)
                {
                    throw new ImportFileException("too_many_columns", number.ToString(CultureInfo.InvariantCulture));
                }

                while (cells.Count <= column)
                {
                    cells.Add(SourceCell.Empty);
                }

                cells[column] = Cell(cell, strings);
            }

            builder.Add(number, cells);
        }

        return builder.Build();
    }

    private static SourceCell Cell(Cell cell, List<string> strings)
    {
        var address = cell.CellReference?.Value;
        var raw = cell.CellValue?.Text ?? string.Empty;
        if (cell.CellFormula is { } formula)
        {
            return new SourceCell(CellText.Shown("=" + formula.Text), Problem: "formula", Address: address);
        }

        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString)
        {
            return int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count
                ? CellText.Read(strings[index], address)
                : new SourceCell(raw, Problem: "cell_error", Address: address);
        }

        if (type == CellValues.InlineString)
        {
            return CellText.Read(cell.InlineString is { } inline ? TextOf(inline) : string.Empty, address);
        }

        if (type == CellValues.Error)
        {
            return new SourceCell(raw, Problem: "cell_error", Address: address);
        }

        if (type == CellValues.Boolean)
        {
            return new SourceCell(raw == "1" ? "yes" : "no", Address: address);
        }

        if (type == CellValues.String || type == CellValues.Date)
        {
            return CellText.Read(raw, address);
        }

        return raw.Length == 0 ? SourceCell.Empty
            : double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? new SourceCell(Plain(value), value, Address: address)
                : new SourceCell(CellText.Shown(raw), Problem: "cell_error", Address: address);
    }

    /// <summary>A number as a person would have typed it: a card number of twelve digits keeps its digits.</summary>
    private static string Plain(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? ((long)value).ToString(CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Text without the phonetic hints that East Asian Excel keeps beside it.</summary>
    private static string TextOf(OpenXmlElement item) =>
        string.Concat(item.Descendants<Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));

    private static int? ColumnOf(string? address)
    {
        if (address is null)
        {
            return null;
        }

        var column = 0;
        foreach (var c in address)
        {
            if (!char.IsAsciiLetterUpper(c))
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
            if (column > 20_000)
            {
                break;
            }
        }

        return column - 1;
    }
}
