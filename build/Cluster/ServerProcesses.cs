using System.Diagnostics;
using System.Globalization;

namespace CadreWorkflow.Cluster;

/// <summary>What a server writes about itself into its data folder.</summary>
internal sealed record PidFile(int ProcessId, int Port, bool Ready)
{
    public static PidFile? Read(string pgData)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(pgData, "postmaster.pid"));
            if (lines.Length == 0 || !int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            {
                return null;
            }

            _ = int.TryParse(lines.ElementAtOrDefault(3), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
            return new PidFile(Math.Abs(id), port, lines.ElementAtOrDefault(7)?.Trim() == "ready");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

internal static class ServerProcesses
{
    /// <summary>A zombie, whose first process does not collect its children as in some containers, counts as ended.</summary>
    public static bool Lives(int processId)
    {
        try
        {
            if (Directory.Exists("/proc/self"))
            {
                var status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
                return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
            }

            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    public static List<int> ChildrenOf(int parent)
    {
        var children = new List<int>();
        foreach (var folder in Directory.Exists("/proc") ? Directory.GetDirectories("/proc") : [])
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            try
            {
                // The name in parentheses may hold spaces; the parent's id is the second field after it.
                var status = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[1] == parent.ToString(CultureInfo.InvariantCulture))
                {
                    children.Add(id);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Ended while we looked.
            }
        }

        return children;
    }
}
