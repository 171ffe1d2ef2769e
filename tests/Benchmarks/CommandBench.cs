using CadreWorkflow.Api;
using CadreWorkflow.Api.Engine;
using CadreWorkflow.Api.Identity;
using CadreWorkflow.Api.Imports;
using CadreWorkflow.Cluster;
using CadreWorkflow.Domain.Admissions;
using CadreWorkflow.Domain.Events;
using CadreWorkflow.Domain.Organisation;
using CadreWorkflow.Domain.People;
using CadreWorkflow.Domain.Regulations;
using CadreWorkflow.EventStore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CadreWorkflow.Benchmarks;

/// <summary>
/// Whole commands through the gateway (rights, facts, decision, append, kept answer) against the floor: a case is filed with its person, submitted,
/// resolved and sent, then the next begins. Then the demo province is loaded and its rate set against that of the commands.
/// </summary>
internal static class CommandBench
{
    private const string WholeCommand = "whole command";

    private static readonly DateOnly Opened = new(2015, 1, 1);

    /// <param name="args">Rounds (default 5) and seconds per measurement (default 2).</param>
    public static async Task RunAsync(string[] args)
    {
        var (rounds, length) = Contest.Read(args);
        var folder = ClusterWatch.TemporaryFolder("cadre-bench-");
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataDirectory = folder });
        ClusterWatch.StopWithThisProcess(cluster, folder);
        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench");
        await Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: false, TimeProvider.System, CancellationToken.None);
        await using var plain = await EventLogFloor.CreateAsync(database, oneRoundTrip: false);
        await using var oneTrip = await EventLogFloor.CreateAsync(database, oneRoundTrip: true);
        IReadOnlyDictionary<string, double> rates;
        await using (var services = Services(database, Path.Combine(folder, "app")))
        {
            var gateway = services.GetRequiredService<CommandGateway>();
            var unions = await OpenUnitsAsync(gateway);
            rates = await Contest.RunAsync(
                [
                    new(Contest.Floor, plain.Worker),
                    new(Contest.OneTrip, oneTrip.Worker),
                    EventLogBench.Appends(services.GetRequiredService<EventLog>()),
                    new(WholeCommand, n => Commander(gateway, unions[n % unions.Count]), 0.6, 1.5),
                ],
                rounds,
                length);
        }

        await LoadDemoAsync(cluster, folder, rates[WholeCommand]);
    }

    private static async Task LoadDemoAsync(PrivateCluster cluster, string folder, double wholeCommands)
    {
        if (Environment.GetEnvironmentVariable("Cadre__SamplesDirectory") is not { Length: > 0 } samples)
        {
            Console.WriteLine("demo load: not measured; Cadre__SamplesDirectory names no folder.");
            return;
        }

        var database = await CadreDatabase.EnsureAsync(cluster.SuperuserConnectionString, "bench_demo");
        await Migration.RunAsync(database.OwnerConnectionString, database.AppConnectionString, demo: true, TimeProvider.System, CancellationToken.None);
        await using var services = Services(database, Path.Combine(folder, "demo"));
        var loaded = await services.GetRequiredService<DemoLoader>().LoadAsync(Path.Combine(samples, "province"), null, CancellationToken.None);
        Console.WriteLine(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"demo load: {loaded.Commands} commands, {loaded.Troubles.Count} not recorded, {loaded.CommandsPerSecond:F0} per second; {loaded.CommandsPerSecond / wholeCommands:F2} of {Contest.Many} workers' whole commands (target 0.33)"));
    }

    private static ServiceProvider Services(CadreDatabase database, string data)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ConnectionStrings:Cadre"] = database.AppConnectionString,
            ["Cadre:DataDirectory"] = data,
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddEngineCore(configuration);
        services.AddIdentityCore();
        services.AddSingleton<AccountStore>();
        services.AddImportCore();
        return services.BuildServiceProvider();
    }

    private static Func<Task> Commander(CommandGateway gateway, Guid union)
    {
        var caseId = Guid.Empty;
        var step = 0;
        return async () =>
        {
            Command command = (step++ % 4) switch
            {
                0 => new FileReferral(null, new("Nguyễn Thị Đào", new DateOnly(1995, 5, 20), Gender.Female, Education.Bachelor, TheoryLevel.Elementary), union, null, null, new DateOnly(2026, 3, 2), false),
                1 => new CaseActCommand(caseId, new ReferralSubmitted(new DateOnly(2026, 3, 3), false, null)),
                2 => new CaseActCommand(caseId, new UnionResolved(new DateOnly(2026, 3, 4), true, new DocumentRef($"{step}/NQ", new DateOnly(2026, 3, 4), "CĐCS"), null)),
                _ => new CaseActCommand(caseId, new ReferralSent(new DateOnly(2026, 3, 5), true, new DocumentRef($"{step}/CV", new DateOnly(2026, 3, 5), "CĐCS"))),
            };
            if (await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "bench") is not CommandResult.Accepted { Answer.CaseId: { } id })
            {
                throw new InvalidOperationException($"{command.Name} was not accepted.");
            }

            caseId = id;
        };
    }

    private static async Task<List<Guid>> OpenUnitsAsync(CommandGateway gateway)
    {
        async Task<Guid> OpenAsync(Tree tree, UnitKind kind, string code, Guid? parent)
        {
            var id = Guid.CreateVersion7();
            await SendAsync(new UnitCommand(id, new UnitOpened(Opened, null, id, tree, kind, code, code, parent, Sector.StateAdministration, CalendarKind.Public, false)));
            return id;
        }

        async Task SendAsync(Command command)
        {
            if (await gateway.SendAsync(command, Actor.System, Guid.CreateVersion7(), "bench") is not CommandResult.Accepted)
            {
                throw new InvalidOperationException($"{command.Name} was not accepted.");
            }
        }

        var unionRoot = await OpenAsync(Tree.Union, UnitKind.ProvincialFederation, "LDLD", null);
        var partyRoot = await OpenAsync(Tree.Party, UnitKind.ProvincialCommittee, "TU", null);
        var unions = new List<Guid>();
        for (var n = 0; n < 32; n++)
        {
            var cell = await OpenAsync(Tree.Party, UnitKind.PartyCell, $"CB{n}", partyRoot);
            var union = await OpenAsync(Tree.Union, UnitKind.GrassrootsUnion, $"CD{n}", unionRoot);
            await SendAsync(new UnitCommand(union, new PartyBodyAssigned(Opened, null, cell)));
            unions.Add(union);
        }

        return unions;
    }
}
