using System.Text;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Imports.Rows;

namespace CadreWorkflow.Api.Tests.Imports;

public sealed class FileReadingTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void Given_any_delimiter_and_a_title_above_the_headings_then_the_rows_are_the_same(char delimiter)
    {
        var file = Sheets.Csv(
            "DANH SÁCH GIỚI THIỆU ĐOÀN VIÊN ƯU TÚ",
            "",
            string.Join(delimiter, "STT", "Số hồ sơ", "Mã công đoàn", "HỌ VÀ TÊN", "Ngày sinh (dd/mm/yyyy)", "Gioi tinh", "Ngày giới thiệu"),
            string.Join(delimiter, "1", "01", "CS01", "\"Nguyễn  Thị\nĐào\"", "20/05/1995", "Nữ", "02/03/2026"));
        var row = Assert.IsType<ReferralRow>(Assert.Single(Sheets.Read(file)));
        Assert.Null(row.Problem);
        Assert.Equal(("CS01", "Nguyễn Thị Đào", new DateOnly(2026, 3, 2), 4), (row.UnionUnit, row.Person.FullName, row.FiledOn, row.Number));
        Assert.Equal(Sheets.One().Id, row.Id);
    }

    [Fact]
    public void Given_a_byte_order_mark_or_UTF16_then_the_row_is_the_same()
    {
        var text = Sheets.ReferralHeadings + "\r\n01,CS01,Nguyễn Thị Đào,1995-05-20,female,2026-03-02\r\n";
        foreach (var encoding in new Encoding[] { Encoding.UTF8, Encoding.Unicode })
        {
            Assert.Equal(Sheets.One().Id, Assert.Single(Sheets.Read([.. encoding.Preamble, .. encoding.GetBytes(text)])).Id);
        }
    }

    [Fact]
    public void Given_a_workbook_with_dates_as_day_counts_or_text_then_the_row_is_the_same_as_in_CSV()
    {
        var file = Sheets.Xlsx(
            ["Danh sách"],
            ["Số hồ sơ", "Mã công đoàn", "Họ và tên", "Ngày sinh", "Giới tính", "Ngày giới thiệu"],
            ["01", "CS01", "Nguyễn Thị Đào", new DateTime(1995, 5, 20).ToOADate(), "Nữ", "2/3/2026"]);
        Assert.Equal(Sheets.One().Id, Assert.Single(Sheets.Read(file)).Id);
    }

    [Fact]
    public void Given_a_card_number_typed_as_a_number_then_it_keeps_its_digits()
    {
        var file = Sheets.Xlsx(["Mã công đoàn", "Họ và tên", "Ngày sinh", "Ngày giới thiệu", "Số thẻ đoàn viên"], ["CS01", "Lê An", "20/05/1995", "02/03/2026", 3807000005.0]);
        Assert.Equal("3807000005", Assert.IsType<ReferralRow>(Assert.Single(Sheets.Read(file))).MemberNumber);
    }

    [Fact]
    public void Given_a_formula_then_the_row_is_refused_with_the_address_of_the_cell_and_the_others_stand()
    {
        var rows = Sheets.Read(Sheets.Xlsx(
            ["Mã công đoàn", "Họ và tên", "Ngày sinh", "Ngày giới thiệu"],
            ["CS01", "Lê An", "20/05/1995", "=TODAY()"],
            ["CS01", "Lê Bình", "20/05/1996", "02/03/2026"]));
        Assert.Equal(new RowProblem("formula", "filed_on", "D2: =TODAY()"), rows[0].Problem);
        Assert.Null(rows[1].Problem);
    }

    [Fact]
    public void Given_a_small_number_in_a_date_column_then_it_is_no_day_of_1905()
    {
        var file = Sheets.Xlsx(["Mã công đoàn", "Họ và tên", "Ngày sinh", "Ngày giới thiệu"], ["CS01", "Lê An", 1995.0, "02/03/2026"]);
        Assert.Equal(new RowProblem("date_unreadable", "birth_date", "1995"), Assert.Single(Sheets.Read(file)).Problem);
    }

    [Fact]
    public void Given_a_file_cut_anywhere_inside_its_last_row_then_nothing_is_read()
    {
        var whole = Sheets.Csv(Sheets.ReferralHeadings, "01,CS01,Nguyễn Thị Đào,20/05/1995,Nữ,02/03/2026", "02,CS01,\"Trần Văn Ước\",21/05/1995,Nam,28/02/2026");
        Assert.Equal(2, Sheets.Read(whole).Count);
        var lastRow = Encoding.UTF8.GetString(whole).LastIndexOf("\r\n02", StringComparison.Ordinal) + 2;
        var begins = Encoding.UTF8.GetByteCount(Encoding.UTF8.GetString(whole)[..lastRow]);
        for (var length = begins + 1; length < whole.Length - 1; length++)
        {
            Assert.Equal("cut_short", Assert.Throws<ImportFileException>(() => Sheets.Read(whole[..length])).Code);
        }
    }

    [Fact]
    public void Given_a_workbook_cut_half_way_then_nothing_is_read()
    {
        var whole = Sheets.Xlsx(["Mã công đoàn", "Họ và tên", "Ngày sinh", "Ngày giới thiệu"], ["CS01", "Lê An", "20/05/1995", "02/03/2026"]);
        Assert.Equal("cut_short", Assert.Throws<ImportFileException>(() => Sheets.Read(whole[..(whole.Length / 2)])).Code);
        Assert.Equal("cut_short", Assert.Throws<ImportFileException>(() => Sheets.Read(whole[..^10])).Code);
    }

    [Fact]
    public void Given_a_zip_bomb_then_it_is_refused_before_it_fills_the_memory()
    {
        var bomb = Sheets.Bomb();
        Assert.InRange(bomb.Length, 1, 1_000_000);
        Assert.Equal("packed_too_much", Assert.Throws<ImportFileException>(() => Sheets.Read(bomb)).Code);
    }

    [Theory]
    [InlineData("Mã công đoàn,Họ và tên,Ngày sinh,Ngày giới thiệuu", "unknown_column")]
    [InlineData("Mã công đoàn,Họ và tên,Ngày sinh", "missing_column")]
    [InlineData("Mã công đoàn,Họ và tên,Ngày sinh,Ngày sinh,Ngày giới thiệu", "duplicate_column")]
    [InlineData("Ngày nhập,Mã công đoàn,Họ và tên,Ngày sinh,Ngày giới thiệu", "recorded_on_refused")]
    [InlineData("a,b,c", "no_headings")]
    public void Given_headings_that_cannot_be_meant_then_the_file_is_refused_as_a_whole(string headings, string code)
    {
        var cells = string.Join(',', Enumerable.Repeat("x", headings.Count(c => c == ',') + 1));
        Assert.Equal(code, Assert.Throws<ImportFileException>(() => Sheets.Read(Sheets.Csv(headings, cells))).Code);
    }

    [Fact]
    public void Given_another_encoding_an_old_workbook_or_nothing_then_the_file_says_so()
    {
        byte[] latin = [.. Sheets.Csv(Sheets.ReferralHeadings), .. Encoding.Latin1.GetBytes("01,CS01,Nguyªn ThÞ §µo,20/05/1995,N÷,02/03/2026\r\n")];
        Assert.Equal("encoding_not_utf8", Assert.Throws<ImportFileException>(() => Sheets.Read(latin)).Code);
        Assert.Equal("old_workbook", Assert.Throws<ImportFileException>(() => Sheets.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1])).Code);
        Assert.Equal("empty", Assert.Throws<ImportFileException>(() => Sheets.Read([])).Code);
        Assert.Equal("cut_short", Assert.Throws<ImportFileException>(() => Sheets.Read([(byte)'P', (byte)'K', 3, 4, 9, 9])).Code);
    }

    [Theory]
    [InlineData(ImportKind.Referrals)]
    [InlineData(ImportKind.Acts)]
    [InlineData(ImportKind.Units)]
    [InlineData(ImportKind.Training)]
    [InlineData(ImportKind.Participants)]
    [InlineData(ImportKind.Cadres)]
    public void Every_column_has_its_word_in_both_languages_and_is_found_by_either_heading(ImportKind kind)
    {
        foreach (var column in ImportColumns.Of(kind))
        {
            Assert.True(Localisation.Texts.Vietnamese.Has("import.column." + column.Name), column.Name);
            Assert.True(Localisation.Texts.English.Has("import.column." + column.Name), column.Name);
            Assert.Equal(column, ImportColumns.Find(kind, column.Name));
            Assert.Equal(column, ImportColumns.Find(kind, column.Vietnamese.ToUpperInvariant()));
        }
    }
}
