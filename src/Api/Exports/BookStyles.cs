using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Exports;

/// <summary>The looks of exported cells, by number.</summary>
internal static class BookStyles
{
    public const uint Text = 1;
    public const uint Date = 2;
    public const uint Number = 3;
    public const uint Percent = 4;
    public const uint Heading = 5;
    public const uint Title = 6;
    public const uint Note = 7;

    private const uint DateFormat = 164;

    private const uint PercentFormat = 165;

    /// <summary>The style part.</summary>
    public static string Xml { get; } = new Stylesheet(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DateFormat, FormatCode = "dd/mm/yyyy" }, new NumberingFormat { NumberFormatId = PercentFormat, FormatCode = "0.0%" }),
        new Fonts(
            new Font(new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" }),
            new Font(new Bold(), new FontSize { Val = 11 }, new FontName { Val = "Times New Roman" }),
            new Font(new Bold(), new FontSize { Val = 14 }, new FontName { Val = "Times New Roman" })),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = new HexBinaryValue("FFE6EEF0") }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(), new Border(
            new LeftBorder(Line()) { Style = BorderStyleValues.Thin },
            new RightBorder(Line()) { Style = BorderStyleValues.Thin },
            new TopBorder(Line()) { Style = BorderStyleValues.Thin },
            new BottomBorder(Line()) { Style = BorderStyleValues.Thin },
            new DiagonalBorder())),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            InTable(0, wrap: true),
            InTable(DateFormat),
            InTable(3),
            InTable(PercentFormat),
            new CellFormat
            {
                FontId = 1,
                FillId = 2,
                BorderId = 1,
                ApplyFont = true,
                ApplyFill = true,
                ApplyBorder = true,
                ApplyAlignment = true,
                Alignment = new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Center, Horizontal = HorizontalAlignmentValues.Center },
            },
            new CellFormat { FontId = 2, ApplyFont = true },
            new CellFormat())).OuterXml;

    private static Color Line() => new() { Rgb = new HexBinaryValue("FF9FB2BA") };

    private static CellFormat InTable(uint format, bool wrap = false) => new()
    {
        NumberFormatId = format,
        BorderId = 1,
        ApplyNumberFormat = format != 0,
        ApplyBorder = true,
        ApplyAlignment = true,
        Alignment = new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = wrap },
    };
}
