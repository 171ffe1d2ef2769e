using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>The application's connections. Requests have a pool of their own, so that neither jobs nor projections can starve them.</summary>
public sealed class CadreDatabases : IAsyncDisposable
{
    /// <summary>Opens pools on the application's login.</summary>
    public CadreDatabases(string connectionString)
    {
        ConnectionString = connectionString;
        Requests = Pool("cadre requests", 24);
        Jobs = Pool("cadre jobs", 6);
    }

    /// <summary>The application's login.</summary>
    public string ConnectionString { get; }

    /// <summary>For pages and endpoints.</summary>
    public NpgsqlDataSource Requests { get; }

    /// <summary>For ticks and the command line.</summary>
    public NpgsqlDataSource Jobs { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Requests.DisposeAsync();
        await Jobs.DisposeAsync();
    }

    private NpgsqlDataSource Pool(string name, int size) =>
        new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            ApplicationName = name,
            MaxPoolSize = size,
            MinPoolSize = 0,
            CommandTimeout = 15,
            Timeout = 5,
            NoResetOnClose = true,
            MaxAutoPrepare = 40,
            AutoPrepareMinUsages = 3,
        }.ConnectionString).Build();
}
