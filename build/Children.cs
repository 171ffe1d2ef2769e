using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CadreWorkflow.Build;

/// <summary>Runs child processes: input closed unless the verb hands its own over, stopped softly first when we are stopped.</summary>
internal static class Children
{
    private static readonly TimeSpan SoftStop = TimeSpan.FromSeconds(1);

    /// <summary>The dotnet that runs this program.</summary>
    public static string DotNet =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    /// <summary>Runs to the end with our own output; the exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null, bool ownInput = false) =>
        RunAsync(command, null, cancellationToken, folder, environment, ownInput);

    /// <summary>Runs to the end and hands each line of output and error to <paramref name="line"/>; the exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> command,
        Action<string>? line,
        CancellationToken cancellationToken,
        string? folder = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        bool ownInput = false)
    {
        using var child = Start(command, line, folder, environment, ownInput);
        try
        {
            await child.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(child);
            throw;
        }

        return child.ExitCode;
    }

    /// <summary>Runs quietly; when it fails, its output is the message.</summary>
    /// <exception cref="BuildException">With <paramref name="what"/> and the child's output.</exception>
    public static async Task QuietlyAsync(string what, IReadOnlyList<string> command, CancellationToken cancellationToken, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var lines = new List<string>();
        var code = await RunAsync(command, text => Add(lines, text), cancellationToken, folder, environment);
        if (code != 0)
        {
            throw new BuildException($"{what} failed (exit code {code}).\n{string.Join('\n', lines.TakeLast(60))}");
        }
    }

    /// <summary>Starts a child and leaves it running.</summary>
    public static Process Start(IReadOnlyList<string> command, Action<string>? line, string? folder, IReadOnlyDictionary<string, string?>? environment, bool ownInput = false)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = !ownInput,
            RedirectStandardOutput = line is not null,
            RedirectStandardError = line is not null,
            UseShellExecute = false,
            WorkingDirectory = folder ?? Environment.CurrentDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        Process child;
        try
        {
            child = Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new BuildException($"{command[0]} could not be started: {exception.Message}.", exception);
        }

        if (!ownInput)
        {
            child.StandardInput.Close();
        }

        if (line is not null)
        {
            child.OutputDataReceived += (_, data) => Hand(data.Data);
            child.ErrorDataReceived += (_, data) => Hand(data.Data);
            child.BeginOutputReadLine();
            child.BeginErrorReadLine();
        }

        return child;

        void Hand(string? text)
        {
            if (text is not null)
            {
                line(text);
            }
        }
    }

    /// <summary>Asks the child to stop, and ends it with all its children when it does not within the time a stop may take.</summary>
    public static async Task StopAsync(Process child)
    {
        if (child.HasExited)
        {
            return;
        }

        if (!OperatingSystem.IsWindows())
        {
            _ = Native.Kill(child.Id, Native.Terminate);
            using var patience = new CancellationTokenSource(SoftStop);
            try
            {
                await child.WaitForExitAsync(patience.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // It had its chance.
            }
        }

        child.Kill(entireProcessTree: true);
        await child.WaitForExitAsync(CancellationToken.None);
    }

    public static void Add(List<string> lines, string text)
    {
        lock (lines)
        {
            lines.Add(text);
        }
    }

    private static class Native
    {
        public const int Terminate = 15;

        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int process, int signal);
    }
}
