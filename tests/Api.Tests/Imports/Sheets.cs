using System.IO.Compression;
using System.Text;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Api.Imports.Rows;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>Files as users make them.</summary>
internal static class Sheets
{
    private static readonly Lazy<ServerKey> Key = new(() => ServerKey.Open(Directory.CreateTempSubdirectory("cadre-key-").FullName));

    public static ImportIds Ids { get; } = new(Key.Value);

    public const string ReferralHeadings = "reference,union_unit,full_name,birth_date,gender,filed_on";

    public static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");

    public static IReadOnlyList<ImportRow> Read(byte[] file, ImportKind kind = ImportKind.Referrals) => ImportReader.Read(file, kind, Ids);

    /// <summary>The only row of a file of one referral, all good but for what the test says.</summary>
    public static ReferralRow One(string unit = "CS01", string name = "Nguyễn Thị Đào", string birth = "20/05/1995", string filed = "02/03/2026") =>
        (ReferralRow)Assert.Single(Read(Csv(ReferralHeadings, $"01,{unit},{name},{birth},Nữ,{filed}")));

    /// <summary>A workbook of texts, numbers, and formulas (texts that begin with <c>=</c>).</summary>
    public static byte[] Xlsx(params object?[][] rows)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            var data = new SheetData();
            for (var r = 0; r < rows.Length; r++)
            {
                var row = new Row { RowIndex = (uint)(r + 1) };
                for (var c = 0; c < rows[r].Length; c++)
                {
                    if (rows[r][c] is { } value)
                    {
                        row.Append(Cell($"{(char)('A' + c)}{r + 1}", value));
                    }
                }

                data.Append(row);
            }

            sheet.Worksheet = new Worksheet(data);
            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "Danh sách" }));
        }

        return stream.ToArray();
    }

    /// <summary>A small archive that unpacks to very much.</summary>
    public static byte[] Bomb()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 200; i++)
            {
                entry.Write(zeros);
            }
        }

        return stream.ToArray();
    }

    private static Cell Cell(string address, object value) => value switch
    {
        string text when text.StartsWith('=') => new Cell { CellReference = address, CellFormula = new CellFormula(text[1..]), CellValue = new CellValue("1") },
        string text => new Cell { CellReference = address, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) },
        _ => new Cell { CellReference = address, CellValue = new CellValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!) },
    };
}
