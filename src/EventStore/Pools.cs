using Npgsql;

namespace CadreWorkflow.EventStore;

/// <summary>Pools of their own per kind of work, so that a rebuild cannot starve a request, nor a reader the writer.</summary>
internal static class Pools
{
    public static NpgsqlDataSource Create(string connectionString, string purpose, int size, params (string Name, string Value)[] settings)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = $"cadre {purpose}",
            MinPoolSize = 0,
            MaxPoolSize = size,

            // A server that stopped answering is noticed by this, not by the operating system's minutes.
            CommandTimeout = 15,
            Timeout = 15,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 10,
            TcpKeepAliveInterval = 5,
            NoResetOnClose = true,
        };
        var options = string.Concat(settings.Select(setting => $" -c {setting.Name}={setting.Value}"));
        builder.Options = (builder.Options + options).Trim();
        return new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    /// <summary>Reads on a pooled connection; one that died while idle says so only when it is used, so a lost one is tried once more.</summary>
    public static async Task<T> ReadAsync<T>(this NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await read(connection);
        }
        catch (Exception e) when (Failures.IsConnectionLost(e) && !cancellationToken.IsCancellationRequested)
        {
            // The others of the pool died with it.
            source.Clear();
        }

        await using var fresh = await source.OpenConnectionAsync(cancellationToken);
        return await read(fresh);
    }
}
