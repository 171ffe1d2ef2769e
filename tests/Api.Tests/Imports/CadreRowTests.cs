using CadreWorkflow.Api.Imports;
using CadreWorkflow.Api.Imports.Rows.Cadres;

namespace CadreWorkflow.Api.Tests.Imports;

/// <summary>Rows of cadre work as read, before anything is looked up.</summary>
public sealed class CadreRowTests
{
    private static readonly string[] Headings = ["Việc", "Ngày thực hiện", "Mã đơn vị", "Mã chức danh", "Họ và tên", "Ngày sinh", "Loại", "Từ ngày"];

    [Fact]
    public void The_same_act_is_the_same_row_in_Vietnamese_or_codes_in_a_workbook_or_as_text()
    {
        var text = Only(Sheets.Csv("act,occurred_on,unit_code,post,full_name,birth_date,kind,from", "take-post,2026-02-01,CQ-TC,pho_truong_ban,Lê Văn An,05/03/1980,election,01/03/2026"));
        var words = Only(Sheets.Xlsx(Headings, ["Nhận chức danh", "01/02/2026", "CQ-TC", "pho_truong_ban", "Lê Văn An", "05/03/1980", "Bầu cử", 46082]));
        Assert.Null(text.Problem);
        Assert.Equal((CadreAct.TakePost, text.Id), (words.Act, words.Id));
        Assert.NotEqual(text.Id, Only(Sheets.Csv("act,occurred_on,unit_code,post,full_name,birth_date,kind,from", "take-post,2026-02-01,CQ-TC,pho_truong_ban,Lê Văn An,05/03/1981,election,01/03/2026")).Id);
    }

    [Theory]
    [InlineData("Lê Văn An 05/03/1980: 28/1", 1)]
    [InlineData("Lê Văn An (05/03/1980) @CQ-TC/pho_truong_ban: 28 / 1; 3807900012: 20; D09.09/2021-01", 3)]
    [InlineData("Lê Văn An 31/02/1980: 28/1", 0)]
    [InlineData("Lê Văn An 05/03/1980: hai mươi", 0)]
    [InlineData("Lê Văn An 05/03/1980: 28/1/0", 0)]
    [InlineData("3807900012: -3/4", 0)]
    [InlineData(": 28/1", 0)]
    [InlineData("Lê Văn An: 28/1", 0)]
    public void Votes_are_read_from_one_cell_or_refused_as_a_whole(string votes, int candidates)
    {
        var row = Only(Sheets.Csv("act,occurred_on,unit_code,plan,post,step,summoned,present,votes", $"consult,2026-02-01,CQ,QH,pho_truong_ban,2,30,28,\"{votes}\""));
        Assert.Equal(candidates == 0 ? "votes_unreadable" : null, row.Problem?.Code);
        Assert.Equal(candidates, row.People.Count);
    }

    [Theory]
    [InlineData("fly,2026-02-01,CQ,,,,,", "unknown_code", "act")]
    [InlineData("join,,CQ,,Lê Văn An,05/03/1980,,", "required", "occurred_on")]
    [InlineData("join,2026-02-01,,,Lê Văn An,05/03/1980,,", "required", "unit_code")]
    [InlineData("join,2026-02-01,CQ,,Lê Văn An,,,", "required", "birth_date")]
    [InlineData("join,2026-02-01,CQ,,Lê Văn An,05/03/80,,", "date_year_two_digits", "birth_date")]
    [InlineData("leave,2026-02-01,CQ,,Lê Văn An,05/03/1980,,", "required", "reason")]
    [InlineData("take_post,2026-02-01,CQ,,Lê Văn An,05/03/1980,election,", "required", "post")]
    [InlineData("take_post,2026-02-01,CQ,x,Lê Văn An,05/03/1980,xyz,", "unknown_code", "kind")]
    public void A_row_that_is_no_act_names_its_column(string cells, string code, string column)
    {
        var row = Only(Sheets.Csv("act,occurred_on,unit_code,post,full_name,birth_date,kind,from", cells));
        Assert.Equal((code, column, Guid.Empty), (row.Problem?.Code, row.Problem?.Field, row.Id));
    }

    [Fact]
    public void Posts_come_before_staff_and_staff_before_plans_whatever_the_order_of_the_file()
    {
        string Line(CadreAct act) => $"{Domain.Events.Codes.Of(act)},2026-02-01,CQ,x";
        var rows = Enum.GetValues<CadreAct>().Select(a => Only(Sheets.Csv("act,occurred_on,unit_code,post", Line(a)))).ToList();
        Assert.Equal(rows.Select(r => r.Phase).Order(), rows.Select(r => r.Phase));
    }

    private static CadreRow Only(byte[] file) => (CadreRow)Assert.Single(Sheets.Read(file, ImportKind.Cadres));
}
