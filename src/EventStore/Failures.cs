using System.Net.Sockets;
using Npgsql;

namespace CadreWorkflow.EventStore;

/// <summary>What a database error means for the work that met it.</summary>
internal static class Failures
{
    private const string IdleSession = "25P03";

    /// <summary>The connection is gone or was never there: what was under way is unknown.</summary>
    public static bool IsConnectionLost(Exception exception) => exception switch
    {
        PostgresException e => e.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or IdleSession
            || e.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException or IOException or SocketException or TimeoutException or ObjectDisposedException => true,

        // Npgsql answers so when the connection broke under a command that was being started.
        InvalidOperationException { Source: "Npgsql" } => true,
        _ => false,
    };

    /// <summary>Known not to have been stored, and may well succeed when tried again.</summary>
    public static bool IsTransient(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.DiskFull
    };

    /// <summary>A value PostgreSQL refuses although our own check let it through is still the caller's to hear about.</summary>
    public static Exception ForCaller(Exception exception) => exception is PostgresException e && e.SqlState.StartsWith("22", StringComparison.Ordinal)
        ? new EventRejectedException("invalid_json", $"PostgreSQL cannot store a value of the append: {e.MessageText}")
        : exception;
}
