using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Tests.Given;
using Npgsql;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests.Lists;

public sealed class CaseListTests
{
    private static readonly DateOnly Today = Day(2026, 11, 22);
    private static readonly ReadScope Now = new(Today, Today);

    private readonly MemoryLog _log = new MemoryLog().Province();

    [Fact]
    public async Task Given_a_unit_of_either_tree_then_only_cases_of_its_subtree_on_that_day_are_listed()
    {
        var moved = _log.Refer(1, "A1", Day(2025, 1, 5)).Sent(Day(2025, 1, 10));
        moved.Say(new CaseMoved(Day(2025, 3, 1), true, null, TransferPoint.WhileHelped, _log.Unit("B1"), _log.Unit("P2")));
        moved.Say(new TransferReceived(Day(2025, 3, 20), true, null));
        var stayed = _log.Refer(2, "A2", Day(2025, 1, 6)).Sent(Day(2025, 1, 10));
        await using var read = await ReadSide.OfAsync(_log);

        Assert.Equal([stayed.CaseId], await IdsAsync(read, Now with { Unit = _log.Unit("A") }));
        Assert.Equal([moved.CaseId], await IdsAsync(read, Now with { Unit = _log.Unit("B") }));
        Assert.Equal([moved.CaseId], await IdsAsync(read, Now with { Unit = _log.Unit("P2") }));
        Assert.Equal([moved.CaseId, stayed.CaseId], await IdsAsync(read, Now with { Unit = _log.Unit("P") }));
        var march = new ReadScope(Day(2025, 3, 10), Today);
        Assert.Equal([moved.CaseId, stayed.CaseId], await IdsAsync(read, march with { Unit = _log.Unit("A") }));
        Assert.Empty(await IdsAsync(read, march with { Unit = _log.Unit("B") }));
        Assert.Equal([moved.CaseId], await IdsAsync(read, Now with { Allowed = [_log.Unit("B1")], Unit = _log.Unit("P") }));
        Assert.Empty(await IdsAsync(read, Now with { Allowed = [] }));
    }

    [Fact]
    public async Task Given_a_day_then_stages_are_those_of_the_day_and_cases_filed_later_are_not_there()
    {
        var told = _log.Refer(1, "A1", Day(2025, 1, 5)).Sent(Day(2025, 1, 10)).Certified(Day(2025, 2, 1)).Voted(Day(2025, 6, 2));
        told.Decided(Day(2025, 7, 1));
        told.Say(new DecisionReceived(Day(2025, 7, 10), true, null));
        await using var read = await ReadSide.OfAsync(_log);

        Assert.Empty(await StagesAsync(read, Day(2025, 1, 4)));
        Assert.Equal(["draft"], await StagesAsync(read, Day(2025, 1, 5)));
        Assert.Equal(["sent_to_party"], await StagesAsync(read, Day(2025, 1, 31)));
        Assert.Equal(["certified"], await StagesAsync(read, Day(2025, 2, 1)));
        Assert.Equal(["cell_resolved"], await StagesAsync(read, Day(2025, 6, 30)));
        Assert.Equal(["decided"], await StagesAsync(read, Day(2025, 7, 20)));
        Assert.Equal(["ceremony_overdue"], await StagesAsync(read, Day(2025, 12, 31)));

        var page = await PageAsync(read, new ReadScope(Day(2025, 6, 30), Today), new());
        Assert.Equal(("ADM-28", Day(2025, 6, 2)), (page.Items[0].NextRule, page.Items[0].CellResolvedOn));
        Assert.Equal(new Dictionary<string, int> { ["ceremony_overdue"] = 1 }, await CountsAsync(read));
    }

    [Fact]
    public async Task Given_a_correction_then_the_list_as_known_before_still_shows_what_was_known()
    {
        var told = _log.Refer(1, "A1", Day(2025, 1, 5));
        var sent = told.Say(new ReferralSent(Day(2025, 1, 10), true, null));
        var then = _log.Head;
        told.Say(new FactStruck(Day(2025, 2, 1), true, null, ReasonCode.Other, null), sent.Id);
        await using var read = await ReadSide.OfAsync(_log);

        Assert.Equal("sent_to_party", (await PageAsync(read, Now with { AsKnownPosition = then }, new())).Items[0].Stage);
        Assert.Equal("draft", (await PageAsync(read, Now, new())).Items[0].Stage);
        Assert.Equal(then, (await PageAsync(read, Now with { AsKnownPosition = then }, new())).Position);
    }

    [Fact]
    public async Task Given_pages_then_they_cover_every_case_once_in_order()
    {
        for (var i = 0; i < 23; i++)
        {
            _log.Refer(i, "A1", Day(2025, 1, 1).AddDays(i % 4));
        }

        await using var read = await ReadSide.OfAsync(_log);
        var seen = new List<CaseListItem>();
        for (var skip = 0; skip < 30; skip += 10)
        {
            var page = await PageAsync(read, Now, new() { Skip = skip, Take = 10, Descending = true });
            Assert.Equal(23, page.Total);
            seen.AddRange(page.Items);
        }

        Assert.Equal(23, seen.Select(i => i.CaseId).Distinct().Count());
        Assert.Equal(seen.Select(i => i.FiledOn).OrderDescending(), seen.Select(i => i.FiledOn));
        Assert.Equal(23, (await PageAsync(read, Now, new() { Skip = 100 })).Total);
    }

    [Fact]
    public async Task Given_a_reference_or_a_name_then_the_case_is_found_and_names_are_in_vietnamese_order()
    {
        string[] names = ["Trần Thị Ánh", "Nguyễn Văn An", "Lê Bình", "Đỗ Văn Ân", "Bùi An"];
        for (var i = 0; i < names.Length; i++)
        {
            _log.Refer(i, "A1", Day(2025, 1, 1));
        }

        await using var read = await ReadSide.OfAsync(_log);
        await NameAsync(read, names);
        var byName = await PageAsync(read, Now, new() { Sort = CaseListSort.Name });
        Assert.Equal(["Bùi An", "Nguyễn Văn An", "Trần Thị Ánh", "Đỗ Văn Ân", "Lê Bình"], byName.Items.Select(i => names.Single(n => Id(3, Array.IndexOf(names, n)) == i.PersonId)));
        Assert.Equal(Id(3, 2), Assert.Single((await PageAsync(read, Now, new() { FoldedName = "le bin" })).Items).PersonId);
        Assert.Equal(Id(3, 3), Assert.Single((await PageAsync(read, Now, new() { Reference = "hs-3/" })).Items).PersonId);
        Assert.Equal(2, (await PageAsync(read, Now, new() { Reference = "hs-3/", FoldedName = "van an" })).Total);
        Assert.Empty((await PageAsync(read, Now, new() { FoldedName = "%" })).Items);
    }

    [Fact]
    public async Task Given_persons_and_units_then_the_rosters_count_each_person_once_and_roll_units_up()
    {
        var first = _log.Refer(1, "A1", Day(2025, 1, 5)).Sent(Day(2025, 1, 10));
        first.Say(new CaseWithdrawn(Day(2025, 2, 1), true, null));
        _log.Refer(1, "A2", Day(2026, 3, 1), previous: first, number: 2).Sent(Day(2026, 3, 2)).Decided(Day(2026, 9, 1));
        _log.Refer(2, "B1", Day(2026, 1, 5)).Sent(Day(2026, 1, 10));
        await using var read = await ReadSide.OfAsync(_log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var rosters = new Rosters(read.Facts);

        var persons = await rosters.PersonsAsync(connection, Now, new(), TestContext.Current.CancellationToken);
        Assert.Equal(2, persons.Total);
        Assert.Equal((2, Day(2026, 9, 1)), (persons.Items.Single(p => p.PersonId == Id(3, 1)).Referrals, persons.Items.Single(p => p.PersonId == Id(3, 1)).DecidedOn));
        var units = await rosters.UnitsAsync(connection, Now, TestContext.Current.CancellationToken);
        Assert.Equal(["A", "B", "C"], units.Select(u => u.Unit.Code));
        Assert.Equal((3, 1, 1, 1), (units[0].Children, units[0].OpenCases, units[0].SentThisYear, units[0].DecidedThisYear));
        Assert.Equal((1, 1, 0), (units[1].OpenCases, units[1].SentThisYear, units[1].DecidedThisYear));
    }

    private static async Task NameAsync(ReadSide read, string[] names)
    {
        await using var owner = new NpgsqlConnection(read.OwnerConnectionString);
        await owner.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            create schema people;
            create table people.person_revision (person_id uuid, revision int, full_name text, folded_name text);
            grant usage on schema people to cadre_app;
            grant select on people.person_revision to cadre_app;
            """,
            owner);
        await command.ExecuteNonQueryAsync();
        for (var i = 0; i < names.Length; i++)
        {
            await using var insert = new NpgsqlCommand("insert into people.person_revision values ($1, 1, $2, $3)", owner)
            {
                Parameters = { new() { Value = Id(3, i) }, new() { Value = names[i] }, new() { Value = Fold(names[i]) } },
            };
            await insert.ExecuteNonQueryAsync();
        }
    }

    private static string Fold(string name) =>
        string.Concat(name.Replace('Đ', 'D').Normalize(System.Text.NormalizationForm.FormD).Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    private static async Task<CaseListPage> PageAsync(ReadSide read, ReadScope scope, CaseListFilter filter)
    {
        await using var connection = await read.Source.OpenConnectionAsync();
        return await new CaseList(read.Facts).QueryAsync(connection, scope, filter);
    }

    private static async Task<IReadOnlyDictionary<string, int>> CountsAsync(ReadSide read)
    {
        await using var connection = await read.Source.OpenConnectionAsync();
        return await new CaseList(read.Facts).CountsAsync(connection, Now, new());
    }

    private static async Task<IEnumerable<Guid>> IdsAsync(ReadSide read, ReadScope scope) => (await PageAsync(read, scope, new())).Items.Select(i => i.CaseId);

    private static async Task<IEnumerable<string>> StagesAsync(ReadSide read, DateOnly day) => (await PageAsync(read, new ReadScope(day, Today), new())).Items.Select(i => i.Stage);
}
