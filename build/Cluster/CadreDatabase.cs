using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace CadreWorkflow.Cluster;

/// <summary>A database with the two logins: the owner migrates, the application's may do only what the owner granted it.</summary>
public sealed record CadreDatabase(string Name, string OwnerConnectionString, string AppConnectionString)
{
    public const string OwnerRole = "cadre_owner";
    public const string AppRole = "cadre_app";

    /// <summary>The database a private cluster serves the application from.</summary>
    public const string DefaultName = "cadre";

    /// <summary>Creates the two logins and the database where they are missing; changes nothing in a database that exists.</summary>
    /// <param name="superuserConnectionString">A connection that may create roles and databases.</param>
    /// <param name="name">The database's name: lower-case letters, digits and underscores.</param>
    /// <param name="template">A database nobody is connected to, to copy; null for an empty database.</param>
    public static async Task<CadreDatabase> EnsureAsync(
        string superuserConnectionString,
        string name = DefaultName,
        string? template = null,
        CancellationToken cancellationToken = default)
    {
        CheckName(name);
        var server = new NpgsqlConnectionStringBuilder(superuserConnectionString);
        await using var connection = new NpgsqlConnection(superuserConnectionString);
        await connection.OpenAsync(cancellationToken);
        await EnsureRolesAsync(connection, server.Password ?? string.Empty, cancellationToken);
        if (!await ExistsAsync(connection, name, cancellationToken))
        {
            if (template is not null)
            {
                CheckName(template);
            }

            await RunAsync(connection, $"create database {name} owner {OwnerRole} template {template ?? "template0"}", cancellationToken);
            await RunAsync(connection, $"revoke all on database {name} from public; grant connect, temporary on database {name} to {AppRole}", cancellationToken);
        }

        return new CadreDatabase(name, For(server, name, OwnerRole), For(server, name, AppRole));
    }

    internal static void CheckName(string name)
    {
        if (name.Length is 0 or > 60 || !name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
        {
            throw new ArgumentException($"'{name}' is no database name: lower-case letters, digits and underscores, at most 60.", nameof(name));
        }
    }

    internal static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select exists(select from pg_database where datname = $1)", connection) { Parameters = { new() { Value = name } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task EnsureRolesAsync(NpgsqlConnection connection, string secret, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Several test processes come at once, and "create role" knows no "if not exists".
        await RunAsync(connection, "select pg_advisory_xact_lock(7203114)", cancellationToken);
        foreach (var role in new[] { OwnerRole, AppRole })
        {
            await using var look = new NpgsqlCommand("select exists(select from pg_roles where rolname = $1)", connection, transaction) { Parameters = { new() { Value = role } } };
            if (!(bool)(await look.ExecuteScalarAsync(cancellationToken))!)
            {
                await RunAsync(connection, $"create role {role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '{PasswordOf(role, secret)}'", cancellationToken);
            }
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Derived from the superuser's, so that it needs no file of its own and every process of a run finds the same one.</summary>
    private static string PasswordOf(string role, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(role)))[..40];

    private static string For(NpgsqlConnectionStringBuilder server, string database, string role) => new NpgsqlConnectionStringBuilder
    {
        Host = server.Host,
        Port = server.Port,
        Username = role,
        Password = PasswordOf(role, server.Password ?? string.Empty),
        Database = database,
    }.ConnectionString;
}
