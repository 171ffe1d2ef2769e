using CadreWorkflow.Cluster;
using Npgsql;

namespace CadreWorkflow.Build;

/// <summary>
/// A data folder with its database: the private cluster in it, or the PostgreSQL the two connection strings of the environment name.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    public const string AppVariable = "ConnectionStrings__Cadre";
    public const string OwnerVariable = "ConnectionStrings__CadreOwner";

    private readonly Repository _repository;
    private readonly string? _owner;
    private readonly string _app;

    private Site(Repository repository, string data, PrivateCluster? cluster, string app, string? owner)
    {
        (_repository, Data, Cluster, _app, _owner) = (repository, data, cluster, app, owner);
        foreach (var folder in new[] { AppData, Logs })
        {
            // Keys and the log of who did what are nobody else's business.
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Data { get; }

    /// <summary>Null when the environment names the database.</summary>
    public PrivateCluster? Cluster { get; }

    /// <summary>The application's own files: keys, signed heads.</summary>
    public string AppData => Path.Combine(Data, "app");

    public string Logs => Path.Combine(Data, "logs");

    public string AppConnectionString => _app;

    public string? OwnerConnectionString => _owner;

    public static string ClusterFolder(string data) => Path.Combine(data, "cluster");

    public static string DataFolder(Repository repository, Arguments arguments) => Path.GetFullPath(arguments.Value("--data") ?? repository.DefaultData);

    public static async Task<Site> OpenAsync(Repository repository, string data, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(data);
        var app = Environment.GetEnvironmentVariable(AppVariable);
        if (!string.IsNullOrEmpty(app))
        {
            return new Site(repository, data, null, app, Environment.GetEnvironmentVariable(OwnerVariable));
        }

        await Machine.EnsurePostgresAsync(repository, cancellationToken);
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = ClusterFolder(data) }, cancellationToken);
        try
        {
            var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, cancellationToken: cancellationToken);
            return new Site(repository, data, cluster, database.AppConnectionString, database.OwnerConnectionString);
        }
        catch
        {
            await cluster.ReleaseAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>What the application is told. The owner's login goes only to the verbs that make tables.</summary>
    public Dictionary<string, string?> EnvironmentFor(AppSnapshot app, bool owner) => new(StringComparer.Ordinal)
    {
        [AppVariable] = _app,
        [OwnerVariable] = owner ? _owner : null,
        ["Cadre__DataDirectory"] = AppData,
        ["Cadre__SamplesDirectory"] = _repository.Samples,
        ["ASPNETCORE_CONTENTROOT"] = app.Folder,
        ["DOTNET_NOLOGO"] = "1",
    };

    /// <summary>
    /// Brings the database up to the application, unless this very build has done so in this very database.
    /// </summary>
    public async Task MigrateAsync(AppSnapshot app, bool demo, CancellationToken cancellationToken)
    {
        var done = $"{app.Key} {(demo ? "demo" : "site")} {await IdentityAsync(cancellationToken)}";
        if (Says("migrated", done))
        {
            return;
        }

        if (_owner is null)
        {
            Console.Error.WriteLine($"{OwnerVariable} is not set: the database is taken as it is.");
            return;
        }

        await Children.QuietlyAsync("Migrating the database", [.. app.Command, "cli", "db", "migrate", .. demo ? ["--demo"] : Array.Empty<string>()], cancellationToken, environment: EnvironmentFor(app, owner: true));
        Say("migrated", done);
    }

    /// <summary>Loads the demo province once; cut short, the next start goes on where it stopped.</summary>
    public async Task LoadDemoAsync(AppSnapshot app, CancellationToken cancellationToken)
    {
        var done = $"{_repository.HashOf("samples")} {await IdentityAsync(cancellationToken)}";
        if (Says("demo-loaded", done))
        {
            return;
        }

        Console.Out.WriteLine("Loading the demo province");
        var code = await Children.RunAsync([.. app.Command, "cli", "demo", "load"], Console.Out.WriteLine, cancellationToken, environment: EnvironmentFor(app, owner: false));
        if (code != 0)
        {
            throw new BuildException($"Loading the demo province failed (exit code {code}). Starting again goes on where it stopped.");
        }

        Say("demo-loaded", done);
    }

    /// <summary>Ends our use of the cluster.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null)
        {
            await Cluster.ReleaseAsync();
        }
    }

    /// <summary>Has the server write its pages, as far as it gets.</summary>
    public async Task CheckpointAsync()
    {
        if (Cluster is null)
        {
            return;
        }

        try
        {
            await using var connection = new NpgsqlConnection(Cluster.SuperuserConnectionString + ";Pooling=false;Timeout=2;Command Timeout=2");
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("checkpoint", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            // Only a help: the stop itself does the same, or recovery does at the next start.
        }
    }

    /// <summary>Tells this database from another one at the same address.</summary>
    private async Task<string> IdentityAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_app + ";Pooling=false");
            await connection.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select c.system_identifier::text || '/' || d.oid::text from pg_control_system() c, pg_database d where d.datname = current_database()", connection);
            return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (NpgsqlException exception)
        {
            throw new BuildException($"The database of {AppVariable} cannot be reached: {exception.Message}", exception);
        }
    }

    private bool Says(string name, string text) => File.Exists(Path.Combine(Data, name)) && File.ReadAllText(Path.Combine(Data, name)) == text;

    private void Say(string name, string text) => File.WriteAllText(Path.Combine(Data, name), text);
}
