using System.Globalization;
using System.Xml;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>Copies the rows of a sheet with one column more, cell by cell.</summary>
internal static class XlsxRows
{
    /// <summary>From the start of the sheet's data to behind its end.</summary>
    public static void Copy(XmlReader xml, XmlWriter writer, XlsxMarks.Job job)
    {
        var ns = xml.NamespaceURI;
        writer.WriteStartElement(xml.Prefix, xml.LocalName, ns);
        writer.WriteAttributes(xml, false);
        var number = 0;
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.NodeType != XmlNodeType.EndElement)
            {
                if (xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                {
                    xml.Skip();
                    continue;
                }

                number = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : number + 1;
                Row(xml, writer, job, number, ns);
            }
        }

        xml.Read();
        writer.WriteEndElement();
    }

    private static void Row(XmlReader xml, XmlWriter writer, XlsxMarks.Job job, int number, string ns)
    {
        var text = number == job.HeadingRow ? job.Heading : number > job.HeadingRow ? job.Marks.GetValueOrDefault(number)?.Text ?? string.Empty : null;
        writer.WriteStartElement(xml.Prefix, xml.LocalName, ns);
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            // How wide a row is, is only a hint, and no longer true.
            if (xml.Name != "spans")
            {
                writer.WriteAttributeString(xml.Prefix, xml.LocalName, xml.NamespaceURI.Length == 0 ? null : xml.NamespaceURI, xml.Value);
            }
        }

        xml.MoveToElement();
        var written = text is null;
        var place = -1;
        string? style = null;
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.NodeType != XmlNodeType.EndElement)
            {
                if (xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                {
                    if (!written && xml is { NodeType: XmlNodeType.Element, LocalName: "extLst" })
                    {
                        written = Cell(writer, job, number, ns, text!, style);
                    }

                    writer.WriteNode(xml, false);
                    continue;
                }

                place = XlsxTable.ColumnOf(xml.GetAttribute("r")) ?? place + 1;
                if (!written && place >= job.Column)
                {
                    written = Cell(writer, job, number, ns, text!, place == job.Column ? xml.GetAttribute("s") ?? style : style);
                    if (place == job.Column)
                    {
                        xml.Skip();
                        continue;
                    }
                }

                style = xml.GetAttribute("s");
                writer.WriteNode(xml, false);
            }
        }

        if (!written)
        {
            Cell(writer, job, number, ns, text!, style);
        }

        xml.Read();
        writer.WriteEndElement();
    }

    /// <summary>The cell of a row; a heading looks like the one beside it.</summary>
    private static bool Cell(XmlWriter writer, XlsxMarks.Job job, int number, string ns, string text, string? neighbour)
    {
        if (text.Length == 0)
        {
            return true;
        }

        writer.WriteStartElement("c", ns);
        writer.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{XlsxMarks.NameOf(job.Column)}{number}"));
        var style = number == job.HeadingRow ? neighbour : job.Style.ToString(CultureInfo.InvariantCulture);
        if (style is not null)
        {
            writer.WriteAttributeString("s", style);
        }

        writer.WriteAttributeString("t", "inlineStr");
        writer.WriteStartElement("is", ns);
        writer.WriteStartElement("t", ns);
        writer.WriteAttributeString("xml", "space", null, "preserve");
        writer.WriteString(Clean(text));
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
        return true;
    }

    /// <summary>Text that a workbook can hold: a cell quoted in a message may have had characters that none can.</summary>
    internal static string Clean(string text)
    {
        var clean = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                clean.Append(text[i]).Append(text[++i]);
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                clean.Append(text[i]);
            }
        }

        return clean.ToString();
    }
}
