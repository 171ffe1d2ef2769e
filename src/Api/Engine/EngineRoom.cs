using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Engine.Planning;
using CadreWorkflow.Api.People;
using CadreWorkflow.EventStore;
using CadreWorkflow.EventStore.Subscriptions;
using CadreWorkflow.Projections;
using CadreWorkflow.Projections.Cadres;
using CadreWorkflow.Projections.Lists;
using CadreWorkflow.Projections.Reports;
using CadreWorkflow.Projections.Statistics;
using CadreWorkflow.Projections.Training;
using CadreWorkflow.Projections.Timelines;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CadreWorkflow.Api;

/// <summary>The event log, the command gateway and the hosted subscriptions.</summary>
internal static class EngineRoom
{
    internal static void AddEngine(this WebApplicationBuilder builder)
    {
        builder.Services.AddEngineCore(builder.Configuration);
        builder.Services.AddSingleton<ReadBarrier>();
        builder.Services.AddSingleton<ReportDesk>();

        // In this order: an unfit login or regulation file stops the start before anything is done or served.
        builder.Services.AddHostedService<StartupCheck>();
        builder.Services.AddHostedService(p => p.GetRequiredService<SubscriptionHost>());
    }

    /// <summary>What the host and the command line share.</summary>
    internal static void AddEngineCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new CadreDatabases(configuration.AppConnection()));
        services.AddSingleton(_ => ServerKey.Open(configuration.DataDirectory()));
        services.AddSingleton<CadreClock>();
        services.AddSingleton(p => new EventLog(
            configuration.AppConnection(), new() { AlongsideFunction = PeopleRows.Function }, p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEventLog>(p => p.GetRequiredService<EventLog>());
        services.AddSingleton(_ => new SubscriptionMonitor(configuration.AppConnection()));
        services.AddSingleton<ReferenceFacts>();
        services.AddSingleton<IStreamReader, LogStreamReader>();
        services.AddSingleton<ISubscriber, ReadModelSubscriber>();
        services.AddSingleton<ISubscriber, UnitFollower>();
        services.AddSingleton<ISubscriber, ClassFollower>();
        services.AddSingleton<SubscriptionHost>();
        services.AddSingleton<ReadFacts>();
        services.AddSingleton<ReadSide>();
        services.AddSingleton<CaseList>();
        services.AddSingleton<Rosters>();
        services.AddSingleton<StockReport>();
        services.AddSingleton<TermList>();
        services.AddSingleton<VacancyList>();
        services.AddSingleton<PlanList>();
        services.AddSingleton<ProcedureList>();
        services.AddSingleton<DeclarationBoard>();
        services.AddSingleton<StaffingReport>();
        services.AddSingleton<PlanShapeReport>();
        services.AddSingleton<DeclarationReport>();
        services.AddSingleton<CadreQualifications>();
        services.AddSingleton<EligibilityList>();
        services.AddSingleton<Endpoints.CadreAsked>();
        services.AddSingleton<Assignments>();
        services.AddSingleton<DeadlineBoard>();
        services.AddSingleton<OpenCaseKeys>();
        services.AddSingleton<Outlooks.ImpactPreview>();
        services.AddSingleton<Projections.Deadlines.DeadlineMoves>();
        services.AddSingleton<Explanations.MoveDesk>();
        services.AddSingleton<AdmissionStatistics>();
        services.AddSingleton<OtherStatistics>();
        services.AddSingleton<DeclarationRound>();
        services.AddSingleton<Projections.Headcounts.HeadcountStatistics>();
        services.AddSingleton<Projections.Duties.DutyBoard>();
        services.AddSingleton<ReportReview>();
        services.AddSingleton<Timeline>();
        services.AddSingleton<PeopleStore>();
        services.AddSingleton<PersonAccess>();
        services.AddSingleton<AccountNames>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<CadreReader>();
        services.AddSingleton<CasePlanner>();
        services.AddSingleton<UnitPlanner>();
        services.AddSingleton<TrainingPlanner>();
        services.AddSingleton<TrainingStatistics>();
        services.AddSingleton<TrainingNeeds>();
        services.AddSingleton<TrainingDesk>();
        services.AddSingleton<TheoryReader>();
        services.AddSingleton<PersonPlanner>();
        services.AddSingleton<RegulationDrafts>();
        services.AddSingleton<RegulationPlanner>();
        services.AddSingleton<CadrePlanner>();
        services.AddSingleton<ReportPlanner>();
        services.AddSingleton(p => new CommandGateway(
            p.GetRequiredService<IEventLog>(),
            p.GetRequiredService<ReferenceFacts>(),
            p.GetRequiredService<ServerKey>(),
            p.GetRequiredService<CasePlanner>(),
            p.GetRequiredService<UnitPlanner>(),
            p.GetRequiredService<TrainingPlanner>(),
            p.GetRequiredService<PersonPlanner>(),
            p.GetRequiredService<RegulationPlanner>(),
            p.GetRequiredService<CaseReader>(),
            p.GetRequiredService<CadrePlanner>(),
            p.GetRequiredService<ReportPlanner>(),
            p.GetRequiredService<PeopleStore>()));
    }
}
