using CadreWorkflow.Api.Engine;
using CadreWorkflow.EventStore.Integrity;
using Npgsql;
using Quartz;

namespace CadreWorkflow.Api.Jobs;

/// <summary>Looks for what is due.</summary>
[DisallowConcurrentExecution]
internal sealed class ReminderTick(ReminderSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await sweep.RunAsync(cancellationToken);
}

/// <summary>Signs the head of the chain once a day.</summary>
[DisallowConcurrentExecution]
internal sealed class ChainSigningTick(ChainSigning signing) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await signing.RunAsync(cancellationToken);
}

/// <summary>Removes people no event names.</summary>
[DisallowConcurrentExecution]
internal sealed class OrphanTick(OrphanSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await sweep.RunAsync(cancellationToken);
}

/// <summary>Puts signed heads of the chain into the data folder, outside the database.</summary>
internal sealed class ChainSigning(CadreDatabases databases, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>Folder of the signed heads.</summary>
    internal static string HeadsFolder(IConfiguration configuration) => Path.Combine(configuration.DataDirectory(), "heads");

    /// <summary>The private key; its public half lies beside it.</summary>
    internal static string KeyFile(IConfiguration configuration) => Path.Combine(configuration.DataDirectory(), "chain-signing.pem");

    /// <summary>The head signed, or null when it was signed before or the log is empty.</summary>
    internal async Task<SignedHead?> RunAsync(CancellationToken cancellationToken)
    {
        using var key = SigningKey.LoadOrCreate(KeyFile(configuration));
        return await ChainHeads.SignAsync(databases.Jobs, HeadsFolder(configuration), key, clock: clock, cancellationToken: cancellationToken);
    }
}

/// <summary>A person row is written before the events that name it; one whose append never came is nobody.</summary>
internal sealed class OrphanSweep(CadreDatabases databases)
{
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = databases.Jobs.CreateCommand(
            """
            delete from people.person p
            where p.created_at < clock_timestamp() - interval '1 day'
              and not exists (select from cadre.mt_streams s where s.id = 'person-' || p.person_id::text)
            """);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
