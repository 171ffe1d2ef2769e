using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;

namespace CadreWorkflow.EventStore;

/// <summary>Creates and checks the database objects of the event log.</summary>
public static partial class EventStoreSchema
{
    /// <summary>The schema used when none is named.</summary>
    public const string DefaultSchema = "cadre";

    private const long MigrationLock = 7203116;

    // Tables before what stands on them; a file per object, each repeatable.
    private static readonly string[] Scripts =
    [
        "tables.mt_streams", "tables.mt_events", "tables.log_info", "tables.commands", "tables.chain", "tables.chain_heads", "tables.checkpoints",
        "functions.refuse_change", "functions.recording_clock", "functions.set_demo_clock",
        "functions.seal_locked", "functions.seal", "functions.append", "functions.append_one", "functions.position_at",
        "triggers.append_only", "privileges.application",
    ];

    /// <summary>Brings the schema to this version, in one transaction under a lock; repeating it changes nothing.</summary>
    /// <param name="ownerConnectionString">A login that may create objects; it will own them.</param>
    /// <param name="appRole">The existing role the application signs in as; it gets the right to append and to read.</param>
    /// <param name="schema">A lower-case name.</param>
    /// <param name="allowTestClock">Marks the log test or demo for ever, so that <c>set_demo_clock</c> works. Refused once an unmarked log has events.</param>
    /// <exception cref="EventStoreSchemaException">The database or the request is not fit; the message says what to do.</exception>
    public static async Task MigrateAsync(
        string ownerConnectionString,
        string appRole,
        string schema = DefaultSchema,
        bool allowTestClock = false,
        CancellationToken cancellationToken = default)
    {
        CheckName(schema, nameof(schema));
        ArgumentException.ThrowIfNullOrEmpty(appRole);
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await CheckServerAsync(connection, appRole, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"set local client_min_messages = warning; select pg_advisory_xact_lock({MigrationLock})", cancellationToken);
        await ExecuteAsync(connection, $"create schema if not exists {Quote(schema)}", cancellationToken);
        foreach (var script in Scripts)
        {
            await ExecuteAsync(connection, Render(script, schema, appRole), cancellationToken);
        }

        if (allowTestClock)
        {
            await MarkTestClockAsync(connection, schema, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Refuses a login that could rewrite the log: a superuser, an owner of the tables or a member of the owner, or one with write rights of its own.</summary>
    /// <exception cref="EventStoreSchemaException">The login is unsafe, or the log is not there; the message says what to do.</exception>
    public static async Task EnsureApplicationLoginAsync(string appConnectionString, string schema = DefaultSchema, CancellationToken cancellationToken = default)
    {
        CheckName(schema, nameof(schema));
        await using var connection = new NpgsqlConnection(appConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            select current_user::text,
                   (select rolsuper from pg_roles where rolname = current_user),
                   coalesce(bool_or(pg_has_role(current_user, c.relowner, 'MEMBER')), false),
                   coalesce(bool_or(has_table_privilege(c.oid, 'INSERT,UPDATE,DELETE,TRUNCATE,TRIGGER')), false),
                   count(*)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = $1 and c.relname in ('mt_streams', 'mt_events', 'chain', 'commands')
            """,
            connection)
        { Parameters = { new() { Value = schema } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var login = reader.GetString(0);
        var reason = reader switch
        {
            _ when reader.GetBoolean(1) => "is a superuser",
            _ when reader.GetInt64(4) < 4 => null,
            _ when reader.GetBoolean(2) => "owns the tables of the event log or is a member of their owner",
            _ when reader.GetBoolean(3) => "may write the tables of the event log directly",
            _ => string.Empty,
        };
        if (reason is null)
        {
            throw new EventStoreSchemaException($"There is no event log in schema '{schema}' that '{login}' can see. Run 'cli db migrate' with the owner's connection string first.");
        }

        if (reason.Length > 0)
        {
            throw new EventStoreSchemaException(
                $"The application's login '{login}' {reason}, so it could rewrite history. Give ConnectionStrings__Cadre a login of its own and keep the owner's for 'cli db migrate'.");
        }
    }

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A function given as <c>schema.name</c>.</summary>
    internal static string QuoteFunction(string function)
    {
        var parts = function.Split('.');
        foreach (var part in parts)
        {
            CheckName(part, nameof(function));
        }

        return string.Join('.', parts.Select(Quote));
    }

    internal static void CheckName(string schema, string parameter)
    {
        if (!PlainName().IsMatch(schema))
        {
            throw new ArgumentException($"'{schema}' is no schema name: a lower-case letter, then letters, digits and underscores, at most 40.", parameter);
        }
    }

    private static async Task CheckServerAsync(NpgsqlConnection connection, string appRole, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < 15)
        {
            throw new EventStoreSchemaException($"PostgreSQL 15 or later is needed; this is {connection.PostgreSqlVersion}.");
        }

        await using var command = new NpgsqlCommand(
            "select current_setting('server_encoding'), exists(select from pg_roles where rolname = $1), current_user::text", connection)
        { Parameters = { new() { Value = appRole } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetString(0) != "UTF8")
        {
            throw new EventStoreSchemaException($"The database's encoding is {reader.GetString(0)}; the log hashes UTF-8 texts and needs a UTF8 database.");
        }

        if (!reader.GetBoolean(1))
        {
            throw new EventStoreSchemaException($"The application's role '{appRole}' does not exist. Create it: create role {appRole} login password '…'.");
        }

        if (reader.GetString(2) == appRole)
        {
            throw new EventStoreSchemaException($"The owner and the application must be two logins; both are '{appRole}'.");
        }
    }

    private static async Task MarkTestClockAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            update {Quote(schema)}.log_info set test_clock = true
            where test_clock or not exists (select from {Quote(schema)}.mt_events)
            """,
            connection);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new EventStoreSchemaException($"The log in schema '{schema}' has events and was never marked test or demo: it cannot get another clock now.");
        }
    }

    private static string Render(string script, string schema, string appRole)
    {
        var name = $"{typeof(EventStoreSchema).Namespace}.sql.{script}.sql";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Replace("{lock_key}", $"7203115, pg_catalog.hashtext('{schema}')", StringComparison.Ordinal)
            .Replace("{schema}", Quote(schema), StringComparison.Ordinal)
            .Replace("{app_role}", Quote(appRole), StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PlainName();
}

/// <summary>The database is not fit for the event log, or the login is not; the message says what to do.</summary>
public sealed class EventStoreSchemaException(string message) : Exception(message);
