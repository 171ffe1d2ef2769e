using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Projections.Tests.Given;
using Npgsql;
using static CadreWorkflow.Projections.Tests.Given.MemoryLog;

namespace CadreWorkflow.Projections.Tests;

public sealed class ReadModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Given_batches_of_1_7_and_1000_events_then_the_tables_are_equal(int seed)
    {
        var log = RandomProvince.Of(seed);
        var dumps = new List<string>();
        foreach (var batch in new[] { 1, 7, 1000 })
        {
            await using var read = await ReadSide.OfAsync(log, batch);
            dumps.Add(await read.DumpAsync());
        }

        Assert.Equal(dumps[0], dumps[1]);
        Assert.Equal(dumps[0], dumps[2]);
        Assert.Contains("case_past", dumps[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Given_hardly_any_case_at_hand_then_the_tables_are_the_same()
    {
        var log = RandomProvince.Of(3);
        await using var rich = await ReadSide.OfAsync(log, 50);
        await using var poor = await ReadSide.CreateAsync(log);
        poor.Model = new ReadModel(log, casesAtHand: 2);
        await poor.FeedAsync(50);
        Assert.Equal(await rich.DumpAsync(), await poor.DumpAsync());
    }

    [Theory]
    [InlineData(8, 3)]
    [InlineData(9, 40)]
    public async Task Given_batches_settled_at_the_end_of_their_transaction_then_the_tables_are_the_same(int seed, int batch)
    {
        await GiveTheSameTablesAsync(RandomProvince.Of(seed), async (read, connection) =>
        {
            read.Model = new ReadModel(read.Log, casesAtHand: 10);
            foreach (var together in read.Log.Events.Chunk(batch).Chunk(7))
            {
                await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
                foreach (var chunk in together)
                {
                    await read.Model.TakeAsync(chunk, connection, TestContext.Current.CancellationToken);
                }

                await read.Model.SettleAsync(connection, TestContext.Current.CancellationToken);
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
            }
        });
    }

    [Fact]
    public async Task Given_a_transaction_given_up_half_way_when_its_batch_is_applied_then_the_tables_are_the_same()
    {
        await GiveTheSameTablesAsync(RandomProvince.Of(4, persons: 20), async (read, connection) =>
        {
            foreach (var chunk in read.Log.Events.Chunk(40))
            {
                await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
                {
                    await read.Model.TakeAsync(chunk, connection, TestContext.Current.CancellationToken);
                    await transaction.RollbackAsync(TestContext.Current.CancellationToken);
                }

                await read.ApplyAsync(connection, chunk);
            }
        });
    }

    [Fact]
    public async Task Given_a_batch_that_fails_half_way_then_the_connection_serves_the_next_attempt()
    {
        await GiveTheSameTablesAsync(RandomProvince.Of(4, persons: 20), async (read, connection) =>
        {
            // No text of the database can hold U+0000: the rows fail on their way to it.
            var spoilt = read.Log.Events.Select(e => e.Event is ReferralFiled filed ? e with { Event = filed with { Reference = "\0" } } : e);
            await Assert.ThrowsAsync<PostgresException>(() => read.ApplyAsync(connection, [.. spoilt]));
            await read.ApplyAsync(connection, read.Log.Events);
        });
    }

    [Fact]
    public async Task Given_a_batch_rolled_back_and_a_batch_sent_twice_then_the_tables_are_the_same()
    {
        await GiveTheSameTablesAsync(RandomProvince.Of(4, persons: 20), async (read, connection) =>
        {
            foreach (var chunk in read.Log.Events.Chunk(40))
            {
                await read.ApplyAsync(connection, chunk, commit: false);
                await read.ApplyAsync(connection, chunk);
                await read.ApplyAsync(connection, chunk);
            }
        });
    }

    [Fact]
    public async Task Given_another_process_that_took_over_for_a_while_then_the_tables_are_the_same()
    {
        await GiveTheSameTablesAsync(RandomProvince.Of(5, persons: 20), async (read, connection) =>
        {
            var models = new[] { new ReadModel(read.Log), new ReadModel(read.Log) };
            foreach (var (chunk, turn) in read.Log.Events.Chunk(30).Select((c, i) => (c, i)))
            {
                read.Model = models[turn / 2 % 2];
                await read.ApplyAsync(connection, chunk);
            }
        });
    }

    [Fact]
    public async Task Given_a_rebuild_beside_the_live_tables_when_it_is_swapped_in_then_readers_see_the_same_rows()
    {
        var log = RandomProvince.Of(6, persons: 20);
        await using var read = await ReadSide.OfAsync(log);
        var before = await read.DumpAsync();

        await ReadSchema.MigrateAsync(read.OwnerConnectionString, Cluster.CadreDatabase.AppRole, ReadSchema.Next, indexes: false, TestContext.Current.CancellationToken);
        var next = new ReadModel(log, ReadSchema.Next);
        await using (var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            foreach (var chunk in log.Events.Chunk(100))
            {
                await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
                await next.ApplyAsync(chunk, connection, transaction, TestContext.Current.CancellationToken);
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
            }
        }

        await ReadSchema.CreateIndexesAsync(read.OwnerConnectionString, cancellationToken: TestContext.Current.CancellationToken);
        await using (var owner = new NpgsqlConnection(read.OwnerConnectionString))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await owner.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await ReadSchema.SwapAsync(owner, TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, await read.DumpAsync());
    }

    [Fact]
    public async Task Given_tables_of_a_former_shape_when_migrated_then_they_are_made_anew_and_filled_from_the_log()
    {
        var log = RandomProvince.Of(6, persons: 10);
        await using var read = await ReadSide.OfAsync(log);
        var before = await read.DumpAsync();

        // As a program before this one left it.
        await using (var owner = new NpgsqlConnection(read.OwnerConnectionString))
        {
            await owner.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand("comment on schema read is null; alter table read.deadline drop column pauses", owner);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await ReadSchema.MigrateAsync(read.OwnerConnectionString, Cluster.CadreDatabase.AppRole, cancellationToken: TestContext.Current.CancellationToken);
        read.Model = new ReadModel(log);
        await read.FeedAsync();
        Assert.Equal(before, await read.DumpAsync());

        await ReadSchema.MigrateAsync(read.OwnerConnectionString, Cluster.CadreDatabase.AppRole, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(before, await read.DumpAsync());
    }

    [Fact]
    public async Task Given_a_case_then_every_event_position_has_its_own_version_without_gap_or_overlap()
    {
        var log = RandomProvince.Of(7);
        await using var read = await ReadSide.OfAsync(log);
        await using var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select count(*), count(*) filter (where recorded_to <> coalesce(next, 9223372036854775807)), count(distinct case_id)
            from (select case_id, recorded_to, lead(recorded_from) over (partition by case_id order by recorded_from) as next from read.case_version) v
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, reader.GetInt64(1));
        var cases = log.Events.Where(e => e.Event is Domain.Admissions.CaseEvent).ToList();
        Assert.Equal(cases.Select(e => e.StreamId).Distinct().Count(), reader.GetInt64(2));
        Assert.True(reader.GetInt64(0) >= cases.Count, "each event has a version; a published calendar adds some");
    }

    [Fact]
    public async Task Given_a_calendar_that_changes_when_the_acting_body_is_reclassified_then_open_deadlines_move_and_the_old_ones_stay_known()
    {
        var log = new MemoryLog().Province();
        log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9));
        await using var read = await ReadSide.OfAsync(log);
        Assert.Equal([(Day(2026, 4, 9), long.MaxValue)], await DueAsync(read));

        log.Unit("P1", new Domain.Organisation.UnitReclassified(Day(2025, 12, 1), null, Domain.Organisation.Sector.NonState, Domain.Regulations.CalendarKind.Private5));
        await read.FeedAsync();
        Assert.Equal([(Day(2026, 4, 9), log.Head), (Day(2026, 4, 10), long.MaxValue)], await DueAsync(read));
    }

    [Fact]
    public async Task Given_a_clock_that_goes_on_in_another_calendar_then_its_row_says_so_and_is_not_written_again_while_nothing_changes()
    {
        var log = new MemoryLog().Province();
        log.Refer(1, "A1", Day(2025, 10, 1)).Sent(Day(2025, 10, 5)).Voted(Day(2026, 1, 9));
        log.Unit("P1", new Domain.Organisation.UnitReclassified(Day(2026, 1, 12), null, Domain.Organisation.Sector.NonState, Domain.Regulations.CalendarKind.Private5));
        await using var read = await ReadSide.OfAsync(log);
        var rows = await DueAsync(read);
        Assert.Equal((Day(2026, 4, 9), long.MaxValue), rows[^1]);
        await using (var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var command = new NpgsqlCommand("select acting_unit || ' ' || calendar || ' ' || moves from read.deadline where rule = 'ADM-28' order by recorded_from desc limit 1", connection))
        {
            Assert.Equal($"{log.Unit("P1")} public 2026-01-12/{log.Unit("P1")}/private5", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        }

        log.Unit("P1", new Domain.Organisation.UnitReclassified(Day(2026, 1, 12), null, Domain.Organisation.Sector.StateEnterprise, Domain.Regulations.CalendarKind.Private5));
        await read.FeedAsync();
        Assert.Equal(rows, await DueAsync(read));
    }

    private static async Task<List<(DateOnly, long)>> DueAsync(ReadSide read)
    {
        await using var connection = await read.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("select due, recorded_to from read.deadline where rule = 'ADM-28' order by recorded_from", connection);
        var due = new List<(DateOnly, long)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            due.Add((reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1)));
        }

        return due;
    }

    /// <summary>Fed this way, the tables hold what they hold fed straight through.</summary>
    private static async Task GiveTheSameTablesAsync(MemoryLog log, Func<ReadSide, NpgsqlConnection, Task> feed)
    {
        await using var straight = await ReadSide.OfAsync(log);
        await using var read = await ReadSide.CreateAsync(log);
        await using (var connection = await read.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await feed(read, connection);
        }

        Assert.Equal(await straight.DumpAsync(), await read.DumpAsync());
    }
}
