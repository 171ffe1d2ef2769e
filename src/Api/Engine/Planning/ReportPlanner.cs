using CadreWorkflow.Api.Identity;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.Domain.Reports;
using CadreWorkflow.Projections.Reports;
using CadreWorkflow.Projections.Statistics;

namespace CadreWorkflow.Api.Engine.Planning;

/// <summary>Decides the publication of figures: they are what the read side gives at the position the report then stores.</summary>
internal sealed class ReportPlanner(ReadSide reads, AdmissionStatistics statistics, ReferenceFacts reference, CadreClock clock)
{
    public async Task<Plan> PublishAsync(PublishReport command, CommandRun run, CancellationToken cancellationToken)
    {
        var (facts, today) = (await reference.CurrentAsync(cancellationToken), clock.Today);
        if (facts.Units.Unit(command.Unit, today) is null)
        {
            return Plan.Decided(Decision.Refuse(new("unknown_unit", "unit", command.Unit.ToString("D"))), string.Empty);
        }

        if (!Access.OnUnit(run.Actor, Verb.PublishReports, command.Unit, facts.Units, today))
        {
            return Plan.Answered(new CommandResult.Forbidden(command.Name));
        }

        if (command.AsKnownOn > today)
        {
            return Plan.Decided(Decision.Refuse(new("report_in_the_future", "asKnownOn", command.AsKnownOn.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))), string.Empty);
        }

        var request = new StatisticsRequest(command.From, command.To, today)
        {
            Unit = command.Unit,
            By = command.By,
            AsKnownOn = command.AsKnownOn,
            AsKnownPosition = await reads.PositionAsync(command.AsKnownOn is { } day ? VietnamTime.EndOf(day).AddTicks(-1) : null, cancellationToken),
            ObservedOn = command.ObservedOn ?? command.AsKnownOn ?? today,
            Structure = command.Structure,
        };
        await using var connection = await reads.OpenAsync(cancellationToken);

        // One snapshot: the read side goes on meanwhile, and the figures must be those of the position the report stores.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var result = command.To < command.From ? null : await statistics.QueryAsync(connection, request, cancellationToken);
        var question = new ReportQuestion(
            command.From, command.To, command.Unit, result?.By, result?.Structure ?? "then", request.ObservedOn.Value, command.AsKnownOn);
        var report = new ReportPublished(
            today, run.NewId, ReportFigures.Definitions, question, result?.Position ?? 0, result is null ? [] : ReportFigures.Of(result), command.Document);
        var latest = await PublishedReports.LatestAsync(connection, question.From, question.To, question.Unit, question.By, question.Structure, cancellationToken);
        var decision = ReportDecisions.Decide(report, latest?.It, today);
        var said = decision.Events.Count == 0 && latest is not null ? latest.It.ReportId : run.NewId;
        return Plan.Decided(decision, Streams.Report(run.NewId), (Streams.Report(run.NewId), 0)) with
        {
            Answer = new(true, 0, ReportId: said),
            ActingUnit = command.Unit,
        };
    }
}
