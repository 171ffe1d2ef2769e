namespace CadreWorkflow.Domain.Tests.Regulations;

using System.Text;
using CadreWorkflow.Domain.Regulations;
using Xunit;
using static Days;

public sealed class DocumentNumberTests
{
    [Theory]
    [InlineData("77-KH/TU", 77, "KH", "TU", DocumentStyle.Party)]
    [InlineData("294-QĐ/TW", 294, "QĐ", "TW", DocumentStyle.Party)]
    [InlineData("15/HD-LĐLĐ", 15, "HD", "LĐLĐ", DocumentStyle.State)]
    [InlineData("42/KH-LĐLĐ", 42, "KH", "LĐLĐ", DocumentStyle.State)]
    [InlineData("02-QCPH/LĐLĐ-LHPN-TĐTN-HCCB", 2, "QCPH", "LĐLĐ LHPN TĐTN HCCB", DocumentStyle.Party)]
    [InlineData("9441/TB-BNV", 9441, "TB", "BNV", DocumentStyle.State)]
    [InlineData("12729/VPCP-KGVX", 12729, "", "VPCP KGVX", DocumentStyle.State)]
    [InlineData("4875/TB-LĐTBXH", 4875, "TB", "LĐTBXH", DocumentStyle.State)]
    [InlineData("30/2020/NĐ-CP", 30, "NĐ", "CP", DocumentStyle.Law)]
    [InlineData("91/2025/QH15", 91, "", "QH15", DocumentStyle.Law)]
    [InlineData("160-KH/ĐĐ", 160, "KH", "ĐĐ", DocumentStyle.Party)]
    [InlineData("174/QĐ-TLĐ", 174, "QĐ", "TLĐ", DocumentStyle.State)]
    public void Section_8_numbers_of_each_house_are_read_in_parts_and_kept_as_written(string raw, int number, string type, string issuers, DocumentStyle style)
    {
        var (read, problem) = DocumentNumber.Parse(raw);

        Assert.Null(problem);
        Assert.Equal((number, type, issuers, style, raw), (read!.Number, read.TypeCode, string.Join(' ', read.IssuerCodes), read.Style, read.Raw));
        Assert.Equal(read, DocumentNumber.Parse(read.Canonical).Value);
    }

    [Fact]
    public void The_slash_of_the_union_and_the_dash_of_the_Party_make_different_numbers()
    {
        Assert.NotEqual(DocumentNumber.Parse("15/HD-LĐLĐ").Value, DocumentNumber.Parse("15-HD/LĐLĐ").Value);
    }

    [Theory]
    [InlineData(" 77 - kh / tu ")]
    [InlineData("77–KH/TU")]
    [InlineData("077-KH/TU")]
    public void Spaces_long_dashes_case_and_leading_zeros_are_not_part_of_a_number(string spelling)
    {
        Assert.Equal(DocumentNumber.Parse("77-KH/TU").Value, DocumentNumber.Parse(spelling).Value);
    }

    [Fact]
    public void Case_66_a_number_in_NFD_is_the_number_in_NFC()
    {
        // Đ has no decomposition, so the house that has one stands in: ỦB.
        var composed = "15/HD-ỦB";
        var decomposed = composed.Normalize(NormalizationForm.FormD);

        Assert.NotEqual(composed, decomposed);
        Assert.Equal(DocumentNumber.Parse(composed).Value, DocumentNumber.Parse(decomposed).Value);
    }

    [Fact]
    public void A_letter_after_the_number_makes_another_number()
    {
        var (read, _) = DocumentNumber.Parse("12a-QĐ/TW");

        Assert.Equal((12, "A"), (read!.Number, read.Suffix));
        Assert.NotEqual(DocumentNumber.Parse("12-QĐ/TW").Value, read);
    }

    [Theory]
    [InlineData("", "document_empty")]
    [InlineData(null, "document_empty")]
    [InlineData("QĐ/TW", "document_unreadable")]
    [InlineData("0-QĐ/TW", "document_unreadable")]
    [InlineData("1234567-QĐ/TW", "document_unreadable")]
    [InlineData("294-QĐ", "document_no_issuer")]
    [InlineData("15/HD", "document_no_issuer")]
    [InlineData("294", "document_unreadable")]
    [InlineData("294-QĐ/", "document_unreadable")]
    [InlineData("15/HD-LĐLĐ-", "document_unreadable")]
    [InlineData("01-HD/TW ngày 19/5/2026", "document_unreadable")]
    [InlineData("15_HD-LĐLĐ", "document_unreadable")]
    public void What_is_no_number_is_refused_with_a_code(string? text, string problem)
    {
        Assert.Equal((null, problem), DocumentNumber.Parse(text));
    }

    [Fact]
    public void A_number_longer_than_the_limit_is_refused()
    {
        Assert.Equal("document_too_long", DocumentNumber.Parse("1-QĐ/" + new string('A', 200)).Problem);
    }

    [Theory]
    [InlineData("01-HD/TW ngày 19/5/2026")]
    [InlineData("01-HD/TW, 19/5/2026")]
    [InlineData("01-HD/TW (19/05/2026)")]
    [InlineData("1-HD/TW  Ngày 19.5.2026")]
    public void An_instrument_is_its_number_and_its_date(string text)
    {
        var (key, problem) = InstrumentKey.Parse(text);

        Assert.Null(problem);
        Assert.Equal(D("19/05/2026"), key!.Date);
        Assert.Equal(DocumentNumber.Parse("01-HD/TW").Value, key.Number);
    }

    [Fact]
    public void Case_13_01_HD_TW_without_a_date_names_four_papers_and_is_refused()
    {
        Assert.Equal("instrument_ambiguous", InstrumentKey.Parse("01-HD/TW").Problem);
        Assert.NotEqual(InstrumentKey.Parse("01-HD/TW ngày 28/9/2021").Value, InstrumentKey.Parse("01-HD/TW ngày 19/5/2026").Value);
    }

    [Theory]
    [InlineData("01-HD/TW ngày 19/5/202", "instrument_bad_date")]
    [InlineData("01-HD/TW ngày 19/5/26", "instrument_bad_date")]
    [InlineData("HD/TW ngày 19/5/2026", "document_unreadable")]
    public void An_instrument_with_a_broken_date_or_number_is_refused(string text, string problem)
    {
        Assert.Equal(problem, InstrumentKey.Parse(text).Problem);
    }

    [Fact]
    public void An_instrument_is_shown_with_its_date()
    {
        Assert.Equal("01-HD/TW ngày 19/5/2026", InstrumentKey.Parse("01-HD/TW, 19/05/2026").Value!.ToString());
    }
}
