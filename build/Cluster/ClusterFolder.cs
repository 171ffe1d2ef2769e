using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CadreWorkflow.Cluster;

/// <summary>
/// What a cluster's folder holds: either the server's own folder or the pointer to it, the superuser's password, the lock of
/// starters and stoppers, and who uses the cluster now.
/// </summary>
internal sealed class ClusterFolder
{
    private const string KeptName = "kept";

    private ClusterFolder(string root, string server) => (Root, Server) = (root, server);

    /// <summary>The folder as the caller named it.</summary>
    public string Root { get; }

    /// <summary>The folder of the server's account.</summary>
    public string Server { get; }

    public string PgData => Path.Combine(Server, "pgdata");

    public string Log => Path.Combine(Server, "server.log");

    private string Users => Path.Combine(Root, "users");

    private string PasswordFile => Path.Combine(Root, "superuser.password");

    /// <summary>Finds or chooses the place of the server's files; creates folders, nothing in them.</summary>
    public static ClusterFolder Open(string dataDirectory, string fallback, ServerUser user)
    {
        var root = Path.GetFullPath(dataDirectory);
        Directory.CreateDirectory(root);
        var pointer = Path.Combine(root, "location");
        if (File.Exists(pointer) && File.ReadAllText(pointer).Trim() is { Length: > 0 } elsewhere && Directory.Exists(elsewhere))
        {
            return new ClusterFolder(root, elsewhere);
        }

        var here = Path.Combine(root, "server");
        if (Directory.Exists(here) || user.CanEnter(root))
        {
            Directory.CreateDirectory(here);
            return new ClusterFolder(root, here);
        }

        // The name tells the folder apart from others; a number follows when an earlier clone of the same path left its data behind,
        // which may be somebody's only copy and is never reused or removed here.
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..12];
        var number = 0;
        string chosen;
        do
        {
            chosen = Path.Combine(fallback, number == 0 ? hash : string.Create(CultureInfo.InvariantCulture, $"{hash}-{number}"));
            number++;
        }
        while (Directory.Exists(chosen));
        Directory.CreateDirectory(chosen);
        if (!user.CanEnter(fallback))
        {
            throw new ClusterException($"The server's account can enter neither {root} nor {fallback}. Clone into a folder that other accounts may enter.");
        }

        File.WriteAllText(pointer, chosen + "\n");
        return new ClusterFolder(root, chosen);
    }

    /// <summary>One starter or stopper at a time, whichever process it is in.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (deadline.Elapsed < TimeSpan.FromMinutes(3))
            {
                await Task.Delay(100, cancellationToken);
            }
        }
    }

    /// <summary>The major version of PostgreSQL that made the cluster, or null when there is none yet.</summary>
    public int? Major()
    {
        var file = Path.Combine(PgData, "PG_VERSION");
        return File.Exists(file) && int.TryParse(File.ReadAllText(file).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : null;
    }

    public string ReadOrMakePassword()
    {
        if (!File.Exists(PasswordFile))
        {
            WriteSecret(PasswordFile, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        return File.ReadAllText(PasswordFile).Trim();
    }

    public static void WriteSecret(string path, string secret)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options);
        writer.Write(secret);
    }

    /// <summary>Notes that this process uses the cluster.</summary>
    public void Enter()
    {
        Directory.CreateDirectory(Users);
        File.WriteAllText(Path.Combine(Users, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), StartOf(Environment.ProcessId));
    }

    /// <summary>Takes the note back; true when nobody else uses the cluster and nobody asked to keep it up.</summary>
    public bool Leave()
    {
        File.Delete(Path.Combine(Users, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return !Directory.Exists(Users) || !Directory.GetFiles(Users).Any(InUse);
    }

    public void Keep(bool keep)
    {
        Directory.CreateDirectory(Users);
        var path = Path.Combine(Users, KeptName);
        if (keep)
        {
            File.WriteAllText(path, string.Empty);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static bool InUse(string note)
    {
        var name = Path.GetFileName(note);
        if (name == KeptName)
        {
            return true;
        }

        // A process id is used again after a while; its start time tells whether it is still the one that wrote the note.
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && StartOf(id) is { Length: > 0 } start && start == File.ReadAllText(note);
    }

    private static string StartOf(int processId)
    {
        try
        {
            var status = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat");
            if (File.Exists(status))
            {
                // In clock ticks since boot, the same for every reader; .NET's start time is derived from the wall clock and may differ between two.
                var text = File.ReadAllText(status);
                return text[(text.LastIndexOf(')') + 2)..].Split(' ')[19];
            }

            using var process = Process.GetProcessById(processId);
            return process.StartTime.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return string.Empty;
        }
    }
}
