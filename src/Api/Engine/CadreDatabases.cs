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
        BeforeAppend = Pool("cadre before append", 8, "-c synchronous_commit=off");
    }

    /// <summary>The application's login.</summary>
    public string ConnectionString { get; }

    /// <summary>For pages and endpoints.</summary>
    public NpgsqlDataSource Requests { get; }

    /// <summary>For ticks and the command line.</summary>
    public NpgsqlDataSource Jobs { get; }

    /// <summary>
    /// For rows written just before an append that names them. Their commit does not wait for the disk: the write-ahead log is one sequence, so the
    /// append's own flush, which comes later, makes them durable first.
    /// </summary>
    public NpgsqlDataSource BeforeAppend { get; }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Requests.DisposeAsync();
        await Jobs.DisposeAsync();
        await BeforeAppend.DisposeAsync();
    }

    private NpgsqlDataSource Pool(string name, int size, string? options = null) =>
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
            Options = options,
        }.ConnectionString).Build();
}
