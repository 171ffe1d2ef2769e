namespace CadreWorkflow.Cluster;

/// <summary>A private PostgreSQL cannot be had; the message is a sentence for the person at the keyboard.</summary>
public class ClusterException : Exception
{
    public ClusterException()
    {
    }

    public ClusterException(string message)
        : base(message)
    {
    }

    public ClusterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The programs of PostgreSQL 15 or later are not on this machine.</summary>
public sealed class PostgresMissingException : ClusterException
{
    public PostgresMissingException()
        : base("PostgreSQL 15 or later with its contrib modules was not found. On Debian or Ubuntu: apt-get install postgresql postgresql-contrib. "
            + "Elsewhere put the folder of pg_ctl on PATH or name it in CADRE_POSTGRES_BIN, or give ConnectionStrings__Cadre and ConnectionStrings__CadreOwner.")
    {
    }

    public PostgresMissingException(string message)
        : base(message)
    {
    }

    public PostgresMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
