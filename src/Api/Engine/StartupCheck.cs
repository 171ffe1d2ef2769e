using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Regulations.Files;
using CadreWorkflow.EventStore;

namespace CadreWorkflow.Api.Engine;

/// <summary>Refuses to start on a login that could rewrite history, or with regulation files that differ from what was published.</summary>
internal sealed class StartupCheck(IConfiguration configuration, ReferenceFacts reference, CadreClock clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await EventStoreSchema.EnsureApplicationLoginAsync(configuration.AppConnection(), cancellationToken: cancellationToken);
        CheckPublished((await reference.RefreshAsync(cancellationToken)).Regulations, clock.Today);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="RegulationException">A file differs from the version published under its id.</exception>
    internal static void CheckPublished(Regulations published, DateOnly today)
    {
        var missing = RegulationFiles.MissingFrom(published, today);
        if (missing.Count > 0)
        {
            throw new CadreSetupException($"{missing.Count} regulation versions of this program are not published yet, such as {missing[0].Id}. Run 'cli db migrate' first.");
        }
    }
}
