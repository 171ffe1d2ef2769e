using CadreWorkflow.Cluster;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

/// <summary>Rows of other tables that stand in the append's transaction.</summary>
public sealed class AlongsideTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private EventLog _log = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        await RunAsync(
            _database.OwnerConnectionString,
            $$"""
            create schema side;
            create table side.name (id text primary key, name text not null check (name <> 'refused'));
            create function side.keep(given jsonb[]) returns void language sql as
            $f$ insert into side.name select g ->> 'id', g ->> 'name' from unnest(given) g on conflict do nothing $f$;
            grant usage on schema side to {{CadreDatabase.AppRole}};
            grant select, insert on side.name to {{CadreDatabase.AppRole}};
            """);
        _log = new EventLog(_database.AppConnectionString, new() { AlongsideFunction = "side.keep" });
    }

    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Given_rows_alongside_when_appended_then_they_and_the_events_are_of_one_transaction()
    {
        var stream = NewStream("person");
        Stored(await _log.AppendAsync(Named(stream, "Nguyễn Thị Đào")));

        Assert.True(await ScalarAsync<bool>(
            _database.OwnerConnectionString,
            "select n.xmin = e.xmin and n.name = 'Nguyễn Thị Đào' from side.name n join cadre.mt_events e on e.stream_id = n.id where n.id = $1",
            stream));
    }

    [Fact]
    public async Task Given_an_append_sent_twice_then_its_rows_are_stored_once()
    {
        var request = Named(NewStream("person"), "A");
        Stored(await _log.AppendAsync(request));
        Assert.IsType<AppendOutcome.AlreadyDone>(await _log.AppendAsync(request));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Given_a_row_its_table_refuses_then_that_append_stores_nothing_and_its_neighbours_are_stored()
    {
        var fine = Enumerable.Range(0, 20).Select(n => Named(NewStream("person"), $"name {n}")).ToList();
        var refused = Named(NewStream("person"), "refused");
        var outcomes = fine.Take(10).Append(refused).Concat(fine.Skip(10)).Select(async request =>
        {
            try
            {
                return await _log.AppendAsync(request);
            }
            catch (Npgsql.PostgresException)
            {
                return null;
            }
        }).ToList();

        var all = await Task.WhenAll(outcomes);
        Assert.Null(all[10]);
        Assert.All(all.Where((_, n) => n != 10), outcome => Stored(outcome!));
        Assert.Equal(20, await CountAsync());
        Assert.Equal(20, await ScalarAsync<long>(_database.OwnerConnectionString, "select count(*) from cadre.mt_events"));
    }

    [Fact]
    public async Task Given_a_mix_with_and_without_rows_then_each_append_keeps_its_own()
    {
        var requests = Enumerable.Range(0, 40).Select(n => n % 3 == 0 ? Append(NewStream(), 0, n % 4 + 1) : Named(NewStream("person"), $"name {n}")).ToList();
        var outcomes = await Task.WhenAll(requests.Select(request => _log.AppendAsync(request)));
        Assert.All(outcomes, outcome => Stored(outcome));
        Assert.Equal(requests.Count(r => r.Alongside is not null), await CountAsync());
        await Invariants.CheckAsync(_database.SuperuserConnectionString);
    }

    [Fact]
    public async Task Given_rows_no_database_can_store_then_they_are_refused_before_they_could_spoil_a_batch()
    {
        var rejected = await Assert.ThrowsAsync<EventRejectedException>(() => _log.AppendAsync(Append(NewStream(), 0) with { Alongside = """{"id":"a","name":"\u0000"}""" }));
        Assert.Equal("nul_character", rejected.Code);
    }

    [Fact]
    public async Task Given_a_log_without_such_a_function_then_rows_are_refused()
    {
        await using var plain = new EventLog(_database.AppConnectionString);
        await Assert.ThrowsAsync<ArgumentException>(() => plain.AppendAsync(Named(NewStream("person"), "A")));
    }

    private static AppendRequest Named(string stream, string name) =>
        Append(stream, 0) with { Alongside = $$"""{"id":"{{stream}}","name":"{{name}}"}""" };

    private Task<long> CountAsync() => ScalarAsync<long>(_database.OwnerConnectionString, "select count(*) from side.name");
}
