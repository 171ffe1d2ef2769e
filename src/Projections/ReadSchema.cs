using System.Reflection;
using Npgsql;

namespace CadreWorkflow.Projections;

/// <summary>Creates the tables of the read side, and swaps a rebuilt copy in.</summary>
public static class ReadSchema
{
    /// <summary>The schema pages and programs read from.</summary>
    public const string Live = "read";

    /// <summary>The schema a rebuild fills beside the live one.</summary>
    public const string Next = "read_next";

    private const long MigrationLock = 7203117;

    private static readonly string[] Tables =
    [
        "tables.progress", "tables.case_now", "tables.case_past", "tables.deadline", "tables.unit_fact", "tables.regulation_fact", "tables.training_fact", "tables.programme_fact", "tables.evidence_fact", "tables.report",
        "tables.post_fact", "tables.tenure", "tables.planned_post", "tables.proposal", "tables.discipline", "tables.cadre_plan", "tables.plan_name", "tables.personnel_procedure",
        "tables.staff_quota", "tables.staff_stay", "tables.declaration_duty", "tables.unit_statement",
        "views.case_version",
    ];

    /// <summary>Brings the schema to this version under a lock; repeating it changes nothing.</summary>
    /// <param name="ownerConnectionString">A login that may create objects; it will own them.</param>
    /// <param name="appRole">The existing role the application signs in as; it gets the right to read and write rows.</param>
    /// <param name="schema"><see cref="Live"/>, or <see cref="Next"/> for a rebuild.</param>
    /// <param name="indexes">False to leave the secondary indexes for <see cref="CreateIndexesAsync"/>, after a rebuild has filled the tables.</param>
    public static async Task MigrateAsync(
        string ownerConnectionString, string appRole, string schema = Live, bool indexes = true, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"set local client_min_messages = warning; select pg_advisory_xact_lock({MigrationLock}); create schema if not exists {Quote(schema)}", cancellationToken);
        await DropOutdatedAsync(connection, schema, cancellationToken);
        foreach (var script in Tables)
        {
            await ExecuteAsync(connection, Render(script, schema, appRole), cancellationToken);
        }

        if (indexes)
        {
            await ExecuteAsync(connection, Render("indexes.read", schema, appRole), cancellationToken);
        }

        await ExecuteAsync(connection, Render("privileges.application", schema, appRole), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Tables of another shape are dropped, not altered: all they hold comes from the log, and the projection fills them again under its new name.
    /// </summary>
    private static async Task DropOutdatedAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select coalesce(obj_description(to_regnamespace($1), 'pg_namespace'), '')", connection)
        {
            Parameters = { new() { Value = Quote(schema) } },
        };
        if ((string?)await command.ExecuteScalarAsync(cancellationToken) != ReadModel.Name)
        {
            var name = Quote(schema);
            await ExecuteAsync(connection, $"drop schema {name} cascade; create schema {name}; comment on schema {name} is '{ReadModel.Name}'", cancellationToken);
        }
    }

    /// <summary>Creates the secondary indexes and gathers statistics, two tables at a time.</summary>
    public static async Task CreateIndexesAsync(string ownerConnectionString, string schema = Next, CancellationToken cancellationToken = default)
    {
        var indexes = Render("indexes.read", schema, "none").Split('\n').Where(line => line.StartsWith("create ", StringComparison.Ordinal)).ToList();
        var tables = Tables.Where(t => t.StartsWith("tables.", StringComparison.Ordinal)).Select(t => $"{Quote(schema)}.{t["tables.".Length..]}");
        var two = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(tables.OrderByDescending(table => indexes.Count(i => IsOn(i, table))), two, async (table, token) =>
        {
            await using var connection = new NpgsqlConnection(ownerConnectionString);
            await connection.OpenAsync(token);

            // Tables filled a moment ago have no statistics, and the planner's guesses about them cost a report seconds.
            await ExecuteAsync(
                connection,
                $"set client_min_messages = warning; set maintenance_work_mem = '128MB'; {string.Concat(indexes.Where(i => IsOn(i, table)))} analyze {table}",
                token);
        });
    }

    private static bool IsOn(string index, string table) => index.Contains($" on {table} ", StringComparison.Ordinal);

    /// <summary>Puts the rebuilt copy in the place of the live one, inside the caller's transaction; the old one is dropped.</summary>
    public static Task SwapAsync(NpgsqlConnection ownerConnection, CancellationToken cancellationToken = default) =>
        ExecuteAsync(ownerConnection, $"set local client_min_messages = warning; drop schema if exists {Live} cascade; alter schema {Next} rename to {Live}", cancellationToken);

    /// <summary>Drops a half-made rebuild.</summary>
    public static async Task DropNextAsync(string ownerConnectionString, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(ownerConnectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"set client_min_messages = warning; drop schema if exists {Next} cascade", cancellationToken);
    }

    internal static string Quote(string name) =>
        name.Length is > 0 and < 60 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
            ? $"\"{name}\""
            : throw new ArgumentException($"'{name}' is no name: lower-case letters, digits and underscores.", nameof(name));

    private static string Render(string script, string schema, string appRole)
    {
        var name = $"{typeof(ReadSchema).Assembly.GetName().Name}.sql.{script}.sql";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"No script {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Replace("{schema}", Quote(schema), StringComparison.Ordinal)
            .Replace("{app_role}", Quote(appRole), StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
