using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>
/// Reads the first visible sheet of a workbook, row by row and cell by cell: neither a row nor a cell is ever held whole when it is larger than it may be.
/// Values only: a formula is refused, because what it shows may change after the file was looked at.
/// </summary>
internal static class XlsxTable
{
    /// <summary>The workbook's own small parts; sheets and strings are streamed and have limits of their own.</summary>
    private const long MaxCharactersInSmallPart = 4L * 1024 * 1024;

    internal static XmlReaderSettings Xml { get; } = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = ImportLimits.MaxUnpackedBytes };

    /// <exception cref="ImportFileException">No workbook, cut short, too large when unpacked.</exception>
    public static SourceTable Read(byte[] bytes, ImportKind kind, Action<SourceTable, SourceRow> take)
    {
        CheckPacking(bytes);
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var document = SpreadsheetDocument.Open(stream, false, new OpenSettings { MaxCharactersInPart = MaxCharactersInSmallPart });
            var (workbook, part, _) = SheetOf(document);
            var builder = new TableBuilder(kind, take, workbook.Workbook.WorkbookProperties?.Date1904?.Value ?? false);
            ReadSheet(part, SharedStrings(workbook), builder);
            return builder.Build();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw new ImportFileException("not_a_workbook");
        }
    }

    /// <summary>The sheet that is read: the first that a person sees.</summary>
    internal static (WorkbookPart Workbook, WorksheetPart Part, int Index) SheetOf(SpreadsheetDocument document)
    {
        var workbook = document.WorkbookPart ?? throw new ImportFileException("not_a_workbook");
        var sheets = workbook.Workbook.Sheets?.Elements<Sheet>().ToList() ?? [];
        var index = sheets.FindIndex(s => s.State is null || s.State.Value == SheetStateValues.Visible);
        return index >= 0 && sheets[index].Id?.Value is { } id && workbook.GetPartById(id) is WorksheetPart part ? (workbook, part, index) : throw new ImportFileException("no_sheet");
    }

    internal static bool IsBroken(Exception problem) =>
        problem is OpenXmlPackageException or XmlException or InvalidDataException or FileFormatException or InvalidOperationException or FormatException or ArgumentOutOfRangeException;

    /// <summary>Column of an address such as <c>AB7</c>, from 0; null without an address.</summary>
    internal static int? ColumnOf(string? address)
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

        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Xml);
        var buffer = new char[4096];
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                strings.Add(Spoken(xml, buffer));
            }
        }

        return strings;
    }

    private static void ReadSheet(WorksheetPart part, List<string> strings, TableBuilder builder)
    {
        var cells = new List<SourceCell>();
        var number = 0;
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, Xml);
        var buffer = new char[4096];
        if (!xml.ReadToFollowing("sheetData", xml.MoveToContent() == XmlNodeType.Element ? xml.NamespaceURI : string.Empty))
        {
            return;
        }

        while (xml.Read() && xml is not { NodeType: XmlNodeType.EndElement, LocalName: "sheetData" })
        {
            switch (xml)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "row" }:
                    number = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : number + 1;
                    cells.Clear();
                    break;
                case { NodeType: XmlNodeType.EndElement, LocalName: "row" }:
                    builder.Add(number, cells);
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "c" }:
                    var column = ColumnOf(xml.GetAttribute("r")) ?? cells.Count;
                    if (column is < 0 or >= ImportLimits.MaxColumns)
                    {
                        throw new ImportFileException("too_many_columns", number.ToString(CultureInfo.InvariantCulture));
                    }

                    while (cells.Count <= column)
                    {
                        cells.Add(SourceCell.Empty);
                    }

                    cells[column] = Cell(xml, strings, buffer);
                    break;
            }
        }
    }

    /// <summary>The cell the reader stands on; leaves it at the cell's end.</summary>
    private static SourceCell Cell(XmlReader xml, List<string> strings, char[] buffer)
    {
        var (address, type, depth) = (xml.GetAttribute("r"), xml.GetAttribute("t"), xml.Depth);
        string? formula = null;
        var (raw, inline) = (string.Empty, string.Empty);
        if (!xml.IsEmptyElement)
        {
            while (xml.Read() && xml.Depth > depth)
            {
                switch (xml)
                {
                    case { NodeType: XmlNodeType.Element, LocalName: "f" }:
                        formula = Text(xml, buffer);
                        break;
                    case { NodeType: XmlNodeType.Element, LocalName: "v" }:
                        raw = Text(xml, buffer);
                        break;
                    case { NodeType: XmlNodeType.Element, LocalName: "is" }:
                        inline = Spoken(xml, buffer);
                        break;
                }
            }
        }

        return formula is not null ? new SourceCell(CellText.Shown("=" + formula), Problem: "formula", Address: address) : type switch
        {
            "s" => int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < strings.Count
                ? CellText.Read(strings[index], address)
                : new SourceCell(CellText.Shown(raw), Problem: "cell_error", Address: address),
            "inlineStr" => CellText.Read(inline, address),
            "e" => new SourceCell(CellText.Shown(raw), Problem: "cell_error", Address: address),
            "b" => new SourceCell(raw == "1" ? "yes" : "no", Address: address),
            "str" or "d" => CellText.Read(raw, address),
            _ when raw.Length == 0 => SourceCell.Empty,
            _ => double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? new SourceCell(Plain(value), value, Address: address)
                : new SourceCell(CellText.Shown(raw), Problem: "cell_error", Address: address),
        };
    }

    /// <summary>A number as a person would have typed it: a card number of twelve digits keeps its digits.</summary>
    private static string Plain(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1e15 ? ((long)value).ToString(CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Text of all runs, without the phonetic hints that East Asian Excel keeps beside it.</summary>
    private static string Spoken(XmlReader xml, char[] buffer)
    {
        if (xml.IsEmptyElement)
        {
            return string.Empty;
        }

        var depth = xml.Depth;
        var text = new StringBuilder();
        var phonetic = 0;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "rPh", IsEmptyElement: false })
            {
                phonetic++;
            }
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "rPh" })
            {
                phonetic--;
            }
            else if (phonetic == 0 && xml is { NodeType: XmlNodeType.Element, LocalName: "t" })
            {
                Append(xml, text, buffer);
            }
        }

        return text.ToString();
    }

    private static string Text(XmlReader xml, char[] buffer)
    {
        var text = new StringBuilder();
        Append(xml, text, buffer);
        return text.ToString();
    }

    /// <summary>Text of an element up to one character more than a cell may have: enough to see that it has too many.</summary>
    private static void Append(XmlReader xml, StringBuilder text, char[] buffer)
    {
        if (xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
            {
                continue;
            }

            int read;
            while ((read = xml.ReadValueChunk(buffer, 0, buffer.Length)) > 0)
            {
                text.Append(buffer, 0, Math.Clamp(ImportLimits.MaxCellLength + 1 - text.Length, 0, read));
            }
        }
    }
}
