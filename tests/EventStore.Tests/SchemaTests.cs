using CadreWorkflow.Cluster;
using Npgsql;
using static CadreWorkflow.EventStore.Tests.Sample;

namespace CadreWorkflow.EventStore.Tests;

public sealed class SchemaTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await Databases.WithLogAsync();
        await using var log = new EventLog(_database.AppConnectionString);
        await log.AppendAsync(Append(NewStream(), 0) with { Result = "{}" });
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Streams_and_events_have_the_columns_another_engine_expects()
    {
        Assert.Equal(
            [
                "id:character varying:NO:", "type:character varying:YES:", "version:bigint:YES:", "timestamp:timestamp with time zone:NO:now()",
                "created:timestamp with time zone:NO:now()", "tenant_id:character varying:YES:'*DEFAULT*'::character varying", "is_archived:boolean:YES:false",
            ],
            await ColumnsAsync("mt_streams"));
        Assert.Equal(
            [
                "seq_id:bigint:NO:", "id:uuid:NO:", "stream_id:character varying:YES:", "version:bigint:NO:", "data:jsonb:NO:", "bdata:bytea:YES:",
                "type:character varying500:NO:", "timestamp:timestamp with time zone:NO:now()", "tenant_id:character varying:YES:'*DEFAULT*'::character varying",
                "mt_dotnet_type:character varying:YES:", "correlation_id:character varying:YES:", "causation_id:character varying:YES:", "headers:jsonb:YES:",
                "user_name:character varying:YES:", "is_archived:boolean:YES:false",
            ],
            await ColumnsAsync("mt_events"));
    }

    [Fact]
    public async Task Keys_indexes_and_the_sequence_have_the_names_another_engine_expects()
    {
        Assert.Equal(
            [
                "fkey_mt_events_stream_id: FOREIGN KEY (stream_id) REFERENCES cadre.mt_streams(id) ON DELETE CASCADE",
                "pkey_mt_events_seq_id: PRIMARY KEY (seq_id)", "pkey_mt_streams_id: PRIMARY KEY (id)",
            ],
            await ScalarAsync<string[]>(_database.OwnerConnectionString, """
                select array_agg(conname || ': ' || pg_get_constraintdef(oid) order by conname collate "C") from pg_constraint
                where conrelid in ('cadre.mt_events'::regclass, 'cadre.mt_streams'::regclass)
                """));
        Assert.Equal(
            "CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON cadre.mt_events USING btree (stream_id, version)",
            await ScalarAsync<string>(_database.OwnerConnectionString, "select pg_get_indexdef('cadre.pk_mt_events_stream_and_version'::regclass)"));
        Assert.Equal("S", await ScalarAsync<string>(_database.OwnerConnectionString, "select relkind::text from pg_class where oid = 'cadre.mt_events_sequence'::regclass"));
        Assert.Equal(
            await ScalarAsync<long>(_database.OwnerConnectionString, "select max(seq_id) from cadre.mt_events"),
            await ScalarAsync<long>(_database.OwnerConnectionString, "select last_value from cadre.mt_events_sequence"));
        Assert.True(await ScalarAsync<bool>(_database.OwnerConnectionString, "select bool_and(mt_dotnet_type is null) from cadre.mt_events"));
    }

    [Theory]
    [InlineData("update cadre.mt_events set data = '{}'")]
    [InlineData("delete from cadre.mt_events")]
    [InlineData("truncate cadre.mt_events cascade")]
    [InlineData("update cadre.chain set hash = hash")]
    [InlineData("delete from cadre.chain")]
    [InlineData("truncate cadre.chain")]
    [InlineData("update cadre.commands set result = null")]
    [InlineData("delete from cadre.commands")]
    [InlineData("truncate cadre.commands")]
    [InlineData("delete from cadre.mt_streams")]
    [InlineData("truncate cadre.mt_streams cascade")]
    [InlineData("update cadre.mt_streams set version = 0")]
    [InlineData("update cadre.mt_streams set id = 'other'")]
    public async Task Rewriting_is_refused_to_the_owner_too(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(_database.OwnerConnectionString, sql));

        Assert.Equal("CW001", refused.SqlState);
    }

    [Theory]
    [InlineData("insert into cadre.mt_events (seq_id, id, stream_id, version, data, type) select 999, gen_random_uuid(), id, 2, '{}', 'x' from cadre.mt_streams")]
    [InlineData("insert into cadre.mt_streams (id) values ('x')")]
    [InlineData("update cadre.mt_streams set version = 9")]
    [InlineData("update cadre.mt_events set data = '{}'")]
    [InlineData("delete from cadre.mt_events")]
    [InlineData("truncate cadre.mt_events")]
    [InlineData("insert into cadre.chain values (9, 9, sha256(''))")]
    [InlineData("insert into cadre.commands values (gen_random_uuid(), 'h', null, 1, now())")]
    [InlineData("update cadre.log_info set test_clock = true")]
    [InlineData("delete from cadre.checkpoints")]
    [InlineData("select nextval('cadre.mt_events_sequence')")]
    [InlineData("alter table cadre.mt_events disable trigger all")]
    [InlineData("create table cadre.mine (n int)")]
    public async Task The_application_appends_through_the_function_and_in_no_other_way(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(_database.AppConnectionString, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Migrating_again_and_by_several_at_once_changes_nothing()
    {
        var before = await ShapeAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EventStoreSchema.MigrateAsync(_database.OwnerConnectionString, CadreDatabase.AppRole)));

        Assert.Equal(before, await ShapeAsync());
        Assert.Equal(1, await ScalarAsync<long>(_database.OwnerConnectionString, "select count(*) from cadre.mt_events"));
    }

    [Fact]
    public async Task Migrating_while_appends_go_on_disturbs_none_of_them()
    {
        await using var log = new EventLog(_database.AppConnectionString);
        var appends = Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < 50; i++)
            {
                Stored(await log.AppendAsync(Append(NewStream(), 0)));
            }
        }));

        while (!appends.IsCompleted)
        {
            await EventStoreSchema.MigrateAsync(_database.OwnerConnectionString, CadreDatabase.AppRole);
        }

        await appends;
        await Invariants.CheckAsync(_database.SuperuserConnectionString);
    }

    [Fact]
    public async Task Two_logs_live_in_two_schemas_of_one_database()
    {
        await EventStoreSchema.MigrateAsync(_database.OwnerConnectionString, CadreDatabase.AppRole, "second");
        await using var first = new EventLog(_database.AppConnectionString);
        await using var second = new EventLog(_database.AppConnectionString, new() { Schema = "second" });

        Stored(await second.AppendAsync(Append("case-same", 0)));

        Assert.Equal(0, (await first.ReadStreamAsync("case-same")).Version);
        Assert.Equal(1, (await second.ReadStreamAsync("case-same")).Version);
        Assert.Single(await second.ReadAllAsync(0, 10));
    }

    [Fact]
    public async Task The_applications_login_passes_and_the_owners_and_a_superusers_do_not()
    {
        await EventStoreSchema.EnsureApplicationLoginAsync(_database.AppConnectionString);

        var owner = await Assert.ThrowsAsync<EventStoreSchemaException>(() => EventStoreSchema.EnsureApplicationLoginAsync(_database.OwnerConnectionString));
        var superuser = await Assert.ThrowsAsync<EventStoreSchemaException>(() => EventStoreSchema.EnsureApplicationLoginAsync(_database.SuperuserConnectionString));

        Assert.Contains("owns the tables", owner.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__Cadre", owner.Message, StringComparison.Ordinal);
        Assert.Contains("is a superuser", superuser.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_was_given_write_rights_is_refused()
    {
        await RunAsync(_database.OwnerConnectionString, $"grant update on cadre.mt_events to {CadreDatabase.AppRole}");

        var refused = await Assert.ThrowsAsync<EventStoreSchemaException>(() => EventStoreSchema.EnsureApplicationLoginAsync(_database.AppConnectionString));

        Assert.Contains("may write the tables", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_before_the_migration_is_told_to_migrate()
    {
        await using var empty = await TestCluster.CreateDatabaseAsync();

        var refused = await Assert.ThrowsAsync<EventStoreSchemaException>(() => EventStoreSchema.EnsureApplicationLoginAsync(empty.AppConnectionString));

        Assert.Contains("db migrate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_and_a_role_that_is_the_owner_are_refused()
    {
        var missing = await Assert.ThrowsAsync<EventStoreSchemaException>(() => EventStoreSchema.MigrateAsync(_database.OwnerConnectionString, "nobody_here"));
        var same = await Assert.ThrowsAsync<EventStoreSchemaException>(() => EventStoreSchema.MigrateAsync(_database.OwnerConnectionString, CadreDatabase.OwnerRole));

        Assert.Contains("nobody_here", missing.Message, StringComparison.Ordinal);
        Assert.Contains("two logins", same.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_of_an_ordinary_log_cannot_be_set()
    {
        await using var log = new EventLog(_database.AppConnectionString);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => log.SetDemoClockAsync(DateTimeOffset.UnixEpoch));

        Assert.Equal("CW004", refused.SqlState);
    }

    [Fact]
    public async Task An_ordinary_log_with_events_can_never_be_marked_demo()
    {
        var refused = await Assert.ThrowsAsync<EventStoreSchemaException>(
            () => EventStoreSchema.MigrateAsync(_database.OwnerConnectionString, CadreDatabase.AppRole, allowTestClock: true));

        Assert.Contains("never marked", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_log_stays_one_and_goes_back_to_the_real_clock()
    {
        await using var demo = await Databases.WithDemoLogAsync();
        await EventStoreSchema.MigrateAsync(demo.OwnerConnectionString, CadreDatabase.AppRole);
        await using var log = new EventLog(demo.AppConnectionString);
        await log.SetDemoClockAsync(new DateTimeOffset(2021, 1, 4, 1, 0, 0, TimeSpan.Zero));
        var then = Stored(await log.AppendAsync(Append(NewStream(), 0)));
        await log.SetDemoClockAsync(null);

        var now = Stored(await log.AppendAsync(Append(NewStream(), 0)));

        Assert.Equal(2021, then.RecordedAt.Year);
        Assert.True(now.RecordedAt > then.RecordedAt.AddYears(4));
    }

    private Task<string> ShapeAsync() => ScalarAsync<string>(_database.OwnerConnectionString, """
        select string_agg(x, E'\n' order by x) from (
            select c.relname || c.relkind::text || coalesce(c.relacl::text, '') as x from pg_class c where c.relnamespace = 'cadre'::regnamespace
            union all select p.oid::regprocedure::text || md5(p.prosrc) || coalesce(p.proacl::text, '') from pg_proc p where p.pronamespace = 'cadre'::regnamespace
            union all select t.tgrelid::regclass::text || t.tgname || t.tgenabled::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
                      where c.relnamespace = 'cadre'::regnamespace and not t.tgisinternal) s
        """);

    private Task<string[]> ColumnsAsync(string table) => ScalarAsync<string[]>(_database.OwnerConnectionString, """
        select array_agg(column_name || ':' || data_type || coalesce(character_maximum_length::text, '') || ':' || is_nullable || ':' || coalesce(column_default, '')
                         order by ordinal_position)
        from information_schema.columns where table_schema = 'cadre' and table_name = $1
        """, table);
}
