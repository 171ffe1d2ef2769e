using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>
/// Writes the column of errors into a workbook, with a note on each faulty cell and a filter over the table. The sheet is copied element by element, so that
/// whatever else stands in it, known to this program or not, stays.
/// </summary>
internal static class XlsxMarks
{
    private const int ColumnWidth = 60;

    /// <summary>What stands between the cells and the filter of a sheet.</summary>
    private static readonly HashSet<string> BeforeFilter = new(StringComparer.Ordinal) { "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios" };

    /// <summary>What stands behind the drawing that holds the notes.</summary>
    private static readonly HashSet<string> AfterDrawing =
        new(StringComparer.Ordinal) { "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst" };

    public static byte[] Write(byte[] bytes, SourceTable table, IReadOnlyDictionary<int, RowMark> marks, string heading)
    {
        using var package = new MemoryStream();
        package.Write(bytes);
        try
        {
            using var document = SpreadsheetDocument.Open(package, true);
            var (workbook, part, index) = XlsxTable.SheetOf(document);
            var shape = Shape.Of(part);
            var style = XlsxStyles.AddErrorStyle(workbook);
            var column = table.ErrorColumn ?? table.Layout.Count;
            var filter = shape.HasTables ? null : string.Create(CultureInfo.InvariantCulture, $"A{table.HeadingRow}:{NameOf(column)}{Math.Max(table.HeadingRow, shape.LastRow)}");
            if (filter is not null)
            {
                Filter(workbook, index, filter);
            }

            var notes = XlsxNotes.Add(part, shape.Drawing, Faulty(table, marks));
            var job = new Job(table.HeadingRow, column, table.ErrorColumn is null ? heading : null, marks, style, filter, shape.Drawing is null ? notes : null);
            using var changed = new MemoryStream();
            Copy(part, job, changed);
            changed.Position = 0;
            part.FeedData(changed);
        }
        catch (Exception broken) when (XlsxTable.IsBroken(broken))
        {
            throw new ImportFileException("not_a_workbook");
        }

        return package.ToArray();
    }

    /// <summary>Name of a column, from 0: <c>A</c>, <c>AB</c>.</summary>
    internal static string NameOf(int column) => column < 26 ? ((char)('A' + column)).ToString() : NameOf((column / 26) - 1) + (char)('A' + (column % 26));

    private static List<(int Row, int Column, string Text)> Faulty(SourceTable table, IReadOnlyDictionary<int, RowMark> marks)
    {
        var places = table.Layout.Select((c, i) => (c?.Name, i)).Where(p => p.Name is not null).ToDictionary(p => p.Name!, p => p.i, StringComparer.Ordinal);
        return [.. marks.Where(m => m.Value.Column is { } name && places.ContainsKey(name)).OrderBy(m => m.Key).Select(m => (m.Key, places[m.Value.Column!], m.Value.Text))];
    }

    /// <summary>The hidden name under which a workbook keeps the range of a sheet's filter.</summary>
    private static void Filter(WorkbookPart workbook, int index, string range)
    {
        var names = workbook.Workbook.DefinedNames ??= new DefinedNames();
        var sheet = workbook.Workbook.Sheets!.Elements<Sheet>().ElementAt(index).Name?.Value ?? string.Empty;
        foreach (var old in names.Elements<DefinedName>().Where(n => n.Name?.Value == "_xlnm._FilterDatabase" && n.LocalSheetId?.Value == (uint)index).ToList())
        {
            old.Remove();
        }

        var fixedRange = string.Join(':', range.Split(':').Select(a => "$" + a.TrimEnd("0123456789".ToCharArray()) + "$" + a.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray())));
        names.Append(new DefinedName($"'{sheet.Replace("'", "''", StringComparison.Ordinal)}'!{fixedRange}") { Name = "_xlnm._FilterDatabase", LocalSheetId = (uint)index, Hidden = true });
        workbook.Workbook.Save();
    }

    private static void Copy(WorksheetPart part, Job job, Stream changed)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, XlsxTable.Xml);
        using var writer = XmlWriter.Create(changed, new XmlWriterSettings { CloseOutput = false, Encoding = new System.Text.UTF8Encoding(false) });
        xml.MoveToContent();
        var ns = xml.NamespaceURI;
        writer.WriteStartDocument(true);
        writer.WriteStartElement(xml.Prefix, xml.LocalName, ns);
        writer.WriteAttributes(xml, false);
        var (columns, filtered, drawn, sheetDone) = (false, job.Filter is null, job.Drawing is null, false);
        xml.Read();
        while (xml.NodeType != XmlNodeType.EndElement && !xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                xml.Read();
                continue;
            }

            var name = xml.LocalName;
            if (sheetDone && !filtered && name != "autoFilter" && !BeforeFilter.Contains(name))
            {
                WriteFilter(writer, new XElement(XName.Get("autoFilter", ns)), job.Filter!);
                filtered = true;
            }

            if (!drawn && AfterDrawing.Contains(name))
            {
                WriteDrawing(writer, ns, job.Drawing!);
                drawn = true;
            }

            switch (name)
            {
                case "dimension":
                    xml.Skip();
                    break;
                case "cols":
                    WriteColumns(writer, (XElement)XNode.ReadFrom(xml), job.Column);
                    columns = true;
                    break;
                case "sheetData":
                    if (!columns)
                    {
                        WriteColumns(writer, new XElement(XName.Get("cols", ns)), job.Column);
                    }

                    XlsxRows.Copy(xml, writer, job);
                    sheetDone = true;
                    break;
                case "autoFilter" when !filtered:
                    WriteFilter(writer, (XElement)XNode.ReadFrom(xml), job.Filter!);
                    filtered = true;
                    break;
                default:
                    writer.WriteNode(xml, false);
                    break;
            }
        }

        if (!filtered)
        {
            WriteFilter(writer, new XElement(XName.Get("autoFilter", ns)), job.Filter!);
        }

        if (!drawn)
        {
            WriteDrawing(writer, ns, job.Drawing!);
        }

        writer.WriteEndDocument();
    }

    private static void WriteColumns(XmlWriter writer, XElement columns, int column)
    {
        var at = column + 1;
        if (!columns.Elements().Any(c => (int?)c.Attribute("min") <= at && (int?)c.Attribute("max") >= at))
        {
            var own = new XElement(columns.Name.Namespace + "col", new XAttribute("min", at), new XAttribute("max", at), new XAttribute("width", ColumnWidth), new XAttribute("customWidth", 1));
            if (columns.Elements().LastOrDefault(c => (int?)c.Attribute("max") < at) is { } before)
            {
                before.AddAfterSelf(own);
            }
            else
            {
                columns.AddFirst(own);
            }
        }

        columns.WriteTo(writer);
    }

    private static void WriteFilter(XmlWriter writer, XElement filter, string range)
    {
        filter.SetAttributeValue("ref", range);
        filter.WriteTo(writer);
    }

    private static void WriteDrawing(XmlWriter writer, string ns, string relationship)
    {
        writer.WriteStartElement("legacyDrawing", ns);
        writer.WriteAttributeString("id", ns.Contains("purl.oclc.org", StringComparison.Ordinal) ? "http://purl.oclc.org/ooxml/officeDocument/relationships" : "http://schemas.openxmlformats.org/officeDocument/2006/relationships", relationship);
        writer.WriteEndElement();
    }

    /// <summary>What is to be written into a sheet.</summary>
    /// <param name="Heading">Of a new column; null when the column is there.</param>
    /// <param name="Filter">Range of the filter; null for none.</param>
    /// <param name="Drawing">Relationship of a new drawing of notes; null when there is none to add.</param>
    internal sealed record Job(int HeadingRow, int Column, string? Heading, IReadOnlyDictionary<int, RowMark> Marks, uint Style, string? Filter, string? Drawing);

    /// <summary>What a sheet has already.</summary>
    private sealed record Shape(int LastRow, bool HasTables, string? Drawing)
    {
        public static Shape Of(WorksheetPart part)
        {
            var (last, tables, drawing) = (0, false, (string?)null);
            using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
            using var xml = XmlReader.Create(stream, XlsxTable.Xml);
            while (xml.Read())
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                switch (xml.LocalName)
                {
                    case "row":
                        last = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : last + 1;
                        break;
                    case "tableParts":
                        tables = true;
                        break;
                    case "legacyDrawing" when xml.Depth == 1:
                        drawing = xml.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") ?? xml.GetAttribute("id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
                        break;
                }
            }

            return new Shape(last, tables, drawing);
        }
    }
}
