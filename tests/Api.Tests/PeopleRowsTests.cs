using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.People;
using CadreWorkflow.Domain.People;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CadreWorkflow.Api.Tests;

/// <summary>Who an event names and the words it refers to stand in the same transaction as the event.</summary>
public sealed class PeopleRowsTests
{
    private static readonly PersonAttributes Khuyen = new("Phan Thị Khuyên", new DateOnly(1990, 3, 8), Gender.Female, Education.Bachelor, TheoryLevel.Intermediate);

    [Fact]
    public async Task Given_a_referral_of_somebody_new_then_the_person_row_and_the_events_are_of_one_transaction()
    {
        await using var host = await ApiHost.StartAsync();
        var province = await TestProvince.OpenAsync(host);
        using var union = await host.ClientAsync("union");
        await union.FileAsync(province.Union1);

        await using var source = NpgsqlDataSource.Create(host.Database.OwnerConnectionString);
        await using var command = source.CreateCommand(
            "select count(*) filter (where p.xmin = e.xmin and r.xmin = e.xmin) || ' of ' || count(*) from people.person p join people.person_revision r using (person_id), cadre.mt_events e where e.stream_id = 'person-' || p.person_id");
        Assert.Equal("2 of 2", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Given_rows_kept_twice_and_twice_at_once_then_each_stands_once()
    {
        await using var host = await ApiHost.StartAsync();
        var (person, key, note) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var rows = new PeopleRows(new(person, key, Khuyen), [new(note, "Thiếu giấy tờ")]);
        await KeepAsync(host, rows, rows);
        await KeepAsync(host, rows);

        var people = host.Services.GetRequiredService<PeopleStore>();
        Assert.Equal(Khuyen, await people.FindAsync(person, 1, TestContext.Current.CancellationToken));
        Assert.Equal("Thiếu giấy tờ", (await people.NotesAsync([note], TestContext.Current.CancellationToken))[note]);
    }

    [Fact]
    public async Task Given_a_command_that_registered_somebody_else_before_then_it_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var key = Guid.NewGuid();
        await KeepAsync(host, PeopleRows.Of(Guid.NewGuid(), key, Khuyen));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => KeepAsync(host, PeopleRows.Of(Guid.NewGuid(), key, Khuyen)));
        Assert.Equal("CW010", refused.SqlState);
    }

    [Fact]
    public async Task Given_that_command_among_others_then_it_is_refused_too()
    {
        await using var host = await ApiHost.StartAsync();
        var key = Guid.NewGuid();
        await KeepAsync(host, PeopleRows.Of(Guid.NewGuid(), key, Khuyen));

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => KeepAsync(host, PeopleRows.Of(Guid.NewGuid(), Guid.NewGuid(), Khuyen), PeopleRows.Of(Guid.NewGuid(), key, Khuyen)));
        Assert.Equal("CW010", refused.SqlState);
    }

    private static async Task KeepAsync(ApiHost host, params PeopleRows[] rows)
    {
        await using var command = host.Services.GetRequiredService<CadreDatabases>().Requests.CreateCommand($"select {PeopleRows.Function}($1)");
        command.Parameters.Add(new() { Value = rows.Select(r => r.ToJson("test")!).ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
