using System.Globalization;
using CadreWorkflow.Cluster;
using Npgsql;

namespace CadreWorkflow.Build;

/// <summary><c>db start|stop|psql</c>: the data folder's private PostgreSQL by hand.</summary>
internal static class DbVerb
{
    public static async Task<int> RunAsync(Repository repository, string[] words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words);
        var data = Site.DataFolder(repository, arguments);
        switch (arguments.Next())
        {
            case "start":
                arguments.End();
                return await StartAsync(repository, data, cancellationToken);
            case "stop":
                arguments.End();
                return await StopAsync(repository, data, cancellationToken);
            case "psql":
                return await PsqlAsync(repository, data, arguments, cancellationToken);
            default:
                throw new UsageException("db needs one of start, stop, psql.");
        }
    }

    private static async Task<int> StartAsync(Repository repository, string data, CancellationToken cancellationToken)
    {
        await using var site = await Site.OpenAsync(repository, data, cancellationToken);
        if (site.Cluster is not { } cluster)
        {
            throw new BuildException($"{Site.AppVariable} names a PostgreSQL; there is no private one to start.");
        }

        cluster.KeepRunning();
        Console.Out.WriteLine($"PostgreSQL {(cluster.Adopted ? "was already running" : "is running")} on 127.0.0.1:{cluster.Port}, data in {cluster.PgData}");
        Console.Out.WriteLine($"{Site.AppVariable}='{site.AppConnectionString}'");
        Console.Out.WriteLine($"{Site.OwnerVariable}='{site.OwnerConnectionString}'");
        return 0;
    }

    private static async Task<int> StopAsync(Repository repository, string data, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Site.ClusterFolder(data)))
        {
            Console.Out.WriteLine($"There is no private PostgreSQL in {data}.");
            return 0;
        }

        await Machine.EnsurePostgresAsync(repository, cancellationToken);
        var stopped = await PrivateCluster.StopAsync(new PrivateClusterOptions { DataDirectory = Site.ClusterFolder(data) }, cancellationToken);
        Console.Out.WriteLine(stopped ? "PostgreSQL is stopped." : "PostgreSQL was not running.");
        return 0;
    }

    private static async Task<int> PsqlAsync(Repository repository, string data, Arguments arguments, CancellationToken cancellationToken)
    {
        var super = arguments.Flag("--super");
        var app = arguments.Flag("--app");
        await using var site = await Site.OpenAsync(repository, data, cancellationToken);
        var text = super ? site.Cluster?.SuperuserConnectionStringFor(CadreDatabase.DefaultName) : app ? site.AppConnectionString : site.OwnerConnectionString;
        if (text is null)
        {
            throw new BuildException(super ? "Only a private PostgreSQL has a superuser we know." : $"{Site.OwnerVariable} is not set; use --app.");
        }

        var connection = new NpgsqlConnectionStringBuilder(text);
        var beside = site.Cluster is null ? null : Path.Combine(site.Cluster.BinDirectory, "psql");
        var psql = File.Exists(beside) ? beside : Machine.Find("psql") ?? throw new BuildException("psql was not found; on Debian or Ubuntu: apt-get install postgresql-client.");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PGHOST"] = connection.Host,
            ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
            ["PGUSER"] = connection.Username,
            ["PGPASSWORD"] = connection.Password,
            ["PGDATABASE"] = connection.Database,
        };
        return await Children.RunAsync([psql, .. arguments.Rest()], cancellationToken, environment: environment, ownInput: true);
    }
}
