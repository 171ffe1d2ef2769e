using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace CadreWorkflow.Cluster;

/// <summary>
/// A PostgreSQL of our own on loopback, in a folder of our own. A server left running is adopted, one that crashed is recovered,
/// and no connection string is given out before the server has said that it serves our folder.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    /// <summary>The cluster's superuser; applications never sign in with it.</summary>
    public const string Superuser = "cadre_super";

    private const int PortAttempts = 5;

    private static readonly TimeSpan PatientStop = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortStop = TimeSpan.FromSeconds(0.8);

    private readonly PrivateClusterOptions _options;
    private readonly ServerUser _user;
    private readonly ClusterFolder _folder;
    private readonly string _bin;
    private readonly string _password;
    private bool _left;

    private PrivateCluster(PrivateClusterOptions options, ServerUser user, ClusterFolder folder, string bin)
    {
        (_options, _user, _folder, _bin) = (options, user, folder, bin);
        _password = folder.ReadOrMakePassword();
    }

    public int Port { get; private set; }

    /// <summary>True when the server was already running and was taken over as it was.</summary>
    public bool Adopted { get; private set; }

    /// <summary>Where the server's files really are.</summary>
    public string PgData => _folder.PgData;

    public string LogFile => _folder.Log;

    public string BinDirectory => _bin;

    /// <summary>Connection of the superuser to the database <c>postgres</c>.</summary>
    public string SuperuserConnectionString => SuperuserConnectionStringFor("postgres");

    public string SuperuserConnectionStringFor(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = Superuser,
        Password = _password,
        Database = database,
    }.ConnectionString;

    /// <summary>Starts the cluster of the folder, creating it at first, or adopts the one that runs.</summary>
    /// <exception cref="ClusterException">With a sentence saying why not and what would help.</exception>
    public static async Task<PrivateCluster> StartAsync(PrivateClusterOptions options, CancellationToken cancellationToken = default)
    {
        var cluster = Open(options);
        var folder = cluster._folder;
        using var gate = await folder.LockAsync(cancellationToken);
        await cluster.StartOrAdoptAsync(options.Port, cancellationToken);
        folder.Enter();
        return cluster;
    }

    /// <summary>Stops the cluster of the folder, whoever uses it; false when it did not run.</summary>
    public static async Task<bool> StopAsync(PrivateClusterOptions options, CancellationToken cancellationToken = default)
    {
        var cluster = Open(options);
        var running = cluster.ServerProcessId() is not null;
        await cluster.StopAsync(cancellationToken);
        return running;
    }

    /// <summary>The process id of the server, or null when it does not run.</summary>
    public int? ServerProcessId() => ReadPidFile() is { } file && IsOurServer(file.ProcessId) ? file.ProcessId : null;

    /// <summary>Stops the server now, whoever uses it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        using var gate = await _folder.LockAsync(cancellationToken);
        _folder.Keep(false);
        _folder.Leave();
        _left = true;
        await StopServerAsync(PatientStop);
    }

    /// <summary>Ends this process's use: the server stops unless another process uses it or it was asked to stay.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        using var gate = await _folder.LockAsync(cancellationToken);
        _left = true;
        if (_folder.Leave())
        {
            await StopServerAsync(ShortStop);
        }
    }

    /// <summary>Makes the server outlive the processes that use it, until it is stopped by name.</summary>
    public void KeepRunning() => _folder.Keep(true);

    /// <summary>Starts the stopped or killed server again on the same port.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        using var gate = await _folder.LockAsync(cancellationToken);
        await StopServerAsync(PatientStop);
        await StartOrAdoptAsync(Port, cancellationToken);
        _folder.Enter();
        _left = false;
    }

    /// <summary>Kills the server and all its children at once, as a power cut would, without any word to them.</summary>
    public void Kill9()
    {
        if (ServerProcessId() is not { } server)
        {
            return;
        }

        // The children go with it: each has left the server's process group, and a survivor would hold the shared memory.
        var children = ServerProcesses.ChildrenOf(server);
        foreach (var id in children.Prepend(server))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
                process.WaitForExit(TimeSpan.FromSeconds(5));
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
            {
                // Gone already.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_left)
        {
            await ReleaseAsync();
        }
    }

    private static PrivateCluster Open(PrivateClusterOptions options)
    {
        var user = ServerUser.ForThisProcess();
        var folder = ClusterFolder.Open(options.DataDirectory, options.FallbackDirectory, user);
        var major = folder.Major();
        var bin = PostgresBinaries.Find(options.BinDirectory, major);
        if (bin is null && major is not null && PostgresBinaries.Find(options.BinDirectory) is not null)
        {
            throw new ClusterException($"The cluster in {folder.PgData} was made by PostgreSQL {major}, which is not on this machine. Install that version, or take another data folder and restore a backup into it.");
        }

        return new PrivateCluster(options, user, folder, bin ?? throw new PostgresMissingException());
    }

    private async Task StartOrAdoptAsync(int? port, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        if (await AdoptAsync(time, cancellationToken))
        {
            return;
        }

        Adopted = false;
        if (!Directory.Exists(PgData))
        {
            Initialise();
        }

        for (var attempt = 1; ; attempt++)
        {
            Port = port ?? FreePort();
            WriteSettings();
            var answer = PgCtl("start", "-w", "-t", Seconds(_options.StartTimeout), "-l", LogFile);
            if (answer.ExitCode == 0)
            {
                break;
            }

            // Somebody took the port between our look and the start, or a killed server's child still holds the memory: both pass.
            if (attempt >= PortAttempts || time.Elapsed > _options.StartTimeout)
            {
                throw new ClusterException($"PostgreSQL did not start in {PgData}: {answer.Text}\n{LogTail()}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300 * attempt), cancellationToken);
        }

        await CheckIdentityAsync(cancellationToken);
        await CheckAbilitiesAsync(cancellationToken);
    }

    /// <summary>True when a server of ours runs in the folder; removes the pid file when it names a process that is none.</summary>
    private async Task<bool> AdoptAsync(Stopwatch time, CancellationToken cancellationToken)
    {
        while (ReadPidFile() is { } file)
        {
            if (!IsOurServer(file.ProcessId))
            {
                // After a crash the number may belong to a stranger, and PostgreSQL would refuse to start because of it.
                File.Delete(Path.Combine(PgData, "postmaster.pid"));
                return false;
            }

            if (file.Ready && file.Port > 0)
            {
                Port = file.Port;
                await CheckIdentityAsync(cancellationToken);
                Adopted = true;
                return true;
            }

            if (time.Elapsed > _options.StartTimeout)
            {
                throw new ClusterException($"The PostgreSQL in {PgData} (process {file.ProcessId}) has been starting or stopping for too long.\n{LogTail()}");
            }

            await Task.Delay(100, cancellationToken);
        }

        return false;
    }

    private void Initialise()
    {
        // Made beside its place and moved there when complete: what an interrupted first start left is never taken for a cluster.
        var part = PgData + ".part";
        if (Directory.Exists(part))
        {
            Directory.Delete(part, recursive: true);
        }

        var passwordFile = Path.Combine(_folder.Server, "password");
        ClusterFolder.WriteSecret(passwordFile, _password + "\n");
        _user.TakeOver(_folder.Server);
        string[] arguments =
        [
            Program("initdb"), "-D", part, "-U", Superuser, "--auth=scram-sha-256", "--pwfile=" + passwordFile,
            "--encoding=UTF8", "--text-search-config=simple", .. _options.Durable ? Array.Empty<string>() : ["--no-sync"],
        ];
        var answer = Shell.Run(_user.As([.. arguments, "--locale=C.UTF-8"]));
        if (answer.ExitCode != 0 && answer.Text.Contains("locale", StringComparison.OrdinalIgnoreCase))
        {
            answer = Shell.Run(_user.As([.. arguments, "--locale=C"]));
        }

        File.Delete(passwordFile);
        if (answer.ExitCode != 0)
        {
            throw new ClusterException($"initdb failed in {PgData}: {answer.Text}");
        }

        File.AppendAllText(Path.Combine(part, "postgresql.conf"), "\ninclude 'cadre.conf'\n");
        Directory.Move(part, PgData);
    }

    private void WriteSettings()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = string.Empty,
            ["max_connections"] = _options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
            ["jit"] = "off",
        };
        if (!_options.Durable)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
            settings["max_wal_size"] = "4GB";
            settings["checkpoint_timeout"] = "30min";
        }

        foreach (var (name, value) in _options.Settings)
        {
            settings[name] = value;
        }

        var text = new StringBuilder("# Written at each start.\n");
        foreach (var (name, value) in settings)
        {
            text.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        }

        var file = Path.Combine(PgData, "cadre.conf");
        File.WriteAllText(file, text.ToString());
        _user.TakeOver(file);
    }

    /// <summary>A stranger's server may listen on the port we believe ours: only the folder it serves tells.</summary>
    private async Task CheckIdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(SuperuserConnectionString + ";Pooling=false;Timeout=10");
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("show data_directory", connection);
            var served = (string?)await command.ExecuteScalarAsync(cancellationToken);
            if (served is null || !SameFolder(served, PgData))
            {
                throw new ClusterException($"The server on port {Port} serves {served}, not {PgData}.");
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            throw new ClusterException($"The server on port {Port} does not answer as the cluster of {PgData}: {exception.Message}", exception);
        }
    }

    private async Task CheckAbilitiesAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(SuperuserConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "select exists(select from pg_available_extensions where name = 'unaccent'), exists(select from pg_collation where collname = 'vi-x-icu')", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (!reader.GetBoolean(0))
        {
            throw new ClusterException($"The PostgreSQL in {_bin} lacks the extension unaccent. On Debian or Ubuntu: apt-get install postgresql-contrib.");
        }

        if (!reader.GetBoolean(1))
        {
            throw new ClusterException($"The PostgreSQL in {_bin} was built without ICU, which Vietnamese ordering needs.");
        }
    }

    /// <summary>A stop that has no time left to write its pages stops all the same: the write-ahead log has them, and the next start reads it.</summary>
    private async Task StopServerAsync(TimeSpan patience)
    {
        NpgsqlConnection.ClearAllPools();
        if (ServerProcessId() is not { } server)
        {
            return;
        }

        if (!await EndsAsync(server, "fast", "-INT", patience) && !await EndsAsync(server, "immediate", "-QUIT", PatientStop))
        {
            throw new ClusterException($"PostgreSQL in {PgData} did not stop.\n{LogTail()}");
        }
    }

    /// <summary>Signals the server itself: pg_ctl looks only at whole seconds, and a stop may have less than one.</summary>
    private async Task<bool> EndsAsync(int server, string mode, string signal, TimeSpan patience)
    {
        _ = OperatingSystem.IsWindows()
            ? PgCtl("stop", "-W", "-m", mode)
            : Shell.Run(["kill", signal, server.ToString(CultureInfo.InvariantCulture)]);
        var time = Stopwatch.StartNew();
        while (ServerProcesses.Lives(server))
        {
            if (time.Elapsed > patience)
            {
                return false;
            }

            await Task.Delay(20);
        }

        return true;
    }

    private ShellAnswer PgCtl(params string[] arguments) =>
        Shell.Run(_user.As([Program("pg_ctl"), .. arguments, "-D", PgData]), timeout: _options.StartTimeout + TimeSpan.FromSeconds(30));

    private string Program(string name) => Path.Combine(_bin, PostgresBinaries.ProgramName(name));

    private PidFile? ReadPidFile() => PidFile.Read(PgData);

    /// <summary>A server works in its data folder: a process with our number but another folder is a stranger.</summary>
    private bool IsOurServer(int processId)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return PgCtl("status").ExitCode == 0;
        }

        var answer = Shell.Run(_user.As("readlink", $"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/cwd"));
        return answer.ExitCode == 0 && SameFolder(answer.Output.Trim(), PgData);
    }

    private string LogTail() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(15)) : string.Empty;

    private static bool SameFolder(string one, string other) =>
        string.Equals(Real(one), Real(other), StringComparison.Ordinal);

    private static string Real(string path) => Shell.Run(["readlink", "-f", path]) is { ExitCode: 0 } answer ? answer.Output.Trim() : Path.GetFullPath(path);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Seconds(TimeSpan span) => ((int)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
