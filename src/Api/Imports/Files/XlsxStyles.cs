using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Imports.Files;

/// <summary>Looks of cells added to somebody else's workbook.</summary>
internal static class XlsxStyles
{
    /// <summary>Adds dark red, wrapped text behind the workbook's own looks; its number.</summary>
    public static uint AddErrorStyle(WorkbookPart workbook)
    {
        var part = workbook.WorkbookStylesPart ?? workbook.AddNewPart<WorkbookStylesPart>();
        var sheet = part.Stylesheet ??= new Stylesheet();
        sheet.Fonts ??= new Fonts(new Font());
        sheet.Fills ??= new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }));
        sheet.Borders ??= new Borders(new Border());
        sheet.CellStyleFormats ??= new CellStyleFormats(new CellFormat());
        sheet.CellFormats ??= new CellFormats(new CellFormat());
        var fonts = sheet.Fonts;
        var red = fonts.Elements<Font>().FirstOrDefault()?.CloneNode(true) as Font ?? new Font();
        red.Color = new Color { Rgb = new HexBinaryValue("FFA61B1B") };
        fonts.Append(red);
        sheet.CellFormats.Append(new CellFormat
        {
            FontId = (uint)(fonts.Elements<Font>().Count() - 1),
            FillId = 0,
            BorderId = 0,
            NumberFormatId = 0,
            ApplyFont = true,
            ApplyAlignment = true,
            Alignment = new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top },
        });
        fonts.Count = (uint)fonts.Elements<Font>().Count();
        sheet.CellFormats.Count = (uint)sheet.CellFormats.Elements<CellFormat>().Count();
        sheet.Save(part);
        return sheet.CellFormats.Count.Value - 1;
    }
}
