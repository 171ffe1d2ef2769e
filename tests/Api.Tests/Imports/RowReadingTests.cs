using System.Text;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Api.Imports.Files;
using CadreWorkflow.Api.Imports.Rows;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Regulations;

namespace CadreWorkflow.Api.Tests.Imports;

public sealed class RowReadingTests
{
    [Fact]
    public void Given_the_truncated_date_of_the_seed_document_then_it_is_refused_and_nothing_guessed() =>
        Assert.Equal(new RowProblem("date_year_incomplete", "filed_on", "28/02/202"), Sheets.One(filed: "28/02/202").Problem);

    [Theory]
    [InlineData("29/02/2026", "date_no_such_day")]
    [InlineData("2026", "date_unreadable")]
    [InlineData("tháng 3", "date_unreadable")]
    [InlineData("02/03/0026", "date_year_out_of_range")]
    public void Given_a_date_that_cannot_be_meant_then_it_is_refused(string typed, string code) => Assert.Equal(code, Sheets.One(filed: typed).Problem?.Code);

    [Fact]
    public void A_birth_date_needs_all_digits_of_its_year_and_comes_before_the_referral()
    {
        Assert.Equal("date_year_two_digits", Sheets.One(birth: "20/05/95").Problem?.Code);
        Assert.Equal("born_after_referral", Sheets.One(birth: "20/05/2026").Problem?.Code);
        Assert.Null(Sheets.One(filed: "2/3/26").Problem);
    }

    [Fact]
    [Trait("LawCase", "66")]
    public void Given_decomposed_Unicode_then_it_is_the_same_row_and_the_same_person()
    {
        var composed = Sheets.One();
        var decomposed = Sheets.One(name: "Nguyễn Thị Đào".Normalize(NormalizationForm.FormD));
        Assert.Equal((composed.Id, composed.PersonKey, composed.Person), (decomposed.Id, decomposed.PersonKey, decomposed.Person));
    }

    [Fact]
    [Trait("LawCase", "66")]
    public void Given_the_mark_on_the_other_vowel_then_it_is_another_row_of_the_same_person()
    {
        var (one, other) = (Sheets.One(name: "Lê Hòa"), Sheets.One(name: "Lê Hoà"));
        Assert.NotEqual(one.Id, other.Id);
        Assert.Equal(one.PersonKey, other.PersonKey);
    }

    [Theory]
    [InlineData("NguyÔn ThÞ §µo", "text_looks_tcvn3")]
    [InlineData("TrÇn V¨n ¦íc", "text_looks_tcvn3")]
    [InlineData("Nguyeãn Vaên Ñaït", "text_looks_vni")]
    [InlineData("Traàn Thò Höôøng", "text_looks_vni")]
    [InlineData("Lê\0An", "nul_character")]
    [InlineData("Lê\u0007An", "control_character")]
    [InlineData("=cmd()", "not_a_name")]
    public void Given_text_of_another_encoding_or_no_text_then_the_row_says_so(string name, string code)
    {
        var row = Sheets.One(name: name);
        Assert.Equal((code, "full_name"), (row.Problem?.Code, row.Problem?.Field));
    }

    [Theory]
    [InlineData("Nguyễn Thị Hoài")]
    [InlineData("Quàng Thị Quý")]
    [InlineData("Vừ A Dủa")]
    [InlineData("H'Hen Niê")]
    [InlineData("Lường Khuê Tuấn")]
    [InlineData("Đoàn Giã Ưu")]
    public void Given_a_Vietnamese_name_then_it_is_not_taken_for_an_old_encoding(string name) => Assert.Null(Sheets.One(name: name).Problem);

    [Fact]
    public void No_name_of_the_demo_province_is_taken_for_an_old_encoding()
    {
        var file = File.ReadAllBytes(Path.Combine(Repository.Root, "samples", "province", "referrals.csv"));
        Assert.DoesNotContain(ImportReader.Read(file, ImportKind.Referrals, Sheets.Ids, demo: true), r => r.Problem is not null);
    }

    [Fact]
    public void Given_a_row_of_ten_megabytes_then_that_row_is_refused_and_the_next_one_stands()
    {
        var file = Sheets.Csv(Sheets.ReferralHeadings, $"01,CS01,{new string('A', 10 * 1024 * 1024)},20/05/1995,Nữ,02/03/2026", "02,CS01,Lê An,20/05/1995,Nữ,02/03/2026");
        var rows = Sheets.Read(file);
        Assert.Equal("cell_too_long", rows[0].Problem?.Code);
        Assert.InRange(rows[0].Problem!.Value!.Length, 1, 200);
        Assert.Null(rows[1].Problem);
    }

    [Fact]
    public void Given_a_file_over_sixteen_megabytes_then_it_is_refused() =>
        Assert.Equal("too_large", Assert.Throws<ImportFileException>(() => Sheets.Read(new byte[ImportLimits.MaxFileBytes + 1])).Code);

    [Fact]
    public void A_referral_row_carries_its_submission_resolution_and_letter()
    {
        var row = (ReferralRow)Sheets.Read(Sheets.Csv(
            "Mã công đoàn,Họ và tên,Ngày sinh,Ngày giới thiệu,Ngày trình BCH,Ngày nghị quyết,Số nghị quyết,Triệu tập,Có mặt,Tán thành,Ngày gửi,Số công văn",
            "CS01,Lê An,20/05/1995,02/03/2026,03/03/2026,05/03/2026,12/NQ-CĐCS,7,7,7,06/03/2026,15/CV-CĐCS"))[0];
        Assert.Null(row.Problem);
        Assert.Collection(
            row.Then,
            a => Assert.IsType<ReferralSubmitted>(a),
            a => Assert.Equal(new Tally(7, 7, 0, 0, 7, 7, 0, 7, 0, 0), Assert.IsType<UnionResolved>(a).Tally),
            a => Assert.Equal("15/CV-CĐCS", Assert.IsType<ReferralSent>(a).Document?.Number));
    }

    [Fact]
    public void Given_a_letter_without_its_date_or_steps_out_of_order_then_the_row_is_refused()
    {
        const string Headings = "Mã công đoàn,Họ và tên,Ngày sinh,Ngày giới thiệu,Ngày trình BCH,Ngày gửi,Số công văn";
        Assert.Equal(new RowProblem("required", "sent_on"), Sheets.Read(Sheets.Csv(Headings, "CS01,Lê An,20/05/1995,02/03/2026,,,15/CV-CĐCS"))[0].Problem);
        Assert.Equal("dates_in_wrong_order", Sheets.Read(Sheets.Csv(Headings, "CS01,Lê An,20/05/1995,02/03/2026,01/03/2026,,"))[0].Problem?.Code);
    }

    [Fact]
    public void An_unknown_act_a_missing_ballot_and_a_word_that_is_no_code_are_named()
    {
        const string Headings = "reference,act,occurred_on,purpose,summoned";
        var rows = Sheets.Read(
            Sheets.Csv(Headings, "01,cell-votes,02/03/2026,,", "01,cell-vote,02/03/2026,Kết nạp,", "01,cell-vote,02/03/2026,kết nhập,9", "01,refer,02/03/2026,,", "01,cell-vote,02/03/2026,Kết nạp,9"),
            ImportKind.Acts);
        Assert.Equal(["unknown_act", "tally_missing", "unknown_code", "unknown_act", "required"], rows.Select(r => r.Problem?.Code));
    }

    [Fact]
    public void The_form_of_a_ballot_is_read_by_code_or_word_and_may_be_left_out()
    {
        const string Headings = "reference,act,occurred_on,document_number,document_date,document_issuer,purpose,summoned,present,agree,Hình thức biểu quyết";
        const string Vote = "01,cell-vote,02/03/2026,1-X,02/03/2026,X,admission,9,9,9,";
        var rows = Sheets.Read(Sheets.Csv(Headings, Vote + "secret_ballot", Vote + Localisation.Texts.Vietnamese["ballot_form.raised_card"], Vote, Vote + "tung đồng xu"), ImportKind.Acts);
        Assert.Equal(
            [BallotForm.SecretBallot, BallotForm.RaisedCard, null],
            rows.Take(3).Select(r => Assert.IsType<CellVoted>(Assert.IsType<ActRow>(r).Statement!.Act).Ballot));
        Assert.Equal(new RowProblem("unknown_code", "ballot_form", "tung đồng xu"), rows[3].Problem);
    }

    /// <summary>Every act a person can report has a row that says it, so none is forgotten when one is added.</summary>
    [Fact]
    public void Every_act_that_people_state_can_be_imported()
    {
        const string Headings = "reference,act,occurred_on,document_number,document_date,document_issuer,purpose,body,outcome,reason,point,member,official_since,together_since,paper,kind,ok,rule,working_days,from_stage,summoned,present,agree";
        foreach (var act in CaseActs.All.Where(a => a.Side != ActSide.System && a.Code is not ("refer" or "re-refer" or "strike-fact" or "correct-statistics")))
        {
            var kind = act.Code switch { "discipline" => "warning", "record-consent" => "over_age", _ => "late_ceremony" };
            var row = Assert.IsType<ActRow>(Sheets.Read(
                Sheets.Csv(Headings, $"01,{act.Code},02/03/2026,1-X,02/03/2026,X,admission,grassroots_committee,approved,left,while_helped,M1,01/01/2020,01/01/2020,personal_history,{kind},yes,ADM-28,5,applied,9,9,9"),
                ImportKind.Acts)[0]);
            Assert.True(row.Problem is null, $"{act.Code}: {row.Problem}");
            Assert.Equal(act.EventType, row.Statement!.Act.GetType());
            Assert.Equal(act.Code, CaseActs.Of(row.Statement.Act).Code);
            Assert.True(row.Statement.Act.Reported);
        }
    }

    [Fact]
    public void Every_problem_of_a_row_or_file_has_its_sentence_in_both_languages()
    {
        var keys = Localisation.Texts.Vietnamese.Keys.Where(k => k.StartsWith("import.", StringComparison.Ordinal)).ToList();
        Assert.Equal(keys.Order(StringComparer.Ordinal), Localisation.Texts.English.Keys.Where(k => k.StartsWith("import.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        string[] problems = ["date_empty", "date_unreadable", "date_year_incomplete", "date_year_two_digits", "date_year_out_of_range", "date_no_such_day"];
        Assert.All(problems, p => Assert.Contains("import.row." + p, keys));
    }
}
