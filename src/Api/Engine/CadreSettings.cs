using System.Globalization;

namespace CadreWorkflow.Api.Engine;

/// <summary>What the environment says: connection strings and the data folder.</summary>
public static class CadreSettings
{
    /// <summary>The application's login.</summary>
    public static string AppConnection(this IConfiguration configuration) =>
        configuration.GetConnectionString("Cadre") is { Length: > 0 } given
            ? given
            : throw new CadreSetupException("ConnectionStrings__Cadre is not set: it names the database and the application's login.");

    /// <summary>The owner's login, used for migrating only.</summary>
    public static string OwnerConnection(this IConfiguration configuration) =>
        configuration.GetConnectionString("CadreOwner") is { Length: > 0 } given
            ? given
            : throw new CadreSetupException("ConnectionStrings__CadreOwner is not set: migrating needs the login that owns the tables.");

    /// <summary>The folder of keys and signed heads; <c>.data/app</c> in the working folder when none is configured.</summary>
    public static string DataDirectory(this IConfiguration configuration) =>
        configuration["Cadre:DataDirectory"] is { Length: > 0 } given ? Path.GetFullPath(given) : Path.GetFullPath(Path.Combine(".data", "app"));

    /// <summary>How old the oldest event not applied may be before the process is no longer ready: a minute, four times a lost lease, unless <c>Cadre__MaxLagSeconds</c> says otherwise.</summary>
    public static TimeSpan MaxLag(this IConfiguration configuration) => configuration["Cadre:MaxLagSeconds"] switch
    {
        null or "" => TimeSpan.FromMinutes(1),
        var given when double.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => TimeSpan.FromSeconds(seconds),
        var wrong => throw new CadreSetupException($"Cadre__MaxLagSeconds is '{wrong}': it must be a number of seconds above 0."),
    };
}

/// <summary>The machine is not set up for the application; the message says what to do.</summary>
public sealed class CadreSetupException(string message) : Exception(message);
