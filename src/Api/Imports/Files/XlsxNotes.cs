using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>Notes on cells of somebody else's sheet. The notes of an earlier answer go; people's own stay.</summary>
internal static class XlsxNotes
{
    /// <summary>More notes than anybody opens one by one; the column says all.</summary>
    private const int Most = 2_000;

    private const string Author = "CadreWorkflow";

    private static readonly XNamespace V = "urn:schemas-microsoft-com:vml";
    private static readonly XNamespace O = "urn:schemas-microsoft-com:office:office";
    private static readonly XNamespace X = "urn:schemas-microsoft-com:office:excel";

    /// <summary>Adds the notes.</summary>
    /// <param name="drawing">Relationship of the drawing the sheet has; null for none.</param>
    /// <returns>Relationship of a drawing the sheet has to name now; null when nothing was drawn.</returns>
    public static string? Add(WorksheetPart sheet, string? drawing, IReadOnlyList<(int Row, int Column, string Text)> notes)
    {
        if (notes.Count == 0 && sheet.WorksheetCommentsPart is null)
        {
            return null;
        }

        var vml = drawing is null ? null : sheet.GetPartById(drawing) as VmlDrawingPart;
        XDocument picture;
        try
        {
            picture = vml is null ? Empty() : Load(vml);
        }
        catch (XmlException)
        {
            // An old drawing that is no XML is left as it is: the column says the same.
            return null;
        }

        var part = sheet.WorksheetCommentsPart ?? sheet.AddNewPart<WorksheetCommentsPart>();
        var comments = part.Comments ??= new Comments();
        comments.Authors ??= new Authors();
        comments.CommentList ??= new CommentList();
        RemoveOwn(comments, picture);
        var author = (uint)comments.Authors.Elements<Author>().Count();
        comments.Authors.Append(new Author(Author));
        var taken = comments.CommentList.Elements<Comment>().Select(c => c.Reference?.Value).ToHashSet(StringComparer.Ordinal);
        var number = 20_480;
        foreach (var (row, column, text) in notes.Take(Most))
        {
            var address = string.Create(CultureInfo.InvariantCulture, $"{XlsxMarks.NameOf(column)}{row}");
            if (taken.Add(address))
            {
                comments.CommentList.Append(new Comment(new CommentText(new Run(new Text(XlsxRows.Clean(text)) { Space = SpaceProcessingModeValues.Preserve }))) { Reference = address, AuthorId = author });
                picture.Root!.Add(ShapeOf(++number, row - 1, column));
            }
        }

        comments.Save(part);
        vml ??= sheet.AddNewPart<VmlDrawingPart>();
        using var saved = new MemoryStream();
        picture.Save(saved);
        saved.Position = 0;
        vml.FeedData(saved);
        return sheet.GetIdOfPart(vml);
    }

    private static void RemoveOwn(Comments comments, XDocument picture)
    {
        var own = comments.Authors!.Elements<Author>().Select((a, i) => (a.Text, i)).Where(a => a.Text == Author).Select(a => (uint)a.i).ToHashSet();
        foreach (var comment in comments.CommentList!.Elements<Comment>().Where(c => c.AuthorId is { } id && own.Contains(id.Value)).ToList())
        {
            var (row, column) = (int.Parse(comment.Reference!.Value!.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()), CultureInfo.InvariantCulture) - 1, XlsxTable.ColumnOf(comment.Reference.Value));
            picture.Root!.Elements(V + "shape").FirstOrDefault(s => s.Element(X + "ClientData") is { } d && (int?)d.Element(X + "Row") == row && (int?)d.Element(X + "Column") == column)?.Remove();
            comment.Remove();
        }
    }

    private static XDocument Load(VmlDrawingPart part)
    {
        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        using var xml = XmlReader.Create(stream, XlsxTable.Xml);
        return XDocument.Load(xml);
    }

    private static XDocument Empty() => new(new XElement(
        "xml",
        new XAttribute(XNamespace.Xmlns + "v", V),
        new XAttribute(XNamespace.Xmlns + "o", O),
        new XAttribute(XNamespace.Xmlns + "x", X),
        new XElement(O + "shapelayout", new XAttribute(V + "ext", "edit"), new XElement(O + "idmap", new XAttribute(V + "ext", "edit"), new XAttribute("data", "1"))),
        new XElement(
            V + "shapetype",
            new XAttribute("id", "_x0000_t202"),
            new XAttribute("coordsize", "21600,21600"),
            new XAttribute(O + "spt", "202"),
            new XAttribute("path", "m,l,21600r21600,l21600,xe"),
            new XElement(V + "stroke", new XAttribute("joinstyle", "miter")),
            new XElement(V + "path", new XAttribute("gradientshapeok", "t"), new XAttribute(O + "connecttype", "rect")))));

    private static XElement ShapeOf(int number, int row, int column) => new(
        V + "shape",
        new XAttribute("id", string.Create(CultureInfo.InvariantCulture, $"_x0000_s{number}")),
        new XAttribute("type", "#_x0000_t202"),
        new XAttribute("style", "position:absolute;margin-left:60pt;margin-top:2pt;width:200pt;height:70pt;z-index:1;visibility:hidden"),
        new XAttribute("fillcolor", "#fdf0d5"),
        new XAttribute(O + "insetmode", "auto"),
        new XElement(V + "fill", new XAttribute("color2", "#fdf0d5")),
        new XElement(V + "path", new XAttribute(O + "connecttype", "none")),
        new XElement(V + "textbox", new XElement("div")),
        new XElement(
            X + "ClientData",
            new XAttribute("ObjectType", "Note"),
            new XElement(X + "MoveWithCells"),
            new XElement(X + "SizeWithCells"),
            new XElement(X + "Anchor", string.Create(CultureInfo.InvariantCulture, $"{column + 1}, 15, {row}, 4, {column + 4}, 15, {row + 4}, 4")),
            new XElement(X + "AutoFill", "False"),
            new XElement(X + "Row", row),
            new XElement(X + "Column", column)));
}
