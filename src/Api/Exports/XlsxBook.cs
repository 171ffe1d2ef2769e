using System.Globalization;
using System.IO.Compression;
using System.Text;
using CadreWorkflow.Api.Localisation;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Exports;

/// <summary>
/// Writes tables as a workbook while their rows arrive: no row is kept, only the packed file. Dates and numbers are real ones; texts are never formulas. The
/// headings are frozen on the screen, repeated on paper and carry a filter.
/// </summary>
internal static class XlsxBook
{
    /// <summary>Rows a sheet may have; what is asked beyond is refused before it is read.</summary>
    public const int MaxRows = 50_000;

    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public static async Task<MemoryStream> WriteAsync(IReadOnlyList<Sheet> sheets, CancellationToken cancellationToken)
    {
        var packed = new MemoryStream();
        var headings = new List<int>();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < sheets.Count; i++)
            {
                await using var part = Entry(archive, $"xl/worksheets/sheet{i + 1}.xml");
                headings.Add(await WriteAsync(part, sheets[i], cancellationToken));
            }

            await TextAsync(archive, "xl/styles.xml", BookStyles.Xml, cancellationToken);
            await TextAsync(archive, "xl/workbook.xml", Workbook(sheets, headings).OuterXml, cancellationToken);
            await TextAsync(archive, "xl/_rels/workbook.xml.rels", Related([.. sheets.Select((_, i) => ($"worksheets/sheet{i + 1}.xml", "worksheet")), ("styles.xml", "styles")]), cancellationToken);
            await TextAsync(archive, "_rels/.rels", Related([("xl/workbook.xml", "officeDocument")]), cancellationToken);
            await TextAsync(archive, "[Content_Types].xml", ContentTypes(sheets.Count), cancellationToken);
        }

        packed.Position = 0;
        return packed;
    }

    /// <summary>Writes one sheet; the row of its headings.</summary>
    private static async Task<int> WriteAsync(Stream part, Sheet sheet, CancellationToken cancellationToken)
    {
        var texts = Texts.Current;
        var columns = sheet.Columns.Prepend(new SheetColumn(texts["list.stt"], 6)).ToList();
        var last = Name(columns.Count - 1);
        var heading = sheet.Notes.Count + 3;
        using var writer = new RowWriter(OpenXmlWriter.Create(part));
        writer.Out.WriteStartElement(new Worksheet());
        writer.Out.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        writer.Out.WriteElement(new SheetViews(new SheetView(new Pane
        {
            VerticalSplit = heading,
            TopLeftCell = $"A{heading + 1}",
            ActivePane = PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        })
        { WorkbookViewId = 0 }));
        writer.Out.WriteElement(new Columns(columns.Select((c, i) => new Column { Min = (uint)(i + 1), Max = (uint)(i + 1), Width = c.Width, CustomWidth = true })));
        writer.Out.WriteStartElement(new SheetData());
        writer.Row([sheet.Title], BookStyles.Title);
        foreach (var note in sheet.Notes)
        {
            writer.Row([note], BookStyles.Note);
        }

        writer.Row([], BookStyles.Text);
        writer.Row([.. columns.Select(c => c.Heading)], BookStyles.Heading);
        var rows = 0;
        await foreach (var row in sheet.Rows.WithCancellation(cancellationToken))
        {
            writer.Row([++rows, .. row]);
        }

        if (sheet.Foot is { } foot)
        {
            writer.Row([], BookStyles.Text);
            writer.Row([foot(rows)], BookStyles.Note);
        }

        writer.Out.WriteEndElement();
        writer.Out.WriteElement(new AutoFilter { Reference = $"A{heading}:{last}{heading + rows}" });
        writer.Out.WriteElement(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        writer.Out.WriteElement(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        writer.Out.WriteElement(new HeaderFooter { OddFooter = new OddFooter("&R&P/&N") });
        writer.Out.WriteEndElement();
        return heading;
    }

    private static Workbook Workbook(IReadOnlyList<Sheet> sheets, List<int> headings)
    {
        var names = new List<string>();
        foreach (var sheet in sheets)
        {
            names.Add(TabName(sheet.Name, names));
        }

        return new Workbook(
            new DocumentFormat.OpenXml.Spreadsheet.Sheets(names.Select((n, i) => new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = n, SheetId = (uint)(i + 1), Id = $"r{i + 1}" })),
            new DefinedNames(names.Select((n, i) => new DefinedName($"'{n.Replace("'", "''", StringComparison.Ordinal)}'!${headings[i]}:${headings[i]}") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i })));
    }

    /// <summary>At most 31 characters, without those a tab cannot show, and no two alike.</summary>
    private static string TabName(string name, List<string> taken)
    {
        var plain = new string([.. name.Where(c => !"[]:*?/\\".Contains(c, StringComparison.Ordinal))]).Trim('\'', ' ');
        plain = plain.Length == 0 ? "Sheet" : plain[..Math.Min(plain.Length, 31)];
        var unique = plain;
        for (var n = 2; taken.Contains(unique, StringComparer.OrdinalIgnoreCase); n++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{plain[..Math.Min(plain.Length, 28)]} {n}");
        }

        return unique;
    }

    private static Stream Entry(ZipArchive archive, string name) => archive.CreateEntry(name, CompressionLevel.Fastest).Open();

    private static async Task TextAsync(ZipArchive archive, string name, string xml, CancellationToken cancellationToken)
    {
        await using var part = Entry(archive, name);
        await part.WriteAsync(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml), cancellationToken);
    }

    private static string Related(IReadOnlyList<(string Target, string Kind)> parts) =>
        $"<Relationships xmlns=\"{Relations}\">" + string.Concat(parts.Select((p, i) => $"<Relationship Id=\"r{i + 1}\" Type=\"{Office}/{p.Kind}\" Target=\"{p.Target}\"/>")) + "</Relationships>";

    private static string ContentTypes(int sheets) =>
        $"<Types xmlns=\"{Types}\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Main}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Main}.styles+xml\"/>"
        + string.Concat(Enumerable.Range(1, sheets).Select(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Main}.worksheet+xml\"/>")) + "</Types>";

    internal static string Name(int column) => column < 26 ? ((char)('A' + column)).ToString() : Name((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>Writes row after row and counts them.</summary>
    private sealed class RowWriter(OpenXmlWriter writer) : IDisposable
    {
        private static readonly DateOnly FirstDay = new(1899, 12, 30);
        private int _row;

        public OpenXmlWriter Out => writer;

        public void Dispose() => writer.Dispose();

        /// <param name="style">Of all cells; null for the style of each value.</param>
        public void Row(IReadOnlyList<object?> cells, uint? style = null)
        {
            _row++;
            writer.WriteStartElement(new Row { RowIndex = (uint)_row });
            for (var i = 0; i < cells.Count; i++)
            {
                if (Cell(cells[i], style) is { } cell)
                {
                    cell.CellReference = string.Create(CultureInfo.InvariantCulture, $"{Name(i)}{_row}");
                    writer.WriteElement(cell);
                }
            }

            writer.WriteEndElement();
        }

        private static Cell? Cell(object? value, uint? style) => value switch
        {
            null or "" => style is null ? new Cell { StyleIndex = BookStyles.Text } : null,
            DateOnly day => Number((day.DayNumber - FirstDay.DayNumber).ToString(CultureInfo.InvariantCulture), BookStyles.Date),
            int or long => Number(Convert.ToString(value, CultureInfo.InvariantCulture)!, BookStyles.Number),
            Share { Whole: 0 } => Text("–", BookStyles.Text),
            Share share => Number(((double)share.Part / share.Whole).ToString("R", CultureInfo.InvariantCulture), BookStyles.Percent),
            string text => Text(text, style ?? BookStyles.Text),
            _ => throw new ArgumentException($"A sheet has no cells of {value.GetType().Name}.", nameof(value)),
        };

        private static Cell Number(string value, uint style) => new() { CellValue = new CellValue(value), StyleIndex = style };

        private static Cell Text(string text, uint style) =>
            new() { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }), StyleIndex = style };
    }
}
