using System.Globalization;

namespace CadreWorkflow.Cluster;

/// <summary>The account the server runs under. PostgreSQL refuses to run as root, so root lends it an unprivileged account.</summary>
internal sealed class ServerUser
{
    private readonly string? _name;
    private readonly string[] _prefix;

    private ServerUser(string? name, string[] prefix) => (_name, _prefix) = (name, prefix);

    public static ServerUser ForThisProcess()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null, []);
        }

        foreach (var name in new[] { "postgres", "nobody" })
        {
            var group = Shell.Run(["id", "-gn", name]);
            if (group.ExitCode != 0)
            {
                continue;
            }

            // setpriv replaces itself by the command; runuser stays as a parent but is found where setpriv is not.
            string[][] ways =
            [
                ["setpriv", "--reuid=" + name, "--regid=" + group.Output.Trim(), "--init-groups", "--inh-caps=-all", "--"],
                ["runuser", "-u", name, "--"],
            ];
            foreach (var way in ways)
            {
                if (Shell.Run([.. way, "true"]).ExitCode == 0)
                {
                    return new ServerUser(name, way);
                }
            }
        }

        throw new ClusterException("PostgreSQL does not run as root, and neither setpriv nor runuser could lend it the account postgres or nobody. Run as an ordinary user.");
    }

    /// <summary>The command as run by the server's account.</summary>
    public string[] As(params string[] command) => [.. _prefix, .. command];

    /// <summary>True when the server's account can enter the folder, all its parents included.</summary>
    public bool CanEnter(string folder) => _name is null || Shell.Run(As("test", "-x", folder)).ExitCode == 0;

    /// <summary>Gives the file, or the folder and all in it, to the server's account, closed to others.</summary>
    public void TakeOver(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode File600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(path, Directory.Exists(path) ? File600 | UnixFileMode.UserExecute : File600);
        if (_name is not null && Shell.Run(["chown", "-R", string.Create(CultureInfo.InvariantCulture, $"{_name}:"), path]) is { ExitCode: not 0 } refused)
        {
            throw new ClusterException($"{path} cannot be given to the account {_name}: {refused.Text}");
        }
    }
}
