namespace CadreWorkflow.Cluster;

/// <summary>How a private PostgreSQL is to be started.</summary>
public sealed record PrivateClusterOptions
{
    /// <summary>The folder that holds the cluster, or the pointer to it when the server's user cannot reach the folder.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The port on loopback; null takes a free one, anew at each start.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// False turns fsync, synchronous commit and full page writes off: for tests of logic, whose data nobody needs after the run.
    /// Tests that kill the server need true.
    /// </summary>
    public bool Durable { get; init; } = true;

    public int MaxConnections { get; init; } = 200;

    /// <summary>Further lines of postgresql.conf, as name and value; the value is quoted for you.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where to look for the server's programs first; null searches the usual places.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Where the cluster goes when the server's user cannot reach <see cref="DataDirectory"/>.</summary>
    public string FallbackDirectory { get; init; } = "/var/lib/cadreworkflow";

    /// <summary>How long a start may take, recovery after a crash included.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
