using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CadreWorkflow.Cluster;

/// <summary>
/// One PostgreSQL for a whole test run: the one named in CADRE_TEST_CLUSTER (superuser connection string, set by the build program),
/// else a private one in a temporary folder that goes when this process ends, however it ends.
/// </summary>
public static class TestCluster
{
    public const string EnvironmentVariable = "CADRE_TEST_CLUSTER";

    private static readonly Lazy<Task<string>> Superuser = new(StartAsync);
    private static readonly Dictionary<string, Task<string>> Templates = new(StringComparer.Ordinal);
    private static int _count;

    /// <summary>Superuser connection to the database <c>postgres</c>.</summary>
    public static Task<string> SuperuserConnectionStringAsync() => Superuser.Value;

    /// <summary>A fresh, empty database with the two logins.</summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken = default)
    {
        var superuser = await Superuser.Value;
        return new TestDatabase(await CadreDatabase.EnsureAsync(superuser, NextName("test"), cancellationToken: cancellationToken), superuser);
    }

    /// <summary>
    /// A fresh copy of a prepared database, such as a migrated one. The preparation runs once per process and name.
    /// </summary>
    public static async Task<TestDatabase> CreateDatabaseAsync(string template, Func<TestDatabase, Task> prepare, CancellationToken cancellationToken = default)
    {
        var superuser = await Superuser.Value;
        Task<string> prepared;
        lock (Templates)
        {
            if (!Templates.TryGetValue(template, out prepared!))
            {
                prepared = PrepareAsync(superuser, template, prepare);
                Templates.Add(template, prepared);
            }
        }

        return new TestDatabase(await CadreDatabase.EnsureAsync(superuser, NextName("test"), await prepared, cancellationToken), superuser);
    }

    private static async Task<string> PrepareAsync(string superuser, string template, Func<TestDatabase, Task> prepare)
    {
        var database = new TestDatabase(await CadreDatabase.EnsureAsync(superuser, NextName(template)), superuser);
        await prepare(database);
        NpgsqlConnection.ClearPool(new NpgsqlConnection(database.OwnerConnectionString));
        NpgsqlConnection.ClearPool(new NpgsqlConnection(database.AppConnectionString));
        await using var connection = new NpgsqlConnection(superuser);
        await connection.OpenAsync();

        // A database can be copied only while nobody is connected to it.
        await CadreDatabase.RunAsync(connection, $"alter database {database.Name} with allow_connections false", CancellationToken.None);
        await CadreDatabase.RunAsync(connection, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.Name}'", CancellationToken.None);
        return database.Name;
    }

    private static string NextName(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}_{Environment.ProcessId}_{Interlocked.Increment(ref _count)}_{Random.Shared.Next(0x1000000):x6}");

    private static async Task<string> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } given)
        {
            return given;
        }

        var folder = ClusterWatch.TemporaryFolder("cadre-test-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder, Durable = false, MaxConnections = 300 });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        return cluster.SuperuserConnectionString;
    }
}

/// <summary>A database of one test; disposing drops it.</summary>
public sealed class TestDatabase(CadreDatabase database, string superuserConnectionString) : IAsyncDisposable
{
    public string Name => database.Name;

    public string OwnerConnectionString => database.OwnerConnectionString;

    public string AppConnectionString => database.AppConnectionString;

    /// <summary>The superuser in this database, for what only an attacker or an administrator could do.</summary>
    public string SuperuserConnectionString => new NpgsqlConnectionStringBuilder(superuserConnectionString) { Database = Name }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearPool(new NpgsqlConnection(OwnerConnectionString));
        NpgsqlConnection.ClearPool(new NpgsqlConnection(AppConnectionString));
        NpgsqlConnection.ClearPool(new NpgsqlConnection(SuperuserConnectionString));
        await using var connection = new NpgsqlConnection(superuserConnectionString);
        await connection.OpenAsync();
        await CadreDatabase.RunAsync(connection, $"drop database if exists {Name} with (force)", CancellationToken.None);
    }
}

/// <summary>Ties a temporary cluster to the life of this process.</summary>
public static class ClusterWatch
{
    // Held for the life of the process: its end of the pipe closes with us, by whatever death.
    private static readonly List<Process> Watchers = [];

    /// <summary>
    /// A fresh folder among the temporary ones that the server's account can enter too; the framework's own temporary folders are closed to all but us,
    /// and the cluster would have to live elsewhere.
    /// </summary>
    public static string TemporaryFolder(string prefix)
    {
        var folder = Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>Starts a small shell that waits for this process to end, then stops the server and removes the folder.</summary>
    public static void StopWithThisProcess(PrivateCluster cluster, string folder)
    {
        const string Script = """
            trap '' INT TERM HUP
            cat >/dev/null
            pid=$(head -n 1 "$1/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
            while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
            rm -rf -- "$1" "$2" "$3"
            """;
        var start = new ProcessStartInfo("sh", ["-c", Script, "cadre-watch", cluster.PgData, Path.GetDirectoryName(cluster.PgData)!, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        lock (Watchers)
        {
            Watchers.Add(Process.Start(start)!);
        }
    }
}
