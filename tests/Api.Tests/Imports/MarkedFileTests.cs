using System.Text;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Api.Imports.Files;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace CadreWorkflow.Api.Tests.Imports;

public sealed class MarkedFileTests
{
    private static readonly object?[][] Rows =
    [
        ["DANH SÁCH GIỚI THIỆU"],
        ["Số hồ sơ", "Mã công đoàn", "Họ và tên", "Ngày sinh", "Ngày giới thiệu", "Ghi chú"],
        ["01", "CS01", "Lê An", "20/05/1995", "28/02/202", "nhờ xem lại"],
        ["02", "CS01", "Lê Bình", "20/05/1996", "02/03/2026"],
        ["03", "CS99", "Lê Cường", "20/05/1997", "02/03/2026"],
    ];

    [Fact]
    public void Given_a_workbook_then_it_comes_back_with_a_column_a_note_on_the_faulty_cell_and_a_filter_and_its_own_cells_as_they_were()
    {
        var file = Sheets.Xlsx(Rows);
        using var document = Opened(MarkedFile.Of(file, ImportKind.Referrals, Report((3, "filed_on", "Năm thiếu chữ số"), (5, "union_unit", "Không có đơn vị CS99"))));
        var cells = Cells(document);
        Assert.Equal("Lỗi", cells["G2"]);
        Assert.Equal("Năm thiếu chữ số", cells["G3"]);
        Assert.Equal("Không có đơn vị CS99", cells["G5"]);
        Assert.DoesNotContain("G4", cells.Keys);
        using (var before = SpreadsheetDocument.Open(new MemoryStream(file), false))
        {
            Assert.Subset(cells.ToHashSet(), Cells(before).ToHashSet());
        }

        var sheet = document.WorkbookPart!.WorksheetParts.Single();
        Assert.Equal("A2:G5", sheet.Worksheet.Elements<AutoFilter>().Single().Reference!.Value);
        Assert.Equal(["E3", "B5"], sheet.WorksheetCommentsPart!.Comments.CommentList!.Elements<Comment>().Select(c => c.Reference!.Value!));
        Assert.Single(sheet.VmlDrawingParts);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(e => $"{e.Path?.XPath} {e.Description}"));
    }

    [Fact]
    public void Given_the_answered_file_then_it_reads_as_the_same_rows_and_a_second_answer_replaces_the_first()
    {
        foreach (var file in new[] { Sheets.Xlsx(Rows), CsvOf(Rows) })
        {
            var once = MarkedFile.Of(file, ImportKind.Referrals, Report((3, "filed_on", "Năm \"202\", thiếu chữ số"), (5, "union_unit", "Không có đơn vị")));
            Assert.Equal(Sheets.Read(file).Select(r => (r.Number, r.Id, r.Problem)), Sheets.Read(once).Select(r => (r.Number, r.Id, r.Problem)));

            var twice = MarkedFile.Of(once, ImportKind.Referrals, Report((4, "full_name", "Trùng người")));
            Assert.Equal(Sheets.Read(file).Select(r => r.Id), Sheets.Read(twice).Select(r => r.Id));
            if (TableFile.IsWorkbook(twice))
            {
                using var document = Opened(twice);
                Assert.Equal(["Lỗi", "Trùng người"], Cells(document).Where(c => c.Key[0] == 'G').Select(c => c.Value));
                Assert.Equal(["C4"], document.WorkbookPart!.WorksheetParts.Single().WorksheetCommentsPart!.Comments.CommentList!.Elements<Comment>().Select(c => c.Reference!.Value!));
            }
            else
            {
                var lines = Encoding.UTF8.GetString(twice).TrimStart('\uFEFF').Split("\r\n");
                Assert.Equal(["Số hồ sơ,Mã công đoàn,Họ và tên,Ngày sinh,Ngày giới thiệu,Ghi chú,Lỗi", "01,CS01,Lê An,20/05/1995,28/02/202,nhờ xem lại,", "02,CS01,Lê Bình,20/05/1996,02/03/2026,,Trùng người"], lines[1..4]);
            }
        }
    }

    [Fact]
    public void Given_a_sheet_with_looks_notes_and_a_filter_of_its_own_then_they_stay()
    {
        using var made = new MemoryStream();
        made.Write(Sheets.Xlsx(Rows));
        using (var document = SpreadsheetDocument.Open(made, true))
        {
            var workbook = document.WorkbookPart!;
            var styles = workbook.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = new Stylesheet(
                new Fonts(new Font(new FontName { Val = "Times New Roman" }), new Font(new Bold())),
                new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
                new Borders(new Border()),
                new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true }));
            var sheet = workbook.WorksheetParts.Single();
            foreach (var cell in sheet.Worksheet.Descendants<Cell>().Where(c => c.CellReference!.Value!.EndsWith('2')))
            {
                cell.StyleIndex = 1;
            }

            sheet.Worksheet.InsertBefore(new Columns(new Column { Min = 1, Max = 6, Width = 25, CustomWidth = true }), sheet.Worksheet.GetFirstChild<SheetData>());
            sheet.Worksheet.InsertAfter(new AutoFilter { Reference = "A2:F5" }, sheet.Worksheet.GetFirstChild<SheetData>());
            var comments = sheet.AddNewPart<WorksheetCommentsPart>();
            comments.Comments = new Comments(new Authors(new Author("Chị Hoa")), new CommentList(new Comment(new CommentText(new Text("giữ lại"))) { Reference = "A3", AuthorId = 0 }));
        }

        using var answered = Opened(MarkedFile.Of(made.ToArray(), ImportKind.Referrals, Report((3, "filed_on", "Năm thiếu chữ số"))));
        var after = answered.WorkbookPart!.WorksheetParts.Single();
        Assert.All(after.Worksheet.Descendants<Cell>().Where(c => c.CellReference!.Value!.EndsWith('2')), c => Assert.Equal(1u, c.StyleIndex!.Value));
        Assert.Equal(25, after.Worksheet.Descendants<Column>().First().Width!.Value);
        Assert.Equal("A2:G5", Assert.Single(after.Worksheet.Elements<AutoFilter>()).Reference!.Value);
        Assert.Equal(["A3", "E3"], after.WorksheetCommentsPart!.Comments.CommentList!.Elements<Comment>().Select(c => c.Reference!.Value!));
        Assert.Equal("Times New Roman", answered.WorkbookPart.WorkbookStylesPart!.Stylesheet.Fonts!.Elements<Font>().Last().FontName!.Val!.Value);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(answered).Select(e => $"{e.Path?.XPath} {e.Description}"));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void Given_CSV_of_another_delimiter_with_quoted_line_breaks_then_every_character_sent_is_in_the_answer(char delimiter)
    {
        var text = string.Join("\n", string.Join(delimiter, "Mã công đoàn", "Họ và tên", "Ngày sinh", "Ngày giới thiệu"), string.Join(delimiter, "CS01", "\"Lê \"\"An\"\"\r\nBình\"", "20/05/1995", "x"), "");
        var answer = MarkedFile.Of([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], ImportKind.Referrals, Report((2, "filed_on", "không phải là ngày")));
        var lines = text.TrimEnd('\n');
        Assert.Equal(lines.Insert(lines.IndexOf('\n', StringComparison.Ordinal), delimiter + "Lỗi") + delimiter + "không phải là ngày\n", Encoding.Unicode.GetString(answer[2..]));
    }

    [Fact]
    public void Given_a_sheet_whose_one_cell_is_as_large_as_a_file_may_be_then_the_row_says_so_and_little_memory_is_taken()
    {
        var file = Sheets.Xlsx(["Mã công đoàn", "Họ và tên", "Ngày sinh", "Ngày giới thiệu"], ["CS01", Noise(10_000_000), "20/05/1995", "02/03/2026"], ["CS01", "Lê Bình", "20/05/1996", "02/03/2026"]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var rows = Sheets.Read(file);
        Assert.Equal("cell_too_long", rows[0].Problem!.Code);
        Assert.Null(rows[1].Problem);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    /// <summary>Letters that do not pack to nothing, or the file would be taken for a bomb.</summary>
    private static string Noise(int length)
    {
        var random = new Random(7);
        return string.Create(length, random, static (span, r) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = (char)('a' + r.Next(26));
            }
        });
    }

    private static byte[] CsvOf(object?[][] rows) => Sheets.Csv([.. rows.Select(r => string.Join(',', r))]);

    private static SpreadsheetDocument Opened(byte[] file) => SpreadsheetDocument.Open(new MemoryStream(file), false);

    private static Dictionary<string, string> Cells(SpreadsheetDocument document) => document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>()
        .ToDictionary(c => c.CellReference!.Value!, c => c.InlineString?.InnerText ?? c.CellValue?.Text ?? string.Empty, StringComparer.Ordinal);

    private static ImportReport Report(params (int Row, string Field, string Message)[] wrong) =>
        ImportReport.Of(ImportKind.Referrals, true, [.. wrong.Select(w => new ImportRowResult(w.Row, RowStatus.Invalid, "x", w.Field, null, w.Message, null, []))], 0);
}
