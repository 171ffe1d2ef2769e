using System.Runtime.Versioning;
using CadreWorkflow.Cluster;
using Npgsql;

namespace CadreWorkflow.Build.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateClusterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "cadre-build-test-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Given_a_running_cluster_when_it_is_started_again_then_it_is_adopted_and_stops_with_its_last_user()
    {
        var first = await PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken);
        var server = first.ServerProcessId();
        Assert.False(first.Adopted);

        var second = await PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken);
        Assert.True(second.Adopted);
        Assert.Equal(first.Port, second.Port);
        Assert.Equal(server, second.ServerProcessId());

        await second.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.Null(first.ServerProcessId());
    }

    [Fact]
    public async Task Given_a_cluster_kept_running_when_its_user_leaves_then_it_stays_until_it_is_stopped()
    {
        var first = await PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken);
        first.KeepRunning();
        await first.ReleaseAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(first.ServerProcessId());

        await using var second = await PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken);
        Assert.True(second.Adopted);
        await second.StopAsync(TestContext.Current.CancellationToken);
        Assert.Null(second.ServerProcessId());
    }

    [Fact]
    public async Task Given_a_killed_server_when_it_is_restarted_then_committed_rows_are_there_on_the_same_port()
    {
        await using var cluster = await PrivateCluster.StartAsync(Options() with { Durable = true }, TestContext.Current.CancellationToken);
        await ExecuteAsync(cluster, "create table kept(n int); insert into kept values (7)");
        var port = cluster.Port;

        cluster.Kill9();
        Assert.Null(cluster.ServerProcessId());
        Assert.True(File.Exists(Path.Combine(cluster.PgData, "postmaster.pid")), "a killed server leaves its pid file");
        await cluster.RestartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(port, cluster.Port);
        Assert.Equal(7, await ExecuteAsync(cluster, "select n from kept"));
    }

    [Fact]
    public async Task Given_a_pid_file_that_names_a_stranger_when_the_cluster_is_started_then_it_starts_and_the_stranger_lives()
    {
        var cluster = await PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken);
        var pidFile = Path.Combine(cluster.PgData, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(pidFile, TestContext.Current.CancellationToken);
        await cluster.StopAsync(TestContext.Current.CancellationToken);

        // This very process stands for a stranger that was given the dead server's number.
        lines[0] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(pidFile, lines, TestContext.Current.CancellationToken);

        await using var again = await PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken);
        Assert.False(again.Adopted);
        Assert.NotNull(again.ServerProcessId());
    }

    [Fact]
    public async Task Given_a_first_start_that_was_cut_short_when_the_cluster_is_started_then_it_is_made_anew()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "server", "pgdata.part", "base"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "server", "pgdata.part", "PG_VERSION"), "15\n", TestContext.Current.CancellationToken);

        await using var cluster = await PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken);

        Assert.Equal(1, await ExecuteAsync(cluster, "select 1"));
    }

    [Fact]
    public async Task Given_a_cluster_of_a_version_not_on_this_machine_when_it_is_started_then_it_is_refused_and_left_alone()
    {
        var data = Path.Combine(_folder, "server", "pgdata");
        Directory.CreateDirectory(data);
        await File.WriteAllTextAsync(Path.Combine(data, "PG_VERSION"), "9\n", TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => PrivateCluster.StartAsync(Options(), TestContext.Current.CancellationToken));

        Assert.Contains("PostgreSQL 9", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(data, "PG_VERSION")], Directory.GetFileSystemEntries(data));
    }

    [Fact]
    public async Task Given_a_folder_closed_to_the_servers_account_when_started_as_root_then_the_folder_holds_a_pointer_to_the_cluster()
    {
        Directory.CreateDirectory(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var fallback = _folder + "-fallback";
        try
        {
            var options = Options() with { FallbackDirectory = fallback };
            var cluster = await PrivateCluster.StartAsync(options, TestContext.Current.CancellationToken);
            await ExecuteAsync(cluster, "create table kept(n int); insert into kept values (7)");
            await cluster.StopAsync(TestContext.Current.CancellationToken);

            // An ordinary user's own server enters the user's own folders; only root's is another account.
            var place = Environment.IsPrivilegedProcess ? fallback : _folder;
            Assert.StartsWith(place + Path.DirectorySeparatorChar, cluster.PgData, StringComparison.Ordinal);
            Assert.Equal(Environment.IsPrivilegedProcess, File.Exists(Path.Combine(_folder, "location")));

            await using var again = await PrivateCluster.StartAsync(options, TestContext.Current.CancellationToken);
            Assert.Equal(7, await ExecuteAsync(again, "select n from kept"));
        }
        finally
        {
            if (Directory.Exists(fallback))
            {
                Directory.Delete(fallback, recursive: true);
            }
        }
    }

    [Fact]
    public async Task Given_a_database_with_two_logins_then_neither_is_superuser_and_only_the_owner_makes_tables()
    {
        await using var database = await TestCluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);

        Assert.Equal("off", await QueryAsync(database.OwnerConnectionString, "show is_superuser"));
        Assert.Equal("off", await QueryAsync(database.AppConnectionString, "show is_superuser"));
        await QueryAsync(database.OwnerConnectionString, "create schema s; create table s.t(n int); create extension unaccent");
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => QueryAsync(database.AppConnectionString, "create table public.t(n int)"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Given_a_prepared_template_then_each_copy_has_its_rows_and_none_sees_anothers()
    {
        static Task Prepare(TestDatabase database) => QueryAsync(database.OwnerConnectionString, "create table public.t(n int); insert into public.t values (1)");
        await using var one = await TestCluster.CreateDatabaseAsync("prepared", Prepare, TestContext.Current.CancellationToken);
        await QueryAsync(one.OwnerConnectionString, "insert into public.t values (2)");
        await using var other = await TestCluster.CreateDatabaseAsync("prepared", Prepare, TestContext.Current.CancellationToken);

        Assert.Equal(2L, await QueryAsync(one.OwnerConnectionString, "select count(*) from public.t"));
        Assert.Equal(1L, await QueryAsync(other.OwnerConnectionString, "select count(*) from public.t"));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private PrivateClusterOptions Options() => new() { DataDirectory = _folder, Durable = false, MaxConnections = 20 };

    private static Task<object?> ExecuteAsync(PrivateCluster cluster, string sql) => QueryAsync(cluster.SuperuserConnectionString, sql);

    private static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
