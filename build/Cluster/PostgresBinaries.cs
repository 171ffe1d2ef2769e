using System.Globalization;

namespace CadreWorkflow.Cluster;

/// <summary>Finds the server's programs: pg_ctl, initdb and postgres side by side in one folder, version 15 or later.</summary>
public static class PostgresBinaries
{
    public const int LowestMajor = 15;

    /// <summary>
    /// The folder of the newest usable PostgreSQL, or null. <paramref name="preferred"/> and CADRE_POSTGRES_BIN win when usable.
    /// An existing cluster is served only by the <paramref name="exactMajor"/> that made it.
    /// </summary>
    public static string? Find(string? preferred = null, int? exactMajor = null)
    {
        foreach (var folder in Candidates(preferred))
        {
            var major = MajorOf(folder);
            if (major >= LowestMajor && (exactMajor is null || major == exactMajor))
            {
                return folder;
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(string? preferred)
    {
        if (preferred is not null)
        {
            yield return preferred;
        }

        if (Environment.GetEnvironmentVariable("CADRE_POSTGRES_BIN") is { Length: > 0 } named)
        {
            yield return named;
        }

        if (Directory.Exists("/usr/lib/postgresql"))
        {
            foreach (var version in Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(VersionInName))
            {
                yield return Path.Combine(version, "bin");
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            var program = Path.Combine(folder, ProgramName("pg_ctl"));
            if (File.Exists(program))
            {
                var target = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
                yield return Path.GetDirectoryName(target)!;
            }
        }
    }

    private static int VersionInName(string folder) =>
        int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static int MajorOf(string folder)
    {
        if (!File.Exists(Path.Combine(folder, ProgramName("pg_ctl"))) || !File.Exists(Path.Combine(folder, ProgramName("initdb"))))
        {
            return 0;
        }

        // "postgres (PostgreSQL) 15.13 (Debian …)"
        var answer = Shell.Run([Path.Combine(folder, ProgramName("postgres")), "--version"]);
        var number = answer.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(2);
        var major = number?.Split('.', 'b', 'r', 'd')[0];
        return answer.ExitCode == 0 && int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
    }

    internal static string ProgramName(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
