using System.ComponentModel;
using System.Diagnostics;

namespace CadreWorkflow.Cluster;

/// <summary>What a finished child process said.</summary>
public sealed record ShellAnswer(int ExitCode, string Output, string Error)
{
    public string Text => (Output + Error).Trim();
}

/// <summary>Runs a short child process with its standard input closed, so that nothing can sit waiting for an answer.</summary>
public static class Shell
{
    /// <summary>Exit code of an answer whose program does not exist, as a POSIX shell reports it.</summary>
    public const int NotFound = 127;

    /// <summary>Exit code of an answer whose program was killed because it took longer than allowed.</summary>
    public const int TimedOut = 124;

    public static ShellAnswer Run(
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null,
        TimeSpan? timeout = null)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,

            // A server's user may not see the caller's folder; the root folder everybody can.
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",
        };
        PostgresEnvironment.Clean(start.Environment);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            return new ShellAnswer(NotFound, string.Empty, exception.Message);
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            try
            {
                process.StandardInput.Write(input);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // The child closed its input first; its exit code tells whether that matters.
            }

            if (!process.WaitForExit(timeout ?? TimeSpan.FromMinutes(2)))
            {
                process.Kill(entireProcessTree: true);
                return new ShellAnswer(TimedOut, string.Empty, $"{command[0]} did not finish in time.");
            }

            return new ShellAnswer(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
    }
}

internal static class PostgresEnvironment
{
    /// <summary>A caller's PGDATA, PGPORT or PGOPTIONS must not steer our server, nor its language our reading of messages.</summary>
    public static void Clean(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            environment.Remove(name);
        }

        environment["LC_ALL"] = "C";
    }
}
