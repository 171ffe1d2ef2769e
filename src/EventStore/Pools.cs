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
            Timeout = 5,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 10,
            TcpKeepAliveInterval = 5,
            NoResetOnClose = true,
        };
        var options = string.Concat(settings.Select(setting => $" -c {setting.Name}={setting.Value}"));
        builder.Options = (builder.Options + options).Trim();
        return new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }
}
