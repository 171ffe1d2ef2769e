using System.Reflection;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.EventStore;
using CadreWorkflow.Projections;
using Npgsql;

namespace CadreWorkflow.Api.Engine;

/// <summary>Brings a database up to this program with the owner's login. Repeating it changes nothing.</summary>
internal static class Migration
{
    private const long Lock = 7203118;

    private static readonly string[] Scripts = ["people", "identity", "inbox"];

    /// <summary>Recorded time never goes back, so a demo log, whose story begins in the past, must begin there too.</summary>
    internal static readonly DateTimeOffset DemoBeginning = new(2020, 1, 1, 8, 0, 0, VietnamTime.Offset);

    /// <param name="demo">Marks an empty log as a demo for ever.</param>
    internal static async Task RunAsync(string owner, string app, bool demo, TimeProvider clock, CancellationToken cancellationToken)
    {
        var role = new NpgsqlConnectionStringBuilder(app).Username ?? throw new CadreSetupException("ConnectionStrings__Cadre names no user.");
        await EventStoreSchema.MigrateAsync(owner, role, allowTestClock: demo, cancellationToken: cancellationToken);
        await ReadSchema.MigrateAsync(owner, role, cancellationToken: cancellationToken);
        await ForgetFormerReadModelsAsync(owner, cancellationToken);
        await RunScriptsAsync(owner, role, cancellationToken);
        await Jobs.QuartzSchema.MigrateAsync(owner, role, cancellationToken);
        await PublishRegulationsAsync(app, clock, cancellationToken);
    }

    /// <summary>Whether the log was marked as a demo when it was made.</summary>
    internal static async Task<bool> IsDemoAsync(string connection, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("select test_clock from cadre.log_info");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>A read side of a former shape was dropped with its tables; its place in the log means nothing any more.</summary>
    private static async Task ForgetFormerReadModelsAsync(string owner, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"delete from cadre.checkpoints where subscription ~ '^read_v[0-9]+$' and subscription <> '{ReadModel.Name}'", cancellationToken);
    }

    private static async Task RunScriptsAsync(string owner, string role, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"set local client_min_messages = warning; select pg_advisory_xact_lock({Lock})", cancellationToken);
        foreach (var script in Scripts)
        {
            await ExecuteAsync(connection, Text(script).Replace("{app_role}", Quote(role), StringComparison.Ordinal), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Appends each policy and calendar version that is not on record yet, once.</summary>
    private static async Task PublishRegulationsAsync(string app, TimeProvider clock, CancellationToken cancellationToken)
    {
        await using var log = new EventLog(app);
        var slice = await log.ReadStreamAsync(Streams.Regulations, 0, cancellationToken);
        var published = Regulations.Empty.Apply(slice.Events.Select(e => (EventCodec.Decode<RegulationEvent>(e).Event, e.Position)));
        var pastDemo = slice.Version == 0 && await IsDemoAsync(app, cancellationToken);
        var now = pastDemo ? DemoBeginning : clock.GetUtcNow();
        var missing = RegulationFiles.MissingFrom(published, VietnamTime.ToVietnamDate(now));
        if (missing.Count == 0)
        {
            return;
        }

        if (pastDemo)
        {
            await log.SetDemoClockAsync(now, cancellationToken);
        }

        var command = Guid.CreateVersion7();
        var headers = new EventHeaders("publish_regulations", "cli");
        var events = missing.Select((e, i) => EventCodec.Encode(Uuid.EventOf(command, i), e, headers)).ToList();
        var outcome = await log.AppendAsync(
            new AppendRequest(command, "publish_regulations", [new(Streams.Regulations, Streams.Regulations, slice.Version, events)], [], command.ToString("D"), null, null, null),
            cancellationToken);
        if (pastDemo)
        {
            await log.SetDemoClockAsync(null, cancellationToken);
        }

        if (outcome is not AppendOutcome.Appended)
        {
            throw new CadreSetupException("Another migration published regulations at the same moment. Run 'cli db migrate' again.");
        }
    }

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Text(string script)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"sql/{script}.sql") ?? throw new InvalidOperationException($"No script {script}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
