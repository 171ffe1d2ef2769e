using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Tests.Given;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Lists;

public sealed class StockReportTests
{
    private static readonly Sector[] Enterprises = [Sector.NonState, Sector.StateEnterprise, Sector.Fdi];

    private readonly MemoryLog _log = new();

    /// <summary>
    /// The district's report: three enterprise unions with 149 members in 2009, three more and 106 members until 2014, which makes 255; but one of
    /// them, Gạch Tuynel, went to the sector union in June 2012, so five with 213 remain. Only the transfer column explains the difference.
    /// </summary>
    [Fact]
    public async Task Case_49_the_moved_brickworks_leaves_five_unions_and_213_members_and_the_equation_says_why()
    {
        Bacbinh();
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync();
        var report = new StockReport(read.Facts);
        var district = await report.QueryAsync(connection, _log.Unit("BB"), Day(2010, 1, 1), Day(2014, 9, 30), Enterprises);

        Assert.Equal(new Stock(3, 3, 0, 0, 1, 0, 5), district.Total.Units);
        var members = district.Total.Members;
        Assert.Equal((149, 42, 213), (members.Start, members.TransferredOut, members.End));
        Assert.Equal(106, members.In + members.Change);
        Assert.Equal(255, members.Start + members.In + members.Change);
        Assert.True(members.Balances && district.Total.Units.Balances);

        var sector = await report.QueryAsync(connection, _log.Unit("CN"), Day(2010, 1, 1), Day(2014, 9, 30), Enterprises);
        Assert.Equal(new Stock(0, 0, 0, 1, 0, 0, 1), sector.Total.Units);
        Assert.Equal(42, sector.Total.Members.TransferredIn);

        // Seen from above, nothing came or went: the move was between two of its own.
        var province = await report.QueryAsync(connection, null, Day(2010, 1, 1), Day(2014, 9, 30), Enterprises);
        Assert.Equal(new Stock(3, 3, 0, 0, 0, 0, 6), province.Total.Units);
        Assert.Equal((149, 106, 255), (province.Total.Members.Start, province.Total.Members.In + province.Total.Members.Change, province.Total.Members.End));
        Assert.Equal((1, 1), (province.Rows.Single(r => r.Unit == _log.Unit("BB")).Units.TransferredOut, province.Rows.Single(r => r.Unit == _log.Unit("CN")).Units.TransferredIn));
    }

    [Fact]
    public async Task Case_49_open_cases_of_a_moved_unit_go_along_in_the_transfer_columns()
    {
        Bacbinh();
        var stays = _log.Refer(1, "DN1", Day(2011, 1, 1), "P");
        _log.Refer(2, "TUYNEL", Day(2011, 1, 1), "P");
        _log.Refer(3, "TUYNEL", Day(2012, 3, 1), "P");
        _log.Refer(4, "TUYNEL", Day(2013, 3, 1), "P");
        stays.Say(new CaseWithdrawn(Day(2012, 2, 1), true, CaseTold.Paper("Đ", Day(2012, 2, 1))));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync();
        var report = new StockReport(read.Facts);

        var district = await report.QueryAsync(connection, _log.Unit("BB"), Day(2012, 1, 1), Day(2012, 12, 31));
        Assert.Equal(new Stock(2, 1, 1, 0, 2, 0, 0), district.Total.Cases);
        var sector = await report.QueryAsync(connection, _log.Unit("CN"), Day(2012, 1, 1), Day(2013, 12, 31));
        Assert.Equal(new Stock(0, 1, 0, 2, 0, 0, 3), sector.Total.Cases);
    }

    [Fact]
    public async Task Given_random_provinces_then_the_equation_holds_for_every_unit_and_period_and_rows_add_up_to_the_stock()
    {
        await using var read = await ReadSide.OfAsync(RandomProvince.Of(11, persons: 60));
        await using var connection = await read.Source.OpenConnectionAsync();
        var report = new StockReport(read.Facts);
        var tree = await read.Facts.UnitsAsync(connection);
        var random = new Random(5);
        foreach (var unit in tree.Units)
        {
            var from = Day(2020, 1, 1).AddDays(random.Next(1800));
            var answer = await report.QueryAsync(connection, unit, from, from.AddDays(random.Next(1, 900)));
            foreach (var row in answer.Rows.Append(answer.Total))
            {
                Assert.True(row.Units.Balances && row.Members.Balances && row.Cases.Balances, $"{row.Label}: {row}");
            }

            Assert.Equal(answer.Total.Cases.Start, answer.Rows.Sum(r => r.Cases.Start));
            Assert.Equal(answer.Total.Cases.End, answer.Rows.Sum(r => r.Cases.End));
            Assert.Equal(answer.Total.Units.End, answer.Rows.Sum(r => r.Units.End));
        }
    }

    private void Bacbinh()
    {
        _log.Open("T", null);
        _log.Open("BB", "T");
        _log.Open("CN", "T");
        _log.Open("P", null, Tree.Party);
        Enterprise("DN1", Opened, 60);
        Enterprise("DN2", Opened, 49);
        Enterprise("TUYNEL", Opened, 40);
        _log.Unit("TUYNEL", new UnitMembersCounted(Day(2011, 12, 31), null, 42, 0, false));
        _log.Unit("TUYNEL", new UnitMoved(Day(2012, 6, 1), null, _log.Unit("CN")));
        Enterprise("DN4", Day(2011, 5, 1), 50);
        Enterprise("DN5", Day(2012, 9, 1), 30);
        Enterprise("DN6", Day(2013, 3, 1), 20);
        _log.Unit("DN1", new UnitMembersCounted(Day(2014, 6, 1), null, 64, null, false));

        // A school's union is no enterprise.
        _log.Open("TH", "BB");
        _log.Unit("TH", new UnitMembersCounted(Day(2011, 1, 1), null, 500, null, true));
    }

    private void Enterprise(string code, DateOnly on, int members)
    {
        _log.Open(code, "BB", on: on.AddDays(-1));
        var facts = _log.Units.Unit(_log.Unit(code), on)!;
        _log.Unit(code, new UnitReclassified(on.AddDays(-1), null, Sector.NonState, facts.Calendar));
        _log.Unit(code, new UnitMembersCounted(on.AddDays(-1), null, members, null, false));
    }
}
